"""One answer as it arrives: filled by a connection, read by whoever asked.

It is its own noun because it outlives its exchange: the connection may already carry the next request while the last
pieces of this answer wait to be read here.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Protocol

from router.core.problems import UpstreamFailure


class Line(Protocol):
    """What an unfinished answer may ask of the connection that it comes on."""

    def read_on(self) -> None:
        """What had come was taken."""
        ...

    def hang_up(self) -> None:
        """Nobody reads any more. Fails the answer."""
        ...


class Headers(Mapping[str, str]):
    """Of a response. Names in any case; a repeated header is one, its values joined (RFC 9110 section 5.3)."""

    __slots__ = ("raw",)

    def __init__(self, raw: Mapping[bytes, bytes]) -> None:
        self.raw = raw
        """Names in lower case."""

    def __getitem__(self, name: str) -> str:
        try:
            return self.raw[name.lower().encode("latin-1")].decode("latin-1").strip()
        except (KeyError, UnicodeEncodeError):
            raise KeyError(name) from None

    def __iter__(self) -> Iterator[str]:
        return (name.decode("latin-1") for name in self.raw)

    def __len__(self) -> int:
        return len(self.raw)


class Answer(AsyncIterator[bytes]):
    """Iterated, the body: all that has come since, split anywhere. Raises `UpstreamFailure` after what preceded it.

    To be cancelled while waiting, or `aclose` before the end, closes the connection at once.
    """

    __slots__ = ("_ended", "_failure", "_line", "_loop", "_pieces", "_waiter", "headers", "size", "status")

    def __init__(self, line: Line) -> None:
        self.status = 0
        """0 until the head has come."""
        self.headers = Headers({})
        self.size = 0
        """Bytes that wait to be read."""
        self._line: Line | None = line
        self._loop: asyncio.AbstractEventLoop | None = None
        self._pieces: list[bytes] = []
        self._ended = False
        self._failure: UpstreamFailure | None = None
        self._waiter: asyncio.Future[None] | None = None

    # ------------------------------------------------------------------------------------------- for who asked

    async def begun(self) -> None:
        """Returns once there are `status` and `headers`."""
        while not self.status:
            if self._failure is not None:
                raise self._failure
            await self._news()

    async def __anext__(self) -> bytes:
        while not self._pieces:
            if self._failure is not None:
                raise self._failure
            if self._ended:
                raise StopAsyncIteration
            await self._news()
        return self._take()

    async def aclose(self) -> None:
        """Never raises. After the end there is nothing to close: the pool has the connection."""
        if self._line is not None:
            self._line.hang_up()

    def _take(self) -> bytes:
        pieces, self._pieces, self.size = self._pieces, [], 0
        if self._line is not None:
            self._line.read_on()
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    async def _news(self) -> None:
        self._loop = self._loop or asyncio.get_running_loop()  # once: to ask for it is a system call
        self._waiter = self._loop.create_future()
        try:
            await self._waiter
        except asyncio.CancelledError:
            await self.aclose()
            raise
        finally:
            self._waiter = None

    # ------------------------------------------------------------------------------------- for the connection

    def begin(self, status: int, headers: Mapping[bytes, bytes]) -> None:
        self.status = status
        self.headers = Headers(headers)

    def add(self, piece: bytes) -> None:
        self._pieces.append(piece)
        self.size += len(piece)

    def end(self) -> None:
        self._ended = True
        self._line = None
        self.wake()

    def fail(self, failure: UpstreamFailure) -> None:
        self._failure = failure
        self._line = None
        self.wake()

    def wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)
