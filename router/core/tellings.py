"""What the body of a log's entry tells of itself: the same that stands beside it in columns, where nothing seals it.

Who can write to the disk can change a column, and no key is needed for it. So whoever asks how old an entry is, or
whose it is, and destroys or shows something because of it, asks the body.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol

from router.core.whose import Sort, tag

MOVED = {"attempt", "orphan"}
"""Kinds whose column has the time of their intent where an older layout of the store was moved into this one."""
SILENT = {"attempt", "part"}
"""Kinds whose body does not tell whose they are, though the column may. An orphan and an act are nobody's."""


class Row(Protocol):
    """The columns beside a body; `owner` and `team` are tags."""

    @property
    def kind(self) -> str: ...

    @property
    def id(self) -> str: ...

    @property
    def attempt(self) -> int: ...

    @property
    def at(self) -> float: ...

    @property
    def owner(self) -> str | None: ...

    @property
    def team(self) -> str | None: ...


class Telling(NamedTuple):
    """Fields as of an entry. `at`: seconds since the epoch, the time of its last end for a receipt that tells none."""

    kind: str
    id: str
    attempt: int
    at: float
    owner: str | None
    team: str | None
    is_dated: bool
    """Whether the body told `at` itself."""


def telling(entry: Mapping[str, Any]) -> Telling:
    """Of a body that was read as JSON. Raises ValueError, TypeError and KeyError for what is no entry."""
    kind = entry["kind"]
    match kind:
        case "intent":
            owner, team = entry.get("owner"), entry.get("team")
            return Telling(kind, entry["receipt"], entry["attempt"], entry["at"], owner, team, is_dated=True)
        case "attempt":
            attempt = entry["attempt"]
            return _nobodys(kind, entry["receipt"], attempt["number"], attempt["ended"])
        case "orphan":
            return _nobodys(kind, entry["receipt"], entry["number"], entry["marked"])
        case "receipt":
            return _of_receipt(entry)
        case "part":
            return _nobodys(kind, entry["receipt"], entry["number"], entry["at"])
        case "act":
            return _nobodys(kind, entry["id"], 0, entry["at"])
        case _:
            raise ValueError(kind)


_WHOSE: tuple[Sort, Sort] = ("owner", "team")


def differing(row: Row, told: Telling, key: bytes, *, may_be_moved: bool) -> str | None:
    """Which column is not what the body tells; None where all are, as far as it tells.

    `key`: what owners and teams are tagged with. `may_be_moved`: it is among those that an older layout had, which bear
    the time of their intent.
    """
    for name in ("kind", "id", "attempt"):
        if getattr(row, name) != getattr(told, name):
            return name
    is_dated = told.is_dated and not (may_be_moved and told.kind in MOVED)
    if is_dated and row.at != told.at:
        return "at"
    if told.kind in SILENT or not (told.is_dated or row.owner or row.team):  # a moved receipt stands without them
        return None
    return next((name for name in _WHOSE if getattr(row, name) != tag(key, name, getattr(told, name))), None)


def _nobodys(kind: str, name: str, number: int, at: float) -> Telling:
    return Telling(kind, name, number, at, None, None, is_dated=True)


def _of_receipt(entry: Mapping[str, Any]) -> Telling:
    receipt = entry["receipt"]
    facts, ends = receipt["facts"], [attempt["ended"] for attempt in receipt["attempts"]]
    at = entry.get("at", max(ends, default=0.0))  # an older store did not tell it
    return Telling("receipt", receipt["id"], 0, at, facts.get("owner"), facts.get("team"), is_dated="at" in entry)
