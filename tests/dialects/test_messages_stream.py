"""The reader of streamed messages: the same answer for every split, one finish, and no failure unseen."""

import json
from itertools import pairwise
from typing import Any

import message_streams as streams
import pytest
from hypothesis import given
from hypothesis import strategies as st
from message_streams import ANNA, PING, STOP, STREAMS, STREET, added_up, event, finish, read, start

from router.core.problems import FailureKind
from router.core.redact import Vault
from router.core.types import Usage

ALL = pytest.mark.parametrize("parts", STREAMS.values(), ids=STREAMS.keys())
CALL = {"type": "tool_use", "id": "toolu_1", "name": "get_place", "input": {"at": "Berlin"}}
HELLO = streams.message(streams.text(0, "hello"))


def wrong(*parts: bytes, held: Vault | None = None, refusal: Any = streams.passes) -> tuple[FailureKind, bytes]:
    one = streams.reader(held, refusal)
    out = read(one, parts)
    assert one.feed(PING) == one.finish() == b""
    assert not one.complete
    assert one.failure is not None
    return one.failure.kind, out


# What reaches the client


@ALL
def test_without_a_vault_every_byte_passes_as_it_came(parts: tuple[bytes, ...]) -> None:
    for held in (None, Vault()):
        one = streams.reader(held)
        assert read(one, parts) == b"".join(parts)
        assert one.complete
        assert one.committed


def test_an_event_that_nothing_changed_passes_as_its_own_bytes() -> None:
    odd = b"event:content_block_start\r\n"
    odd += b'data: {"index" : 0, "type":"content_block_start","content_block":{"type":"x"}}\r\n\r\n'
    one = streams.reader(streams.vault())
    assert one.feed(start() + b": here\n\n" + odd) == start() + b": here\n\n" + odd


def test_an_event_without_its_name_gets_one_for_clients_go_by_it() -> None:
    bare = b"".join(HELLO).replace(b"event: content_block_delta\n", b"")
    assert added_up(read(streams.reader(), [bare]))["content"] == [{"type": "text", "text": "hello"}]


def test_placeholders_are_restored_and_a_held_back_end_comes_before_the_stop() -> None:
    out = streams.events(read(streams.reader(streams.vault()), STREAMS["text"]))
    assert added_up(read(streams.reader(streams.vault()), STREAMS["text"]))["content"][0]["text"] == (
        f"Dear {ANNA}, of {STREET} [["
    )
    assert out[-4:-2] == [
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "[["}},
        {"type": "content_block_stop", "index": 0},
    ]


def test_the_input_of_tools_is_restored_as_the_json_that_it_is() -> None:
    _, person, place = added_up(read(streams.reader(streams.vault()), STREAMS["calls"]))["content"]
    assert person["input"] == {"name": ANNA}
    assert place["input"]["at"] == STREET
    assert json.loads(place["input"]["text"]) == {"a": STREET}


def test_thinking_cipher_and_signatures_stay_byte_for_byte() -> None:
    thought = b"".join(streams.thinking(0, "Ask [[PERSON_1]] first"))
    assert thought in read(streams.reader(streams.vault()), STREAMS["thinking"])
    search = added_up(read(streams.reader(streams.vault()), STREAMS["search"]))["content"]
    assert search[0]["input"] == {"query": ANNA}
    assert search[1]["content"][0]["encrypted_content"] == "Eq[[PERSON_1]]"
    assert search[1]["content"][0]["title"] == ANNA
    assert search[2]["data"] == "Eq[[PERSON_1]]"


def test_citations_are_restored_between_the_pieces_of_their_text() -> None:
    (said,) = added_up(read(streams.reader(streams.vault()), STREAMS["citations"]))["content"]
    assert said["text"] == f"It says {ANNA}"
    assert said["citations"] == [streams.CITED | {"cited_text": f"of {ANNA}", "document_title": STREET}]


