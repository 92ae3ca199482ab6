"""Cells that blanks alone set apart, told by the place of their column's head.

    NO    NAME                 BORN       PHONE
    00017 PENHALIGON TAMSIN    1984-02-11 02079460112

A cell begins right below its head, or below a word of it (of `NO    NAME` the second is the head), behind a blank; it
ends ahead of the next head. The rows go on to an empty line.
"""

import re
from collections.abc import Iterator

from router.detect.identifiers.table_lines import LONGEST_LINE, RULER, lines

_HEADS = re.compile(r"[^\W\d_][\w.#/'()-]{0,40}(?: [\w.#/'()-]{1,40}){0,5}")
_PARTED = re.compile(r" {2,}")
_WORD = re.compile(r"\S+")
_MOST_OTHERS = 3
"""Rows in a row without a cell, behind which the table has ended."""
_NEXT = re.compile(r"[.:]? {2,}(?=\S)|[.:]?\s*$")


def cells(text: str, left: int, right: int, heads: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The cells below the heads in the line `left` to `right`. They may overlap: each word may begin the column."""
    head = text[left:right].rstrip()
    columns = list(_columns(head, left, heads)) if _is_head(head) else []
    others = 0
    for start, line in lines(text, right + 1) if columns else ():
        row = line.rstrip()
        found = [(low, min(len(row), high)) for low, high in columns if _begins(row, low) and _ends(row, high)]
        others = 0 if found or RULER.fullmatch(line) else others + 1
        if not row or others == _MOST_OTHERS:
            return
        yield from ((start + low, start + high) for low, high in found)


def _is_head(line: str) -> bool:
    """Two names of columns or more, as no line of prose or code is."""
    parts = _PARTED.split(line.strip())
    return len(parts) > 1 and all(_HEADS.fullmatch(part) for part in parts)


def _columns(line: str, left: int, heads: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where a column may begin, and where the next one does."""
    for start, end in heads:
        behind = _NEXT.match(line, end - left)
        if behind is not None:
            following = behind.end() if behind.end() < len(line) else LONGEST_LINE
            for word in _WORD.finditer(line, start - left, end - left):
                yield word.start(), following


def _begins(row: str, low: int) -> bool:
    return len(row) > low and row[low] != " " and (low == 0 or row[low - 1] == " ")


def _ends(row: str, high: int) -> bool:
    """What stands in the cell does not go on into the next one."""
    return len(row) < high or row[high - 1] == " "
