"""What the workers of one supervisor count together: limits, spending and the classes of conversations.

The supervisor has it (`Commons`), each worker has one stream socket to it (`CommonsLine`). A request waits for one
answer, at `begin`, and an attempt that costs money for one more; the rest is told, and nobody waits. Breakers and retry
budgets stay each worker's own. What a worker that died had running is given back; what it had spent stays spent.
Monotonic clocks of one machine are one clock, so what a worker calls now is now here too.

Where Redis counts for all, only the classes of conversations are told and asked here: for when it is lost.
"""

import asyncio
import socket
from collections import OrderedDict
from collections.abc import Sequence
from typing import cast

import msgspec

from router.core.frames import Frames, framed
from router.core.limits import Accounts, Advance, Claim, Cost, Grant, Holder, Moment, Refusal
from router.state.memory import MARKS_PER_TENANT


class Asked(msgspec.Struct, tag="begin", frozen=True):
    number: int
    tenant: str
    marks: list[bytes]
    claims: tuple[Claim, ...]
    cost: Cost
    at: Moment


class Advanced(msgspec.Struct, tag="advance", frozen=True):
    number: int
    claims: tuple[Claim, ...]
    money: int
    at: Moment


class Settled(msgspec.Struct, tag="settle", frozen=True):
    grant: Grant
    used: int
    now: float


class Paid(msgspec.Struct, tag="pay", frozen=True):
    advance: Advance
    money: int


class Primed(msgspec.Struct, tag="prime", frozen=True):
    month: str
    spent: list[tuple[Holder, int]]


class Raised(msgspec.Struct, tag="raise", frozen=True):
    tenant: str
    mark: bytes
    effective: str


class Answer(msgspec.Struct, tag="answer", frozen=True):
    """To the question of this number. `classes`: all that any of its marks was raised to."""

    number: int
    grant: Grant | None = None
    advance: Advance | None = None
    refusal: Refusal | None = None
    classes: list[str] = []


Message = Asked | Advanced | Settled | Paid | Primed | Raised
_ENCODER = msgspec.msgpack.Encoder()
_MESSAGES: msgspec.msgpack.Decoder[Message] = msgspec.msgpack.Decoder(Message)


class Commons:
    """`serve` one socket for each worker. Bounded as `MemoryState` is."""

    def __init__(self, *, marks_per_tenant: int = MARKS_PER_TENANT) -> None:
        self._accounts = Accounts()
        self._marks_per_tenant = marks_per_tenant
        self._water: dict[str, OrderedDict[bytes, frozenset[str]]] = {}

    async def serve(self, line: socket.socket) -> None:
        """Until the worker is gone. Takes the socket over."""
        await asyncio.get_running_loop().create_unix_connection(lambda: _Member(self), sock=line)

    def answer(self, message: Message, running: dict[int, Grant]) -> Answer | None:
        match message:
            case Asked():
                return self._begin(message, running)
            case Advanced(number=number, claims=claims, money=money, at=at):
                held = self._accounts.advance(claims, money, at)
                if isinstance(held, Refusal):
                    return Answer(number, refusal=held)
                return Answer(number, advance=held._replace(shared=True))
            case Settled(grant=grant, used=used, now=now):
                if grant.shared is not None and running.pop(grant.shared, None) is not None:
                    self._accounts.settle(grant, used, now)
            case Paid(advance=advance, money=money):
                self._accounts.pay(advance, money)
            case Primed(month=month, spent=spent):
                self._accounts.prime(month, dict(spent))
            case Raised(tenant=tenant, mark=mark, effective=effective):
                self._raise(tenant, mark, effective)
        return None

    def forget(self, running: dict[int, Grant]) -> None:
        """A worker is gone. What it reserved counts as used."""
        for grant in running.values():
            self._accounts.settle(grant, grant.tokens, float(grant.second))

    def _begin(self, asked: Asked, running: dict[int, Grant]) -> Answer:
        held = self._accounts.reserve(asked.claims, asked.cost, asked.at)
        classes = self._classes(asked.tenant, asked.marks)
        if isinstance(held, Refusal):
            return Answer(asked.number, refusal=held, classes=classes)
        held = held._replace(shared=asked.number)
        if asked.claims:
            running[asked.number] = held
        return Answer(asked.number, grant=held, classes=classes)

    def _classes(self, tenant: str, marks: Sequence[bytes]) -> list[str]:
        water = self._water.get(tenant)
        if not water:
            return []
        known = [mark for mark in marks if mark in water]
        for mark in known:
            water.move_to_end(mark)
        return sorted({klass for mark in known for klass in water[mark]})

    def _raise(self, tenant: str, mark: bytes, effective: str) -> None:
        """All that it was raised to: which is the highest, the rules of whoever asks tell."""
        water = self._water.setdefault(tenant, OrderedDict())
        water[mark] = water.get(mark, frozenset()) | {effective}
        water.move_to_end(mark)
        if len(water) > self._marks_per_tenant:
            water.popitem(last=False)


class _Member(asyncio.Protocol):
    """One worker's line, as the supervisor has it."""

    def __init__(self, commons: Commons) -> None:
        self._commons = commons
        self._running: dict[int, Grant] = {}
        self._frames = Frames()
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # a stream socket's; uvloop's own is no subclass of it

    def data_received(self, data: bytes) -> None:
        for body in self._frames.feed(data):
            answer = self._commons.answer(_MESSAGES.decode(body), self._running)
            if answer is not None and self._transport is not None:
                self._transport.write(framed(_ENCODER.encode(answer)))

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - why it was lost changes nothing
        self._commons.forget(self._running)
