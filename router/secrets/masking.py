"""A provider's answer without the key that it was asked with: some hosts, or what stands before them, echo requests.

Where the key stands in the bytes of an answer, also across two pieces of it, there are as many asterisks: nothing
moves, and what was JSON still is. A key shorter than SHORTEST is let through: such as `none` and `token-abc123` are no
secrets but what servers without keys are given, and words besides.
"""

from collections.abc import AsyncIterator, Callable

from router.core.problems import UpstreamFailure

SHORTEST = 16
"""Characters. Providers' keys have 32 and more."""


class Masked(AsyncIterator[bytes]):
    """`found` is called with each piece that held the key. Raises what `chunks` raises, after what preceded it."""

    __slots__ = ("_chunks", "_failure", "_found", "_held", "_key", "_letters", "_prefixes", "_stars")

    def __init__(self, chunks: AsyncIterator[bytes], key: str, found: Callable[[], object]) -> None:
        self._chunks = chunks
        self._key = key.encode()
        self._stars = b"*" * len(self._key)
        self._letters = frozenset(self._key)
        self._prefixes = tuple(self._key[:size] for size in range(len(self._key) - 1, 0, -1))
        self._found = found
        self._held = b""
        self._failure: UpstreamFailure | None = None

    async def __anext__(self) -> bytes:
        while self._failure is None:
            try:
                data = self._held + await anext(self._chunks)
            except StopAsyncIteration:
                break
            except UpstreamFailure as failure:
                self._failure = failure
                break
            self._held = b""
            if self._key in data:
                data = data.replace(self._key, self._stars)
                self._found()
            if data and data[-1] in self._letters and data.endswith(self._prefixes):
                data = self._hold(data)
            if data:
                return data
        return self._rest()

    async def aclose(self) -> None:
        close = getattr(self._chunks, "aclose", None)
        if close is not None:
            await close()

    def _hold(self, data: bytes) -> bytes:
        """What cannot be the beginning of the key. The rest waits for the next piece."""
        size = next(len(prefix) for prefix in self._prefixes if data.endswith(prefix))
        self._held = data[-size:]
        return data[:-size]

    def _rest(self) -> bytes:
        rest, self._held = self._held, b""
        if rest:
            return rest
        if self._failure is not None:
            raise self._failure
        raise StopAsyncIteration
