"""The reader of streams: the same answer for every split, one finish for each choice, and no failure unseen."""

import json
import re
from itertools import pairwise
from typing import Any

import chat_streams as streams
import pytest
from chat_streams import ANNA, DONE, HEAD, JSON_BODY, STREAMS, STREET, USAGE, added_up, call, chunk, event, read
from hypothesis import assume, given
from hypothesis import strategies as st

from router.core.problems import FailureKind
from router.core.redact import Vault
from router.core.types import Usage
from router.dialects.chat import CHAT
from router.ports import Resumable

ALL = pytest.mark.parametrize("parts", STREAMS.values(), ids=STREAMS.keys())


def wrong(*parts: bytes, held: Vault | None = None, refusal: Any = streams.passes) -> tuple[FailureKind, bytes]:
    reader = streams.stream_reader(held, refusal)
    out = read(reader, parts)
    assert reader.feed(b"data: more\n\n") == b""
    assert reader.finish() == b""
    return streams.failure_of(reader).kind, out


# What reaches the client


@ALL
def test_without_a_vault_every_byte_passes_as_it_came(parts: tuple[bytes, ...]) -> None:
    for held in (None, Vault()):
        reader = streams.stream_reader(held)
        assert read(reader, parts) == b"".join(parts)
        assert reader.complete
        assert reader.committed


def test_an_event_that_nothing_changed_passes_as_its_own_bytes() -> None:
    odd = b'event:message\r\ndata: {"choices" : [{"delta":{"content":"h\\u0069 1.50"}, "x": 1e2}]}\r\n\r\n'
    reader = streams.stream_reader(streams.vault())
    assert reader.feed(odd) == odd


def test_placeholders_are_restored_and_a_held_back_end_comes_before_the_finish() -> None:
    out = read(streams.stream_reader(streams.vault()), streams.TEXT)
    answer = added_up(out)
    assert answer.content == f"Dear {ANNA}, of {STREET} [["
    assert answer.comments == answer.done == 1
    last = [json.loads(block[6:]) for block in out.decode().split("\n\n")[-4:-2]]
    assert [said["choices"][0]["delta"] for said in last] == [{"content": "[["}, {}]
    assert {key: last[0][key] for key in HEAD} == HEAD


def test_arguments_of_parallel_calls_are_restored_each_for_itself() -> None:
    choice = added_up(read(streams.stream_reader(streams.vault()), streams.PARALLEL_CALLS)).choices[0]
    assert choice.texts == {"reasoning_content": f"Ask {ANNA} first"}
    assert [held["name"] for held in choice.calls.values()] == ["get_person", "get_place"]
    person, place = (json.loads(held["arguments"]) for held in choice.calls.values())
    assert person == {"name": ANNA}
    assert place["at"] == STREET
    assert json.loads(place["text"]) == {"a": STREET}


def test_text_in_the_finishing_event_keeps_its_end_there() -> None:
    out = read(streams.stream_reader(streams.vault()), streams.FINISH_WITH_TEXT)
    assert added_up(out).choices[0].texts == {"content": f"Hi {ANNA}, {ANNA} and [[", "refusal": "no [["}
    assert out.count(b"data: ") == 3


@ALL
def test_every_split_in_two_gives_the_same_bytes(parts: tuple[bytes, ...]) -> None:
    whole = read(streams.stream_reader(streams.vault()), parts)
    for first, second in streams.every_cut(parts):
        assert read(streams.stream_reader(streams.vault()), (first, second)) == whole


@ALL
def test_byte_by_byte_gives_the_same_bytes(parts: tuple[bytes, ...]) -> None:
    stream = b"".join(parts)
    single = [stream[place : place + 1] for place in range(len(stream))]
    assert read(streams.stream_reader(streams.vault()), single) == read(streams.stream_reader(streams.vault()), parts)


@given(st.sampled_from(list(STREAMS.values())), st.lists(st.integers(0, 10_000)), st.sampled_from([(), ("get_place",)]))
def test_any_split_gives_the_same_answer(parts: tuple[bytes, ...], places: list[int], names: tuple[str, ...]) -> None:
    stream = b"".join(parts)
    bounds = [0, *sorted(place % len(stream) for place in places), len(stream)]
    cut = [stream[a:b] for a, b in pairwise(bounds)]
    refusal = streams.withholds(*names)
    assert read(streams.stream_reader(streams.vault(), refusal), cut) == read(
        streams.stream_reader(streams.vault(), refusal), parts
    )


@pytest.mark.parametrize("names", [(), ("get_person",), ("get_place",), ("get_person", "get_place")])
@ALL
def test_a_stream_adds_up_to_the_whole_reply(parts: tuple[bytes, ...], names: tuple[str, ...]) -> None:
    refusal = streams.withholds(*names)
    streamed = added_up(read(streams.stream_reader(streams.vault(), refusal), parts))
    sent = json.dumps(added_up(b"".join(parts)).whole()).encode()
    reader = streams.stream_reader(streams.vault(), refusal, stream=False)
    assert json.loads(read(reader, [sent])) == streamed.whole()
    assert all(len(choice.finishes) == 1 for choice in streamed.choices.values())


