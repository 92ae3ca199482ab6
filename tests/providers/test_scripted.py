import asyncio
import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pytest
from provider_rules import PATIENT, candidate, envelope, provider_rule

from providers import scripted
from providers._http import Http
from router import config
from router.core.problems import FailureKind, UpstreamFailure
from router.core.rules import Timeouts
from router.ports import Provider

K = FailureKind
BODY = {"model": "demo", "messages": [{"role": "user", "content": "first"}, {"role": "user", "content": "Hallo Welt"}]}


def made(*script: Mapping[str, Any], timeouts: Timeouts = PATIENT) -> Provider:
    return scripted.connect(provider_rule(kind="scripted", script=script, timeouts=timeouts), Http(), lambda: None)


async def said(provider: Provider, *, stream: bool = False, **body: Any) -> bytes:
    data = provider.encode(envelope(BODY | body), BODY | body, candidate("m"))
    reply = await provider.send("chat", data, model="m", stream=stream)
    return b"".join([chunk async for chunk in reply.chunks])


async def whole(provider: Provider, **body: Any) -> Any:
    return json.loads(await said(provider, **body))


async def streamed(provider: Provider, **body: Any) -> list[Any]:
    raw = await said(provider, stream=True, **body)
    assert raw.endswith(b"\n\ndata: [DONE]\n\n")
    return [json.loads(part.removeprefix("data: ")) for part in raw.decode().split("\n\n")[:-2]]


async def failing(provider: Provider, *, stream: bool = False) -> UpstreamFailure:
    with pytest.raises(UpstreamFailure) as caught:
        await said(provider, stream=stream)
    return caught.value


# ------------------------------------------------------------------------------------------------------- it answers


async def test_entries_are_answered_in_turn_and_again() -> None:
    provider = made({"text": "one"}, {"text": "two"})
    texts = [(await whole(provider))["choices"][0]["message"]["content"] for _ in range(3)]
    assert texts == ["one", "two", "one"]


async def test_without_a_script_it_answers_something() -> None:
    assert (await whole(made()))["choices"][0]["message"]["content"]


async def test_echo_says_the_last_user_message_as_it_was_seen() -> None:
    assert (await whole(made({"echo": True})))["choices"][0]["message"]["content"] == "Hallo Welt"
    parts = [{"type": "text", "text": "in "}, {"type": "image_url"}, {"type": "text", "text": "parts"}]
    answer = await whole(made({"echo": True}), messages=[{"role": "user", "content": parts}, {"role": "assistant"}])
    assert answer["choices"][0]["message"]["content"] == "in parts"


async def test_streams_come_in_chunks_of_the_size_asked() -> None:
    chunks = await streamed(made({"text": "abcdef", "chunk": 4}))
    assert [c["choices"][0]["delta"].get("content") for c in chunks] == ["", "abcd", "ef", None]
    assert chunks[-1]["choices"][0]["finish_reason"] == "stop"


async def test_whole_and_streamed_say_the_same() -> None:
    entry = {
        "text": "héllo",
        "reasoning": "hmm",
        "chunk": 2,
        "tool_calls": [{"name": "f", "arguments": {"a": "ü"}}, {"name": "g", "arguments": "raw"}],
    }
    message = (await whole(made(entry)))["choices"][0]["message"]
    chunks = await streamed(made(entry))
    deltas = [chunk["choices"][0]["delta"] for chunk in chunks]
    assert "".join(d.get("content") or "" for d in deltas) == message["content"] == "héllo"
    assert "".join(d.get("reasoning_content", "") for d in deltas) == message["reasoning_content"] == "hmm"
    calls: dict[int, dict[str, str]] = {}
    for call in (call for d in deltas for call in d.get("tool_calls", ())):
        entry_ = calls.setdefault(call["index"], {"arguments": ""})
        entry_["arguments"] += call["function"].pop("arguments")
        entry_ |= {"id": call.get("id", entry_.get("id"))} | call["function"]
    assert [calls[0], calls[1]] == [{"id": call["id"], **call["function"]} for call in message["tool_calls"]]
    assert chunks[-1]["choices"][0]["finish_reason"] == "tool_calls"


async def test_choices_come_as_many_as_asked_within_reason() -> None:
    assert [choice["index"] for choice in (await whole(made({"text": "x"}), n=3))["choices"]] == [0, 1, 2]
    assert len((await whole(made({"text": "x", "choices": 2}), n=3))["choices"]) == 2
    assert len((await whole(made({"text": "x"}), n=10**9))["choices"]) == scripted.MOST_CHOICES
    chunks = await streamed(made({"text": "ab", "chunk": 1}), n=2)
    assert [chunk["choices"][0]["index"] for chunk in chunks] == [0, 1] * 4


