"""From YAML text to nodes that know their lines. No value is interpreted here and no object is made of any tag.

PyYAML parses; what it would build from that is not asked for. Depth and size are bounded, an alias refers to a node
that is complete (so nothing contains itself), and one file is one document.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

MAX_BYTES = 2_000_000
MAX_DEPTH = 64

_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_STANDARD = "tag:yaml.org,2002:"


@dataclass(frozen=True, slots=True)
class Scalar:
    text: str
    plain: bool
    """Written without quotes, so that it may mean a number, a boolean, a date or nothing."""
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Sequence:
    items: tuple["Node", ...]
    line: int


@dataclass(frozen=True, slots=True)
class Mapping:
    entries: tuple[tuple[Scalar, "Node"], ...]
    line: int


Node = Scalar | Sequence | Mapping


class Unreadable(Exception):  # noqa: N818 - a state of the text; `router.config` makes the error of it
    """The text is not one small plain YAML document. Nothing more can be said about it."""

    def __init__(self, wrong: str, write: str, line: int | None = None) -> None:
        super().__init__(wrong)
        self.wrong = wrong
        self.write = write
        self.line = line


def parse(text: str) -> Node:
    """Raises `Unreadable`."""
    _measure(text)
    try:
        events = yaml.parse(text, Loader=_LOADER)
        return _Reader(events).document()
    except yaml.MarkedYAMLError as error:
        raise _syntax(error) from None
    except yaml.YAMLError:
        raise Unreadable("holds a character that YAML does not allow", "save it as plain UTF-8 text") from None


def _measure(text: str) -> None:
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise Unreadable("is not Unicode text", "save it as UTF-8") from None
    if size > MAX_BYTES:
        raise Unreadable(f"has {size} bytes, {MAX_BYTES} are allowed", "write less into it")


def _syntax(error: yaml.MarkedYAMLError) -> Unreadable:
    """PyYAML's own words, less what it quotes: that is text of the file."""
    problem = re.sub(r"'[^']{4,}'|\"[^\"]{4,}\"", "…", error.problem or "it cannot be parsed")
    mark = error.problem_mark or error.context_mark
    place = f" at line {mark.line + 1}, column {mark.column + 1}" if mark else ""
    cure = 'look at the indentation, and quote text that holds ": " or " #" or begins with a sign'
    return Unreadable(f"is not YAML{place}: {problem}", cure, mark.line + 1 if mark else None)


class _Reader:
    def __init__(self, events: Iterator[Event]) -> None:
        self.events = events
        self.anchors: dict[str | None, Node] = {}

    def document(self) -> Node:
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                root = self._node(next(self.events), 0)
                self._expect_no_other()
                return root
        raise Unreadable("is empty", "begin with `version: 1`")

    def _expect_no_other(self) -> None:
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                raise Unreadable("holds several documents", "keep one, and remove `---`", _line(event))

    def _node(self, event: Event, depth: int) -> Node:
        line = _line(event)
        if depth > MAX_DEPTH:
            raise Unreadable(f"is nested deeper than {MAX_DEPTH} levels", "write it flatter", line)
        if isinstance(event, AliasEvent):
            return self._aliased(event.anchor, line)
        node = self._fresh(event, depth, line)
        if isinstance(event, NodeEvent) and event.anchor is not None:
            self.anchors[event.anchor] = node
        return node

    def _aliased(self, anchor: str | None, line: int) -> Node:
        if anchor in self.anchors:
            return self.anchors[anchor]
        raise Unreadable("an alias (*name) names no anchor above it", "write the anchor (&name) first", line)

    def _fresh(self, event: Event, depth: int, line: int) -> Node:
        match event:
            case ScalarEvent():
                return _scalar(event, line)
            case SequenceStartEvent():
                _expect_tag(event.tag, {"seq"}, line)
                return Sequence(tuple(self._items(depth)), line)
            case MappingStartEvent():
                _expect_tag(event.tag, {"map"}, line)
                return Mapping(tuple(self._entries(depth)), line)
            case _:
                raise Unreadable("is not YAML", "look at the indentation", line)

    def _items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self.events), SequenceEndEvent):
            yield self._node(event, depth + 1)

    def _entries(self, depth: int) -> Iterator[tuple[Scalar, Node]]:
        while not isinstance(event := next(self.events), MappingEndEvent):
            key = self._node(event, depth + 1)
            if not isinstance(key, Scalar):
                raise Unreadable("a key is a list or a mapping", "keys are plain words", key.line)
            yield key, self._node(next(self.events), depth + 1)


def _scalar(event: ScalarEvent, line: int) -> Scalar:
    _expect_tag(event.tag, {"str"}, line)
    plain = event.tag is None and event.implicit[0]
    return Scalar(event.value, plain, line, event.start_mark.column + 1 if event.start_mark else 0)


def _line(event: Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0


def _expect_tag(tag: str | None, names: set[str], line: int) -> None:
    """Tags make objects; this file holds words. `!!str`, `!!seq` and `!!map` say what is so anyway and may stand."""
    if tag not in (None, "!") and tag not in {_STANDARD + name for name in names}:
        raise Unreadable("a tag (!name) is used", "write the value without it, in quotes where it is text", line)
