"""The values of a `routes.yaml`, and the line of each, so that every fault can name its line.

Plain words mean what YAML 1.2's core schema says, less its traps: `true` and `false` alone are booleans, so the country
NO stays a word, and so do `on`, `1:30` and `010`. A date is a date. Keys are always words. `<<` merges, own keys win;
a key that is written twice is a fault, because the one that loses is the one that somebody relies on.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from math import isfinite
from typing import Any

from router.config.faults import Complaint, Fault, Loc, dotted, shown
from router.config.nodes import MAX_DEPTH, Mapping, Node, Scalar, Sequence, Unreadable, parse

MAX_NODES = 100_000
"""After aliases are followed: what a few lines of aliases can grow into is bounded."""


@dataclass(slots=True)
class Document:
    data: Any
    lines: dict[Loc, int]
    duplicates: list[Complaint]

    def fault(self, complaint: Complaint) -> Fault:
        """With the line of its place, or of the nearest place around it that is in the file."""
        around = (complaint.loc[:end] for end in range(len(complaint.loc), -1, -1))
        line = complaint.line or next((self.lines[loc] for loc in around if loc in self.lines), None)
        return Fault(dotted(complaint.loc), complaint.wrong, complaint.write, line)


def read_document(text: str) -> Document:
    """Raises `Unreadable` for what is not one plain YAML document."""
    walk = _Walk()
    data = walk.value(parse(text), ())
    return Document(data, walk.lines, list(walk.duplicates.values()))


@dataclass(slots=True)
class _Walk:
    lines: dict[Loc, int] = field(default_factory=dict)
    duplicates: dict[tuple[int, int], Complaint] = field(default_factory=dict)
    """By line and column: a mapping that is merged in several places is complained of once."""
    nodes: int = 0

    def value(self, node: Node, loc: Loc) -> Any:
        self._spend(node, loc)
        self.lines.setdefault(loc, node.line)
        match node:
            case Scalar():
                return meaning(node.text) if node.plain else node.text
            case Sequence():
                return [self.value(item, (*loc, index)) for index, item in enumerate(node.items)]
            case Mapping():
                return {name: self._entry(key, node, (*loc, name)) for name, (key, node) in self._pairs(node, loc)}

    def _entry(self, key: Scalar, node: Node, loc: Loc) -> Any:
        self.lines[loc] = key.line
        return self.value(node, loc)

    def _pairs(self, mapping: Mapping, loc: Loc) -> list[tuple[str, tuple[Scalar, Node]]]:
        own: dict[str, tuple[Scalar, Node]] = {}
        merged: dict[str, tuple[Scalar, Node]] = {}
        for key, node in mapping.entries:
            self._spend(key, loc)
            if key.text in own:
                self._twice(key, own[key.text][0], loc)
                continue
            own[key.text] = (key, node)
            if _merges(key):
                for name, pair in self._merged(node, loc):
                    merged.setdefault(name, pair)
        return [(name, pair) for name, pair in (merged | own).items() if not _merges(pair[0])]

    def _merged(self, node: Node, loc: Loc) -> Iterator[tuple[str, tuple[Scalar, Node]]]:
        for source in node.items if isinstance(node, Sequence) else (node,):
            if not isinstance(source, Mapping):
                raise Unreadable("`<<` merges something that is no mapping", "write `<<: *name`", node.line)
            yield from self._pairs(source, (*loc, "<<"))

    def _twice(self, key: Scalar, first: Scalar, loc: Loc) -> None:
        place = f"line {key.line}, column {key.column}"
        wrong = f"duplicate key {shown(key.text)} at {place}, first at line {first.line}, column {first.column}"
        complaint = Complaint((*loc, key.text), wrong, "keep one of the two", key.line)
        self.duplicates.setdefault((key.line, key.column), complaint)

    def _spend(self, node: Node, loc: Loc) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise Unreadable(f"has more than {MAX_NODES} values, aliases followed", "write less into it", node.line)
        if len(loc) > MAX_DEPTH:
            raise Unreadable(f"is nested deeper than {MAX_DEPTH} levels", "write it flatter", node.line)


def _merges(key: Scalar) -> bool:
    return key.plain and key.text == "<<"


_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?(\.[0-9]{1,40}|[0-9]{1,40}(\.[0-9]{0,40})?)([eE][-+]?[0-9]{1,3})?")
_LEADING_ZERO = re.compile(r"[-+]?0[0-9]")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def meaning(plain: str) -> str | int | float | bool | date | None:
    """What a word without quotes means (YAML 1.2.2 section 10.3, without octal, hexadecimal, .inf and .nan)."""
    if plain in _WORDS:
        return _WORDS[plain]
    if _INTEGER.fullmatch(plain):
        return int(plain)
    if _FLOAT.fullmatch(plain) and not _LEADING_ZERO.match(plain):
        return number if isfinite(number := float(plain)) else plain
    if _DATE.fullmatch(plain):
        return _date(plain)
    return plain


def _date(plain: str) -> date | str:
    try:
        return date.fromisoformat(plain)
    except ValueError:
        return plain
