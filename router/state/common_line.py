"""A worker's line to what all workers of its supervisor count together (`commons`).

Who asks waits for the answer, but not for long. While the supervisor owes one nobody else waits: it stands still, and
each worker goes on alone until it is heard again. It does so too while the supervisor does not read: what it is to be
told waits here then, and no more of it than matters (`common_backlog`).
"""

import asyncio
import logging
import socket
from collections.abc import Callable
from itertools import count
from typing import cast

from router.core.frames import Frames, framed
from router.state.common_backlog import Backlog
from router.state.commons_words import TOLD, Answer, Message, Notice, Question, Raised, Repeats, encode

PATIENCE = 2.0

UNREAD = 1_048_576
"""Bytes that wait to be written, of some thousand messages: who lets more lie reads nothing."""

log = logging.getLogger("sovereign.router")


class CommonLine(asyncio.Protocol):
    """`patience`: seconds for an answer; then a worker goes on with what it knows itself.

    `on_late` hears answers that nobody waits for any more; `on_repeats`, `on_notice`, `on_raised` what nobody asked.
    """

    def __init__(self, line: socket.socket, *, patience: float = PATIENCE) -> None:
        self.on_late: Callable[[Answer], None] = _unheard
        self.on_repeats: Callable[[Repeats], None] = _unheard
        self.on_notice: Callable[[Notice], None] = _unheard
        self.on_raised: Callable[[Raised], None] = _unheard
        self.on_heard_again: Callable[[], None] = _nothing
        self._line = line
        self._patience = patience
        self._frames = Frames()
        self._transport: asyncio.Transport | None = None
        self._numbers = count(1)
        self._waiting: dict[int, asyncio.Future[Answer]] = {}
        self._is_silent = False
        self._backlog: Backlog | None = None

    async def start(self) -> None:
        await asyncio.get_running_loop().create_unix_connection(lambda: self, sock=self._line)

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    @property
    def is_open(self) -> bool:
        """Whether somebody listens."""
        return self._transport is not None and not self._is_silent

    def trouble(self) -> str | None:
        if self._transport is None:
            return "the supervisor is gone: this worker counts alone and ends"
        return "the supervisor does not answer: each worker counts alone" if self._is_silent else None

    def next_number(self) -> int:
        """Of a question, or of what was granted without one."""
        return next(self._numbers)

    def tell(self, message: Message) -> None:
        """Also one that stands still: it reads it later."""
        if self._backlog is not None:
            self._backlog.add(message)
        elif self._transport is not None:
            self._transport.write(framed(encode(message)))

    async def ask(self, question: Callable[[int], Question]) -> Answer | None:
        """`question` of a number. None where nobody answers."""
        if not self.is_open:
            return None
        number = self.next_number()
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting[number] = future
        self.tell(question(number))
        try:
            await asyncio.wait([future], timeout=self._patience)
        except asyncio.CancelledError:
            if future.done() and not future.cancelled():
                self.on_late(future.result())
            raise
        finally:
            self._waiting.pop(number, None)
        if future.done():
            return None if future.cancelled() else future.result()
        self._fall_silent()
        return None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # a stream socket's; uvloop's own is no subclass of it
        self._transport.set_write_buffer_limits(UNREAD)

    def pause_writing(self) -> None:
        self._backlog = Backlog()
        self._fall_silent()

    def resume_writing(self) -> None:
        backlog, self._backlog = self._backlog, None
        for message in () if backlog is None else backlog.messages():
            self.tell(message)
        self._speak_again()

    def data_received(self, data: bytes) -> None:
        self._speak_again()
        for body in self._frames.feed(data):
            match TOLD.decode(body):
                case Answer() as answer:
                    self._answered(answer)
                case Repeats() as repeats:
                    self.on_repeats(repeats)
                case Notice() as notice:
                    self.on_notice(notice)
                case Raised() as raised:
                    self.on_raised(raised)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - why it was lost changes nothing
        self._transport = self._backlog = None
        for future in list(self._waiting.values()):
            future.cancel()

    def _fall_silent(self) -> None:
        if not self._is_silent:
            self._is_silent = True
            log.warning("the supervisor does not answer: each worker counts alone, a share of each limit")

    def _speak_again(self) -> None:
        if self._is_silent and self._backlog is None:
            self._is_silent = False
            log.warning("the supervisor answers again: all workers count together")
            self.on_heard_again()

    def _answered(self, answer: Answer) -> None:
        future = self._waiting.pop(answer.number, None)
        if future is not None and not future.done():
            future.set_result(answer)
        else:
            self.on_late(answer)


def _unheard(_: object) -> None:
    """Nobody has asked to hear it."""


def _nothing() -> None:
    """As `_unheard`."""
