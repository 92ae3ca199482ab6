"""Ages without a unit, years between brackets, hours of a weekday, expiry dates: where DATE_TIME is asked for."""

import time

import pytest
from detect_reading import engine
from hypothesis import given
from hypothesis import strategies as st

from router.core import surrogate_dates, surrogate_values
from router.detect.identifiers import cue_finder, dates
from router.detect.page import Page


def found(text: str) -> list[str]:
    findings = engine().scan(text, "", frozenset({"DATE_TIME"}))
    return [text[one.start : one.end] for one in findings if one.kind == "DATE_TIME"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I'm 27. I am 28, he is 31 and she's 42", ["27", "28", "31", "42"]),
        ("I\u2019m 27 (female), I'm 26 - and; \"I am 29\" she said; I'm 30!", ["27", "26", "29", "30"]),
        ("my age is 35, he turned 40 yesterday, I just turned 18", ["35", "40", "18"]),
        ("she will be 30 in May, I'll be 31 in 2027, she'd be 80", ["30", "May", "31", "2027", "80"]),
        ("my son is 7 and my mother turned 70 last week", ["7", "70"]),
        ("as of now I am already 27, he's only 5.", ["27", "5"]),
        ("ich bin 27, er wird 40, sie ist 33 und wohnt hier", ["27", "40", "33"]),
        ("heute bin ich 28 geworden, weil ich 27 war", ["28", "27"]),
        ("mein Alter ist 35, der Patient ist 45 und raucht", ["35", "45"]),
        ("tengo 27 y vivo aquí, cumplo 40 en mayo, mi edad es 35", ["27", "40", "35"]),
        ("ha compiuto 50 a maggio, ho 27, la mia età è 35", ["50", "27", "35"]),
        ("ik ben 27 en woon hier, ze wordt 40, omdat hij 31 is", ["27", "40", "31"]),
        ("skończyła 30 w maju, mam już 27 i mieszkam tu", ["30", "27"]),
        ("j'ai 27, elle vient d'avoir 18", ["27", "18"]),
    ],
)
def test_an_age_behind_somebody_and_a_verb_is_found(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna Berg, 35, from Leeds", ["35"]),
        ("Anna Berg (35) und Peter van der Meer (41), Eva-Maria Lind (28)", ["35", "41", "28"]),
        ("I (35M) and my wife (34F) argue; I'm 36M", ["35M", "34F", "36M"]),
        ("patient m/35, Patientin (w/36) klagt, patient (37/f)", ["m/35", "w/36", "37/f"]),
        ('Thriller (1982), "Dune" (1965)', ["1982", "1965"]),
        ("Gandhi (1931-2024) and she (1931\u20132024)", ["1931-2024", "1931\u20132024"]),
    ],
)
def test_an_age_or_a_year_between_marks_is_found(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Monday at 9, on Friday at 15:00", ["9", "15:00"]),
        ("Montag um 9 bei uns; lunedì alle 10 con te; maandag om 11", ["9", "10", "11"]),
        ("expires 05/24, exp. 12/2027, expires on 06/26", ["05/24", "12/2027", "06/26"]),
        ("gültig bis 03/29, valid thru 05/24, exp date: 05/26", ["03/29", "05/24", "05/26"]),
        ("caduca 05/24, scadenza: 05/2027, valable jusqu'au 05/24", ["05/24", "05/2027", "05/24"]),
    ],
)
def test_an_hour_of_a_weekday_and_the_end_of_validity_are_found(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "I am 5 minutes late, she is 20 km away, I'm 100% sure, he is 2nd, I am 27th, I'm 6 feet tall",
        "he is 27.5, I'm 27-28, I'm 27/28, he is 35k, I am 111, she is 007, I'm 0, I am 35: x",
        "it is 35, das ist 35, es ist 35, c'est 35, that's 35, it's 35, they are 12, we are 12, it turned 40",
        "I'm 5 and 10 minutes late, I am 3 in total, he is 5 in 100, she is 1 of 5, he's 6'2\" tall, he is 6' tall",
        "turned 90 degrees, turn 3, in turn 5, the value is 35, the total will be 30, is 35, be 35",
        "tengo 27 manzanas, tengo 27 en total, tengo 9, cumple 40 requisitos, ho 27 euro, mam 27 zł, j'ai 27 lignes",
        "I am 35 mm wide, you are 12 points ahead, she was 3 seconds faster, ukończył 30 kursów",
        "const I = 35; i=35, he: 35, m 35, s 35, age is35",
        "a 35M model, ResNet (35M), my 35M model, 34F outside, at f/16, f/35 lens, /m/35, I am m/35/x, he is 35M2",
        "x=(35), range(2000), error (1987), Limit (2000-2048), sleep(1987), (1990 - 1970), (1900 - 1970) * 365",
        "the 5th thing (1987), Copyright (C) The Company (2003), class of 1987",
        "Unread Messages (35), Pull Requests (12), Customer Reviews (35)\nRead More (3) New York, 35, old",
        "Jeff King (5):\n Nature Physics, 35, 112, Anna Berg, 35, 36, ANNA BERG (35), anna berg (35), Anna Berg (111)",
        "Via Giuseppe Verdi, 35, Milano",
        "sat at 9 tables, at 35, Monday at 5 stores, Monday at 9%, arrived at 9, Monday at 25",
        "version 05/24, exp 5/10, order 05/24, expires 13/24, expires 05/99",
    ],
)
def test_what_only_looks_like_an_age_or_a_year_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("age", ["7", "27", "110", "1987"])
def test_a_bare_age_has_no_surrogate(age: str) -> None:
    assert surrogate_dates.date(age, surrogate_values.supply("seed")) is None


PIECES = [
    "I'm ",
    "she ",
    "is ",
    "27",
    "7",
    "M",
    " (",
    ")",
    ", ",
    "Anna ",
    "Berg",
    "m/",
    "exp ",
    "/",
    "-",
    " at ",
    "1987",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_findings_of_bare_ages_are_in_order_and_apart(text: str) -> None:
    done = 0
    for start, end, _ in dates.find(Page(text, cue_finder())):
        assert done <= start < end <= len(text)
        done = end


@pytest.mark.parametrize(
    "unit", ["I'm 27 ", "he is now 27 and 5 ", "Anna Berg, 35, x ", "A B (35) (", "m/35 ", "exp 5/24 "]
)
def test_time_is_linear_in_hostile_bare_ages(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    started = time.process_time()
    list(dates.find(Page(text, cue_finder())))
    assert time.process_time() - started < 2
