import time
from itertools import chain

import pytest

from router.detect.cues import CueFinder
from router.detect.identifiers import FAMILIES, cue_finder
from router.detect.page import Page

FINDER = CueFinder({"birth": ["date of birth", "dob"], "id": ["pesel*", "rodn* čísl*"], "both": ["dob"]})


@pytest.mark.parametrize(
    "text", ["date of birth", "Date_of-Birth", "dateOfBirth", "DATEOFBIRTH", "DOB", "(dob)", "x_dob:"]
)
def test_a_cue_is_found_however_its_words_are_joined(text: str) -> None:
    assert len(FINDER.find(text)["birth"]) == 1


@pytest.mark.parametrize("text", ["adob", "doberman", "update of birth", "ádob", "dobé", "dob1x".replace("1x", "ber")])
def test_part_of_a_longer_word_is_no_cue(text: str) -> None:
    assert "birth" not in FINDER.find(text)


@pytest.mark.parametrize("text", ["PESELu", "numerem pesel", "rodného čísla", "RODNÉ ČÍSLO"])
def test_a_star_takes_the_endings_of_inflected_languages(text: str) -> None:
    assert len(FINDER.find(text)["id"]) == 1


def test_one_word_can_have_several_tags() -> None:
    assert set(FINDER.find("dob")) == {"birth", "both"}


def test_near_looks_ahead_and_behind_within_its_reach() -> None:
    page = Page("dob " + "x" * 10 + " 1 " + "y" * 10 + " dob", FINDER)
    at = page.text.index("1")
    assert page.near("birth", at, at + 1, before=12, after=0)
    assert not page.near("birth", at, at + 1, before=10, after=10)
    assert page.near("birth", at, at + 1, before=0, after=12)


def test_windows_that_overlap_are_one() -> None:
    page = Page("dob dob" + " " * 50 + "dob", FINDER)
    assert list(page.windows(["birth"], before=5, after=10)) == [(0, 17), (52, 60)]
    assert list(page.windows(["id"], before=5, after=10)) == []


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("PESEL2", [(0, 5)]),
        ("peselX", [(0, 6)]),
        ("PESELX", [(0, 6)]),
        ("pesel" + "x" * 41, []),
        ("rodného_čísla", [(0, 13)]),
        ("rodnéhoČísla", [(0, 12)]),
        ("rodn" + "x" * 41 + " čísla", []),
        ("rodného,čísla", []),
    ],
)
def test_an_ending_is_letters_and_not_too_many(text: str, spans: list[tuple[int, int]]) -> None:
    assert list(FINDER.find(text).get("id", ())) == spans


SIGNS = CueFinder(
    {"sign": ["§", "n°", "d'origine", "a/c no", "a.k"], "card": ["id", "id card"], "greek": ["αριθμός μητρώου"]}
)


@pytest.mark.parametrize(
    ("text", "tag", "spans"),
    [
        ("see § 4", "sign", [(4, 5)]),
        ("a, b; c", "sign", []),
        ("N° 4, n' 5, n  6", "sign", [(0, 2)]),
        ("d'origine, d-origine", "sign", [(0, 9)]),
        ("A/C_No: a.c no", "sign", [(0, 6)]),
        ("a.k a-k a_k", "sign", [(0, 3)]),
        ("idCard id-card, id", "card", [(0, 6), (7, 14), (16, 18)]),
        ("id  card id   card id, card", "card", [(0, 8), (9, 11), (19, 21)]),
        ("İD", "card", [(0, 2)]),
        ("ΑΡΙΘΜΌΣ ΜΗΤΡΏΟΥ ΑΡΙΘΜΌΣΜΗΤΡΏΟΥ", "greek", [(0, 15), (16, 30)]),
        ("e\N{COMBINING ACUTE ACCENT}id", "card", [(2, 4)]),
        ("\N{MATHEMATICAL DOUBLE-STRUCK CAPITAL A}id \N{GRINNING FACE}id", "card", [(5, 7)]),
        ("中id 中 id", "card", [(6, 8)]),
    ],
)
def test_a_sign_of_a_cue_is_that_sign_alone(text: str, tag: str, spans: list[tuple[int, int]]) -> None:
    assert list(SIGNS.find(text).get(tag, ())) == spans


def test_of_cues_that_overlap_the_first_counts_and_then_the_longest() -> None:
    finder = CueFinder({"a": ["birth"], "b": ["date of birth"], "c": ["birth place"]})
    assert dict(finder.find("date of birth place birth place birth")) == {
        "b": ((0, 13),),
        "c": ((20, 31),),
        "a": ((32, 37),),
    }


def test_without_cues_nothing_is_found() -> None:
    assert not CueFinder({}).find("dob")


ALL_WORDS = sorted(set(chain.from_iterable(chain.from_iterable(family.cues.values()) for family in FAMILIES)))


def test_a_cue_glued_to_a_sign_is_found() -> None:
    assert [FINDER.find(f"{sign}dob")["birth"] for sign in "§#$%&@(_"] == [((1, 4),)] * 8


def test_no_cue_of_a_family_begins_with_a_sign_for_then_each_blank_would_begin_it() -> None:
    assert [word for word in ALL_WORDS if not word[0].isalnum()] == []


def test_every_cue_of_every_family_is_found_as_it_is_written() -> None:
    missed = [
        word
        for word in ALL_WORDS
        if (0, len(word.replace("*", "")))
        not in set(chain.from_iterable(cue_finder().find(word.replace("*", "")).values()))
    ]
    assert not missed


PER_KILOBYTE = 0.04
"""Seconds. What it takes on a slow machine is a tenth of that; a scan that is not linear takes more than ten times."""


@pytest.mark.parametrize(
    "text",
    [
        " ".join(f"{word.replace('*', 'en')} 12, ipsum" for word in ALL_WORDS[::9]),
        " ".join(f"{word[:-1]}q" for word in ALL_WORDS),
        "\N{EM DASH}rodn" * 20_000,
        "rodn" + "é" * 100_000,
        "a.k." * 20_000,
        "§ " * 20_000,
        "numéro d " * 10_000,
    ],
    ids=["cues", "nearly cues", "stems", "endings", "dots", "signs", "heads"],
)
def test_a_text_is_read_in_time_the_first_time_whatever_it_is(text: str) -> None:
    started = time.process_time()
    cue_finder().find(text)
    seconds = time.process_time() - started
    assert seconds < PER_KILOBYTE * len(text) / 1000
