"""What the lexicon and the words around ask of the network before a word is believed to be a name."""

import zlib

import pytest

from router.detect.naming.features import Lexicon
from router.detect.naming.votes import CERTAIN, EASIEST, EASY, HARD, HARDEST, USUAL, Votes
from router.detect.naming.words import words

ENGLISH_COMMON, ENGLISH_RARE, GIVEN_MANY, GIVEN_ONE, FAMILY_MANY, ADDRESS = 3, 1, 3 << 20, 1 << 20, 3 << 22, 1 << 28
BITS = {
    "anna": GIVEN_MANY | ENGLISH_RARE,
    "müller": FAMILY_MANY,
    "rosa": GIVEN_MANY | ENGLISH_COMMON,
    "will": GIVEN_ONE | ENGLISH_COMMON,
    "green": ENGLISH_COMMON | FAMILY_MANY,
    "report": ENGLISH_COMMON,
    "mr": ADDRESS,
    "dr": ADDRESS | ENGLISH_COMMON,
    "herr": ADDRESS,
}
HASHED = {zlib.crc32(word.encode()): bits for word, bits in BITS.items()}
VOTES = Votes(Lexicon(sorted(HASHED), [HASHED[one] for one in sorted(HASHED)]))


def needed(text: str) -> list[float]:
    return [round(float(one), 2) for one in VOTES.thresholds(words(text), text)]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Anna", EASY),
        ("anna", EASY),
        ("ANNA", EASY),
        ("Müller", EASY),
        ("rosa", USUAL),
        ("Rosa", USUAL),
        ("will", HARD),
        ("green", HARD),
        ("report", HARD),
        ("Report", HARD),
        ("REPORT", HARD),
        ("xyzzy", USUAL),
        ("Xyzzy", USUAL),
        ("x", HARDEST),
        ("X1", HARDEST),
        ("4th", HARDEST),
        ("camelCase", HARDEST),
        ("4711", USUAL),
    ],
)
def test_a_word_that_is_mostly_a_name_needs_less_and_an_everyday_one_more(word: str, expected: float) -> None:
    assert needed(word) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr Xyzzy", EASIEST),
        ("Mr. Xyzzy", EASIEST),
        ("Mr.Xyzzy", EASIEST),
        ("herr Report", EASIEST),
        ("Herr\u00a0Xyzzy", EASIEST),
        ("Mr xyzzy", USUAL),
        ("Mr, Xyzzy", USUAL),
        ("Mr\nXyzzy", USUAL),
        ("DR Xyzzy", USUAL),
        ("Report Xyzzy", USUAL),
    ],
)
def test_behind_a_form_of_address_a_capital_is_nearly_enough(text: str, expected: float) -> None:
    assert needed(text)[1] == expected


def test_each_word_has_its_threshold_and_no_words_have_none() -> None:
    assert needed("") == []
    assert needed("Anna report Müller") == [EASY, HARD, EASY]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("author = Anna Xyzzy;", [CERTAIN, EASY, USUAL]),
        ("author = Xyzzy Müller;", [CERTAIN, USUAL, EASY]),
        ("author = Anna.Xyzzy;", [CERTAIN, CERTAIN, CERTAIN]),
        ("author = Anna(Xyzzy);", [CERTAIN, CERTAIN, CERTAIN]),
        ("author = Anna xyzzy;", [CERTAIN, EASY, CERTAIN]),
        ("author = Report Xyzzy;", [CERTAIN, CERTAIN, CERTAIN]),
    ],
)
def test_in_code_a_capital_right_beside_a_name_is_judged_like_in_prose(line: str, expected: list[float]) -> None:
    assert VOTES.thresholds(words(line), line).tolist() == pytest.approx(expected)
