"""How another is asked to go on with a text, and that at the seam nothing is said twice and nothing is lost."""

from typing import Any

import pytest
from chat_streams import DONE, chunk
from hypothesis import given
from hypothesis import strategies as st

from router.core.problems import FailureKind, UpstreamFailure
from router.core.redact import Vault
from router.dialects.chat import CHAT
from router.dialects.chat_onward import LEAST, LONGEST, Seam, continued, may_continue
from router.ports import Reader, Resumable

BODY: dict[str, Any] = {"model": "m", "messages": [{"role": "user", "content": "hi"}], "max_tokens": 100}
RESET = UpstreamFailure(FailureKind.RESET)
WORDS = "The quick brown fox jumps over the lazy dog while it rains."


@pytest.mark.parametrize(
    ("how", "message", "more"),
    [
        ("prefix", {"content": "so far ", "prefix": True}, {}),
        ("final_message", {"content": "so far "}, {"continue_final_message": True, "add_generation_prompt": False}),
        ("prefill", {"content": "so far"}, {}),
    ],
)
def test_each_is_asked_in_its_own_way(how: str, message: dict[str, Any], more: dict[str, Any]) -> None:
    asked = dict(continued(BODY, "so far ", how))
    assert asked == {
        **BODY,
        "max_tokens": 98,
        "messages": [*BODY["messages"], {"role": "assistant", **message}],
        **more,
    }
    assert BODY["messages"] == [{"role": "user", "content": "hi"}], "a copy"


def test_there_is_no_other_way() -> None:
    with pytest.raises(ValueError, match="no way to go on"):
        continued(BODY, "x", "hope")


@pytest.mark.parametrize(
    "more",
    [
        {"n": 2},
        {"logprobs": True},
        {"top_logprobs": 2},
        {"response_format": {"type": "json_object"}},
        {"response_format": {"type": "json_schema"}},
        {"tool_choice": "required"},
        {"audio": {"voice": "x"}},
        {"messages": [{"role": "user", "content": "hi"}, {"role": "assistant", "content": "I"}]},
    ],
)
def test_some_answers_are_never_gone_on_with(more: dict[str, Any]) -> None:
    assert may_continue(BODY)
    assert may_continue({**BODY, "n": 1, "response_format": {"type": "text"}, "tool_choice": "auto"})
    assert not may_continue({**BODY, **more})
    assert not isinstance(reader(more).so_far, str)


def reader(more: dict[str, Any] | None = None, vault: Vault | None = None) -> Resumable:
    made: Reader = CHAT.reader(
        body={**BODY, **(more or {})}, stream=True, vault=vault, refusal=lambda _: None, resumable=True
    )
    assert isinstance(made, Resumable)
    return made


@pytest.mark.parametrize(
    "delta",
    [
        {"tool_calls": [{"index": 0, "id": "c", "type": "function", "function": {"name": "f", "arguments": ""}}]},
        {"reasoning_content": "hm"},
        {"reasoning": "hm"},
        {"refusal": "no"},
        {"audio": {"data": "AA=="}},
        {"content": [{"type": "text", "text": "x"}]},
        {"of_theirs": "x"},
    ],
)
def test_nothing_but_text_can_be_gone_on_with(delta: dict[str, Any]) -> None:
    made = reader()
    made.feed(chunk({"role": "assistant", "content": "so far"}))
    assert made.so_far == "so far"
    made.feed(chunk(delta))
    assert made.so_far is None


def test_an_answer_without_content_or_with_its_end_has_nothing_to_go_on_with() -> None:
    made = reader()
    made.feed(chunk({"role": "assistant", "content": ""}))
    assert made.so_far is None
    made.feed(chunk({"content": "all"}, "stop"))
    made.finish(RESET)
    assert made.complete
    assert made.so_far is None


def test_an_answer_too_long_to_keep_is_not_gone_on_with() -> None:
    made = reader()
    made.feed(chunk({"content": "x" * (LONGEST + 1)}))
    assert made.so_far is None


