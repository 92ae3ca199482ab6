"""What the workers of one supervisor count together: limits, spending and the classes of conversations.

The supervisor has it (`Commons`), each worker has one stream socket to it (`CommonState`). A request waits for one
answer, at `begin`, and an attempt that costs money for one more; the rest is told, and nobody waits. Breakers and retry
budgets stay each worker's own. What a worker that died had running is given back; what it had spent stays spent.
Monotonic clocks of one machine are one clock, so what a worker calls now is now here too.
"""

import asyncio
import logging
import socket
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Any, cast

import msgspec

from router.core.frames import Frames, framed
from router.core.limits import Accounts, Advance, Claim, Cost, Grant, Holder, Moment, Refusal
from router.core.rules import Ruleset
from router.ports import Begun
from router.state.memory import MARKS_PER_TENANT, MemoryState, highest

PATIENCE = 2.0
"""Seconds for an answer. Then a worker goes on with what it knows itself."""

log = logging.getLogger("sovereign.router")


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
_ANSWERS: msgspec.msgpack.Decoder[Answer] = msgspec.msgpack.Decoder(Answer)


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
        running[asked.number] = held = held._replace(shared=asked.number)
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


class CommonState(MemoryState, asyncio.Protocol):
    """Implements `ports.Shared` for a worker. `line`: its socket to the supervisor.

    `Grant.shared` is the number of the question that it answers: what has none was counted here.
    """

    def __init__(self, line: socket.socket) -> None:
        super().__init__()
        self._line = line
        self._frames = Frames()
        self._transport: asyncio.Transport | None = None
        self._number = 0
        self._waiting: dict[int, asyncio.Future[Answer]] = {}

    async def start(self) -> None:
        await asyncio.get_running_loop().create_unix_connection(lambda: self, sock=self._line)

    async def aclose(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def trouble(self) -> str | None:
        return None if self._transport is not None else "the supervisor is gone: this worker counts alone and ends"

    async def begin(
        self, tenant: str, marks: Sequence[bytes], claims: Sequence[Claim], cost: Cost, at: Moment, rules: Ruleset
    ) -> Begun:
        if not marks and not claims:
            return await super().begin(tenant, marks, claims, cost, at, rules)
        number = self._next()
        answer = await self._ask(number, Asked(number, tenant, list(marks), tuple(claims), cost, at))
        held = None if answer is None else answer.grant or answer.refusal
        if answer is None or held is None:
            return await super().begin(tenant, marks, claims, cost, at, rules)
        return Begun(held, highest(answer.classes, rules))

    async def advance(self, claims: Sequence[Claim], money: int, at: Moment) -> Advance | Refusal:
        if not claims or not money:
            return await super().advance(claims, money, at)
        number = self._next()
        answer = await self._ask(number, Advanced(number, tuple(claims), money, at))
        held = None if answer is None else answer.advance or answer.refusal
        return held if held is not None else await super().advance(claims, money, at)

    def settle(self, grant: Grant, used: int, now: float) -> None:
        if grant.shared is None:
            super().settle(grant, used, now)
        else:
            self._tell(Settled(grant, used, now))

    def pay(self, advance: Advance, money: int) -> None:
        if not advance.shared:
            super().pay(advance, money)
        elif money != advance.money:
            self._tell(Paid(advance, money))

    def prime(self, month: str, spent: Mapping[Holder, int]) -> None:
        super().prime(month, spent)
        self._tell(Primed(month, list(spent.items())))

    def raise_water(self, tenant: str, mark: bytes, effective: str, rules: Ruleset) -> None:
        super().raise_water(tenant, mark, effective, rules)
        self._tell(Raised(tenant, mark, effective))

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # as above

    def data_received(self, data: bytes) -> None:
        for body in self._frames.feed(data):
            answer = _ANSWERS.decode(body)
            future = self._waiting.pop(answer.number, None)
            if future is not None and not future.done():
                future.set_result(answer)
            else:
                self._give_back(answer)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - as above
        self._transport = None
        for future in list(self._waiting.values()):
            future.cancel()

    def _give_back(self, answer: Answer) -> None:
        """Nobody waits for it any more: the client went, or time was up."""
        if answer.grant is not None:
            self.settle(answer.grant, 0, float(answer.grant.second))
        if answer.advance is not None:
            self.pay(answer.advance, 0)

    def _next(self) -> int:
        self._number += 1
        return self._number

    async def _ask(self, number: int, message: Asked | Advanced) -> Answer | None:
        """None where nobody answers."""
        if self._transport is None:
            return None
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting[number] = future
        self._tell(message)
        try:
            await asyncio.wait([future], timeout=PATIENCE)
        except asyncio.CancelledError:
            if future.done() and not future.cancelled():
                self._give_back(future.result())
            raise
        finally:
            self._waiting.pop(number, None)
        if future.done() and not future.cancelled():
            return future.result()
        log.warning("the supervisor does not answer, so limits are counted by this worker alone")
        return None

    def _tell(self, message: Any) -> None:
        if self._transport is not None:
            self._transport.write(framed(_ENCODER.encode(message)))
