import pytest
from detect_reading import found

PARTY = "UNH+1+ORDERS:D:96A:UN'\nNAD+BY+++Anna Kranz+9 Oak Lane+Leeds++LS1 4AB+GB'\n"
PATIENT = "PID|1||4447612^^^MRN||FIELD^MARK^A||19610414|F|||9 OAK LN^^LEEDS^^LS1 4AB||01134960999|4960998"
KIN = "NK1|1|FIELD^ANNA|SPO|9 OAK LN^^LEEDS^^LS1 4AB|01134960999"


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("UNA:+.? 'COM+0514112345:TE'COM+0514112346:FX'", "PHONE_NUMBER", ["0514112345", "0514112346"]),
        ("COM+4.12:TE'", "PHONE_NUMBER", []),
        ("x = COM+0514112345:TE", "PHONE_NUMBER", []),
        (PARTY, "ADDRESS", ["9 Oak Lane", "LS1 4AB"]),
        ("NAD+SU+4012345000009::9'", "ADDRESS", []),
        ("NAD+BY+++Kranz ?+ Sohn+Weg 4?'s+Celle++29221+DE'", "ADDRESS", ["Weg 4?'s", "29221"]),
    ],
)
def test_contacts_of_edifact_are_told_by_their_segments(text: str, kind: str, expected: list[str]) -> None:
    assert found(text, kind) == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("NATIONAL_ID", ["4447612"]),
        ("DATE_OF_BIRTH", ["19610414"]),
        ("PERSON", ["FIELD", "MARK", "A"]),
        ("PHONE_NUMBER", ["01134960999", "4960998"]),
    ],
)
def test_the_fields_of_a_patient_are_told_by_their_place(kind: str, expected: list[str]) -> None:
    assert found(PATIENT, kind) == expected
    assert found(PATIENT.replace("PID|", "OBX|"), kind) == []


def test_addresses_of_patients_and_of_their_kin_are_hidden() -> None:
    for text in (PATIENT, f"MSH|^~\\&|A\r{KIN}"):
        assert {"9 OAK LN", "LS1 4AB"} <= set(found(text, "ADDRESS"))
    assert found(KIN, "PERSON") == ["FIELD", "ANNA"]
    assert found(KIN, "PHONE_NUMBER") == ["01134960999"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0 @I1@ INDI\n1 BIRT\n2 DATE 4 MAY 1957\n", ["4 MAY 1957"]),
        ("1 BIRT\n2 PLAC Leeds\n2 DATE ABT 1897\n1 DEAT\n2 DATE 3 JUN 1961", ["1897"]),
        ("1 DEAT\n2 DATE 4 MAY 1957\n", []),
        ("1 BIRT\n2 DATE unknown\n", []),
    ],
)
def test_a_pedigree_tells_when_somebody_was_born(text: str, expected: list[str]) -> None:
    assert found(text, "DATE_OF_BIRTH") == expected
