"""Hashes, keys and ids that no person wrote hold no names; tokens that people write still do."""

import base64
import random
import string

import pytest

from router.detect.naming.data import is_data
from router.detect.naming.recogniser import Recogniser

RECOGNISER = Recogniser()
LEXICON = RECOGNISER._encoder.lexicon
LOT = random.Random(8)
"""Draws the same in each run."""


def in_base64(octets: int) -> str:
    return base64.b64encode(LOT.randbytes(octets)).decode()


def drawn(length: int) -> str:
    return "".join(LOT.choices(string.ascii_letters + string.digits, k=length))


@pytest.mark.parametrize(
    ("frame", "values"),
    [
        ('      "integrity": "sha512-{}",', [in_base64(64) for _ in range(600)]),
        ("github.com/x/y v1.2.3 h1:{}", [in_base64(32) for _ in range(600)]),
        ("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{} key", [in_base64(32) for _ in range(500)]),
        ("see https://x.example/v/{}?t=4", [drawn(22) for _ in range(600)]),
        ("{}", [in_base64(57) for _ in range(500)]),
    ],
    ids=["lock file", "go.sum", "public key", "link", "lines of base64"],
)
def test_fewer_than_one_of_500_drawn_by_lot_holds_a_name(frame: str, values: list[str]) -> None:
    text = "\n".join(frame.format(value) for value in values)
    persons = [text[one.start : one.end] for one in RECOGNISER.find(text) if one.kind == "PERSON"]
    assert len(persons) * 500 <= len(values), persons


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("mail JanKowalski99 today", "JanKowalski"),
        ("CV_Udo_Schneider_2024.pdf", "Udo_Schneider"),
        ("https://x.eu/u/dQw4w9WgXcQ/Anna_Schmidt", "Anna_Schmidt"),
        ("#LarsvandenBerg", "LarsvandenBerg"),
        ("a/b/c/d/e/f/g/Peter/h/i/j", "Peter"),
        ("McDonald-O'Neill", "McDonald"),
    ],
)
def test_a_token_that_somebody_wrote_is_no_data(text: str, piece: str) -> None:
    start = text.index(piece)
    assert not is_data(text, start, start + len(piece), LEXICON)


@pytest.mark.parametrize("piece", ["JKlmnopQ", "Anna7"])
def test_letters_within_a_drawn_token_are_data_whatever_they_spell(piece: str) -> None:
    text = f"key=x7Gh2Kd9Qw{piece}3Zt8Lm4Vb1"
    start = text.index(piece)
    assert is_data(text, start, start + len(piece), LEXICON)
