"""Names in one token: found in names of files, paths, tags and where underscores stand for spaces; code stays."""

import time

import pytest

from router.detect.naming.joined import joined
from router.detect.naming.recogniser import Recogniser

RECOGNISER = Recogniser()
LEXICON = RECOGNISER._encoder.lexicon
NAMES = ("Udo Schneider", "Margarethe Lindenbaum", "Pierre Lefèvre", "María López", "Grzegorz Nowak", "Sjoerd Dijkstra",
         "John Whitfield", "Giulia Esposito", "Lars van den Berg")  # fmt: skip


def persons(text: str) -> list[str]:
    return [text[one.start : one.end] for one in RECOGNISER.find(text) if one.kind == "PERSON"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("frame", "joint"),
    [
        ("CV_{}.pdf", "_"),
        ("Lebenslauf_{}_2024.docx attached", "_"),
        ('{{"filename":"Lohnabrechnung_{}_2024-03.pdf"}}', "_"),
        ("see scan-{}.png", "-"),
        ("{}-2024-rechnung.PDF ist da", "-"),
        ("hi {}, all well?", "_"),
        ('name: "{}"', "_"),
    ],
)
def test_a_name_whose_words_are_joined_is_one(name: str, frame: str, joint: str) -> None:
    written = name.replace(" ", joint)
    assert persons(frame.format(written)) == [written]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("frame", "joint"),
    [
        ("https://files.example/hr/{}_contract.pdf", "_"),
        ("{}_contract.pdf", "_"),
        ("fix/{}-login", "-"),
        ("https://x.eu/team/{}", "-"),
        ("/srv/users/{}/notes", "_"),
    ],
)
def test_small_letters_are_read_in_names_of_files_and_in_paths(name: str, frame: str, joint: str) -> None:
    written = name.lower().replace(" ", joint)
    assert persons(frame.format(written)) == [written]


@pytest.mark.parametrize(
    "name",
    [
        *(
            *NAMES,
            "María de la Cruz",
            "Otto von Bismarck",
            "Leonardo da Vinci",
            "Jan van der Meer",
            "Anna von der Tann",
        ),
        *("Pedro dos Santos", "Giulia della Rovere", "Maria das Neves", "Pedro de Oliveira", "Beatriz dos Reis"),
        *("Luca di Montezemolo", "Pierre de la Tour", "Marco dal Pozzo", "Marco dello Russo", "María de los Santos"),
    ],
)
@pytest.mark.parametrize("frame", ["#{}", "@{}", "scans/{}.jpg", "{}CV.pdf"])
def test_a_capital_within_parts_words_behind_a_sign_and_in_names_of_files(name: str, frame: str) -> None:
    written = name.replace(" ", "")
    assert persons(frame.format(written)) == [written]


@pytest.mark.parametrize(
    "text",
    [
        *("snake_case_function", "MaxRetries = 3", "def max_delay(min_len):", "mark_down.md"),
        *("from grace_period import x", "rt@martin-weber-verein.example"),
        *("rose_chart.png", "JavaScript and PowerPoint", "Max-Planck-Institut"),
        *("Black_Friday_sale.pdf", "#MondayMotivation", "#TourdeFrance", "#CopadelRey", "will_run()"),
        *("#DiadelosMuertos", "#FestadellaDonna", "#PiazzadellaRepubblica", "#GiornatadellaMemoria", "#RosadosVentos"),
        *("#CasadelaMusica", "#SantiagodeCompostela", "#SantiagodelEstero", "#VitoriadaConquista", "#CaminodeSantiago"),
        *("src/components/summer-festival/index.tsx", "feature/dark-mode", "Test_Case_1"),
        *("jordan_form(matrix)", "AIR_FRANCE_API", "git checkout feature/user-login", "@pytest_fixture", "UTE_REA"),
        *("the build_and_test job", "Base_Model", "Amazon_Web_Services.pdf", "https://x.eu/blog/how-to-mark-down-prices"),
    ],
)  # fmt: skip
def test_identifiers_and_titles_stay(text: str) -> None:
    assert persons(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Von __Udo Schneider__ gestern erhalten", ["Udo Schneider"]),
        ("__Margarethe Lindenbaum__: please call back", ["Margarethe Lindenbaum"]),
        ("Please fix: __Anna Kowalska__ (HR) and __Peter Brandt__ (Legal) signed.", ["Anna Kowalska", "Peter Brandt"]),
        ("| __Giulia Esposito__ | HR |", ["Giulia Esposito"]),
        ("___John Whitfield___ said no", ["John Whitfield"]),
        ("def __init__(self): self.__rosa__ = __file__", []),
    ],
)
def test_underscores_of_markdown_hide_no_name(text: str, expected: list[str]) -> None:
    assert persons(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mit Frau Margarethe Linden-\nbaum verlängert.", ["Margarethe Linden-\nbaum"]),
        ("We met Peter Wil-\r\n  helmsen today", ["Peter Wil-\r\n  helmsen"]),
        ("Anna Weber-\nund Peter Koch kamen", ["Anna Weber", "Peter Koch"]),
    ],
)
def test_a_name_that_a_line_end_parts_is_found_with_its_rest(text: str, expected: list[str]) -> None:
    assert persons(text) == expected


def test_what_was_found_within_a_joined_name_is_part_of_it() -> None:
    text = "Udo Schneider wrote Lebenslauf_Udo_Schneider.pdf to Anna Kowalska."
    assert persons(text) == ["Udo Schneider", "Udo_Schneider", "Anna Kowalska"]


@pytest.mark.parametrize(
    "text", ["_" * 300_000, "a_" * 150_000, "Udo_Schneider" * 20_000, "aB" * 150_000, "__a" * 100_000]
)
def test_taking_apart_is_linear(text: str) -> None:
    started = time.process_time()
    list(joined(text, LEXICON))
    assert time.process_time() - started < 3
