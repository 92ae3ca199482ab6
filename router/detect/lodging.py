"""One nursery for several data planes: its imports, most of its memory, are there once.

The supervisor has the nursery (`Landlord`). Each worker has a line to it, a stream socket, and asks on it with one
byte: `ASK` for a place, which comes back as a descriptor, the worker's own control of the nursery; `GONE` says that
the nursery hangs.
"""

import asyncio
import logging
import socket
from contextlib import suppress

from router.detect.crew import Asking, Nursery

ASK, GONE = b"?", b"!"
_YES, _NO = b"+", b"-"
_PATIENCE = 20.0
"""Seconds for the supervisor to answer: a nursery that hangs is killed and waited for first."""

log = logging.getLogger("sovereign.detect")


class Lodging(Asking):
    """As `crew.Nursery`, where another process has it. `line` is this worker's end, and blocks."""

    def __init__(self, line: socket.socket) -> None:
        super().__init__()
        self._supervisor = line
        self._supervisor.settimeout(_PATIENCE)

    @property
    def alive(self) -> bool:
        """The nursery says nothing on this line, so it can be read only when it has ended."""
        if self._control is None:
            return False
        try:
            return bool(self._control.recv(1, socket.MSG_PEEK))
        except BlockingIOError:
            return True
        except OSError:
            return False

    def open(self) -> None:
        """Blocks for as long as the supervisor starts one. Raises OSError."""
        self._hang_up()
        self.proven = False
        self._supervisor.sendall(ASK)
        answer, descriptors, _, _ = socket.recv_fds(self._supervisor, 1, 1)
        if answer != _YES or not descriptors:
            raise ConnectionError("there is no nursery")
        self._control = socket.socket(fileno=descriptors[0])
        self._control.setblocking(False)

    def abandon(self) -> None:
        self._hang_up()
        self._supervisor.sendall(GONE)

    def close(self) -> None:
        """Ends this worker's own detectors, for good."""
        self._hang_up()
        with suppress(OSError):
            self._supervisor.shutdown(socket.SHUT_RDWR)  # wakes who still asks
        self._supervisor.close()


class Landlord:
    """In the supervisor. The nursery is started when the first worker asks: without detection there is none."""

    def __init__(self, nursery: Nursery) -> None:
        self._nursery = nursery
        self._opening = asyncio.Lock()
        self._asking: set[asyncio.Task[None]] = set()

    def serve(self, line: socket.socket) -> None:
        """Until it ends. Takes the socket over."""
        line.setblocking(False)
        task = asyncio.get_running_loop().create_task(self._serve(line))
        self._asking.add(task)
        task.add_done_callback(self._asking.discard)

    async def aclose(self) -> None:
        for task in self._asking:
            task.cancel()
        await asyncio.gather(*self._asking, return_exceptions=True)
        await asyncio.to_thread(self._nursery.close)

    async def _serve(self, line: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        with line:
            while asked := await loop.sock_recv(line, 1):
                if asked == GONE:
                    self._nursery.abandon()
                else:
                    await self._give(line)

    async def _give(self, line: socket.socket) -> None:
        try:
            async with self._opening:
                if not self._nursery.alive:
                    await asyncio.to_thread(self._nursery.open)
            ours, theirs = socket.socketpair()
            with ours, theirs:
                self._nursery.join(ours)
                socket.send_fds(line, [_YES], [theirs.fileno()])
        except OSError as fault:
            log.warning("a worker got no place in the nursery: %s", fault)
            await asyncio.get_running_loop().sock_sendall(line, _NO)
