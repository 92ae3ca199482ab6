"""What was spent this month, read out of the record: a budget holds through a restart."""

import json
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from typing import Any

from router.core.ledger import decode_attempt
from router.core.limits import Holder
from router.core.lineage import Lineage
from router.core.rules import Limits, Ruleset
from router.core.types import Caller, KeyLimit, Usage
from router.pipeline.metering import month_of, spent_by
from router.ports import KeyRecord, Shared, Store

PIECE = 2048
"""Entries that are in memory at once."""


async def recall(store: Store, shared: Shared, rules: Ruleset, now: float) -> None:
    """Tells `shared` what tenants spent in the month of `now`, in seconds since the epoch, where there is a budget.

    Reads their logs from the end back to the first of the month. Raises `LedgerUnavailable`. What was spent by keys
    that are over is not counted against those that they were made under.
    """
    month, _ = month_of(now)
    keys = await store.keys()
    lineage, own = Lineage(keys), {key.tenant for key in keys if key.budget_eur_per_month is not None}
    limits = {key.id: _limits(lineage.line(key, now) or (key,)) for key in keys}
    for name, tenant in rules.tenants.items():
        if has_budget(tenant.limits) or name in own:
            spent = Counter[Holder]()
            async for used in _used(store, name, month, limits):
                spent.update(spent_by(used, rules.prices))
            shared.prime(month, spent)


def has_budget(limits: Limits) -> bool:
    quotas = (limits.tenant, limits.per_agent, limits.per_key)
    return any(quota is not None and quota.budget_eur_per_month is not None for quota in quotas)


def _limits(line: tuple[KeyRecord, ...]) -> tuple[KeyLimit, ...]:
    return tuple(key.limit for key in line if key.limit is not None)


async def _used(
    store: Store, tenant: str, month: str, limits: Mapping[str, tuple[KeyLimit, ...]]
) -> AsyncIterator[list[tuple[Caller, str, Usage]]]:
    """The attempts that the provider told the usage of, piece by piece, newest entries first."""
    stop = (await store.log_tree(tenant)).size
    while stop > 0:
        entries = await store.log_entries(tenant, max(0, stop - PIECE), stop)
        receipts = (one for one in entries if one.kind == "receipt" and month_of(one.at)[0] == month)
        yield [used for one in receipts if one.body is not None for used in _of_receipt(one.body, limits)]
        stop -= PIECE
        if entries and month_of(entries[0].at)[0] < month:
            return


def _of_receipt(body: bytes, limits: Mapping[str, tuple[KeyLimit, ...]]) -> list[tuple[Caller, str, Usage]]:
    receipt: Mapping[str, Any] = json.loads(body)["receipt"]
    facts = receipt["facts"]
    caller = Caller(facts["key"], facts["tenant"], facts["agent"], (), (), limits=limits.get(facts["key"], ()))
    told = map(decode_attempt, receipt["attempts"])
    return [(caller, attempt.candidate.route, attempt.usage) for attempt in told if attempt.usage is not None]
