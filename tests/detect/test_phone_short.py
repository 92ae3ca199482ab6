"""Extensions, numbers without an area code and several numbers in a row: `(text, the numbers)`."""

import pytest
from detect_reading import found

KIND = "PHONE_NUMBER"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("call me at 555-0142 x1234", ["555-0142 x1234"]),
        ("+1-212-555-0142x99 or +12125550142 ext. 7", ["+1-212-555-0142x99", "+12125550142 ext. 7"]),
        ("my desk is 212-555-0142 #12", ["212-555-0142 #12"]),
        ("+49 30 12345-0 Durchwahl -12", ["+49 30 12345-0 Durchwahl -12"]),
        ("01 23 45 67 89 poste 12, 02 1234567 int. 3", ["01 23 45 67 89 poste 12", "02 1234567 int. 3"]),
        ("030 1234567 Durchwahl 5", ["030 1234567 Durchwahl 5"]),
    ],
)
def test_an_extension_is_a_part_of_the_number(text: str, expected: list[str]) -> None:
    assert found(text, KIND) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tel: 78 31 17", ["78 31 17"]),
        ("Tel.: 78-31-17 und Phone: 555 0142", ["78-31-17", "555 0142"]),
        ("we can be reached at 555.0142.", ["555.0142"]),
        ("phone number is 867 5309", ["867 5309"]),
        ("Tel. 783 11 72", ["783 11 72"]),
    ],
)
def test_a_local_number_right_behind_its_word_is_found(text: str, expected: list[str]) -> None:
    assert found(text, KIND) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tel 030 1234567 / 0171 7654321", ["030 1234567", "0171 7654321"]),
        ("Tel. 030 1234567 or 030 7654321, 030 1111222", ["030 1234567", "030 7654321", "030 1111222"]),
        ("call 555-0142 or 555-0199", ["555-0142", "555-0199"]),
        ("Tel: 78 31 17, 78 31 18 oder 78 31 19", ["78 31 17", "78 31 18", "78 31 19"]),
    ],
)
def test_each_of_several_numbers_is_found(text: str, expected: list[str]) -> None:
    assert found(text, KIND) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(11) 98765-4321", ["(11) 98765-4321"]),
        ("(351) 912 345 678", ["(351) 912 345 678"]),
        ("(06)1/234-5678 vagy 06-1/234-5678", ["(06)1/234-5678", "06-1/234-5678"]),
        ("please have Ann at 948-223-4567 for the keys", ["948-223-4567"]),
    ],
)
def test_numbers_of_brazil_portugal_hungary_and_any_american_area_are_found(text: str, expected: list[str]) -> None:
    assert found(text, KIND) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Tel: 12.05.21 and call on 12.05.2021",
        "78 31 17 and 555 0142",
        "telephone 12 34 56 EUR, phone: 12 34 56 kg",
        "the cost: 555 0142, hotel 78 31 17",
        "call at 12 30, tel 12:30, phone 3.5.1",
        "phone number: 78 31 17 %, 78 31 17.5",
        "issue #12, x12, ext4, ver. 12 / 03 04",
        "1234 / 0012 3456, 555 / 012 345",
        "part no 948-223-4567 is in the box for you",
    ],
)
def test_as_few_digits_elsewhere_are_no_telephones(text: str) -> None:
    assert found(text, KIND) == []