def test_events_of_tomorrow_pass_with_their_words_restored() -> None:
    new = event("content_block_note", index=0, note={"words": ["[[PERSON_1]]"]})
    out = read(streams.reader(streams.vault()), [*HELLO[:3], new, *HELLO[3:]])
    assert event("content_block_note", index=0, note={"words": [ANNA]}) in out


def test_what_stopped_it_is_restored() -> None:
    told = event("message_delta", delta={"stop_reason": "stop_sequence", "stop_sequence": "[[PERSON_1]]"}, usage={})
    out = read(streams.reader(streams.vault()), [*HELLO[:-2], told, STOP])
    assert streams.events(out)[-2]["delta"] == {"stop_reason": "stop_sequence", "stop_sequence": ANNA}


def test_json_that_was_asked_for_is_escaped() -> None:
    body = {**streams.BODY, "output_config": {"format": {"type": "json_schema", "schema": {}}}}
    parts = streams.message(streams.text(0, '{"at": "[[ADDRESS_1]]"}'))
    (said,) = added_up(read(streams.reader(streams.vault(), body=body), parts))["content"]
    assert json.loads(said["text"]) == {"at": STREET}


def test_a_block_whose_type_is_no_word_passes_as_it_came() -> None:
    parts = streams.message(streams.block(0, {"type": ["x"]}))
    assert read(streams.reader(), parts) == b"".join(parts)


# Splits


@ALL
def test_every_split_in_two_gives_the_same_bytes(parts: tuple[bytes, ...]) -> None:
    whole = read(streams.reader(streams.vault()), parts)
    for first, second in streams.every_cut(parts):
        assert read(streams.reader(streams.vault()), (first, second)) == whole


@ALL
def test_byte_by_byte_gives_the_same_bytes(parts: tuple[bytes, ...]) -> None:
    stream = b"".join(parts)
    single = [stream[place : place + 1] for place in range(len(stream))]
    assert read(streams.reader(streams.vault()), single) == read(streams.reader(streams.vault()), parts)


@given(st.sampled_from(list(STREAMS.values())), st.lists(st.integers(0, 10_000)), st.sampled_from([(), ("get_place",)]))
def test_any_split_gives_the_same_message(parts: tuple[bytes, ...], places: list[int], names: tuple[str, ...]) -> None:
    stream = b"".join(parts)
    bounds = [0, *sorted(place % len(stream) for place in places), len(stream)]
    cut = [stream[a:b] for a, b in pairwise(bounds)]
    refusal = streams.withholds(*names)
    assert read(streams.reader(streams.vault(), refusal), cut) == read(streams.reader(streams.vault(), refusal), parts)


@given(st.sampled_from(list(STREAMS.values())), st.integers(0, 5000))
def test_a_stream_that_is_cut_never_looks_complete(parts: tuple[bytes, ...], place: int) -> None:
    stream = b"".join(parts)
    end = place % stream.index(b"event: message_delta")
    one = streams.reader(streams.vault())
    out = read(one, [stream[:end]])
    assert not one.complete
    assert one.failure is not None
    assert b"message_stop" not in out
    assert b"stop_reason" not in out.replace(b'"stop_reason":null', b"")


@pytest.mark.parametrize("names", [(), ("get_person",), ("get_place",), ("get_person", "get_place")])
@ALL
def test_a_stream_adds_up_to_the_whole_message(parts: tuple[bytes, ...], names: tuple[str, ...]) -> None:
    refusal = streams.withholds(*names)
    streamed = added_up(read(streams.reader(streams.vault(), refusal), parts))
    sent = json.dumps(added_up(b"".join(parts))).encode()
    assert json.loads(read(streams.reader(streams.vault(), refusal, stream=False), [sent])) == streamed


# Tools that may not be called


