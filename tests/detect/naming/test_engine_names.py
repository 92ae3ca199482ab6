"""The engine with the recogniser of names: what it is given to read, and what becomes of its findings."""

from collections.abc import Sequence
from functools import cache

import pytest
from presidio_analyzer import EntityRecognizer, RecognizerResult

from router.core.types import KINDS
from router.detect.engine import Engine, build
from router.detect.names import NAMED
from router.detect.naming.presidio import NameRecogniser, recognisers
from router.detect.presidio import WholeText


class Reader(WholeText):
    """Finds nothing; remembers what it was given."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        super().__init__(supported_entities=["PERSON"], name="reader")

    def load(self) -> None:
        """Nothing to load."""

    def analyze(self, text: str, entities: Sequence[str], nlp_artifacts: object = None) -> list[RecognizerResult]:  # noqa: ARG002 - Presidio's signature
        self.texts.append(text)
        return []


def read(text: str) -> list[str]:
    """What a recogniser of whole texts is given to read of a text."""
    reader = Reader()
    Engine([reader]).scan(text)
    return reader.texts


@cache
def engine() -> Engine:
    return build(NAMED)


def persons(text: str, hint: str = "") -> list[str]:
    return [text[one.start : one.end] for one in engine().scan(text, hint) if one.kind == "PERSON"]


def test_a_text_without_disguises_is_read_once_and_whole() -> None:
    text = "".join(f"{number}: Katrin Vogelsang wrote a line.\n" for number in range(2000))
    assert read(text) == [text]


def test_lines_that_a_further_reading_leaves_as_they_are_are_not_read_again() -> None:
    plain = "".join(f"{number}: Katrin Vogelsang wrote a line.\n" for number in range(50))
    text = f"{plain}J\\u00fcrgen came\n{plain.replace('wrote', 'read')}"
    first, again, *borders = read(text)
    assert first == text
    assert again == "Jürgen came\n"
    assert sum(map(len, borders)) < 50


def test_many_disguises_do_not_make_the_same_lines_be_read_many_times() -> None:
    text = "".join(f"{number}: J\\u00fcrgen &amp; Katrin%20V wrote\\n a line.\n" for number in range(200))
    assert sum(map(len, read(text))) < 5 * len(text)


@pytest.mark.parametrize("line", ["Katrin Vogelsang called.\n", "frag mal rosa ob sie kommt\n"])
def test_a_line_that_stands_twice_is_read_twice(line: str) -> None:
    assert len(persons(f"{line}ok\n{line}")) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r'{"note": "Spoke to J\u00fcrgen M\u00fcller today"}', [r"J\u00fcrgen M\u00fcller"]),
        (r'"Guten Tag,\nmein Name ist Katrin Vogelsang.\nGruß"', ["Katrin Vogelsang"]),
        (r'{"a": "{\"by\": \"Katrin Vogelsang\"}"}', ["Katrin Vogelsang"]),
        ("https://x.example/?q=Katrin%20Vogelsang", ["Katrin%20Vogelsang"]),
        ("Please ask Katrin&nbsp;Vogelsang today", ["Katrin&nbsp;Vogelsang"]),
        ("S2F0cmluIFZvZ2Vsc2FuZyBpcyBoZXJlIGFuZCB3YWl0cw==", ["S2F0cmluIFZvZ2Vsc2FuZyBpcyBoZXJlIGFuZCB3YWl0cw=="]),
        ("ask Ka\u200btrin Vogel\u00adsang today", ["Ka\u200btrin Vogel\u00adsang"]),
        (
            "Please ask \uff2b\uff41\uff54\uff52\uff49\uff4e Vogelsang",
            ["\uff2b\uff41\uff54\uff52\uff49\uff4e Vogelsang"],
        ),
    ],
)
def test_names_are_found_in_disguise_and_cover_what_stands_there(text: str, expected: list[str]) -> None:
    assert persons(text) == expected


def test_what_a_value_is_called_tells_a_name_from_a_word() -> None:
    assert persons("Rosa", "vorname") == ["Rosa"]
    assert persons("Rosa", "farbe") == []
    assert persons("Katrin Vogelsang", "contact") == ["Katrin Vogelsang"]


def test_the_hint_itself_is_never_found() -> None:
    assert engine().scan("ok then", "katrin_vogelsang") == ()


def test_a_name_inside_an_address_is_part_of_it() -> None:
    text = "write to katrin.vogelsang@example.com please"
    assert [(one.kind, text[one.start : one.end]) for one in engine().scan(text)] == [
        ("EMAIL_ADDRESS", "katrin.vogelsang@example.com")
    ]


def test_the_same_text_gives_the_same_findings_from_another_engine() -> None:
    text = "Katrin Vogelsang and john carter met in Leeds; ask Nortex GmbH, J\\u00fcrgen or l'abbé Marchand.\n" * 3
    assert build(NAMED).scan(text) == build(NAMED).scan(text)


def test_only_kinds_that_are_asked_for_are_looked_for() -> None:
    text = "Katrin Vogelsang moved to Rotterdam."
    assert {one.kind for one in build(NAMED, frozenset({"LOCATION"})).scan(text)} == {"LOCATION"}
    assert build(NAMED, frozenset({"IP_ADDRESS"})).scan(text) == ()


def test_the_recogniser_speaks_presidio_s_interface() -> None:
    (made,) = recognisers()
    assert isinstance(made, EntityRecognizer)
    assert set(made.supported_entities) <= KINDS
    text = "Katrin Vogelsang moved to Rotterdam."
    results = made.analyze(text, [])
    assert [(one.entity_type, text[one.start : one.end]) for one in results] == [
        ("PERSON", "Katrin Vogelsang"),
        ("LOCATION", "Rotterdam"),
    ]
    assert all(0 < one.score <= 1 for one in results)
    assert {one.recognition_metadata[RecognizerResult.RECOGNIZER_NAME_KEY] for one in results} == {made.name}
    assert [one.entity_type for one in made.analyze(text, ["LOCATION"])] == ["LOCATION"]
    assert made.analyze("", ["PERSON"]) == []


def test_each_recogniser_has_a_model_of_its_own() -> None:
    one, other = NameRecogniser(), NameRecogniser()
    assert one._recogniser is not None
    assert one._recogniser is not other._recogniser
