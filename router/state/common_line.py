"""A worker's line to what all workers of its supervisor count together (`commons`).

Who asks waits for the answer, but not for long. While the supervisor owes one nobody else waits: it stands still, and
each worker goes on alone until it is heard again.
"""

import asyncio
import logging
import socket
from collections.abc import Callable
from itertools import count
from typing import cast

from router.core.frames import Frames, framed
from router.state.commons_words import TOLD, Answer, Message, Notice, Question, Raised, Repeats, encode

PATIENCE = 2.0

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

    def tell(self, message: Message) -> None:
        """Also one that stands still: it reads it later."""
        if self._transport is not None:
            self._transport.write(framed(encode(message)))

    async def ask(self, question: Callable[[int], Question]) -> Answer | None:
        """`question` of a number. None where nobody answers."""
        if not self.is_open:
            return None
        number = next(self._numbers)
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
        if not self._is_silent:
            self._is_silent = True
            log.warning("the supervisor does not answer: each worker counts alone, a share of each limit")
        return None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # a stream socket's; uvloop's own is no subclass of it

    def data_received(self, data: bytes) -> None:
        if self._is_silent:
            self._is_silent = False
            log.warning("the supervisor answers again: all workers count together")
            self.on_heard_again()
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
        self._transport = None
        for future in list(self._waiting.values()):
            future.cancel()

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
