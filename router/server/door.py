"""One application behind listening sockets that may come and go; and how it drains.

A drain hurries nobody who is served. Who asks from now on is told `connection: close` with the answer; of a connection
that rests, the client may be about to use it, so it is kept for LINGER more and only then closed. What still runs at
the end of the patience is cancelled, so that its last event says why, and gets LAST to say so.
"""

import asyncio
import logging
import socket
from email.utils import formatdate
from time import time
from typing import Any, cast

import uvicorn

from router.http.bounds import BoundedHttp, Connections
from router.server.ports import BACKLOG

KEEP_ALIVE = 75.0
"""Seconds that a connection on which nothing is asked is kept."""
LINGER = 1.0
LAST = 2.0
PARTING = 0.1
"""Seconds in which who was connecting is still let in."""
_POLL = 0.05

log = logging.getLogger("sovereign.server")


class Door:
    def __init__(self, app: Any) -> None:
        self._config = uvicorn.Config(
            app,
            http=BoundedHttp,
            loop="none",
            lifespan="off",
            ws="none",
            access_log=False,
            log_config=None,
            server_header=False,
            proxy_headers=False,
        )
        self._config.load()
        self._connections = Connections()
        self._servers: list[tuple[int, asyncio.Server]] = []
        self._ticking = asyncio.get_running_loop().create_task(self._tick())
        self._hurry = asyncio.Event()

    async def listen(self, listening: socket.socket) -> None:
        """Serves a duplicate of it: the caller's own may be served by others, and is the caller's to close."""
        loop = asyncio.get_running_loop()
        copy = listening.dup()
        server = await loop.create_server(self._protocol, sock=copy, backlog=BACKLOG)
        self._servers.append((listening.fileno(), server))

    def leave(self, listening: socket.socket) -> None:
        """Accepts nothing there any more. What waits there is for others who have the socket."""
        for number, server in self._servers:
            if number == listening.fileno():
                server.close()
        self._servers = [one for one in self._servers if one[0] != listening.fileno()]

    def hurry(self) -> None:
        """The patience of a drain ends now."""
        self._hurry.set()

    async def drain(self, patience: float) -> None:
        """Returns when nobody is connected any more: after `patience` seconds, LAST and a moment at the latest."""
        self._connections.closing = True
        for connection in self._bounded():
            connection.say_it_closes()
        if self._servers:
            await asyncio.sleep(PARTING)
        for _, server in self._servers:
            server.close()
        self._servers.clear()
        if not await self._empty(patience):
            await self._break_off()
        self._ticking.cancel()

    async def _empty(self, patience: float) -> bool:
        loop = asyncio.get_running_loop()
        began = loop.time()
        while self._connections.tasks or self._connections.connections:
            now = loop.time()
            if self._hurry.is_set() or now - began >= patience:
                return False
            if now - began >= LINGER:
                self._close_since(now - LINGER)
            await asyncio.sleep(_POLL)
        return True

    def _close_since(self, moment: float) -> None:
        """Those that have rested since then, by the clock of the loop."""
        for connection in self._bounded():
            if connection.rests and connection.resting_since <= moment:
                connection.transport.close()

    async def _break_off(self) -> None:
        tasks = list(self._connections.tasks)
        if tasks:
            log.warning("the drain is over, %d answers are ended", len(tasks))
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=LAST)
        for connection in self._bounded():
            connection.transport.close()
        await asyncio.sleep(_POLL)  # what was written last leaves
        for connection in self._bounded():
            connection.transport.abort()

    def _bounded(self) -> list[BoundedHttp]:
        return [cast("BoundedHttp", connection) for connection in self._connections.connections]

    def _protocol(self) -> BoundedHttp:
        return BoundedHttp(self._config, self._connections, {}, asyncio.get_running_loop())

    async def _tick(self) -> None:
        """Once a second: the header `date` of all answers (RFC 9110, section 6.6.1), and who has rested too long."""
        while True:
            self._connections.default_headers = [(b"date", formatdate(time(), usegmt=True).encode())]
            self._close_since(asyncio.get_running_loop().time() - KEEP_ALIVE)
            await asyncio.sleep(1)
