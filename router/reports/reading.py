"""A log read whole, entry by entry, and the rules that its requests were decided by."""

import json
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from router import auditing
from router.core.kept_rules import KeptRules
from router.ports import Store
from router.reports.requests import Gathering, Period, Request

Rules = Mapping[str, Any]
"""What of a routes file is of no tenant, parsed."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a report was made of: so many entries of this log, under this signed checkpoint. `key` verifies it."""

    tenant: str
    entries: int
    pruned: int
    key: str
    checkpoint: str | None


async def read(store: Store, tenant: str, period: Period, take: Callable[[Request], None]) -> Source:
    """Gives every request of the period to `take`, concluded ones first. Raises `LedgerUnavailable`."""
    head, gathering = await store.log_head(tenant), Gathering()
    async for kept in auditing.entries(store, tenant, head.size):
        request = gathering.take(kept)
        if request is not None and period.holds(request.at):
            take(request)
    for request in gathering.rest():
        if period.holds(request.at):
            take(request)
    return Source(tenant, gathering.entries, gathering.pruned, head.key, head.checkpoint)


async def rules_of(store: Store, digests: Iterable[str]) -> dict[str, Rules]:
    """Those of these digests that the store has. Raises `LedgerUnavailable`."""
    return common_of(await kept_of(store, digests))


async def kept_of(store: Store, digests: Iterable[str], tenant: str | None = None) -> dict[str, KeptRules]:
    """The same with the parts that are this tenant's. Raises `LedgerUnavailable`."""
    found = {digest: await store.rules(digest, tenant) for digest in set(digests)}
    return {digest: kept for digest, kept in found.items() if kept is not None}


def common_of(kept: Mapping[str, KeptRules]) -> dict[str, Rules]:
    """What of them is of no tenant."""
    return {digest: json.loads(one.common) for digest, one in kept.items()}


async def activations(store: Store) -> list[tuple[float, str]]:
    """When which rules came into force, by time: as the router's own log tells. Raises `LedgerUnavailable`."""
    return sorted([one async for one in _activations(store)])


async def _activations(store: Store) -> AsyncIterator[tuple[float, str]]:
    head = await store.log_head(None)
    async for kept in auditing.entries(store, None, head.size):
        if kept.kind == "act" and kept.body is not None:
            act = json.loads(kept.body)
            if act["verb"] == "rules.activate":
                yield act["at"], act["target"]
