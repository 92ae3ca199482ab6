import pytest
from detect_reading import found

KIND = "NATIONAL_ID"


@pytest.mark.parametrize(
    ("head", "numbers"),
    [
        ("pesel", ["44051401359", "77721546106"]),
        ("BSN", ["111222333", "111.222.333"]),
        ("numer PESEL", ["44051401359", "440514 01359"]),
        ("Steuer-ID", ["36574261809", "36 574 261 809"]),
        ("codice_fiscale", ["RCCMNL83S18D969H"]),
        ("national_id", ["44051401359", "36805280109"]),
        ("vat id", ["DE136695976", "FR40303265045"]),
        ("passport_number", ["AB1234567", "02XN92118", "123456789"]),
        ("dowód", ["AAA900003"]),
    ],
)
@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_a_column_is_read_to_its_end(head: str, numbers: list[str], mark: str) -> None:
    filling = "someone with a rather long name and an address far away in the country, if not farther".replace(",", "")
    lines = [f"who{mark}{head}", *(f"{filling}{mark}{number}" for number in numbers * 3)]
    assert found("\n".join(lines), KIND) == numbers * 3


@pytest.mark.parametrize(
    "text",
    [
        "who,pesel\nAnna,unknown\nJan,123456\nEva,2024-05-12 10:11\n",
        "who,order\nAnna,44051401359\n",
        "passport,visits\nyes,1234567\nno,2345678\n",
        "id,total\n1,36574261809\n2,44051401359\n",
    ],
)
def test_other_columns_and_numbers_that_every_check_refuses_are_left_alone(text: str) -> None:
    assert found(text, KIND) == []


def test_heads_in_the_cases_of_their_language_are_heads() -> None:
    for head in ("Nr paszportu", "numer dowodu", "Nr prawa jazdy", "documento", "carta identità"):
        assert found(f"Lp;Nazwa;{head}\n1;Ola;EN4090536\n2;Jan;ES4656665\n", "NATIONAL_ID"), head
    assert found("Lp;Nazwa;Nr faktury\n1;Ola;EN4090536\n2;Jan;ES4656665\n", "NATIONAL_ID") == []
