"""What the supervisor and a worker say to each other: MessagePack on a stream socket, in frames (`core.frames`)."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, cast

import msgspec

from router.core.frames import Frames, framed

Fault = Mapping[str, Any]
"""As `config.Fault`, for JSON."""


class Begin(msgspec.Struct, tag="begin", frozen=True):
    """The first word to a worker. `doors`: descriptors it inherited, the data port's, then the admin port's last.

    `faults`: of the file as it is now, where `rules` are those from before it.
    """

    number: int
    of: int
    routes: str
    rules: bytes
    doors: list[int]
    faults: list[Fault] = []


class Serve(msgspec.Struct, tag="serve", frozen=True):
    """Accept at these doors from now on, by their places in `Begin.doors`, and at no others."""

    places: list[int]


class Prepare(msgspec.Struct, tag="prepare", frozen=True):
    """Compile these, and build all that they need; nothing changes yet."""

    version: int
    rules: bytes


class Commit(msgspec.Struct, tag="commit", frozen=True):
    """What was prepared is in force."""

    version: int


class Abort(msgspec.Struct, tag="abort", frozen=True):
    """What was prepared never comes into force, and why."""

    version: int
    faults: list[Fault]


class Ask(msgspec.Struct, tag="ask", frozen=True):
    """Which requests are open?"""


class Team(msgspec.Struct, tag="team", frozen=True):
    """How all workers are, for /readyz."""

    workers: list[Fault]


class Drain(msgspec.Struct, tag="drain", frozen=True):
    """Serve who is there, then end. Said twice: end at once."""


class Started(msgspec.Struct, tag="started", frozen=True):
    """It could serve."""


class Failed(msgspec.Struct, tag="failed", frozen=True):
    """It cannot start, and why: no secret, no text of a request."""

    reason: str


class State(msgspec.Struct, tag="state", frozen=True):
    """Once a second, and so a sign of life."""

    ready: bool
    ruleset: str


class Prepared(msgspec.Struct, tag="prepared", frozen=True):
    """`faults`: why not."""

    version: int
    faults: list[Fault]


class Committed(msgspec.Struct, tag="committed", frozen=True):
    version: int


class Open(msgspec.Struct, tag="open", frozen=True):
    """Receipts of the requests that are open, as of the moment of the question; all others are recorded."""

    receipts: list[str]


Order = Begin | Serve | Prepare | Commit | Abort | Ask | Team | Drain
Report = Started | Failed | State | Prepared | Committed | Open

_ENCODER = msgspec.msgpack.Encoder()
_ORDERS: msgspec.msgpack.Decoder[Order] = msgspec.msgpack.Decoder(Order)
_REPORTS: msgspec.msgpack.Decoder[Report] = msgspec.msgpack.Decoder(Report)


def read_order(body: bytes) -> Order:
    return _ORDERS.decode(body)


def read_report(body: bytes) -> Report:
    return _REPORTS.decode(body)


class Line(asyncio.Protocol):
    """One end. `heard` is given each body, `lost` is called once, when the other end is gone."""

    def __init__(self, heard: Callable[[bytes], None], lost: Callable[[], None]) -> None:
        self._heard = heard
        self._lost = lost
        self._frames = Frames()
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # a stream socket's; uvloop's own is no subclass of it

    def data_received(self, data: bytes) -> None:
        for body in self._frames.feed(data):
            self._heard(body)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - why it was lost changes nothing
        self._transport = None
        self._lost()

    def say(self, message: Order | Report) -> None:
        """Nobody waits; what is said to nobody is lost."""
        if self._transport is not None:
            self._transport.write(framed(_ENCODER.encode(message)))

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()
