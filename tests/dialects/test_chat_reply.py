"""The reader of whole replies: complete or failed, restored or the provider's own bytes."""

import json
from typing import Any

import chat_streams as streams
import pytest
from chat_streams import ANNA, JSON_BODY, STREET, USAGE, read

from router.core.problems import FailureKind
from router.core.redact import Vault
from router.core.types import Usage
from router.dialects import whole


def reply(message: dict[str, Any], finish: object = "stop", **more: Any) -> bytes:
    choice = {"index": 0, "message": {"role": "assistant", **message}, "finish_reason": finish}
    return json.dumps({"id": "chatcmpl-1", "model": "small-1", "choices": [choice], **more}, indent=1).encode()


def answer(raw: bytes, held: Vault | None = None, refusal: Any = streams.passes, body: Any = None) -> dict[str, Any]:
    """The first choice as the client gets it."""
    reader = streams.stream_reader(held, refusal, body or streams.BODY, stream=False)
    choice: dict[str, Any] = json.loads(read(reader, [raw]))["choices"][0]
    return choice


def function(name: str, arguments: object) -> dict[str, Any]:
    return {"id": f"call_{name}", "type": "function", "function": {"name": name, "arguments": arguments}}


CALLS = [
    function("get_a", '{"at": "[[ADDRESS_1]]"}'),
    function("delete_b", "{}"),
    function("get_c", '{"x": "{\\"at\\": \\"[[ADDRESS_1]]\\"}"}'),
]


@pytest.mark.parametrize("held", [None, Vault(), streams.vault()], ids=["raw", "empty", "redacted"])
def test_a_reply_that_nothing_changed_is_the_providers_own_bytes(held: Vault | None) -> None:
    raw = b"\n" + reply({"content": "[[PERSON_9]] \u00e4", "tool_calls": [function("f", "{}")]}, usage=USAGE)
    reader = streams.stream_reader(held, stream=False)
    assert [reader.feed(raw[:40]), reader.feed(raw[40:])] == [b"", b""]
    before = reader.committed, reader.complete
    assert reader.finish() == raw
    assert (before, reader.committed, reader.complete) == ((False, False), True, True)
    assert reader.failure is None
    assert reader.usage == Usage(12, 34, 5, 6)
    assert reader.finish_reasons == ("stop",)
    assert reader.response_model == "small-1"
    assert reader.finish() == b""


def test_every_text_of_a_message_is_restored() -> None:
    message = {
        "content": "I am [[PERSON_1]] [[",
        "reasoning_content": "[[person 1]]",
        "refusal": "not \\[\\[PERSON_1\\]\\]",
        "tool_calls": CALLS,
        "function_call": {"name": "f", "arguments": '["[[ADDRESS_1]]"]'},
        "annotations": [{"type": "url_citation", "url_citation": {"title": "[[PERSON_1]]", "start_index": 3}}],
        "audio": {"id": "[[PERSON_1]]", "data": "AA==", "transcript": "[[PERSON_1]]"},
        "of_tomorrow": {"a": [{"b": "[[PERSON_1]]"}, "[[PERSON_1]]"]},
    }
    restored = answer(reply(message), streams.vault())["message"]
    assert restored["content"] == f"I am {ANNA} [["
    assert restored["reasoning_content"] == ANNA
    assert restored["refusal"] == f"not {ANNA}"
    assert [json.loads(call["function"]["arguments"]) for call in restored["tool_calls"][:2]] == [{"at": STREET}, {}]
    assert json.loads(json.loads(restored["tool_calls"][2]["function"]["arguments"])["x"]) == {"at": STREET}
    assert json.loads(restored["function_call"]["arguments"]) == [STREET]
    assert restored["annotations"][0]["url_citation"] == {"title": ANNA, "start_index": 3}
    assert restored["audio"] == {"id": "[[PERSON_1]]", "data": "AA==", "transcript": ANNA}
    assert restored["of_tomorrow"] == {"a": [{"b": ANNA}, ANNA]}


