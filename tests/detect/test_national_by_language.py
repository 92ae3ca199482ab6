import pytest
from detect_reading import found

KIND = "NATIONAL_ID"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Proszę o sprawdzenie 89041041896 w systemie", "89041041896"),
        ("dzień dobry, mój to 44051401359, proszę o pomoc", "44051401359"),
        ("hola soy nueva, 08301661h", "08301661h"),
        ("jag är född 880320-0016", "880320-0016"),
        ("my health number is 943 476 5919", "943 476 5919"),
        ("Perso L01X00T471", "L01X00T471"),
        ("ID-Karte L01X00T471", "L01X00T471"),
        ("NISS 11000000007", "11000000007"),
        ("KW nr WA4M/00123456/7", "WA4M/00123456/7"),
        ("VAT EL 094259216", "EL 094259216"),
        ("VAT SI 15012557", "SI 15012557"),
    ],
)
def test_a_sure_number_in_its_own_language_or_beside_a_short_word_is_found(text: str, expected: str) -> None:
    assert found(text, KIND) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "please check 89041041896 in the system, thank you",
        "Proszę o sprawdzenie 89041041897 w systemie",
        "proszę, zamówienie 89041041896 jest w systemie",
        "proszę o 89041041896 zł i nie więcej, że jest",
        "proszę, faktura nr 89041041896 jest w systemie, że nie",
        "https://sklep.pl/89041041896 jest w systemie, proszę że nie ma",
        "id=89041041896; return w; i = z; // nie",
        "89041041896,89041041896,1",
        "hola soy nueva, 08301662h",
        "commit 08301661h and 08301661h",
        "born 880320-0017",
        "mail perso 12345678, my numéro perso",
        "VAT 20, vat 12345679, si 15012557, EL 094259217",
    ],
)
def test_numbers_of_other_things_are_left_alone(text: str) -> None:
    assert found(text, KIND) == []
