"""Postcodes that no street stands ahead of: `(text, the codes)`."""

import time

import pytest
from detect_reading import engine, found
from hypothesis import given
from hypothesis import strategies as st

from router.detect.identifiers import cue_finder, postcodes
from router.detect.page import Page

KIND = "LOCATION"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("zip: 62704, my zip code is 62704-1234", ["62704", "62704-1234"]),
        ("ZIP 62704. What is your zip? 10115", ["62704", "10115"]),
        ("my zip is 62704 and that of work 10001", ["62704"]),
        ("PLZ 10115, Postleitzahl: 80331", ["10115", "80331"]),
        ("code postal 75011; CP: 28013; código postal 28013", ["75011", "28013", "28013"]),
        ("CAP 00184, kod pocztowy 00-950, PSČ 110 00", ["00184", "00-950", "110 00"]),
        ("postnummer 111 22, postinumero 00100, irsz. 1051", ["111 22", "00100", "1051"]),
        ("postcode: sw1a 1aa, postal code k1a-0b1", ["sw1a 1aa", "k1a-0b1"]),
        ("postcode 1012 AB, Postcode: 1012ab", ["1012 AB", "1012ab"]),
        ("CEP 01310-100, code postal: L-1234, cod poștal 010011", ["01310-100", "L-1234", "010011"]),
        ('{"postal_code": "10115", "zip": "62704", "postCode": "2000"}', ["10115", "62704", "2000"]),
    ],
)
def test_a_code_behind_its_word_is_found(text: str, expected: list[str]) -> None:
    assert found(text, KIND) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Springfield, IL 62704 and Boston MA 02110 and Boston, MA 02110-1301", ["62704", "02110-1301"]),
        ("Toronto ON M5V 2T6, Sydney NSW 2000", ["M5V 2T6", "2000"]),
        ("We live in 10115 Berlin, D-80331 München, 00-950 Warszawa", ["10115", "D-80331", "00-950"]),
        ("1012 AB Amsterdam, 1010 Wien", ["1012 AB", "1010"]),
        ("Anna Berg\nLindenweg 4\n54321 Neustadt\nGermany", ["54321"]),
        ("London SW1A 1AA, EC1V 9HQ or K1A 0B1", ["SW1A 1AA", "EC1V 9HQ", "K1A 0B1"]),
    ],
)
def test_a_code_beside_its_town_or_of_letters_is_found(text: str, expected: list[str]) -> None:
    codes = {one for one in found(text, KIND) if any(map(str.isdigit, one))}
    covered = [one for one in found(text, "ADDRESS") if "54321" in one]
    assert codes == set(expected) or covered


def test_the_columns_of_a_table_and_the_name_of_a_value_tell_a_code() -> None:
    assert found("name,plz\nAnna,10115\nBen,80331\n", KIND) == ["10115", "80331"]
    assert found("| City | Zip Code |\n|---|---|\n| Springfield | 62704 |\n", KIND) == ["62704"]
    assert [one.kind for one in engine().scan("62704", "zip")] == [KIND]


@pytest.mark.parametrize(
    "text",
    [
        "zip file 12345, zip 12345 files; list(zip(1234, 5678)); unzip 12345; cap 10000 a month; cp 12345 /tmp",
        "Order ID 12345, OK 12345, code OR 12345 items, IN 12345",
        "in 2021 Berlin grew, 2021 Paris, 1999 Wien, 12345 Menschen, 10000 Euro",
        "M3 8GB, X5 3RD, RTX 3080, A1B 2C3 D4E 5F6, WIN7 8AB",
        "zip: none, postcode: n/a, zip = 5, zip: 12345678, zip: 12345.6, plz help 12345",
        "port 62704, error 62704, pid 10115 Terminal",
        "commit K1A0B1, SW1A1AA_x, sha=SW1A 1AA-x",
    ],
)
def test_files_orders_years_and_sums_are_no_codes(text: str) -> None:
    assert found(text, KIND) == []


_PIECES = ["zip", ": ", "62704", " ", "-", "1234", "SW1A 1AA", "Berlin", ", IL ", "\n", "plz", "é", "is "]


@given(st.lists(st.sampled_from(_PIECES), max_size=30).map("".join))
def test_a_code_is_in_the_text_and_holds_a_digit(text: str) -> None:
    page = Page(text, cue_finder())
    for family in postcodes.FAMILIES:
        for start, end, _ in family.find(page):
            assert 0 <= start < end <= len(text)
            assert any(map(str.isdigit, text[start:end]))


@pytest.mark.parametrize("unit", ["zip ", "zip: 1", "62704 ", "Berlin, IL 62704 ", "A 1\n62704 A", "SW1A 1AA ", "A1 "])
def test_time_is_linear_in_hostile_texts_of_codes(unit: str) -> None:
    page = Page(unit * (200_000 // len(unit)), cue_finder())
    started = time.process_time()
    for family in postcodes.FAMILIES:
        list(family.find(page))
    assert time.process_time() - started < 4


def test_the_postcode_of_a_military_post_office_is_found() -> None:
    assert found("USS Ross, FPO AE 09876\nAPO AP 96321-1234", "LOCATION") == ["09876", "96321-1234"]
    assert engine().scan("IPO AE 09876") == ()
