"""What was spent this month, read out of the record: a budget holds through a restart.

An attempt is counted in the month in which it began, as it was when it was paid for. Its cost stands in the receipt, so
that a price which changed since changes nothing; where an older receipt has none, it is reckoned at today's price. Of a
request that a crash left without a receipt, each attempt counts as much as its intent says was held for it.
"""

import json
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from math import inf
from typing import Any

from router.core.ledger import decode_attempt
from router.core.limits import Holder
from router.core.lineage import Lineage
from router.core.rules import Limits, Price, Ruleset
from router.core.types import Attempt, Caller
from router.pipeline.metering import month_of, spent_by
from router.pipeline.trial import cost_of
from router.ports import Kept, KeyRecord, Shared, Store, limits_of

PIECE = 2048
"""Entries that are in memory at once."""

Json = Mapping[str, Any]

_TELLING = frozenset({"intent", "attempt", "receipt"})
"""Kinds of entries that tell of spending."""


async def recall(store: Store, shared: Shared, rules: Ruleset, now: float, began: float = inf) -> None:
    """Tells `shared` what tenants spent in the month of `now`, in seconds since the epoch, where there is a budget.

    Reads their logs from the end back to the first of the month. What was open before `began` was left by a crash; what
    is open since is under way, and `shared` counts it already. Raises `LedgerUnavailable`. What was spent by keys that
    are over is not counted against those that they were made under.
    """
    month, _ = month_of(now)
    keys = await store.keys()
    own = {key.tenant for key in keys if key.budget_eur_per_month is not None}
    payer = _payers(keys, now)
    for name, tenant in rules.tenants.items():
        if has_budget(tenant.limits) or name in own:
            spent, book = Counter[Holder](), _Book(month, rules.prices, began)
            async for entries in _pieces(store, name, month):
                spent.update(spent_by((payer(name, *who), money) for who, money in book.read(entries)))
            shared.prime(month, spent)


def has_budget(limits: Limits) -> bool:
    quotas = (limits.tenant, limits.per_agent, limits.per_key)
    return any(quota is not None and quota.budget_eur_per_month is not None for quota in quotas)


def _payers(keys: list[KeyRecord], now: float) -> Callable[[str, str, str | None], Caller]:
    """By tenant, key and agent: whose limits a request counted against. Where no agent is told it is the key's."""
    lineage = Lineage(keys)
    limits = {key.id: limits_of(lineage.line(key, now) or (key,), lineage) for key in keys}

    def payer(tenant: str, key_id: str, agent: str | None) -> Caller:
        key = lineage.find(key_id)
        if key is None:
            return Caller(key_id, tenant, agent or "", (), ())
        first = lineage.first(key)
        return Caller(key_id, tenant, agent or key.agent, (), (), limits=limits[key_id], first_key=first)

    return payer


async def _pieces(store: Store, tenant: str, month: str) -> AsyncIterator[list[Kept]]:
    """The entries of this month, newest piece first."""
    stop = (await store.log_tree(tenant)).size
    while stop > 0:
        entries = await store.log_entries(tenant, max(0, stop - PIECE), stop)
        yield [one for one in entries if month_of(one.at)[0] == month]
        stop -= PIECE
        if entries and month_of(entries[0].at)[0] < month:
            return


class _Book:
    """Reads pieces of a log, the newest first: so a receipt is read before the intents that it concludes."""

    def __init__(self, month: str, prices: Mapping[str, Price], began: float) -> None:
        self._month = month
        self._prices = prices
        self._began = began
        self._ended: dict[tuple[str, int], int] = {}
        """Attempts that ended, until their intents are read, and what of their cost is not counted yet."""

    def read(self, entries: Sequence[Kept]) -> Iterator[tuple[tuple[str, str | None], int]]:
        """Key and agent, and nano-euro of an attempt."""
        told = [(one, json.loads(one.body)) for one in entries if one.body is not None and one.kind in _TELLING]
        for kept, entry in told:
            if kept.kind == "receipt":
                yield from self._concluded(kept.id, entry["receipt"])
            elif kept.kind == "attempt":
                attempt = decode_attempt(entry["attempt"])
                self._ended.setdefault((kept.id, attempt.number), attempt.cost or 0)
        for kept, entry in told:
            if kept.kind == "intent":
                yield from self._left_open(kept.id, entry)

    def _concluded(self, name: str, receipt: Json) -> Iterator[tuple[tuple[str, str | None], int]]:
        facts = receipt["facts"]
        for attempt in map(decode_attempt, receipt["attempts"]):
            self._ended[name, attempt.number] = 0
            if month_of(attempt.started)[0] == self._month:
                yield (facts["key"], facts["agent"]), _cost(attempt, self._prices.get(attempt.candidate.route))

    def _left_open(self, name: str, intent: Json) -> Iterator[tuple[tuple[str, str | None], int]]:
        money = self._ended.pop((name, intent["attempt"]), intent.get("held"))
        if money and intent["at"] < self._began:
            yield (intent["key"], None), money


def _cost(attempt: Attempt, price: Price | None) -> int:
    if attempt.cost is not None:
        return attempt.cost
    return cost_of(attempt.usage, price) if attempt.usage is not None and price is not None else 0
