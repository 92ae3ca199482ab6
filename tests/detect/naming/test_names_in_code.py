"""Which words count as code: identifiers stay, names in strings and comments are found."""

import time

import pytest

from router.detect.naming.code import in_code
from router.detect.naming.words import words


def code_words(text: str) -> list[str]:
    found = words(text)
    return [found[at].text for at in in_code(found, text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import seaborn as sns", ["import", "seaborn", "as", "sns"]),
        ("cfg = tomli.load(f)", ["cfg", "tomli", "load", "f"]),
        ("elif isinstance(value, int):", ["elif", "isinstance", "value", "int"]),
        ('approver = "Rolf Sandberg"  # until Mia comes', ["approver"]),
        ("open('rosa.toml')", ["open", "rosa", "toml"]),
        ("<div class='karl'>", ["div", "class"]),
        ("npm install jasper --save", ["npm", "install", "jasper", "save"]),
        ("const rose = new Rose({ mark: 1 });", ["const", "rose", "new", "Rose", "mark", "1"]),
        ("From Anna we learnt much.", []),
        ("import duties rose, says Anna", []),
        ("Anna (Berlin) and Karl (Köln) came.", []),
        ("Sehr geehrte Frau Weber,\nanbei das Angebot.", []),
        ("> Anna asked Karl again", []),
        ("| Anna Weber | Sales | 12 |", []),
        ("Anna;Weber;Köln;12", []),
        ("**Anna** and *Karl* [are](here) & there", []),
        ("<name>Anna Weber</name><city>Köln</city>", ["name", "name", "city", "city"]),
        ("<p class='x'>Frau Weber hat angerufen</p>", ["p", "class", "p"]),
        ('{"name": "Anna Weber", "n": {"id": 1}}', ["1"]),
        ("path = 'home/anna'", ["path", "home", "anna"]),
        ("", []),
        ("Anna Xyzzy " + "=" * 40, []),
        ("Anna Xyzzy " + "\\" * 40, []),
        ("Anna Xyzzy " + "_" * 40, []),
    ],
)
def test_identifiers_are_code_and_what_people_say_is_not(text: str, expected: list[str]) -> None:
    assert code_words(text) == expected


def test_each_line_is_judged_by_itself() -> None:
    assert code_words("Hi Anna,\nx = rosa(1);\nGrüße, Karl") == ["x", "rosa", "1"]


def test_a_long_line_costs_what_its_length_does() -> None:
    line = "x={a:'b',anna:rosa(1)};" * 40_000
    found = words(line)
    started = time.process_time()
    assert len([*in_code(found, line)]) > 100_000
    assert time.process_time() - started < 20  # a second; counting from the line's beginning each time took hours
