"""Rows of JSON under a row of heads: each cell is called as its column."""

import json
import time
from typing import Any

import pytest

from router.core.shape import Shape
from router.core.slots import slots
from router.core.structural import Structural

PLAIN = Structural(shape=Shape())


def hints(value: Any) -> dict[str, str]:
    """Each text and what it is called, in a text that is JSON."""
    return {slot.text: slot.hint for slot in slots({"t": json.dumps(value)}, PLAIN)}


@pytest.mark.parametrize(
    "table",
    [
        {"columns": ["surname", "plan"], "rows": [["Field", "gold"], [7, "basic"]]},
        {"Header": ["surname", "plan"], "total": 2, "data": [["Field", "gold"], [None, "basic"]]},
        [["surname", "plan"], ["Field", "gold"], [{"a": [1, 2]}, "basic"]],
    ],
)
def test_a_cell_is_called_as_its_column(table: Any) -> None:
    found = hints(table)
    assert {text: found[text].split()[0] for text in ("Field", "gold", "basic")} == {
        "Field": "surname",
        "gold": "plan",
        "basic": "plan",
    }


@pytest.mark.parametrize(
    "other",
    [
        {"rows": [["Field", "gold"]]},
        {"plans": ["surname", "plan"], "rows": [["Field", "gold"]]},
        {"columns": ["surname", 7], "rows": [["Field", "gold"]]},
        {"columns": ["surname", "surname"], "rows": [["Field", "gold"]]},
        [["What is this? A sentence, no head.", "plan"], ["Field", "gold"]],
        [["surname"], ["Field", "gold"]],
        [["Field", "gold"]],
    ],
)
def test_lists_that_name_no_columns_lend_nothing(other: Any) -> None:
    assert not {"surname", "plan"} & set(hints(other)["Field"].split())


def test_what_stands_behind_the_table_is_not_called_so() -> None:
    table = {"columns": ["surname", "plan"], "rows": [["Field", "gold"]]}
    assert hints([table, ["May", "June"]])["May"] == "t"


def test_long_tables_are_read_in_linear_time() -> None:
    table = json.dumps([["surname", "plan"], *([f"F{at}", "gold"] for at in range(4000))])
    numbers = json.dumps(list(range(100_000)))
    started = time.process_time()
    slots({"t": table, "n": numbers}, PLAIN)
    assert time.process_time() - started < 2
