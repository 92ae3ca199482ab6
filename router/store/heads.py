"""What the router's own log tells of the heads of tenants' logs, read from its end back. The same for every store."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence

from router.core.heads import ACCEPT, HEAD, ROLL, TELL, Head, cure, differing, read
from router.ports import Kept
from router.store.faults import StoreError, changed

PIECE = 256
"""Entries that are in memory at once."""


def backwards(size: int) -> Iterator[range]:
    """The places of a log of that size in pieces, the newest first."""
    for stop in range(size, 0, -PIECE):
        yield range(max(0, stop - PIECE), stop)


def must_hold(tenant: str, told: Head, root: bytes | None) -> None:
    """`root`: of its first `told.size` entries, None if it has fewer. Raises `StoreError`."""
    fault = differing(told, root)
    if fault is not None:
        raise changed(f"tenant {tenant}", fault, cure(tenant))


class Told:
    """What was told last of each log. Complete once the log was heard back to a telling of all."""

    def __init__(self) -> None:
        self.heads: dict[str, Head] = {}
        self.is_complete = False
        self._rolls: Counter[str] = Counter()

    def hear(self, piece: range, entries: Sequence[Kept]) -> None:
        """Those at these places, after all that are newer. Raises `StoreError` where one is missing."""
        if [entry.index for entry in entries] != list(piece):
            raise StoreError(
                f"of the entries {piece.start} to {piece.stop - 1} of the router's own log some are missing. Keep it "
                "for an audit (sovereign audit verify), and restore a backup"
            )
        for entry in reversed(entries):
            self._hear(entry.body or b"{}")

    def _hear(self, body: bytes) -> None:
        act = json.loads(body)
        verb, target = act.get("verb"), act.get("target")
        if verb == ACCEPT:
            self.heads.setdefault(target, read(act["details"][HEAD]))
        elif verb == TELL:
            self._take(target, dict(act["details"]))

    def _take(self, name: str, told: dict[str, str]) -> None:
        count = told.pop(ROLL, None)
        for log_id, head in told.items():
            self.heads.setdefault(log_id, read(head))
        if count is not None:
            self._rolls[name] += 1
            self.is_complete = self.is_complete or self._rolls[name] == int(count)