@given(st.text(st.sampled_from('[]\\"PERSON_1 ä{'), max_size=30), st.text(max_size=10), st.integers(1, 7))
def test_redacted_text_comes_back_as_it_was(before: str, original: str, size: int) -> None:
    assume(not re.match(r"[\s\[{]*[\[{][\s\[{]*\"", before))  # what begins as JSON is JSON, and escaped
    held = Vault("B")
    redacted = before + (held.hold("PERSON", original) if original else "") + before
    parts = [chunk({"content": piece}) for piece in streams.pieces(redacted, size)]
    answer = added_up(read(streams.stream_reader(held), [chunk({"role": "assistant"}), *parts, chunk({}, "stop")]))
    assert answer.content == before + original + before


def test_json_content_is_escaped_where_json_was_asked_for() -> None:
    parts = (*(chunk({"content": piece}) for piece in streams.pieces('{"at": "[[ADDRESS_1]]"}', 4)), chunk({}, "stop"))
    out = read(streams.stream_reader(streams.vault(), body=JSON_BODY), parts)
    assert json.loads(added_up(out).content) == {"at": STREET}


def test_json_content_that_nobody_asked_for_is_escaped_all_the_same() -> None:
    sent = '```json\n{"at": "[[ADDRESS_1]]"}\n``` of "[[ADDRESS_1]]"'
    parts = (*(chunk({"content": piece}) for piece in streams.pieces(sent, 3)), chunk({}, "stop"))
    content = added_up(read(streams.stream_reader(streams.vault()), parts)).content
    assert content == f'```json\n{{"at": {json.dumps(STREET, ensure_ascii=False)}}}\n``` of "{STREET}"'


def unnumbered(*items: dict[str, Any]) -> bytes:
    return chunk({"tool_calls": [{key: value for key, value in item.items() if key != "index"} for item in items]})


BY_ORDER = (
    unnumbered(call(0, '{"name": "[[PER', "get_person")),
    unnumbered(call(0, 'SON_1]]"')),
    unnumbered(call(0, "}")),
    unnumbered(call(1, '{"at": "[[ADDR', "get_place")),
    unnumbered(call(1, 'ESS_1]]"}')),
)
BY_ID = (
    unnumbered(call(0, '{"name": "[[PER', "get_person"), call(1, '{"at": "[[ADDR', "get_place")),
    unnumbered(call(0, 'SON_1]]"', id="call_0"), call(1, 'ESS_1]]"', id="call_1")),
    unnumbered(call(1, "}", id="call_1")),
    unnumbered(call(0, "}", id="call_0")),
)
BY_NAME = (
    unnumbered(call(0, '{"name": "[[PER', "get_person", id="")),
    unnumbered(call(0, 'SON_1]]"}')),
    unnumbered(call(1, '{"at": "[[ADDR', "get_place", id="")),
    unnumbered(call(1, 'ESS_1]]"}', id="")),
)


@pytest.mark.parametrize("parts", [BY_ORDER, BY_ID, BY_NAME], ids=["order", "id", "name"])
@pytest.mark.parametrize("held", [None, streams.vault()], ids=["raw", "redacted"])
def test_calls_without_an_index_are_told_apart_by_id_else_by_order(
    parts: tuple[bytes, ...], held: Vault | None
) -> None:
    stream = (*parts, chunk({}, "tool_calls"), DONE)
    calls = added_up(read(streams.stream_reader(held), stream)).choices[0].calls
    name, at = (ANNA, STREET) if held else ("[[PERSON_1]]", "[[ADDRESS_1]]")
    assert [one["name"] for _, one in sorted(calls.items())] == ["get_person", "get_place"]
    assert [json.loads(one["arguments"]) for _, one in sorted(calls.items())] == [{"name": name}, {"at": at}]


def test_a_withheld_call_without_an_index_takes_its_pieces_with_it() -> None:
    stream = (*BY_ID, chunk({}, "tool_calls"), DONE)
    out = read(streams.stream_reader(streams.vault(), streams.withholds("get_person")), stream)
    (choice,) = added_up(out).choices.values()
    (place,) = choice.calls.values()
    assert json.loads(place["arguments"]) == {"at": STREET}
    assert ANNA.encode() not in out


