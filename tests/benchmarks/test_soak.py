"""The soak's verdict can fail, its clients know an answer from what is none, and its provider breaks as it says."""

import json

import faulty
import pytest
import soak_verdict
from faulty import WAYS, WORD
from soak_clients import ERROR, FINISH, KINDS, Kind, judged
from soak_verdict import SPARE, Process, Sample

STREAMED = Kind("streamed", "m", 1, stream=True, mail=True, more=3)
WHOLE = Kind("whole", "m", 1)
SAID = STREAMED.expected(7)


def samples(*sizes: float) -> list[Sample]:
    return [Sample(at, {1: Process(50.0, 9), 2: Process(mib, 9)}) for at, mib in enumerate(sizes)]


@pytest.mark.parametrize(
    ("sizes", "kept"),
    [
        ((60, 80, 90, 90, 90, 91, 90, 90), True),
        ((60, 80, 90, 98, 104, 108, 112, 116), False),
        ((60, 70, 80, 90, 90, 90, 90, 90, 90, 90, 200, 90), True),
        ((90, 90, 90, 90, 90, 90, 105, 105), False),
    ],
)
def test_memory_is_flat_where_the_last_quarter_is_as_the_second(sizes: tuple[float, ...], kept: bool) -> None:
    assert [promise.kept for promise in soak_verdict.memory(samples(*sizes))] == [True, kept]


def test_a_process_that_did_not_live_to_the_end_is_told() -> None:
    seen = samples(60, 60, 60, 60)
    seen[-1] = Sample(3, {1: Process(50.0, 9)})
    assert [promise.kept for promise in soak_verdict.memory(seen)] == [True, False]


@pytest.mark.parametrize(("after", "kept"), [(9, True), (9 + SPARE, True), (10 + SPARE, False), (None, False)])
def test_descriptors_are_back_at_what_they_were(after: int | None, kept: bool) -> None:
    before = Sample(0, {1: Process(50.0, 9)})
    (promise,) = soak_verdict.descriptors(before, Sample(1, {1: Process(50.0, after)}))
    assert promise.kept is kept


def test_every_request_ends_in_a_known_way_and_every_way_did_occur() -> None:
    ends = {"finish": 10, "error": 2, "left": 1}
    assert [promise.kept for promise in soak_verdict.answers(ends, {})] == [True]
    assert not soak_verdict.answers({**ends, "error": 0}, {})[0].kept
    assert [promise.kept for promise in soak_verdict.answers(ends, {"plain: broke off": 1})] == [False, False]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", [STREAMED, WHOLE], ids=["streamed", "whole"])
def test_what_the_provider_plays_well_is_a_finish_and_what_it_breaks_is_none(way: str, kind: Kind) -> None:
    """As a client would judge it that asked the provider itself."""
    asked = json.loads(kind.body(7))
    head, _, body = b"".join(faulty.answer(way, asked)).partition(b"\r\n\r\n")
    if b"chunked" in head:
        body = b"".join(part.partition(b"\r\n")[2][:-2] for part in faulty.answer(way, asked)[1:-1])
    if way == "web page":
        assert body == faulty.PAGE
    elif way in ("well", "slow", "reset", "cut", "stall"):
        assert judged(kind, 7, 200, body) == FINISH
    else:
        assert judged(kind, 7, int(head.split()[1]), body) != FINISH


def event(text: str, finish: str | None = None) -> bytes:
    choice = {"index": 0, "delta": {"content": text}, "finish_reason": finish}
    return b"data: " + json.dumps({"choices": [choice]}).encode() + b"\n\n"


FAILED = b'data: {"error": {"code": "upstream_error"}}\n\n'
DONE = b"data: [DONE]\n\n"


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        (event(SAID, "stop") + DONE, FINISH),
        (event(SAID[:9]) + FAILED, ERROR),
        (event("this is question 7, ask [[EMAIL_A") + FAILED, ERROR),
        (event(SAID, "stop"), "a finish without it"),
        (event(SAID[:9]) + FAILED + DONE, "[DONE] without a finish"),
        (event(SAID, "stop") + FAILED + DONE, "1 finishes and 1 errors"),
        (event(SAID), "0 finishes and 0 errors"),
        (event(SAID, "stop") + event("", "stop") + DONE, "2 finishes and 0 errors"),
        (event(SAID + WORD, "stop") + DONE, "other words"),
        (event(SAID.replace("mail7", "[[EMAIL_ADDRESS_1]]"), "stop") + DONE, "other words"),
        (event("something else") + FAILED, "other words"),
    ],
)
def test_a_client_knows_a_finish_an_error_and_what_is_neither(body: bytes, outcome: str) -> None:
    told = judged(STREAMED, 7, 200, body)
    assert told == outcome if outcome in (FINISH, ERROR) else outcome in told


def test_the_kinds_of_requests_are_a_hundred_in_all() -> None:
    assert sum(kind.share for kind in KINDS) == sum(WAYS.values()) == 100
