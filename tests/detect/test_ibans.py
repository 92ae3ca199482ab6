import re

import pytest
from detect_reading import found
from stdnum import iban as registry
from stdnum import numdb

from router.detect.identifiers.iban import is_valid

KIND = "IBAN_CODE"
ALPHABETS = {"n": "1234567890", "a": "ABCDEFGHIJ", "c": "A1B2C3D4E5"}


def _example(country: str, structure: str) -> str:
    kinds = [(int(count), kind) for count, kind in re.findall(r"(\d+)!([nac])", structure)]
    body = "".join((ALPHABETS[kind] * count)[:count] for count, kind in kinds)
    check: str = registry.calc_check_digits(f"{country}00{body}")
    return country + check + body


EXAMPLES = sorted(_example(low, properties["bban"]) for _, low, _, properties, _ in numdb.get("iban").prefixes)


@pytest.mark.parametrize("follower", ["", " please", " danke", " and", ".", ", ok", "\nBIC", " (mine)", "; x"])
@pytest.mark.parametrize("number", EXAMPLES)
def test_every_country_is_found_in_every_form_whatever_follows(number: str, follower: str) -> None:
    spaced = registry.format(number)
    for written in (number, number.lower(), spaced, spaced.replace(" ", "-"), spaced.replace(" ", "\u00a0")):
        assert found(f"Pay to {written}{follower}", KIND) == [written]


def test_the_registry_is_not_empty() -> None:
    assert len(EXAMPLES) > 80
    assert all(map(is_valid, EXAMPLES))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IBAN:DE89370400440532013000", ["DE89370400440532013000"]),
        ("IBANDE89370400440532013000", ["DE89370400440532013000"]),
        ("IBAN_DE89370400440532013000", ["DE89370400440532013000"]),
        ("invoice_DE89370400440532013000.pdf", ["DE89370400440532013000"]),
        ("DE89370400440532013000_2024", ["DE89370400440532013000"]),
        ("DE89370400440532013000EUR", ["DE89370400440532013000"]),
        ("IBAN:DE89370400440532013000BIC", ["DE89370400440532013000"]),
        ("DE89 3704 0044\n0532 0130 00", ["DE89 3704 0044\n0532 0130 00"]),
        ("DE8937040044\r\n0532013000", ["DE8937040044\r\n0532013000"]),
        ("DE89  3704  0044  0532  0130  00", ["DE89  3704  0044  0532  0130  00"]),
        ("DE89\t3704\t0044\t0532\t0130\t00", ["DE89\t3704\t0044\t0532\t0130\t00"]),
        ("DE89.3704.0044.0532.0130.00", ["DE89.3704.0044.0532.0130.00"]),
        ("DE89_3704_0044_0532_0130_00", ["DE89_3704_0044_0532_0130_00"]),
        (
            "DE89\u00b73704\u00b70044\u00b70532\u00b70130\u00b700",
            ["DE89\u00b73704\u00b70044\u00b70532\u00b70130\u00b700"],
        ),
        ("konto 61 1090 1014 0000 0712 1981 2874", ["61 1090 1014 0000 0712 1981 2874"]),
        ("nr rachunku: 61109010140000071219812874", ["61109010140000071219812874"]),
        ("konto: 6110 9010 1400 0007 1219 8128 74", ["6110 9010 1400 0007 1219 8128 74"]),
        ("nr konta 61 10901014 0000071219812874", ["61 10901014 0000071219812874"]),
        ("przelej na rachunek 61-1090-1014-0000-0712-1981-2874", ["61-1090-1014-0000-0712-1981-2874"]),
        ("iban pl 61 1090 1014 0000 0712 1981 2874 proszę", ["pl 61 1090 1014 0000 0712 1981 2874"]),
        ("DE 89 370 400 440 532 013 000", ["DE 89 370 400 440 532 013 000"]),
        ("DE89 3704 0044 0532 0130 00 DE89 3704 0044 0532 0130 00", ["DE89 3704 0044 0532 0130 00"] * 2),
        ("DE89370400440532013000GB29NWBK60161331926819", ["DE89370400440532013000", "GB29NWBK60161331926819"]),
    ],
)
def test_accounts_as_people_write_them(text: str, expected: list[str]) -> None:
    assert found(text, KIND) == expected


@pytest.mark.parametrize(
    "text",
    [
        "DE88 3704 0044 0532 0130 00",
        "DE8937040044053201300",
        "DE893704004405320130001",
        "GB29NWBK601613319268190DE89370400440532013000",
        "XDE89370400440532013000",
        "61109010140000071219812874",
        "konto 61109010140000071219812875",
        "konto 161109010140000071219812874",
        "FR is 14 and GB is 82 years old",
        "SE" + "0" * 40,
        "DE89\t37\t04\t00\t44\t05\t32\t01\t30\t00",
    ],
)
def test_a_wrong_check_length_or_neighbour_is_no_iban(text: str) -> None:
    assert found(text, KIND) == []


@pytest.mark.parametrize("row", ["{},12", "1,{},2", "{}:12", "{}/12", "{};1", "{}-1", "{}%"])
def test_a_mark_and_a_digit_beside_an_iban_end_it(row: str) -> None:
    assert found(row.format("DE89370400440532013000"), KIND) == ["DE89370400440532013000"]
