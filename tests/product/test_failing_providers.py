"""Providers that misbehave over a real socket: the client gets another answer, or one clear error, and never a hang."""

import asyncio
import json
import socket
import time
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import upstream
from product import Product
from upstream import Answer, listening

BAD_BEFORE_CONTENT: dict[str, Answer] = {
    "500": upstream.error(500),
    "429": upstream.rate_limited(1),
    "html": upstream.html(),
    "html 502": upstream.html(502),
    "half an event": upstream.half_event(),
    "nothing": upstream.nothing(),
    "reset": upstream.nothing(reset=True),
    "stuck": upstream.stuck(),
    "redirect": upstream.redirect("http://127.0.0.1:1/elsewhere"),
    "broken json": Answer(body=b'{"choices": [{"mess'),
    "an empty body": Answer(body=b""),
    "not http": Answer(raw=b"hello there\r\n\r\n"),
    "an error inside a 200": Answer(body=b'{"error": {"message": "overloaded", "code": "overloaded"}}'),
    "no choices": Answer(body=b'{"id": "x", "choices": []}'),
    "no finish": upstream.chat("hello", finish=None),
    "a stream without content": upstream.stream(finish=None),
    "a cut body": upstream.chat("hello").but(cut=40),
}


def ask(product: Product, model: str, *, stream: bool, timeout: float = 10) -> httpx.Response:
    body = {"model": model, "stream": stream, "messages": [{"role": "user", "content": "hi canary-text"}]}
    headers = {"Authorization": f"Bearer {product.router.key}"}
    with httpx.Client(trust_env=False, timeout=timeout) as client:
        return client.post(f"{product.router.api_url}/chat/completions", json=body, headers=headers)


async def asked(product: Product, model: str, *, stream: bool) -> httpx.Response:
    return await asyncio.to_thread(ask, product, model, stream=stream)


@pytest.fixture(autouse=True)
async def quota_is_back(request: pytest.FixtureRequest) -> AsyncIterator[None]:
    """A provider that said 429 is left alone for a second: the next test shall find it as it was."""
    yield
    if "429" in request.node.name:
        await asyncio.sleep(1.05)


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("how", BAD_BEFORE_CONTENT)
async def test_the_next_provider_answers_and_the_client_notices_nothing(
    product: Product, how: str, stream: bool
) -> None:
    good = upstream.stream("all ", "is well") if stream else upstream.chat("all is well")
    async with listening(BAD_BEFORE_CONTENT[how], product.first), listening(good, product.second):
        answer = await asked(product, "both", stream=stream)
    assert answer.status_code == 200, answer.text
    assert answer.headers["x-sovereign-route"] == "second/m2"
    assert answer.headers["x-sovereign-attempts"] == "2"
    assert "is well" in answer.text


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("how", BAD_BEFORE_CONTENT)
async def test_with_nobody_else_the_client_gets_one_clear_error(product: Product, how: str, stream: bool) -> None:
    async with listening(BAD_BEFORE_CONTENT[how], product.first):
        began = time.monotonic()
        answer = await asked(product, "one", stream=stream)
    assert time.monotonic() - began < 5
    error = answer.json()["error"]
    assert answer.status_code in {429, 502, 503, 504}
    assert error["code"] in {"rate_limited", "upstream_error", "no_route_available", "upstream_timeout"}
    for word in ("canary-text", "sk-secret", "Traceback", "DOCTYPE"):
        assert word not in answer.text


@pytest.mark.parametrize("stream", [False, True])
async def test_a_key_that_is_refused_closes_its_provider_and_the_next_answers(product: Product, stream: bool) -> None:
    good = upstream.stream("all ", "is well") if stream else upstream.chat("all is well")
    refusing = upstream.error(401, "your key sk-secret-key is wrong")
    model = f"refused-{stream}"
    async with listening(refusing, product.first) as first, listening(good, product.second):
        answers = [await asked(product, model, stream=stream) for _ in range(3)]
    assert [answer.headers["x-sovereign-attempts"] for answer in answers] == ["2", "1", "1"]
    assert all("is well" in answer.text for answer in answers)
    assert len(first.requests) == 1
    alone = await asked(product, f"{model}-alone", stream=stream)
    assert (alone.status_code, alone.json()["error"]["code"]) == (503, "no_route_available")
    assert "sk-secret" not in alone.text


async def test_a_provider_that_nobody_runs_is_passed_over(product: Product) -> None:
    async with listening(upstream.chat("second"), product.second):
        answer = await asked(product, "both", stream=False)
    assert answer.json()["choices"][0]["message"]["content"] == "second"


@pytest.mark.parametrize("status", [400, 404, 422])
async def test_a_request_at_fault_is_not_asked_again_elsewhere(product: Product, status: int) -> None:
    bad = upstream.error(status, "your words: hi canary-text", param="temperature", code="bad_value")
    async with listening(bad, product.first), listening(upstream.chat("never"), product.second) as second:
        answer = await asked(product, "both", stream=False)
    error = answer.json()["error"]
    assert (answer.status_code, error["code"], error["param"]) == (400, "invalid_request", "temperature")
    assert "canary-text" not in answer.text
    assert answer.headers["x-should-retry"] == "false"
    assert second.requests == []


