import pytest
from detect_reading import found

KIND = "DATE_OF_BIRTH"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("born on 12 May 1980 in Leeds", "12 May 1980"),
        ("DOB: 12/05/1980", "12/05/1980"),
        ("Date of birth: May 12th, 1980", "May 12th, 1980"),
        ("geboren am 12.05.1980", "12.05.1980"),
        ("geb. 1. Mai 1980", "1. Mai 1980"),
        ("Geburtsdatum: 12.5.80", "12.5.80"),
        ("né le 1er janvier 1970", "1er janvier 1970"),
        ("Née à Lyon le 03/02/1985", "03/02/1985"),
        ("date de naissance : 12 août 1980", "12 août 1980"),
        ("nata a Roma il 3 marzo 1985", "3 marzo 1985"),
        ("data di nascita 03/03/1985", "03/03/1985"),
        ("geboren op 5 oktober 1990", "5 oktober 1990"),
        ("geboortedatum: 05-10-1990", "05-10-1990"),
        ("urodzony 3 maja 1977 r.", "3 maja 1977 r."),
        ("data urodzenia: 1977-05-03", "1977-05-03"),
        ("nacido el 12 de septiembre de 1980", "12 de septiembre de 1980"),
        ("fecha de nacimiento 12/09/1980", "12/09/1980"),
        ("nascida em 3 de março de 1985", "3 de março de 1985"),
        ("född den 3 maj 1977", "3 maj 1977"),
        ("født 3. mai 1977", "3. mai 1977"),
        ("syntynyt 3.5.1977", "3.5.1977"),
        ("narozena 3. května 1977", "3. května 1977"),
        ("született: 1977. május 3", "1977. május 3"),
        ("γεννήθηκε στις 3 Ιανουαρίου 1977", "3 Ιανουαρίου 1977"),
        ("роден на 3 март 1977", "3 март 1977"),
        ('"birthDate": "1980-05-12"', "1980-05-12"),
        ('{"date_of_birth": "19800512"}', "19800512"),
        ("on 12 May 1980 I was born", "12 May 1980"),
        ("12.05.1980 geboren", "12.05.1980"),
        ("DOB 12 05 1980", "12 05 1980"),
        ("12-May-1980 was when she was born", "12-May-1980"),
        ("hired 01.02.2020, born 12.05.1980", "12.05.1980"),
        ("DOB:\n12.05.1980", "12.05.1980"),
        ("born 1984-03-12T00:00:00Z", "1984-03-12"),
        ('"birthday":"1980-03-12T00:00:00.000+01:00"', "1980-03-12"),
        ("DOB: 19800312T0000Z", "19800312"),
        ("birth: 1980-03-12", "1980-03-12"),
        ("f. nac. 12/03/84", "12/03/84"),
        ("fecha de nac. 12/03/1984", "12/03/1984"),
        ("DDN 12/03/1984", "12/03/1984"),
        ("DN: 12.03.1984", "12.03.1984"),
        ("d/o/b 12-03-84", "12-03-84"),
        ("DOB 12MAR1984", "12MAR1984"),
        ("birthdate: 12 Mar 84", "12 Mar 84"),
        ("ur. 12 III 1984 w Łodzi", "12 III 1984"),
        ("Hans Maier, *12.03.1984 in Köln", "12.03.1984"),
        ("Hans Maier (*12.03.1984)", "12.03.1984"),
        ("Patient (12.03.1984, männlich) klagt", "12.03.1984"),
        ("patiente (F, 12/03/1984)", "12/03/1984"),
    ],
)
def test_a_date_beside_a_word_for_birth_is_found(text: str, expected: str) -> None:
    assert found(text, KIND) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The meeting is on 12.05.2024.",
        "born on 31.02.1980 or 45/13/1980",
        "geboren, aufgewachsen und dann nach langer Zeit in vielen anderen Ländern Europas am 12.05.2024 umgezogen",
        "reborn 12.05.1980",
        "born v1.2.30",
        "born 1984-03-12Tango",
        "the birth rates of 2020-01-01",
        "created: 2020-01-01T00:00:00Z",
        "22785 ur.pl\n-rw-r--r-- 1 root root 22785 2025-04-12 15:16:31 x",
        "on 12.05.2024 we met. Born to run",
        "* 12.03.2020 first release\n* 12.04.2020 second",
        "Stand *12.03.2024*, Termin (12.03.2024, Berlin), (12.03.2024, f. 3)",
        "x * 12.03.1984.5, int *12.03.19841, (*32.03.1984)",
        "dn: cn=12.03.1984 and DN 50, Version 12 III 1984",
        "born in 12x84, DOB 45MAR1984, DOB 12 XIII 1984",
    ],
)
def test_other_dates_and_impossible_ones_are_not(text: str) -> None:
    assert found(text, KIND) == []


def test_only_the_first_date_behind_the_word_is_meant() -> None:
    assert found("born 12.05.1980, hired 01.02.2020", KIND) == ["12.05.1980"]
