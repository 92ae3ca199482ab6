"""What a word is to the recogniser of names, and what the gaps between words say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.detect.naming.words import MARKS, SHAPES, gap_marks, shape, words

TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(
            ["Anna", "'s", "l'", "O'Brien", "J.", "R.", "-", "_", " ", "\n", "é", "x1", "\u2019", "van", "ß", "😀"]
        ),
        max_size=40,
    ).map("".join),
)


@given(TEXTS)
def test_words_are_in_order_apart_and_with_their_gaps_make_up_the_text(text: str) -> None:
    found = words(text)
    last = 0
    for one in found:
        assert last <= one.start < one.end
        assert text[one.start : one.end] == one.text
        last = one.end
    rebuilt = "".join(one.gap + one.text for one in found)
    assert rebuilt + text[len(rebuilt) :] == text
    assert not any(character.isalnum() for character in text[len(rebuilt) :])
    assert not any(character.isalnum() for one in found for character in one.gap)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna Müller", ["Anna", "Müller"]),
        ("Jean-Pierre O'Brien", ["Jean-Pierre", "O'Brien"]),
        ("O\u2019Brien", ["O\u2019Brien"]),
        ("Anna's car, James' bike", ["Anna", "s", "car", "James", "bike"]),
        ("Anna\u2019s", ["Anna", "s"]),
        ("l'Élysée et d'Artagnan", ["l", "Élysée", "et", "d", "Artagnan"]),
        (
            "qu'Anne, jusqu'Anne, dell'Aquila, un\u2019amica",
            ["qu", "Anne", "jusqu", "Anne", "dell", "Aquila", "un", "amica"],
        ),
        ("L'ORÉAL", ["L", "ORÉAL"]),
        ("aujourd'hui", ["aujourd'hui"]),
        ("J. R. Tolkien", ["J", "R", "Tolkien"]),
        ("J.R.R. Tolkien", ["J.R.R", "Tolkien"]),
        ("J.R.Tolkien", ["J.R", "Tolkien"]),
        ("Müller.Meier", ["Müller", "Meier"]),
        ("anna_maria.k-2 -x- a--b", ["anna", "maria", "k", "2", "x", "a", "b"]),
        ("Müller-Lüdenscheidt-", ["Müller-Lüdenscheidt"]),
        ("Łukasz Żółć", ["Łukasz", "Żółć"]),
        ("4711 B2B", ["4711", "B2B"]),
        ("", []),
        (" .,- \n", []),
    ],
)
def test_a_word_is_what_people_take_for_one(text: str, expected: list[str]) -> None:
    assert [one.text for one in words(text)] == expected


@given(st.text(max_size=60))
def test_every_word_has_a_shape(text: str) -> None:
    assert all(0 <= shape(one.text) < SHAPES for one in words(text))


def test_shapes_tell_case_and_make_apart() -> None:
    alike = [
        ["7", "3"],
        ["2024", "1999"],
        ["x1", "B2B"],
        ["4th"],
        ["anna", "jean-pierre"],
        ["A"],
        ["EU", "NATO"],
        ["ANNA-MARIA", "MÜLLER", "O'BRIEN"],
        ["Anna", "Élodie", "O'Brien"],
        ["Jean-Pierre", "Müller-Lüdenscheidt"],
        ["McDonald", "DeVries"],
        ["camelCase", "iPhone"],
    ]
    found = [{shape(word) for word in group} for group in alike]
    assert [len(one) for one in found] == [1] * len(alike)
    assert len(set.union(*found)) == len(alike)


@given(st.text(max_size=20))
def test_marks_of_a_gap_stay_in_their_range(gap: str) -> None:
    first, last, breaks = gap_marks(gap)
    assert 0 <= first < MARKS
    assert 0 <= last < MARKS
    assert 0 <= breaks <= 2


def test_marks_of_a_gap_are_those_that_touch_the_words() -> None:
    assert gap_marks("") == (0, 0, 0)
    assert gap_marks(" ") == gap_marks("   ")
    assert gap_marks(", (")[:2] == (gap_marks(",")[0], gap_marks("(")[0])
    assert gap_marks("\u2019") == gap_marks("'")
    assert gap_marks("\u201e") == gap_marks('"')
    assert gap_marks("\u20ac") == (1, 1, 0)
    assert [gap_marks("\n" * count)[2] for count in range(1, 5)] == [1, 2, 2, 2]