def test_content_in_parts_is_restored_part_by_part() -> None:
    parts = [{"type": "text", "text": "[[PERSON_1]][[PER"}, {"type": "text", "text": "SON_1]]"}]
    restored = answer(reply({"content": parts}), streams.vault())["message"]["content"]
    assert [part["text"] for part in restored] == [f"{ANNA}[[PER", "SON_1]]"]


def test_arguments_that_are_an_object_are_restored_too() -> None:
    restored = answer(reply({"tool_calls": [function("f", {"at": "[[ADDRESS_1]]"})]}), streams.vault())
    assert restored["message"]["tool_calls"][0]["function"]["arguments"] == {"at": STREET}


def test_json_content_is_escaped_where_json_was_asked_for() -> None:
    raw = reply({"content": '{"at": "[[ADDRESS_1]]"}'})
    assert json.loads(answer(raw, streams.vault(), body=JSON_BODY)["message"]["content"]) == {"at": STREET}
    text = reply({"content": 'at "[[ADDRESS_1]]"'})
    assert answer(text, streams.vault())["message"]["content"] == f'at "{STREET}"'


@pytest.mark.parametrize("before", ["", "```json\n", " \n"])
def test_content_that_is_json_though_nobody_asked_for_it_stays_json(before: str) -> None:
    raw = reply({"content": before + '{"at": "[[ADDRESS_1]]"}'})
    content = answer(raw, streams.vault())["message"]["content"]
    assert json.loads(content.removeprefix(before)) == {"at": STREET}


def test_citations_are_restored_and_logprobs_stay_as_the_provider_wrote_them() -> None:
    logprobs = {"content": [{"token": "[[PERSON_1]]", "logprob": -1e-07}]}
    whole = json.loads(reply({"content": "[[PERSON_1]]"}, citations=["[[PERSON_1]]"]))
    whole["choices"][0]["logprobs"] = logprobs
    reader = streams.stream_reader(streams.vault(), stream=False)
    restored = json.loads(read(reader, [json.dumps(whole).encode()]))
    assert restored["citations"] == [ANNA]
    assert restored["choices"][0]["logprobs"] == logprobs


def test_withheld_calls_are_taken_out_and_their_refusal_is_content() -> None:
    kept = answer(reply({"content": "Look:", "tool_calls": CALLS}, "tool_calls"), refusal=streams.withholds("delete_b"))
    assert kept["finish_reason"] == "tool_calls"
    assert [call["id"] for call in kept["message"]["tool_calls"]] == ["call_get_a", "call_get_c"]
    assert kept["message"]["content"] == "Look:\n\ndelete_b is not permitted."


@pytest.mark.parametrize(("finish", "becomes"), [("tool_calls", "stop"), ("length", "length"), ("stop", "stop")])
def test_where_no_call_is_left_the_choice_stopped(finish: str, becomes: str) -> None:
    message = {"content": None, "tool_calls": CALLS[1:2]}
    kept = answer(reply(message, finish), streams.vault(), streams.withholds("delete_b"))
    assert kept["finish_reason"] == becomes
    assert kept["message"] == {"role": "assistant", "content": "delete_b is not permitted."}


def test_a_withheld_legacy_call_and_a_call_without_a_name_go_too() -> None:
    message = {"function_call": {"name": "f", "arguments": "{}"}, "tool_calls": [{"id": "1", "function": {}}, "x"]}
    kept = answer(reply(message, "function_call"), refusal=streams.withholds("f", ""))
    assert kept["message"] == {"role": "assistant", "content": "f is not permitted.\n is not permitted."}
    free = answer(reply({"tool_calls": [{"id": "1", "function": {}}]}))
    assert free["message"]["tool_calls"] == [{"id": "1", "function": {}}]


def test_a_refusal_joins_content_in_parts_as_a_part() -> None:
    message = {"content": [{"type": "text", "text": "Look:"}], "tool_calls": CALLS[1:2]}
    kept = answer(reply(message, "tool_calls"), refusal=streams.withholds("delete_b"))
    assert kept["message"]["content"][1:] == [{"type": "text", "text": "delete_b is not permitted."}]


