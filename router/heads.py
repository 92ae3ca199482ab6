"""The router's own log tells now and then how far each tenant's log has come, and sees which of them went back.

Off the path of requests: one entry, at most each EVERY, with the heads of those that grew since; all of them once in
ROLL tellings, so that whoever looks for the last head of a log has not far to read. What went back is not told anew: it
is an alarm until somebody restores it or accepts it. No words of a tenant's go with it: an id, a size, a hash.
"""

import logging
import secrets
from collections.abc import Mapping

from router.core.checkpoints import parse_checkpoint
from router.core.heads import ACCEPT, HEAD, TELL, TOLD, Head, differing, pieces, written
from router.core.merkle import EMPTY_ROOT
from router.core.signed_notes import NoteError, parse_note
from router.ports import Act, Clock, LedgerUnavailable, Records

log = logging.getLogger("sovereign.ledger")

EVERY = 300.0
"""Seconds between two tellings of logs that grow."""
ROLL = 256
ACTOR = "router"


class HeadWatch:
    """Of one router; several beside each other tell the same twice, which does no harm."""

    def __init__(self, store: Records, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._next = 0.0
        self._told: Mapping[str, Head] = {}
        self._tellings = 0
        self._faults: dict[str, str] = {}

    def troubles(self) -> list[str]:
        """Which logs went back, or could not be read: as of the last time they were looked at."""
        return [f"tenant {tenant}: {why}" for tenant, why in self._faults.items()]

    async def look(self) -> None:
        """Nothing, until it is time. Raises `LedgerUnavailable`."""
        now = self._clock.monotonic()
        if now >= self._next:
            self._next = now + EVERY
            await self.tell()

    async def tell(self) -> None:
        """Raises `LedgerUnavailable`."""
        if self._faults or not self._tellings:
            self._told = await self._store.told_heads()
        logs = {log_id: name for log_id, name in (await self._store.log_ids()).items() if name is not None}
        self._faults = {}
        grown = {log_id: head for log_id, name in logs.items() if (head := await self._grown(log_id, name)) is not None}
        if grown:
            known = {log_id: head for log_id, head in {**self._told, **grown}.items() if log_id in logs}
            is_roll = self._tellings % ROLL == 0
            await self._record(known if is_roll else grown, is_roll=is_roll)
            self._told = known
            self._tellings += 1

    async def _record(self, heads: Mapping[str, Head], *, is_roll: bool) -> None:
        name = secrets.token_hex(12) if is_roll else ""
        for details in pieces(heads, is_roll=is_roll):
            await self._store.record(Act(TELL, ACTOR, self._clock.now(), target=name, details=details))

    async def _grown(self, log_id: str, tenant: str) -> Head | None:
        """Its head, if it grew since it was told, and from that."""
        told = self._told.get(log_id, Head(0, EMPTY_ROOT))
        try:
            head = newest(await self._store.log_checkpoint(tenant))
            fault = differing(told, await self._store.log_root(tenant, told.size)) if head != told else None
        except (LedgerUnavailable, NoteError) as unread:
            self._faults[tenant] = str(unread)
            log.warning("the head of the log of tenant %s was not told: %s", tenant, unread)
            return None
        if fault is not None:
            self._faults[tenant] = fault
            log.error("ALARM: the log of tenant %s was changed behind the router's back: %s", tenant, fault)
        return head if fault is None and head.size > told.size else None


def newest(checkpoint: str | None) -> Head:
    """What a signed note tells; of a log that has none, that it is empty. Raises `NoteError`."""
    if checkpoint is None:
        return Head(0, EMPTY_ROOT)
    told = parse_checkpoint(parse_note(checkpoint.encode()).text)
    return Head(told.size, told.root)


async def accept(store: Records, tenant: str, actor: str, now: float) -> tuple[Head, Head] | None:
    """Takes a log that was put back as it is, and records who did: where it had been, and where it goes on.

    None where nothing is to be accepted. Raises `LedgerUnavailable`.
    """
    log_id = next(one for one, name in (await store.log_ids()).items() if name == tenant)
    told = (await store.told_heads()).get(log_id)
    if told is None or differing(told, await store.log_root(tenant, told.size)) is None:
        return None
    head = newest((await store.log_head(tenant)).checkpoint)
    details = {TOLD: written(told), HEAD: written(head)}
    await store.record(Act(ACCEPT, actor, now, target=log_id, details=details))
    return told, head
