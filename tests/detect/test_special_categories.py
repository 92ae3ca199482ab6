"""Special categories as signals. `special/first_*.txt` was tuned on, `special/second.txt` came after and was not.

Lines: `= language`, `+ KIND text` for what is said of a person, `- text` for what only sounds so.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from router.core.types import SIGNALS
from router.detect.engine import Engine

FOLDER = Path(__file__).parent / "special"
LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pl")


class Example(NamedTuple):
    language: str
    kind: str
    """Empty where there must be nothing."""
    text: str


@cache
def engine() -> Engine:
    return Engine(kinds=SIGNALS)


def signals(text: str) -> list[str]:
    return [one.kind for one in engine().scan(text)]


def examples(pattern: str) -> Iterator[Example]:
    for path in sorted(FOLDER.glob(pattern)):
        language = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            mark, rest = line[:1], line[2:]
            match mark:
                case "=":
                    language = rest
                case "+":
                    yield Example(language, *rest.split(" ", 1))
                case "-":
                    yield Example(language, "", rest)
                case _:
                    pytest.fail(f"no mark: {line!r}")


FIRST, SECOND = list(examples("first_*.txt")), list(examples("second.txt"))


@pytest.mark.parametrize("example", [one for one in FIRST if one.kind], ids=str)
def test_what_is_said_of_a_person_is_a_signal(example: Example) -> None:
    assert example.kind in signals(example.text)


@pytest.mark.parametrize("example", [one for one in FIRST if not one.kind], ids=str)
def test_general_talk_is_none(example: Example) -> None:
    assert signals(example.text) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_are_as_large_in_every_language(language: str) -> None:
    for table, least in ((FIRST, 40), (SECOND, 20)):
        for said in (True, False):
            assert sum(one.language == language and bool(one.kind) is said for one in table) >= least
    assert {one.kind for one in FIRST if one.language == language} == SIGNALS | {""}


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_sentences_that_nobody_tuned_on_most_is_found_and_nothing_else(language: str) -> None:
    told = [one for one in SECOND if one.language == language and one.kind]
    general = [one for one in SECOND if one.language == language and not one.kind]
    assert sum(one.kind in signals(one.text) for one in told) >= 0.8 * len(told)
    assert [one.text for one in general if signals(one.text)] == []


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("I have asthma and she is pregnant.", ["asthma", "pregnant"]),
        ("Diagnosis: F32.1", ["Diagnosis"]),
        ('{"religion": "Muslim"}', ["Muslim"]),
        ("Ist Mitglied: er ist Mitglied der IG Metall", ["IG Metall"]),
    ],
)
def test_a_signal_covers_the_term_and_not_the_person(text: str, terms: list[str]) -> None:
    assert [text[one.start : one.end] for one in engine().scan(text)] == terms


@pytest.mark.parametrize(
    ("text", "hint", "kind"),
    [
        ("Muslim", "religion", "RELIGION"),
        ("gay", "orientation", "SEXUAL_ORIENTATION"),
        ("schwul", "sexuelle_orientierung", "SEXUAL_ORIENTATION"),
    ],
)
def test_the_key_of_a_value_is_its_field(text: str, hint: str, kind: str) -> None:
    assert [one.kind for one in engine().scan(text, hint)] == [kind]


def test_a_sentence_ends_the_tie() -> None:
    assert signals("I have a question. Asthma is on page 3.") == []
    assert signals("I have a question\n\nasthma") == []


def test_a_title_does_not_end_a_sentence() -> None:
    assert signals("Mr. Keller has diabetes") == ["HEALTH"]


def test_a_page_full_of_terms_is_believed_rather_than_read_at_any_cost() -> None:
    assert signals("asthma ") == []
    assert "HEALTH" in signals("asthma " * 400)


@pytest.mark.parametrize(
    "text",
    [
        "Mein Chef Dr. Jan Kowalski (jan@firma.de, +49 151 23456789) hat Diabetes",
        "My boss Dr. Anna Berg (anna@firm.eu) has diabetes.",
        "My neighbour (flat 4; 2nd floor!) has diabetes.",
        "Unser Kollege Prof. Huber hat Diabetes.",
    ],
)
def test_brackets_and_titles_part_no_person_from_the_verb(text: str) -> None:
    assert signals(text) == ["HEALTH"]


@pytest.mark.parametrize(
    "text",
    ["If you (or your doctor) have diabetes, read on.", "My boss (Anna) left. What is diabetes?"],
)
def test_brackets_make_no_person_of_general_talk(text: str) -> None:
    assert signals(text) == []
