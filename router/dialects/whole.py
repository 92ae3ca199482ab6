"""An answer that is one JSON object: collected, then read once it has all come.

A dialect says what its objects are in `_read`, and may pass on the provider's own bytes where nothing changed.
"""

from abc import ABC, abstractmethod
from typing import Any

from router.core.problems import FailureKind, UpstreamFailure
from router.core.types import Usage
from router.dialects.wire import load, stated_error

MAX_REPLY = 64 * 1024 * 1024
"""Bytes."""


class Whole(ABC):
    """Implements `ports.Reader`."""

    def __init__(self) -> None:
        self._received = bytearray()
        self.committed = False
        self.complete = False
        self.failure: UpstreamFailure | None = None
        self.usage: Usage | None = None
        self.written = 0
        self.heard = 0
        self.finish_reasons: tuple[str, ...] = ()
        self.response_model: str | None = None

    @property
    def finished(self) -> bool:
        return self.complete

    def feed(self, data: bytes) -> bytes:
        if self.failure is None:
            self._received += data
            if len(self._received) > MAX_REPLY:
                self.failure = UpstreamFailure(FailureKind.TOO_LARGE, f"more than {MAX_REPLY} bytes")
                self._received.clear()
        return b""

    def finish(self, broken: UpstreamFailure | None = None) -> bytes:
        if self.failure is not None or self.complete:
            return b""
        raw = bytes(self._received)
        self._received.clear()
        try:
            answer = self._read(raw)
        except UpstreamFailure as failure:
            self.failure = broken or failure
            return b""
        except RecursionError:
            self.failure = broken or garbage("nested too deeply")
            return b""
        self.committed = self.complete = True
        return answer

    @abstractmethod
    def _read(self, raw: bytes) -> bytes:
        """What the client gets. Raises `UpstreamFailure` for what is no whole answer."""


def reply_of(raw: bytes) -> dict[str, Any]:
    """Raises `UpstreamFailure`: garbage, or the error that the answer states."""
    try:
        reply = load(raw)
    except ValueError:
        reply = None
    if not isinstance(reply, dict):
        raise garbage("not a JSON object")
    if (failure := stated_error(reply)) is not None:
        raise failure
    return reply


def garbage(detail: str) -> UpstreamFailure:
    return UpstreamFailure(FailureKind.GARBAGE, detail)
