"""Personal data whose letters stand apart."""

import pytest
from detect_reading import engine

from router.detect.readings import readings
from router.detect.spacing import gaps


def apart(text: str, gap: str = "   ") -> str:
    return gap.join(map(" ".join, text.split()))


@pytest.mark.parametrize("gap", ["  ", "   ", "\t"])
@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("EMAIL_ADDRESS", "max.muster@firma.de"),
        ("IBAN_CODE", "DE89370400440532013000"),
        ("IBAN_CODE", "DE89 3704 0044 0532 0130 00"),
        ("SECRET", "ghp_abcdefghijklmnopqrstuvwxyzABCDEFGHIJ"),
    ],
)
def test_letters_apart_hide_nothing_and_are_covered_whole(kind: str, value: str, gap: str) -> None:
    spaced = apart(value, gap)
    text = f"as told: {spaced} (end)"
    assert [(one.kind, text[one.start : one.end]) for one in engine().scan(text)] == [(kind, spaced)]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("A n n a  M ü l l e r", "Anna Müller"),
        ("A n n a M ü l l e r", "Anna Müller"),
        ("Name: U d o   S c h n e i d e r , Ulm", "Name: Udo Schneider, Ulm"),
        ("I B A N : D E 8 9", "IBAN:DE89"),
    ],
)
def test_words_are_read_apart(text: str, read: str) -> None:
    assert [one.text for one in readings(text)] == [text, read]


@pytest.mark.parametrize(
    "text",
    [
        "5 3 4 6 7 8 9 1 2\n6 7 2 1 9 5 3 4 8",
        "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
        "x = [ 1 , 2 , 3 , 4 ] + [ - 1 ]",
        "+ - + - + - + - +\n| . | . | . | . |",
        "I a m not spaced, a b c is",
        "a\nb\nc\nd\ne\nf",
    ],
)
def test_rows_of_digits_and_marks_and_columns_are_left_alone(text: str) -> None:
    assert list(gaps(text)) == []


@pytest.mark.parametrize(
    "text", ["S U M M A R Y", "T A B L E   O F   C O N T E N T S", "a b c d e f g h", "y n y n y y n"]
)
def test_headings_and_letters_in_a_row_hold_nothing(text: str) -> None:
    assert engine().scan(text) == ()
