"""The state of a worker that counts together with the others of its supervisor, where there is no Redis."""

import socket
from collections.abc import Mapping, Sequence

from router.core.limits import Advance, Claim, Cost, Grant, Holder, Moment, Refusal
from router.core.rules import Ruleset
from router.ports import Begun
from router.state.commons import Advanced, Answer, Asked, Paid, Primed, Settled
from router.state.commons_line import CommonsLine
from router.state.memory import MemoryState, highest


class CommonState(MemoryState):
    """Implements `ports.Shared`. `line`: this worker's socket to the supervisor.

    `Grant.shared` is the number of the question that it answers: what has none was counted here.
    """

    def __init__(self, line: socket.socket) -> None:
        super().__init__()
        self._line = CommonsLine(line, self._give_back)

    async def start(self) -> None:
        await self._line.start()

    async def aclose(self) -> None:
        await self._line.aclose()

    def trouble(self) -> str | None:
        return None if self._line.is_open else "the supervisor is gone: this worker counts alone and ends"

    async def begin(
        self, tenant: str, marks: Sequence[bytes], claims: Sequence[Claim], cost: Cost, at: Moment, rules: Ruleset
    ) -> Begun:
        if not marks and not claims:
            return await super().begin(tenant, marks, claims, cost, at, rules)
        answer = await self._line.ask(lambda number: Asked(number, tenant, list(marks), tuple(claims), cost, at))
        held = None if answer is None else answer.grant or answer.refusal
        if answer is None or held is None:
            return await super().begin(tenant, marks, claims, cost, at, rules)
        return Begun(held, highest(answer.classes, rules))

    async def advance(self, claims: Sequence[Claim], money: int, at: Moment) -> Advance | Refusal:
        if not claims or not money:
            return await super().advance(claims, money, at)
        answer = await self._line.ask(lambda number: Advanced(number, tuple(claims), money, at))
        held = None if answer is None else answer.advance or answer.refusal
        return held if held is not None else await super().advance(claims, money, at)

    def settle(self, grant: Grant, used: int, now: float) -> None:
        if grant.shared is None:
            super().settle(grant, used, now)
        else:
            self._line.tell(Settled(grant, used, now))

    def pay(self, advance: Advance, money: int) -> None:
        if not advance.shared:
            super().pay(advance, money)
        elif money != advance.money:
            self._line.tell(Paid(advance, money))

    def prime(self, month: str, spent: Mapping[Holder, int]) -> None:
        super().prime(month, spent)
        self._line.tell(Primed(month, list(spent.items())))

    def raise_water(self, tenant: str, mark: bytes, effective: str, rules: Ruleset) -> None:
        super().raise_water(tenant, mark, effective, rules)
        self._line.raised(tenant, mark, effective)

    def _give_back(self, answer: Answer) -> None:
        """Nobody waits for it any more: the client went, or time was up."""
        if answer.grant is not None:
            self.settle(answer.grant, 0, float(answer.grant.second))
        if answer.advance is not None:
            self.pay(answer.advance, 0)
