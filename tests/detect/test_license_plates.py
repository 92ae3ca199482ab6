# ruff: noqa: RUF001 - Greek and Cyrillic letters are what is tested
import pytest
from detect_reading import found

KIND = "LICENSE_PLATE"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kennzeichen B-AB 1234", "B-AB 1234"),
        ("Kfz-Kennzeichen: m xy 123", "m xy 123"),
        ("Nummernschild HH AB 12E", "HH AB 12E"),
        ("Kennzeichen W-12345A", "W-12345A"),
        ("Kontrollschild ZH 123456", "ZH 123456"),
        ("plaque d'immatriculation AB-123-CD", "AB-123-CD"),
        ("immatriculée 1-ABC-234", "1-ABC-234"),
        ("matrícula 1234 BCD", "1234 BCD"),
        ("matrícula: AA-12-BB", "AA-12-BB"),
        ("targa AB 123 CD", "AB 123 CD"),
        ("kenteken 12-AB-34", "12-AB-34"),
        ("nr rej. WA 12345", "WA 12345"),
        ("tablica rejestracyjna: KR 5AB12", "KR 5AB12"),
        ("reg plate AB12 CDE", "AB12 CDE"),
        ("number plate is 131-D-12345", "131-D-12345"),
        ("registration number AB12 CDE", "AB12 CDE"),
        ("registreringsnummer ABC 12D", "ABC 12D"),
        ("nummerplade AB 12 345", "AB 12 345"),
        ("rekisterinumero ABC-123", "ABC-123"),
        ("SPZ: 1A2 3456", "1A2 3456"),
        ("EČV BA-123AB", "BA-123AB"),
        ("rendszám AA BB-123", "AA BB-123"),
        ("număr de înmatriculare B 123 ABC", "B 123 ABC"),
        ("registarska oznaka ZG 1234-AB", "ZG 1234-AB"),
        ("registrska LJ AB-123", "LJ AB-123"),
        ("valstybinis numeris ABC 123", "ABC 123"),
        ("numurzīme AB-1234", "AB-1234"),
        ("numerimärk 123 ABC", "123 ABC"),
        ("πινακίδα ΥΒΖ-1234", "ΥΒΖ-1234"),
        ("регистрационен номер СА 1234 АВ", "СА 1234 АВ"),
        ("my car AB12 CDE was towed", "AB12 CDE"),
        ("das Auto (M-AB 1234) steht falsch", "M-AB 1234"),
        ("ma voiture AB-123-CD", "AB-123-CD"),
        ("(PL) WA 12345", "WA 12345"),
        ('{"license_plate": "B-AB 1234"}', "B-AB 1234"),
        ("Kennz. KÖ-LN 123E", "KÖ-LN 123E"),
        ("mon immat EK-482-ZZ", "EK-482-ZZ"),
        ("license plate: 7ABC123", "7ABC123"),
    ],
)
def test_a_plate_is_found_beside_a_word_or_mark_for_it(text: str, expected: str) -> None:
    assert found(text, KIND) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "model AB-123-CD, SKU AB12 CDE, T-SQL 2019, ISO-IR 100",
        "registration number 12345678, registration number HRB 12345",
        "Kennzeichen der Ware; plaque 12; plates 12 and 13",
        "registration is open 24 h",
        "matrícula de honor",
        "parking level B-12, car 54, auto 12px",
        "(A) 1 b, (B) 12 c; see [1] AB 12",
        "license plate recognition v1.2",
        "Kennzeichen: ISO 9001",
        "7ABC123, immat en cours",
    ],
)
def test_other_numbers_with_letters_are_none(text: str) -> None:
    assert found(text, KIND) == []