async def test_usage_is_given_whole_and_streamed_to_who_asks() -> None:
    entry = {"text": "x", "usage": {"prompt_tokens": 5, "completion_tokens": 2}}
    assert (await whole(made(entry)))["usage"] == {"prompt_tokens": 5, "completion_tokens": 2, "total_tokens": 7}
    assert (await streamed(made(entry), stream_options={"include_usage": True}))[-1]["usage"]["total_tokens"] == 7
    assert all("usage" not in chunk for chunk in await streamed(made(entry)))


async def test_the_same_script_gives_the_same_answers() -> None:
    def told(answer: Any) -> Any:
        return {key: value for key, value in answer.items() if key != "created"}

    script = ({"text": "one", "tool_calls": [{"name": "f"}]}, {"echo": True})
    first, second = made(*script), made(*script)
    for _ in range(4):
        assert told(await whole(first)) == told(await whole(second))


async def test_frozen_scripts_are_fine() -> None:
    call = MappingProxyType({"name": "f", "arguments": MappingProxyType({"a": (1, 2)})})
    message = (await whole(made(MappingProxyType({"tool_calls": (call,)}))))["choices"][0]["message"]
    assert message["tool_calls"][0]["function"]["arguments"] == '{"a": [1, 2]}'


async def response(provider: Provider, *, stream: bool, **body: Any) -> list[Any]:
    """A whole one, or the values of its events."""
    asked = {"model": "demo", "input": "Hallo", **body}
    data = provider.encode(envelope(asked, "responses"), asked, candidate("m"))
    reply = await provider.send("responses", data, model="m", stream=stream)
    raw = b"".join([chunk async for chunk in reply.chunks]).decode()
    return [json.loads(one.partition("data: ")[2]) for one in raw.split("\n\n")[:-1]] if stream else [json.loads(raw)]


@pytest.mark.parametrize(
    "body", [{}, {"input": [{"role": "user", "content": [{"type": "input_text", "text": "Hallo"}]}]}]
)
async def test_in_responses_it_says_the_same_whole_and_streamed(body: Any) -> None:
    entry = {"echo": True, "reasoning": "hmm", "chunk": 2, "tool_calls": [{"name": "f", "arguments": {"a": "ü"}}]}
    (whole_one,) = await response(made(entry), stream=False, **body)
    *events, last = await response(made(entry), stream=True, **body)
    thought, said, call = whole_one["output"]
    assert thought["summary"][0]["text"] == "hmm"
    assert said["content"][0]["text"] == "Hallo"
    assert (call["name"], call["arguments"]) == ("f", '{"a": "ü"}')
    assert whole_one["status"] == "completed"
    assert last["type"] == "response.completed"
    assert last["response"]["output"] == whole_one["output"]
    assert [event["sequence_number"] for event in (*events, last)] == list(range(len(events) + 1))
    deltas = "".join(event["delta"] for event in events if event["type"] == "response.output_text.delta")
    assert deltas == "Hallo"


@pytest.mark.parametrize(
    ("entry", "status", "last"),
    [
        ({"text": "x", "finish": "length"}, "incomplete", "response.incomplete"),
        ({"text": "x", "finish": None}, "in_progress", "response.output_item.done"),
        ({"text": "x", "error": "server_error"}, None, "error"),
    ],
)
async def test_in_responses_it_ends_as_it_is_told(entry: Any, status: str | None, last: str) -> None:
    (whole_one,) = await response(made(entry), stream=False)
    assert whole_one.get("status") == status
    assert (await response(made(entry), stream=True))[-1]["type"] == last


# ------------------------------------------------------------------------------------------------- it fails as told


async def test_it_refuses() -> None:
    assert (await failing(made({"refuse": True}))).kind is K.REFUSED


async def test_it_answers_with_a_status() -> None:
    failure = await failing(made({"status": 429, "retry_after": 7}))
    assert (failure.kind, failure.status, failure.retry_after) == (K.RATE, 429, 7.0)
    failure = await failing(made({"status": 400, "error": "context_length_exceeded"}))
    assert failure.kind is K.CONTEXT


async def test_an_error_comes_inside_the_200_after_the_text() -> None:
    raw = (await said(made({"text": "so far", "error": "overloaded"}), stream=True)).decode()
    assert raw.index("so far") < raw.index('"error"')
    assert "[DONE]" not in raw
    assert (await whole(made({"error": "overloaded"})))["error"]["type"] == "overloaded"


async def test_it_ends_after_so_many_bytes() -> None:
    full = await said(made({"text": "abcdef", "chunk": 1}), stream=True)
    for cut in (0, 1, 100, len(full) - 1, len(full) + 5):
        assert await said(made({"text": "abcdef", "chunk": 1, "cut": cut}), stream=True) == full[:cut]


