"""Events with one text take a short way, and nobody can tell."""

import json
from collections.abc import Sequence
from typing import Any

import chat_streams as streams
import pytest
from chat_streams import ANNA, DONE, HEAD, USAGE, chunk
from hypothesis import given
from hypothesis import strategies as st

from router.dialects import chat_stream
from router.dialects.chat_lone import lone, place_of
from router.ports import Reader

WORDS = [
    "[[PERSON_1]]",
    "[[PER",
    "SON_1]]",
    "[",
    " a",
    "Ana",
    "ä",
    '"',
    "\\",
    "\n",
    "PERSON_1",
    "{",
    ", ",
    "x",
    "[[ADDRESS_1]]",
]
texts = st.lists(st.sampled_from(WORDS), max_size=3).map("".join)
deltas = st.dictionaries(
    st.sampled_from(["content", "content", "reasoning_content", "reasoning", "refusal", "role", "own"]),
    texts,
    max_size=2,
)
around: st.SearchStrategy[dict[str, Any]] = st.sampled_from(
    [{}, {}, {"usage": USAGE}, {"obfuscation": "[[PERSON_1]]"}, {"citations": ["[[PERSON_1]]"]}, {"model": "other"}]
)
beside: st.SearchStrategy[dict[str, Any]] = st.sampled_from(
    [{}, {}, {"logprobs": {"content": [{"token": "[[PERSON_1]]"}]}}, {"message": {"content": "x"}}]
)
ways = st.sampled_from([(False, (",", ":")), (False, (", ", ": ")), (True, (",", ":")), (False, (" ,", " : "))])


@st.composite
def events(draw: st.DrawFn) -> bytes:
    is_ascii, separators = draw(ways)
    choice = {"index": draw(st.sampled_from([0, 0, 0, 1, 1.0, 0.5, True, None])), "delta": draw(deltas), **draw(beside)}
    value = {**HEAD, "choices": [choice] * draw(st.sampled_from([1, 1, 1, 2])), **draw(around)}
    return b"data: " + json.dumps(value, ensure_ascii=is_ascii, separators=separators).encode() + b"\n\n"


def told(reader: Reader) -> tuple[Any, ...]:
    return (
        *(reader.committed, reader.complete, reader.usage, reader.written, reader.heard),
        *(reader.finish_reasons, reader.response_model),
    )


def played(parts: Sequence[bytes]) -> list[tuple[Any, ...]]:
    """After each part what the client was given, as values, and what the reader tells of it."""
    reader = streams.stream_reader(streams.vault())
    given = [(values_of(reader.feed(part)), *told(reader)) for part in parts]
    return [*given, (values_of(reader.finish()), *told(reader))]


def values_of(stream: bytes) -> list[Any]:
    return [block if block == "data: [DONE]" else json.loads(block[6:]) for block in stream.decode().split("\n\n")[:-1]]


@given(st.lists(events(), max_size=8), st.booleans())
def test_the_short_way_gives_what_the_long_way_gives(middle: list[bytes], is_cut_off: bool) -> None:
    parts = [*middle, *(() if is_cut_off else (chunk({}, "stop"), chunk({}, "stop", index=1), DONE))]
    short = played(parts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chat_stream, "lone", lambda _: None)
        assert played(parts) == short


@pytest.mark.parametrize(("index", "choice"), [(1, 1), (1.0, 1), (-0.0, 0), (0.5, 0), (True, 0), (None, 0), ("1", 0)])
@pytest.mark.parametrize("beside", [{}, {"own": 1}], ids=["short way", "long way"])
def test_an_index_is_a_whole_number_and_what_is_none_is_the_first(
    index: object, choice: int, beside: dict[str, Any]
) -> None:
    """`1.0` and `1` are one number in JSON (RFC 8259, section 6)."""
    reader = streams.stream_reader(streams.vault())
    for text in ("[[PERS", "ON_1]] "):
        event = {**HEAD, "choices": [{"index": index, "delta": {"content": text}, **beside}]}
        given = reader.feed(b"data: " + json.dumps(event).encode() + b"\n\n")
    assert ANNA.encode() in given
    reader.feed(chunk({"content": "[["}, index=choice))
    reader.feed(chunk({}, "stop", index=choice))
    assert reader.finished, "there is but one choice"


