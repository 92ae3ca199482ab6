"""What the recogniser of names knows of a word by itself."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.detect.naming.features import Lexicon, Pieces, bare, folded, is_everyday, is_in_a_language
from router.detect.naming.words import LONGEST


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("MÜLLER", "müller"),
        ("Mu\u0308ller", "müller"),
        ("O\u2019Brien", "o'brien"),
        ("x" * 99, "x" * LONGEST),
        ("", ""),
    ],
)
def test_folding_leaves_case_accents_spelling_and_length_aside(word: str, expected: str) -> None:
    assert folded(word) == expected


def test_no_accents_in_what_pieces_see() -> None:
    assert [bare(word) for word in ("müller", "łukasz", "çağla", "anna")] == ["muller", "łukasz", "cagla", "anna"]


PIECES = Pieces(
    {one: row for row, one in enumerate(["[UNK]", "a", "an", "anna", "b", "##n", "##na", "##a", "##b", "##nab"])}
)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("anna", [3]),
        ("ánna", [3]),
        ("annab", [3, 8]),
        ("ab", [1, 8]),
        ("bnab", [4, 9]),
        ("bnaa", [4, 6, 7]),
        ("ac", [0]),
        ("", [0]),
    ],
)
def test_pieces_are_the_longest_from_the_left_or_unknown(word: str, expected: list[int]) -> None:
    assert PIECES.rows(word) == expected


@given(st.text(alphabet="anbcé", max_size=30))
def test_every_word_has_pieces_within_the_vocabulary(word: str) -> None:
    rows = PIECES.rows(word)
    assert rows
    assert all(0 <= row < 10 for row in rows)


@given(st.dictionaries(st.text(min_size=1, max_size=8), st.integers(1, 2**32 - 1), max_size=20), st.text(max_size=8))
def test_the_lexicon_gives_each_word_its_bits_and_others_none(entries: dict[str, int], other: str) -> None:
    hashed = {zlib.crc32(word.encode()): bits for word, bits in entries.items()}
    hashes = sorted(hashed)
    lexicon = Lexicon(hashes, [hashed[one] for one in hashes])
    assert all(lexicon.bits(word) == hashed[zlib.crc32(word.encode())] for word in entries)
    assert lexicon.bits(other) == hashed.get(zlib.crc32(other.encode()), 0)


@pytest.mark.parametrize("place", range(10))
def test_a_word_is_everyday_from_the_second_level_of_a_language_on(place: int) -> None:
    levels = [level << 2 * place for level in range(4)]
    assert [is_everyday(bits) for bits in levels] == [False, False, True, True]
    assert [is_in_a_language(bits) for bits in levels] == [False, True, True, True]


def test_what_the_lexicon_knows_of_names_says_nothing_of_languages() -> None:
    names = ~0 << 20 & 0xFFFFFFFF
    assert not is_everyday(names)
    assert not is_in_a_language(names)