async def test_it_may_never_finish() -> None:
    chunks = await streamed(made({"text": "x", "finish": None}))
    assert all(chunk["choices"][0]["finish_reason"] is None for chunk in chunks)
    assert (await streamed(made({"text": "x", "finish": "length"})))[-1]["choices"][0]["finish_reason"] == "length"


@pytest.mark.parametrize(("garbage", "start"), [("html", b"<!DOCTYPE"), ("half", b'data: {"id"'), ("empty", b"")])
async def test_it_answers_garbage(garbage: str, start: bytes) -> None:
    said_ = await said(made({"garbage": garbage}), stream=True)
    assert said_.startswith(start)
    assert bool(said_) is bool(start)


async def test_silence_is_kept_and_beyond_the_limits_a_timeout() -> None:
    limits = Timeouts(first_token=0.1, stall=0.1, total=0.3)
    loop = asyncio.get_running_loop()
    began = loop.time()
    assert (await failing(made({"delay": 60}, timeouts=limits), stream=True)).kind is K.TIMEOUT
    assert (await failing(made({"pace": 60}, timeouts=limits), stream=True)).detail == "stall"
    assert (await failing(made({"stall": 60}, timeouts=limits), stream=True)).detail == "stall"
    assert (await failing(made({"delay": 60}, timeouts=limits))).kind is K.TIMEOUT
    assert loop.time() - began < 3.0
    began = loop.time()
    await said(made({"text": "ab", "chunk": 1, "delay": 0.05, "pace": 0.02}, timeouts=limits), stream=True)
    assert loop.time() - began >= 0.05 + 4 * 0.02


async def test_hanging_up_ends_the_silence() -> None:
    task = asyncio.create_task(said(made({"delay": 3}), stream=True))
    await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


# --------------------------------------------------------------------------------------------------------- the script


@pytest.mark.parametrize(
    ("script", "fault"),
    [
        ([{"txt": "x"}], "[0].txt: unknown key, write one of text,"),
        ([{"text": "x"}, {"pace": "slow"}], "[1].pace: write a number of seconds"),
        (["x"], "[0]: write a mapping"),
        ([{"text": 1}], "[0].text: write a text"),
        ([{"echo": 1}], "[0].echo: write true or false"),
        ([{"chunk": 0}], "[0].chunk: write a number of characters"),
        ([{"choices": True}], "[0].choices: write a number"),
        ([{"status": 200}], "[0].status: write an HTTP status from 300"),
        ([{"garbage": "json"}], "[0].garbage: write one of html, half, empty"),
        ([{"garbage": []}], "[0].garbage: write one of"),
        ([{"tool_calls": [{"arguments": {}}]}], "[0].tool_calls: write a list"),
        ([{"tool_calls": [{"name": "f", "id": "x"}]}], "[0].tool_calls: write a list"),
        ([{"usage": {"prompt_tokens": -1}}], "[0].usage: write"),
        ([{"cut": -1}], "[0].cut: write a number of bytes"),
        ([{"delay": -1}], "[0].delay: write"),
    ],
)
def test_what_is_wrong_with_a_script_is_named_with_its_place(script: list[Any], fault: str) -> None:
    assert len(scripted.faults(script)) == 1
    assert scripted.faults(script)[0].startswith(f"script{fault}")
    with pytest.raises(ValueError, match=r"^script\["):
        made(*script)


def test_every_fault_of_a_script_is_said_as_an_admin_reads_it_after_the_providers_name() -> None:
    with pytest.raises(ValueError, match=r"^script") as caught:
        made({"texxt": "hello"}, {"pace": "slow"})
    said = str(config.Fault("providers.drill", str(caught.value), "mend the lines of this provider"))
    assert said == (
        f"providers.drill: script[0].texxt: unknown key, write one of {', '.join(scripted.KEYS)}; "
        "script[1].pace: write a number of seconds; mend the lines of this provider"
    )


def test_a_good_script_has_no_faults() -> None:
    every = {
        "text": "a",
        "echo": False,
        "reasoning": "b",
        "tool_calls": [{"name": "f", "arguments": {}}],
        "choices": 1,
        "chunk": 1,
        "finish": None,
        "usage": {"prompt_tokens": 0},
        "delay": 0,
        "pace": 0.5,
        "refuse": False,
        "status": 503,
        "retry_after": 1,
        "error": "x",
        "cut": 0,
        "stall": 1.5,
        "garbage": "html",
    }
    assert every.keys() == scripted.KEYS.keys()
    assert scripted.faults([every]) == []
