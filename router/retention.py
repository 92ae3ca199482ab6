"""What is old enough loses its words and keeps its hashes: by the tenant's rule, by a command, or once a day by itself.

Nothing goes without a rule, nothing that is younger than the rule says, and nothing while a legal hold is set. That it
goes is recorded first, with the range and why; an audit believes no other gap.
"""

import logging
from collections.abc import Callable, Mapping

from router.auditing import PIECE, PRUNE, body_of, compared
from router.core.rules import Retention, Tenant
from router.core.tiles import WIDTH
from router.ports import Act, Clock, LedgerUnavailable, Records

log = logging.getLogger("sovereign.ledger")

DAY = 86_400.0
"""Seconds."""
ACTOR = "router"


class Kept(ValueError):  # noqa: N818 - a state of the world
    """The rule of the tenant keeps it. Says which, and what to write to change it."""


def latest(name: str, rule: Retention, now: float) -> float:
    """What is older than this moment may go. Seconds since the epoch. Raises `Kept`."""
    line = f"tenants.{name}.record"
    if rule.hold:
        raise Kept(f"{line}.hold is set: nothing is removed until the hold is lifted")
    if rule.keep_days is None:
        raise Kept(f"{line}.keep_days is not set, so everything is kept; write for how many days it must be")
    return now - rule.keep_days * DAY


async def prune(store: Records, tenant: str, before: float, actor: str, now: float) -> range:
    """Removes the bodies of what is older than `before`, in whole bundles; the caller has asked `latest`.

    Raises `LedgerUnavailable`; what was removed until then stays so, and the next time goes on from there. Nothing is
    removed where a column of what would go is not what its body tells.
    """
    span = await _told_to_be_old(store, tenant, await store.prunable(tenant, before), before)
    if span:
        details = {
            "start": str(span.start),
            "stop": str(span.stop),
            "count": str(len(span)),
            "before": f"{before:.0f}",
        }
        await store.record(Act(PRUNE, actor, now, tenant, details=details))
        await store.prune(tenant, span.stop)
    return span


async def _told_to_be_old(store: Records, tenant: str, span: range, before: float) -> range:
    """As much of it as the bodies themselves tell to be older: the columns that chose it are not sealed."""
    for first in range(span.start, span.stop, PIECE):
        for entry in await store.log_entries(tenant, first, min(span.stop, first + PIECE)):
            body = body_of(entry)
            if body is not None and compared(entry, body, store.names_key(tenant), may_be_moved=True).at >= before:
                return range(span.start, max(span.start, entry.index - entry.index % WIDTH))
    return span


class Pruner:
    """Looks once a day. `tenants` are those of the rules in force."""

    def __init__(self, store: Records, clock: Clock, tenants: Callable[[], Mapping[str, Tenant]]) -> None:
        self._store = store
        self._clock = clock
        self._tenants = tenants
        self._next = 0.0

    async def look(self) -> None:
        now = self._clock.now()
        if now < self._next:
            return
        self._next = now + DAY
        for name, tenant in self._tenants().items():
            if tenant.record.keep_days is not None and not tenant.record.hold:
                try:
                    span = await prune(self._store, name, latest(name, tenant.record, now), ACTOR, now)
                except LedgerUnavailable as fault:
                    log.warning("old entries were not removed, and will be tomorrow: %s", fault)
                else:
                    if span:
                        log.info("tenant %s: the bodies of entries %d to %d are gone", name, span.start, span.stop - 1)
