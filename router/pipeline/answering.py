"""One provider's answer, through the reader, under the route's deadlines.

Nothing is given before the first content (or, of a whole reply, before its end): until then the client has seen
nothing, and another candidate may take over. The deadlines, in seconds from the sending:

    first_token   until the first content of a stream. It is kept here, since only the reader knows content from noise,
                  and it may be shorter than what the provider keeps: learned, or the client's own
    stall         the provider keeps it between its bytes, and it is kept here between two events with content: comments
                  and empty deltas are no progress. Only waiting for the provider counts, not for a slow client
    total         the provider keeps it, as `ports.Provider` says; a whole reply is bounded by it alone

An answer that has finished is whole, however its connection ends: a reset after the last finish changes nothing, and a
provider that keeps the connection open is waited for a moment only, so that the connection can be used again.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import suppress
from dataclasses import dataclass

from router.core.problems import FailureKind, UpstreamFailure
from router.core.quota import Allotment
from router.core.rules import Timeouts
from router.core.types import Candidate, Envelope
from router.pipeline.deadlines import Deadlines
from router.ports import Provider, Reader, Reply

MAX_HELD_BACK = 1 << 20
"""Bytes that a stream may send before its first content; more is not a model's answer."""

GRACE = 0.25
"""Seconds for the connection to end after the answer has."""


@dataclass(frozen=True, slots=True)
class Call:
    """What is asked, of whom."""

    provider: Provider
    candidate: Candidate
    data: bytes
    envelope: Envelope
    timeouts: Timeouts

    def send(self) -> Awaitable[Reply]:
        asked, model = self.envelope, self.candidate.model
        return self.provider.send(asked.dialect, self.data, model=model, stream=asked.stream, features=asked.features)

    @property
    def patience(self) -> float:
        """Seconds until content must be there."""
        return self.timeouts.first_token if self.envelope.stream else self.timeouts.total

    @property
    def deadline(self) -> str:
        """What `patience` is called."""
        return "first_token" if self.envelope.stream else "total"


class Answer:
    """`first`, then `more` until it gives None, and `aclose` in any case. They raise `UpstreamFailure`, nothing else.

    What precedes a failure is given before it is raised.
    """

    __slots__ = ("_chunks", "_clock", "_deadlines", "_reply", "_silence", "call", "reader")

    def __init__(self, call: Call, reader: Reader, deadlines: Deadlines) -> None:
        self.reader = reader
        self.call = call
        self._deadlines = deadlines
        self._clock = asyncio.get_running_loop().time
        self._silence = 0.0
        self._reply: Reply | None = None
        self._chunks: AsyncIterator[bytes] | None = None

    async def first(self) -> bytes:
        """What there is when the first content has come."""
        try:
            with self._deadlines.within(self.call.patience):
                self._reply = await self.call.send()
                self._chunks = aiter(self._reply.chunks)
                held = await self._until_content(self._chunks, b"")
        except TimeoutError:
            raise UpstreamFailure(FailureKind.TIMEOUT, self.call.deadline) from None
        if self.reader.failure is not None and not self.reader.committed:
            raise self.reader.failure
        return held

    @property
    def quota(self) -> tuple[Allotment, ...]:
        """How the provider's limits stand, where it says so."""
        return self._reply.quota if self._reply is not None else ()

    async def more(self) -> bytes | None:
        if self._chunks is None:
            raise RuntimeError("an answer begins with `first`")
        if not self._is_over():
            return await self._read_on(self._chunks)
        if self.reader.failure is not None:
            raise self.reader.failure
        if self.call.envelope.stream:  # a whole reply is complete at its end only
            await self._to_the_end(self._chunks)
        return None

    async def aclose(self) -> None:
        if self._reply is not None:
            await self._reply.aclose()

    def _is_over(self) -> bool:
        return self.reader.complete or self.reader.failure is not None

    async def _until_content(self, chunks: AsyncIterator[bytes], held: bytes) -> bytes:
        while not (self.reader.committed or self._is_over()):
            held += await self._read(chunks)
            if len(held) > MAX_HELD_BACK and not self.reader.committed:
                raise UpstreamFailure(FailureKind.TOO_LARGE, "no content")
        return held

    async def _read_on(self, chunks: AsyncIterator[bytes]) -> bytes:
        heard, began = self.reader.heard, self._clock()
        part = await self._read(chunks)
        if self.reader.heard != heard or self._is_over():
            self._silence = 0.0
            return part
        self._silence += self._clock() - began
        if self._silence > self.call.timeouts.stall:
            part += self.reader.finish(UpstreamFailure(FailureKind.TIMEOUT, "stall"))
        return part

    async def _read(self, chunks: AsyncIterator[bytes]) -> bytes:
        """What the next piece gives, or the end, good or bad: then the reader knows whether the answer is whole."""
        try:
            chunk = await anext(chunks, None)
        except UpstreamFailure as broken:
            return self.reader.finish(broken)
        return self.reader.finish() if chunk is None else self.reader.feed(chunk)

    async def _to_the_end(self, chunks: AsyncIterator[bytes]) -> None:
        with suppress(TimeoutError, UpstreamFailure), self._deadlines.within(GRACE):
            while await anext(chunks, None) is not None:
                pass
