"""What one request reserves before it is read, and what it turns out to have used."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import TypeVar

from router.core.allowances import headers_of, problem_of
from router.core.estimates import Estimate, cost, estimate, unreadable_bound
from router.core.limits import Advance, Claim, Cost, Grant, Holder, Moment, Refusal
from router.core.problems import Code, Problem
from router.core.rules import Limits, Quota, Ruleset
from router.core.types import Attempt, Caller, Candidate, Envelope
from router.pipeline.surroundings import Surroundings, off_loop
from router.ports import Clock

ALL = Limits(Quota(), Quota(), Quota())
"""Whoever can be limited is."""

DAY = 86_400
"""Seconds; UTC has no other days."""

NOTHING = Estimate(0, 0)

N = TypeVar("N", int, float)


class Meter:
    """Of one request: `reserve` once; `advance` before each attempt and `pay` after it; `settle` in any case.

    Attempts are told apart by their numbers: two may be under way at once.

    `headers` say how the limits stand.
    """

    __slots__ = ("_advances", "_around", "_claims", "_envelope", "_estimate", "_grant", "_rules", "_tokens", "headers")

    def __init__(self, envelope: Envelope, rules: Ruleset, around: Surroundings) -> None:
        self.headers: Mapping[str, str] = {}
        self._envelope = envelope
        self._rules = rules
        self._around = around
        self._claims: Sequence[Claim] = ()
        self._estimate = NOTHING
        self._grant: Grant | None = None
        self._advances: dict[int, Advance] = {}
        self._tokens = 0

    async def reserve(self, limits: Limits, marks: Sequence[bytes]) -> str | None:
        """The class that other replicas know of `marks`, as `Shared.begin`.

        Raises `Problem` (rate_limited, budget_exceeded, invalid_request): then nothing is reserved.
        """
        envelope = self._envelope
        self._claims = claims_of(limits, envelope.caller)
        self._check_bound()
        self._estimate = await off_loop(len(envelope.raw), estimate, envelope.dialect, envelope.body, envelope.raw)
        least = cost(self._rules.cheapest.get(envelope.model), *self._estimate)
        spec = envelope.caller.tenant, marks, self._claims, Cost(sum(self._estimate), least)
        held, water = await self._around.shared.begin(*spec, moment(self._around.clock), self._rules)
        self.headers = headers_of(held.standings)
        if isinstance(held, Refusal):
            raise problem_of(held)
        self._grant = held
        return water

    async def advance(self, number: int, candidate: Candidate) -> Problem | None:
        """Holds what one attempt at this candidate may cost; if that is beyond a budget, what to tell the client.

        What was held for an attempt of this number that was not made is given back.
        """
        self._pay(number, 0)
        money = cost(self._rules.prices.get(candidate.route), *self._estimate)
        held = await self._around.shared.advance(self._claims, money, moment(self._around.clock))
        if isinstance(held, Refusal):
            return problem_of(held)
        self._advances[number] = held
        return None

    def held(self, number: int) -> int | None:
        """Nano-euro for the attempt of this number."""
        advance = self._advances.get(number)
        return None if advance is None else advance.money

    def pay(self, attempt: Attempt) -> None:
        """Nothing is awaited that could be cancelled, here and in `settle`."""
        if attempt.usage is not None:
            self._tokens += attempt.usage.input_tokens + attempt.usage.output_tokens
        self._pay(attempt.number, attempt.cost or 0)

    def settle(self) -> None:
        for number in tuple(self._advances):
            self._pay(number, 0)
        if self._grant is not None:
            self._around.shared.settle(self._grant, self._tokens, self._around.clock.monotonic())

    def _check_bound(self) -> None:
        """What is taken from a budget has to be bounded by a number."""
        envelope = self._envelope
        for claim in self._claims:
            if claim.quota.budget_eur_per_month is None:
                continue
            if name := unreadable_bound(envelope.dialect, envelope.body):
                raise Problem(Code.INVALID_REQUEST, f"{name} must be a whole number, 0 or more", param=name)

    def _pay(self, number: int, money: int) -> None:
        advance = self._advances.pop(number, None)
        if advance is not None:
            self._around.shared.pay(advance, money)


def moment(clock: Clock) -> Moment:
    month, left = month_of(clock.now())
    return Moment(clock.monotonic(), month, left)


@lru_cache(maxsize=4096)
def claims_of(limits: Limits, caller: Caller) -> tuple[Claim, ...]:
    """Whose limits a request of this caller counts against: the same ones each time that they ask."""
    claims: list[Claim] = []
    tenant = caller.tenant
    if limits.tenant is not None:
        claims.append(Claim(Holder(tenant, "tenant", tenant), limits.tenant))
    if limits.per_agent is not None:
        claims.append(Claim(Holder(tenant, "agent", caller.agent), limits.per_agent))
    if limits.per_key is not None or caller.limits:
        keys = _of_keys(limits.per_key, caller)
        claims += [Claim(Holder(tenant, "key", key), quota) for key, quota in keys.items()]
    return tuple(claims)


def _of_keys(per_key: Quota | None, caller: Caller) -> dict[str, Quota]:
    """By key: the caller's own, and those that it was made under, whose limits hold for all that is below them."""
    quotas = {} if per_key is None else {caller.first_key or caller.key_id: per_key}
    for limit in caller.limits:
        issued = Quota(limit.requests_per_minute, limit.tokens_per_minute, None, limit.budget_eur_per_month)
        known = quotas.get(limit.key)
        quotas[limit.key] = issued if known is None else _tighter(known, issued)
    return quotas


def _tighter(one: Quota, other: Quota) -> Quota:
    return Quota(
        _least(one.requests_per_minute, other.requests_per_minute),
        _least(one.tokens_per_minute, other.tokens_per_minute),
        _least(one.concurrent_requests, other.concurrent_requests),
        _least(one.budget_eur_per_month, other.budget_eur_per_month),
    )


def _least(one: N | None, other: N | None) -> N | None:
    return min((number for number in (one, other) if number is not None), default=None)


def spent_by(paid: Iterable[tuple[Caller, int]]) -> dict[Holder, int]:
    """Nano-euro that the record says were spent, for `Shared.prime`: who asked, and what each attempt or sum cost."""
    spent: dict[Holder, int] = {}
    for caller, money in paid:
        for holder, _ in claims_of(ALL, caller):
            spent[holder] = spent.get(holder, 0) + money
    return spent


def month_of(now: float) -> tuple[str, float]:
    """The month in UTC, such as `2026-11`, and seconds until the next one. `now` in seconds since the epoch."""
    name, end = _month(int(now // DAY))
    return name, end - now


@lru_cache(maxsize=2)
def _month(day: int) -> tuple[str, float]:
    """Of a day since the epoch: its month, and when that ends."""
    date = datetime.fromtimestamp(day * DAY, UTC)
    year, month = divmod(date.year * 12 + date.month, 12)
    return f"{date:%Y-%m}", datetime(year, month + 1, 1, tzinfo=UTC).timestamp()