@pytest.mark.parametrize("field", ["reasoning", "reasoning_content", "refusal", "a_field_of_tomorrow"])
def test_every_text_of_a_delta_is_a_channel_of_its_own(field: str) -> None:
    parts = [chunk({field: piece, "content": "x"}) for piece in streams.pieces("a [[PERSON_1]] b [[", 3)]
    out = read(streams.stream_reader(streams.vault()), [*parts, chunk({}, "stop")])
    said = [json.loads(block[6:])["choices"][0]["delta"] for block in out.decode().split("\n\n")[:-2]]
    assert "".join(delta.get(field, "") for delta in said) == f"a {ANNA} b [["
    assert "".join(delta.get("content", "") for delta in said) == "x" * len(parts)


def test_content_in_parts_is_restored_part_by_part() -> None:
    def parts(thought: str, text: str) -> dict[str, Any]:
        thinking = {"type": "thinking", "thinking": [{"type": "text", "text": thought}]}
        return {"content": [thinking, {"type": "text", "text": text}]}

    sent = [chunk(parts("is it [[PERSON", "I [[PER")), chunk(parts("_1]]?[", "SON_1]]")), chunk({}, "stop")]
    out = read(streams.stream_reader(streams.vault()), sent).decode().split("\n\n")
    said = [json.loads(block[6:])["choices"][0]["delta"] for block in out[:-2]]
    assert said[0] == parts("is it ", "I ")
    assert said[1] == parts(f"{ANNA}?", ANNA)
    assert said[2] == {"content": [{"type": "thinking", "thinking": [{"type": "text", "text": "["}]}]}


def test_reasoning_details_keep_their_index_and_type_when_held_back() -> None:
    detail = {"type": "reasoning.text", "index": 0}
    sent = [chunk({"reasoning_details": [{**detail, "text": "I [[PERSON_"}]}), chunk({}, "stop")]
    out = read(streams.stream_reader(streams.vault()), sent).decode().split("\n\n")
    held = json.loads(out[1][6:])["choices"][0]["delta"]
    assert held == {"reasoning_details": [{**detail, "text": "[[PERSON_"}]}


def test_annotations_citations_and_transcripts_are_restored() -> None:
    delta = {
        "annotations": [{"type": "url_citation", "url_citation": {"title": "On [[PERSON_1]] [[", "url": "u"}}],
        "audio": {"id": "a", "transcript": "[[PERSON_1]]", "data": "W1tQRVJTT05fMV1d"},
    }
    out = read(streams.stream_reader(streams.vault()), [chunk(delta, "stop", citations=["[[PERSON_1]]"])])
    said = json.loads(out.split(b"\n\n")[0][6:])
    assert said["citations"] == [ANNA]
    assert said["choices"][0]["delta"]["annotations"][0]["url_citation"] == {"title": f"On {ANNA} [[", "url": "u"}
    assert said["choices"][0]["delta"]["audio"] == {**delta["audio"], "transcript": ANNA}  # type: ignore[dict-item]  # a mapping, of its own type


def test_logprobs_stay_with_their_event_as_the_provider_wrote_them() -> None:
    logprobs = {"content": [{"token": "[[PERSON_1]]", "logprob": -0.1, "bytes": None, "top_logprobs": []}]}
    value = {**HEAD, "choices": [{"index": 0, "delta": {"content": "[[PERSON_1"}, "logprobs": logprobs}]}
    out = streams.stream_reader(streams.vault()).feed(event(value))
    assert json.loads(out[6:])["choices"] == [{"index": 0, "delta": {"content": ""}, "logprobs": logprobs}]


def test_what_the_standard_json_cannot_say_still_arrives() -> None:
    surrogate = b'data: {"choices":[{"index":0,"delta":{"content":"[[PERSON_1]]\\ud83d"},"p":NaN}]}\n\n'
    out = streams.stream_reader(streams.vault()).feed(surrogate)
    assert json.loads(out[6:])["choices"][0]["delta"]["content"] == ANNA + "\ud83d"
    assert streams.stream_reader().feed(surrogate) == surrogate


# Commitment, usage, ends


@pytest.mark.parametrize("held", [None, streams.vault()], ids=["raw", "redacted"])
@pytest.mark.parametrize(
    ("delta", "commits"),
    [
        ({"role": "assistant"}, False),
        ({"role": "assistant", "content": ""}, False),
        ({"role": "assistant", "content": None, "refusal": None, "tool_calls": None}, False),
        ({"tool_calls": []}, False),
        ({}, False),
        ({"content": "x"}, True),
        ({"reasoning": "x"}, True),
        ({"reasoning_content": "x"}, True),
        ({"refusal": "x"}, True),
        ({"tool_calls": [call(0, "", "f")]}, True),
        ({"function_call": {"name": "f", "arguments": ""}}, True),
        ({"audio": {"id": "a"}}, True),
        ({"content": [{"type": "text", "text": "x"}]}, True),
    ],
)
def test_the_first_content_commits_and_a_role_does_not(held: Vault | None, delta: object, commits: bool) -> None:
    reader = streams.stream_reader(held)
    reader.feed(chunk(delta))
    assert reader.committed is commits


