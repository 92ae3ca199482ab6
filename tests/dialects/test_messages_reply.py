"""A whole message: restored, calls withheld, and no failure taken for an answer."""

import json
from typing import Any

import message_streams as streams
import pytest
from message_streams import ANNA, HEAD, STREET, read

from router.core.problems import FailureKind
from router.core.types import Usage

TEXT = {"type": "text", "text": "Dear [[PERSON_1]]"}
USAGE = {"input_tokens": 3, "output_tokens": 4, "output_tokens_details": {"thinking_tokens": 2}}


def whole(*blocks: Any, **more: Any) -> bytes:
    said = {**HEAD, "content": list(blocks), "stop_reason": "end_turn", "usage": USAGE, **more}
    return json.dumps(said, indent=1).encode()


def answer(raw: bytes, refusal: Any = streams.passes) -> Any:
    return json.loads(read(streams.reader(streams.vault(), refusal, stream=False), [raw]))


def test_what_nothing_changed_passes_as_the_providers_bytes() -> None:
    raw = whole({"type": "text", "text": "hello"})
    for held in (None, streams.vault()):
        one = streams.reader(held, stream=False)
        assert read(one, [raw[:9], raw[9:]]) == raw
        assert one.usage == Usage(input_tokens=3, output_tokens=4, reasoning_tokens=2)
        assert (one.finish_reasons, one.response_model, one.committed) == (("end_turn",), "claude-1", True)


def test_words_are_restored_in_blocks_and_beside_them() -> None:
    given = {"to": "[[PERSON_1]]", "[[PERSON_1]]": ["[[ADDRESS_1]]", 1.5, None]}
    call = {"type": "tool_use", "id": "toolu_1", "name": "f", "input": given}
    said = answer(whole(TEXT, call, stop_reason="refusal", stop_details={"explanation": "ask [[PERSON_1]]"}))
    assert said["content"][0]["text"] == f"Dear {ANNA}"
    assert said["content"][1]["input"] == {"to": ANNA, ANNA: [STREET, 1.5, None]}
    assert said["stop_details"] == {"explanation": f"ask {ANNA}"}


@pytest.mark.parametrize(
    "block",
    [
        {"type": "thinking", "thinking": "of [[PERSON_1]]", "signature": "Eq[[PERSON_1]]"},
        {"type": "redacted_thinking", "data": "[[PERSON_1]]"},
        {"type": "web_search_tool_result", "content": [{"encrypted_content": "[[PERSON_1]]"}]},
        {"type": "code_execution_tool_result", "content": {"encrypted_stdout": "[[PERSON_1]]"}},
    ],
)
def test_what_is_signed_passes_as_it_came(block: dict[str, Any]) -> None:
    assert answer(whole(block, TEXT))["content"][0] == block


def test_a_withheld_call_is_gone_and_its_refusal_read_in_its_place() -> None:
    call = {"type": "tool_use", "id": "toolu_1", "name": "pay", "input": {"to": "[[PERSON_1]]"}}
    said = answer(whole(TEXT, call, stop_reason="tool_use"), streams.withholds("pay"))
    assert [block["text"] for block in said["content"]] == [f"Dear {ANNA}", "pay is not permitted."]
    assert said["stop_reason"] == "end_turn"


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"", FailureKind.GARBAGE),
        (b"<html>", FailureKind.GARBAGE),
        (b"[]", FailureKind.GARBAGE),
        (b'{"choices": []}', FailureKind.GARBAGE),
        (whole(TEXT, type="x"), FailureKind.GARBAGE),
        (whole("text"), FailureKind.GARBAGE),
        (whole(TEXT, content="text"), FailureKind.GARBAGE),
        (whole(TEXT, stop_reason=None), FailureKind.NO_FINISH),
        (whole(TEXT, stop_reason=""), FailureKind.NO_FINISH),
        (whole(TEXT)[:-5], FailureKind.GARBAGE),
        (b'{"type": "error", "error": {"type": "overloaded_error", "message": "Anna"}}', FailureKind.IN_STREAM),
        (b'{"type": "error", "message": "Anna", "code": 529}', FailureKind.IN_STREAM),
    ],
)
def test_what_is_no_whole_message_is_a_failure(raw: bytes, kind: FailureKind) -> None:
    one = streams.reader(streams.vault(), stream=False)
    assert read(one, [raw]) == b""
    assert one.failure is not None
    assert one.failure.kind is kind
    assert "Anna" not in str(one.failure)
    assert not one.committed
