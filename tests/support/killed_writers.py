"""Routers that are killed while they write, one after another, and what stands in their folder after each.

Each does all at once that a router does: intends, settles, issues and revokes keys, makes admins, prunes, and tells how
far the log has come. It tells each thing once it is acknowledged, as `kind:name`, and is killed at a moment that chance
chooses.

python tests/support/killed_writers.py FOLDER POINTS tells, as JSON, what was acknowledged and what was found; it fails
at the first thing that was lost. It forks, so that a router costs milliseconds; so it must have no thread of its own.
"""

import asyncio
import json
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from dataclasses import replace
from itertools import count
from pathlib import Path

from ledger_records import (
    entries_of,
    file_of,
    make_act,
    make_attempt,
    make_intent,
    make_key,
    make_receipt,
    opened,
    pending_of,
    rows_of,
)
from office import MovingClock

from router.auditing import verify
from router.core.heads import ROLL, TELL, Head, read
from router.core.roles import Role
from router.heads import HeadWatch
from router.ports import AdminRecord
from router.retention import prune
from router.store.sqlite import SqliteStore

LANES = 16
LONGEST = 0.05
"""Seconds from birth, or from the first entry, to death."""
POINTS_OF_A_FOLDER = 20
"""Then another folder is begun, so that every log can be read from its first entry after every death."""
LATER = 9e9
"""After every entry, in seconds since the epoch: all of them are old enough to be pruned."""


class Routine:
    """What one router does until it is killed. `told`: the descriptor that it acknowledges to."""

    def __init__(self, store: SqliteStore, name: str, told: int) -> None:
        self._store = store
        self._name = name
        self._told = told

    async def all(self) -> None:
        lanes = [self._requests(f"{self._name}-{number}") for number in range(LANES)]
        await asyncio.gather(*lanes, self._keys(), self._admins(), self._prunes(), self._heads())

    async def _requests(self, lane: str) -> None:
        for number in count():
            receipt = f"{lane}-{number}"
            subject = await self._store.subject("acme", f"user{number % 9}") if number % 3 else None
            await self._store.intend(make_intent(receipt), subject)
            self._tell("intent", receipt)
            if number % 4 == 1:
                self._store.attempted("acme", receipt, make_attempt(), subject)
            if number % 2:
                self._store.concluded(make_receipt(receipt), subject)

    async def _keys(self) -> None:
        for number in count():
            key = f"{self._name}-{number}"
            await self._store.add_key(make_key(key), make_act())
            self._tell("key", key)
            if number % 2:
                await self._store.revoke_key(key, make_act("keys.revoke", 7.0))
                self._tell("revoked", key)

    async def _admins(self) -> None:
        for number in count():
            name = f"{self._name}-{number}"
            admin = AdminRecord(name, name, (Role.AUDITOR,), ("*",), 1.0)
            await self._store.change_admin(None, admin, make_act("admins.invite", tenant=None, target=name))
            self._tell("admin", name)
            await self._store.record(replace(make_act("ledger.read"), id=name))
            self._tell("act", name)

    async def _prunes(self) -> None:
        while True:
            span = await prune(self._store, "acme", LATER, "router", 1.0)
            if span:
                self._tell("pruned", str(span.stop))
            await asyncio.sleep(0.005)

    async def _heads(self) -> None:
        watch = HeadWatch(self._store, MovingClock())
        while True:
            await watch.tell()
            assert watch.troubles() == []
            for head in (await self._store.told_heads()).values():
                self._tell("head", str(head.size))
            await asyncio.sleep(0.005)

    def _tell(self, kind: str, name: str) -> None:
        os.write(self._told, f"{kind}:{name}\n".encode())


async def serve(folder: Path, name: str, told: int) -> None:
    async with opened(folder) as store:
        await Routine(store, name, told).all()


def killed(folder: Path, name: str, *, writing: bool) -> set[tuple[str, str]]:
    """What a router acknowledged until it was killed, at any moment or once it was `writing`."""
    be_alone()
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
        _, status = os.waitpid(child, 0)
        assert status == signal.SIGKILL, "the router ended before it was killed"
        lines = (first + answers.readall()).decode().split()
    return {(kind, told_name) for kind, _, told_name in (line.partition(":") for line in lines)}


def be_alone() -> None:
    """Waits for threads that were joined already: one that dies may hold a lock of OpenSSL's, which a fork keeps."""
    while len(os.listdir("/proc/self/task")) > 1:  # noqa: PTH208 - names are enough
        time.sleep(0.0002)


async def look(folder: Path, acknowledged: set[tuple[str, str]], *, recover: bool) -> dict[str, int]:
    """Raises AssertionError when something was lost, or does not fit."""
    async with opened(folder, serving=recover) as store:
        found, own = await verify(store, "acme"), await verify(store, None)
        assert found.fault is None, found.fault
        assert own.fault is None, own.fault
        intents, attempts, receipts, orphans = (
            set(entries_of(folder, kind)) for kind in ("intent", "attempt", "receipt", "orphan")
        )
        assert attempts | receipts | orphans <= intents, "something left without an intent"
        ended = attempts | receipts | orphans
        assert pending_of(folder) == (set() if recover else intents - ended), "an end was forgotten"
        assert acknowledged <= await standing(folder, store, intents, found.pruned), "something was lost"
        assert store.doubts() == [], "a key was left half changed"
        return {"entries": found.size, "orphans": store.orphans, "checkpoints": found.checkpoints}


async def standing(folder: Path, store: SqliteStore, intents: set[str], pruned: int) -> set[tuple[str, str]]:
    """All that can be acknowledged and is there."""
    keys = await store.keys("acme")
    stops = rows_of(file_of(folder), "SELECT seq + 1 FROM entries WHERE body IS NULL")
    return {
        *(("intent", name) for name in intents),
        *(("key", key.id) for key in keys),
        *(("revoked", key.id) for key in keys if key.revoked is not None),
        *(("admin", admin.id) for admin in await store.admins()),
        *(("act", name) for name in entries_of(folder, "act")),
        *(("head", str(head.size)) for head in await told(store)),
        *(("pruned", str(stop)) for (stop,) in stops if stop <= pruned),
    }


async def told(store: SqliteStore) -> list[Head]:
    """Every head that the router's own log ever told."""
    size = (await store.log_head(None)).size
    acts = [json.loads(entry.body or b"") for entry in await store.log_entries(None, 0, size)]
    heads = [act["details"].items() for act in acts if act["verb"] == TELL]
    return [read(text) for one in heads for name, text in one if name != ROLL]


def main(folder: Path, points: int) -> dict[str, int]:
    total: Counter[str] = Counter()
    acknowledged: set[tuple[str, str]] = set()
    for point in range(points):
        place = folder / str(point // POINTS_OF_A_FOLDER)
        if point % POINTS_OF_A_FOLDER == 0:
            acknowledged = set()
            shutil.rmtree(folder / str(point // POINTS_OF_A_FOLDER - 1), ignore_errors=True)
        new = killed(place, str(point), writing=point % 4 > 0)
        acknowledged |= new
        told = asyncio.run(look(place, acknowledged, recover=bool(point % 2)))
        total.update(kind for kind, _ in new)
        total["orphans"] += told["orphans"]
        total["entries"] = max(total["entries"], told["entries"])
        total["checkpoints"] = max(total["checkpoints"], told["checkpoints"])
    return dict(total)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]))))
