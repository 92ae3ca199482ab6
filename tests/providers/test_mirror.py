import json
from typing import Any

import pytest
from provider_rules import candidate, envelope, provider_rule

import providers
from providers import mirror
from providers._http import Http
from router.ports import Provider, Reply

BODY = {"model": "demo", "messages": [{"role": "user", "content": 'Écris à [[PERSON_1]]: "oui"\n' * 20}], "user": "x"}


def made() -> Provider:
    return mirror.connect(provider_rule(kind="mirror"), Http(), lambda: None)


async def events(reply: Reply) -> list[Any]:
    text = b"".join([chunk async for chunk in reply.chunks]).decode()
    return [json.loads(line) for line in text.replace("data: [DONE]", "").removeprefix("data: ").split("\n\ndata: ")]


async def test_the_content_is_exactly_what_a_provider_would_have_seen() -> None:
    provider = made()
    data = provider.encode(envelope(BODY), BODY, candidate("m"))
    reply = await provider.send("chat", data, model="m", stream=False)
    answer = json.loads(b"".join([chunk async for chunk in reply.chunks]))
    assert answer["choices"][0]["message"]["content"].encode() == data
    assert answer["choices"][0]["finish_reason"] == "stop"
    assert answer["object"] == "chat.completion"
    assert answer["usage"]["total_tokens"] == 0
    assert "user" not in json.loads(data)


async def test_streamed_it_is_the_same_in_pieces() -> None:
    provider = made()
    data = provider.encode(envelope(BODY), BODY, candidate("m"))
    reply = await provider.send("chat", data, model="m", stream=True)
    raw = b"".join([chunk async for chunk in reply.chunks])
    assert raw.endswith(b"data: [DONE]\n\n")
    chunks = [json.loads(part.removeprefix("data: ")) for part in raw.decode().split("\n\n")[:-2]]
    deltas = [chunk["choices"][0]["delta"].get("content", "") for chunk in chunks]
    assert "".join(deltas).encode() == data
    assert len(deltas) > 5
    assert [c["choices"][0]["finish_reason"] for c in chunks if c["choices"][0]["finish_reason"]] == ["stop"]


async def test_usage_comes_to_who_asks() -> None:
    provider = made()
    body = BODY | {"stream_options": {"include_usage": True}}
    data = provider.encode(envelope(body), body, candidate("m"))
    reply = await provider.send("chat", data, model="m", stream=True)
    last = b"".join([chunk async for chunk in reply.chunks]).decode().split("\n\n")[-3]
    assert json.loads(last.removeprefix("data: "))["choices"] == []


async def test_it_shows_placeholders_as_they_are() -> None:
    provider = providers.connect(provider_rule(kind="mirror"), Http(), lambda: None)
    assert not provider.restores
    await provider.aclose()


@pytest.mark.parametrize("stream", [False, True])
async def test_in_responses_it_shows_the_same(stream: bool) -> None:
    provider = made()
    body = {"model": "demo", "input": "Écris à [[PERSON_1]]\n" * 20, "stream": stream}
    data = provider.encode(envelope(body, "responses"), body, candidate("m"))
    reply = await provider.send("responses", data, model="m", stream=stream)
    raw = b"".join([chunk async for chunk in reply.chunks])
    last = raw.decode().removesuffix("\n\n").rpartition("data: ")[2]
    response = json.loads(last)["response"] if stream else json.loads(raw)
    assert response["output"][0]["content"][0]["text"].encode() == data
    assert response["status"] == "completed"
    assert response["usage"]["total_tokens"] == 0
    assert json.loads(data)["store"] is False
    assert raw.count(b"response.output_text.delta") == (2 * (len(data.decode()) // mirror.PIECE + 1) if stream else 0)
