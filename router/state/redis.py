"""State that all routers of an installation share, in Redis or Valkey.

Everything is kept in this process too, as if it were alone (`MemoryState`): that is what goes on when Redis is lost,
with a share of each limit. A request waits for Redis once, in `begin`, and for money once more where there is a budget;
all else is sent and not waited for. When Redis is back it is told first what it does not know: marks that were raised,
requests and tokens of the last minute, money that was spent, requests that run.

The class of a conversation must not fall because Redis is gone. So what any process raises all others hear of while it
is there, in the background; and the workers of one supervisor tell it what they raise, and ask it while Redis is lost.

What was on its way when the connection broke may be counted twice, and never not at all: limits are tighter by it for a
minute, budgets by those few attempts.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import chain
from time import monotonic

from router.core.lessening import fitting
from router.core.limits import (
    Advance,
    Claim,
    Cost,
    Grant,
    Holder,
    Moment,
    Refusal,
    refused,
    standings_of,
)
from router.core.rules import Ruleset
from router.ports import Begun
from router.state.alone import Alone
from router.state.common_marks import CommonMarks
from router.state.memory import MARKS_PER_TENANT, MemoryState, highest
from router.state.redis_advances import Advances
from router.state.redis_claims import MOST_TOKENS, Answer, Bid, purses
from router.state.redis_counts import Counts
from router.state.redis_keeper import Keeper
from router.state.redis_keys import Keys
from router.state.redis_learning import Learning
from router.state.redis_link import Reply
from router.state.redis_marks import Unwritten
from router.state.redis_money import Money
from router.state.redis_places import Places, is_limited
from router.state.redis_scripts import Calls
from router.state.redis_talk import Talk
from router.state.repeats import Repeats
from router.state.share import Share

MARKS_ASKED = 4096
"""The newest of a conversation: each request raises the marks of its last turn, so the next finds them near the end."""

BEAT = 5.0
"""Seconds between two signs that this process lives: what it runs is counted for 15 s after the last."""

LOOK = 0.5
"""Seconds between two looks at what others raised."""

Taken = tuple[Grant | Refusal, list[str]]
"""And the classes of the conversation's marks."""


