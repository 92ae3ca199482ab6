"""Completions: what is read of a request, and what a client gets of an answer, whole or cut anywhere."""

import json
from typing import Any

import pytest
from chat_streams import ANNA, DONE, STREET, USAGE, event, pieces, vault
from hypothesis import given
from hypothesis import strategies as st

from router.core.problems import FailureKind, Problem
from router.core.redact import Vault
from router.core.types import Usage
from router.dialects.completions import COMPLETIONS
from router.ports import Reader

WRITTEN = "Dear [[PERSON_1]], of [[ADDRESS_1]] [["
RESTORED = f"Dear {ANNA}, of {STREET} [["


def parsed(**more: Any) -> dict[str, Any]:
    return dict(COMPLETIONS.parse(json.dumps({"model": "c", "prompt": "hello", **more}).encode()))


@pytest.mark.parametrize(
    ("prompt", "texts", "media"),
    [
        ("Anna", ["Anna"], False),
        (["Anna", "Bert"], ["Anna", "Bert"], False),
        ([1, 2], [], True),
        ([[1], [2]], [], True),
        (None, [], False),
        ("", [], False),
    ],
)
def test_every_text_is_read_and_tokens_are_not(prompt: object, texts: list[str], media: bool) -> None:
    read = parsed(prompt=prompt)
    assert [slot.text for slot in COMPLETIONS.slots(read) if slot.path[0] == "prompt"] == texts
    assert COMPLETIONS.has_media(read, b"") is media


@pytest.mark.parametrize("place", ["prompt", "suffix"])
def test_a_file_spelt_out_in_a_text_counts_as_not_read(place: str) -> None:
    raw = json.dumps({"model": "c", place: "data:image/png;base64," + "A" * 100}).encode()
    assert COMPLETIONS.has_media(COMPLETIONS.parse(raw), raw)


def test_suffix_stop_and_unknown_fields_are_read() -> None:
    read = parsed(suffix="Anna", stop=["Bert"], extra={"a b": "Carla"}, max_tokens=12345678)
    texts = {slot.text for slot in COMPLETIONS.slots(read)}
    assert texts >= {"Anna", "Bert", "Carla", "a b"}
    assert "12345678" not in texts


@pytest.mark.parametrize(
    ("wrong", "param"),
    [
        ({"prompt": 3}, "prompt"),
        ({"prompt": []}, "prompt"),
        ({"prompt": ["a", 1]}, "prompt"),
        ({"suffix": ["a"]}, "suffix"),
        ({"n": 0}, "n"),
        ({"stream_options": []}, "stream_options"),
        ({"stream": "yes"}, "stream"),
    ],
)
def test_what_is_wrong_is_told_by_its_name(wrong: dict[str, Any], param: str) -> None:
    with pytest.raises(Problem) as told:
        parsed(**wrong)
    assert (told.value.status, told.value.param) == (400, param)


def test_what_a_model_must_be_able_to_do_is_told() -> None:
    assert COMPLETIONS.needs(parsed()) == ()
    assert COMPLETIONS.needs(parsed(logprobs=2, n=3)) == ("logprobs", "choices")


def reader(held: Vault | None, *, stream: bool, **more: Any) -> Reader:
    return COMPLETIONS.reader(body=parsed(**more), stream=stream, vault=held, refusal=lambda _: None)


def choice(text: object, finish: object = None, index: int = 0) -> dict[str, Any]:
    return {"index": index, "text": text, "logprobs": None, "finish_reason": finish}


def chunk(*choices: object, **more: Any) -> bytes:
    return event({"id": "cmpl-1", "object": "text_completion", "model": "c-1", "choices": choices, **more})


# ------------------------------------------------------------------------------------------------------ whole


def test_a_whole_answer_is_restored_and_else_the_providers_own_bytes() -> None:
    raw = json.dumps({"model": "c-1", "choices": [choice(WRITTEN, "stop")], "usage": USAGE}, indent=1).encode()
    untouched, restored = reader(None, stream=False), reader(vault(), stream=False)
    assert untouched.feed(raw) + untouched.finish() == raw
    assert json.loads(restored.feed(raw) + restored.finish())["choices"][0]["text"] == RESTORED
    assert (restored.usage, restored.finish_reasons, restored.response_model) == (Usage(12, 34, 5, 6), ("stop",), "c-1")