def test_a_text_that_is_restored_leaves_the_rest_of_its_event_as_it_came() -> None:
    reader = streams.stream_reader(streams.vault())
    reader.feed(chunk({"content": "Dear "}))
    odd = b'data: {"choices" : [{"delta":{"role": "assistant", "content": "[[PERSON_1]]!"} , "index":0}]}\n\n'
    assert reader.feed(odd) == odd.replace(b"[[PERSON_1]]", ANNA.encode())


def test_what_is_held_back_at_the_end_of_a_stream_bears_the_name_of_the_last_event() -> None:
    reader = streams.stream_reader(streams.vault())
    for text, model in (("Dear ", "small-1"), ("x", "small-2"), ("[[PERS", "small-3")):
        reader.feed(chunk({"content": text}, model=model))
    (rest,) = values_of(reader.finish())
    assert (rest["model"], rest["choices"][0]["delta"]) == ("small-3", {"content": "[[PERS"})


def test_a_stream_of_which_all_is_held_back_commits_to_nothing() -> None:
    reader = streams.stream_reader(streams.vault())
    for text in ("[[PE", "RS", "ON"):
        reader.feed(chunk({"content": text}))
        assert not reader.committed
    reader.feed(chunk({"content": "_1]]"}))
    assert reader.committed


@pytest.mark.parametrize(
    ("delta", "more"),
    [
        ({"content": "a", "reasoning": "b"}, {}),
        ({"content": ""}, {}),
        ({"content": "a", "tool_calls": [{"index": 0}]}, {}),
        ({"content": "a", "own": "[[PERSON_1]]"}, {}),
        ({"content": [{"type": "text", "text": "a"}]}, {}),
        ({"content": "a"}, {"citations": []}),
        ({"content": "a"}, {"error": {"message": "a"}}),
        ({"content": "a"}, {"object": "error"}),
    ],
)
def test_an_event_with_more_than_one_text_takes_the_long_way(delta: dict[str, Any], more: dict[str, Any]) -> None:
    assert lone(chunk(delta, **more)[6:]) is None
    assert lone(chunk({"content": "a"}, "stop")[6:]) is None
    assert lone(chunk({"content": "a"})[6:]) is not None


@pytest.mark.parametrize(
    ("data", "text", "value"),
    [
        (b'{"content":"a"}', "a", b'"a"'),
        (b'{"content": "a\\nb"}', "a\nb", b'"a\\nb"'),
        (b'{"x":"\\"content\\":\\"a\\"", "content":"a"}', "a", None),
        (b'{"content":"a","\\u0063ontent":"a"}', "a", None),
        (b'{"x":1,\n"content":"a"}', "a", None),
        (b'{"content":"\\u0061"}', "a", None),
        (b'{"content" :"a"}', "a", None),
        (b'{"content":"a","content":"a"}', "a", None),
        (b'{"role":"content","content":"a"}', "a", None),
        (b'{"reasoning_content":"a"}', "a", None),
    ],
)
def test_a_text_is_written_anew_only_where_it_stands_for_certain(data: bytes, text: str, value: bytes | None) -> None:
    place = place_of(data, "content", text)
    assert (data[place] if place is not None else None) == value
    assert place is None or data[: place.start].endswith(b'"content":') or data[: place.start].endswith(b'"content": ')


@pytest.mark.parametrize(
    "delta",
    [
        b'\ndata: {"content":"[[PERSON_1]] x"}',
        b'{"content":"[[PERSON_1]] x","\\u0063ontent":"[[PERSON_1]] x"}',
        b'{"\\u0063ontent":"[[PERSON_1]] x","content":"[[PERSON_1]] x"}',
    ],
)
def test_a_chunk_of_several_lines_and_a_text_that_stands_twice_are_written_anew(delta: bytes) -> None:
    odd = b'data: {"id":"c1","model":"m","choices":[{"index":0,"delta":%b}]}\n\n' % delta
    out = streams.read(streams.stream_reader(streams.vault()), (odd, chunk({}, "stop"), DONE))
    lines = [line.removeprefix(b"data: ") for line in out.split(b"\n") if line and b"[DONE]" not in line]
    texts = [json.loads(line)["choices"][0]["delta"].get("content") for line in lines]
    assert "".join(filter(None, texts)) == f"{ANNA} x"