def test_what_is_held_back_commits_nothing_until_it_is_sent() -> None:
    reader = streams.stream_reader(streams.vault())
    reader.feed(chunk({"content": "[[PERSON"}))
    assert not reader.committed
    reader.feed(chunk({"content": "_1]]"}))
    assert reader.committed


@ALL
@pytest.mark.parametrize("held", [None, streams.vault()], ids=["raw", "redacted"])
def test_usage_model_and_finish_reasons_are_noted(parts: tuple[bytes, ...], held: Vault | None) -> None:
    reader = streams.stream_reader(held)
    read(reader, parts)
    has_usage = b"usage" in b"".join(parts)
    assert reader.usage == (Usage(12, 34, 5, 6) if has_usage else None)
    assert reader.response_model == "small-1"
    assert (
        reader.finish_reasons
        == {
            streams.TEXT: ("stop",),
            streams.TWO_CHOICES: ("length", "stop"),
            streams.PARALLEL_CALLS: ("tool_calls",),
            streams.FINISH_WITH_TEXT: ("stop",),
        }[parts]
    )


@pytest.mark.parametrize(
    ("usage", "noted"),
    [
        (None, None),
        ("many", None),
        ([1], None),
        ({}, Usage()),
        ({"prompt_tokens": "5", "completion_tokens": 2.5, "prompt_tokens_details": []}, Usage()),
        ({"prompt_tokens": True, "completion_tokens": -1, "completion_tokens_details": None}, Usage()),
        ({"prompt_tokens": 3, "prompt_tokens_details": {"cached_tokens": "x"}}, Usage(input_tokens=3)),
    ],
)
def test_usage_of_a_wrong_type_is_ignored(usage: object, noted: Usage | None) -> None:
    reader = streams.stream_reader()
    parts = (chunk({"content": "x"}, "stop"), event({**HEAD, "choices": [], "usage": usage}), DONE)
    assert read(reader, parts) == b"".join(parts)
    assert reader.usage == noted


@pytest.mark.parametrize("held", [None, streams.vault()], ids=["raw", "redacted"])
@pytest.mark.parametrize("options", [None, {}, {"include_usage": False}, {"include_usage": 1}])
def test_the_event_that_the_router_asked_for_is_kept_from_a_client_that_did_not(
    held: Vault | None, options: object
) -> None:
    told = chunk({"content": "x"}, "stop", usage=None), event({**HEAD, "choices": [], "usage": USAGE}), DONE
    reader = streams.stream_reader(held, body={**streams.BODY, "stream_options": options})
    assert read(reader, told) == told[0] + DONE
    assert reader.usage == Usage(12, 34, 5, 6)


@pytest.mark.parametrize("held", [None, streams.vault()], ids=["raw", "redacted"])
@pytest.mark.parametrize(
    ("deltas", "size"),
    [
        ([{"role": "assistant"}, {"content": "four"}, {"content": "\u00e4\u20ac"}], 9),
        ([{"content": "Dear [[PERS"}, {"content": "ON_1]]"}], 17),
        ([{"reasoning": "why", "reasoning_content": "why"}, {"refusal": "no"}], 5),
        ([{"tool_calls": [call(0, '{"a"', "send")]}, {"tool_calls": [call(0, ": 1}")]}], 12),
        ([{"function_call": {"name": "f", "arguments": "{}"}}], 3),
        ([{"content": [{"type": "text", "text": "x"}, 7]}, {"content": 5, "tool_calls": [None, {}]}], 1),
        ([{}], 0),
    ],
)
def test_what_a_provider_wrote_is_counted_in_bytes_as_it_wrote_it(
    held: Vault | None, deltas: list[Any], size: int
) -> None:
    reader = streams.stream_reader(held, refusal=lambda _: "withheld")
    read(reader, [*map(chunk, deltas), chunk({}, "stop"), DONE])
    assert reader.written == size
    whole = streams.stream_reader(held, stream=False)
    if len(deltas) == 1:
        read(whole, [json.dumps({"choices": [{"message": deltas[0], "finish_reason": "stop"}]}).encode()])
        assert whole.written == size


@pytest.mark.parametrize("held", [None, streams.vault()], ids=["raw", "redacted"])
def test_a_missing_done_is_added(held: Vault | None) -> None:
    reader = streams.stream_reader(held)
    out = read(reader, [chunk({"content": "x"}, "stop"), b"data: [DO"])
    assert out == chunk({"content": "x"}, "stop") + DONE
    assert reader.complete


@pytest.mark.parametrize("late", [b'data: {"error": {"message": "late"}}\n\n', b"data: no JSON\n\n", b"<html>\n\n"])
def test_after_the_finish_nothing_is_a_failure(late: bytes) -> None:
    reader = streams.stream_reader()
    out = read(reader, [chunk({"content": "x"}), chunk({}, "stop"), late])
    assert out == chunk({"content": "x"}) + chunk({}, "stop") + DONE
    assert reader.complete


