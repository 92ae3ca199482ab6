"""All logs to all witnesses, now and then; what they complain of.

Off the path of requests: a witness that is away, or slow, delays nothing but the other witnesses, and those by seconds.
"""

import logging
from collections.abc import Mapping, Sequence

from router.core.witnesses import Witness
from router.ports import Clock, LedgerUnavailable, LogStore
from router.witnessing.submitting import Alarm, Grumble, Submission
from router.witnessing.wire import Away

log = logging.getLogger("sovereign.witness")

EVERY = 60.0
"""Seconds between two checkpoints of a log that grows."""

_Place = tuple[str, str]
"""The name of a witness and the id of a log; no id where the witness itself is meant."""


class Witnessing:
    def __init__(self, store: LogStore, witnesses: Sequence[Witness], clock: Clock) -> None:
        self._store = store
        self._witnesses = witnesses
        self._clock = clock
        self._next = 0.0
        self._submissions: dict[_Place, Submission] = {}
        self._said: dict[_Place, str] = {}

    def troubles(self) -> list[str]:
        """What witnesses complain of, and which are away: as of the last time they were asked."""
        return [f"witness {name}{log_id and f', log {log_id}'}: {why}" for (name, log_id), why in self._said.items()]

    async def look(self) -> None:
        """Nothing, until it is time. Raises `LedgerUnavailable`."""
        now = self._clock.monotonic()
        if self._witnesses and now >= self._next:
            self._next = now + EVERY
            logs = await self._store.log_ids()
            self._forget(logs)
            await self._offer(logs)

    async def now(self, tenant: str | None) -> None:
        """The newest checkpoint of one log, at once. Raises `LedgerUnavailable`."""
        logs = await self._store.log_ids()
        await self._offer({log_id: name for log_id, name in logs.items() if name == tenant})

    async def _offer(self, logs: Mapping[str, str | None]) -> None:
        for witness in self._witnesses:
            try:
                for log_id, tenant in logs.items():
                    await self._one(witness, log_id, tenant)
            except Away as away:
                self._tell((witness.key.name, ""), away)
            else:
                self._said.pop((witness.key.name, ""), None)

    async def _one(self, witness: Witness, log_id: str, tenant: str | None) -> None:
        """Raises `Away`."""
        place = witness.key.name, log_id
        submission = self._submissions.setdefault(place, Submission(self._store, tenant, witness))
        try:
            await submission.offer()
        except (Grumble, LedgerUnavailable) as why:
            self._tell(place, why)
        else:
            self._said.pop(place, None)

    def _tell(self, place: _Place, why: Exception) -> None:
        """An alarm each time, anything else once."""
        is_new = self._said.get(place) != str(why)
        self._said[place] = str(why)
        if isinstance(why, Alarm):
            log.error("ALARM: witness %s refuses log %s: %s", *place, why)
        elif is_new:
            log.warning("witness %s has not signed%s: %s", place[0], place[1] and f" log {place[1]}", why)

    def _forget(self, logs: Mapping[str, str | None]) -> None:
        """Of tenants that were erased."""
        for place in [place for place in self._submissions if place[1] not in logs]:
            del self._submissions[place]
            self._said.pop(place, None)
