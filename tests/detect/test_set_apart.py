"""Identifiers in marks, groups and places that are not the usual ones: `(text, kind, what is found)`."""

import pytest
from detect_reading import found

FOUND = [
    ("NL91 **ABNA** 0417 1643 00", "IBAN_CODE", "NL91 **ABNA** 0417 1643 00"),
    ("*NL91* *ABNA* *0417* 164300", "IBAN_CODE", "NL91* *ABNA* *0417* 164300"),
    ("switch port 4e17.a90b.22fc is down", "MAC_ADDRESS", "4e17.a90b.22fc"),
    ("unique taxpayer reference 4418039276", "NATIONAL_ID", "4418039276"),
    ("numéro fiscal de référence 2417736190552", "NATIONAL_ID", "2417736190552"),
    ("Kilmore House, Co. Cavan, H12 X5Y7", "LOCATION", "H12 X5Y7"),
    ("Priežu iela 14, Ogre, LV-5001", "ADDRESS", "Priežu iela 14, Ogre, LV-5001"),
]
NONE = [
    ("sha dead.beef.cafe", "MAC_ADDRESS"),
    ("release 2024.1105.0012", "MAC_ADDRESS"),
    ("key 4e17.a90b.22fc.81d0", "MAC_ADDRESS"),
    ("order A12, B34 C5D6", "LOCATION"),
    ("parts, A12 BOLT and", "LOCATION"),
    ("**NL91** ABNA 0417 1643 01", "IBAN_CODE"),
]


@pytest.mark.parametrize(("text", "kind", "value"), FOUND)
def test_an_identifier_is_found_however_it_is_set(text: str, kind: str, value: str) -> None:
    assert found(text, kind) == [value]


@pytest.mark.parametrize(("text", "kind"), NONE)
def test_what_only_looks_like_it_is_left_alone(text: str, kind: str) -> None:
    assert found(text, kind) == []
