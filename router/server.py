"""Both ports in one process: binds first, so that a taken port is told at once, then serves until told to stop."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any

import uvicorn

from router.http.bounds import BoundedHttp
from router.wiring import Router

DRAIN = 30
"""Seconds that open answers get to finish after SIGTERM."""

BACKLOG = 2048
"""Connections that may wait to be accepted; uvicorn's own default."""


@dataclass(frozen=True, slots=True)
class Address:
    host: str
    port: int
    """0 takes any free port."""


class PortTaken(Exception):  # noqa: N818 - a state of the machine
    """The address cannot be listened on."""


class QuietServer(uvicorn.Server):
    """Leaves signals to `serve`, which has two servers to stop."""

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield


def bind(address: Address) -> socket.socket:
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((address.host, address.port))
        listening.listen(BACKLOG)  # at once: uvloop says nothing of a listen that fails
    except OSError as fault:
        listening.close()
        raise PortTaken(f"cannot listen on {address.host} port {address.port}: {fault.strerror}") from fault
    listening.set_inheritable(False)
    return listening


async def serve(router: Router, data: Address, admin: Address, started: Callable[[int, int], Any]) -> None:
    """Serves until SIGINT or SIGTERM. `started` is awaited with both ports once they listen."""
    with contextlib.ExitStack() as sockets:
        doors = [sockets.enter_context(contextlib.closing(bind(address))) for address in (data, admin)]
        servers = [_server(router.data_plane), _server(router.admin)]
        await router.start()
        try:
            _stop_on_signals(servers)
            running = [asyncio.create_task(s.serve([door])) for s, door in zip(servers, doors, strict=True)]
            await _listening(servers, running)
            await started(*(door.getsockname()[1] for door in doors))
            await asyncio.gather(*running)
        finally:
            await router.aclose()


async def _listening(servers: list[QuietServer], running: list[asyncio.Task[None]]) -> None:
    def waiting() -> bool:
        return not all(server.started for server in servers) and not any(task.done() for task in running)

    while waiting():  # noqa: ASYNC110 - uvicorn tells that it listens by an attribute alone
        await asyncio.sleep(0.01)


def _server(app: Any) -> QuietServer:
    return QuietServer(
        uvicorn.Config(
            app,
            http=BoundedHttp,
            loop="none",
            lifespan="off",
            ws="none",
            access_log=False,
            log_config=None,
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=75,
            backlog=BACKLOG,
            timeout_graceful_shutdown=DRAIN,
        )
    )


def _stop_on_signals(servers: list[QuietServer]) -> None:
    loop = asyncio.get_running_loop()

    def stop() -> None:
        for server in servers:
            server.force_exit = server.should_exit
            server.should_exit = True

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
