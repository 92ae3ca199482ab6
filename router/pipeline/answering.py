"""One provider's answer, through the reader, under the route's deadlines.

Nothing is yielded before the first content (or, of a whole reply, before its end): until then the client has seen
nothing, and another candidate may take over. The deadlines, in seconds from the sending:

    first_token   until the first content of a stream; kept here, since only the reader knows content from noise
    stall, total  the provider keeps them, as `ports.Provider` says; a whole reply is bounded by the total alone

An answer that has finished is whole, however its connection ends: a reset after the last finish changes nothing, and a
provider that keeps the connection open is waited for a moment only, so that the connection can be used again.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import suppress
from dataclasses import dataclass

from router.core.problems import FailureKind, UpstreamFailure
from router.core.rules import Timeouts
from router.core.types import Candidate, Envelope
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

    async def send(self) -> Reply:
        dialect, stream = self.envelope.dialect, self.envelope.stream
        return await self.provider.send(dialect, self.data, model=self.candidate.model, stream=stream)

    @property
    def patience(self) -> float:
        """Seconds until content must be there."""
        return self.timeouts.first_token if self.envelope.stream else self.timeouts.total


async def read_answer(call: Call, reader: Reader) -> AsyncGenerator[bytes, None]:
    """What the client may see, as it comes. Raises `UpstreamFailure`, after what precedes the failure was yielded."""
    reply: Reply | None = None
    try:
        try:
            async with asyncio.timeout(call.patience):
                reply = await call.send()
                chunks = aiter(reply.chunks)
                part = await _until_content(chunks, reader)
        except TimeoutError:
            raise UpstreamFailure(FailureKind.TIMEOUT, "first_token") from None
        while not _is_over(reader):
            if part:
                yield part
            part = await _next_part(chunks, reader)
        if part and (reader.committed or reader.failure is None):
            yield part
        if reader.failure is not None:
            raise reader.failure
        if call.envelope.stream:  # a whole reply is complete at its end only
            await _to_the_end(chunks)
    finally:
        if reply is not None:
            await reply.aclose()


def _is_over(reader: Reader) -> bool:
    return reader.complete or reader.failure is not None


async def _until_content(chunks: AsyncIterator[bytes], reader: Reader) -> bytes:
    held = b""
    while not (reader.committed or _is_over(reader)):
        held += await _next_part(chunks, reader)
        if len(held) > MAX_HELD_BACK and not reader.committed:
            raise UpstreamFailure(FailureKind.TOO_LARGE, "no content")
    return held


async def _next_part(chunks: AsyncIterator[bytes], reader: Reader) -> bytes:
    """What the next piece of the answer gives, or its end, good or bad: then the reader knows whether it is whole."""
    try:
        chunk = await anext(chunks, None)
    except UpstreamFailure as broken:
        return reader.finish(broken)
    return reader.finish() if chunk is None else reader.feed(chunk)


async def _to_the_end(chunks: AsyncIterator[bytes]) -> None:
    with suppress(TimeoutError, UpstreamFailure):
        async with asyncio.timeout(GRACE):
            while await anext(chunks, None) is not None:
                pass
