"""What was spent this month, read out of the record: a budget holds through a restart.

An attempt is counted in the month in which it began, as it was when it was paid for. Its cost stands in the receipt, so
that a price which changed since changes nothing; where an older receipt has none, it is reckoned at today's price.
"""

import json
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from typing import Any

from router.core.ledger import decode_attempt
from router.core.limits import Holder
from router.core.lineage import Lineage
from router.core.rules import Limits, Price, Ruleset
from router.core.types import Attempt, Caller
from router.pipeline.metering import month_of, spent_by
from router.pipeline.trial import cost_of
from router.ports import KeyRecord, Shared, Store, limits_of

PIECE = 2048
"""Entries that are in memory at once."""

Json = Mapping[str, Any]


async def recall(store: Store, shared: Shared, rules: Ruleset, now: float) -> None:
    """Tells `shared` what tenants spent in the month of `now`, in seconds since the epoch, where there is a budget.

    Reads their logs from the end back to the first of the month. Raises `LedgerUnavailable`. What was spent by keys
    that are over is not counted against those that they were made under.
    """
    month, _ = month_of(now)
    keys = await store.keys()
    own = {key.tenant for key in keys if key.budget_eur_per_month is not None}
    who = _payers(keys, now)
    for name, tenant in rules.tenants.items():
        if has_budget(tenant.limits) or name in own:
            spent = Counter[Holder]()
            async for receipts in _receipts(store, name, month):
                spent.update(spent_by((who(one), paid) for one in receipts for paid in _paid(one, month, rules.prices)))
            shared.prime(month, spent)


def has_budget(limits: Limits) -> bool:
    quotas = (limits.tenant, limits.per_agent, limits.per_key)
    return any(quota is not None and quota.budget_eur_per_month is not None for quota in quotas)


def _payers(keys: list[KeyRecord], now: float) -> Callable[[Json], Caller]:
    """By receipt: whose limits its request counted against."""
    lineage = Lineage(keys)
    limits = {key.id: limits_of(lineage.line(key, now) or (key,), lineage) for key in keys}
    firsts = {key.id: lineage.first(key) for key in keys}

    def payer(receipt: Json) -> Caller:
        facts = receipt["facts"]
        key = facts["key"]
        first = firsts.get(key, key)
        return Caller(key, facts["tenant"], facts["agent"], (), (), limits=limits.get(key, ()), first_key=first)

    return payer


async def _receipts(store: Store, tenant: str, month: str) -> AsyncIterator[list[Json]]:
    """Those that were written in this month, piece by piece, newest first."""
    stop = (await store.log_tree(tenant)).size
    while stop > 0:
        entries = await store.log_entries(tenant, max(0, stop - PIECE), stop)
        kept = (one for one in entries if one.kind == "receipt" and month_of(one.at)[0] == month)
        yield [json.loads(one.body)["receipt"] for one in kept if one.body is not None]
        stop -= PIECE
        if entries and month_of(entries[0].at)[0] < month:
            return


def _paid(receipt: Json, month: str, prices: Mapping[str, Price]) -> Iterator[int]:
    """Nano-euro of each attempt that began in this month."""
    for attempt in map(decode_attempt, receipt["attempts"]):
        if month_of(attempt.started)[0] == month:
            yield _cost(attempt, prices.get(attempt.candidate.route))


def _cost(attempt: Attempt, price: Price | None) -> int:
    if attempt.cost is not None:
        return attempt.cost
    return cost_of(attempt.usage, price) if attempt.usage is not None and price is not None else 0