@pytest.mark.parametrize(
    ("names", "left", "refused", "reason"),
    [
        (("get_person",), ["get_place"], "get_person is not permitted.", "tool_use"),
        (("get_place",), ["get_person"], "get_place is not permitted.", "tool_use"),
        (("get_person", "get_place"), [], "get_person is not permitted.\nget_place is not permitted.", "end_turn"),
    ],
)
def test_a_withheld_call_has_no_event_and_its_refusal_is_the_last_block(
    names: tuple[str, ...], left: list[str], refused: str, reason: str
) -> None:
    for held in (None, streams.vault()):
        out = read(streams.reader(held, streams.withholds(*names)), STREAMS["calls"])
        whole = added_up(out)
        assert [one["name"] for one in whole["content"] if one["type"] == "tool_use"] == left
        assert whole["content"][-1] == {"type": "text", "text": refused}
        assert whole["stop_reason"] == reason
        assert not any(f'"{name}"'.encode() in out for name in names)


def test_a_call_without_a_name_is_asked_for_as_one() -> None:
    nameless = streams.message(streams.block(0, {"type": "tool_use", "id": "t", "input": {}}), reason="tool_use")
    whole = added_up(read(streams.reader(None, lambda name: None if name else "nameless"), nameless))
    assert whole["content"] == [{"type": "text", "text": "nameless"}]


def test_a_call_in_the_message_that_begins_reaches_nobody() -> None:
    kind, out = wrong(start(content=[CALL]), *HELLO[1:], refusal=streams.withholds("get_place"))
    assert (kind, out) == (FailureKind.GARBAGE, b"")


def test_what_the_provider_runs_itself_is_no_call_of_the_agents() -> None:
    out = read(streams.reader(None, streams.withholds("web_search")), STREAMS["search"])
    assert out == b"".join(STREAMS["search"])


# What the walk asks


def test_the_usage_counts_what_the_cache_gave_and_took() -> None:
    one = streams.reader()
    read(one, STREAMS["text"])
    assert one.usage == Usage(input_tokens=19, output_tokens=34, cached_tokens=5)
    assert one.finish_reasons == ("end_turn",)
    assert one.response_model == "claude-1"


def test_the_usage_of_a_broken_stream_is_told_by_nobody() -> None:
    one = streams.reader()
    read(one, HELLO[:4])
    assert one.usage is None
    assert one.written == len("hello")


def test_content_commits_and_what_surrounds_it_does_not() -> None:
    one = streams.reader(streams.vault())
    for part in (start(), PING, *streams.text(0, "")[:1]):
        assert one.feed(part) == part
        assert not one.committed
    one.feed(streams.block(0, {}, {"type": "text_delta", "text": "[["})[1])
    assert (one.committed, one.heard) == (False, 1)
    one.feed(streams.block(0, {}, {"type": "text_delta", "text": "x"})[1])
    assert (one.committed, one.heard) == (True, 2)


def test_it_has_finished_with_its_reason_and_is_complete_with_its_stop() -> None:
    one = streams.reader()
    one.feed(b"".join(HELLO[:-2]))
    assert not one.finished
    one.feed(HELLO[-2])
    assert (one.finished, one.complete) == (True, False)
    one.feed(STOP)
    assert one.complete


@pytest.mark.parametrize(
    "rest", [b"", b"data: [DONE]\n\n", b"event: error\ndata: {}\n\n", b"data: {\n\n", b"event: mess"]
)
def test_once_the_client_has_its_finish_it_gets_the_stop_and_no_error(rest: bytes) -> None:
    one = streams.reader()
    assert read(one, [*HELLO[:-1], rest]) == b"".join(HELLO)
    assert one.complete


def test_a_second_finish_is_not_told() -> None:
    assert read(streams.reader(), [*HELLO[:-1], finish("max_tokens"), STOP]) == b"".join(HELLO)


@pytest.mark.parametrize("names", [(), ("get_place",)])
def test_nothing_is_read_after_a_block_that_comes_once_the_client_has_its_finish(names: tuple[str, ...]) -> None:
    one = streams.reader(None, streams.withholds(*names))
    late = (*streams.block(1, CALL), event("content_block_note", words="late"), STOP)
    assert read(one, [*HELLO[:-1], *late]) == b"".join(HELLO)
    assert one.complete


