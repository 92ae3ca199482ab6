"""What the recogniser of names knows of a word by itself."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.detect.naming.features import BUCKETS, Lexicon, Pieces, bare, folded, ngrams
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


@given(st.text(max_size=80))
def test_rows_of_ngrams_are_in_range_bounded_and_each_once(word: str) -> None:
    low = folded(word)
    rows = ngrams(low)
    assert rows == ngrams(low)
    assert all(0 <= row < BUCKETS for row in rows)
    assert 1 <= len(rows) <= 1 + 3 * (len(low) + 2)


def test_ngrams_are_the_word_and_its_runs_of_three_to_five() -> None:
    runs = ["<an", "ann", "nna", "na>", "<ann", "anna", "nna>", "<anna", "anna>"]
    expected = {zlib.crc32(run.encode("utf-32-le")) % BUCKETS for run in runs}
    whole = zlib.crc32(b"=" + "<anna>".encode("utf-32-le")) % BUCKETS
    assert set(ngrams("anna")) == expected | {whole}
    assert len(set(ngrams("anna")) & set(ngrams("annas"))) >= 5


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
