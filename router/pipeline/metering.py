"""What one request reserves before it is read, and what it turns out to have used."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import TypeVar

from router.core.allowances import headers_of, problem_of
from router.core.estimates import Estimate, cost, estimate
from router.core.limits import NOTHING, Claim, Cost, Grant, Holder, Moment, Refusal
from router.core.rules import Limits, Price, Quota, Ruleset
from router.core.types import Attempt, Caller, Envelope, Outcome, Usage
from router.pipeline.surroundings import Surroundings, off_loop

ALL = Limits(Quota(), Quota(), Quota())
"""Whoever can be limited is."""

DAY = 86_400
"""Seconds; UTC has no other days."""

N = TypeVar("N", int, float)


class Meter:
    """Of one request: `reserve` once, then `settle` in any case. `headers` say how the limits stand."""

    __slots__ = ("_around", "_envelope", "_estimate", "_grant", "_rules", "headers")

    def __init__(self, envelope: Envelope, rules: Ruleset, around: Surroundings) -> None:
        self.headers: Mapping[str, str] = {}
        self._envelope = envelope
        self._rules = rules
        self._around = around
        self._estimate = Estimate(0, 0)
        self._grant: Grant | None = None

    async def reserve(self, limits: Limits) -> None:
        """Raises `Problem` (rate_limited, budget_exceeded): then nothing is reserved."""
        envelope, clock = self._envelope, self._around.clock
        self._estimate = await off_loop(len(envelope.raw), estimate, envelope.body, envelope.raw)
        claims = claims_of(limits, envelope.caller)
        at = Moment(clock.monotonic(), *month_of(clock.now()))
        held = await self._around.shared.reserve(claims, self._most(), at)
        self.headers = headers_of(held.standings)
        if isinstance(held, Refusal):
            raise problem_of(held)
        self._grant = held

    def settle(self, attempts: Sequence[Attempt]) -> None:
        """Nothing is awaited that could be cancelled."""
        if self._grant is not None:
            tokens = money = 0
            for attempt in attempts:
                used = self._used(attempt)
                tokens, money = tokens + used.tokens, money + used.money
            self._around.shared.settle(self._grant, Cost(tokens, money), self._around.clock.monotonic())

    def _most(self) -> Cost:
        """Nobody knows yet who will answer: at most the dearest."""
        return self._at(self._rules.dearest.get(self._envelope.model))

    def _at(self, price: Price | None) -> Cost:
        read, written = self._estimate
        return Cost(read + written, cost(price, read, written))

    def _used(self, attempt: Attempt) -> Cost:
        """What the provider told. Where it told nothing: the estimate, and nothing if it failed before any content."""
        price, usage = self._rules.prices.get(attempt.candidate.route), attempt.usage
        if usage is not None and (usage.input_tokens or usage.output_tokens):
            return cost_of(usage, price)
        if attempt.outcome is Outcome.FAILED and attempt.first_token is None:
            return NOTHING
        return self._at(price)


def claims_of(limits: Limits, caller: Caller) -> list[Claim]:
    """Whose limits a request of this caller counts against."""
    claims: list[Claim] = []
    tenant = caller.tenant
    if limits.tenant is not None:
        claims.append(Claim(Holder(tenant, "tenant", tenant), limits.tenant))
    if limits.per_agent is not None:
        claims.append(Claim(Holder(tenant, "agent", caller.agent), limits.per_agent))
    claims.extend(Claim(Holder(tenant, "key", key), quota) for key, quota in _of_keys(limits.per_key, caller).items())
    return claims


def _of_keys(per_key: Quota | None, caller: Caller) -> dict[str, Quota]:
    """By key: the caller's own, and those that it was made under, whose limits hold for all that is below them."""
    quotas = {} if per_key is None else {caller.key_id: per_key}
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


def cost_of(usage: Usage, price: Price | None) -> Cost:
    money = cost(price, usage.input_tokens, usage.output_tokens, usage.cached_tokens)
    return Cost(usage.input_tokens + usage.output_tokens, money)


def spent_by(used: Iterable[tuple[Caller, str, Usage]], prices: Mapping[str, Price]) -> dict[Holder, int]:
    """Nano-euro that the record says were spent, for `Shared.prime`: (caller, route, usage) of each attempt or sum."""
    spent: dict[Holder, int] = {}
    for caller, route, usage in used:
        money = cost_of(usage, prices.get(route)).money
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
