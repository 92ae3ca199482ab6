"""The lines at the foot of passports and on the back of cards; the specimens of ICAO 9303 and invented ones."""

import pytest
from detect_reading import found

KIND = "NATIONAL_ID"
PASSPORT = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
CARD = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"
TWO_LINES = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6"
FRENCH = "IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<\n8806923102858CORINNE<<<<<<<6512068F6"


@pytest.mark.parametrize("zone", [PASSPORT, CARD, TWO_LINES, FRENCH])
def test_a_zone_is_found_whole(zone: str) -> None:
    assert found(zone, KIND) == [zone]
    assert found(f"scan:\n{zone}\nend", KIND) == [zone]
    assert found(zone.lower(), KIND) == [zone.lower()]
    assert found(zone.replace("\n", "\r\n  "), KIND) == [zone.replace("\n", "\r\n  ")]


@pytest.mark.parametrize("line", [line for zone in (PASSPORT, TWO_LINES, FRENCH) for line in zone.split("\n")])
def test_a_line_alone_is_found(line: str) -> None:
    assert found(f"mrz = {line} ok", KIND) == [line]


@pytest.mark.parametrize(
    "text",
    [
        "L898902C37UTO7408122F1204159ZE184226B<<<<<10",
        "L898902C36UTO7408123F1204159ZE184226B<<<<<10",
        "<" * 44,
        "<" * 36 + "\n" + "A" * 36,
        "A" * 44 + " 1 < 2",
        "if (a<b && b<c) { return aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa<bbbbb; }",
        "std::vector<std::map<std::string,int>> aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "template<<<<<<<<<<<<<<<<<<<<<<",
        "<<<<<<< HEAD\n=======\n>>>>>>> 9a0364b9e99bb480dd25e1f0284c8555",
        "P<UTOERIKSSON<<ANNA",
    ],
)
def test_what_is_no_zone_is_left_alone(text: str) -> None:
    assert found(text, KIND) == []
