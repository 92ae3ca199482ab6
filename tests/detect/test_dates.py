"""DATE_TIME is looked for only where it is asked for; `found` here asks."""

import time
from functools import partial

import pytest
from detect_reading import engine
from hypothesis import given
from hypothesis import strategies as st

from router.detect.identifiers import cue_finder, dates
from router.detect.page import Page

ASKED = frozenset({"DATE_TIME"})


def found(text: str, hint: str = "", kind: str = "DATE_TIME") -> list[str]:
    return [text[one.start : one.end] for one in engine().scan(text, hint, ASKED) if one.kind == kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 2021-05-12 we met", ["2021-05-12"]),
        ("2021-05-12T14:30:01Z, 2021-05-12 14:30:01,123 INFO", ["2021-05-12T14:30:01Z", "2021-05-12 14:30:01,123"]),
        ("am 12.05.2021 und 12.5.2021, also 12. 5. 2021", ["12.05.2021", "12.5.2021", "12. 5. 2021"]),
        ("am 12.05.21 oder vom 12.5. an", ["12.05.21", "12.5."]),
        ("le 12/05/2021 ou le 12/05", ["12/05/2021", "12/05"]),
        ("due 5/12/21 or 05/12/21 or 5/12/2021", ["5/12/21", "05/12/21", "5/12/2021"]),
        ("seit 05/2021 dort, 12-05-2021", ["05/2021", "12-05-2021"]),
        ("vom 12.-14.05.2023, 12.05.2023-14.05.2023", ["12.-14.05.2023", "12.05.2023-14.05.2023"]),
        ('- - [12/May/2021:14:30:01 +0200] "GET /"', ["12/May/2021:14:30:01 +0200"]),
        ("2021/05/12 14:30:01 [error] 31#31", ["2021/05/12 14:30:01"]),
        ("backup of 20210512T143001Z", ["20210512T143001Z"]),
        ("at 2026-11-22 14:23:31.123456+00:00 UTC", ["2026-11-22 14:23:31.123456+00:00"]),
        ('{"date": "2021-05-12"}', ["2021-05-12"]),
    ],
)
def test_a_date_in_numbers_is_found(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the 3rd of May, May 5, and March 2021", ["3rd of May", "May 5", "March 2021"]),
        ("Sept. 5, 2021; Jan 5th; Dec 24; 12 May '21", ["Sept. 5, 2021", "Jan 5th", "Dec 24", "12 May '21"]),
        ("12-May-2021 and 12-May-21", ["12-May-2021", "12-May-21"]),
        ("am 5. Mai, im März 2021", ["5. Mai", "März 2021"]),
        ("le 1er janvier et le 3 mars 2021", ["1er janvier", "3 mars 2021"]),
        (
            "12 de septiembre de 2021, 3 de mayo, marzo de 2021",
            ["12 de septiembre de 2021", "3 de mayo", "marzo de 2021"],
        ),
        ("il 3 marzo 2021", ["3 marzo 2021"]),
        ("op 5 oktober 2021", ["5 oktober 2021"]),
        ("3 maja 2021 r., 12 stycznia, w maju 2021", ["3 maja 2021", "12 stycznia", "maju 2021"]),
        ("5 de março de 2021", ["5 de março de 2021"]),
        ("12-14 May 2023 and May 12-14, 2023", ["12-14 May 2023", "May 12-14, 2023"]),
        ("du 3 au 5 mai, dal 3 al 5 maggio 2021", ["3 au 5 mai", "3 al 5 maggio 2021"]),
        ("od 3 do 5 maja, vom 3. bis 5. Mai", ["3 do 5 maja", "3. bis 5. Mai"]),
        ("Monday, 3 May 2021; Montag, den 3. Mai", ["Monday, 3 May 2021", "Montag, den 3. Mai"]),
        ("May  5 14:30:01 host sshd", ["May  5 14:30:01"]),
        ("Wed May  5 14:30:01 2021", ["Wed May  5 14:30:01 2021"]),
        ("Jan  3  1994 bin", ["Jan  3  1994"]),
    ],
)
def test_a_date_with_its_month_named_is_found(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14:30 or 3 pm or 3:15 p.m. or 5 o'clock", ["14:30", "3 pm", "3:15 p.m.", "5 o'clock"]),
        ("8 Uhr, 8.30 Uhr, 8:30 Uhr", ["8 Uhr", "8.30 Uhr", "8:30 Uhr"]),
        ("rendez-vous à 14h30, vers 14 h", ["14h30", "14 h"]),
        ("alle 14.30, ore 14, om 8 uur", ["14.30", "14", "8 uur"]),
        ("godz. 14:30, a las 3 de la tarde, às 14h30", ["14:30", "3 de la tarde", "14h30"]),
        ("9:30 am - 10:30 am; at 9:30; 09:30-10:30", ["9:30 am - 10:30 am", "9:30", "09:30-10:30"]),
        ("Wed, 12 May 2021 14:30:01 +0200", ["Wed, 12 May 2021", "14:30:01 +0200"]),
    ],
)
def test_a_time_of_day_is_found(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in 1987 she moved; seit 2014; the 1990s", ["1987", "2014", "1990s"]),
        ("from 1990 to 1995, zwischen 2014 und 2018", ["1990 to 1995", "2014 und 2018"]),
        ("1987 roku, 2014 r., em 2014, nel 1987", ["1987 roku", "2014 r.", "2014", "1987"]),
        ("35 years old, a 42-year-old, 7 months old, 35yo", ["35 years old", "42-year-old", "7 months old", "35yo"]),
        ("aged 35, im Alter von 36 Jahren, w wieku 37 lat", ["35", "36", "37 lat"]),
        ("elle a 34 ans. Marie, 35 ans, vient", ["34 ans", "35 ans"]),
        ("35 Jahre alt, ein 36-jähriger", ["35 Jahre alt", "36-jähriger"]),
        ("una mujer de 40 años, tiene 41 años", ["40 años", "41 años"]),
        ("un 35enne, ha 36 anni, età di 37 anni", ["35enne", "36 anni", "37 anni"]),
        ("een 35-jarige, 36 jaar oud, een man van 37 jaar", ["35-jarige", "36 jaar oud", "37 jaar"]),
        ("35-letni, 36-letnia, ma 37 lat", ["35-letni", "36-letnia", "37 lat"]),
        ("de 40 años", ["40 años"]),
        ("34 ans", ["34 ans"]),
        ('{"age": "35", "patient_age": "41"}', ["35", "41"]),
    ],
)
def test_an_age_or_a_year_behind_its_word_is_found(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "for 30 years, depuis 34 ans, 35 lat temu, 35 anni fa, 5 years of work, 35 lat doświadczenia",
        "un contrat de 3 ans, 34 ans d'expérience, 40 años de experiencia, pendant 3 ans",
        "12 months, 7 days, 3 weeks, 24h, 8 hours, took 12:30",
        "version 12.05.21, v1.2.2021, 1.2.3, 10.2.3.4, 2021.05.12, python 3.11.12, Ubuntu 22.04.03",
        "gpt-4o-2024-08-06 claude-3-5-sonnet-20241022 2024-08-06-preview, anthropic-version: 2023-06-01",
        "+49 30 12 05 2021, 030/12/05/2021, tel 12-05-21, 1234-5678, 4111 1111 1111 1111",
        "€12.50, 14.30 €, $14.30, 12,50, alle 14.30 €, om 14.30 euro",
        "main.py:14:30, a[10:20], 16:9, John 3:16, 00:1A:2B:3c:4d:5e, 14:30:22:aa:bb:cc, 8080:80",
        "may 5 people come? 3 out of 5, 1 set of, 6 sie, 2 mail accounts, 5 may be, 3 Maja",
        "in 2000 rows, in 2048 bytes, from 1000 to 2000 steps, after 2000 tokens, 1920x1080",
        "section 12.5. and § 3.1. and Abschnitt 4.10. and RFC 3339, Art. 12",
        "550e8400-e29b-41d4-a716-446655440000, 2e5a1980s, 0x1980, id=1987, #2014, line 2021",
        "app-2021-05-12.log, backup_2021_05_12, /2021/05/12/post, KD-2023-0042, order 2021-0512",
        "1/2, 3/4 cup, 24/7, 50/30/20, 10/10, invoice 12/2021, Az. 05/2021",
        "Monday, May, Montag im Mai, March on, die 5 am Montag, 1 am Tag",
        "total 35, page 35, usage: 35, pages: 12",
        "32.05.2021, 2021-13-05, 25:30, 12:60, 31.02.2021, 0 May 2021x, 45 May",
        '<path d="M5 12h14"/>, a?16:10',
    ],
)
def test_what_looks_like_one_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_nothing_is_looked_for_unless_it_is_asked_for() -> None:
    text = "on 2021-05-12 at 14:30, aged 35"
    assert engine().scan(text) == ()
    assert len(engine().scan(text, "", ASKED)) == 3


