"""The connections: those that wait for work, and how a new one is made.

Connections wait by origin, the last used first, so that those no longer needed grow old and close. Providers of another
reach are different origins even at the same host, so that none is ever served by a connection to an unchecked address.

A name with several addresses is tried as RFC 8305 (happy eyeballs) says; every address of a name was
checked before the first is tried, and only numbers are handed on: there is no second look-up.
"""

import asyncio
import socket
import ssl
from collections import defaultdict
from typing import NamedTuple

from aiohappyeyeballs import AddrInfoType, start_connection

from providers._connection import Connection
from providers._names import RememberingResolver, Resolver
from providers._public import CheckingResolver, Reach
from router.core.addresses import is_address

NEXT_ADDRESS_AFTER = 0.25
"""Seconds (RFC 8305 section 5)."""


class Origin(NamedTuple):
    reach: Reach
    tls: bool
    host: str
    port: int


class Pool:
    """Made without I/O, usable in one event loop. There is no limit: how many run at once is decided elsewhere."""

    def __init__(self, resolver: Resolver) -> None:
        names = RememberingResolver(resolver)
        self._resolvers = {reach: CheckingResolver(names, reach) for reach in Reach}
        self._idle: defaultdict[Origin, dict[Connection, None]] = defaultdict(dict)
        self._open: dict[Connection, Origin] = {}
        self._tls: ssl.SSLContext | None = None

    def take(self, origin: Origin) -> Connection | None:
        """One that waits, if there is one. It comes back by itself once its answer has ended."""
        idle = self._idle[origin]
        while idle:
            connection, _ = idle.popitem()
            if connection.is_quiet():
                return connection
            connection.abort()
        return None

    async def connect(self, origin: Origin) -> Connection:
        """A new one. Raises OSError (`BeyondReach`, `Unresolved`, TLS among them) and ValueError."""
        tls = await self._context() if origin.tls else None
        infos = await self._addresses(origin)
        sock = await start_connection(infos, happy_eyeballs_delay=NEXT_ADDRESS_AFTER, interleave=1)
        _, connection = await asyncio.get_running_loop().create_connection(
            lambda: Connection(self),
            sock=sock,
            ssl=tls,
            server_hostname=origin.host.rstrip(".") if tls else None,
        )
        self._open[connection] = origin
        connection.closed.add_done_callback(lambda _: self._open.pop(connection))
        return connection

    async def aclose(self) -> None:
        """Ends every connection, also those in use. What is asked afterwards begins anew."""
        connections = list(self._open)
        for connection in connections:
            connection.hang_up()
        if connections:
            await asyncio.wait([connection.closed for connection in connections])

    def take_back(self, connection: Connection) -> None:
        self._idle[self._open[connection]][connection] = None

    def forget(self, connection: Connection) -> None:
        origin = self._open.get(connection)
        if origin is not None:
            self._idle[origin].pop(connection, None)

    async def _addresses(self, origin: Origin) -> list[AddrInfoType]:
        if is_address(origin.host):
            found = [origin.host]
        else:
            found = list(await self._resolvers[origin.reach].resolve(origin.host))
        numbers_only = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
        return [
            info
            for address in found
            for info in socket.getaddrinfo(address, origin.port, type=socket.SOCK_STREAM, flags=numbers_only)
        ]

    async def _context(self) -> ssl.SSLContext:
        """Reads the certificates of the machine: milliseconds, once, and not in the loop."""
        if self._tls is None:
            self._tls = await asyncio.to_thread(_verifying)
        return self._tls


def _verifying() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.set_alpn_protocols(["http/1.1"])
    return context
