"""What survives: a killed process, a full disk, a deleted file, a second router."""

import asyncio
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from ledger_records import make_intent, make_key, opened

from router.ports import LedgerUnavailable
from router.store import sqlite as module
from router.store.sqlite import SqliteStore, StoreInUse

ROOT = Path(__file__).resolve().parents[2]

ROUTER = """
import asyncio, os, sys
from pathlib import Path
from ledger_records import make_intent
from router.store.sqlite import SqliteStore

async def lane(store, number):
    count = 0
    while True:
        receipt = f"{os.getpid()}-{number}-{count}"
        await store.intend(make_intent(receipt))
        os.write(1, f"{receipt}\\n".encode())
        count += 1

async def main():
    store = SqliteStore(Path(sys.argv[1]), serving=True)
    await store.start()
    os.write(1, f"orphans {store.orphans}\\n".encode())
    await asyncio.gather(*(lane(store, number) for number in range(int(sys.argv[2]))), asyncio.Event().wait())

asyncio.run(main())
"""

COMMAND = """
import asyncio, sys
from pathlib import Path
from router.store.sqlite import SqliteStore

async def main():
    store = SqliteStore(Path(sys.argv[1]))
    await store.start()
    await store.revoke_key(sys.argv[2], 7.0)
    await store.aclose()

asyncio.run(main())
"""


def environment() -> dict[str, str]:
    paths = [str(ROOT), str(ROOT / "tests" / "support"), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}


@contextmanager
def router(folder: Path, lanes: int) -> Iterator["subprocess.Popen[str]"]:
    """A process that serves, and tells each intent once it is acknowledged."""
    command = [sys.executable, "-c", ROUTER, str(folder), str(lanes)]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def first_line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def recorded(folder: Path, sql: str = "SELECT receipt FROM intents") -> set[str]:
    with closing(sqlite3.connect(folder / "sovereign.db")) as connection:
        return {receipt for (receipt,) in connection.execute(sql)}


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    async with opened(tmp_path / "data") as store:
        yield store


async def refused(store: SqliteStore, receipt: str) -> str:
    with pytest.raises(LedgerUnavailable) as raised:
        await store.intend(make_intent(receipt))
    return str(raised.value)


def test_a_router_that_is_killed_at_any_moment_loses_no_intent_that_it_acknowledged(tmp_path: Path) -> None:
    acknowledged: set[str] = set()
    orphans = 0
    for _ in range(12):
        with router(tmp_path, lanes=16) as process:
            orphans += int(first_line(process).removeprefix("orphans "))
            assert process.stdout is not None
            acknowledged.add(first_line(process))
            time.sleep(random.uniform(0, 0.03))
            process.send_signal(signal.SIGKILL)
            acknowledged.update(process.stdout.read().split())
        assert acknowledged <= recorded(tmp_path)
    assert len(acknowledged) > 100
    marked = recorded(tmp_path, "SELECT receipt FROM outcomes WHERE outcome = 'orphaned'")
    assert len(marked) == orphans
    assert marked <= recorded(tmp_path)
    assert len(recorded(tmp_path, "SELECT receipt FROM pending")) == len(recorded(tmp_path)) - orphans


async def test_a_second_router_on_the_same_folder_is_refused_until_the_first_has_ended(tmp_path: Path) -> None:
    with router(tmp_path, lanes=0) as process:
        assert await asyncio.to_thread(first_line, process) == "orphans 0"
        second = SqliteStore(tmp_path, serving=True)
        with pytest.raises(StoreInUse, match=f"process {process.pid}.*SOVEREIGN_DATA_DIR"):
            await second.start()
        command = SqliteStore(tmp_path)
        await command.start()
        await command.add_key(make_key("k1"))
        await command.aclose()
        process.kill()
        process.wait()
        await second.start()
        assert [key.id for key in await second.keys()] == ["k1"]
        await second.aclose()


async def test_a_key_that_another_process_revoked_is_seen_at_the_next_look(store: SqliteStore) -> None:
    await store.add_key(make_key("k1"))
    before = await store.keys_version()
    command = [sys.executable, "-c", COMMAND, str(store.path.parent), "k1"]
    await asyncio.to_thread(subprocess.run, command, env=environment(), check=True)
    assert await store.keys_version() != before
    assert [key.revoked for key in await store.keys()] == [7.0]


@contextmanager
def full_disk(size: int) -> Iterator[None]:
    """No file of this process may grow past `size`: the kernel refuses the write, as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def test_while_the_disk_takes_nothing_every_intent_is_refused_and_then_service_resumes(
    store: SqliteStore,
) -> None:
    await store.intend(make_intent("before"))
    with full_disk(store.path.with_name("sovereign.db-wal").stat().st_size):
        waiting = [store.intend(make_intent(f"meanwhile-{number}")) for number in range(20)]
        answers = await asyncio.gather(*waiting, return_exceptions=True)
        assert all(isinstance(answer, LedgerUnavailable) for answer in answers)
        assert "the disk" in str(answers[0])
        with pytest.raises(LedgerUnavailable):
            await store.settled()
    await store.intend(make_intent("after"))
    assert recorded(store.path.parent) == {"before", "after"}


async def test_a_file_that_was_taken_away_is_noticed_and_service_resumes_when_it_is_back(store: SqliteStore) -> None:
    await store.intend(make_intent("before"))
    aside = store.path.with_name("aside.db")
    store.path.rename(aside)
    for receipt in ("a", "b"):
        told = await refused(store, receipt)
        assert str(store.path) in told
    assert not store.path.exists()
    aside.rename(store.path)
    await store.intend(make_intent("after"))
    assert recorded(store.path.parent) == {"before", "after"}


async def test_a_lock_that_another_process_does_not_let_go_refuses_within_the_patience(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE_SERVING", 0.1)
    store = SqliteStore(tmp_path, serving=True)
    await store.start()
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        begun = time.monotonic()
        assert "locked by another process" in await refused(store, "r1")
        assert 0.1 <= time.monotonic() - begun < 1.0
        assert await store.keys() == []  # reading goes on
        other.execute("COMMIT")
    await store.intend(make_intent("r1"))
    await store.aclose()
