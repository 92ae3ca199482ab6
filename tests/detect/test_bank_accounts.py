import pytest
from detect_reading import found

KIND = "IBAN_CODE"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Konto 532013000 BLZ 37040044", ["532013000", "37040044"]),
        ("Bankleitzahl 370 400 44, Kontonummer 532013000", ["370 400 44", "532013000"]),
        ("Kontonummer: 0532013000", ["0532013000"]),
        ("sort code 60-16-13 account number 31926819", ["60-16-13", "31926819"]),
        ("Sort code: 601613, a/c no 31926819", ["601613", "31926819"]),
        ("RIB 20041 01005 0500013M026 06", ["20041 01005 0500013M026 06"]),
        ("rib: 20041010050500013m02606", ["20041010050500013m02606"]),
        ("CCC 2100 0418 45 0200051332", ["2100 0418 45 0200051332"]),
        ("número de cuenta 21000418450200051332", ["21000418450200051332"]),
        ("routing number 021000021, account number 123456789012", ["021000021", "123456789012"]),
        ("číslo účtu 19-2000145399/0800", ["19-2000145399/0800"]),
    ],
)
def test_an_account_of_one_country_is_found_beside_its_words(text: str, expected: list[str]) -> None:
    assert found(text, KIND) == expected


@pytest.mark.parametrize(
    "text",
    [
        "532013000 37040044 60-16-13",
        "Konto 4400 im Soll, Konto 532013000 gesperrt",
        "account number 31926819 of the customer",
        "sort code by name, sort code 60-16, sort code 60-16-1314",
        "RIB 20041 01005 0500013M026 07",
        "CCC 2100 0418 46 0200051332",
        "routing number 021000022",
        "RIB 1:2:3 and the compte 12345",
        "číslo účtu 19-2000145398/0800",
        "BLZ 00000000, BLZ 12.03.2024",
        "sort_code = 600000.5",
        "account: 2024-01-01, konto 2024-01-01 BLZ offen",
    ],
)
def test_halves_without_their_word_and_wrong_checks_are_none(text: str) -> None:
    assert found(text, KIND) == []
