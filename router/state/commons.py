"""What the workers of one supervisor count together, as the supervisor has it; `common_state` is their side.

Limits, spending, the classes of conversations, repeats, and notices such as that of an open breaker. Each worker has
one stream socket to it. A request waits for one answer, at `begin`, and an attempt that costs money for one more; the
rest is told, and nobody waits. What a worker that died had running is given back; what it had spent stays spent.
Monotonic clocks of one machine are one clock, so what a worker calls now is now here too.

Where Redis counts for all, only the classes of conversations are told and asked here (`common_marks`).
"""

import asyncio
import socket
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import cast

from router.core.frames import Frames, framed
from router.core.limits import Accounts, Claim, Grant, Holder, Refusal
from router.state.commons_words import (
    MESSAGES,
    Advanced,
    Answer,
    Asked,
    Message,
    Notice,
    Paid,
    Primed,
    Raised,
    Repeated,
    Repeats,
    Settled,
    Taken,
    Told,
    encode,
)
from router.state.exchange import MemoryExchange
from router.state.memory import MARKS_PER_TENANT, RetryBudget


class Commons:
    """`serve` one socket for each worker. Bounded as `MemoryState` is."""

    def __init__(self, *, marks_per_tenant: int = MARKS_PER_TENANT) -> None:
        self._accounts = Accounts()
        self._marks_per_tenant = marks_per_tenant
        self._water: dict[str, OrderedDict[bytes, frozenset[str]]] = {}
        self._budgets: dict[str, RetryBudget] = {}
        self._notices = MemoryExchange()
        self._members: set[_Member] = set()

    async def serve(self, line: socket.socket) -> None:
        """Until the worker is gone. Takes the socket over."""
        await asyncio.get_running_loop().create_unix_connection(lambda: _Member(self), sock=line)

    def joined(self, member: "_Member") -> None:
        """It hears what holds already."""
        self._members.add(member)
        for notice in self._notices.standing():
            member.tell(Notice(*notice))

    def left(self, member: "_Member", running: Mapping[int, Grant]) -> None:
        """What it reserved counts as used."""
        self._members.discard(member)
        for grant in running.values():
            self._accounts.settle(grant, grant.tokens, float(grant.second))

    def answer(self, message: Message, running: dict[int, Grant]) -> Told | None:
        match message:
            case Asked():
                return self._begin(message, running)
            case Advanced():
                return self._advance(message)
            case Taken() | Settled():
                self._count(message, running)
            case Paid(advance=advance, money=money):
                self._accounts.pay(advance, money)
            case Primed(month=month, spent=spent):
                self._accounts.prime(month, dict(spent))
            case Raised(tenant=tenant, mark=mark, effective=effective):
                self._raise(tenant, mark, effective)
            case Repeated(tenant=tenant):
                budget = self._budgets.setdefault(tenant, RetryBudget())
                budget.add(message.requests, message.repeats, message.now)
                return Repeats(tenant, *budget.counted(message.now))
            case Notice():
                self._notices.tell(message.topic, message.name, message.value, message.lasting)
        return None

    def pass_on(self, news: Notice | Raised, sender: "_Member") -> None:
        for member in self._members - {sender}:
            member.tell(news)

    def _begin(self, asked: Asked, running: dict[int, Grant]) -> Answer:
        held = self._accounts.reserve(asked.claims, asked.cost, asked.at)
        classes = self._classes(asked.tenant, asked.marks)
        if isinstance(held, Refusal):
            return Answer(asked.number, refusal=held, classes=classes)
        held = held._replace(shared=asked.number)
        if asked.claims:
            running[asked.number] = held
        return Answer(asked.number, grant=held, classes=classes)

    def _count(self, message: Taken | Settled, running: dict[int, Grant]) -> None:
        """What a worker granted alone may be told late: it counts in its own second, and runs until it is settled."""
        grant = message.grant
        if grant.shared is None:
            return
        if isinstance(message, Settled):
            if running.pop(grant.shared, None) is not None:
                self._accounts.settle(grant, message.used, message.now)
        else:
            self._accounts.count(grant.claims, grant.tokens, grant.second)
            running[grant.shared] = grant

    def _advance(self, asked: Advanced) -> Answer:
        held = self._accounts.advance(asked.claims, asked.money, asked.at)
        spent = self._spent(asked.claims, asked.at.month)
        if isinstance(held, Refusal):
            return Answer(asked.number, refusal=held, spent=spent)
        return Answer(asked.number, advance=held._replace(shared=True), spent=spent)

    def _spent(self, claims: Sequence[Claim], month: str) -> list[tuple[Holder, int]]:
        budgeted = [holder for holder, quota in claims if quota.budget_eur_per_month is not None]
        return [(holder, self._accounts.spent(holder, month)) for holder in budgeted]

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

    def tell(self, told: Told) -> None:
        if self._transport is not None:
            self._transport.write(framed(encode(told)))

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # a stream socket's; uvloop's own is no subclass of it
        self._commons.joined(self)

    def data_received(self, data: bytes) -> None:
        for body in self._frames.feed(data):
            message = MESSAGES.decode(body)
            answer = self._commons.answer(message, self._running)
            if answer is not None:
                self.tell(answer)
            elif isinstance(message, Notice | Raised):
                self._commons.pass_on(message, self)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - why it was lost changes nothing
        self._commons.left(self, self._running)