def joined(before: str, pieces: list[str], how: str = "final_message") -> str:
    """What a seam gives of these pieces behind `before`."""
    seam = Seam()
    seam.read({"delta": {"content": before}})
    seam.join(how)
    given_ = ""
    for number, piece in enumerate(pieces):
        delta = {"content": piece}
        choice = {"delta": delta, "finish_reason": "stop" if number == len(pieces) - 1 else None}
        seam.read(choice)
        given_ += delta.get("content", "")
    return given_


cuts = st.integers(1, len(WORDS) - 1)


@given(cuts, st.integers(0, len(WORDS)), st.integers(1, 9))
def test_a_repetition_is_cut_however_the_answer_is_split(cut: int, again: int, size: int) -> None:
    before, rest = WORDS[:cut], WORDS[cut:]
    repeated = before[max(0, cut - again) :]
    answer = repeated + rest
    pieces = [answer[start : start + size] for start in range(0, len(answer), size)]
    wanted = rest if len(repeated) >= LEAST or not repeated else answer
    assert joined(before, pieces) == wanted


@given(cuts, st.integers(1, 9))
def test_who_answers_with_the_prefix_in_front_has_it_cut_however_short(cut: int, size: int) -> None:
    pieces = [WORDS[start : start + size] for start in range(0, len(WORDS), size)]
    assert joined(WORDS[:cut], pieces, "prefix") == WORDS[cut:]


@given(
    st.text("ab ", min_size=1, max_size=40), st.lists(st.text("abc ", min_size=1, max_size=6), min_size=1, max_size=9)
)
def test_what_is_cut_is_what_stands_before_and_nothing_is_lost(before: str, pieces: list[str]) -> None:
    answer, given_ = "".join(pieces), joined(before, pieces)
    assert answer.endswith(given_)
    cut = answer[: len(answer) - len(given_)]
    assert before.endswith(cut)
    assert not cut or len(cut) >= LEAST


def test_spaces_that_were_not_sent_are_not_had_twice() -> None:
    assert joined("so far \n", [" \nand on"], "prefill") == "and on"
    assert joined("so far ", ["and on"], "prefill") == "and on"


def test_the_rest_comes_under_the_name_of_the_first_and_in_its_channel() -> None:
    vault = Vault()
    vault.hold("PERSON", "Anna Müller")
    made = reader(vault=vault)
    first = made.feed(chunk({"role": "assistant", "content": ""}) + chunk({"content": "Dear [[PER"}))
    first += made.finish(RESET)
    assert str(made.failure) == "reset"
    assert made.so_far == "Dear [[PER"
    assert b"[[" not in first, "held back: the rest may come"
    made.go_on("prefix")
    assert made.failure is None
    other: dict[str, Any] = {"id": "chatcmpl-2", "model": "large-2", "created": 9}
    second = made.feed(chunk({"role": "assistant", "content": "SON_1]], hello"}, **other) + chunk({}, "stop", **other))
    second += made.feed(DONE)
    assert "Anna Müller, hello".encode() in second
    assert b"chatcmpl-1" in second
    assert b"chatcmpl-2" not in second
    assert b"large-2" not in second
    assert b"assistant" not in second, "whose it is was said"
    assert made.response_model == "large-2"
    assert made.complete


def test_when_nobody_goes_on_what_was_held_back_is_given() -> None:
    vault = Vault()
    vault.hold("PERSON", "Anna")
    made = reader(vault=vault)
    made.feed(chunk({"content": "Dear [[PER"}))
    made.finish(RESET)
    assert b"[[PER" in made.let_go()


def test_a_reader_that_nobody_asked_to_be_is_not_resumable() -> None:
    plain = CHAT.reader(body=BODY, stream=True, vault=None, refusal=lambda _: None)
    plain.feed(chunk({"content": "so far"}))
    assert isinstance(plain, Resumable)
    assert plain.so_far is None
    with pytest.raises(RuntimeError, match="nobody can go on"):
        plain.go_on("prefix")