def test_a_stream_of_several_choices_is_finished_with_the_last_of_them() -> None:
    reader = streams.stream_reader(body={**streams.BODY, "n": 2})
    seen = []
    for index in (0, 1):
        reader.feed(chunk({"content": "x"}, "stop", index=index))
        seen.append(reader.finished)
    assert seen == [False, True]


def test_after_done_nothing_is_read() -> None:
    reader = streams.stream_reader()
    out = reader.feed(b"".join(streams.TEXT) + chunk({"content": "more"}) + DONE)
    assert out == b"".join(streams.TEXT)
    assert reader.complete
    assert reader.feed(chunk({"content": "more"})) == reader.finish() == b""


@pytest.mark.parametrize("held", [None, streams.vault()], ids=["raw", "redacted"])
def test_a_choice_finishes_once(held: Vault | None) -> None:
    parts = (chunk({"content": "x"}, "stop"), chunk({}, "stop"), chunk({}, "length", usage=USAGE), DONE)
    reader = streams.stream_reader(held)
    answer = added_up(read(reader, parts))
    assert answer.choices[0].finishes == ["stop"]
    assert reader.finish_reasons == ("stop",)
    assert reader.usage is not None


def test_a_cr_only_stream_is_read_to_its_end() -> None:
    parts = b"".join(streams.TEXT).replace(b"\n", b"\r")
    reader = streams.stream_reader()
    read(reader, [parts])
    assert reader.complete
    late = streams.stream_reader()
    read(late, [chunk({"content": "x"}, "stop")[:-1] + b"\r"])
    assert late.complete


# Failures


@ALL
@pytest.mark.parametrize("held", [None, streams.vault()], ids=["raw", "redacted"])
def test_a_stream_cut_anywhere_is_a_failure_until_all_has_finished(
    parts: tuple[bytes, ...], held: Vault | None
) -> None:
    last = max(place for place, part in enumerate(parts) if b'"finish_reason":"' in part)
    finished = len(b"".join(parts[: last + 1]))
    for first, _ in streams.every_cut(parts):
        reader = streams.stream_reader(held)
        out = read(reader, [first])
        assert reader.complete is (len(first) >= finished)
        assert reader.complete or streams.failure_of(reader).kind in {FailureKind.NO_FINISH, FailureKind.GARBAGE}
        assert (DONE in out) is reader.complete


@ALL
def test_what_came_before_a_cut_is_what_the_whole_stream_began_with(parts: tuple[bytes, ...]) -> None:
    whole = added_up(read(streams.stream_reader(streams.vault()), parts))
    for first, _ in streams.every_cut(parts):
        for index, choice in added_up(read(streams.stream_reader(streams.vault()), [first])).choices.items():
            for key, text in choice.texts.items():
                restored = text.split("[")[0].split("\\")[0]
                assert whole.choices[index].texts[key].startswith(restored)


TALK = chunk({"content": "x"})


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ((), FailureKind.GARBAGE),
        ((b"\n\n",), FailureKind.GARBAGE),
        ((b": hello\n\n",), FailureKind.GARBAGE),
        ((DONE,), FailureKind.GARBAGE),
        ((b"<html><body>Bad gateway</body></html>",), FailureKind.GARBAGE),
        ((b"<html>\n\n<body>\n\n",), FailureKind.GARBAGE),
        ((b"data: <html>\n\n",), FailureKind.GARBAGE),
        ((b"data: \n\n",), FailureKind.GARBAGE),
        ((b"data: 7\n\n",), FailureKind.GARBAGE),
        ((b"data: \xff\n\n",), FailureKind.GARBAGE),
        ((b"data: " + b"[" * 100_000 + b"\n\n",), FailureKind.GARBAGE),
        ((b'data: {"choices":' + b"[" * 900 + b"]" * 900 + b"}\n\n",), FailureKind.GARBAGE),
        ((TALK, b"data: {\n\n"), FailureKind.GARBAGE),
        ((event({"choices": ["x"]}),), FailureKind.GARBAGE),
        ((event({"choices": [{"index": 0, "delta": "x"}]}),), FailureKind.GARBAGE),
        (
            (event({"choices": [{"index": 0, "message": {"content": "x"}, "finish_reason": "stop"}]}),),
            FailureKind.GARBAGE,
        ),
        ((chunk({}, 7),), FailureKind.GARBAGE),
        ((event({"choices": []}), event({"ping": 1})), FailureKind.GARBAGE),
        ((TALK[:-1],), FailureKind.NO_FINISH),
        ((TALK,), FailureKind.NO_FINISH),
        ((TALK, DONE), FailureKind.NO_FINISH),
        ((chunk({"content": "x"}, index=1), chunk({}, "stop"), DONE), FailureKind.NO_FINISH),
        ((TALK, chunk({}, "")), FailureKind.NO_FINISH),
        ((TALK, chunk({}, "error")), FailureKind.IN_STREAM),
        ((TALK, event({"error": {"message": "secret words", "code": 502}})), FailureKind.IN_STREAM),
        ((event({"error": "secret words"}),), FailureKind.IN_STREAM),
        ((event({"object": "error", "message": "secret words"}),), FailureKind.IN_STREAM),
        ((event({"choices": [], "object": "error"}),), FailureKind.IN_STREAM),
        ((TALK, b"event: error\ndata: secret words\n\n"), FailureKind.IN_STREAM),
        ((TALK, b"event: error\n" + chunk({"content": "secret"}, "stop")), FailureKind.IN_STREAM),
        ((chunk({"content": "x"}, "stop", error={"type": "server_error"}),), FailureKind.IN_STREAM),
    ],
)
@pytest.mark.parametrize("held", [None, streams.vault()], ids=["raw", "redacted"])
def test_what_is_no_answer_is_a_failure(parts: tuple[bytes, ...], kind: FailureKind, held: Vault | None) -> None:
    failure, out = wrong(*parts, held=held)
    assert failure is kind
    assert (TALK in out) is (TALK in parts)
    assert DONE not in out
    assert b"secret" not in out


