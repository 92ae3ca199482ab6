"""Streets whose type is the end of the word: `Gartenstraße 12`, `Keizersgracht 5`, `Storgatan 3`, `Hämeentie 1`."""

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from router.detect.identifiers.address_words import NO_NAMES, NO_STREETS
from router.detect.page import Page
from router.detect.patterns import Pattern

_SURE = (
    *(
        "straße",
        "strasse",
        "gasse",
        "allee",
        "chaussee",
        "straat",
        "gracht",
        "gatan",
        "vägen",
        "gränd",
        "veien",
        "vegen",
    ),
    *("stræde", "vænget", "katu", "steenweg", "str."),
)
_PLAIN = (
    *(
        "str",
        "weg",
        "platz",
        "laan",
        "vej",
        "vei",
        "gade",
        "allé",
        "dijk",
        "singel",
        "plein",
        "steeg",
        "kuja",
        "torget",
    ),
    *("torv", "damm", "ufer", "steig", "pfad", "graben", "dreef"),
)
_RISKY = (
    *("ring", "gate", "gata", "tie", "kade", "hof", "markt", "polku", "ranta", "pad", "kaari", "kai", "berg", "stieg"),
    *("wall", "brücke", "park", "feld", "wiese", "grund", "veg", "väg", "plass", "plads", "torg"),
)
_NORDIC = frozenset({"gate", "gata", "vei", "veg", "vej", "gade", "väg", "plass", "plads", "torg", "allé"})
"""Written apart and small behind a name."""
_ENDS = "|".join(sorted((one.replace(".", r"\.") for one in _SURE + _PLAIN + _RISKY), key=lambda end: (-len(end), end)))
ENDED = Pattern(rf"(?i)({_ENDS}),? (?:nr\.? ?)?([1-9])")
_LONGEST_NAME = 40
_LEAST_LETTERS = 3
_ADJECTIVES = ("er", "e", "en", "es")


class Belief(Enum):
    SURE = "an end of streets in any case"
    PLAIN = "an end of streets where the name is a capital one"
    RISKY = "an end of much else: more must speak for an address"


class Street(NamedTuple):
    """`start` of its name, `number` where its number begins."""

    start: int
    number: int
    belief: Belief


def ended(page: Page) -> Iterator[Street]:
    """Words with such an end and a digit behind them."""
    text = page.text
    for (_, _), (left, right), (number, _) in page.groups(ENDED):
        start = _word_start(text, left)
        street = _whole(text, start, left, right) if start < left else _in_two(text, left, right)
        if street and (text[right] != "," or street[1] is Belief.SURE):
            yield Street(street[0], number, street[1])


def _whole(text: str, start: int, left: int, right: int) -> tuple[int, Belief] | None:
    name = text[start:right].lower().rstrip(".")
    if left - start < _LEAST_LETTERS or name in NO_STREETS or name.rpartition("-")[2] in NO_STREETS:
        return None
    if text[start - 1 : start] in {"_", "/", ".", "@", "$", "\\"} and start:
        return None
    belief = _belief(text[left:right])
    if belief is Belief.PLAIN and not text[start].isupper():
        belief = Belief.RISKY
    return start, belief


def _in_two(text: str, left: int, right: int) -> tuple[int, Belief] | None:
    """`Berliner Straße 12`, `Lange Gasse 3`: an adjective or a hyphen's name in front, and the type a capital word."""
    if text[left - 1 : left] != " ":
        return None
    if not text[left].isupper():
        start = _names_start(text, left) if text[left:right].lower() in _NORDIC else left
        return (start, Belief.RISKY) if start < left else None
    start = _word_start(text, left - 1)
    word = text[start : left - 1]
    if len(word) <= _LEAST_LETTERS or not word[0].isupper() or word.lower() in NO_NAMES:
        return None
    belief = _belief(text[left:right])
    if belief is not Belief.SURE and not (word.endswith(_ADJECTIVES) and belief is Belief.PLAIN):
        return start, Belief.RISKY
    return start, belief


def _names_start(text: str, left: int) -> int:
    """Back over up to three capital words: `Karl Johans gate`."""
    start = left
    for _ in range(3):
        before = _word_start(text, start - 1)
        if text[start - 1 : start] != " " or before >= start - 1 or not text[before].isupper():
            break
        start = before
    return start


def _belief(end: str) -> Belief:
    if end.lower() in _SURE:
        return Belief.SURE
    return Belief.PLAIN if end.lower() in _PLAIN else Belief.RISKY


def _word_start(text: str, end: int) -> int:
    """Back over letters, and hyphens and dots between them: `Karl-Marx-`, `St.-Anna-`."""
    earliest, start = max(0, end - _LONGEST_NAME), end
    while start > earliest and (text[start - 1].isalpha() or (text[start - 1] == "-" and start - 1 > earliest)):
        start -= 1
    while start < end and text[start] == "-":
        start += 1
    return start
