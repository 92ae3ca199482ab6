"""The places of a body where people's words can be.

Every string is a slot, unknown fields included; so are object keys, long numbers, the dialect's own words (ids, names
of tools) and what a provider signed, which can be read but not replaced. A string that is itself JSON is read literal
by literal, so that what is replaced in it can be spliced back (`router.core.rewriting`).

A path has a string for a member of an object and an index for an item of a list. Beyond JSON paths:
    an index below an object         the name of its member of that index (a KEY slot)
    "$", n                           the n-th literal of the JSON inside a string, keys counted
    "$", -1 - n                      its n-th number of seven digits or more (a NUMBER slot)

Each slot has a hint, what it is called there (`router.core.context`).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from router.core.context import VALUES, Context, Label, is_label, labelled, labels
from router.core.jsontext import MAX_NESTING, MAX_PLACES, holds_json, unquote
from router.core.problems import Code, Problem
from router.core.rows import Names, Row, is_head
from router.core.shape import Sort
from router.core.structural import Structural, Where, is_media
from router.core.types import Body, Path, Slot, SlotKind


def slots(body: Body, structural: Structural) -> tuple[Slot, ...]:
    """Every slot, in reading order: as the body has them, but what grows (`structural.last`) comes last.

    Raises `Problem` (invalid_request) when JSON inside strings holds more than `MAX_PLACES` literals.
    """
    reading = _Reading(structural)
    root = Where(structural.shape)
    for late in (False, True):
        for index, (key, value) in enumerate(body.items()):
            if (key in structural.last) is late:
                reading.key(key, (index,), key, "")
                reading.value(value, (key,), key, root.under(key))
    return tuple(reading.found)


@dataclass(slots=True)
class _Reading:
    structural: Structural
    found: list[Slot] = field(default_factory=list)
    literals: int = 0

    def value(self, value: Any, path: Path, role: str, where: Where, below: Names = ()) -> None:
        """`below`: what the cells of rows in it are called."""
        if isinstance(value, str):
            self.string(value, path, role, where)
        elif isinstance(value, dict):
            self.members(value, path, _role(value) or role, where, below)
        elif isinstance(value, list):
            self.items(value, path, role, where.inside(), Row(below))
        elif isinstance(value, int | float) and not isinstance(value, bool):
            self.number(str(value), path, role, where)

    def number(self, number: str, path: Path, role: str, where: Where) -> None:
        if where.reads_numbers and _is_long(number):
            self.found.append(Slot(path, number, role, SlotKind.NUMBER, hint=where.context.hint))

    def items(self, items: list[Any], path: Path, role: str, where: Where, row: Row) -> None:
        """`where` its items are. Says in `row` what they call the cells of rows behind them."""
        for index, item in enumerate(items):
            if isinstance(item, str):
                name = row.name(index)
                self.string(item, (*path, index), role, where.named(name) if name else where)
                if item and not is_media(item):
                    row.take(index, item)
            elif isinstance(item, list):
                inner = Row(row.below, row.below)
                self.items(item, (*path, index), role, where.inside(), inner)
                if not row.below and is_head("", index, is_member=False):
                    row.below = inner.heads(len(item))
            else:
                self.value(item, (*path, index), role, where, row.below)

    def members(self, members: dict[str, Any], path: Path, role: str, where: Where, below: Names = ()) -> None:
        named = labels(members)
        for index, (key, member) in enumerate(members.items()):
            self.key(key, (*path, index), role, where.context.hint)
            start = len(self.found)
            if isinstance(member, list):
                row, there = Row(below), where.under(key)
                self.items(member, (*path, key), role, there.inside(), row)
                if not below and is_head(key, index, is_member=True):
                    below = row.heads(len(member))
            else:
                self.value(member, (*path, key), role, where.under(key), below)
            if named and key.lower() in VALUES:
                self.label(range(start, len(self.found)), key, named)

    def string(self, text: str, path: Path, role: str, where: Where) -> None:
        kind = self.structural.sort(text, where)
        if kind is SlotKind.TEXT:
            is_prose = where.shape is not None and where.shape.sort is Sort.PROSE
            self.text(text, path, role, Context() if is_prose else where.context)
        elif kind is not None:
            self.found.append(Slot(path, text, role, kind))

    def key(self, key: str, path: Path, role: str, hint: str, nested: int = 0) -> None:
        if key and (not _IDENTIFIER.fullmatch(key) or _SHOUTED.search(key)):
            self.found.append(Slot(path, key, role, SlotKind.KEY, nested, hint))

    def text(self, text: str, path: Path, role: str, context: Context, nested: int = 0) -> None:
        if nested < MAX_NESTING and holds_json(text):
            _Inner(self, path, role, nested + 1).read(text, context)
        else:
            self.found.append(Slot(path, text, role, SlotKind.TEXT, nested, context.hint))

    def label(self, places: range, key: str, named: Iterable[Label]) -> None:
        """The siblings of a value say what it is. A value of many texts is a document of its own."""
        for place in places if len(places) <= _LABELLED else ():
            slot = self.found[place]
            if slot.kind is not SlotKind.STRUCTURAL:
                self.found[place] = replace(slot, hint=labelled(slot.hint, key, named))


@dataclass(slots=True)
class _Container:
    """An object or list of JSON inside a string, while it is read. `here` is the context of what comes next in it."""

    outer: Context
    here: Context
    is_object: bool = False
    key: str = ""
    start: int = 0
    named: list[Label] = field(default_factory=list)
    values: list[tuple[str, range]] = field(default_factory=list)
    """The slots of members that a sibling may name."""
    at: int = 0
    """How many commas were read."""
    row: Row = field(default_factory=Row)

    def inner(self, *, is_object: bool) -> "_Container":
        """One that opens here."""
        row = Row(self.row.below) if is_object or self.is_object else Row(self.row.below, self.row.below)
        return _Container(self.here, self.here, is_object, row=row)

    def item(self, value: str) -> Context:
        """The context of a literal."""
        if self.is_object:
            return self.here
        self.row.take(self.at, value)
        name = self.row.name(self.at)
        return self.outer.under(name) if name else self.here

    def close(self, done: "_Container") -> None:
        """Takes up what the list that ends says of those behind it."""
        if not done.is_object and not self.row.below and is_head(self.key, self.at, is_member=self.is_object):
            self.row.below = done.row.heads(done.at + 1)

    def begin(self, key: str, count: int) -> None:
        """The next member, when `count` slots were found so far."""
        self.end(count)
        self.key, self.start, self.here = key, count, self.outer.under(key)

    def end(self, count: int) -> None:
        if self.key.lower() in VALUES:
            self.values.append((self.key, range(self.start, count)))
        self.key = ""


@dataclass(slots=True)
class _Inner:
    """Reads JSON inside a string, in one pass over its tokens: no stack of ours, however deep it is."""

    reading: _Reading
    path: Path
    role: str
    nested: int

    def read(self, text: str, context: Context) -> None:
        open_ones = [_Container(context, context)]
        ordinal = number = 0
        for token in _TOKEN.finditer(text):
            now = open_ones[-1]
            match token.lastindex:
                case 1 | 2:
                    self._literal(unquote(token[1]), ordinal, now, is_key=token[2] is not None)
                    ordinal += 1
                case 3:
                    open_ones.append(now.inner(is_object=token[3] == "{"))
                case 4:
                    self._close(open_ones.pop())
                    if open_ones:
                        open_ones[-1].close(now)
                case 5:
                    now.at += 1
                case _:
                    if _is_long(token[0]):
                        number -= 1
                        self._slot(token[0], number, SlotKind.NUMBER, now.here.hint)

    def _literal(self, value: str, ordinal: int, now: _Container, *, is_key: bool) -> None:
        reading = self.reading
        reading.literals += 1
        if reading.literals > MAX_PLACES:
            raise Problem(Code.INVALID_REQUEST, f"JSON inside strings holds more than {MAX_PLACES} strings.")
        path = (*self.path, "$", ordinal)
        if is_key:
            now.begin(value, len(reading.found))
            reading.key(value, path, self.role, now.outer.hint, self.nested)
            now.start = len(reading.found)
        elif value and not is_media(value):
            reading.text(value, path, self.role, now.item(value), self.nested)
            if now.is_object and is_label(now.key, value):
                now.named.append((now.key, value))

    def _close(self, done: _Container) -> None:
        done.end(len(self.reading.found))
        if done.named:
            for key, places in done.values:
                self.reading.label(places, key, done.named)

    def _slot(self, text: str, step: int, kind: SlotKind, hint: str) -> None:
        self.reading.found.append(Slot((*self.path, "$", step), text, self.role, kind, self.nested, hint))


def _role(message: dict[str, Any]) -> str | None:
    role = message.get("role")
    return role if isinstance(role, str) and _ROLE.fullmatch(role) else None


def _is_long(number: str) -> bool:
    """Seven digits and more can name a person: a phone number, an account."""
    return len(number) >= _LONG and sum(map(str.isdigit, number)) >= _LONG


_LONG = 7
_LABELLED = 16
_IDENTIFIER = re.compile(r"[A-Za-z_$][A-Za-z_$-]{0,40}")
_SHOUTED = re.compile(r"[A-Z]{16}")
"""No name of a field: a key of another sort, perhaps."""

_ROLE = re.compile(r"[a-z_]{1,20}")
_TOKEN = re.compile(
    r'("[^"\\]*+(?:\\.[^"\\]*+)*+")([ \t\n\r]*+:)?|([{\[])|([}\]])|(,)|-?[0-9][0-9.eE+-]{6,}', re.DOTALL
)
"""Of JSON: a string (and the colon after a key), what opens, what closes, a comma, a long number."""
