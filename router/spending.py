"""What was spent this month, read out of the record: a budget holds through a restart."""

import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

from router.core.ledger import decode_attempt
from router.core.rules import Limits, Ruleset
from router.core.types import Caller, Usage
from router.pipeline.metering import month_of, spent_by
from router.ports import Kept, Shared, Store

PIECE = 2048
"""Entries that are in memory at once."""


async def recall(store: Store, shared: Shared, rules: Ruleset, now: float) -> None:
    """Tells `shared` what the tenants that have a budget spent in the month of `now`, in seconds since the epoch.

    Reads their logs from the end back to the first of the month. Raises `LedgerUnavailable`.
    """
    month, _ = month_of(now)
    for name, tenant in rules.tenants.items():
        if has_budget(tenant.limits):
            used = [spent async for spent in _used(store, name, month)]
            shared.prime(month, spent_by(used, rules.prices))


def has_budget(limits: Limits) -> bool:
    quotas = (limits.tenant, limits.per_agent, limits.per_key)
    return any(quota is not None and quota.budget_eur_per_month is not None for quota in quotas)


async def _used(store: Store, tenant: str, month: str) -> AsyncIterator[tuple[Caller, str, Usage]]:
    """Each attempt that the provider told the usage of, newest entries first."""
    stop = (await store.log_tree(tenant)).size
    while stop > 0:
        entries = await store.log_entries(tenant, max(0, stop - PIECE), stop)
        for entry in entries:
            if entry.kind == "receipt" and entry.body is not None and month_of(entry.at)[0] == month:
                for spent in _of_receipt(entry):
                    yield spent
        stop -= PIECE
        if entries and month_of(entries[0].at)[0] < month:
            return


def _of_receipt(entry: Kept) -> list[tuple[Caller, str, Usage]]:
    receipt: Mapping[str, Any] = json.loads(entry.body or b"{}")["receipt"]
    facts = receipt["facts"]
    caller = Caller(facts["key"], facts["tenant"], facts["agent"], (), ())
    told = map(decode_attempt, receipt["attempts"])
    return [(caller, attempt.candidate.route, attempt.usage) for attempt in told if attempt.usage is not None]
