"""Clients over real sockets: one that takes nothing, one that takes little, one that has said all, one that is gone."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import cast

import pytest

from router.http.lingering import INTERIM, HalfClosed, Unread

PATIENCE = 0.4
MUCH = b"x" * (1 << 23)


class Server(asyncio.Protocol):
    """Sends much to whoever connects, and watches what is taken of it."""

    def __init__(self, first: bytes) -> None:
        self._first = first
        self.lost: asyncio.Future[Exception | None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)
        self.unread = Unread(self.transport, asyncio.get_running_loop(), PATIENCE)
        self.transport.write(self._first)

    def eof_received(self) -> bool:
        self.asking = HalfClosed(self.transport, asyncio.get_running_loop(), lambda: INTERIM)
        return True

    def pause_writing(self) -> None:
        self.unread.begin()

    def resume_writing(self) -> None:
        self.unread.end()

    def connection_lost(self, exc: Exception | None) -> None:
        self.unread.end()
        self.lost.set_result(exc)


@asynccontextmanager
async def connected(first: bytes = b"") -> AsyncIterator[tuple[Server, socket.socket]]:
    made: list[Server] = []

    def make() -> Server:
        made.append(Server(first))
        return made[-1]

    server = await asyncio.get_running_loop().create_server(make, "127.0.0.1", 0)
    client = socket.create_connection(server.sockets[0].getsockname())
    try:
        await until(lambda: bool(made))
        yield made[0], client
    finally:
        client.close()
        server.close()
        made[0].transport.abort()
        await made[0].lost


async def until(holds: Callable[[], bool], seconds: float = 2.0) -> None:
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110 - sockets tell nobody what the other side has done
            await asyncio.sleep(0.01)


async def test_a_client_that_takes_nothing_is_ended_when_patience_is_over() -> None:
    async with connected(MUCH) as (server, _):
        began = asyncio.get_running_loop().time()
        async with asyncio.timeout(4 * PATIENCE):
            await asyncio.shield(server.lost)
        assert asyncio.get_running_loop().time() - began >= PATIENCE * 0.9


async def test_a_client_that_takes_a_little_now_and_then_is_not() -> None:
    async with connected(MUCH) as (server, client):
        for _ in range(12):
            await asyncio.to_thread(client.recv, 1 << 18)
            await asyncio.sleep(PATIENCE / 4)
        assert not server.lost.done()


async def test_a_client_that_only_sends_no_more_keeps_its_connection() -> None:
    async with connected() as (server, client):
        client.shutdown(socket.SHUT_WR)
        await asyncio.sleep(0.6)
        assert not server.lost.done()
        assert (await asyncio.to_thread(client.recv, 100)).startswith(INTERIM)
        server.asking.end()


@pytest.mark.parametrize("reset", [False, True])
async def test_a_client_that_is_gone_is_noticed_by_what_it_is_sent(reset: bool) -> None:
    async with connected() as (server, client):
        if reset:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
        client.close()
        async with asyncio.timeout(1.0):
            await asyncio.shield(server.lost)
