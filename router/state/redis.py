"""State that all routers of an installation share, in Redis or Valkey.

Everything is kept in this process too, as if it were alone (`MemoryState`): that is what goes on when Redis is lost,
with a share of each limit. A request waits for Redis once, in `begin`, and for money once more where there is a budget;
all else is sent and not waited for. When Redis is back it is told first what it does not know: marks that were raised,
money that was spent, requests that run.

What was on its way when the connection broke may be counted twice, and never not at all: limits are tighter by it for a
minute, budgets by those few attempts.
"""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import chain
from time import monotonic

from router.core.limits import (
    Account,
    Advance,
    Claim,
    Cost,
    Grant,
    Holder,
    Moment,
    Refusal,
    refused,
    standings_of,
    unaffordable,
)
from router.core.rules import Ruleset
from router.ports import Begun
from router.state.alone import Alone
from router.state.memory import MARKS_PER_TENANT, MemoryState, highest
from router.state.redis_claims import MOST_TOKENS, Answer, Bid, budget, purses
from router.state.redis_keeper import Keeper
from router.state.redis_keys import Keys
from router.state.redis_link import Reply
from router.state.redis_marks import Unwritten
from router.state.redis_money import Money
from router.state.redis_scripts import Calls
from router.state.redis_talk import Talk
from router.state.repeats import Repeats

MARKS_ASKED = 4096
"""The newest of a conversation: each request raises the marks of its last turn, so the next finds them near the end."""

BEAT = 5.0
"""Seconds between two signs that this process lives: what it runs is counted for 15 s after the last."""

Taken = tuple[Grant | Refusal, list[str]]
"""And the classes of the conversation's marks."""


