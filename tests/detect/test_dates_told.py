"""Dates and ages that a phrase tells, where DATE_TIME is asked for: `(text, what is found)`."""

import time

import pytest
from detect_reading import engine
from hypothesis import given
from hypothesis import strategies as st

from router.core import surrogate_dates, surrogate_values
from router.detect.identifiers import cue_finder, dates_told
from router.detect.page import Page


def found(text: str) -> list[str]:
    findings = engine().scan(text, "", frozenset({"DATE_TIME"}))
    return [text[one.start : one.end] for one in findings if one.kind == "DATE_TIME"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a woman of 34, a man of about 40 who left", ["34", "40"]),
        ("34 F with fever; 71M presents with pain; seen: F/34, M/45", ["34 F", "71M", "F/34", "M/45"]),
        ("in his 40s, in her late thirties", ["40s", "thirties"]),
        ("two years old, a three-year-old, thirty-four years old", ["two years old", "three-year-old", None]),
        ("aged between 20 and 30, ages 5-7", ["20 and 30", "5-7"]),
    ],
)
def test_an_age_told_by_a_phrase_is_found(text: str, expected: list[str | None]) -> None:
    assert found(text) == [one or "thirty-four years old" for one in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Q3 2021, Q3 FY21, 2021 Q3, Q1'22, H1 2020", ["Q3 2021", "Q3 FY21", "2021 Q3", "Q1'22", "H1 2020"]),
        ("summer of '69, winter 2020/21, Christmas 2019", ["'69", "2020/21", "2019"]),
        ("the 80s, the '90s and mid-1990s", ["80s", "'90s", "1990s"]),
        ("the 2019-20 season, at the end of 2020", ["2019-20", "2020"]),
        ("week 12, 2021 und KW 12 2021", ["week 12, 2021", "KW 12 2021"]),
        ("on the 3rd we met, by the 14th.", ["3rd", "14th"]),
        ("the third of May 2020, May the fourth", ["the third of May 2020", "May the fourth"]),
        ("12 Jan 87, open 9:00 to 17:00", ["12 Jan 87", "9:00 to 17:00"]),
    ],
)
def test_a_day_or_a_year_told_by_a_phrase_is_found(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "on the 3rd floor, by the 2nd attempt, before the 40th item, on the 45th",
        "the 30s timeout, the 500s and 5xx, wait the 20s delay, in his 4s",
        "F/16 and F/22 lenses, 34F outside, a 35M model, A/34, /m/35",
        "Q5 2021, Q1 2x, order 2019-20, items 2019-2020, H3 2020, end of 2000 lines",
        "a pack of 34, a group of 12 boys, a patient of 34 visits, a man of 34%",
        "25:00 to 99:99, 45 Jan 87, spring 4.2, summer of 42, fall 2020x",
        "the first of many, second of all, one-year contract, two years ago",
    ],
)
def test_what_only_looks_like_a_date_or_an_age_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("told", ["80s", "Q3 2021", "F/34", "the third of May 2020", "2019-20", "thirties"])
def test_a_surrogate_for_such_a_date_is_another_one_or_none(told: str) -> None:
    assert surrogate_dates.date(told, surrogate_values.supply("seed")) != told


_PIECES = ["Q3 ", "2021", " F/34", " with", "the ", "80s", "on the 3rd", " of May", "summer ", "-20", "\n", "é", ", "]


@given(st.lists(st.sampled_from(_PIECES), max_size=30).map("".join))
def test_what_is_told_is_in_the_text(text: str) -> None:
    for start, end, _ in dates_told.find(Page(text, cue_finder())):
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip()


@pytest.mark.parametrize("unit", ["Q3 2021 ", "the 80s ", "F/34 ", "12:30 to ", "twenty two years ", "summer of "])
def test_time_is_linear_in_hostile_phrases(unit: str) -> None:
    page = Page(unit * (200_000 // len(unit)), cue_finder())
    started = time.process_time()
    list(dates_told.find(page))
    assert time.process_time() - started < 4
