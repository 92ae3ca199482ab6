"""Given names in short sentences: taken where the network half believes in them, and beside special categories."""

import time

import numpy as np
import pytest

from router.detect.engine import build
from router.detect.names import NAMED
from router.detect.naming.features import Lexicon
from router.detect.naming.recogniser import Recogniser
from router.detect.naming.short import Spans, in_short_sentences
from router.detect.naming.words import words

RECOGNISER = Recogniser()
LEXICON: Lexicon = RECOGNISER._encoder.lexicon
ENGINE = build(NAMED)


def taken(text: str, word: str, *, here: float, alone: float, special: Spans = (), needed: float = 0.6) -> bool:
    """Whether the word is taken, with these probabilities of the network."""
    found = words(text)
    at = next(at for at, one in enumerate(found) if one.text == word)
    persons = np.zeros(len(found), dtype=np.float32)
    persons[at] = here
    thresholds = np.full(len(found), needed, dtype=np.float32)
    some = in_short_sentences(found, persons, thresholds, (), LEXICON, lambda _: alone, lambda: special)
    return list(some) == [at]


@pytest.mark.parametrize(
    ("text", "word", "here", "alone", "expected"),
    [
        ("Julien travaille au bureau.", "Julien", 0.2, 0.9, True),
        ("julien travaille au bureau.", "julien", 0.2, 0.9, True),
        ("Julien travaille au bureau.", "Julien", 0.2, 0.5, False),
        ("Julien travaille au bureau.", "Julien", 0.01, 0.9, False),
        ("JULIEN travaille au bureau.", "JULIEN", 0.2, 0.9, False),
        ("Python travaille au bureau.", "Python", 0.2, 0.9, False),
        ("Julien", "Julien", 0.2, 0.9, False),
        ("one two three four five six seven eight nine Julien", "Julien", 0.2, 0.9, False),
        ("one two three four five six seven eight nine. Ask Julien.", "Julien", 0.2, 0.9, True),
    ],
)
def test_both_answers_count_and_the_word_is_a_given_name(
    text: str, word: str, here: float, alone: float, *, expected: bool
) -> None:
    assert taken(text, word, here=here, alone=alone) == expected


def test_in_code_nothing_is_taken() -> None:
    assert not taken("Julien travaille", "Julien", here=0.2, alone=0.9, needed=0.995)


@pytest.mark.parametrize(("special", "expected"), [([(11, 17)], True), ([(20, 30)], False), ([], False)])
def test_beside_a_special_category_in_the_same_sentence_less_is_needed(special: Spans, *, expected: bool) -> None:
    assert taken("Julien est malade. Il est malade.", "Julien", here=0.02, alone=0.5, special=special) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Klaus ist schwul.", "Klaus"),
        ("Lukas ist im Betriebsrat.", "Lukas"),
        ("Nicolas est syndiqué.", "Nicolas"),
        ("Tarik a un cancer.", "Tarik"),
        ("Henk is kaderlid van de FNV.", "Henk"),
        ("Kasia jest świadkiem Jehowy.", "Kasia"),
    ],
)
def test_who_is_told_something_special_of_is_found(text: str, name: str) -> None:
    found = ENGINE.scan(text)
    assert name in {text[one.start : one.end] for one in found if one.kind == "PERSON"}


@pytest.mark.parametrize(
    "text",
    [
        "Die Kasse zahlt die Vorsorge bei Diabetes.",
        "Diabetes ist eine Krankheit.",
        "Le cancer du sein se soigne.",
        "Islam is a religion.",
        "Der Streik der IG Metall dauert an.",
        "El sindicato convoca una huelga.",
        "Jenkins ist kaputt.",
        "Docker is ill today.",
    ],
)
def test_special_categories_and_programs_make_nobody(text: str) -> None:
    assert [text[one.start : one.end] for one in ENGINE.scan(text) if one.kind == "PERSON"] == []


def test_each_word_is_asked_once_however_often_it_stands() -> None:
    one = Recogniser()
    list(one.find("Klaus ist schwul.\n" * 3_000))
    assert one._by_itself.cache_info().misses <= 3


def test_many_special_categories_cost_what_their_number_does() -> None:
    text = "klaus hat krebs.\n" * 30_000
    found, special = words(text), [(at, at + 5) for at in range(10, len(text), 17)]
    persons, needed = np.full(len(found), 0.02, dtype=np.float32), np.full(len(found), 0.6, dtype=np.float32)
    started = time.process_time()
    taken = list(in_short_sentences(found, persons, needed, (), LEXICON, lambda _: 0.5, lambda: special))
    assert len(taken) == 30_000
    assert time.process_time() - started < 5
