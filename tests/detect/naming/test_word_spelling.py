"""N-grams of words: which there are, and that they choose the rows that CRC-32 chooses one by one."""

import zlib

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from router.detect.naming.spelling import BUCKETS, ngrams

WORDS = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=48), min_size=1, max_size=20)


def by_word(words: list[str]) -> list[list[int]]:
    rows, counts = ngrams(words)
    return [part.tolist() for part in np.split(rows, np.cumsum(counts)[:-1])]


def one_by_one(word: str) -> list[int]:
    framed = f"<{word}>"
    runs = {framed[at : at + size].encode("utf-32-le") for size in (3, 4, 5) for at in range(len(framed) - size + 1)}
    whole = b"=" + framed.encode("utf-32-le")
    return sorted(one % BUCKETS for one in {zlib.crc32(run) for run in (*runs, whole)})


@given(WORDS)
def test_each_word_has_the_rows_of_its_runs_and_of_the_whole_each_once(words: list[str]) -> None:
    assert [sorted(rows) for rows in by_word(words)] == [one_by_one(word) for word in words]


@given(WORDS)
def test_the_rows_of_a_word_and_their_order_do_not_depend_on_the_words_beside_it(words: list[str]) -> None:
    assert by_word(words) == [rows for word in words for rows in by_word([word])]


def test_a_longer_word_shares_the_runs_of_a_shorter_one() -> None:
    short, long = by_word(["anna", "annas"])
    assert len(short) == 10
    assert len(set(short) & set(long)) >= 5
