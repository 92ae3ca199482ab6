"""How much may be used: requests and tokens a minute, requests at once, euro a month; per tenant, agent and key.

A pure machine: time is an argument. `Accounts.reserve` holds one request against every limit that concerns it, and
counts it against all of them or against none; `settle` puts what was used in the place of what was reserved. Money is
held for each attempt, when it is known who is asked and what that costs: `advance`, then `pay`.

    limit               | reserved            | settled
    --------------------|---------------------|----------------------------------------------------------------
    requests per minute | one                 | it stays: a request that was denied later was one all the same
    tokens per minute   | the estimate        | what was too much is given back, what was too little counts now
    requests at once    | one                 | it is given back
    euro per month      | each attempt at the | what the attempt cost, in the month in which it began
                        | price of its route  |

A request of which even the cheapest route is beyond the budget is refused with the other limits, before anybody reads
it. What costs nothing is never beyond one, so a free route answers when all is spent.

Money is counted in whole nano-euro, so that sums are exact.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import inf
from typing import Literal, NamedTuple

from router.core.rules import Quota
from router.core.window import REQUESTS, TOKENS, WINDOW, Minute, Standing

NANO = 1_000_000_000
"""Nano-euro in a euro."""

MONTHS_KEPT = 2
"""This one, and the one in which a request may have begun."""


Scope = Literal["tenant", "agent", "key"]


class Measure(StrEnum):
    """As `routes.yaml` calls them."""

    REQUESTS = "requests_per_minute"
    TOKENS = "tokens_per_minute"
    CONCURRENT = "concurrent_requests"
    BUDGET = "budget_eur_per_month"


class Holder(NamedTuple):
    """Whose use is counted. Agents and keys of two tenants are two, also where they have one name."""

    tenant: str
    scope: Scope
    name: str


class Claim(NamedTuple):
    """A request counts against this holder, who may use so much."""

    holder: Holder
    quota: Quota


class Cost(NamedTuple):
    """Tokens in and out together; money in nano-euro."""

    tokens: int
    money: int


class Moment(NamedTuple):
    now: float
    """Seconds of a clock that does not run backwards."""
    month: str
    """In UTC, such as `2026-11`."""
    left: float
    """Seconds until the next month."""


class Standings(NamedTuple):
    """None where nobody limits them."""

    requests: Standing | None
    tokens: Standing | None


UNLIMITED = Standings(None, None)


class Grant(NamedTuple):
    """What was reserved for one request, and when."""

    claims: tuple[Claim, ...]
    tokens: int
    second: int
    standings: Standings
    shared: int | None = None
    """The second by the clock of what replicas share, where it is counted there too."""


class Advance(NamedTuple):
    """Money that is held for one attempt, in nano-euro, and of which month."""

    claims: tuple[Claim, ...]
    money: int
    month: str
    shared: bool = False
    """Whether it is counted where several processes count, and not here."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """The limit that stands in the way, and of several the one that does so longest. `wait` in seconds.

    `fits` is False where waiting does not help: this request alone is more than the limit.
    """

    holder: Holder
    measure: Measure
    limit: float
    wait: float
    fits: bool
    month: str
    standings: Standings = UNLIMITED


class Account:
    """What one holder uses. All is counted, whatever is limited: a limit that a reload adds finds its count."""

    __slots__ = ("minute", "running", "spent")

    def __init__(self) -> None:
        self.minute = Minute()
        self.running = 0
        self.spent: dict[str, int] = {}

    def refusals(self, claim: Claim, cost: Cost, at: Moment) -> list[Refusal]:
        """The limits that this request would exceed. `cost.money`: the least that it can cost."""
        holder, quota = claim
        requests, tokens = self.minute.counted(at.now)
        found: list[Refusal] = []
        most = quota.requests_per_minute
        if most is not None and requests >= most:
            wait = self.minute.wait(REQUESTS, 1, most, at.now)
            found.append(Refusal(holder, Measure.REQUESTS, most, wait, fits=True, month=at.month))
        most = quota.tokens_per_minute
        if most is not None and tokens + cost.tokens > most:
            wait = self.minute.wait(TOKENS, cost.tokens, most, at.now)
            fits = wait != inf
            found.append(Refusal(holder, Measure.TOKENS, most, wait if fits else WINDOW, fits=fits, month=at.month))
        most = quota.concurrent_requests
        if most is not None and self.running >= most:
            found.append(Refusal(holder, Measure.CONCURRENT, most, 1.0, fits=True, month=at.month))
        if cost.money and (beyond := self.beyond(claim, cost.money, at)) is not None:
            found.append(beyond)
        return found

    def beyond(self, claim: Claim, money: int, at: Moment) -> Refusal | None:
        """The budget, if so much more would exceed it."""
        holder, quota = claim
        budget = quota.budget_eur_per_month
        if budget is None or money <= 0 or self.spent.get(at.month, 0) + money <= budget * NANO:
            return None
        return Refusal(holder, Measure.BUDGET, budget, at.left, fits=money <= budget * NANO, month=at.month)

    def take(self, tokens: int, now: float) -> None:
        self.minute.add(1, tokens, now)
        self.running += 1

    def settle(self, grant: Grant, used: int, now: float) -> None:
        self.running -= 1
        more = used - grant.tokens
        if more > 0:
            self.minute.add(0, more, now)
        else:
            self.minute.give_back(-more, grant.second)

    def prime(self, month: str, spent: int) -> None:
        self.spend(max(0, spent - self.spent.get(month, 0)), month)

    def spend(self, money: int, month: str) -> None:
        self.spent[month] = self.spent.get(month, 0) + money
        if len(self.spent) > MONTHS_KEPT:
            del self.spent[min(self.spent)]


class Accounts:
    """The accounts of all holders. They are as many as there are tenants, agents and keys: none is made for a guess."""

    __slots__ = ("_accounts",)

    def __init__(self) -> None:
        self._accounts: defaultdict[Holder, Account] = defaultdict(Account)

    def reserve(self, claims: Sequence[Claim], cost: Cost, at: Moment) -> Grant | Refusal:
        """Counts a request against every claim, or against none. `cost.money` is looked at, and not counted yet."""
        held = self._held(claims)
        if (refusal := refused(held, cost, at)) is not None:
            return refusal
        for _, account in held:
            account.take(cost.tokens, at.now)
        return Grant(tuple(claims), cost.tokens, int(at.now), standings_of(held, at.now))

    def count(self, claims: Sequence[Claim], tokens: int, now: float) -> None:
        """As `reserve`, for a request that was granted elsewhere."""
        for claim in claims:
            self._accounts[claim.holder].take(tokens, now)

    def settle(self, grant: Grant, used: int, now: float) -> None:
        """Once for each grant. `used`: tokens, in and out together."""
        for claim in grant.claims:
            self._accounts[claim.holder].settle(grant, used, now)

    def advance(self, claims: Sequence[Claim], money: int, at: Moment) -> Advance | Refusal:
        """Holds money against every budget, or against none. What costs nothing is never beyond one."""
        if not money:
            return Advance(tuple(claims), 0, at.month)
        return unaffordable(self._held(claims), money, at) or self.hold(claims, money, at.month)

    def hold(self, claims: Sequence[Claim], money: int, month: str) -> Advance:
        """As `advance` for an attempt that was granted elsewhere."""
        for _, account in self._held(claims):
            account.spend(money, month)
        return Advance(tuple(claims), money, month)

    def pay(self, advance: Advance, money: int) -> None:
        """What it cost takes the place of what was held. Once for each advance."""
        if money == advance.money:
            return
        for claim in advance.claims:
            self._accounts[claim.holder].spend(money - advance.money, advance.month)

    def prime(self, month: str, spent: Mapping[Holder, int]) -> None:
        """At least so much was spent in this month, in nano-euro: what is counted is raised to it, never lowered."""
        for holder, money in spent.items():
            self._accounts[holder].prime(month, money)

    def spent(self, holder: Holder, month: str) -> int:
        """Nano-euro."""
        account = self._accounts.get(holder)
        return 0 if account is None else account.spent.get(month, 0)

    def spendings(self) -> Iterator[tuple[Holder, str, int]]:
        """What each holder spent, by month, in nano-euro."""
        for holder, account in self._accounts.items():
            for month, money in account.spent.items():
                yield holder, month, money

    def minute(self, tenant: str, now: float) -> Iterator[tuple[Holder, int, int, int]]:
        """What each holder of a tenant used in the last sixty seconds: second, requests, tokens."""
        for holder, account in self._accounts.items():
            if holder.tenant == tenant:
                for use in account.minute.seconds(now):
                    yield holder, *use

    def _held(self, claims: Sequence[Claim]) -> "list[tuple[Claim, Account]]":
        return [(claim, self._accounts[claim.holder]) for claim in claims]


def refused(held: Sequence[tuple[Claim, Account]], cost: Cost, at: Moment) -> Refusal | None:
    """Why this request may not be counted against all of them; None if it may."""
    refusals: list[Refusal] = []
    for claim, account in held:
        refusals += account.refusals(claim, cost, at)
    return replace(_worst(refusals), standings=standings_of(held, at.now)) if refusals else None


def unaffordable(held: Sequence[tuple[Claim, Account]], money: int, at: Moment) -> Refusal | None:
    """As `refused`, for the money of one attempt."""
    beyond = [refusal for claim, account in held if (refusal := account.beyond(claim, money, at)) is not None]
    return _worst(beyond) if beyond else None


def _worst(refusals: Sequence[Refusal]) -> Refusal:
    """What never fits, else what stands in the way longest."""
    return max(refusals, key=lambda refusal: (not refusal.fits, refusal.wait))


def standings_of(held: Sequence[tuple[Claim, Account]], now: float) -> Standings:
    """How the limits per minute stand: of each, the one with least left."""
    requests: _Limit | None = None
    tokens: _Limit | None = None
    for (_, quota), account in held:
        minute = account.minute
        asked, used = minute.counted(now)
        most = quota.requests_per_minute
        if most is not None and (requests is None or most - asked < requests[0]):
            requests = most - asked, most, minute.whole_at(REQUESTS)
        most = quota.tokens_per_minute
        if most is not None and (tokens is None or most - used < tokens[0]):
            tokens = most - used, most, minute.whole_at(TOKENS)
    return Standings(requests and _standing(requests, now), tokens and _standing(tokens, now))


_Limit = tuple[int, int, int]
"""What is left of a limit, the limit, and when it is whole again."""


def _standing(limit: _Limit, now: float) -> Standing:
    left, most, whole_at = limit
    return Standing(most, max(0, left), max(0.0, whole_at - now))
