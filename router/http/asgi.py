"""The few ASGI shapes that the data plane uses, and replies made of them. Source: ASGI 3.0, HTTP connection scope."""

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from functools import lru_cache
from typing import Any

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

JSON = b"application/json"
EVENTS = b"text/event-stream; charset=utf-8"


@lru_cache(maxsize=64)
def _name(name: str) -> bytes:
    return name.encode("latin-1")


async def start(send: Send, status: int, headers: Mapping[str, str], content_type: bytes, length: int | None) -> None:
    wire = [(b"content-type", content_type)]
    wire += [(_name(name), value.encode("latin-1")) for name, value in headers.items()]
    if length is None:
        wire.append((b"cache-control", b"no-cache"))
    else:
        wire.append((b"content-length", str(length).encode()))
    await send({"type": "http.response.start", "status": status, "headers": wire})


async def reply(send: Send, status: int, body: bytes, headers: Mapping[str, str] | None = None) -> None:
    """One whole JSON reply."""
    await start(send, status, headers or {}, JSON, len(body))
    await send({"type": "http.response.body", "body": body})
