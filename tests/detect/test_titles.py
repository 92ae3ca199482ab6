"""TITLE is looked for only where it is asked for; `found` here asks."""

import time

import pytest
from detect_reading import engine
from hypothesis import given
from hypothesis import strategies as st

from router.detect.identifiers import cue_finder, titles
from router.detect.page import Page

ASKED = frozenset({"TITLE"})


def found(text: str, hint: str = "") -> list[str]:
    return [text[one.start : one.end] for one in engine().scan(text, hint, ASKED) if one.kind == "TITLE"]


def read(text: str) -> list[str]:
    """Without the other recognisers: a model may take `Dr. X` for a name, and what it covers is its own."""
    return [text[one.start : one.end] for one in titles.find(Page(text, cue_finder()))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Smith met Mrs Jones, Ms Green and Miss Brown", ["Mr.", "Mrs", "Ms", "Miss"]),
        ("Mx. Lee, Sir Elton, Rev. Green, Capt. Hook, Professor Moody", ["Mx.", "Sir", "Rev.", "Capt.", "Professor"]),
        ("Dr. Who, DR. WHO, Dr Who, dr. Who", ["Dr.", "DR.", "Dr", "dr."]),
        ("Sehr geehrter Herr Prof. Dr. Weber, an Herrn Weber", ["Herr Prof. Dr.", "Herrn"]),
        (
            "Frau Dipl.-Ing. Weber, Dr. med. dent. Krause, Prof.Dr. Roth",
            ["Frau Dipl.-Ing.", "Dr. med. dent.", "Prof.Dr."],
        ),
        ("M. Dupont et Mme Martin, Mlle Petit, Maître Durand", ["M.", "Mme", "Mlle", "Maître"]),
        ("Oui, Monsieur le juge. Madame la présidente Roy", ["Monsieur le juge", "Madame la présidente"]),
        ("el Sr. García, la Sra. López, Srta. Ruiz", ["Sr.", "Sra.", "Srta."]),
        ("Don Quijote, don José y Doña Ana", ["Don", "don", "Doña"]),
        ("Gentile Sig.ra Rossi, Sig. Bianchi, la Dott.ssa Verdi e l'Avv. Neri", ["Sig.ra", "Sig.", "Dott.ssa", "Avv."]),
        ("dhr. Jansen, mevr. de Vries, drs. Bakker, ir. Smit", ["dhr.", "mevr.", "drs.", "ir."]),
        ("de heer Visser, mw. Bos, Mevrouw van der Berg", ["de heer", "mw.", "Mevrouw"]),
        ("pan Kowalski, pani Nowak, do pana Lisa, państwo Nowakowie", ["pan", "pani", "pana", "państwo"]),
        ("dr hab. Jan Kot, mgr inż. Ewa Lis", ["dr hab.", "mgr inż."]),
        ("mr smith told frau Weber, MR SMITH", ["mr", "frau", "MR"]),
        ("Mr d'Arcy, Herr von und zu Berg, Sra. de la Cruz", ["Mr", "Herr", "Sra."]),
    ],
)
def test_a_title_before_a_name_is_found_without_the_name(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "meine Frau Anna, deine Frau Weber, my Mrs Robinson",
        "John M. Smith, M. J. Fox, Peter Pan Wendy",
        "Sr. Developer, sr engineer, MS Word, DR Plan, Fr. März",
        "Mr and so on, the dr is in, a frying pan, yes sir, I miss London, miss Anna",
        "mr_smith = Mr.x(); foo.Dr Bar; Dr(x); path/Mr Smith; MrBean, drs, prof",
        "ein Herr mit Hut, una señora mayor, le monsieur, pani z okienka",
        "the title is Senior Engineer; Rev 12; Gen 5 Intel; ir Smit",
    ],
)
def test_what_is_no_title_of_anybody_is_left_alone(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"title": "Dr.", "salutation": "Herr"}', ["Dr.", "Herr"]),
        ("Anrede: Frau\nname_prefix = Mr", ["Frau", "Mr"]),
        ('{"title": "Mr and Mrs on tour", "subtitle": "x"}', []),
        ("<civilité>Mme</civilité>", ["Mme"]),
    ],
)
def test_a_field_that_holds_a_title_and_nothing_else_has_one(text: str, expected: list[str]) -> None:
    assert read(text) == expected
    assert found("Dr.", "title") == ["Dr."]


def test_nothing_is_looked_for_unless_it_is_asked_for() -> None:
    text = "Dear Mr Whitfield, dear Frau Weber"
    assert "TITLE" not in {one.kind for one in engine().scan(text)}
    assert found(text) == ["Mr", "Frau"]
    rest = [one for one in engine().scan(text, "", ASKED) if one.kind != "TITLE"]
    assert rest == list(engine().scan(text))


PIECES = st.sampled_from(
    ["Mr", "Dr.", "Frau", "M.", "pan", " ", ".", "-", "Smith", "de", "'", "\n", '"title": "', "İ", "ß"]
)


@given(st.lists(PIECES, max_size=20).map("".join))
def test_titles_are_in_order_and_apart(text: str) -> None:
    done = 0
    for start, end, _ in titles.find(Page(text, cue_finder())):
        assert done <= start < end <= len(text)
        done = end


@pytest.mark.parametrize("unit", ["Dr.", "Dr. ", "Mr ", "M. A", "x", "Herr Prof. Dr. X ", "Mr de la ", 'title: "'])
def test_time_is_linear_for_titles_of_hostile_texts(unit: str) -> None:
    page = Page(unit * (200_000 // len(unit)), cue_finder())
    started = time.process_time()
    list(titles.find(page))
    assert time.process_time() - started < 2
