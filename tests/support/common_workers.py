"""Workers in one process, each with a real socket to what their supervisor counts for all of them."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from routes_files import load

from router.core.limits import Claim, Cost, Grant, Holder, Moment, Refusal
from router.core.rules import Quota
from router.state.common_exchange import CommonExchange
from router.state.common_line import CommonLine
from router.state.common_state import CommonState
from router.state.commons import Commons

AT = Moment(1000.0, "2026-11", 86_400.0)
RULES = load().ruleset
ANNA = Holder("t", "agent", "anna")


class Worker(CommonState):
    """And its exchange."""

    def __init__(self, line: CommonLine) -> None:
        super().__init__(line, share=0.5, rules=lambda: RULES)
        self.exchange = CommonExchange(line)


class Team(list[Worker]):
    """All workers of one supervisor."""

    def __init__(self, commons: Commons, patience: float) -> None:
        self._commons = commons
        self._patience = patience

    async def join(self) -> Worker:
        ours, theirs = socket.socketpair()
        await self._commons.serve(ours)
        self.append(Worker(CommonLine(theirs, patience=self._patience)))
        await self[-1].start()
        return self[-1]

    def stand_still(self) -> None:
        """The supervisor: what it is told waits in the sockets."""
        for member in self._commons._members:
            assert member._transport is not None
            member._transport.pause_reading()

    def go_on(self) -> None:
        for member in self._commons._members:
            assert member._transport is not None
            member._transport.resume_reading()


@asynccontextmanager
async def workers(count: int, *, patience: float = 2.0, **sizes: int) -> AsyncIterator[Team]:
    team = Team(Commons(**sizes), patience)
    for _ in range(count):
        await team.join()
    try:
        yield team
    finally:
        team.go_on()
        for member in team:
            await member.aclose()
        await asyncio.sleep(0.01)


def claims(**limits: int) -> list[Claim]:
    return [Claim(ANNA, Quota(**limits))]


async def begun(member: Worker, *marks: bytes, **limits: int) -> Grant | Refusal:
    return (await member.begin("t", marks, claims(**limits), Cost(10, 0), AT, RULES)).held