@pytest.mark.parametrize("stream", [False, True])
def test_a_text_that_is_json_stays_json(stream: bool) -> None:
    held = Vault()
    held.hold("PERSON", 'Anna "Q" Lee')
    raw, read = chunk(choice('{"who": "[[PERSON_1]]"}', "stop")), reader(held, stream=stream)
    answer = read.feed(raw + DONE if stream else raw.removeprefix(b"data: ")) + read.finish()
    text = json.loads(answer.removeprefix(b"data: ").split(b"\n\n")[0])["choices"][0]["text"]
    assert json.loads(text) == {"who": 'Anna "Q" Lee'}


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        ({"choices": []}, FailureKind.GARBAGE),
        ({"choices": ["a"]}, FailureKind.GARBAGE),
        ({"choices": [choice(3, "stop")]}, FailureKind.GARBAGE),
        ({"choices": [choice("a", 3)]}, FailureKind.GARBAGE),
        ({"choices": [choice("a")]}, FailureKind.NO_FINISH),
        ({"choices": [choice("a", "error")]}, FailureKind.IN_STREAM),
        ({"error": {"message": "no"}}, FailureKind.IN_STREAM),
    ],
)
@pytest.mark.parametrize("stream", [False, True])
def test_anything_else_is_a_failure(reply: object, kind: FailureKind, stream: bool) -> None:
    raw = event(reply) + DONE if stream else json.dumps(reply).encode()
    read = reader(vault(), stream=stream)
    answer = read.feed(raw) + read.finish()
    assert read.failure is not None
    assert DONE not in answer
    assert read.failure.kind is (FailureKind.GARBAGE if stream and reply == {"choices": []} else kind)


# --------------------------------------------------------------------------------------------------- streamed


STREAM = (
    b": keep-alive\n\n",
    *(chunk(choice(piece)) for piece in pieces(WRITTEN, 5)),
    chunk(choice("", "stop")),
    chunk(usage=USAGE),
    DONE,
)


def told(answer: bytes) -> tuple[dict[int, str], list[tuple[int, str]]]:
    """Texts by choice, and finishes in order."""
    texts: dict[int, str] = {}
    finishes: list[tuple[int, str]] = []
    for line in answer.split(b"\n"):
        if line.startswith(b"data: {"):
            for one in json.loads(line[6:]).get("choices", ()):
                texts[one["index"]] = texts.get(one["index"], "") + one["text"]
                if one["finish_reason"]:
                    finishes.append((one["index"], one["finish_reason"]))
    return texts, finishes


@given(st.lists(st.integers(0, sum(map(len, STREAM))), max_size=6))
def test_a_stream_is_restored_wherever_it_is_cut(cuts: list[int]) -> None:
    raw, read, answer, last = b"".join(STREAM), reader(vault(), stream=True), b"", 0
    for cut in [*sorted(cuts), len(raw)]:
        answer += read.feed(raw[last:cut])
        last = cut
    answer += read.finish()
    assert told(answer) == ({0: RESTORED}, [(0, "stop")])
    assert answer.endswith(DONE)
    assert (read.complete, read.failure, read.usage) == (True, None, Usage(12, 34, 5, 6))
    assert read.written == len(WRITTEN)


def test_without_a_vault_every_event_is_the_providers_own() -> None:
    read = reader(None, stream=True)
    assert read.feed(b"".join(STREAM)) + read.finish() == b"".join(STREAM)


def test_choices_keep_apart_and_each_finishes_once() -> None:
    events = [
        chunk(choice("I am [[PER", index=1), choice("You: [[ADD", index=0)),
        chunk(choice("SON_1]]", "stop", index=1)),
        chunk(choice("again", "stop", index=1)),
        chunk(choice("RESS_1]] [[", "length", index=0)),
        DONE,
    ]
    read = reader(vault(), stream=True, n=2)
    answer = b"".join(read.feed(one) for one in events)
    assert told(answer) == ({1: f"I am {ANNA}", 0: f"You: {STREET} [["}, [(1, "stop"), (0, "length")])
    assert read.finish_reasons == ("length", "stop")


def test_a_stream_without_all_its_finishes_never_looks_complete() -> None:
    events = [chunk(choice("one [[PERSON", index=0)), chunk(choice("two", "stop", index=1)), DONE]
    read = reader(vault(), stream=True, n=2)
    answer = b"".join(read.feed(one) for one in events) + read.finish()
    assert DONE not in answer
    assert told(answer)[0] == {0: "one [[PERSON", 1: "two"}
    assert read.failure is not None
    assert read.failure.kind is FailureKind.NO_FINISH


def test_an_end_without_done_gets_one_once_every_choice_that_was_asked_for_has_finished() -> None:
    read = reader(None, stream=True, prompt=["a", "b"])
    raw = chunk(choice("x", "stop", index=0)) + chunk(choice("y", "stop", index=1))
    assert read.feed(raw) + read.finish() == raw + DONE
    half = reader(None, stream=True, prompt=["a", "b"])
    assert DONE not in half.feed(chunk(choice("x", "stop", index=0))) + half.finish()
    assert half.failure is not None


def test_what_would_be_a_failure_behind_all_finishes_is_an_end() -> None:
    read = reader(vault(), stream=True)
    raw = chunk(choice("hi", "stop"))
    assert read.feed(raw + event({"error": {"message": "late"}})) == raw + DONE
    assert (read.complete, read.failure) == (True, None)


def test_one_text_in_two_forms_of_prompt_counts_as_many_choices_as_it_has_prompts() -> None:
    for prompt, expected in (("a", 1), (["a", "b", "c"], 3), ([1, 2], 1), ([[1], [2]], 2)):
        read = reader(None, stream=True, prompt=prompt)
        raw = b"".join(chunk(choice("x", "stop", index=number)) for number in range(expected))
        read.feed(raw)
        assert read.finished, prompt
