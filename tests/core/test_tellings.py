"""What a body tells of itself, and what of it must stand in the columns beside it."""

from dataclasses import dataclass
from typing import Any

import pytest

from router.core.tellings import differing, telling
from router.core.whose import tag

KEY = bytes(range(32))
ANNA = tag(KEY, "owner", "anna")


@dataclass(frozen=True)
class Columns:
    kind: str
    id: str = "r1"
    attempt: int = 1
    at: float = 5.0
    owner: str | None = None
    team: str | None = None


INTENT = {"kind": "intent", "receipt": "r1", "attempt": 1, "at": 5.0, "owner": "anna", "team": None}
ATTEMPT = {"kind": "attempt", "receipt": "r1", "attempt": {"number": 1, "ended": 5.0}}
ORPHAN = {"kind": "orphan", "receipt": "r1", "number": 1, "marked": 5.0}
PART = {"kind": "part", "receipt": "r1", "number": 1, "at": 5.0}
MOVED = {"kind": "receipt", "receipt": {"id": "r1", "facts": {"owner": "anna"}, "attempts": [{"ended": 4.0}]}}
RECEIPT = {**MOVED, "at": 5.0}


@pytest.mark.parametrize(
    ("body", "row", "column"),
    [
        (INTENT, Columns("intent", owner=ANNA), None),
        (INTENT, Columns("receipt", owner=ANNA), "kind"),
        (INTENT, Columns("intent", id="r2", owner=ANNA), "id"),
        (INTENT, Columns("intent", attempt=2, owner=ANNA), "attempt"),
        (INTENT, Columns("intent", at=0.0, owner=ANNA), "at"),
        (INTENT, Columns("intent"), "owner"),
        (INTENT, Columns("intent", owner=ANNA, team="red"), "team"),
        (ATTEMPT, Columns("attempt", owner=ANNA), None),
        (ATTEMPT, Columns("attempt", at=0.0), "at"),
        (ORPHAN, Columns("orphan", at=0.0), "at"),
        (ORPHAN, Columns("orphan", owner=ANNA), "owner"),
        (PART, Columns("part", owner=ANNA), None),
        (PART, Columns("part", at=6.0), "at"),
        (RECEIPT, Columns("receipt", attempt=0, owner=ANNA), None),
        (RECEIPT, Columns("receipt", attempt=0), "owner"),
        (MOVED, Columns("receipt", attempt=0), None),
        (MOVED, Columns("receipt", attempt=0, owner="bob"), "owner"),
    ],
)
def test_a_column_must_be_what_the_body_tells(body: dict[str, Any], row: Columns, column: str | None) -> None:
    assert differing(row, telling(body), KEY, may_be_moved=False) == column


@pytest.mark.parametrize("body", [ATTEMPT, ORPHAN])
def test_what_was_moved_bears_the_time_of_its_intent(body: dict[str, Any]) -> None:
    assert differing(Columns(body["kind"], at=1.0), telling(body), KEY, may_be_moved=True) is None
    assert differing(Columns(body["kind"], id="r2"), telling(body), KEY, may_be_moved=True) == "id"


@pytest.mark.parametrize("body", [{}, {"kind": "tale"}, {"kind": "act"}, {"kind": "attempt", "receipt": "r1"}])
def test_what_is_no_entry_is_refused(body: dict[str, Any]) -> None:
    with pytest.raises((ValueError, KeyError)):
        telling(body)