@pytest.mark.parametrize(
    ("how", "broken"),
    {
        "cut": upstream.stream("begun").but(cut=400),
        "no finish": upstream.stream("begun", finish=None),
        "no finish nor done": upstream.stream("begun", finish=None, done=False),
        "reset": upstream.stream("begun").but(cut=400, reset=True),
        "stalled": upstream.stream("begun").but(stall=400),
        "garbage": Answer(events=[*(upstream.stream("begun").events or ())[:2], b"data: <html>\n\n"]),
        "an error event": Answer(
            events=[*(upstream.stream("begun").events or ())[:2], b'data: {"error": {"code": "x"}}\n\n']
        ),
    }.items(),
)
async def test_a_stream_that_breaks_after_content_ends_with_a_typed_error(
    product: Product, how: str, broken: Answer
) -> None:
    async with listening(broken, product.first), listening(upstream.stream("never"), product.second) as second:
        answer = await asked(product, "both", stream=True)
    events = [json.loads(line[6:]) for line in answer.text.splitlines() if line.startswith("data: {")]
    assert answer.status_code == 200
    assert "begun" in answer.text, how
    assert events[-1]["error"]["code"] in {"upstream_error", "upstream_timeout"}
    assert sum("error" in event for event in events) == 1
    assert "[DONE]" not in answer.text
    assert second.requests == []


@pytest.mark.parametrize("stream", [False, True])
async def test_when_the_client_hangs_up_the_provider_call_ends_within_a_second(product: Product, stream: bool) -> None:
    slow = upstream.stream(*["word "] * 500).but(pace=0.05) if stream else upstream.stuck()
    async with listening(slow, product.first) as provider:
        body = json.dumps({"model": "one", "stream": stream, "messages": [{"role": "user", "content": "x"}]}).encode()
        client = socket.create_connection(("127.0.0.1", int(product.router.base_url.rpartition(":")[2])))
        head = f"POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {product.router.key}\r\n"
        client.sendall(head.encode() + f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
        await provider.asked()
        await asyncio.sleep(0.3)
        client.close()
        await provider.left(within=1.0)


async def test_what_the_provider_says_beyond_the_text_reaches_the_client(product: Product) -> None:
    said = {
        "id": "chatcmpl-their-id",
        "object": "chat.completion",
        "created": 7,
        "model": "their-model",
        "system_fingerprint": "fp",
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": "x", "annotations": [], "of_theirs": {"a": [1]}},
                "logprobs": {"content": [{"token": "x", "logprob": -0.5, "bytes": [120], "top_logprobs": []}]},
                "finish_reason": "stop",
            }
        ],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }
    async with listening(Answer(body=json.dumps(said).encode()), product.first):
        answer = await asked(product, "one", stream=False)
    assert answer.json() == said


async def test_unknown_request_fields_reach_the_provider_and_forbidden_ones_do_not(product: Product) -> None:
    body: dict[str, Any] = {
        "model": "one",
        "messages": [{"role": "user", "content": "x", "of_mine": 1}],
        "of_mine": {"deep": [1.5, None, True]},
        "seed": 12345678901234567890,
        "store": True,
        "user": "anna@example.org",
        "metadata": {"who": "anna"},
        "api_key": "sk-client",
        "base_url": "http://127.0.0.1:1/",
        "response_format": {"type": "json_schema", "json_schema": {"name": "s", "schema": {"type": "object"}}},
        "logprobs": True,
        "tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}],
        "parallel_tool_calls": True,
    }
    async with listening(upstream.chat("ok"), product.first) as provider:
        answer = await asyncio.to_thread(
            product.post, body, headers={"traceparent": "00-" + "a" * 32 + "-" + "b" * 16 + "-01", "x-custom": "1"}
        )
    sent = provider.requests[0]
    assert answer.status_code == 200, answer.text
    assert sent.json["of_mine"] == body["of_mine"]
    assert sent.json["messages"] == body["messages"]
    assert sent.json["seed"] == body["seed"]
    assert sent.json["response_format"] == body["response_format"]
    assert sent.json["tools"] == body["tools"]
    assert sent.json["model"] == "m1"
    assert sent.json.get("store") is not True
    assert {"user", "metadata", "api_key", "base_url"}.isdisjoint(sent.json)
    assert {"traceparent", "x-custom", "authorization"}.isdisjoint(sent.headers)


async def test_images_go_to_self_hosted_routes_alone(product: Product) -> None:
    parts = [
        {"type": "text", "text": "what is this"},
        {"type": "image_url", "image_url": {"url": "data:image/png;base64,AA=="}},
    ]
    body = {"messages": [{"role": "user", "content": parts}]}
    async with listening(upstream.chat("a cat"), product.first) as provider:
        own = await asyncio.to_thread(product.post, {**body, "model": "one"})
        foreign = await asyncio.to_thread(product.post, {**body, "model": "echo"})
    assert own.json()["choices"][0]["message"]["content"] == "a cat"
    assert provider.requests[0].json["messages"] == body["messages"]
    assert (foreign.status_code, foreign.json()["error"]["code"]) == (403, "policy_denied")
