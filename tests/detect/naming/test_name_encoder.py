"""The network that ships: what its numbers depend on, and what not."""

import numpy as np
import pytest

from router.detect.naming.decoding import LABELS
from router.detect.naming.encoder import Encoder
from router.detect.naming.recogniser import MODEL
from router.detect.naming.vectors import Vectors
from router.detect.naming.words import words

LINES = [
    "Yesterday Margaret Whitfield sent the signed contract to our office in Leeds, and nobody has answered her yet.",
    "Die Unterlagen liegen bei Herrn Brinkmann in der Buchhaltung, er kommt am Montag wieder.",
    "2026-03-01T10:00:00Z INFO http.server request finished in 12 ms status=200 path=/api/v1/items",
    "Rozmawiałem wczoraj z Agnieszką Nowakowską o nowej umowie i terminie odbioru mieszkania.",
]
TEXT = "\n".join(LINES * 8)


def probabilities(made: Encoder, text: str) -> Vectors:
    return made.probabilities(words(text), text)


def test_each_word_has_a_probability_for_each_label_and_they_sum_to_one() -> None:
    found = probabilities(Encoder(MODEL), TEXT)
    assert found.shape == (len(words(TEXT)), len(LABELS))
    assert found.min() >= 0
    assert found.sum(axis=1) == pytest.approx(1, abs=1e-5)


def test_a_text_without_words_has_no_numbers() -> None:
    assert probabilities(Encoder(MODEL), " .,\n").shape == (0, len(LABELS))


def test_the_same_text_has_the_same_numbers_whatever_was_read_before() -> None:
    fresh, used = Encoder(MODEL), Encoder(MODEL)
    for text in (LINES[0].upper() * 30, " ".join(LINES[::-1])):
        probabilities(used, text)
    first = probabilities(fresh, TEXT)
    assert (probabilities(fresh, TEXT) == first).all()
    assert (probabilities(Encoder(MODEL), TEXT) == first).all()
    assert (probabilities(used, TEXT) == first).all()


UNSURE = "ask virginia if georgia may come with april to lincoln or whether grant will drive the ford to jackson "
BESIDE = " ".join(["x1 QQQQ 4711 zzz"] * 16)


def _change_by_neighbours() -> float:
    """Of one segment of 64 words, by five more that are read with it."""
    text = " ".join([one.text for one in words(UNSURE * 4)][:64]) + "\n"
    alone, beside = (probabilities(Encoder(MODEL), one) for one in (text, text + "\n".join([BESIDE] * 5)))
    return float(np.abs(alone - beside[:64]).max())


def test_a_segment_s_numbers_do_not_depend_on_the_segments_read_with_it() -> None:
    assert _change_by_neighbours() == 0


def test_a_segment_that_was_said_before_has_the_numbers_it_has_alone() -> None:
    line = " ".join([one.text for one in words(UNSURE * 4)][:64]) + "\n"
    once, often = (probabilities(Encoder(MODEL), line * times) for times in (3, 9))
    assert (once[64:128] == often[256:320]).all()
    assert not (once[:64] == once[64:128]).all()


def test_numbers_and_single_letters_name_nobody_and_are_not_read() -> None:
    outside = [1.0, *[0.0] * (len(LABELS) - 1)]
    assert probabilities(Encoder(MODEL), "a@b 12, x 4711").tolist() == [outside] * 5


def test_a_long_text_is_read_in_segments_and_its_order_is_kept() -> None:
    text = "\n".join(LINES * 40)
    found, single = probabilities(Encoder(MODEL), text), probabilities(Encoder(MODEL), TEXT)
    assert len(found) == 5 * len(single)
    named = [one.text for one, row in zip(words(text), found, strict=True) if row[0] < 0.5]
    assert {"Margaret", "Whitfield", "Brinkmann", "Agnieszką", "Nowakowską"} <= set(named)
    assert not {"contract", "Unterlagen", "INFO", "umowie"} & set(named)
