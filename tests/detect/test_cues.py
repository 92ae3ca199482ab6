import time
from itertools import chain

import pytest

from router.detect.cues import MEMORY, CueFinder
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


OUTGROWN = (
    "the cues have outgrown their automaton: all texts are now read ten times as slowly or worse. Give it more memory "
    "(MEMORY in router/detect/cues.py, for each worker), or take out cues that other cues or a pattern make needless"
)
LEAST_ROOM = 1_000
"""Bytes for each instruction. With half of that RE2 builds no automaton, and says so only in its log."""


def test_the_program_of_all_cues_leaves_its_automaton_room() -> None:
    assert MEMORY // cue_finder().size >= LEAST_ROOM, f"{cue_finder().size} instructions: {OUTGROWN}"


def test_what_was_read_once_in_all_languages_is_read_fast_again() -> None:
    """States are built as texts need them. Where they do not fit, RE2 throws them away, or does without: no error."""
    finder = CueFinder({tag: words for family in FAMILIES for tag, words in family.cues.items()})
    words = sorted(set(chain.from_iterable(chain.from_iterable(family.cues.values()) for family in FAMILIES)))
    text = " ".join(f"{word.replace('*', 'en')} 12, ipsum" for word in words[::9])

    def seconds() -> float:
        started = time.process_time()
        finder.find(text)
        return time.process_time() - started

    first, again = seconds(), min(seconds() for _ in range(3))
    assert again < first / 5, f"{len(text)} characters: first {first:.3f} s, then {again:.3f} s: {OUTGROWN}"
