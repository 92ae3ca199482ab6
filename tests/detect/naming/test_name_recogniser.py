"""The recogniser with the model that ships: unmistakable sentences, clean ones, and what must hold of any text.

How good it is on texts of others is measured by `benchmarks/recall.py`, not here.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import running
from hypothesis import given, settings
from hypothesis import strategies as st

from router.detect.naming.decoding import KINDS
from router.detect.naming.recogniser import MODEL, Recogniser

RECOGNISER = Recogniser()
NAMED = [
    ("Please ask Margaret Whitfield whether the invoice is paid.", ["Margaret Whitfield"]),
    ("hi, can you text john carter and tell him i'm late", ["john", "carter"]),
    ("URGENT: CALL KEVIN O'DONNELL ABOUT THE BROKEN BOILER", ["KEVIN", "O'DONNELL"]),
    ("Sehr geehrter Herr Dr. Brinkmann, Ihre Mitarbeiterin Katrin Vogelsang rief an.", ["Brinkmann", "Vogelsang"]),
    ("frag mal stefan ob lena morgen kommt", ["stefan", "lena"]),
    ("MIETER: JÜRGEN KOWALCZYK, WOHNUNG 12", ["JÜRGEN", "KOWALCZYK"]),
    ("Bonjour, je m'appelle Élodie Marchand et mon mari s'appelle Benoît.", ["Élodie", "Marchand", "Benoît"]),
    ("tu peux dire à julien moreau de me rappeler ?", ["julien", "moreau"]),
    ("PATIENTE : SYLVIE LEFEBVRE", ["SYLVIE", "LEFEBVRE"]),
    ("Ayer hablé con Carmen Iglesias Romero sobre el contrato.", ["Carmen", "Iglesias", "Romero"]),
    ("dile a javier ortega que venga mañana", ["javier", "ortega"]),
    ("CLIENTE: MARÍA DOLORES FUENTES", ["MARÍA", "DOLORES", "FUENTES"]),
    ("Ho parlato con Giulia Ferrante e con il dottor Bianchi.", ["Giulia", "Ferrante", "Bianchi"]),
    ("chiedi a marco rossi se viene domani", ["marco", "rossi"]),
    ("SIG. GIUSEPPE ESPOSITO", ["GIUSEPPE", "ESPOSITO"]),
    ("Ik heb gisteren met Sanne van der Linden gesproken.", ["Sanne", "van", "der", "Linden"]),
    ("vraag even aan pieter de vries of het lukt", ["pieter", "vries"]),
    ("AFZENDER: WILLEM JANSEN", ["WILLEM", "JANSEN"]),
    ("Rozmawiałem wczoraj z Agnieszką Nowakowską o umowie.", ["Agnieszką", "Nowakowską"]),
    ("zapytaj piotra kowalskiego czy przyjdzie", ["piotra", "kowalskiego"]),
    ("PACJENT: JAN WIŚNIEWSKI", ["JAN", "WIŚNIEWSKI"]),
]
CLEAN = [
    "Please summarise the attached report in three bullet points.",
    "how do i reverse a list in python?",
    "THE BUILD FAILED AGAIN, CHECK THE LOGS",
    "Die Rechnung für den Zeitraum bis Ende März ist noch offen.",
    "Bitte schreibe den Bericht um, die Einleitung ist zu lang.",
    "Peux-tu corriger les fautes de ce texte ?",
    "La réunion est reportée à la semaine prochaine.",
    "¿Puedes traducir este párrafo al inglés?",
    "El informe tiene que estar listo el viernes.",
    "Puoi riassumere il documento in poche righe?",
    "Kun je deze e-mail wat vriendelijker maken?",
    "Napisz krótkie podsumowanie tego dokumentu.",
    "for i in range(10):\n    print(i)",
    "2026-03-01T10:00:00Z INFO http.server request finished in 12 ms status=200",
    '{"id": 4711, "status": "ok", "items": [], "total": 12.5}',
    "SELECT id FROM orders WHERE total > 100 ORDER BY created_at",
]
PLACED = [
    ("We moved the office from Rotterdam to Barcelona last year.", {"LOCATION": ["Rotterdam", "Barcelona"]}),
    ("Die Müller & Söhne GmbH aus Stuttgart hat nicht bezahlt.", {"LOCATION": ["Stuttgart"]}),
    ("She works for the European Central Bank in Frankfurt.", {"LOCATION": ["Frankfurt"]}),
]


def masked(text: str, kind: str = "PERSON") -> str:
    """What is left of the text when names of a kind are taken out."""
    left = text
    for one in sorted(RECOGNISER.find(text), reverse=True):
        if one.kind == kind:
            left = f"{left[: one.start]}\N{FULL BLOCK}{left[one.end :]}"
    return left


@pytest.mark.parametrize(("text", "parts"), NAMED)
def test_persons_are_found_in_seven_languages_in_any_case(text: str, parts: list[str]) -> None:
    left = masked(text).split()
    assert [part for part in parts if any(part in word for word in left)] == []


@pytest.mark.parametrize("text", CLEAN)
def test_sentences_that_name_nobody_are_left_alone(text: str) -> None:
    assert list(RECOGNISER.find(text)) == []


@pytest.mark.parametrize(("text", "expected"), PLACED)
def test_places_are_told_from_persons(text: str, expected: dict[str, list[str]]) -> None:
    found = [(one.kind, text[one.start : one.end]) for one in RECOGNISER.find(text)]
    assert all((kind, value) in found for kind, values in expected.items() for value in values)
    assert "PERSON" not in {kind for kind, value in found if "GmbH" not in value}


PIECES = st.sampled_from(
    [
        "Anna",
        "Müller",
        "mr ",
        "to ",
        "Herr ",
        "\n",
        " ",
        ",",
        "'s",
        "l'",
        "\u200b",
        "😀",
        "x1",
        "Wien",
        ".",
        "ask ",
        "é",
        "0",
    ]
)


@settings(deadline=None, max_examples=60)
@given(st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=200)))
def test_names_are_in_order_apart_and_begin_and_end_with_words(text: str) -> None:
    last = 0
    for one in RECOGNISER.find(text):
        assert last <= one.start < one.end <= len(text)
        assert text[one.start].isalnum()
        assert text[one.end - 1].isalnum()
        assert one.kind in KINDS
        assert 0 < one.score <= 1
        last = one.end


PROGRAM = """
import json, sys
from router.detect.naming.recogniser import Recogniser
recogniser = Recogniser()
found = [[tuple(one) for one in recogniser.find(text)] for text in json.load(sys.stdin)]
loaded = {name.partition(".")[0] for name in sys.modules}
heavy = sorted(loaded & {"torch", "transformers", "spacy", "requests", "httpx", "aiohttp"})
print(json.dumps([found, heavy]))
"""


def _in_a_process(texts: list[str], log: Path) -> tuple[list[list[list[object]]], list[str]]:
    """What a fresh process, in which every look-up of a name fails and is written to `log`, finds in each text."""
    path = os.pathsep.join([str(running.ROOT), str(running.NO_DNS)])
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": path, "NO_DNS_LOG": str(log)},
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
    )
    found, heavy = json.loads(done.stdout)
    return found, heavy


def test_other_processes_find_the_same_look_up_no_name_and_need_no_training_library(tmp_path: Path) -> None:
    texts = [*(text for text, _ in NAMED), "\n".join(text for text, _ in NAMED * 5)]
    log = tmp_path / "lookups"
    first, heavy = _in_a_process(texts, log)
    second, _ = _in_a_process(texts, log)
    assert first == second
    own = [[[one.start, one.end, one.kind] for one in RECOGNISER.find(text)] for text in texts]
    assert [[one[:3] for one in found] for found in first] == own
    assert heavy == []
    assert not log.exists()


def test_the_model_is_small_enough_to_ship_and_all_of_it_is_there() -> None:
    sizes = {path.name: path.stat().st_size for path in MODEL.iterdir()}
    assert {"encoder.onnx", "grams.npy", "lexicon.npy", "pieces.npy", "small.npz", "vocabulary.txt"} <= set(sizes)
    assert sum(sizes.values()) <= 30_000_000


@pytest.mark.parametrize("tail", ["", "\\" * 40, "=" * 5, "`" * 5, "[[PERSON_" * 10, "{{" * 9, ";" * 9, " x(y);" * 9])
def test_a_surname_is_in_the_finding_whatever_stands_further_on(tail: str) -> None:
    text = f"Margarethe Sauerbier DE89370400440532013000 {tail}"
    assert text[:20] in {text[one.start : one.end] for one in RECOGNISER.find(text)}
