"""Clients that take nothing, and clients that have said all they will say: which of them are still there?

A client that reads slowly is waited for, and the provider with it: what it has not taken holds back the next bytes,
from uvicorn to the provider's socket. One that takes nothing at all for PATIENCE seconds is gone.

The end of what a client sends (FIN) says two things alike: "that was my whole request" (a half-close) and "I am gone".
Only an answer tells them apart, since the system of a client that is gone refuses it (RST, RFC 9293 section 3.10.7). So
it is sent a few bytes that mean nothing: `102 Processing` before the answer, a comment of server-sent events in one.
"""

import asyncio
import fcntl
import select
import struct
import termios
from collections.abc import Callable
from typing import cast

PATIENCE = 120.0
"""Seconds. A client at 1 kB/s is seen to take something only once in a minute: systems tell of free room in lumps."""

LOOK = 5.0
"""Seconds between two looks at what a client has not taken."""

FIRST_ECHO = 0.25
ECHO = 1.0
"""Seconds after which a client that is gone has refused what it was sent; and between two such questions."""

INTERIM = b"HTTP/1.1 102 Processing\r\n\r\n"
COMMENT = b"3\r\n:\n\n\r\n"
"""A chunk (RFC 9112 section 7.1) that holds a comment."""


class Unread:
    """What waits for the client. `begin` when writing has to pause, `end` when it goes on or the connection is over."""

    __slots__ = ("_left", "_look", "_loop", "_patience", "_since", "_timer", "_transport")

    def __init__(
        self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop, patience: float = PATIENCE
    ) -> None:
        self._transport = transport
        self._loop = loop
        self._patience = patience
        self._look = min(LOOK, patience / 4)
        self._timer: asyncio.TimerHandle | None = None
        self._left = 0
        self._since = 0.0

    def begin(self) -> None:
        self.end()
        self._left, self._since = self._waiting(), self._loop.time()
        self._timer = self._loop.call_later(self._look, self._see)

    def end(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _see(self) -> None:
        left, now = self._waiting(), self._loop.time()
        if left < self._left:
            self._since = now
        elif now - self._since >= self._patience:
            self._transport.abort()
            return
        self._left = left
        self._timer = self._loop.call_later(self._look, self._see)

    def _waiting(self) -> int:
        """Bytes that the client's system has not taken: here, and in the system's own buffer (`SIOCOUTQ`, tcp(7))."""
        try:
            told = fcntl.ioctl(_socket_of(self._transport), termios.TIOCOUTQ, bytes(4))
        except OSError:
            told = bytes(4)
        return self._transport.get_write_buffer_size() + int(struct.unpack("i", told)[0])


class HalfClosed:
    """Asks a client that sends no more whether it still reads, until `end`. `question`: the bytes, None if none fit."""

    __slots__ = ("_loop", "_poll", "_question", "_timer", "_transport")

    def __init__(
        self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop, question: Callable[[], bytes | None]
    ) -> None:
        self._transport = transport
        self._loop = loop
        self._question = question
        self._poll = select.poll()
        self._poll.register(_socket_of(transport), 0)
        self._timer = loop.call_later(FIRST_ECHO, self._hear)
        self._ask()

    def end(self) -> None:
        self._timer.cancel()

    def _ask(self) -> None:
        question = self._question()
        if question is not None:
            self._transport.write(question)

    def _hear(self) -> None:
        if self._transport.is_closing():
            return
        if self._poll.poll(0):  # nothing but errors and the end of both directions is asked for
            self._transport.abort()
            return
        self._ask()
        self._timer = self._loop.call_later(ECHO, self._hear)


def _socket_of(transport: asyncio.Transport) -> int:
    return cast("int", transport.get_extra_info("socket").fileno())
