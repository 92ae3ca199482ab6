"""State that the workers of one supervisor share; `commons` is the supervisor's side.

What is granted there is counted here too, as with Redis: that is what a worker goes on with, and a share of each limit,
while the supervisor stands still. What it is told meanwhile it reads later: marks, money and the requests of the last
minute are never lost. A question that it reads too late counts as a request once more, for a minute.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from time import monotonic

from router.core.limits import Advance, Claim, Cost, Grant, Holder, Moment, Refusal
from router.core.rules import Ruleset
from router.ports import Begun
from router.state import commons_words as words
from router.state.alone import Alone
from router.state.common_line import CommonLine
from router.state.memory import MemoryState, highest
from router.state.repeats import Repeats
from router.state.share import Share

TICK = 0.25
"""Seconds in which requests and repeats are gathered before they are told."""


class CommonState(MemoryState):
    """Implements `ports.Shared` for a worker. `share`: of each limit, while the supervisor stands still.

    `rules` are those in force.

    `Grant.shared` is the number under which the supervisor has it.
    """

    def __init__(self, line: CommonLine, *, share: float, rules: Callable[[], Ruleset]) -> None:
        super().__init__()
        self._line = line
        self._rules = rules
        line.on_raised = self._learn
        self._share = Share(share, self._accounts.spent, monotonic)
        self._alone = Alone(self._accounts, self._share)
        self._repeats = Repeats(self._tell_repeats, monotonic)
        self._telling: asyncio.TimerHandle | None = None
        line.on_late, line.on_heard_again = self._give_back, self._share.forget
        line.on_repeats = lambda told: self._repeats.told(told.tenant, told.requests, told.repeats)

    async def start(self) -> None:
        await self._line.start()

    async def aclose(self) -> None:
        if self._telling is not None:
            self._telling.cancel()
        self._line.close()

    def trouble(self) -> str | None:
        return self._line.trouble()

    # ------------------------------------------------------------------------------------------------------ limits

    async def begin(
        self, tenant: str, marks: Sequence[bytes], claims: Sequence[Claim], cost: Cost, at: Moment, rules: Ruleset
    ) -> Begun:
        if not marks and not claims:
            return await super().begin(tenant, marks, claims, cost, at, rules)
        answer = await self._line.ask(lambda n: words.Asked(n, tenant, list(marks), tuple(claims), cost, at))
        held = None if answer is None else answer.grant or answer.refusal
        if answer is None or held is None:
            return Begun(self._begin_alone(claims, cost, at))
        if isinstance(held, Grant):
            self._accounts.count(claims, cost.tokens, at.now)
        return Begun(held, highest(answer.classes, rules))

    def _begin_alone(self, claims: Sequence[Claim], cost: Cost, at: Moment) -> Grant | Refusal:
        held = self._alone.reserve(claims, cost, at)
        if isinstance(held, Refusal) or not claims:
            return held
        held = held._replace(shared=self._line.next_number())
        self._line.tell(words.Taken(held))
        return held

    def settle(self, grant: Grant, used: int, now: float) -> None:
        super().settle(grant, used, now)
        if grant.shared is not None:
            self._line.tell(words.Settled(grant, used, now))

    async def advance(self, claims: Sequence[Claim], money: int, at: Moment) -> Advance | Refusal:
        if not claims or not money:
            return await super().advance(claims, money, at)
        answer = await self._line.ask(lambda n: words.Advanced(n, tuple(claims), money, at))
        held = None if answer is None else answer.advance or answer.refusal
        if answer is None or held is None:
            held = self._alone.advance(claims, money, at)
            if isinstance(held, Advance):
                self._tell_money(held, money)
            return held
        if isinstance(held, Advance):
            self._accounts.hold(claims, money, at.month)
        self._accounts.prime(at.month, dict(answer.spent))
        return held

    def pay(self, advance: Advance, money: int) -> None:
        super().pay(advance, money)
        if money != advance.money:
            self._line.tell(words.Paid(advance, money))

    def prime(self, month: str, spent: Mapping[Holder, int]) -> None:
        super().prime(month, spent)
        self._line.tell(words.Primed(month, list(spent.items())))

    def _tell_money(self, advance: Advance, money: int) -> None:
        """That was held here alone: the supervisor hears of it as of an attempt that cost more than was held."""
        self._line.tell(words.Paid(advance._replace(money=0), money))

    def _give_back(self, answer: words.Answer) -> None:
        """Nobody waits for it any more: the client went, or time was up."""
        if answer.grant is not None:
            self._line.tell(words.Settled(answer.grant, 0, float(answer.grant.second)))
        if answer.advance is not None:
            self._line.tell(words.Paid(answer.advance, 0))

    # ------------------------------------------------------------------------------------------- marks and repeats

    def raise_water(self, tenant: str, mark: bytes, effective: str, rules: Ruleset) -> None:
        super().raise_water(tenant, mark, effective, rules)
        self._line.tell(words.Raised(tenant, mark, effective))

    def _learn(self, raised: words.Raised) -> None:
        """Another worker raised it."""
        super().raise_water(raised.tenant, raised.mark, raised.effective, self._rules())

    def requested(self, tenant: str, now: float) -> None:
        super().requested(tenant, now)
        self._repeats.requested(tenant)
        self._tell_soon()

    def may_retry(self, tenant: str, now: float) -> bool:
        """Within what this worker alone may, and within what was told of all of them a moment ago."""
        if self._repeats.is_spent(tenant) or not super().may_retry(tenant, now):
            return False
        self._repeats.repeated(tenant)
        self._tell_soon()
        return True

    def _tell_soon(self) -> None:
        if self._telling is None and self._line.is_open:
            self._telling = asyncio.get_running_loop().call_later(TICK, self._tell_now)

    def _tell_now(self) -> None:
        """Later, where nobody listens."""
        self._telling = None
        if self._line.is_open:
            self._repeats.tell()

    def _tell_repeats(self, tenant: str, requests: int, repeats: int) -> None:
        self._line.tell(words.Repeated(tenant, requests, repeats, monotonic()))
