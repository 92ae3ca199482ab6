"""Cells of the rows that SQL inserts, told by the names of their columns: `INSERT INTO t (id, dob) VALUES (1, '...')`.

ISO/IEC 9075-2, insert statement, as `pg_dump --inserts` and `mysqldump --complete-insert` write it. Several rows may
stand behind one list of names.
"""

import re
from collections.abc import Iterator

from router.detect.patterns import Pattern

_STATEMENT = Pattern(
    r"(?i)(?:^|[^\pL\pN_])insert\s+(?:ignore\s+)?into\s+[\w.\"`\[\]]{1,120}\s*\(([^()]+)\)\s*values\s*\("
)
_VALUE = re.compile(
    r"\s*(?P<cell>N?'(?:[^'\\]|''|\\.){0,4000}'|\"(?:[^\"\\]|\\.){0,4000}\"|[^\s,()'\"][^,()'\"]{0,200}"
    r"(?:\([^()]{0,200}\))?)\s*(?P<mark>[,)])"
)
_NEXT = re.compile(r"\s*,\s*\(|\s*\(")
_MOST_ROWS = 20_000


def cells(text: str, heads: Pattern, beside: Pattern | None) -> Iterator[tuple[int, int]]:
    """The cells of the columns whose names `heads` matches; with `beside` only where that matches a name as well."""
    if "nsert" not in text and "NSERT" not in text:
        return
    for (_, end), (left, right) in _STATEMENT.groups(text):
        names = re.sub(r"[\s\"`\[\]]+", "", text[left:right])
        if beside is None or beside.found(names):
            yield from _rows(text, end - 1, set(_columns(names, heads)))


def _columns(names: str, heads: Pattern) -> Iterator[int]:
    for _, end in heads.spans(names):
        if names[end : end + 1] in {",", ""}:
            yield names.count(",", 0, end)


def _rows(text: str, position: int, columns: set[int]) -> Iterator[tuple[int, int]]:
    for _ in range(_MOST_ROWS if columns else 0):
        opened = _NEXT.match(text, position)
        if opened is None:
            return
        position = opened.end()
        column, mark = 0, ","
        while mark == ",":
            value = _VALUE.match(text, position)
            if value is None:
                return
            position, mark = value.end(), value["mark"]
            if column in columns:
                yield value.span("cell")
            column += 1
