"""A worker's end of its line to what all workers of its supervisor count together (`commons`)."""

import asyncio
import logging
import socket
from collections.abc import Callable, Sequence
from typing import cast

import msgspec

from router.core.frames import Frames, framed
from router.core.limits import Cost, Moment
from router.state.commons import Advanced, Answer, Asked, Message, Raised

PATIENCE = 2.0
"""Seconds for an answer. Then a worker goes on with what it knows itself."""

log = logging.getLogger("sovereign.router")

_ENCODER = msgspec.msgpack.Encoder()
_ANSWERS: msgspec.msgpack.Decoder[Answer] = msgspec.msgpack.Decoder(Answer)


class CommonsLine(asyncio.Protocol):
    """`start` before use. `unheard` is called with an answer that nobody waits for any more."""

    def __init__(self, line: socket.socket, unheard: Callable[[Answer], object] = lambda _: None) -> None:
        self._line = line
        self._unheard = unheard
        self._frames = Frames()
        self._transport: asyncio.Transport | None = None
        self._number = 0
        self._waiting: dict[int, asyncio.Future[Answer]] = {}

    async def start(self) -> None:
        await asyncio.get_running_loop().create_unix_connection(lambda: self, sock=self._line)

    async def aclose(self) -> None:
        if self._transport is not None:
            self._transport.close()

    @property
    def is_open(self) -> bool:
        return self._transport is not None

    def tell(self, message: Message) -> None:
        if self._transport is not None:
            self._transport.write(framed(_ENCODER.encode(message)))

    async def ask(self, question: Callable[[int], Asked | Advanced]) -> Answer | None:
        """`question` is given its number. None where nobody answers."""
        if self._transport is None:
            return None
        self._number += 1
        number = self._number
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting[number] = future
        self.tell(question(number))
        try:
            await asyncio.wait([future], timeout=PATIENCE)
        except asyncio.CancelledError:
            if future.done() and not future.cancelled():
                self._unheard(future.result())
            raise
        finally:
            self._waiting.pop(number, None)
        if future.done() and not future.cancelled():
            return future.result()
        log.warning("the supervisor does not answer, so this worker goes on with what it knows itself")
        return None

    def raised(self, tenant: str, mark: bytes, effective: str) -> None:
        self.tell(Raised(tenant, mark, effective))

    async def classes(self, tenant: str, marks: Sequence[bytes], at: Moment) -> Sequence[str]:
        """All that the workers raised any of these marks to."""
        if not marks:
            return ()
        answer = await self.ask(lambda number: Asked(number, tenant, list(marks), (), Cost(0, 0), at))
        return () if answer is None else answer.classes

    # ---------------------------------------------------------------------------------------- what asyncio calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # a stream socket's; uvloop's own is no subclass of it

    def data_received(self, data: bytes) -> None:
        for body in self._frames.feed(data):
            answer = _ANSWERS.decode(body)
            future = self._waiting.pop(answer.number, None)
            if future is not None and not future.done():
                future.set_result(answer)
            else:
                self._unheard(answer)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - why it was lost changes nothing
        self._transport = None
        for future in list(self._waiting.values()):
            future.cancel()