class RedisState(MemoryState):
    """Implements `ports.Shared`. `share`: of each limit, while Redis is lost."""

    def __init__(
        self,
        keeper: Keeper,
        keys: Keys,
        *,
        share: float,
        marks_per_tenant: int = MARKS_PER_TENANT,
    ) -> None:
        super().__init__(marks_per_tenant=marks_per_tenant)
        self._keeper = keeper
        self._talk = Talk(keeper, keys)
        self._unwritten = Unwritten(self._talk, marks_per_tenant)
        self._money = Money(self._talk, self._accounts.spent)
        self._alone = Alone(self._accounts, share)
        self._repeats = Repeats(self._tell_repeats, monotonic)
        self._places = Counter[Holder]()
        """Requests that run here, of those whose number is limited."""
        self._beaten = 0.0
        keeper.parts.append(self)

    async def start(self) -> None:
        await self._keeper.start()

    async def aclose(self) -> None:
        """What runs here is given back at once, not when the lease ends."""
        for tenant in self._talk.epochs:
            keys = self._talk.keys.tenant(tenant, "leases")
            self._keeper.run("leave", keys, (self._talk.lease,), _unheard)
        await self._keeper.aclose()

    def trouble(self) -> str | None:
        return self._keeper.trouble

    # ------------------------------------------------------------------------------------------------------ limits

    async def begin(
        self, tenant: str, marks: Sequence[bytes], claims: Sequence[Claim], cost: Cost, at: Moment, rules: Ruleset
    ) -> Begun:
        bid = Bid(tenant, tuple(claims), cost._replace(tokens=min(cost.tokens, MOST_TOKENS)), at)
        if self._talk.is_open and (marks or claims):
            asked: asyncio.Future[Taken | None] = asyncio.get_running_loop().create_future()
            keys = self._talk.keys.tenant(tenant, "leases", "young", "old")
            keys += chain.from_iterable(self._talk.keys.of_claim(claim, at.month) for claim in claims)
            words = (self._talk.lease, *bid.words(), *marks[-MARKS_ASKED:])
            self._talk.run("begin", tenant, keys, words, partial(self._begun, bid, asked))
            taken = await asked
            if taken is not None:
                return Begun(taken[0], highest(taken[1], rules))
        return Begun(self._begin_alone(bid))

    def settle(self, grant: Grant, used: int, now: float) -> None:
        super().settle(grant, used, now)
        self._vacate(grant.claims)
        if grant.claims:
            tenant, names = grant.claims[0].holder.tenant, self._talk.keys
            holders = [claim.holder for claim in grant.claims]
            keys = chain.from_iterable((names.use(holder), names.places(holder)) for holder in holders)
            second = "" if grant.shared is None else grant.shared
            more = min(used, MOST_TOKENS) - grant.tokens
            words = (self._talk.lease, second, more, *(int(_is_limited(claim)) for claim in grant.claims))
            self._talk.run("settle", tenant, [*names.tenant(tenant, "leases"), *keys], words, self._talk.heard)

    def _begun(self, bid: Bid, asked: asyncio.Future[Taken | None], reply: Reply) -> None:
        """Whoever asked may be gone: then what was reserved is given back."""
        taken: Taken | None = None
        try:
            if self._talk.heard(reply):
                taken = self._taken(bid, Answer.of(reply))
        finally:
            if not asked.done():
                asked.set_result(taken)
            elif taken is not None and isinstance(taken[0], Grant):
                self.settle(taken[0], 0, bid.at.now)

    def _taken(self, bid: Bid, answer: Answer) -> Taken | None:
        """None where Redis refused what it should not have."""
        self._talk.epochs.setdefault(bid.tenant, answer.epoch)
        held = answer.accounts(bid)
        for claim, account in held:
            if claim.quota.budget_eur_per_month is not None:
                self._accounts.prime(bid.at.month, {claim.holder: account.spent[bid.at.month]})
        if not answer.is_held:
            refusal = refused(held, bid.cost, bid.at._replace(now=answer.now))
            return None if refusal is None else (refusal, answer.classes)
        self._accounts.count(bid.claims, bid.cost.tokens, bid.at.now)
        self._occupy(bid.claims)
        standings = standings_of(held, answer.now)
        return Grant(bid.claims, bid.cost.tokens, int(bid.at.now), standings, answer.second), answer.classes

    def _begin_alone(self, bid: Bid) -> Grant | Refusal:
        held = self._alone.reserve(bid.claims, bid.cost, bid.at)
        if isinstance(held, Grant):
            self._occupy(bid.claims)
        return held

    def _occupy(self, claims: Sequence[Claim]) -> None:
        self._places.update(claim.holder for claim in claims if _is_limited(claim))

    def _vacate(self, claims: Sequence[Claim]) -> None:
        for holder in (claim.holder for claim in claims if _is_limited(claim)):
            self._places[holder] -= 1
            if self._places[holder] <= 0:
                del self._places[holder]

    # ------------------------------------------------------------------------------------------------------- money

    async def advance(self, claims: Sequence[Claim], money: int, at: Moment) -> Advance | Refusal:
        """A second round trip, where there is a budget and the attempt costs something."""
        paying = purses(claims)
        if not paying or money == 0:
            return self._accounts.hold(claims, money, at.month)
        if self._talk.is_open:
            asked: asyncio.Future[Advance | Refusal | None] = asyncio.get_running_loop().create_future()
            keys = [self._talk.keys.spent(claim.holder, at.month) for claim in paying]
            then = partial(self._advanced, asked, claims, money, at)
            self._talk.run("advance", paying[0].holder.tenant, keys, (money, *map(budget, paying)), then)
            held = await asked
            if held is not None:
                return held
        alone = self._alone.advance(claims, money, at)
        if isinstance(alone, Advance):
            self._money.add(paying, at.month, money)
        return alone

    def pay(self, advance: Advance, money: int) -> None:
        super().pay(advance, money)
        paying, more = purses(advance.claims), money - advance.money
        if paying and more:
            self._money.add(paying, advance.month, more)

    def prime(self, month: str, spent: Mapping[Holder, int]) -> None:
        super().prime(month, spent)
        self._money.tell_whole((holder, month) for holder in spent)
        self._money.tell()

    def _advanced(
        self,
        asked: asyncio.Future[Advance | Refusal | None],
        claims: Sequence[Claim],
        money: int,
        at: Moment,
        reply: Reply,
    ) -> None:
        """As `_begun`."""
        found: Advance | Refusal | None = None
        try:
            if self._talk.heard(reply):
                sums = {claim: int(spent) for claim, spent in zip(purses(claims), reply[1], strict=True)}
                if reply[0] == b"held":
                    found = self._accounts.hold(claims, money, at.month)
                else:
                    found = unaffordable([(claim, _spent(sums[claim], at.month)) for claim in sums], money, at)
                self._accounts.prime(at.month, {claim.holder: spent for claim, spent in sums.items()})
        finally:
            if not asked.done():
                asked.set_result(found)
            elif isinstance(found, Advance):
                self.pay(found, 0)

    # ------------------------------------------------------------------------------------------- marks and repeats

    def raise_water(self, tenant: str, mark: bytes, effective: str, rules: Ruleset) -> None:
        super().raise_water(tenant, mark, effective, rules)
        self._unwritten.raised(tenant, {mark: self._water[tenant][mark]}, rules.classes)

    def requested(self, tenant: str, now: float) -> None:
        super().requested(tenant, now)
        if self._talk.is_open:
            self._repeats.requested(tenant)

    def may_retry(self, tenant: str, now: float) -> bool:
        """Within what this process alone may, and within what was told of all of them a moment ago."""
        if not self._talk.is_open:
            return super().may_retry(tenant, now)
        if self._repeats.is_spent(tenant) or not super().may_retry(tenant, now):
            return False
        self._repeats.repeated(tenant)
        return True

    def _tell_repeats(self, tenant: str, requests: int, repeats: int) -> None:
        keys = self._talk.keys.tenant(tenant, "retries")
        self._talk.run("retries", tenant, keys, (requests, repeats), partial(self._repeats_told, tenant))

    def _repeats_told(self, tenant: str, reply: Reply) -> None:
        if self._talk.heard(reply):
            self._repeats.told(tenant, reply[1], reply[2])

    # ---------------------------------------------------------------------------------------------- the connection

    async def join(self, calls: Calls) -> None:
        self._talk.renew()
        for tenant in self._tenants():
            keys = self._talk.keys.tenant(tenant, "leases")
            _, epoch = await self._talk.answer(calls, "join", tenant, keys, self._talk.lease)
            if epoch != self._talk.epochs.get(tenant):
                self._unwritten.keep(tenant, dict(self._water.get(tenant, {})))
                spendings = [(holder, month) for holder, month, _ in self._accounts.spendings()]
                self._money.tell_whole(purse for purse in spendings if purse[0].tenant == tenant)
            self._talk.epochs[tenant] = epoch
            await self._unwritten.write_first(calls, tenant)

    def joined(self) -> None:
        self._alone.is_over()
        self._repeats.forget()
        self._unwritten.write()
        self._money.tell()
        for tenant in {holder.tenant for holder in self._places}:
            running = {holder: number for holder, number in self._places.items() if holder.tenant == tenant}
            keys = [self._talk.keys.places(holder) for holder in running]
            self._talk.run("places", tenant, keys, (self._talk.lease, *running.values()), self._talk.heard)

    def tick(self) -> None:
        self._repeats.tell()
        now = monotonic()
        if now - self._beaten >= BEAT:
            self._beaten = now
            for tenant in tuple(self._talk.epochs):
                keys = self._talk.keys.tenant(tenant, "leases")
                self._talk.run("join", tenant, keys, (self._talk.lease,), self._talk.heard)

    def _tenants(self) -> list[str]:
        """Of whom this process knows something."""
        holders = chain(self._places, (holder for holder, _, _ in self._accounts.spendings()))
        return list(dict.fromkeys((*self._talk.epochs, *self._water, *(holder.tenant for holder in holders))))


def _is_limited(claim: Claim) -> bool:
    """Whether a request takes a place of it."""
    return claim.quota.concurrent_requests is not None


def _spent(money: int, month: str) -> Account:
    account = Account()
    account.spent = {month: money}
    return account


def _unheard(_: Reply) -> None:
    """It goes, and nobody is told."""
