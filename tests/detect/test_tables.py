import time

import pytest
from detect_reading import found

BIRTH, PHONE, SECRET = "DATE_OF_BIRTH", "PHONE_NUMBER", "SECRET"
DATES = ["1980-03-12", "1970-01-02"]


@pytest.mark.parametrize(
    "text",
    [
        "name,dob,x\nAnna,1980-03-12,1\nBob,1970-01-02,2\n",
        "dob;name\r\n1980-03-12;Anna\r\n1970-01-02;Bob\r\n",
        "name\tdob\tid\nA\t1980-03-12\t5\nB\t1970-01-02\t6",
        "| name | **DOB** |\n|---|:-:|\n| Anna | 1980-03-12 |\n| Bob | 1970-01-02 |\n",
        " name | customer_dob\n------+-----------\n Anna | 1980-03-12\n Bob  | 1970-01-02\n(2 rows)",
        '"name","Geburtsdatum"\n"Berg, Anna","1980-03-12"\n"Bob","1970-01-02"\n',
        "The export:\n\nid,date_of_birth\n1,1980-03-12\n2,1970-01-02\n\nThanks, seen 2001-02-03",
    ],
)
def test_a_column_of_birth_dates_is_read_by_its_head(text: str) -> None:
    assert found(text, BIRTH) == DATES


@pytest.mark.parametrize(
    "text",
    [
        "name,created\nA,1980-03-12\n",
        "name,dob\nAnna,2024-13-45\nBob,n/a",
        "I was told dob, and\nthat, 2020-01-02 was it",
        "name,dob\n\nother,1990-01-02\n",
        "name,dob,created\nAnna,,1990-01-02\n",
    ],
)
def test_other_columns_and_lines_that_are_no_rows_hold_none(text: str) -> None:
    assert found(text, BIRTH) == []


def test_columns_of_phones_and_passwords_are_read_by_their_heads() -> None:
    assert found("name,phone,total\nA,512 345 678,123456789\nB,512345679,5", PHONE) == ["512 345 678", "512345679"]
    assert found("file,phone_count\na,12345678\n", PHONE) == []
    assert found("name;tel\nA;call\nB;512345679", PHONE) == ["512345679"]
    assert found("name,password\nanna,hunter2x9\nbob,none", SECRET) == ["hunter2x9"]
    assert found("user\tpassword\nbob\tMonkey-77\neva\tGiraffe_5", SECRET) == ["Monkey-77", "Giraffe_5"]


def test_a_row_far_below_its_head_is_read() -> None:
    rows = "".join(f"Person {row},1980-03-12\n" for row in range(1500))
    assert found(f"name,dob\n{rows}", BIRTH) == ["1980-03-12"] * 1500


@pytest.mark.parametrize(
    "text",
    [
        'x = [\n    "password",\n    "hunter2x9",\n]\n',
        "def f(name, password, x):\n    g(name, hunter2x9, y)\n",
        'call(field="a", password,\nb, "c d1",\n',
        "name,password\nanna,see note 2 below\n",
    ],
)
def test_lists_and_calls_of_code_are_no_tables(text: str) -> None:
    assert found(text, SECRET) == []


@pytest.mark.parametrize("text", ["dob,a\n" * 20_000, ("dob," * 500 + "\n") * 60, 'dob,"' * 30_000 + "\n"])
def test_a_text_of_heads_takes_no_longer_than_its_length(text: str) -> None:
    began = time.perf_counter()
    assert found(text, BIRTH) == []
    assert time.perf_counter() - began < 10