def test_a_date_of_birth_stays_one() -> None:
    text = "born on 12 May 1980, hired on 1 June 2001"
    assert [one.kind for one in engine().scan(text, "", ASKED)] == ["DATE_OF_BIRTH", "DATE_TIME"]


@pytest.mark.parametrize(
    "text",
    [
        "Ring +49 30 901820 on 12.05.2021 from 10.1.2.3 about DE89 3704 0044 0532 0130 00",
        "card 4111 1111 1111 1111 exp 05/2027, born 12.05.1980, 14:30 ann@example.com",
        "PESEL 44051401359 from 2021-05-12 00:1A:2B:3C:4D:5E",
    ],
)
def test_what_else_is_found_is_the_same_with_dates_as_without(text: str) -> None:
    assert [one for one in engine().scan(text, "", ASKED) if one.kind != "DATE_TIME"] == list(engine().scan(text))


def test_a_key_says_what_a_number_is() -> None:
    assert found("35", "age") == ["35"]
    assert found("35", "page") == []


PIECES = st.sampled_from(
    [
        "12",
        "5",
        ".",
        ":",
        "/",
        "-",
        " ",
        "May",
        " to ",
        "2021",
        "T",
        "1987",
        " ans",
        "aged ",
        "h",
        "pm",
        "\n",
        "Monday",
        "é",
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_findings_are_in_order_apart_and_hold_a_digit(text: str) -> None:
    done = 0
    for start, end, _ in dates.find(Page(text, cue_finder())):
        assert done <= start < end <= len(text)
        assert any(map(str.isdigit, text[start:end]))
        done = end


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "1 ",
        "12.",
        "12:30",
        "12-",
        "May 5 ",
        "12 May 2021 to ",
        "5 to ",
        "12. 12. ",
        "12/12/12",
        "age of 35 ",
        "1.1. - ",
    ],
)
def test_time_is_linear_in_hostile_texts(unit: str) -> None:
    read = partial(lambda text: list(dates.find(Page(text, cue_finder()))), unit * (300_000 // len(unit)))
    started = time.process_time()
    read()
    assert time.process_time() - started < 2
