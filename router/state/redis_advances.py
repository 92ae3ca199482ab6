"""Money for one attempt, held by Redis against all budgets or none: the second round trip, where there is a budget."""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial

from router.core.lessening import fitting
from router.core.limits import Account, Accounts, Advance, Claim, Cost, Moment, Refusal, unaffordable
from router.state.redis_claims import budget
from router.state.redis_link import Reply
from router.state.redis_talk import Talk


class Advances:
    """`accounts` are told what all have spent. `give_back` takes what nobody waits for any more."""

    def __init__(self, talk: Talk, accounts: Accounts, give_back: Callable[[Advance], None]) -> None:
        self._talk = talk
        self._accounts = accounts
        self._give_back = give_back

    async def ask(
        self, claims: Sequence[Claim], limits: Sequence[Claim], money: int, at: Moment
    ) -> Advance | Refusal | None:
        """`limits`: of `claims` those on money, as they hold now. None where nobody answers."""
        if not self._talk.is_open:
            return None
        asked: asyncio.Future[Advance | Refusal | None] = asyncio.get_running_loop().create_future()
        keys = [self._talk.keys.spent(claim.holder, at.month) for claim in limits]
        then = partial(self._answered, asked, claims, limits, money, at)
        self._talk.run("advance", limits[0].holder.tenant, keys, (money, *map(budget, limits)), then)
        return await asked

    def _answered(
        self,
        asked: asyncio.Future[Advance | Refusal | None],
        claims: Sequence[Claim],
        limits: Sequence[Claim],
        money: int,
        at: Moment,
        reply: Reply,
    ) -> None:
        """Whoever asked may be gone: then what was held is given back."""
        found: Advance | Refusal | None = None
        try:
            if self._talk.heard(reply):
                sums = {claim: int(spent) for claim, spent in zip(limits, reply[1], strict=True)}
                if reply[0] == b"held":
                    found = self._accounts.hold(claims, money, at.month)
                else:
                    refusal = unaffordable([(claim, _spent(sums[claim], at.month)) for claim in sums], money, at)
                    found = None if refusal is None else fitting(refusal, claims, Cost(0, money))
                self._accounts.prime(at.month, {claim.holder: spent for claim, spent in sums.items()})
        finally:
            if not asked.done():
                asked.set_result(found)
            elif isinstance(found, Advance):
                self._give_back(found)


def _spent(money: int, month: str) -> Account:
    account = Account()
    account.spent = {month: money}
    return account
