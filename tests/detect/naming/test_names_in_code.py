"""Which words count as code: identifiers stay, names in strings and comments are found."""

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
        ("", []),
    ],
)
def test_identifiers_are_code_and_what_people_say_is_not(text: str, expected: list[str]) -> None:
    assert code_words(text) == expected


def test_each_line_is_judged_by_itself() -> None:
    assert code_words("Hi Anna,\nx = rosa(1);\nGrüße, Karl") == ["x", "rosa", "1"]
