"""Rows of JSON under a row of heads: what each cell is called.

`{"columns": ["first_name", "plan"], "rows": [["Rose", "gold"]]}`, `[["first_name", "plan"], ["Rose", "gold"]]`: the
first row, or the list that a sibling calls columns, names the cells of the rows behind it.
"""

import re
from dataclasses import dataclass, field

_COLUMNS = frozenset(
    {"columns", "column_names", "columnnames", "cols", "fields", "field_names", "head", "header", "headers", "headings"}
)
_HEAD = re.compile(r"[^\W\d][\w .#/'-]{0,40}")
_MOST = 64
"""Columns."""

Names = tuple[str, ...]


def is_head(key: str, place: int, *, is_member: bool) -> bool:
    """A list may name columns: a member called so, or the first item of a list."""
    return key.lower() in _COLUMNS if is_member else place == 0


@dataclass(slots=True)
class Row:
    """A list while it is read. `below`: the names of the cells of the lists within; `names`: of its own."""

    below: Names = ()
    names: Names = ()
    texts: list[str] = field(default_factory=list)

    def take(self, place: int, text: str) -> None:
        """A text of the list, as far as all before it were texts."""
        if place == len(self.texts) < _MOST:
            self.texts.append(text)

    def name(self, place: int) -> str:
        return self.names[place] if place < len(self.names) else ""

    def heads(self, length: int) -> Names:
        """The names that this list of so many items gives; none if it holds anything else."""
        is_whole = len(self.texts) == length > 1 and len(set(self.texts)) == length
        return tuple(self.texts) if is_whole and all(map(_HEAD.fullmatch, self.texts)) else ()
