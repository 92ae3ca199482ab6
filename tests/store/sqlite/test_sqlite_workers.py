"""One process leads a folder, others are workers of it: they write beside each other, and what one leaves is told."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from ledger_records import MASTER, entries_of, make_attempt, make_intent, make_receipt, pending_of
from running import ROOT

from router.store.sqlite import SqliteStore, StoreInUse
from router.store.sqlite import store as module

WORKER = """
import asyncio, os, sys
from pathlib import Path
from ledger_records import MASTER, make_intent
from router.store.sqlite import SqliteStore

async def main():
    store = SqliteStore(Path(sys.argv[1]), master=MASTER, serving=True, led=True)
    await store.start()
    for number in range(20):
        await store.intend(make_intent(f"{os.getpid()}-{number}"))
    print(store.orphans, flush=True)
    sys.stdin.read()

asyncio.run(main())
"""


@contextmanager
def worker(folder: Path) -> Iterator["subprocess.Popen[str]"]:
    """Has written twenty intents and goes on living."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "tests" / "support"), str(ROOT)])}
    command = [sys.executable, "-c", WORKER, str(folder)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "0\n"
            yield process
        finally:
            process.kill()


async def leading(folder: Path) -> SqliteStore:
    store = SqliteStore(folder, master=MASTER, serving=True)
    await store.start()
    await store.admit(["acme"])
    return store


async def test_workers_write_beside_who_leads_and_mark_nothing(tmp_path: Path) -> None:
    leader = await leading(tmp_path)
    await leader.intend(make_intent("of-the-leader"))
    with worker(tmp_path), worker(tmp_path):
        await leader.intend(make_intent("after"))
        assert len(await leader.left_open()) == 42
    assert entries_of(tmp_path, "orphan") == []
    await leader.aclose()


async def test_what_a_worker_left_is_marked_once_and_what_others_have_open_stays(tmp_path: Path) -> None:
    leader = await leading(tmp_path)
    await leader.intend(make_intent("living"))
    with worker(tmp_path) as process:
        process.kill()
    left = [one for one in await leader.left_open() if one.receipt != "living"]
    await leader.mark_orphans(left)
    await leader.mark_orphans(left)
    assert leader.orphans == 20
    assert len(entries_of(tmp_path, "orphan")) == 20
    assert pending_of(tmp_path) == {"living"}
    leader.attempted("acme", "living", make_attempt())
    leader.concluded(make_receipt("living"))
    await leader.settled()
    assert await leader.left_open() == frozenset()
    await leader.aclose()


async def test_nobody_leads_while_workers_of_another_are_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await (await leading(tmp_path)).aclose()
    monkeypatch.setattr(module, "PATIENCE_WORKERS", 0.3)
    with worker(tmp_path), pytest.raises(StoreInUse, match="workers of a router that died"):
        await leading(tmp_path)
    assert entries_of(tmp_path, "orphan") == []


async def test_who_leads_next_waits_for_the_workers_and_then_marks_what_they_left(tmp_path: Path) -> None:
    await (await leading(tmp_path)).aclose()
    with worker(tmp_path) as process:
        asyncio.get_running_loop().call_later(0.5, process.kill)
        leader = await leading(tmp_path)
    assert leader.orphans == 20
    await leader.aclose()
