"""Writes of one turn of the loop leave as one: uvicorn writes a head and what follows it apart."""

import asyncio
from typing import Any


class Cork:
    """A transport that waits for the end of the turn of the loop, but for what is written at once."""

    __slots__ = ("_loop", "_parts", "_transport", "is_closing")

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._parts: list[bytes] = []
        self.is_closing = transport.is_closing

    def write(self, data: bytes) -> None:
        if not self._parts:
            self._loop.call_soon(self._flush)
        self._parts.append(data)

    def write_at_once(self, data: bytes) -> None:
        """Behind what waits, without the loop's next turn: for what nothing follows."""
        self._parts.append(data)
        self._flush()

    def close(self) -> None:
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        parts, self._parts = self._parts, []
        if parts and not self.is_closing():  # uvloop raises for a client that is gone
            self._transport.write(parts[0] if len(parts) == 1 else b"".join(parts))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)
