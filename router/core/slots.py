"""The places of a body where people's words can be, and how to write to them.

Every string is a slot, unknown fields included; so are object keys and long numbers, which can be read but not
replaced. A string that is itself JSON is read literal by literal, and only the literals that change are spliced back:
its spaces, its number formats and the order of its keys stay as they were, byte for byte.

A path has a string for a member of an object and an index for an item of a list. Beyond JSON paths:
    an index below an object         the name of its member of that index (a KEY slot)
    "$", n                           the n-th literal of the JSON inside a string, keys counted
    "$", -1 - n                      its n-th number of seven digits or more (a NUMBER slot)
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from router.core.jsontext import MAX_NESTING, MAX_PLACES, Literal, holds_json, literals, quote
from router.core.problems import Code, Problem
from router.core.types import Body, Path, Slot, SlotKind


@dataclass(frozen=True, slots=True)
class Structural:
    """Which strings of a dialect are structure and not words. They are skipped only while they also look it.

    `keys`: a string, or strings in a list, under such a key. `names`: (enclosing key, key), the enclosing key being the
    nearest one above, "" at the top; so ("", "model") and ("function", "name"). `media`: likewise, where bare
    base64 is expected. `free`: top-level keys beneath which nothing is structural. `last`: top-level keys read after
    all others because they grow from turn to turn: what stands beside them keeps its placeholders.
    """

    keys: frozenset[str]
    names: frozenset[tuple[str, str]] = frozenset()
    media: frozenset[tuple[str, str]] = frozenset()
    free: frozenset[str] = frozenset({"metadata"})
    last: frozenset[str] = frozenset({"messages", "input"})

    def skips(self, text: str, where: "_Where") -> bool:
        """Whether this string is no slot: structure, or media, or empty."""
        if not text or is_media(text):
            return True
        if where.free:
            return False
        name = where.above, where.key
        if where.key in self.keys or name in self.names:
            return _STRUCTURE.fullmatch(text) is not None
        return name in self.media and _BASE64.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class _Where:
    """The nearest key, the one above it, and whether nothing here is structural."""

    above: str = ""
    key: str = ""
    free: bool = False

    def under(self, key: str, structural: Structural) -> "_Where":
        return _Where(self.key, key, self.free or (not self.key and key in structural.free))


def slots(body: Body, structural: Structural) -> tuple[Slot, ...]:
    """Every slot, in reading order: as the body has them, but what grows (`structural.last`) comes last.

    Raises `Problem` (invalid_request) when JSON inside strings holds more than `MAX_PLACES` literals.
    """
    reading = _Reading(structural)
    for late in (False, True):
        for index, (key, value) in enumerate(body.items()):
            if (key in structural.last) is late:
                reading.key(key, (index,), key)
                if not _is_number(value):
                    reading.value(value, (key,), key, _Where().under(key, structural))
    return tuple(reading.found)


def rewrite(body: Body, replacements: Mapping[Path, str], structural: Structural) -> Body:
    """The body with new texts. Copies only what changes; what nobody changed is the same object.

    Raises KeyError for a path that is no TEXT slot.
    """
    tree: dict[str | int, Any] = {}
    for path, text in replacements.items():
        branch = tree
        for step in path[:-1]:
            branch = branch.setdefault(step, {})
            if not isinstance(branch, dict):
                raise _nowhere()
        if not path or path[-1] in branch:
            raise _nowhere()
        branch[path[-1]] = text
    if not tree:
        return body
    written: Body = _write(body, tree, structural, _Where())
    return written


def is_media(text: str) -> bool:
    """Whether the whole text is a base64 `data:` URI (RFC 2397): not words, and so no slot."""
    return text[:5].lower() == "data:" and _DATA_URI.fullmatch(text) is not None


@dataclass(slots=True)
class _Reading:
    structural: Structural
    found: list[Slot] = field(default_factory=list)
    literals: int = 0

    def value(self, value: Any, path: Path, role: str, where: _Where) -> None:
        if isinstance(value, str):
            if not self.structural.skips(value, where):
                self.text(value, path, role, 0)
        elif isinstance(value, dict):
            role = _role(value) or role
            for index, (key, member) in enumerate(value.items()):
                self.key(key, (*path, index), role)
                self.value(member, (*path, key), role, where.under(key, self.structural))
        elif isinstance(value, list):
            for index, item in enumerate(value):
                self.value(item, (*path, index), role, where)
        elif _is_number(value) and _is_long(number := str(value)):
            self.found.append(Slot(path, number, role, SlotKind.NUMBER))

    def key(self, key: str, path: Path, role: str, nested: int = 0) -> None:
        if key and not _IDENTIFIER.fullmatch(key):
            self.found.append(Slot(path, key, role, SlotKind.KEY, nested))

    def text(self, text: str, path: Path, role: str, nested: int) -> None:
        if nested < MAX_NESTING and holds_json(text):
            self.inner(text, path, role, nested + 1)
        else:
            self.found.append(Slot(path, text, role, SlotKind.TEXT, nested))

    def inner(self, text: str, path: Path, role: str, nested: int) -> None:
        for step, token in _tokens(text):
            if isinstance(token, str):
                self.found.append(Slot((*path, "$", step), token, role, SlotKind.NUMBER, nested))
            else:
                self.literal(token, (*path, "$", step), role, nested)

    def literal(self, literal: Literal, path: Path, role: str, nested: int) -> None:
        self.literals += 1
        if self.literals > MAX_PLACES:
            raise Problem(Code.INVALID_REQUEST, f"JSON inside strings holds more than {MAX_PLACES} strings.")
        if literal.is_key:
            self.key(literal.value, path, role, nested)
        elif literal.value and not is_media(literal.value):
            self.text(literal.value, path, role, nested)


def _tokens(text: str) -> Iterator[tuple[int, Literal | str]]:
    """The literals and the long numbers of a JSON text, in order, each with its step in a path."""
    number = 0
    done = 0
    for ordinal, literal in enumerate(literals(text)):
        for digits in _long_numbers(text, done, literal.start):
            number -= 1
            yield number, digits
        yield ordinal, literal
        done = literal.end
    for digits in _long_numbers(text, done, len(text)):
        number -= 1
        yield number, digits


def _long_numbers(text: str, start: int, end: int) -> Iterator[str]:
    return (match[0] for match in _NUMBER.finditer(text, start, end) if _is_long(match[0]))


def _write(value: Any, tree: Any, structural: Structural, where: _Where) -> Any:
    """`value` with the texts of `tree`, in which a string is a new text."""
    if isinstance(value, str):
        if structural.skips(value, where):
            raise _nowhere()
        return _write_text(value, tree, 0)
    if isinstance(tree, str) or not isinstance(value, dict | list):
        raise _nowhere()
    written: Any = value.copy()
    for step, branch in tree.items():
        if not _has(value, step):
            raise _nowhere()
        inner = where.under(step, structural) if isinstance(value, dict) else where
        written[step] = _write(value[step], branch, structural, inner)
    return written


def _write_text(text: str, tree: Any, nested: int) -> str:
    is_json = nested < MAX_NESTING and holds_json(text)
    if isinstance(tree, str):
        if is_json:
            raise _nowhere()
        return tree
    if not is_json or tree.keys() != {"$"}:
        raise _nowhere()
    return _splice(text, tree["$"], nested + 1)


def _splice(text: str, branches: Any, nested: int) -> str:
    """A JSON text with some of its literals written anew, in the manner (ASCII or not) of those that stood there."""
    if isinstance(branches, str):
        raise _nowhere()
    pieces: list[str] = []
    done = written = 0
    for ordinal, literal in enumerate(literals(text)):
        branch = branches.get(ordinal)
        if branch is None:
            continue
        if literal.is_key or not literal.value or is_media(literal.value):
            raise _nowhere()
        old = text[literal.start : literal.end]
        pieces += (
            text[done : literal.start],
            quote(_write_text(literal.value, branch, nested), ascii_only=old.isascii()),
        )
        done = literal.end
        written += 1
    if written != len(branches):
        raise _nowhere()
    return "".join((*pieces, text[done:]))


def _has(container: Any, step: str | int) -> bool:
    if isinstance(container, dict):
        return isinstance(step, str) and step in container
    return isinstance(step, int) and 0 <= step < len(container)


def _role(message: dict[str, Any]) -> str | None:
    role = message.get("role")
    return role if isinstance(role, str) and _ROLE.fullmatch(role) else None


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_long(number: str) -> bool:
    """Seven digits and more can name a person: a phone number, an account."""
    return len(number) >= _LONG and sum(map(str.isdigit, number)) >= _LONG


def _nowhere() -> KeyError:
    return KeyError("no such text slot")


_LONG = 7
_STRUCTURE = re.compile(r"[\w.:/+-]{1,200}", re.ASCII)
_IDENTIFIER = re.compile(r"[A-Za-z_$][A-Za-z_$-]{0,40}")
_ROLE = re.compile(r"[a-z_]{1,20}")
_NUMBER = re.compile(r"-?[0-9][0-9.eE+-]{6,}")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]+={0,2}")
_DATA_URI = re.compile(
    r"data:(?:[a-z]{1,40}/[a-z0-9.+-]{1,80})?(?:;(?:charset|codecs)=[\w.-]{1,40})?;base64,[A-Za-z0-9+/_-]*={0,2}",
    re.ASCII | re.IGNORECASE,
)
"""Other parameters may be words (a file name), so with them it is read like any text."""
