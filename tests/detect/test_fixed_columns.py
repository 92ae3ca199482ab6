import time

import pytest
from detect_reading import found

STAFF = """EMPNO NAME                 BORN       PHONE
00017 KRANZ TAMSIN         1984-02-11 02079460112
00018 WOLF BABATUNDE       1979-11-30 02079460113
"""
ROWS = """INSERT INTO staff (id, ni_no, dob, phone, note) VALUES
 (1,'AB 12 34 56 C','1980-03-12','512345678','it''s, one'),
 (2, NULL, '1970-01-02', '512345679', lower('X')),
 (3,'CE123456D',NULL,NULL,NULL);
"""


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("DATE_OF_BIRTH", ["1984-02-11", "1979-11-30"]),
        ("PHONE_NUMBER", ["02079460112", "02079460113"]),
        ("PERSON", ["KRANZ TAMSIN", "WOLF BABATUNDE"]),
    ],
)
def test_columns_that_blanks_set_apart_are_read_by_their_heads(kind: str, expected: list[str]) -> None:
    assert found(STAFF, kind) == expected
    assert found(STAFF.replace("\n", "\r\n"), kind) == expected


def test_a_short_head_of_dates_is_read_in_german() -> None:
    text = "PNR   NAME                 GEB.DAT.\n00017 KRANZ KLAUS          11.02.1984\n"
    assert found(text, "DATE_OF_BIRTH") == ["11.02.1984"]


@pytest.mark.parametrize(
    "text",
    [
        "NAME                 CREATED\nKRANZ TAMSIN         1984-02-11\n",
        "NAME       BORN\n\nKRANZ      1984-02-11\n",
        "NAME    BORN\nKRANZ TAMSIN 1984-02-11\n",
        "born  = 1\nseen  = 1984-02-11\n",
    ],
)
def test_other_columns_and_lines_that_are_no_rows_of_them_hold_none(text: str) -> None:
    assert found(text, "DATE_OF_BIRTH") == []


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("NATIONAL_ID", ["AB 12 34 56 C", "CE123456D"]),
        ("DATE_OF_BIRTH", ["1980-03-12", "1970-01-02"]),
        ("PHONE_NUMBER", ["512345678", "512345679"]),
    ],
)
def test_all_rows_that_sql_inserts_are_read_by_the_names_of_their_columns(kind: str, expected: list[str]) -> None:
    assert found(ROWS, kind) == expected


def test_inserted_columns_of_other_names_hold_none() -> None:
    assert found("INSERT INTO t (id, seen) VALUES (1, '1980-03-12'), (2, '1970-01-02');", "DATE_OF_BIRTH") == []


@pytest.mark.parametrize(
    "text",
    [
        "id  dob\n" * 20_000,
        "insert into t (dob) values (" * 5_000,
        "insert into t (dob) values " + "(1)," * 20_000,
        ":86:123?32" * 10_000,
        "PID|" * 20_000,
        "NAD+BY+" * 10_000,
        "1 BIRT\n2 X\n" * 10_000,
    ],
)
def test_formats_broken_off_take_no_longer_than_their_length(text: str) -> None:
    began = time.perf_counter()
    assert found(text, "DATE_OF_BIRTH") == []
    assert time.perf_counter() - began < 10
