"""How a text is cut into what the network reads at once, and what it is told of the gaps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.detect.naming.segments import LENGTH, marks, segments
from router.detect.naming.words import Word, gap_marks, words

GAPS = st.sampled_from([" ", " ", " ", ", ", ". ", "\n", "; ", "! ", " - ", ""])


def _cut(gaps: list[str]) -> list[tuple[int, int]]:
    return list(segments([Word("w", at, at + 1, gap) for at, gap in enumerate(gaps)]))


@given(st.lists(GAPS, max_size=400))
def test_every_word_is_in_exactly_one_segment_and_none_is_too_long(gaps: list[str]) -> None:
    parts = _cut(gaps)
    assert [at for start, end in parts for at in range(start, end)] == list(range(len(gaps)))
    assert all(0 < end - start <= LENGTH for start, end in parts)


@given(st.lists(GAPS, max_size=400))
def test_a_segment_that_need_not_end_short_holds_a_fair_number_of_words(gaps: list[str]) -> None:
    assert all(end - start > 24 for start, end in _cut(gaps)[:-1])


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        ({}, 64),
        ({40: ", "}, 40),
        ({40: ", ", 30: ". "}, 30),
        ({40: ", ", 30: "! ", 27: "\n"}, 27),
        ({30: "\n", 50: ".\n", 64: ". "}, 50),
        ({30: "; ", 60: "? "}, 60),
        ({64: "\n"}, 64),
        ({24: "\n", 10: "\n"}, 64),
        ({65: "\n"}, 64),
    ],
)
def test_a_cut_is_made_at_the_last_line_break_else_sentence_else_comma(ends: dict[int, str], expected: int) -> None:
    assert _cut([ends.get(at, " ") for at in range(100)])[0] == (0, expected)


def test_a_short_text_is_one_segment_and_nothing_is_none() -> None:
    assert _cut([]) == []
    assert _cut(["\n"] * LENGTH) == [(0, LENGTH)]


def test_each_word_is_told_the_marks_around_it_and_the_breaks_before_it() -> None:
    found = words('Dear Anna,\n\nsee "Bert"')
    comma, quote, space = gap_marks(",")[0], gap_marks('"')[0], gap_marks(" ")[0]
    after = gap_marks(",\n\n")
    assert marks(found, '"') == [
        (0, 0, space, 0),
        (space, space, comma, 0),
        (after[1], comma, gap_marks(' "')[0], 2),
        (quote, quote, quote, 0),
    ]


@given(st.text(max_size=120), st.text(max_size=5))
def test_there_are_four_marks_for_each_word(text: str, tail: str) -> None:
    found = words(text)
    assert [len(row) for row in marks(found, tail)] == [4] * len(found)