class RedisState(MemoryState):
    """Implements `ports.Shared`. `share`: of each limit, while Redis is lost.

    `rules` are those in force. `host`: the line to what the workers of one supervisor tell each other.
    """

    def __init__(
        self,
        keeper: Keeper,
        keys: Keys,
        *,
        share: float,
        rules: Callable[[], Ruleset],
        host: CommonMarks | None = None,
        marks_per_tenant: int = MARKS_PER_TENANT,
    ) -> None:
        super().__init__(marks_per_tenant=marks_per_tenant)
        self._keeper = keeper
        self._rules = rules
        self._host = host
        self._share = Share(share, self._accounts.spent, monotonic)
        self._alone = Alone(self._accounts, self._share)
        self._talk = Talk(keeper, keys)
        self._unwritten = Unwritten(self._talk, marks_per_tenant, lambda: rules().classes)
        self._learning = Learning(self._talk, self._learn)
        self._counts = Counts(self._talk, self._accounts, monotonic)
        self._advances = Advances(self._talk, self._accounts, partial(self.pay, money=0))
        self._money = Money(self._talk, self._accounts.spent)
        self._repeats = Repeats(self._tell_repeats, monotonic)
        self._places = Places(self._talk)
        self._beaten = self._looked = 0.0
        keeper.parts.append(self)

    async def start(self) -> None:
        if self._host is not None:
            await self._host.start()
        await self._keeper.start()

    async def aclose(self) -> None:
        """What runs here is given back at once, not when the lease ends."""
        for tenant in self._talk.epochs:
            keys = self._talk.keys.tenant(tenant, "leases")
            self._keeper.run("leave", keys, (self._talk.lease,), _unheard)
        await self._keeper.aclose()
        if self._host is not None:
            self._host.close()

    def trouble(self) -> str | None:
        return self._keeper.trouble

    # ------------------------------------------------------------------------------------------------------ limits

    async def begin(
        self, tenant: str, marks: Sequence[bytes], claims: Sequence[Claim], cost: Cost, at: Moment, rules: Ruleset
    ) -> Begun:
        cost = cost._replace(tokens=min(cost.tokens, MOST_TOKENS))
        if self._talk.is_open and (marks or claims):
            asked: asyncio.Future[Taken | None] = asyncio.get_running_loop().create_future()
            keys = self._talk.keys.tenant(tenant, "leases", "young", "old")
            keys += chain.from_iterable(self._talk.keys.of_claim(claim, at.month) for claim in claims)
            bid = Bid(tenant, tuple(claims), self._share.together(claims, at.month), cost, at)
            words = (self._talk.lease, *bid.words(), *marks[-MARKS_ASKED:])
            self._talk.run("begin", tenant, keys, words, partial(self._begun, bid, asked))
            taken = await asked
            if taken is not None:
                return Begun(taken[0], highest(taken[1], rules))
        known = () if self._host is None else await self._host.classes(tenant, marks[-MARKS_ASKED:], at)
        return Begun(self._begin_alone(claims, cost, at), highest(known, rules))

    def settle(self, grant: Grant, used: int, now: float) -> None:
        super().settle(grant, used, now)
        self._places.vacate(grant.claims)
        if grant.shared is None:
            self._counts.settled(grant, min(used, MOST_TOKENS), int(now))
        if grant.claims:
            tenant, names = grant.claims[0].holder.tenant, self._talk.keys
            holders = [claim.holder for claim in grant.claims]
            keys = chain.from_iterable((names.use(holder), names.places(holder)) for holder in holders)
            second = "" if grant.shared is None else grant.shared
            more = min(used, MOST_TOKENS) - grant.tokens
            words = (self._talk.lease, second, more, *(int(is_limited(claim)) for claim in grant.claims))
            then = partial(self._settled, grant, grant.tokens + more, int(now))
            self._talk.run("settle", tenant, [*names.tenant(tenant, "leases"), *keys], words, then)

    def _settled(self, grant: Grant, used: int, second: int, reply: Reply) -> None:
        """What was used beyond the estimate is told later, where nobody heard of it."""
        if not self._talk.heard(reply) and grant.shared is not None and used > grant.tokens:
            self._counts.settled(grant, used, second)

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
            return None if refusal is None else (fitting(refusal, bid.claims, bid.cost), answer.classes)
        self._accounts.count(bid.claims, bid.cost.tokens, bid.at.now)
        self._places.occupy(bid.claims)
        standings = standings_of(held, answer.now)
        return Grant(bid.claims, bid.cost.tokens, int(bid.at.now), standings, answer.second), answer.classes

    def _begin_alone(self, claims: Sequence[Claim], cost: Cost, at: Moment) -> Grant | Refusal:
        held = self._alone.reserve(claims, cost, at)
        if isinstance(held, Grant):
            self._places.occupy(claims)
            self._counts.granted(claims, cost.tokens, held.second)
        return held

    # ------------------------------------------------------------------------------------------------------- money

    async def advance(self, claims: Sequence[Claim], money: int, at: Moment) -> Advance | Refusal:
        """A second round trip, where there is a budget and the attempt costs something."""
        paying = purses(claims)
        if not paying or money == 0:
            return self._accounts.hold(claims, money, at.month)
        told = await self._advances.ask(claims, self._share.together(paying, at.month), money, at)
        if told is not None:
            return told
        held = self._alone.advance(claims, money, at)
        if isinstance(held, Advance):
            self._money.add(paying, at.month, money)
        return held

    def pay(self, advance: Advance, money: int) -> None:
        super().pay(advance, money)
        paying, more = purses(advance.claims), money - advance.money
        if paying and more:
            self._money.add(paying, advance.month, more)

    def prime(self, month: str, spent: Mapping[Holder, int]) -> None:
        super().prime(month, spent)
        self._money.tell_whole((holder, month) for holder in spent)
        self._money.tell()

    # ------------------------------------------------------------------------------------------- marks and repeats

    def raise_water(self, tenant: str, mark: bytes, effective: str, rules: Ruleset) -> None:
        super().raise_water(tenant, mark, effective, rules)
        self._unwritten.raised(tenant, {mark: self._water[tenant][mark]})
        if self._host is not None:
            self._host.raised(tenant, mark, effective)

    def _learn(self, tenant: str, mark: bytes, klass: str) -> None:
        """Another process raised it."""
        super().raise_water(tenant, mark, klass, self._rules())

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
        tenants = self._tenants()
        for tenant in tenants:
            keys = self._talk.keys.tenant(tenant, "leases")
            _, epoch = await self._talk.answer(calls, "join", tenant, keys, self._talk.lease)
            if epoch == self._talk.epochs.get(tenant):
                await self._counts.tell_first(calls, tenant)
            else:
                await self._tell_anew(calls, tenant)
            self._talk.epochs[tenant] = epoch
        for tenant in tenants:
            await self._unwritten.write_first(calls, tenant)

    async def _tell_anew(self, calls: Calls, tenant: str) -> None:
        """All that this process knows. Whoever has something to tell expects that others have too. Raises `Lost`."""
        if await self._counts.tell_all_first(calls, tenant) or tenant in self._talk.epochs:
            self._share.doubt()
        self._unwritten.keep(tenant, dict(self._water.get(tenant, {})))
        spendings = [(holder, month) for holder, month, _ in self._accounts.spendings()]
        self._money.tell_whole(purse for purse in spendings if purse[0].tenant == tenant)

    def joined(self) -> None:
        self._share.forget()
        self._repeats.forget()
        self._counts.tell()
        self._unwritten.write()
        self._money.tell()
        self._places.tell()

    def tick(self) -> None:
        self._repeats.tell()
        self._counts.tell()
        if not self._share.is_doubted:
            self._share.forget()
        now = monotonic()
        if now - self._looked >= LOOK:
            self._looked = now
            self._learning.look(self._served())
        if now - self._beaten >= BEAT:
            self._beaten = now
            for tenant in self._served():
                keys = self._talk.keys.tenant(tenant, "leases")
                self._talk.run("join", tenant, keys, (self._talk.lease,), partial(self._met, tenant))

    def _met(self, tenant: str, reply: Reply) -> None:
        if self._talk.heard(reply):
            self._talk.epochs.setdefault(tenant, reply[1])

    def _tenants(self) -> list[str]:
        """Of whom this process knows something, or may be asked."""
        holders = chain(self._places.held, (holder for holder, _, _ in self._accounts.spendings()))
        known = (*self._water, *(holder.tenant for holder in holders))
        return list(dict.fromkeys((*self._served(), *known)))

    def _served(self) -> list[str]:
        return list(dict.fromkeys((*self._rules().tenants, *self._talk.epochs)))


def _unheard(_: Reply) -> None:
    """It goes, and nobody is told."""
