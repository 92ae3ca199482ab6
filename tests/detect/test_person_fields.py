"""Names and streets that a field, a tag, a message or the head of a column calls so: `(text, what is found)`."""

import pytest
from detect_reading import found, kinds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("first_name,last_name,plan\nRose,Bloom,gold\nMay,Field,basic\n", ["Rose", "Bloom", "May", "Field"]),
        ("| Vorname | Nachname |\n|---|---|\n| Wolf | Preis |\n", ["Wolf", "Preis"]),
        ("Name;Vorname;Ort\nPreis;Wolf;Bonn\n", ["Preis", "Wolf"]),
        ("nom;prénom;ville\nPetit;Fleur;Lyon\n", ["Petit", "Fleur"]),
        ("nombre;apellidos\nSol;Flores Prado\n", ["Sol", "Flores Prado"]),
        ("cognome,nome,targa\nHoxha,Dritan,x\n", ["Hoxha", "Dritan"]),
        ("voornaam\tachternaam\nBloem\tde Wit\n", ["Bloem", "de Wit"]),
        ("imię;nazwisko\nzofia;kot\n", ["zofia", "kot"]),
        ('"full name","city"\n"Will May","Bath"\n', ["Will May"]),
        ("<row><surname>Field</surname><given_name>Mark</given_name></row>", ["Field", "Mark"]),
        ('<name><family value="Field"/><given value="Mark"/></name>', ["Field", "Mark"]),
        ('{"nachname": "Preis", "userFirstName": "Rose"}', ["Preis", "Rose"]),
        ('{"name": "O\'Hara", "surname": "Bloom-Field"}', ["Bloom-Field"]),
        ("surname: Field\nfirst_name: May\n", ["Field", "May"]),
        ('firstName="Rose"', ["Rose"]),
        ("PID|1||993^^^H||Field^Mark^||19790823|F", ["Field", "Mark"]),
    ],
)
def test_what_a_field_calls_a_name_is_one(text: str, expected: list[str]) -> None:
    assert sorted(found(text, "PERSON")) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        "name,price\nnginx,5\n",
        "nome;versione\nlibreria;2.1\n",
        "<name>build</name>",
        '{"name": "nginx", "title": "Head"}',
        "surname: str\nfirst_name: String,\nlast_name = Column(Text)",
        '{"first_name": {"type": "string"}, "last_name": "string", "surname": null}',
        '{"first_name": "", "last_name": "n/a", "full_name": "userFullName"}',
        "SELECT first_name, last_name FROM users;",
        "first_name,last_name\n",
        'errors: {"surname": "is too short, use 2 letters or more!"}',
        "$lastname = $row['x'];",
    ],
)
def test_fields_without_a_name_and_other_columns_stay(text: str) -> None:
    assert found(text, "PERSON") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<StrtNm>Elbchaussee</StrtNm><BldgNb>18</BldgNb>", ["Elbchaussee", "18"]),
        ("id;straße\n1;Am Alten Hof 3\n", ["Am Alten Hof 3"]),
        ("id,street\n1,Long Acre\n", ["Long Acre"]),
        ("<street>string</street><street>http://x.example</street>", []),
    ],
)
def test_streets_are_told_by_their_fields(text: str, expected: list[str]) -> None:
    assert found(text, "ADDRESS") == expected


def test_a_patient_of_a_health_message_has_a_date_of_birth() -> None:
    assert found("MSH|^~\\&|A\rPID|1||993^^^H||Field^Mark||19790823|F", "DATE_OF_BIRTH") == ["19790823"]
    assert kinds("OBX|1||993^^^H||Field^Mark||19790823|F") == []
