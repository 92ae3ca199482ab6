"""Names without a sentence: a line, a cell, a list, and how often what stands alone is asked again."""

import time

import pytest

from router.detect.naming.recogniser import Recogniser

RECOGNISER = Recogniser()


def persons(text: str) -> list[str]:
    return [text[one.start : one.end] for one in RECOGNISER.find(text) if one.kind == "PERSON"]


@pytest.mark.parametrize("name", ["Peter Walker", "Harold Bennett", "Ingrid Sommer", "Lucía Herrera", "Paolo Conti"])
@pytest.mark.parametrize(
    "form", ["{}", "{} ", "{},", "{}.\n", " {} \n", "- {}", "* {}\n", "1. {}", "| {} |", '"{}"', "{}\t7"]
)
def test_a_name_that_is_found_alone_is_found_with_blanks_and_marks_around_it(name: str, form: str) -> None:
    assert " ".join(persons(form.format(name))) == name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bennett, Harold\nHayes, Carla", "Bennett Harold Hayes Carla"),
        ("HOLLENBACH Dieter\nÖZTÜRK Elif\nVOGT Karin", "HOLLENBACH Dieter ÖZTÜRK Elif VOGT Karin"),
        ("Lefebvre, Solène\nDiallo, Mamadou\nRoux, Gauthier", "Lefebvre Solène Diallo Mamadou Roux Gauthier"),
        ("HERRERA RUIZ Lucía\nORTEGA Julián", "HERRERA RUIZ Lucía ORTEGA Julián"),
        ("Conti, Paolo\nEsposito, Chiara", "Conti Paolo Esposito Chiara"),
        ("CONTI Paolo\nESPOSITO Chiara\nHOXHA Dritan", "CONTI Paolo ESPOSITO Chiara HOXHA Dritan"),
        ("de Vries, Sanne\nBakker, Joris", "de Vries Sanne Bakker Joris"),
        ("Nowak, Zofia\nWiśniewski, Jan", "Nowak Zofia Wiśniewski Jan"),
        ("WIŚNIEWSKI Jan\nZIELIŃSKA Ewa", "WIŚNIEWSKI Jan ZIELIŃSKA Ewa"),
    ],
)
def test_lists_with_the_surname_first_are_found_in_every_language(text: str, expected: str) -> None:
    assert " ".join(persons(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Paris, Berlin\nMilano, Roma",
        "Apples, Pears\nPlums, Cherries",
        "README Changes\nINDEX Later",
        "Total Sales\nOpen Orders\nHead Office",
        "GET Users\nPOST Orders",
    ],
)
def test_lists_of_other_things_are_no_names(text: str) -> None:
    assert persons(text) == []


def test_many_lone_names_cost_little_more_than_their_length() -> None:
    text = "".join(f"Harold Bennett{chr(97 + at % 26)}{chr(97 + at // 26)},\n" for at in range(600))
    started = time.process_time()
    list(RECOGNISER.find(text))
    assert time.process_time() - started < 0.05 * len(text) / 1000