def test_the_record_of_an_error_holds_no_words_of_the_provider() -> None:
    reader = streams.stream_reader()
    reader.feed(event({"error": {"message": "no Anna here", "type": "anna", "code": "rate_limit_exceeded"}}))
    assert str(reader.failure) == "in_stream: rate_limit_exceeded"
    reader = streams.stream_reader()
    reader.feed(event({"error": {"message": "no Anna here", "type": "anna", "code": 529}}))
    assert str(reader.failure) == "in_stream (529): an error in a 200 answer"


@pytest.mark.parametrize("end", [DONE, b"data: {\n\n", event({"error": {}, "object": "error"}), b""])
def test_held_back_text_is_given_before_a_failure_once_the_client_has_seen_content(end: bytes) -> None:
    _, out = wrong(chunk({"content": "Hi [[PERS"}), end, held=streams.vault())
    assert added_up(out).content == "Hi [[PERS"


@pytest.mark.parametrize("end", [DONE, b"data: {\n\n", event({"error": "x"}), b""])
def test_held_back_text_alone_does_not_stop_another_provider_from_answering(end: bytes) -> None:
    reader = streams.stream_reader(streams.vault())
    out = read(reader, [chunk({"content": "[[PERS"}), end])
    assert reader.failure is not None
    assert not reader.committed
    assert added_up(out).content == ""


def test_an_event_beyond_the_bound_is_too_large_and_what_came_before_passes() -> None:
    reader = streams.stream_reader()
    out = reader.feed(TALK + b"data: " + b"x" * (16 * 1024 * 1024))
    assert out == TALK
    assert streams.failure_of(reader).kind is FailureKind.TOO_LARGE


# Tool calls that may not pass


def test_a_withheld_call_leaves_its_refusal_as_content_and_a_stop() -> None:
    parts = (
        chunk({"role": "assistant", "content": None, "tool_calls": [call(0, "", "delete_all")]}),
        chunk({"tool_calls": [call(0, '{"secret": 1}')]}),
        chunk({}, "tool_calls"),
        DONE,
    )
    for held in (None, streams.vault()):
        reader = streams.stream_reader(held, streams.withholds("delete_all"))
        out = read(reader, parts)
        answer = added_up(out)
        assert answer.content == "delete_all is not permitted."
        assert answer.choices[0].finishes == ["stop"]
        assert answer.choices[0].calls == {}
        assert b"secret" not in out
        assert b"tool_calls" not in out
        assert reader.finish_reasons == ("stop",)
        assert reader.complete


def test_the_calls_behind_a_withheld_one_move_up() -> None:
    parts = (
        chunk({"content": "Let me see."}),
        chunk({"tool_calls": [call(0, "", "get_a"), call(1, "{", "delete_b"), call(2, "", "get_c")]}),
        chunk({"tool_calls": [call(2, '{"c":1}'), call(1, "}"), call(0, "{}")]}),
        chunk({"content": "?"}, "tool_calls"),
        DONE,
    )
    reader = streams.stream_reader(refusal=streams.withholds("delete_b"))
    choice = added_up(read(reader, parts)).choices[0]
    assert choice.calls == {
        0: {"id": "call_0", "name": "get_a", "arguments": "{}"},
        1: {"id": "call_2", "name": "get_c", "arguments": '{"c":1}'},
    }
    assert choice.content == "Let me see.?\n\ndelete_b is not permitted."
    assert choice.finishes == ["tool_calls"]


