"""The denial of name look-ups, tried at every door: a denial that lets one through proves nothing."""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Coroutine
from typing import Any, Protocol

import pytest
import uvloop
from aiohttp.resolver import ThreadedResolver
from denied_names import NameRefusedError

NAME = "provider.example"


class Lookups(Protocol):
    def refused(self) -> list[str]: ...


def udp() -> socket.socket:
    return socket.socket(socket.AF_INET, socket.SOCK_DGRAM)


def connect_by_name() -> None:
    with socket.socket() as door:
        door.connect((NAME, 443))


def connect_ex_by_name() -> None:
    with socket.socket() as door:
        door.connect_ex((NAME, 443))


def send_by_name() -> None:
    with udp() as door:
        door.sendto(b"?", (NAME, 53))


DOORS: dict[str, Callable[[], Any]] = {
    "getaddrinfo": lambda: socket.getaddrinfo(NAME, 443),
    "getaddrinfo of bytes": lambda: socket.getaddrinfo(NAME.encode(), 443),
    "gethostbyname": lambda: socket.gethostbyname(NAME),
    "gethostbyname_ex": lambda: socket.gethostbyname_ex(NAME),
    "gethostbyaddr": lambda: socket.gethostbyaddr(NAME),
    "create_connection": lambda: socket.create_connection((NAME, 443), timeout=1),
    "connect": connect_by_name,
    "connect_ex": connect_ex_by_name,
    "sendto": send_by_name,
}


@pytest.mark.parametrize("door", DOORS)
def test_no_socket_call_looks_up_a_name(door: str, lookups: Lookups) -> None:
    with pytest.raises(NameRefusedError):
        DOORS[door]()
    assert lookups.refused() == [NAME]


def test_a_function_bound_before_the_denial_is_denied_too(lookups: Lookups) -> None:
    script = f"from socket import gethostbyname as early; import denied_names; denied_names.deny(); early({NAME!r})"
    environment = dict(os.environ, NO_DNS_OFF="1")
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, timeout=30, check=False
    )
    assert "NameRefusedError" in done.stderr
    assert lookups.refused() == [NAME]


def test_the_name_of_an_outer_address_is_not_asked_for(lookups: Lookups) -> None:
    with pytest.raises(NameRefusedError):
        socket.gethostbyaddr("192.0.2.1")
    with pytest.raises(NameRefusedError):
        socket.getnameinfo(("192.0.2.1", 80), 0)
    assert lookups.refused() == ["192.0.2.1", "192.0.2.1"]


async def datagram(loop: asyncio.AbstractEventLoop) -> None:
    await loop.create_datagram_endpoint(asyncio.DatagramProtocol, remote_addr=(NAME, 53))


async def sock_connect(loop: asyncio.AbstractEventLoop) -> None:
    with socket.socket() as door:
        door.setblocking(False)
        await loop.sock_connect(door, (NAME, 443))


async def resolve_as_aiohttp(_loop: asyncio.AbstractEventLoop) -> None:
    await ThreadedResolver().resolve(NAME, 443)


AWAITED: dict[str, Callable[[asyncio.AbstractEventLoop], Coroutine[Any, Any, Any]]] = {
    "getaddrinfo": lambda loop: loop.getaddrinfo(NAME, 443),
    "create_connection": lambda loop: loop.create_connection(asyncio.Protocol, NAME, 443),
    "create_connection by keyword": lambda loop: loop.create_connection(asyncio.Protocol, host=NAME, port=443),
    "create_server": lambda loop: loop.create_server(asyncio.Protocol, NAME, 0),
    "create_datagram_endpoint": datagram,
    "sock_connect": sock_connect,
    "aiohttp": resolve_as_aiohttp,
}


@pytest.mark.parametrize("door", AWAITED)
@pytest.mark.parametrize("new_loop", [asyncio.new_event_loop, uvloop.new_event_loop], ids=["asyncio", "uvloop"])
def test_no_event_loop_looks_up_a_name(
    door: str, new_loop: Callable[[], asyncio.AbstractEventLoop], lookups: Lookups
) -> None:
    async def knock() -> None:
        await AWAITED[door](asyncio.get_running_loop())

    with asyncio.Runner(loop_factory=new_loop) as runner, pytest.raises(NameRefusedError):
        runner.run(knock())
    assert lookups.refused() == [NAME]


@pytest.mark.parametrize("loop", ["asyncio", "uvloop"])
def test_a_process_that_a_test_starts_is_denied_as_well(loop: str, lookups: Lookups) -> None:
    script = (
        f"import asyncio, {loop}\n"
        f"loop = {loop}.new_event_loop()\n"
        f"loop.run_until_complete(loop.getaddrinfo({NAME!r}, 443))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=30, check=False)
    assert "NameRefusedError" in done.stderr
    assert lookups.refused() == [NAME]


def test_addresses_this_machine_and_allowed_names_stay_open(monkeypatch: pytest.MonkeyPatch, lookups: Lookups) -> None:
    monkeypatch.setenv("NO_DNS_ALLOW", "allowed.invalid")
    for host in ("127.0.0.1", "::1", "localhost", None):
        assert socket.getaddrinfo(host, 80)
    with pytest.raises(socket.gaierror) as unknown:
        socket.getaddrinfo("allowed.invalid", 80)
    assert not isinstance(unknown.value, NameRefusedError)
    assert lookups.refused() == []
