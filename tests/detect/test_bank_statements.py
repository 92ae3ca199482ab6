import pytest
from detect_reading import found

IBAN = "DE89370400440532013000"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f":86:177?00UEBERWEISUNG?31{IBAN}?32Mechthild Kranz", [IBAN]),
        (f":86:166?00X?20EREF+4711?30COBADEFFXXX?31{IBAN}?32A", ["COBADEFFXXX", IBAN]),
        (":86:105?00X?3037040044?310532013000?32A", ["37040044", "0532013000"]),
        (":86:105>00X>31DE8937040044\r\n0532013000>32A", ["DE8937040044\r\n0532013000"]),
        (":20:X\n:25:37040044/0532013000\n:28C:1/1", ["37040044/0532013000"]),
        ("?31FR7630006000011234567890189?32", ["FR7630006000011234567890189"]),
    ],
)
def test_the_accounts_of_a_statement_are_told_by_their_subfields(text: str, expected: list[str]) -> None:
    assert found(text, "IBAN_CODE") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f":86:177?00X?31{IBAN}?32Mechthild Kranz", ["Mechthild Kranz"]),
        (":86:177?00X?32MECHTHILD KRANZ?33GEB. WOLF?34000", ["MECHTHILD KRANZ", "GEB. WOLF"]),
        (":86:177?00X?32Mechthild Kr\nanz\n:62F:C230502EUR1,", ["Mechthild Kr\nanz"]),
        (":86:177?00X?32STADTWERKE CELLE GMBH?33", []),
        (":86:177?00X?32MUSTER AG\n:62F:C230502EUR1,", []),
        ("is it ?32Anna", []),
    ],
)
def test_the_other_side_of_a_statement_is_a_person_unless_it_is_a_firm(text: str, expected: list[str]) -> None:
    assert found(text, "PERSON") == expected