def test_every_refusal_is_told_once_behind_what_was_held_back() -> None:
    parts = (
        chunk({"content": "So [["}),
        chunk({"tool_calls": [call(0, "", "f"), call(1, "", "g"), call(2, "", "f")]}),
        chunk({}, "tool_calls"),
    )
    out = read(streams.stream_reader(streams.vault(), streams.withholds("f", "g")), parts)
    assert added_up(out).content == "So [[\n\nf is not permitted.\ng is not permitted."


def test_a_call_waits_until_its_name_is_known() -> None:
    parts = (
        chunk({"tool_calls": [{"index": 0, "id": "call_0", "type": "function", "function": {"arguments": ""}}]}),
        chunk({"tool_calls": [{"index": 0, "function": {"name": "", "arguments": '{"a":'}}]}),
        chunk({"tool_calls": [{"index": 0, "function": {"name": "f", "arguments": "1}"}}]}),
        chunk({}, "tool_calls"),
    )
    reader = streams.stream_reader()
    assert reader.feed(parts[0] + parts[1]) == b""
    assert not reader.committed
    assert added_up(read(reader, parts[2:])).choices[0].calls == {
        0: {"id": "call_0", "name": "f", "arguments": '{"a":1}'}
    }
    withheld = added_up(read(streams.stream_reader(refusal=streams.withholds("f")), parts))
    assert withheld.choices[0].calls == {}
    assert withheld.content == "f is not permitted."


def test_a_call_that_never_gets_a_name_passes_only_where_no_name_would_be_withheld() -> None:
    parts = (chunk({"tool_calls": [call(0, "[[PERSON_1]]")]}), chunk({}, "tool_calls"))
    free = added_up(read(streams.stream_reader(streams.vault()), parts)).choices[0]
    assert free.calls == {0: {"id": "", "name": "", "arguments": ANNA}}
    closed = added_up(read(streams.stream_reader(refusal=streams.withholds("")), parts)).choices[0]
    assert closed.calls == {}
    assert closed.finishes == ["stop"]


def test_a_call_that_changes_its_name_after_it_passed_is_garbage() -> None:
    kind, out = wrong(
        chunk({"tool_calls": [call(0, "", "get_")]}),
        chunk({"tool_calls": [{"index": 0, "function": {"name": "and_delete", "arguments": "{}"}}]}),
        refusal=streams.withholds("get_and_delete"),
    )
    assert kind is FailureKind.GARBAGE
    assert b"and_delete" not in out


def test_a_name_that_is_repeated_is_the_same_call() -> None:
    parts = (
        chunk({"tool_calls": [call(0, "{", "f")]}),
        chunk({"tool_calls": [call(0, "}", "f")]}),
        chunk({}, "tool_calls"),
        DONE,
    )
    assert read(streams.stream_reader(), parts) == b"".join(parts)


def test_another_id_at_the_same_index_is_another_call() -> None:
    def at(name: str) -> bytes:
        return chunk({"tool_calls": [{"index": 0, "id": name, "function": {"name": name, "arguments": "{}"}}]})

    parts = (at("get_a"), at("delete_b"), at("get_c"), chunk({}, "tool_calls"))
    out = read(streams.stream_reader(refusal=streams.withholds("delete_b")), parts)
    assert out.count(b'"name":"get_') == 2
    assert b'"name":"delete_b"' not in out
    assert b"delete_b is not permitted." in out
    first = json.loads(read(streams.stream_reader(refusal=streams.withholds("get_a")), parts).split(b"\n\n")[0][6:])
    assert first["choices"][0]["delta"]["tool_calls"][0]["index"] == 0


def test_a_call_without_an_index_is_known_by_its_place() -> None:
    parts = (
        chunk({"tool_calls": [{"id": "1", "function": {"name": "f", "arguments": '{"a":"[[PERSON_1]]"}'}}]}),
        chunk({}, "tool_calls"),
    )
    assert ANNA.encode() in read(streams.stream_reader(streams.vault()), parts)
    assert b'"f"' not in read(streams.stream_reader(refusal=streams.withholds("f")), parts)


@pytest.mark.parametrize(
    "item",
    [
        {"index": 0, "id": "1", "type": "custom", "custom": {"name": "f", "input": "x"}},
        {"index": 0, "id": "1", "type": "function", "function": {"name": "g"}, "custom": {"name": "f"}},
        {"index": 0, "id": "1", "type": "of_tomorrow", "name": "f"},
    ],
)
def test_every_name_of_a_call_counts(item: dict[str, Any]) -> None:
    out = read(
        streams.stream_reader(refusal=streams.withholds("f")), [chunk({"tool_calls": [item]}), chunk({}, "tool_calls")]
    )
    assert b'"id":"1"' not in out
    assert b"f is not permitted." in out


