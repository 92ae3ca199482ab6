"""Plain words mean what one expects, keys are words, and no key stands twice."""

import re
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from router.config.document import read_document
from router.config.nodes import Unreadable


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("FALSE", False),
        ("NO", "NO"),
        ("on", "on"),
        ("off", "off"),
        ("yes", "yes"),
        ("n", "n"),
        ("null", None),
        ("~", None),
        ("none", "none"),
        ("12", 12),
        ("-3", -3),
        ("+0", 0),
        ("010", "010"),
        ("0o10", "0o10"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("190:20:30", "190:20:30"),
        ("1.5", 1.5),
        (".5", 0.5),
        ("2e3", 2000.0),
        ("00.5", "00.5"),
        (".inf", ".inf"),
        ("1e999", "1e999"),
        ("9" * 400, "9" * 400),
        ("2027-03-31", date(2027, 3, 31)),
        ("2027-02-30", "2027-02-30"),
        ("2027-03-31T10:00:00Z", "2027-03-31T10:00:00Z"),
        ('"12"', "12"),
        ("'true'", "true"),
        ("!!str 12", "12"),
        ("! 12", "12"),
    ],
)
def test_a_word_means_what_one_expects(text: str, value: object) -> None:
    data = read_document(f"a: {text}").data
    assert data == {"a": value}
    assert type(data["a"]) is type(value)


def test_a_key_is_always_a_word() -> None:
    assert read_document("{NO: 1, 2027-03-31: 2, 12: 3, true: 4}").data == {
        "NO": 1,
        "2027-03-31": 2,
        "12": 3,
        "true": 4,
    }


def test_a_key_that_stands_twice_is_told_with_line_and_column() -> None:
    document = read_document("a:\n  b: 1\n  c: 2\n  b: 3\n")
    (fault,) = map(document.fault, document.duplicates)
    assert (fault.path, fault.line) == ("a.b", 4)
    assert fault.wrong == "duplicate key 'b' at line 4, column 3, first at line 2, column 3"
    assert document.data == {"a": {"b": 1, "c": 2}}


def test_keys_that_mean_the_same_are_the_same_key() -> None:
    assert len(read_document("'a': 1\na: 2\n\"a\": 3\n").duplicates) == 2


def test_every_duplicate_is_told_and_each_once() -> None:
    text = "x: &x {a: 1, a: 2}\ny: {<<: *x}\nz: {<<: *x, <<: *x}\n"
    places = [(complaint.loc, complaint.line) for complaint in read_document(text).duplicates]
    assert places == [(("x", "a"), 1), (("z", "<<"), 3)]


def test_what_is_merged_gives_way_to_what_is_written() -> None:
    text = "one: &one {a: 1, b: 1}\ntwo: &two {b: 2, c: 2}\nthree: {<<: [*one, *two], a: 3}\n"
    document = read_document(text)
    assert document.data["three"] == {"a": 3, "b": 1, "c": 2}
    assert document.duplicates == []


def test_a_quoted_merge_sign_is_a_key() -> None:
    assert read_document("'<<': 1").data == {"<<": 1}


def test_every_value_has_its_line() -> None:
    lines = read_document("a:\n  b:\n    - x\n    - y: 1\n      z: 2\nc: 3\n").lines
    assert lines[("a",)] == 1
    assert lines[("a", "b", 1, "z")] == 5
    assert lines[("c",)] == 6


def test_what_came_by_an_alias_has_the_line_where_it_is_written() -> None:
    assert read_document("x: &x\n  a: 1\ny:\n  <<: *x\n").lines[("y", "a")] == 2


NUMERIC = re.compile(r"[-+.0-9eE]+")
"""PyYAML writes 0E0 without quotes: to YAML 1.1 it is a text, to 1.2 and to us a number."""

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.text(st.characters(codec="utf-8", exclude_categories=["C"])).filter(lambda text: not NUMERIC.fullmatch(text)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1), inner, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), values, max_size=4))
def test_what_yaml_writes_is_read_back(data: dict[str, Any]) -> None:
    document = read_document(yaml.safe_dump(data, allow_unicode=True))
    assert document.data == data
    assert not document.duplicates


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(Unreadable):
        document = read_document(text)
        assert () in document.lines
