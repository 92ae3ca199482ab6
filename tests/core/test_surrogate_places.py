"""Addresses, telephone numbers and given names of surrogates are of the country, language and sort of the original."""

import re

import pytest

from router.core import surrogate_words as words
from router.core.redact import redact
from router.core.restore import restore
from router.core.surrogate_given import told_given
from router.core.surrogate_places import PLACES, spoken
from router.core.surrogate_postcodes import postcodes
from router.core.types import Finding, Path, Slot

ADDRESSES = [
    ("Lange Gasse 12, 10115 Berlin", "de"),
    ("Gartenstraße 3, 80331 München", "de"),
    ("12 rue Verte, 75002 Paris", "fr"),
    ("Via Lunga 1, 00184 Roma", "it"),
    ("Calle Ancha 3, 28013 Madrid", "es"),
    ("Lindengracht 263, 1016 GV Amsterdam", "nl"),
    ("ul. Mokra 7/3, 30-002 Kraków", "pl"),
    ("00-950 Warszawa", "pl"),
    ("10 Well Lane, London SW1A 2AA", "en"),
]


def made(kind: str, value: str, path: Path = ("x",), before: str = "so ") -> tuple[str, str]:
    """What leaves for `value`, and what comes back for that."""
    slot = Slot(path, f"{before}{value} is", "user")
    finding = Finding(path, len(before), len(before) + len(value), kind, 0.9, "test")
    redaction = redact([slot], [finding], keep=frozenset(), surrogates=True)
    new = redaction.replacements[path]
    return new[len(before) : -len(" is")], restore(redaction.vault, new)[len(before) : -len(" is")]


@pytest.mark.parametrize(("address", "language"), ADDRESSES)
def test_an_address_is_of_its_language_and_no_part_of_its_postcode_leaves(address: str, language: str) -> None:
    new, back = made("ADDRESS", address)
    assert back == address
    town = new.split()[-1] if language != "en" else new.split()[-3]
    assert town.lower() in PLACES[language].split()
    parts = {part for start, end in postcodes(address) for part in re.split("[ -]", address[start:end])}
    assert parts.isdisjoint(re.findall(r"\w+", new))


def test_an_address_that_tells_no_language_has_that_of_the_names_before() -> None:
    assert spoken("Brunnen 3") == ""
    assert spoken("Lindenweg 3") == "de"


def test_places_are_each_of_one_language() -> None:
    everything = [place for some in PLACES.values() for place in some.split()]
    assert len(set(everything)) == len(everything)
    assert set(PLACES) == {language for language, _ in words.GIVEN}


@pytest.mark.parametrize(
    ("number", "pattern"),
    [
        ("06 12 34 56 78", r"06 39 98 \d\d \d\d"),
        ("01 42 34 56 78", r"01 99 00 \d\d \d\d"),
        ("(415) 234-5678", r"\((202|312)\) 555-01\d\d"),
        ("415.234.5678", r"(202|312)\.555\.01\d\d"),
        ("07911 123456", r"07700 900\d{3}"),
        ("020 7946 1958", r"016 3296 0\d{3}"),
        ("612 345 678", r"000 \d{3} \d{3}"),
        ("0612345678", r"000\d{7}"),
    ],
)
def test_a_number_without_its_country_is_kept_for_fiction_where_its_form_tells(number: str, pattern: str) -> None:
    new, back = made("PHONE_NUMBER", number)
    assert re.fullmatch(pattern, new)
    assert back == number


@pytest.mark.parametrize(
    ("name", "number", "pattern"),
    [
        ("Jürgen", "0171 2345678", r"0171 39200\d\d"),
        ("Jürgen", "040 12345678", r"0(30 23125|69 90009|40 66969|89 99998)\d{3}|022 14710\d{3}"),
        ("Mathilde", "0612345678", r"063998\d{4}"),
    ],
)
def test_the_language_of_the_names_before_tells_a_number_s_country(name: str, number: str, pattern: str) -> None:
    slot = Slot(("x",), f"{name} {number}", "user")
    spans = [(0, len(name), "PERSON"), (len(name) + 1, len(slot.text), "PHONE_NUMBER")]
    findings = [Finding(slot.path, start, end, kind, 0.9, "test") for start, end, kind in spans]
    new = redact([slot], findings, keep=frozenset(), surrogates=True).replacements[slot.path]
    assert re.fullmatch(pattern, new.partition(" ")[2])


GIVEN = {name for some in words.GIVEN.values() for name in some.split()}


@pytest.mark.parametrize(
    ("path", "before", "is_given"),
    [
        (("x",), "first_name: ", True),
        (("x",), '{"vorname": "', True),
        (("x",), "<prenom>", True),
        (("x",), "imię: ", True),
        (("arguments", "first_name"), "", True),
        (("arguments", "customer_given_name"), "", True),
        (("x",), "last_name: ", False),
        (("arguments", "name"), "", False),
    ],
)
def test_a_lone_word_is_a_given_name_where_its_key_says_so(path: Path, before: str, is_given: bool) -> None:
    new, back = made("PERSON", "Quorinda", path, before)
    assert back == "Quorinda"
    assert (new.lower() in GIVEN) is is_given


def test_a_word_that_was_said_before_is_not_called_anew() -> None:
    first, second = Slot(("a",), "Quorinda came", "user"), Slot(("b",), "first_name: Quorinda", "user")
    assert told_given([first, second]) == frozenset()
    assert told_given([second, first]) == {"quorinda"}
