"""The kinds inside the process, in Anthropic's language."""

import json
from collections.abc import Mapping
from typing import Any

import message_streams as streams
import pytest
from provider_rules import candidate, envelope, provider_rule

import providers
from providers._http import Http
from router.core.types import Dialect
from router.ports import Provider

BODY = {**streams.BODY, "messages": [{"role": "user", "content": [{"type": "text", "text": "Hallo Welt"}]}]}


def made(kind: str, *script: Mapping[str, Any]) -> Provider:
    return providers.connect(provider_rule(kind=kind, script=script), Http(), lambda: None)


async def said(provider: Provider, *, stream: bool = False, counts: bool = False) -> bytes:
    dialect: Dialect = "count_tokens" if counts else "messages"
    data = provider.encode(envelope(BODY), BODY, candidate("m"))
    reply = await provider.send(dialect, data, model="m", stream=stream)
    assert reply.headers["content-type"] == ("text/event-stream" if stream else "application/json")
    return b"".join([chunk async for chunk in reply.chunks])


ENTRIES: list[dict[str, Any]] = [
    {"text": "hello there", "chunk": 3},
    {"echo": True},
    {"reasoning": "well", "text": "so", "usage": {"prompt_tokens": 7, "completion_tokens": 2}},
    {"tool_calls": [{"name": "f", "arguments": {"a": "ä"}}, {"name": "g", "arguments": '{"b": 1}'}], "chunk": 2},
    {"text": "cut", "finish": "length"},
]


@pytest.mark.parametrize("entry", ENTRIES)
async def test_a_scripted_message_says_the_same_whole_and_streamed(entry: dict[str, Any]) -> None:
    whole = json.loads(await said(made("scripted", entry)))
    streamed = streams.added_up(await said(made("scripted", entry), stream=True))
    assert streamed == whole
    assert whole["type"] == "message"


async def test_a_script_is_told_in_anthropics_words() -> None:
    calls = json.loads(await said(made("scripted", ENTRIES[3])))
    assert [(one["name"], one["input"]) for one in calls["content"]] == [("f", {"a": "ä"}), ("g", {"b": 1})]
    assert calls["stop_reason"] == "tool_use"
    thought, text = json.loads(await said(made("scripted", ENTRIES[2])))["content"]
    assert (thought["thinking"], text["text"]) == ("well", "so")
    assert json.loads(await said(made("scripted", ENTRIES[1])))["content"][0]["text"] == "Hallo Welt"
    assert json.loads(await said(made("scripted", ENTRIES[4])))["stop_reason"] == "max_tokens"


@pytest.mark.parametrize(
    ("text", "given"), [("{a: ", {"text": "{a: "}), ("[1]", {"text": "[1]"}), ("", {}), ('{"a":  1}', {"a": 1})]
)
async def test_arguments_that_are_no_json_are_said_as_they_are(text: str, given: dict[str, Any]) -> None:
    entry = {"tool_calls": [{"name": "f", "arguments": text}], "chunk": 2}
    (call,) = json.loads(await said(made("scripted", entry)))["content"]
    assert call["input"] == given
    events = streams.events(await said(made("scripted", entry), stream=True))
    deltas = [event["delta"]["partial_json"] for event in events if event["type"] == "content_block_delta"]
    assert "".join(deltas) == text


async def test_a_scripted_stream_can_fail_or_never_finish() -> None:
    for entry, last in (({"text": "a", "error": "overloaded_error"}, "error"), ({"text": "a", "finish": None}, None)):
        events = streams.events(await said(made("scripted", entry), stream=True))
        assert events[-1]["type"] == (last or "content_block_stop")
    whole = json.loads(await said(made("scripted", {"error": "overloaded_error"})))
    assert whole["error"]["type"] == "overloaded_error"


async def test_a_count_is_of_what_was_sent() -> None:
    assert json.loads(await said(made("scripted"), counts=True))["input_tokens"] > 5


@pytest.mark.parametrize("stream", [False, True])
async def test_the_mirror_shows_exactly_what_would_leave(stream: bool) -> None:
    provider = made("mirror")
    raw = await said(provider, stream=stream)
    message = streams.added_up(raw) if stream else json.loads(raw)
    assert message["content"][0]["text"].encode() == provider.encode(envelope(BODY), BODY, candidate("m"))
    assert (message["stop_reason"], message["usage"]["output_tokens"]) == ("end_turn", 0)
