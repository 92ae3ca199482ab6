"""Denies name look-ups, in the tests' own process and, by `sitecustomize` beside this file, in each one they start.

Sovereign means that no name is looked up which the configuration did not name. A test cannot prove that with an open
resolver, so here every look-up of a name fails at once and is written down.

Three doors lead out of Python to a resolver, and each is closed where it cannot be walked around:
- `socket.getaddrinfo` and its kin, also under names bound earlier: an audit hook (PEP 578), raised inside the C code;
- an address given by name straight to a socket (`connect(("host", 1))`), resolved in C before its audit event: the
  methods of `socket.socket`;
- uvloop, whose loop asks libuv and raises no audit event: the methods of `uvloop.Loop`.

Environment: `NO_DNS_ALLOW`, names that may be looked up, separated by commas; `NO_DNS_LOG`, a file that gets one line
`pid name` per refusal; `NO_DNS_OFF=1` leaves everything open.
"""

import ipaddress
import os
import socket
import sys
from collections.abc import Callable
from typing import Any

FORWARD = frozenset({"socket.getaddrinfo", "socket.gethostbyname"})
LOCAL = frozenset({"", "localhost", "ip6-localhost", "<broadcast>"})
"""Names that never leave the machine."""


class NameRefusedError(socket.gaierror):
    """A look-up of a name that no test allowed."""

    def __init__(self, name: str) -> None:
        super().__init__(socket.EAI_NONAME, f"look-up of {name} is denied in tests")


def is_literal(name: str) -> bool:
    try:
        ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return True


def check(host: object) -> None:
    """Raises `NameRefusedError` unless the host is an address, this machine, or a name that a test allowed."""
    if not isinstance(host, str | bytes | bytearray):
        return
    name = host if isinstance(host, str) else bytes(host).decode("latin-1")
    name = name.rstrip(".").lower()
    allowed = os.environ.get("NO_DNS_ALLOW", "").lower().split(",")
    if name in LOCAL or name in allowed or is_literal(name):
        return
    _note(name)
    raise NameRefusedError(name)


def check_reverse(host: str) -> None:
    """Raises `NameRefusedError` where asking for the name of an address would ask a name server."""
    check(host)
    if is_literal(host):
        address = ipaddress.ip_address(host.partition("%")[0])
        if not (address.is_loopback or address.is_unspecified or address.is_link_local):
            _note(host)
            raise NameRefusedError(host)


def _note(name: str) -> None:
    path = os.environ.get("NO_DNS_LOG")
    if path:
        line = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.write(line, f"{os.getpid()} {name}\n".encode())
        os.close(line)


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    if event in FORWARD:
        check(arguments[0])
    elif event == "socket.gethostbyaddr":
        check_reverse(arguments[0])
    elif event == "socket.getnameinfo":
        check_reverse(arguments[0][0])


def _guard_socket(name: str) -> None:
    original: Callable[..., Any] = getattr(socket.socket, name)

    def guarded(self: socket.socket, *arguments: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6) and isinstance(arguments[-1], tuple):
            check(arguments[-1][0])
        return original(self, *arguments)

    setattr(socket.socket, name, guarded)


def _guard_loop(loop: type, name: str, hosts: Callable[..., list[Any]]) -> None:
    original: Callable[..., Any] = getattr(loop, name)

    async def guarded(self: Any, *arguments: Any, **options: Any) -> Any:
        for host in hosts(*arguments, **options):
            check(host)
        return await original(self, *arguments, **options)

    setattr(loop, name, guarded)


def _second(_factory: object, host: Any = None, *_: Any, **__: Any) -> list[Any]:
    return list(host) if isinstance(host, list | tuple) else [host]


def _pairs(_factory: object, local_addr: Any = None, remote_addr: Any = None, **_: Any) -> list[Any]:
    return [address[0] for address in (local_addr, remote_addr) if isinstance(address, tuple)]


def _guard_uvloop() -> None:
    try:
        import uvloop  # noqa: PLC0415 - absent in the virtual environments that tests make
    except ImportError:
        return
    _guard_loop(uvloop.Loop, "getaddrinfo", lambda host, *_, **__: [host])
    _guard_loop(uvloop.Loop, "create_connection", _second)
    _guard_loop(uvloop.Loop, "create_server", _second)
    _guard_loop(uvloop.Loop, "create_datagram_endpoint", _pairs)
    _guard_loop(uvloop.Loop, "sock_connect", lambda _sock, address: _pairs(None, address))


def deny() -> None:
    """Closes the three doors of this process, for good: an audit hook cannot be removed."""
    sys.addaudithook(_audit)
    for name in ("connect", "connect_ex", "sendto", "bind"):
        _guard_socket(name)
    _guard_uvloop()
