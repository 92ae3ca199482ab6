import pytest
from detect_reading import found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BIC: COBADEFFXXX", "COBADEFFXXX"),
        ("SWIFT code BREXPLPW", "BREXPLPW"),
        ("bic ingbnl2a", "ingbnl2a"),
        ('{"bic": "COBADEFF370"}', "COBADEFF370"),
        ("SWIFT/BIC (BNPAFRPP)", "BNPAFRPP"),
        ("kod SWIFT: BREXPLPWXXX", "BREXPLPWXXX"),
    ],
)
def test_a_bic_is_found_behind_a_word_for_it(text: str, expected: str) -> None:
    assert found(text, "IBAN_CODE") == [expected]


@pytest.mark.parametrize(
    "text",
    ["swift language and SWIFT LANGUAGE", "COBADEFFXXX", "bic pens", "swift package DEPLOYED", "BIC: ABCDXX12"],
)
def test_other_words_of_eight_letters_are_none(text: str) -> None:
    assert found(text, "IBAN_CODE") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("my card 4111 1111 1111 1111 exp 12/27 cvv 123", ["4111 1111 1111 1111", "12/27", "123"]),
        ("Karte 4111111111111111 gültig bis 12/2027, CVC 1234", ["4111111111111111", "12/2027", "1234"]),
        ("carte 4111111111111111 expire 09/28, cryptogramme 123", ["4111111111111111", "09/28", "123"]),
        ("tarjeta 4111-1111-1111-1111, caducidad 09/28", ["4111-1111-1111-1111", "09/28"]),
        ("karta 4111 1111 1111 1111 ważna do 12/27 kod CVV 123", ["4111 1111 1111 1111", "12/27", "123"]),
        ("carta 4111 1111 1111 1111 scadenza 12/27", ["4111 1111 1111 1111", "12/27"]),
        ("4539 1488 0343 6467 04/28 123", ["4539 1488 0343 6467", "04/28", "123"]),
        ("Kreditkarte: 4111111111111111, CVC: 123", ["4111111111111111", "123"]),
        ('{"number": "4111111111111111", "cvv": "123"}', ["4111111111111111", "123"]),
        ("4539148803436467|04/2028|1234", ["4539148803436467", "04/2028", "1234"]),
    ],
)
def test_what_stands_beside_a_card_goes_with_it(text: str, expected: list[str]) -> None:
    assert found(text, "CREDIT_CARD") == expected


@pytest.mark.parametrize(
    "text",
    [
        "token expires 12/27",
        "exp 12/27",
        "the card expires soon: 2027-12-01",
        "expiry 13/27",
        "4539 1488 0343 6468 04/28 123",
    ],
)
def test_dates_of_other_things_are_none_of_a_card(text: str) -> None:
    assert found(text, "CREDIT_CARD") == []
