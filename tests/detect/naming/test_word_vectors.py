"""The vector of a word by itself, with the tables that ship."""

import numpy as np
import pytest

from router.detect.naming import vectors
from router.detect.naming.features import LEXICON_BITS
from router.detect.naming.recogniser import MODEL
from router.detect.naming.vectors import Table, WordVectors

TEXT = [
    *("Anna", "Müller", "anna", "MÜLLER", "Kowalskiego", "4711", "Jean-Pierre", "O'Brien", "straße", "x1", "łódź"),
    *("zebra", "Vogelsang", "and", "of", "the"),
]
MANY = [f"{word}{number}" for number in range(40) for word in TEXT]


def test_a_word_has_one_row_of_the_network_s_width() -> None:
    made = WordVectors(MODEL).of(TEXT)
    assert made.shape == (len(TEXT), 384)
    assert made.dtype == np.float32
    assert np.isfinite(made).all()
    assert len({row.tobytes() for row in made}) == len(TEXT)


def test_remembered_or_made_anew_together_a_row_is_the_same() -> None:
    known = WordVectors(MODEL)
    first = known.of(MANY)
    assert (known.of(MANY) == first).all()
    assert (known.of(MANY[::-1]) == first[::-1]).all()
    assert (WordVectors(MODEL).of(MANY) == first).all()
    assert (WordVectors(MODEL).of([*MANY, *MANY])[len(MANY) :] == first).all()


def test_a_row_does_not_depend_on_the_words_that_were_made_with_it() -> None:
    together = WordVectors(MODEL).of(MANY)
    for size in (1, 3, 5):
        alone = WordVectors(MODEL)
        assert (np.concatenate([alone.of(MANY[at : at + size]) for at in range(0, len(MANY), size)]) == together).all()


def test_what_a_row_owes_to_company_is_less_than_a_thousandth() -> None:
    together, alone = WordVectors(MODEL).of(MANY), WordVectors(MODEL)
    assert np.abs(np.concatenate([alone.of([word]) for word in MANY]) - together).max() < 1e-3


def test_no_more_words_are_remembered_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "_REMEMBERED", 50)
    small, large = WordVectors(MODEL), WordVectors(MODEL)
    words = MANY[:120]
    monkeypatch.setattr(vectors, "_REMEMBERED", 40)
    for at in range(0, len(words), 40):
        assert small.of(words[at : at + 40]).shape == (40, 384)
        assert len(small._known) <= 40
    assert (small.of(words[:40]) == large.of(words[:40])).all()


def test_the_mean_of_rows_is_taken_for_each_choice() -> None:
    rows = np.array([[1, 2], [3, 4], [-128, 127]], dtype=np.int8)
    table = Table(rows, np.array([1, 0.5, 2], dtype=np.float16))
    means = table.means(np.array([0, 0, 1, 2, 1, 1, 1]), np.array([1, 2, 1, 3]))
    assert means.tolist() == [[1, 2], [1.25, 2], [-256, 254], [1.5, 2]]


def test_the_lexicon_that_ships_knows_names_and_everyday_words() -> None:
    lexicon = WordVectors(MODEL).lexicon
    assert all(0 <= lexicon.bits(word) < 1 << LEXICON_BITS for word in TEXT)
    assert lexicon.bits("anna") >> 20 & 3
    assert lexicon.bits("müller") >> 22 & 3
    assert lexicon.bits("berlin") >> 24 & 3 == 3
    assert lexicon.bits("and") & 3 == 3
    assert lexicon.bits("herr") >> 28 & 1
    assert lexicon.bits("qxzvwkj") == 0
