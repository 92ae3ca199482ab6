"""Embeddings: what is read of a request, and when an answer is one."""

import json
from typing import Any

import pytest

from router.core.problems import FailureKind, Problem
from router.core.types import Usage
from router.dialects.embeddings import EMBEDDINGS
from router.ports import Reader

FILE = "data:image/png;base64," + "A" * 100


def body(**more: Any) -> dict[str, Any]:
    return {"model": "e", "input": "hello", **more}


def parsed(value: object) -> dict[str, Any]:
    return dict(EMBEDDINGS.parse(json.dumps(value).encode()))


@pytest.mark.parametrize(
    ("given", "texts"),
    [
        ("Anna", ["Anna"]),
        (["Anna", "Bert", ""], ["Anna", "Bert"]),
        ([1, 2, 300], []),
        ([[1, 2], [3]], []),
    ],
)
def test_every_text_is_read_and_tokens_are_not(given: object, texts: list[str]) -> None:
    read = parsed(body(input=given))
    assert [slot.text for slot in EMBEDDINGS.slots(read) if slot.path[0] == "input"] == texts
    assert EMBEDDINGS.has_media(read, b"") is not bool(texts)


def test_a_file_spelt_out_in_a_text_counts_as_not_read() -> None:
    for given in (FILE, ["hi", f"see {FILE}"], [json.dumps({"a": FILE}).replace("/", "\\/")]):
        raw = json.dumps(body(input=given)).encode()
        assert EMBEDDINGS.has_media(EMBEDDINGS.parse(raw), raw)
    assert not EMBEDDINGS.has_media(parsed(body(input="data:image/png")), json.dumps(body()).encode())


def test_a_field_that_nobody_thought_of_is_read_and_the_protocols_own_words_stay() -> None:
    read = parsed(body(input_type="of Anna", encoding_format="base64", dimensions=12345678))
    slots = {slot.path: slot.text for slot in EMBEDDINGS.slots(read)}
    assert slots[("input_type",)] == "of Anna"
    assert ("dimensions",) not in slots
    rewritten = EMBEDDINGS.rewrite(read, {("input_type",): "of [[PERSON_1]]"})
    assert rewritten == {**read, "input_type": "of [[PERSON_1]]"}


@pytest.mark.parametrize(
    ("wrong", "param"),
    [
        (body(model=""), "model"),
        (body(input=None), "input"),
        (body(input=""), "input"),
        (body(input=[]), "input"),
        (body(input=["a", 1]), "input"),
        (body(input=[True]), "input"),
        (body(input=[1.5]), "input"),
        (body(input=[[]]), "input"),
        (body(input=[["a"]]), "input"),
        (body(input={"a": 1}), "input"),
        (body(stream=True), "stream"),
        (body(stream=1), "stream"),
        (body(user=7), "user"),
    ],
)
def test_what_is_wrong_is_told_by_its_name(wrong: dict[str, Any], param: str) -> None:
    with pytest.raises(Problem) as told:
        parsed(wrong)
    assert (told.value.status, told.value.param) == (400, param)


def vectors(count: int, vector: object = (0.5, -1)) -> dict[str, Any]:
    data = [{"object": "embedding", "index": number, "embedding": vector} for number in range(count)]
    return {"object": "list", "model": "e-1", "data": data, "usage": {"prompt_tokens": 7, "total_tokens": 7}}


def reader(given: object) -> Reader:
    return EMBEDDINGS.reader(body=body(input=given), stream=False, vault=None, refusal=lambda _: None)


@pytest.mark.parametrize(("given", "count"), [("a", 1), (["a", "b"], 2), ([1, 2], 1), ([[1], [2], [3]], 3)])
@pytest.mark.parametrize("vector", [[0.5, -1], "AAAAPwAAgL8="])
def test_as_many_vectors_as_texts_are_an_answer_in_the_providers_own_bytes(
    given: object, count: int, vector: object
) -> None:
    raw = json.dumps(vectors(count, vector), indent=1).encode()
    whole = reader(given)
    assert [whole.feed(raw[:30]), whole.feed(raw[30:]), whole.finish()] == [b"", b"", raw]
    assert (whole.complete, whole.finished, whole.failure) == (True, True, None)
    assert (whole.usage, whole.response_model) == (Usage(7, 0, 0, 0), "e-1")


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"", FailureKind.GARBAGE),
        (b"<html>", FailureKind.GARBAGE),
        (b"[]", FailureKind.GARBAGE),
        (b'{"data": []}', FailureKind.GARBAGE),
        (json.dumps(vectors(1)).encode(), FailureKind.GARBAGE),
        (json.dumps(vectors(3)).encode(), FailureKind.GARBAGE),
        (json.dumps(vectors(2, [])).encode(), FailureKind.GARBAGE),
        (json.dumps(vectors(2, None)).encode(), FailureKind.GARBAGE),
        (b'{"error": {"code": "overloaded_error", "message": "Anna"}}', FailureKind.IN_STREAM),
    ],
)
def test_anything_else_is_a_failure(raw: bytes, kind: FailureKind) -> None:
    whole = reader(["a", "b"])
    assert whole.feed(raw) + whole.finish() == b""
    assert whole.failure is not None
    assert whole.failure.kind is kind
    assert "Anna" not in str(whole.failure)
