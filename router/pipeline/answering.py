"""One provider's answer, through the reader, under the route's deadlines.

Nothing is yielded before the first content (or, of a whole reply, before its end): until then the client has seen
nothing, and another candidate may take over. The deadlines, in seconds from the sending:

    first_token   until the first content of a stream
    stall         between two pieces after it
    total         in any case; a whole reply has no first token to wait for, so this alone bounds it
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Coroutine
from typing import Any, TypeVar

from router.core.problems import FailureKind, UpstreamFailure
from router.core.rules import Timeouts
from router.core.types import Candidate, Envelope
from router.ports import Provider, Reader

T = TypeVar("T")

MAX_HELD_BACK = 1 << 20
"""Bytes that a stream may send before its first content; more is not a model's answer."""


class Deadlines:
    """Loop times. `next` is when the piece that is waited for is late."""

    def __init__(self, timeouts: Timeouts, *, stream: bool) -> None:
        self._loop = asyncio.get_running_loop()
        started = self._loop.time()
        self._stall = timeouts.stall
        self._end = started + timeouts.total
        self._first = min(self._end, started + timeouts.first_token) if stream else self._end

    def next(self, *, committed: bool) -> float:
        return min(self._end, self._loop.time() + self._stall) if committed else self._first


async def read_answer(
    provider: Provider, candidate: Candidate, data: bytes, envelope: Envelope, reader: Reader, timeouts: Timeouts
) -> AsyncGenerator[bytes, None]:
    """What the client may see, as it comes. Raises `UpstreamFailure`, after what precedes the failure was yielded."""
    deadlines = Deadlines(timeouts, stream=envelope.stream)
    sending = provider.send(envelope.dialect, data, model=candidate.model, stream=envelope.stream)
    reply = await _within(deadlines.next(committed=False), sending)
    held = b""
    try:
        chunks = aiter(reply.chunks)
        ended = False
        while not ended:
            chunk = await _within(deadlines.next(committed=reader.committed), _next(chunks))
            ended = chunk is None
            held += reader.finish() if chunk is None else reader.feed(chunk)
            if held and (reader.committed or (ended and reader.failure is None)):
                yield held
                held = b""
            if reader.failure is not None:
                raise reader.failure
            if len(held) > MAX_HELD_BACK:
                raise UpstreamFailure(FailureKind.TOO_LARGE, "no content")
    finally:
        await reply.aclose()


async def _within(deadline: float, work: Coroutine[Any, Any, T]) -> T:
    try:
        async with asyncio.timeout_at(deadline):
            return await work
    except TimeoutError:
        raise UpstreamFailure(FailureKind.TIMEOUT) from None


async def _next(chunks: AsyncIterator[bytes]) -> bytes | None:
    return await anext(chunks, None)
