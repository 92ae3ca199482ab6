"""Entries that went, as the log tells of them: what was written is read again, and nothing else is covered by it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.core.gaps import missing, read, runs, written

NUMBERS = st.sets(st.integers(0, 60)).map(sorted)


def test_it_reads_as_people_write_it() -> None:
    assert list(runs([3, 4, 5, 17])) == [range(3, 6), range(17, 18)]
    assert list(written([range(3, 6), range(17, 18)], 100)) == ["3-5,17"]
    assert read("3-5,17") == [range(3, 6), range(17, 18)]
    assert (list(runs([])), list(written([], 100)), read("")) == ([], [], [])


@given(NUMBERS, st.integers(1, 40))
def test_what_was_written_in_pieces_is_read_whole(numbers: list[int], longest: int) -> None:
    texts = list(written(runs(numbers), longest))
    assert [number for text in texts for run in read(text) for number in run] == numbers
    assert all(len(text) <= longest or "," not in text for text in texts)


@given(NUMBERS, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=8))
def test_the_first_that_nobody_told_of_is_found(wanted: list[int], told: list[tuple[int, int]]) -> None:
    known = [range(start, start + length) for start, length in told]
    untold = [number for number in wanted if not any(number in run for run in known)]
    assert missing(runs(wanted), known) == (untold[0] if untold else None)


@pytest.mark.parametrize("text", ["x", "1-", "-3", "3,,4", "3-x", " "])
def test_what_nobody_wrote_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        read(text)
