"""Binding: first of all, so that a taken port is told at once."""

import socket
from dataclasses import dataclass

BACKLOG = 2048
"""Connections that may wait to be accepted; uvicorn's own default."""


@dataclass(frozen=True, slots=True)
class Address:
    host: str
    port: int
    """0 takes any free port."""


class PortTaken(Exception):  # noqa: N818 - a state of the machine
    """The address cannot be listened on."""


def bind(address: Address, *, shared: bool = False) -> socket.socket:
    """Listens at once: uvloop says nothing of a listen that fails. `shared`: with others that say so (SO_REUSEPORT)."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        if shared:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        listening.bind((address.host, address.port))
        listening.listen(BACKLOG)
    except OSError as fault:
        listening.close()
        raise PortTaken(f"cannot listen on {address.host} port {address.port}: {fault.strerror}") from fault
    listening.set_inheritable(False)
    return listening


def bind_all(address: Address, count: int) -> list[socket.socket]:
    """So many sockets of one port, among which the kernel divides what comes (Linux, `SO_REUSEPORT` in socket(7)).

    The first is bound alone: a port that another program shares with whoever asks counts as taken.
    """
    probe = bind(address)
    port = probe.getsockname()[1]
    probe.close()
    sockets: list[socket.socket] = []
    try:
        for _ in range(count):
            sockets.append(bind(Address(address.host, port), shared=True))  # noqa: PERF401 - what is open is closed
    except PortTaken:
        for one in sockets:
            one.close()
        raise
    return sockets
