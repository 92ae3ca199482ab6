"""An answer in server-sent events: read one by one, until its end or a failure. Nothing is read after either."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

from router.core.problems import FailureKind, UpstreamFailure
from router.core.sse import Event, SseParser, SseTooLarge
from router.core.types import Usage
from router.dialects.wire import load, stated_error

DONE = b"data: [DONE]\n\n"
"""How OpenAI's streams of choices end."""


class Stream(ABC):
    """Implements `ports.Reader`, but for `finished` and `finish_reasons`."""

    def __init__(self) -> None:
        self._parser = SseParser()
        self.committed = False
        self.complete = False
        self.failure: UpstreamFailure | None = None
        self.usage: Usage | None = None
        self.written = 0
        self.heard = 0
        self.response_model: str | None = None

    def feed(self, data: bytes) -> bytes:
        if self._is_over():
            return b""
        try:
            return self._read_all(self._parser.feed(data))
        except SseTooLarge as large:
            read = self._read_all(large.before)
            return read if self._is_over() else read + self._fail(UpstreamFailure(FailureKind.TOO_LARGE, str(large)))

    def finish(self, broken: UpstreamFailure | None = None) -> bytes:
        if self._is_over():
            return b""
        read = self._read_all(self._parser.close())
        if not self._is_over():
            read += self._end_of_all()
        if self.failure is not None and broken is not None:
            self.failure = broken
        return read

    def _is_over(self) -> bool:
        return self.complete or self.failure is not None

    def _read_all(self, events: Sequence[Event]) -> bytes:
        read: list[bytes] = []
        for event in events:
            read.append(self._read(event))
            if self._is_over():
                break
        return b"".join(read)

    @abstractmethod
    def _read(self, event: Event) -> bytes:
        """What the client gets for this event."""

    @abstractmethod
    def _end_of_all(self) -> bytes:
        """The provider says no more: what is left. Sets `complete` or `failure`."""

    @abstractmethod
    def _fail(self, failure: UpstreamFailure) -> bytes:
        """Sets `failure`, unless all that was asked for has come; what is left in either case."""


def object_of(event: Event) -> dict[str, Any]:
    """Raises `UpstreamFailure`: garbage, or the error that the event states."""
    try:
        chunk = load(event.data or b"")
    except ValueError:
        chunk = None
    if isinstance(chunk, dict) and (failure := stated_error(chunk)) is not None:
        raise failure
    if event.event == "error":
        raise UpstreamFailure(FailureKind.IN_STREAM, "an error event")
    if not isinstance(chunk, dict):
        raise UpstreamFailure(FailureKind.GARBAGE, "an event that is no JSON object")
    return chunk
