"""Heads of logs as they are told, and what is wrong with a log of which one was told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.core.heads import PIECE, ROLL, Head, cure, differing, pieces, read, written
from router.ports import Act
from router.store.records import LARGEST, of_act

HEADS = st.builds(Head, st.integers(0, 2**63), st.binary(min_size=32, max_size=32))


@given(HEADS)
def test_a_head_is_read_as_it_was_written(head: Head) -> None:
    assert read(written(head)) == head


@pytest.mark.parametrize("text", ["", "1", "one " + "00" * 32, "1 " + "00" * 31, "1 " + "0g" * 32, "-1 " + "00" * 32])
def test_what_is_no_head_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read(text)


@pytest.mark.parametrize("count", [0, 1, PIECE, PIECE + 1, 3 * PIECE])
@pytest.mark.parametrize("is_roll", [False, True])
def test_however_many_there_are_each_is_told_once_and_every_act_fits_an_entry(count: int, *, is_roll: bool) -> None:
    heads = {f"{number:036}": Head(2**40 + number, bytes(32)) for number in range(count)}
    told = list(pieces(heads, is_roll=is_roll))
    assert all(
        len(of_act(Act("log.heads", "router", 1.0, target="r" * 24, details=one)).body) < LARGEST for one in told
    )
    assert {one.pop(ROLL, None) for one in told} <= ({str(len(told))} if is_roll else {None})
    assert sum(map(len, told)) == count
    assert {log_id: read(text) for one in told for log_id, text in one.items()} == heads


def test_a_log_that_is_shorter_or_another_is_told_with_its_cure() -> None:
    told = Head(9, b"r" * 32)
    assert differing(told, told.root) is None
    assert "9 entries, and there are fewer" in str(differing(told, None))
    assert "9 entries, and these are not the ones" in str(differing(told, b"s" * 32))
    assert "sovereign audit accept --tenant acme" in cure("acme")