def test_blocks_that_the_provider_left_open_are_closed() -> None:
    left = (*streams.block(0, {"type": "text", "text": ""}, {"type": "text_delta", "text": "a [["}, stops=False),)
    out = streams.events(read(streams.reader(streams.vault()), [start(), *left, finish("end_turn"), STOP]))
    assert [value["type"] for value in out[-4:]] == [
        "content_block_delta",
        "content_block_stop",
        "message_delta",
        "message_stop",
    ]


# Failures


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ((), FailureKind.GARBAGE),
        ((b"<html></html>",), FailureKind.GARBAGE),
        ((b"data: <html>\n\n",), FailureKind.GARBAGE),
        ((b"data: []\n\n",), FailureKind.GARBAGE),
        ((b'data: {"choices": []}\n\n',), FailureKind.GARBAGE),
        ((b'data: {"type": "a\\nevent: b"}\n\n',), FailureKind.GARBAGE),
        ((b'data: {"type": "message_sta',), FailureKind.NO_FINISH),
        ((event("message_start", message=7),), FailureKind.GARBAGE),
        ((start(content=[CALL]), *HELLO[1:]), FailureKind.GARBAGE),
        ((start(),), FailureKind.NO_FINISH),
        ((start(), STOP), FailureKind.NO_FINISH),
        ((*HELLO[:-2], STOP), FailureKind.NO_FINISH),
        ((*HELLO[:-2], finish(None), STOP), FailureKind.NO_FINISH),
        ((*HELLO[:-2], finish(""), STOP), FailureKind.NO_FINISH),
        ((start(), finish("tool_use"), *streams.block(0, CALL), STOP), FailureKind.GARBAGE),
        ((start(), event("content_block_delta", index=0, delta={"type": "text_delta"})), FailureKind.GARBAGE),
        ((start(), event("content_block_start", index=None, content_block={})), FailureKind.GARBAGE),
        ((start(), event("content_block_start", index=0, content_block=[])), FailureKind.GARBAGE),
        ((*HELLO[:3], HELLO[2]), FailureKind.GARBAGE),
        ((start(), event("message_delta", delta={"stop_reason": 7})), FailureKind.GARBAGE),
        ((start(), event("error", error={"type": "overloaded_error", "message": "Anna"})), FailureKind.IN_STREAM),
        ((b"event: error\ndata: nothing\n\n",), FailureKind.IN_STREAM),
        ((b'data: {"type": "x", "y": ' + b"[" * 5000 + b"]" * 5000 + b"}\n\n",), FailureKind.GARBAGE),
    ],
)
def test_what_is_no_whole_message_is_a_failure(parts: tuple[bytes, ...], kind: FailureKind) -> None:
    for held in (None, streams.vault()):
        assert wrong(*parts, held=held)[0] is kind


def test_the_error_that_a_stream_states_is_named_and_its_text_is_not() -> None:
    one = streams.reader()
    read(one, [start(), event("error", error={"type": "overloaded_error", "message": "Anna"})])
    assert str(one.failure) == "in_stream: overloaded_error"


def test_a_flat_error_without_a_name_is_one_and_its_words_reach_nobody() -> None:
    flat = b'data: {"type":"error","message":"overloaded: prompt was Anna","code":529}\n\n'
    for error in (flat, b"event: message_delta\n" + flat):
        kind, out = wrong(*HELLO[:4], error)
        assert (kind, out) == (FailureKind.IN_STREAM, b"".join(HELLO[:4]))
    one = streams.reader()
    read(one, [flat])
    assert one.failure is not None
    assert one.failure.status == 529


def test_what_was_held_back_goes_out_before_a_failure_once_there_was_content() -> None:
    parts = (start(), *streams.text(0, "to [[PERS", size=20)[:-1])
    assert wrong(*parts, held=streams.vault())[1].endswith(
        event("content_block_delta", index=0, delta={"type": "text_delta", "text": "[[PERS"})
    )
    assert b"PERS" not in wrong(start(), *streams.text(0, "[[PERS", size=20)[:-1], held=streams.vault())[1]
