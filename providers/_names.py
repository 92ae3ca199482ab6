"""From a name to addresses: asked of the operating system, remembered for a minute."""

import asyncio
import socket
from collections import defaultdict, deque
from collections.abc import Sequence
from typing import Protocol

REMEMBERED_FOR = 60.0
"""Seconds."""


class Unresolved(OSError):  # noqa: N818 - a state of the world, as the other names of this border
    """Nobody knows an address for the name."""


class Resolver(Protocol):
    async def resolve(self, host: str) -> Sequence[str]:
        """Numeric addresses, the best first. OSError if there is none."""
        ...


class SystemResolver:
    async def resolve(self, host: str) -> Sequence[str]:
        """The order is the operating system's (RFC 6724). Raises OSError."""
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
        return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


class RememberingResolver:
    """One look-up for all who ask for a name at the same time. Each in turn is given another address first.

    Raises `Unresolved`. Failures are not remembered.
    """

    def __init__(self, inner: Resolver) -> None:
        self._inner = inner
        self._known: dict[str, tuple[float, deque[str]]] = {}
        self._asking: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def resolve(self, host: str) -> Sequence[str]:
        async with self._asking[host]:
            until, addresses = self._known.get(host, (0.0, None))
            now = asyncio.get_running_loop().time()
            if addresses is None or until <= now:
                addresses = await self._ask(host)
                self._known[host] = (now + REMEMBERED_FOR, addresses)
        found = list(addresses)
        addresses.rotate(-1)
        return found

    async def _ask(self, host: str) -> deque[str]:
        try:
            addresses = deque(await self._inner.resolve(host))
        except OSError:
            raise Unresolved("no such name") from None
        if not addresses:
            raise Unresolved("no address")
        return addresses
