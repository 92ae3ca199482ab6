"""Statements of the store, and how many rows one of them takes.

Each call into SQLite lets go of the interpreter and asks for it back, which beside a busy event loop costs more than a
row does. So rows that have gathered for the same table are inserted by one statement, in powers of two: few enough
different texts for the connection to keep them all prepared.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

Row = tuple[Any, ...]

MOST = 64
"""Rows of one statement: far below SQLite's 32,766 parameters."""


@dataclass(frozen=True, slots=True)
class Insert:
    """`head` VALUES (?, ...) `tail`, for rows of `width` values."""

    head: str
    width: int
    tail: str = ""

    @lru_cache(maxsize=64)  # noqa: B019 - the few inserts there are live as long as the process
    def of(self, rows: int) -> str:
        row = f"({', '.join('?' * self.width)})"
        return f"{self.head} VALUES {', '.join([row] * rows)} {self.tail}"


def shares(count: int) -> Iterator[int]:
    """Powers of two that sum up to `count`, none above `MOST`: 100 is 64, 32, 4."""
    size = MOST
    while count:
        if size <= count:
            count -= size
            yield size
        else:
            size //= 2
