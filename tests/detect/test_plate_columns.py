"""Licence plates in columns, and in forms: `(text, the plates)`."""

import pytest
from detect_reading import found

KIND = "LICENSE_PLATE"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("targa;intestatario;scadenza\nFX 381 ND;Rocco Malaspina;30/09", ["FX 381 ND"]),
        ("halter,kennzeichen\nAnna,B-AB 1234\nBob,M-XY 99\n", ["B-AB 1234", "M-XY 99"]),
        ("| nombre | Matrícula |\n|---|---|\n| Eva | 1234 BCD |\n", ["1234 BCD"]),
        ("nom;plaque d'immatriculation;x\nEva;AB-123-CD;1\n", ["AB-123-CD"]),
        ("nom\timmatriculation\nEva\tAB-123-CD\n", ["AB-123-CD"]),
        ("kenteken;naam\n12-ABC-3;Eva\n", ["12-ABC-3"]),
        ("imię;nr rej.\nEwa;WA 12345\n", ["WA 12345"]),
        ("name,license_plate\nEva,AB12 CDE\n", ["AB12 CDE"]),
        ("name,plate\nEva,HJK 482\n", ["HJK 482"]),
        ("Plate: HJK 482", ["HJK 482"]),
        ('{"plate": "HJK 482"}', ["HJK 482"]),
    ],
)
def test_a_column_or_field_of_plates_is_read_by_its_head(text: str, expected: list[str]) -> None:
    assert found(text, KIND) == expected


@pytest.mark.parametrize(
    "text",
    [
        "plate,qty\nsteel,12\nbrass 304,7\n",
        "name,template\nEva,HJK 482\n",
        "nome;matricola\nEva;AB 123 CD\n",
        "matrícula;alumno\n20231234;Eva\n",
        "Plate: EN 10025, plate HJK 482, Plate: 12 mm, plate: dinner 12",
    ],
)
def test_other_columns_and_plates_of_steel_are_none(text: str) -> None:
    assert found(text, KIND) == []
