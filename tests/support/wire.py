"""A transport without a network: what a connection does to it is seen, what the other side does is said.

wire = Wire()
connection = wire.carry(shelf)          # connection_made
connection.data_received(b"...")        # what the provider sends
"""

import asyncio
import socket
from collections.abc import Iterable
from typing import Any

from providers._connection import Connection


class Shelf:
    """Where connections go that can be used again, and those that cannot."""

    def __init__(self) -> None:
        self.back: list[Connection] = []
        self.gone: list[Connection] = []

    def take_back(self, connection: Connection) -> None:
        self.back.append(connection)

    def forget(self, connection: Connection) -> None:
        self.gone.append(connection)


class Wire(asyncio.Transport):
    """`room`: bytes it takes before it asks for a pause, as a socket does whose other side does not read."""

    def __init__(self, room: int | None = None) -> None:
        super().__init__()
        self.writes: list[bytes | memoryview] = []
        self.is_aborted = False
        self.unsent = 0
        self._room = room
        self._is_paused = False
        self._ours, self._theirs = socket.socketpair()

    @property
    def sent(self) -> bytes:
        return b"".join(self.writes)

    def carry(self, shelf: Shelf) -> Connection:
        self._connection = Connection(shelf)
        self._connection.connection_made(self)
        return self._connection

    def write(self, data: Any) -> None:
        self.writes.append(data)
        if self._room is not None and sum(map(len, self.writes)) > self._room:
            self._connection.pause_writing()

    def writelines(self, pieces: Iterable[Any]) -> None:
        for piece in pieces:
            self.write(piece)

    def abort(self) -> None:
        assert not self.is_aborted
        self.is_aborted = True
        asyncio.get_running_loop().call_soon(self._end)

    def is_closing(self) -> bool:
        return self.is_aborted

    def is_paused(self) -> bool:
        return self._is_paused

    def pause_reading(self) -> None:
        assert not self._is_paused
        self._is_paused = True

    def resume_reading(self) -> None:
        assert self._is_paused
        self._is_paused = False

    def get_write_buffer_size(self) -> int:
        return self.unsent

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return self._ours if name == "socket" else default

    def put_unread(self, data: bytes) -> None:
        """Bytes that have come and that the loop has not read yet."""
        self._theirs.send(data)

    def hang_up_unread(self) -> None:
        """A FIN that the loop has not read yet."""
        self._theirs.close()

    def close_sockets(self) -> None:
        self._ours.close()
        self._theirs.close()

    def _end(self) -> None:
        self._connection.connection_lost(None)
