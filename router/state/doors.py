"""The door of one server: so many may be inside, the others wait in a fair line, for a bounded time."""

import asyncio

from router.core.gradient import Gradient
from router.core.queueing import FairLine
from router.core.rules import Concurrency
from router.ports import LONGEST_LINE

MOST_WAITING = 256
"""In the line of one server. Each holds a request in memory."""

LEAST_WAIT, MOST_WAIT = 1.0, 120.0
"""Seconds that somebody is told to wait who is not let in; SDKs give up beyond."""

NEWEST = 0.1
"""What the newest stay weighs in the average."""


class Door:
    """`enter`, and then `leave` exactly once. `rule` may be replaced at any time."""

    def __init__(self, rule: Concurrency) -> None:
        self.rule = rule
        self._line: FairLine[asyncio.Future[bool]] = FairLine(MOST_WAITING)
        self._gradient = Gradient(rule.most)
        self._stay = 1.0
        """Seconds that a request is inside, on average."""
        self.inside = 0

    @property
    def waiting(self) -> int:
        return len(self._line)

    @property
    def limit(self) -> int:
        if not self.rule.adaptive:
            return self.rule.most
        self._gradient.most = self.rule.most
        return min(self._gradient.limit, self.rule.most)

    def has_room(self) -> bool:
        return self.inside < self.limit and not self._line

    def wait(self) -> float:
        """Seconds until there may be room for one more."""
        turns = (len(self._line) + 1) / max(self.limit, 1)
        return min(max(turns * self._stay, LEAST_WAIT), MOST_WAIT)

    def step_in(self) -> bool:
        """`enter`, for who does not wait."""
        if not self.has_room():
            return False
        self.inside += 1
        return True

    async def enter(self, tenant: str, patience: float) -> bool:
        """False if there was no room within so many seconds. Cancelled, it leaves nothing behind."""
        if self.step_in():
            return True
        if patience <= 0:
            return False
        turn: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        shown_out = self._line.join(tenant, turn)
        if shown_out is turn:
            return False
        if shown_out is not None and not shown_out.done():
            shown_out.set_result(False)
        return await self._wait(tenant, turn, min(patience, LONGEST_LINE))

    async def _wait(self, tenant: str, turn: asyncio.Future[bool], patience: float) -> bool:
        try:
            async with asyncio.timeout(patience):
                return await turn
        except (TimeoutError, asyncio.CancelledError) as ended:
            if not self._line.leave(tenant, turn) and turn.done() and not turn.cancelled() and turn.result():
                self.inside -= 1  # its turn came in the very moment in which it went
            self._let_in()
            if isinstance(ended, TimeoutError):
                return False
            raise

    def leave(self, stayed: float) -> None:
        """`stayed`: seconds."""
        self.inside -= 1
        self._stay += (stayed - self._stay) * NEWEST
        self._let_in()

    def took(self, seconds: float) -> None:
        """First content came after so long."""
        self._gradient.took(seconds, self.inside)
        self._let_in()

    def overloaded(self) -> None:
        self._gradient.overloaded()

    def told(self) -> dict[str, int]:
        return {"limit": self.limit, "inside": self.inside, "waiting": self.waiting}

    def _let_in(self) -> None:
        while self.inside < self.limit and (turn := self._line.next()) is not None:
            if not turn.done():
                self.inside += 1
                turn.set_result(True)
