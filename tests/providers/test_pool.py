"""Connections over real sockets: which are used again, and how new ones find their way."""

import asyncio
import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import suppress

import pytest
import upstream as up
from provider_rules import provider_rule
from upstream import Upstream
from yarl import URL

from providers import _names
from providers._http import Http
from providers._names import RememberingResolver, SystemResolver, Unresolved
from router.core.problems import FailureKind, UpstreamFailure
from router.ports import Reply

K = FailureKind
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


class Addresses:
    def __init__(self, *addresses: str) -> None:
        self.addresses = addresses
        self.asked = 0

    async def resolve(self, host: str) -> Sequence[str]:
        self.asked += 1
        await asyncio.sleep(0)
        if not self.addresses:
            raise OSError(f"no {host}")
        return self.addresses


class Blunt:
    """A provider in a thread of its own, one connection at a time: it answers and then does `farewell` at once."""

    def __init__(self, farewell: bytes | None) -> None:
        self.connections = 0
        self._farewell = farewell
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}/v1"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(2)

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                self.connections += 1
                with connection:
                    connection.recv(65_536)
                    connection.sendall(ANSWER)
                    time.sleep(0.1)
                    if self._farewell is not None:
                        connection.sendall(self._farewell)
                        with suppress(ConnectionResetError):
                            connection.recv(1)


@pytest.fixture
async def http() -> AsyncIterator[Http]:
    http = Http()
    yield http
    await http.aclose()


@pytest.fixture(params=[None, ANSWER], ids=["fin", "another answer"])
def blunt(request: pytest.FixtureRequest) -> Iterator[Blunt]:
    provider = Blunt(request.param)
    yield provider
    provider.close()


async def post(http: Http, url: str) -> Reply:
    return await http.post(URL(url), b"{}", rule=provider_rule(url), stream=False)


async def read(reply: Reply) -> bytes:
    return b"".join([chunk async for chunk in reply.chunks])


@pytest.mark.parametrize("awake", [True, False])
async def test_a_connection_that_the_provider_gave_up_is_never_used(http: Http, blunt: Blunt, awake: bool) -> None:
    for _ in range(3):
        assert await read(await post(http, blunt.url)) == b"ok"
        if awake:
            await asyncio.sleep(0.2)
        else:
            time.sleep(0.2)  # noqa: ASYNC251 - the loop must not see what comes meanwhile
    assert blunt.connections == 3


async def test_the_last_used_connection_is_used_first(http: Http) -> None:
    async with Upstream(up.chat().but(delay=0.05)) as upstream:
        await asyncio.gather(*[read(await reply) for reply in [post(http, upstream.url) for _ in range(3)]])
        for task in [asyncio.create_task(post(http, upstream.url)) for _ in range(3)]:
            await read(await task)
        assert upstream.connections == 3
        last = upstream.requests[-1].connection
        await read(await post(http, upstream.url))
        assert upstream.requests[-1].connection == last


async def test_closing_ends_what_waits_and_what_is_in_use_and_it_can_begin_anew(http: Http) -> None:
    async with Upstream(up.chat(), up.stream("a").but(stall=5), up.chat()) as upstream:
        await read(await post(http, upstream.url))
        running = await post(http, upstream.url)
        await http.aclose()
        with pytest.raises(UpstreamFailure) as caught:
            await read(running)
        assert caught.value.kind is K.RESET
        await upstream.left()
        await read(await post(http, upstream.url))


async def test_nothing_is_sent_twice(http: Http) -> None:
    async with Upstream(up.chat(), up.nothing()) as upstream:
        await read(await post(http, upstream.url))
        with pytest.raises(UpstreamFailure) as caught:
            await post(http, upstream.url)
        assert caught.value.kind is K.REFUSED
        assert len(upstream.requests) == 2


async def test_who_speaks_before_being_asked_is_not_asked(http: Http) -> None:
    async def greet(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.example ESMTP\r\n" + ANSWER)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(greet, "127.0.0.1", 0)
    with pytest.raises(UpstreamFailure) as caught:
        await post(http, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1")
    assert caught.value.kind in {K.REFUSED, K.GARBAGE}
    server.close()
    await server.wait_closed()


# -------------------------------------------------------------------------------------------------------------- names


async def test_the_next_address_is_tried() -> None:
    http = Http(resolver=Addresses("127.0.0.3", "::1", "127.0.0.1"))
    async with Upstream(up.chat("there")) as upstream:
        assert b"there" in await read(await post(http, f"http://many.example:{upstream.port}/v1"))
    await http.aclose()


async def test_connections_are_shared_out_among_the_addresses_of_a_name() -> None:
    names = RememberingResolver(Addresses("a", "b", "c"))
    assert [(await names.resolve("x"))[0] for _ in range(4)] == ["a", "b", "c", "a"]


async def test_a_name_is_looked_up_once_a_minute_by_all_who_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    inner = Addresses("127.0.0.1")
    names = RememberingResolver(inner)
    await asyncio.gather(*[names.resolve("x") for _ in range(20)])
    assert inner.asked == 1
    await names.resolve("y")
    assert inner.asked == 2
    monkeypatch.setattr(_names, "REMEMBERED_FOR", 0.0)
    later = RememberingResolver(inner)
    await later.resolve("x")
    await later.resolve("x")
    assert inner.asked == 4


async def test_that_nobody_knows_a_name_is_not_remembered() -> None:
    inner = Addresses()
    names = RememberingResolver(inner)
    for _ in range(2):
        with pytest.raises(Unresolved):
            await names.resolve("x")
    inner.addresses = ("127.0.0.1",)
    assert await names.resolve("x") == ["127.0.0.1"]


async def test_the_operating_system_knows_this_machine() -> None:
    assert set(await SystemResolver().resolve("localhost")) <= {"127.0.0.1", "::1"}