def test_of_duplicate_keys_the_last_counts() -> None:
    raw = b'{"choices":[],"choices":[{"message":{"content":"a","content":"[[PERSON_1]]"},"finish_reason":"stop"}]}'
    assert answer(raw, streams.vault())["message"]["content"] == ANNA


def test_what_the_standard_json_cannot_say_still_arrives() -> None:
    raw = b'{"choices":[{"message":{"content":"[[PERSON_1]]\\ud83d"},"finish_reason":"stop","p":NaN}]}'
    assert answer(raw, streams.vault())["message"]["content"] == ANNA + "\ud83d"
    assert read(streams.stream_reader(stream=False), [raw]) == raw


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"", FailureKind.GARBAGE),
        (b"<html><body>secret</body></html>", FailureKind.GARBAGE),
        (b"null", FailureKind.GARBAGE),
        (b"[]", FailureKind.GARBAGE),
        (b"\xff\xfe", FailureKind.GARBAGE),
        (b"{}", FailureKind.GARBAGE),
        (b'{"choices": []}', FailureKind.GARBAGE),
        (b'{"choices": {"0": 1}}', FailureKind.GARBAGE),
        (b'{"choices": ["secret"]}', FailureKind.GARBAGE),
        (b'{"choices": [{"finish_reason": "stop"}]}', FailureKind.GARBAGE),
        (b'{"choices":' + b"[" * 100_000, FailureKind.GARBAGE),
        (b"data: " + reply({"content": "x"}), FailureKind.GARBAGE),
        (reply({"content": "x"})[:-1], FailureKind.GARBAGE),
        (reply({"content": "x"}, None), FailureKind.NO_FINISH),
        (reply({"content": "x"}, ""), FailureKind.NO_FINISH),
        (reply({"content": "x"}, 1), FailureKind.NO_FINISH),
        (b'{"choices": [{"message": {"content": "x"}}]}', FailureKind.NO_FINISH),
        (b'{"error": {"message": "secret"}}', FailureKind.IN_STREAM),
        (b'{"error": "secret", "choices": []}', FailureKind.IN_STREAM),
        (b'{"object": "error", "message": "secret"}', FailureKind.IN_STREAM),
        (reply({"content": "x"}, "error"), FailureKind.IN_STREAM),
    ],
)
@pytest.mark.parametrize("held", [None, streams.vault()], ids=["raw", "redacted"])
def test_what_is_no_answer_is_a_failure_and_gives_nothing(raw: bytes, kind: FailureKind, held: Vault | None) -> None:
    reader = streams.stream_reader(held, stream=False)
    assert read(reader, [raw]) == b""
    failure = streams.failure_of(reader)
    assert failure.kind is kind
    assert "secret" not in str(failure)
    assert failure.__cause__ is None
    assert not reader.committed
    assert reader.finish() == b""


def test_a_message_nested_without_end_is_garbage() -> None:
    raw = reply({"content": "[[PERSON_1]]"}).replace(b'"[[PERSON_1]]"', b"[" * 700 + b'"[[PERSON_1]]"' + b"]" * 700)
    reader = streams.stream_reader(streams.vault(), stream=False)
    assert read(reader, [raw]) == b""
    assert streams.failure_of(reader).kind is FailureKind.GARBAGE


def test_every_cut_of_a_reply_is_a_failure() -> None:
    raw = reply({"content": "[[PERSON_1]]", "tool_calls": CALLS}, usage=USAGE)
    for place in range(len(raw)):
        reader = streams.stream_reader(streams.vault(), stream=False)
        assert read(reader, [raw[:place]]) == b""
        assert streams.failure_of(reader).kind is FailureKind.GARBAGE


def test_a_reply_beyond_the_bound_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole, "MAX_REPLY", 100)
    reader = streams.stream_reader(stream=False)
    reader.feed(b" " * 100)
    assert reader.failure is None
    reader.feed(b" ")
    assert streams.failure_of(reader).kind is FailureKind.TOO_LARGE
    assert reader.feed(b"x") == reader.finish() == b""
