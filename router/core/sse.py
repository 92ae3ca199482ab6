"""Server-sent events, read from bytes split anywhere.

Source: WHATWG HTML, section 9.2.6, "Interpreting an event stream". Lines end with LF, CRLF or CR; a blank line ends a
block; a block with at least one `data` line is an event; lines that begin with a colon are comments; one byte order
mark may stand at the very start.

Every event keeps the bytes it came in, so that what nobody changed is forwarded as it was. The one place where bytes
matter and meaning does not: a block that ends `LF CR` may still get the `LF` that belongs to it, so the parser waits
for the next byte (`close` settles it). Blank lines between blocks mean nothing and are dropped.
"""

import re
from dataclasses import dataclass

MAX_EVENT = 16 * 1024 * 1024
"""Bytes."""

_BOM = b"\xef\xbb\xbf"
_BLANK_LINE = re.compile(rb"\n\n|\r\r|\n\r\n?")
_LINE_ENDS = re.compile(rb"[\r\n]+")
_LINE_END = re.compile(rb"\r\n|\n|\r")
_LOOK_BACK = 2  # a blank line may have begun this many bytes before the new ones


@dataclass(frozen=True, slots=True)
class Event:
    """One block. `data` is None for a block that dispatches nothing: comments, or fields without data."""

    data: bytes | None
    raw: bytes
    event: str | None = None

    @property
    def is_comment(self) -> bool:
        """Nothing but comments: a keep-alive."""
        return all(line.startswith(b":") for line in _LINE_END.split(self.raw) if line)


class SseTooLarge(ValueError):  # noqa: N818 - a state of the stream, as the other names of this package
    """One event is larger than the parser may hold. `before` are the events that came whole with its first bytes."""

    def __init__(self, limit: int, before: list[Event]) -> None:
        super().__init__(f"one event is larger than {limit} bytes")
        self.before = tuple(before)


class SseParser:
    """`feed` gives the events that are whole; `tail` is what is not yet one. Bounded by `max_event` bytes."""

    __slots__ = ("_max_event", "_pending", "_scanned", "_started")

    def __init__(self, max_event: int = MAX_EVENT) -> None:
        self._max_event = max_event
        self._pending = bytearray()
        self._scanned = 0
        self._started = False

    @property
    def tail(self) -> bytes:
        return bytes(self._pending)

    def feed(self, data: bytes) -> list[Event]:
        """Raises `SseTooLarge` once one event outgrows the bound."""
        if self._started and not self._pending and len(data) <= self._max_event:  # what most providers send at once
            if _is_one_line(data):
                return [Event(data[6:-2], data)]
            if (name := _name_of_two_lines(data)) is not None:
                return [_named(data, name)]
        if not self._started:
            data = self._begin(data)
        buffer: bytes | bytearray = data
        if self._pending:
            self._pending += data
            buffer = self._pending
        events, rest = self._blocks(buffer)
        self._keep(buffer, rest, events)
        return events

    def close(self) -> list[Event]:
        """The stream ended: a block whose blank line is a lone CR is whole after all. The rest stays in `tail`."""
        if not self._pending.endswith(b"\n\r"):
            return []
        raw = self.tail
        self._pending.clear()
        return [_event(raw)]

    def _begin(self, data: bytes) -> bytes:
        """Drops the byte order mark, which may itself come in pieces."""
        data = self.tail + data
        self._pending.clear()
        if len(data) < len(_BOM) and _BOM.startswith(data):
            self._pending += data
            return b""
        self._started = True
        return data.removeprefix(_BOM)

    def _blocks(self, buffer: bytes | bytearray) -> tuple[list[Event], int]:
        """The whole blocks, and where the unfinished one begins."""
        events: list[Event] = []
        start = 0
        while self._started:
            if (ends := _LINE_ENDS.match(buffer, start)) is not None:
                start = ends.end()
            blank = _BLANK_LINE.search(buffer, max(start, self._scanned))
            if blank is None or _may_grow(blank, buffer):
                break
            if blank.end() - start > self._max_event:
                raise SseTooLarge(self._max_event, events)
            events.append(_event(bytes(buffer[start : blank.end()])))
            start = blank.end()
            self._scanned = 0
        return events, start

    def _keep(self, buffer: bytes | bytearray, rest: int, events: list[Event]) -> None:
        if buffer is self._pending:
            del self._pending[:rest]
        else:
            self._pending += buffer[rest:]
        if len(self._pending) > self._max_event:
            raise SseTooLarge(self._max_event, events)
        self._scanned = max(0, len(self._pending) - _LOOK_BACK)


def _may_grow(blank: re.Match[bytes], buffer: bytes | bytearray) -> bool:
    return blank.end() == len(buffer) and blank.group() == b"\n\r"


def _event(raw: bytes) -> Event:
    if _is_one_line(raw):
        return Event(raw[6:-2], raw)
    name = _name_of_two_lines(raw)
    return _event_of_lines(raw) if name is None else _named(raw, name)


def _is_one_line(raw: bytes) -> bool:
    """Whether this is one whole event that has nothing but its data, in one line."""
    return raw.endswith(b"\n\n") and raw.startswith(b"data: ") and raw.find(b"\n") == len(raw) - 2 and b"\r" not in raw


def _name_of_two_lines(raw: bytes) -> bytes | None:
    """Of what is one whole event that has its name and its data, each in one line, and nothing else."""
    if not raw.startswith(b"event: ") or not raw.endswith(b"\n\n") or b"\r" in raw:
        return None
    end = raw.find(b"\n")
    if not raw.startswith(b"data: ", end + 1) or raw.find(b"\n", end + 1) != len(raw) - 2:
        return None
    return raw[7:end]


def _named(raw: bytes, name: bytes) -> Event:
    return Event(raw[len(name) + 14 : -2], raw, name.decode("utf-8", "replace") or None)


def _event_of_lines(raw: bytes) -> Event:
    data: list[bytes] = []
    event: str | None = None
    for line in _LINE_END.split(raw):
        field, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        if field == b"data":
            data.append(value)
        elif field == b"event":
            event = value.decode("utf-8", "replace") or None
    return Event(b"\n".join(data) if data else None, raw, event)
