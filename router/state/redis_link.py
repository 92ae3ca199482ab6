"""One connection to Redis or Valkey, and nothing of what is said over it: commands out, replies back in their order.

All commands of one turn of the event loop leave in one write, and whoever does not need the reply does not wait. A
general client costs 60 to 90 us of CPU for each command, this 9, and 2 where fifty are asked at once.

A reply that is late ends the connection and fails whatever waits on it: what state a hung server is in nobody knows,
and no request may wait for it twice. So each wait is bounded, by `patience`.
"""

import asyncio
import ssl
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any

import hiredis

from router.core.redis_address import RedisAddress

CONNECT = 1.0
"""Seconds to connect and to log in."""

GRACE = 0.01
"""Seconds more, in which a loop that was busy itself reads what lies there before it calls the server late."""

MOST = 20_000
"""Commands that may wait for their replies."""

CURES = {
    "NOAUTH": "it wants a password: set SOVEREIGN_REDIS_PASSWORD",
    "WRONGPASS": "it does not let this user in: check SOVEREIGN_REDIS_URL and SOVEREIGN_REDIS_PASSWORD",
    "NOPERM": "this user may not do what is needed: docs/redis.md has its ACL",
    "READONLY": "it is a replica: let SOVEREIGN_REDIS_URL lead to the primary",
    "OOM": "it has no memory left: raise maxmemory",
    "MISCONF": "it cannot save and so takes no writes: see its log",
    "LOADING": "it is still loading its data",
    "ERR The user": "this user may not do what is needed: docs/redis.md has its ACL",
    "BUSY": "it is busy with a script of somebody else",
    "MOVED": "it is one of a cluster: let SOVEREIGN_REDIS_URL lead to a server of its own, or to a proxy",
}
"""By how an error begins. The rest of it is not shown."""

Reply = Any
"""As hiredis gives it: bytes, int, None, a list of them, or `ReplyError`; or `Lost`."""
Word = str | bytes | int


class Lost(Exception):  # noqa: N818 - a state of the world
    """Nothing came back, and nothing will. Says why, without any secret. `sent`: it may have been done all the same."""

    def __init__(self, why: str, *, sent: bool = False) -> None:
        super().__init__(why)
        self.sent = sent


class Link(asyncio.Protocol):
    """`ask` from the event loop that it was connected in. `lost` is called once, when it is over."""

    def __init__(self, patience: float, lost: Callable[[str], None]) -> None:
        self._patience = patience
        self._lost = lost
        self._loop = asyncio.get_running_loop()
        self._reader = hiredis.Reader()
        self._out: list[bytes] = []
        self._waiting: deque[tuple[Callable[[Reply], object], float]] = deque()
        self._watch: asyncio.TimerHandle | None = None
        self._late: float | None = None
        self._transport: asyncio.Transport | None = None
        self.over: str | None = None
        """Why it is over; None while it is not."""

    def ask(self, words: tuple[Word, ...], then: Callable[[Reply], object]) -> None:
        """`then` is called with the reply, at once if there can be none. It must not raise."""
        if self.over is not None or len(self._waiting) >= MOST:
            then(Lost(self.over or "too much waits for it"))
            return
        if not self._out:
            self._loop.call_soon(self._flush)
        self._out.append(hiredis.pack_command(words))  # type: ignore[arg-type]  # bytes and str, mixed
        self._waiting.append((then, self._loop.time()))
        if self._watch is None:
            self._watch = self._loop.call_later(self._patience, self._look)

    async def answer(self, *words: Word) -> Reply:
        """Raises `Lost`, also for an error, which ends the connection."""
        asked: asyncio.Future[Reply] = self._loop.create_future()
        self.ask(words, partial(_answered, asked))
        reply = await asked
        if isinstance(reply, hiredis.ReplyError):
            self.end(described(reply))
            raise Lost(described(reply))
        if isinstance(reply, Lost):
            raise reply
        return reply

    def end(self, why: str) -> None:
        """At once. Idempotent."""
        if self.over is not None:
            return
        self.over = why
        if self._transport is not None:
            self._transport.abort()
        if self._watch is not None:
            self._watch.cancel()
        self._lost(why)
        waiting, self._waiting = self._waiting, deque()
        for then, _ in waiting:
            then(Lost(why, sent=True))

    # ---------------------------------------------------------------------------------------- what asyncio calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment]  # of a stream: always a Transport

    def data_received(self, data: bytes) -> None:
        try:
            self._reader.feed(data)
            while (reply := self._reader.gets()) is not False:
                then, _ = self._waiting.popleft()
                then(reply)
        except (hiredis.ProtocolError, IndexError):
            self.end("what it says is not the protocol of Redis")

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - a reset and a close are one here
        self.end("it closed the connection")

    def _flush(self) -> None:
        out, self._out = self._out, []
        if self._transport is not None and self.over is None:
            self._transport.write(b"".join(out))

    def _look(self) -> None:
        """Whether the oldest command has waited too long."""
        self._watch = None
        if not self._waiting:
            return
        asked = self._waiting[0][1]
        left = asked + self._patience - self._loop.time()
        if left > 0:
            self._watch = self._loop.call_later(left, self._look)
        elif self._late != asked:
            self._late = asked
            self._watch = self._loop.call_later(GRACE, self._look)
        else:
            self.end(f"it did not answer within {self._patience:g} s")


def _answered(asked: asyncio.Future[Reply], reply: Reply) -> None:
    if not asked.done():
        asked.set_result(reply)


def described(error: Exception) -> str:
    """What the server refused, and its cure where that is known."""
    told = str(error)
    known = (cure for start, cure in CURES.items() if told.startswith(start))
    return next(known, f"it answered {told.partition(' ')[0][:32]!r}")


async def connect(address: RedisAddress, password: str | None, patience: float, lost: Callable[[str], None]) -> Link:
    """Logged in. Raises `Lost`."""
    loop = asyncio.get_running_loop()
    link = Link(patience, lost)
    try:
        async with asyncio.timeout(CONNECT):
            if address.socket is not None:
                await loop.create_unix_connection(lambda: link, address.socket)
            else:
                context = ssl.create_default_context() if address.is_tls else None
                await loop.create_connection(lambda: link, address.host, address.port, ssl=context)
            if password is not None:
                await link.answer("AUTH", *([address.user] if address.user else []), password)
            if address.database:
                await link.answer("SELECT", address.database)
    except (OSError, TimeoutError) as fault:
        why = _unreachable(fault)
        link.end(why)
        raise Lost(why) from None
    except asyncio.CancelledError:
        link.end("it was given up")
        raise
    return link


def _unreachable(fault: OSError) -> str:
    if isinstance(fault, ssl.SSLCertVerificationError):
        return "its certificate is not trusted: SSL_CERT_FILE names the file of an own authority"
    if isinstance(fault, ssl.SSLError):
        return "it speaks no TLS there: write redis://"
    if isinstance(fault, TimeoutError):
        return f"it did not answer within {CONNECT:g} s"
    return "it cannot be reached: start it, or mend SOVEREIGN_REDIS_URL"