def test_a_legacy_function_call_is_a_call() -> None:
    parts = (
        chunk({"role": "assistant", "content": None, "function_call": {"name": "f", "arguments": ""}}),
        chunk({"function_call": {"arguments": '{"at":"[[ADD'}}),
        chunk({"function_call": {"arguments": 'RESS_1]]"}'}}),
        chunk({}, "function_call"),
        DONE,
    )
    assert read(streams.stream_reader(), parts) == b"".join(parts)
    out = read(streams.stream_reader(streams.vault()), parts).decode().split("\n\n")[:-2]
    said = [json.loads(block[6:])["choices"][0]["delta"].get("function_call", {}) for block in out]
    assert json.loads("".join(delta.get("arguments", "") for delta in said)) == {"at": STREET}
    withheld = added_up(read(streams.stream_reader(refusal=streams.withholds("f")), parts)).choices[0]
    assert withheld.content == "f is not permitted."
    assert withheld.finishes == ["stop"]


def test_a_legacy_call_whose_name_comes_late_is_put_together() -> None:
    parts = (
        chunk({"function_call": {"arguments": "{"}}),
        chunk({"function_call": {"name": "f", "arguments": "}"}}),
        chunk({}, "function_call"),
    )
    out = read(streams.stream_reader(), parts)
    assert json.loads(out.split(b"\n\n")[0][6:])["choices"][0]["delta"] == {
        "function_call": {"name": "f", "arguments": "{}"}
    }
    never = read(streams.stream_reader(), (parts[0], parts[2]))
    assert b'"function_call":{"arguments":"{"}' in never


def test_a_finish_that_is_not_for_the_sake_of_a_call_stays() -> None:
    parts = (chunk({"tool_calls": [call(0, "{", "f")]}), chunk({}, "length"))
    answer = added_up(read(streams.stream_reader(refusal=streams.withholds("f")), parts))
    assert answer.choices[0].finishes == ["length"]


def test_a_call_behind_the_finish_is_withheld_too() -> None:
    parts = (chunk({"content": "x"}, "stop"), chunk({"tool_calls": [call(0, "{}", "f")]}), DONE)
    for held in (None, streams.vault()):
        out = read(streams.stream_reader(held, streams.withholds("f")), parts)
        assert out == parts[0] + DONE


def test_a_message_beside_the_delta_is_restored_and_loses_its_withheld_calls() -> None:
    message = {"content": "I, [[PERSON_1]]", "tool_calls": [call(0, "{}", "f")]}
    value = {"choices": [{"index": 0, "delta": {"content": "x"}, "message": message, "finish_reason": None}]}
    for held in (None, streams.vault()):
        out = streams.stream_reader(held, streams.withholds("f")).feed(event(value))
        said = json.loads(out[6:])["choices"][0]
        assert said["message"]["content"].startswith(f"I, {ANNA}" if held else "I, [[PERSON_1]]")
        assert "tool_calls" not in said["message"]
        assert said["delta"] == {"content": "x"}


@pytest.mark.parametrize(
    "ends",
    [
        (event({"error": {"message": "secret words", "code": 502}}),),
        (b"event: error\ndata: secret words\n\n",),
        (b"data: {\n\n", TALK, DONE),
        (b"data: " + b"secret " * 3_000_000,),
        (event({"choices": ["x"]}), event({"error": {}})),
    ],
)
@pytest.mark.parametrize("held", [None, streams.vault()], ids=["raw", "redacted"])
@pytest.mark.parametrize("resumable", [False, True])
def test_whatever_goes_wrong_behind_the_last_finish_takes_nothing_from_the_answer(
    ends: tuple[bytes, ...], held: Vault | None, *, resumable: bool
) -> None:
    reader = CHAT.reader(body=streams.BODY, stream=True, vault=held, refusal=streams.passes, resumable=resumable)
    out = streams.read(reader, (TALK, chunk({}, "stop"), *ends))
    assert (reader.complete, reader.failure) == (True, None)
    assert not isinstance(reader, Resumable) or reader.so_far is None
    assert out.count(DONE) == 1
    assert out.endswith(DONE)
    assert out.count(b'"stop"') == out.count(TALK) == 1
    assert b"secret" not in out


def test_a_finish_of_one_choice_of_two_is_not_the_end() -> None:
    reader = streams.stream_reader(body=streams.BODY | {"n": 2})
    out = reader.feed(TALK + chunk({}, "stop") + event({"error": {"code": 502}}))
    assert str(reader.failure) == "in_stream (502): an error in a 200 answer"
    assert DONE not in out


def test_an_answer_without_a_word_that_fails_behind_its_finish_may_come_from_another() -> None:
    reader = streams.stream_reader()
    reader.feed(chunk({"role": "assistant"}) + chunk({}, "stop") + event({"error": {"code": 502}}))
    assert (reader.committed, reader.complete) == (False, False)
    assert reader.failure is not None
