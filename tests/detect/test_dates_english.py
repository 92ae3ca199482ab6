"""Dates that English writes in parts, where DATE_TIME is asked for: `(text, what is found)`."""

import itertools
import time

import pytest
from detect_reading import engine
from hypothesis import given
from hypothesis import strategies as st

from router.core import surrogate_dates, surrogate_values
from router.detect.identifiers import cue_finder, dates_english
from router.detect.page import Page


def found(text: str) -> list[str]:
    findings = engine().scan(text, "", frozenset({"DATE_TIME"}))
    return [text[one.start : one.end] for one in findings if one.kind == "DATE_TIME"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("here since March, back in June, until late October", ["March", "June", "October"]),
        ("the report for February, from July to September", ["February", "July", "September"]),
        ("We arrive March 12 and leave Mar 5, 7:45 a.m.", ["March 12", "Mar 5, 7:45 a.m."]),
        ("seen on 03/21, from 3/21 to 3/25, due 12/24-12/31", ["03/21", "3/21 to 3/25", "12/24-12/31"]),
        ("it was 03-21-20, dated 21.3.85", ["03-21-20", "21.3.85"]),
        ("back in '98, the class of '85, summer of 1969", ["'98", "'85", "1969"]),
        ("the late nineties and the nineteen eighties", ["nineties", "nineteen eighties"]),
        ("open 9am-5pm, 9 to 5 pm or at 12.30pm", ["9am-5pm", "9 to 5 pm", "12.30pm"]),
        ("due 2024-W12, built 2020-3-21, Friday the 13th", ["2024-W12", "2020-3-21", "Friday the 13th"]),
    ],
)
def test_a_part_of_a_date_is_found_by_the_words_beside_it(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1985 was hot and so was the 1986 season", ["1985", "1986"]),
        ("She married 1990. A flood that year, 1962.", ["1990", "1962"]),
        ("They left 1939 because of the war", ["1939"]),
    ],
)
def test_a_bare_year_of_a_sentence_is_found(text: str, expected: list[str]) -> None:
    assert found(text) == expected


_ORDERS = (
    *("{m} {d}, {y}", "{m} {d} {y}", "{m}. {d}, {y}", "{m} {d},{y}", "{m} {d} , {y}", "{m}, {d} {y}", "{m} {d} '{s}"),
    *("{m} {d}th, {y}", "{m} the {d}th, {y}", "{d}th of {m} {y}", "{d} {m}, {y}", "{d}th {m} {y}", "{d} {m} '{s}"),
    *("{y} {m} {d}", "{y}-{m}-{d}", "{d}-{m}-{y}", "{d}.{m}.{y}", "{m}-{d}-{y}", "{m}/{d}/{y}", "{m}, {y}", "{m}-{y}"),
)
_MONTHS = ("January", "March", "May", "August", "Sep", "Oct", "Jan")
_AROUND = ("{}", "It was {} when we met", "({})", "Date:\n{}\nName", '"{}"')


@pytest.mark.parametrize("order", _ORDERS)
def test_a_date_with_the_name_of_its_month_is_found_in_every_order(order: str) -> None:
    for month, around in itertools.product(_MONTHS, _AROUND):
        written = order.format(m=month, d=17, y=1974, s=74)
        assert "".join(found(around.format(written))) == written


@pytest.mark.parametrize(
    "text",
    [
        "May I march in? For June Carter, by April Jones, to August Wilson",
        "cut it 5/16 thick, open on 24/7 duty, from 1/3 to 2/3, mix 3/21",
        "port 1984, about 2010. line 1999, over 2020, return 1990; the 2000 rows",
        "a 1920 px image, of 1950 files, 1984 bytes, 1.1985, 1985.5, #1985, 1985-XY",
        "version 12-11-20, 13pm-5pm is no hour, 45.30pm, 2020-W99",
        "items 3-21-20 left, '98 problems', in '98' and '85'",
        "RFC 2045, HTTP 2012, flight 1977, room 1985.",
    ],
)
def test_what_only_looks_like_a_part_of_a_date_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("told", ["March", "3/21", "'98", "9am-5pm", "nineties", "1985", "2024-W12", "Mar-21-2020"])
def test_a_surrogate_for_such_a_part_is_another_one_or_none(told: str) -> None:
    assert surrogate_dates.date(told, surrogate_values.supply("seed")) != told


_PIECES = ["March ", "21", "st", ", ", "1974", " of ", "since ", "'98", "3/21", "9am", "-", "the nineties", "\n", "é"]


@given(st.lists(st.sampled_from(_PIECES), max_size=30).map("".join))
def test_what_is_found_is_in_the_text(text: str) -> None:
    for start, end, _ in dates_english.find(Page(text, cue_finder())):
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip()


@pytest.mark.parametrize("unit", ["March 5, ", "since ", "3/21 to ", "9am-", "of 1985 ", "the 1985", "'98 "])
def test_time_is_linear_in_hostile_parts(unit: str) -> None:
    page = Page(unit * (200_000 // len(unit)), cue_finder())
    started = time.process_time()
    list(dates_english.find(page))
    assert time.process_time() - started < 4
