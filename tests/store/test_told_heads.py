"""What the router's own log told of heads, found from its end back."""

import json
from collections.abc import Iterable

import pytest

from router.core import heads
from router.core.heads import Head, written
from router.ports import Kept
from router.store.faults import StoreError
from router.store.heads import PIECE, Told, backwards

A, B, C = (Head(size, bytes([size]) * 32) for size in (1, 2, 3))


def entry(index: int, verb: str = "rules.activate", target: str = "", **details: str) -> Kept:
    body = json.dumps({"kind": "act", "verb": verb, "target": target, "details": details}).encode()
    return Kept(index, "act", f"act_{index}", 0, 1.0, b"", body)


def telling(index: int, roll: str = "", count: int = 0, **told: Head) -> Kept:
    details = {log_id: written(head) for log_id, head in told.items()}
    return entry(index, heads.TELL, roll, **details, **({heads.ROLL: str(count)} if roll else {}))


def heard(entries: Iterable[Kept]) -> Told:
    told, every = Told(), list(entries)
    told.hear(range(len(every)), every)
    return told


@pytest.mark.parametrize("size", [0, 1, PIECE, PIECE + 1, 5 * PIECE - 1])
def test_a_log_is_read_from_its_end_to_its_beginning_without_a_gap(size: int) -> None:
    pieces = list(backwards(size))
    assert [place for piece in reversed(pieces) for place in piece] == list(range(size))
    assert all(len(piece) <= PIECE for piece in pieces)


def test_what_was_told_last_counts() -> None:
    told = heard([telling(0, a=A, b=A), entry(1), telling(2, a=B)])
    assert told.heads == {"a": B, "b": A}
    assert not told.is_complete


def test_what_was_accepted_counts_over_what_was_told_before_and_not_over_what_was_told_since() -> None:
    accepted = entry(1, heads.ACCEPT, "a", told=written(C), head=written(A))
    assert heard([telling(0, a=C), accepted]).heads == {"a": A}
    assert heard([telling(0, a=C), accepted, telling(2, a=B)]).heads == {"a": B}


def test_nothing_older_than_a_telling_of_all_is_looked_for() -> None:
    assert heard([telling(0, "r1", 2, a=A), telling(1, b=B), telling(2, "r1", 2, c=C)]).is_complete


def test_a_telling_of_all_that_a_crash_cut_short_does_not_end_the_search() -> None:
    whole, short = [telling(0, "r1", 2, a=A), telling(1, "r1", 2, b=A)], [telling(2, "r2", 2, a=B), entry(3)]
    told = Told()
    told.hear(range(2, 4), short)
    ends = [told.is_complete]
    told.hear(range(2), whole)
    assert [*ends, told.is_complete] == [False, True]
    assert told.heads == {"a": B, "b": A}


def test_an_entry_that_is_missing_is_told_and_not_passed_over() -> None:
    told = Told()
    with pytest.raises(StoreError, match="of the entries 0 to 2 of the router's own log some are missing"):
        told.hear(range(3), [telling(0, a=A), telling(2, a=A)])
