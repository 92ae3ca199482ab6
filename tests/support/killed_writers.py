"""Routers that are killed while they write, one after another, and what stands in their folder after each.

python tests/support/killed_writers.py FOLDER POINTS tells, as JSON, what was acknowledged and what was found; it fails
at the first thing that was lost. It forks, so that a router costs milliseconds; so it must have no thread of its own.
"""

import asyncio
import json
import os
import random
import signal
import sys
import time
from itertools import count
from pathlib import Path

from ledger_records import entries_of, make_intent, make_receipt, opened, pending_of

from router.auditing import verify
from router.store.sqlite import SqliteStore

LANES = 16
LONGEST = 0.05
"""Seconds from birth, or from the first entry, to death."""
POINTS_OF_A_FOLDER = 20
"""Then another folder is begun, so that every log can be read from its first entry after every death."""


async def lane(store: SqliteStore, name: str, told: int) -> None:
    for number in count():
        receipt = f"{name}-{number}"
        subject = await store.subject("acme", f"user{number % 9}") if number % 3 else None
        await store.intend(make_intent(receipt), subject)
        os.write(told, f"{receipt}\n".encode())
        if number % 2:
            store.concluded(make_receipt(receipt), subject)


async def serve(folder: Path, name: str, told: int) -> None:
    async with opened(folder) as store:
        await asyncio.gather(*(lane(store, f"{name}-{number}", told) for number in range(LANES)))


def killed(folder: Path, name: str, *, writing: bool) -> set[str]:
    """What a router acknowledged until it was killed, at any moment or once it was `writing`."""
    read, told = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        asyncio.run(serve(folder, name, told))
        os._exit(1)
    os.close(told)
    with os.fdopen(read, "rb", buffering=0) as answers:
        first = answers.read(1) if writing else b""
        time.sleep(random.uniform(0, LONGEST))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return set((first + answers.readall()).decode().split())


async def look(folder: Path, acknowledged: set[str], *, recover: bool) -> dict[str, int]:
    """Raises AssertionError when something was lost, or does not fit."""
    async with opened(folder, serving=recover) as store:
        found = await verify(store, "acme")
        assert found.fault is None, found.fault
        intents, receipts, orphans = (set(entries_of(folder, kind)) for kind in ("intent", "receipt", "orphan"))
        assert acknowledged <= intents, "an intent was lost"
        assert pending_of(folder) == (set() if recover else intents - receipts - orphans), "an end was forgotten"
        return {"entries": found.size, "orphans": store.orphans, "checkpoints": found.checkpoints}


def main(folder: Path, points: int) -> dict[str, int]:
    total = dict.fromkeys(("acknowledged", "entries", "orphans", "checkpoints"), 0)
    acknowledged: set[str] = set()
    for point in range(points):
        place = folder / str(point // POINTS_OF_A_FOLDER)
        if point % POINTS_OF_A_FOLDER == 0:
            acknowledged = set()
        new = killed(place, str(point), writing=point % 4 > 0)
        acknowledged |= new
        told = asyncio.run(look(place, acknowledged, recover=bool(point % 2)))
        total["acknowledged"] += len(new)
        total["orphans"] += told["orphans"]
        total["entries"] = max(total["entries"], told["entries"])
        total["checkpoints"] = max(total["checkpoints"], told["checkpoints"])
    return total


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]))))
