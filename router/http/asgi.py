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
def _names(names: tuple[str, ...]) -> tuple[bytes, ...]:
    """Nearly all answers have the same."""
    return tuple(name.encode("latin-1") for name in names)


def head(status: int, headers: Mapping[str, str], content_type: bytes, *last: tuple[bytes, bytes]) -> Message:
    values = [value.encode("latin-1") for value in headers.values()]
    fields = [(b"content-type", content_type), *zip(_names(tuple(headers)), values, strict=True), *last]
    return {"type": "http.response.start", "status": status, "headers": fields}


async def start(send: Send, status: int, headers: Mapping[str, str]) -> None:
    """One stream of events; what follows are its bodies."""
    await send(head(status, headers, EVENTS, (b"cache-control", b"no-cache")))


async def reply(send: Send, status: int, body: bytes, headers: Mapping[str, str] | None = None) -> None:
    """One whole JSON reply."""
    await send(head(status, headers or {}, JSON, (b"content-length", b"%d" % len(body))))
    await send({"type": "http.response.body", "body": body})
