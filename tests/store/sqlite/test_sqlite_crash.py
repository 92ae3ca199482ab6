"""What survives: a killed process, a full disk, a deleted file, a second router."""

import asyncio
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from ledger_records import (
    MASTER,
    entries_of,
    file_of,
    locked,
    make_act,
    make_intent,
    make_key,
    make_receipt,
    opened,
)

from router.ports import LedgerUnavailable
from router.store.sqlite import SqliteStore, StoreInUse
from router.store.sqlite import store as module

ROOT = Path(__file__).resolve().parents[3]

ROUTER = """
import asyncio, os, sys
from pathlib import Path
from ledger_records import MASTER, make_intent
from router.store.sqlite import SqliteStore

async def lane(store, number):
    count = 0
    while True:
        receipt = f"{os.getpid()}-{number}-{count}"
        await store.intend(make_intent(receipt))
        os.write(1, f"{receipt}\\n".encode())
        count += 1

async def main():
    store = SqliteStore(Path(sys.argv[1]), master=MASTER, serving=True)
    await store.start()
    await store.admit(["acme"])
    os.write(1, f"orphans {store.orphans}\\n".encode())
    await asyncio.gather(*(lane(store, number) for number in range(int(sys.argv[2]))), asyncio.Event().wait())

asyncio.run(main())
"""

COMMAND = """
import asyncio, sys
from pathlib import Path
from ledger_records import MASTER, make_act
from router.store.sqlite import SqliteStore

async def main():
    store = SqliteStore(Path(sys.argv[1]), master=MASTER)
    await store.start()
    await store.revoke_key(sys.argv[2], make_act("keys.revoke", 7.0))
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


def recorded(folder: Path, kind: str = "intent") -> set[str]:
    return set(entries_of(folder, kind))


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    async with opened(tmp_path / "data") as store:
        yield store


async def refused(store: SqliteStore, receipt: str) -> str:
    with pytest.raises(LedgerUnavailable) as raised:
        await store.intend(make_intent(receipt))
    return str(raised.value)


@pytest.mark.parametrize("points", [12, pytest.param(10_000, marks=pytest.mark.slow)])
def test_a_router_that_is_killed_at_any_moment_loses_no_entry_that_it_acknowledged(tmp_path: Path, points: int) -> None:
    """And after each death the log is whole: every entry opens, and they make the tree that was kept and signed."""
    command = [sys.executable, str(ROOT / "tests" / "support" / "killed_writers.py"), str(tmp_path), str(points)]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["intent"] > 10 * points
    assert all(told[kind] for kind in ("key", "admin", "act"))
    assert told["orphans"] > points / 2
    assert told["checkpoints"] > 1


async def test_a_second_router_on_the_same_folder_is_refused_until_the_first_has_ended(tmp_path: Path) -> None:
    with router(tmp_path, lanes=0) as process:
        assert await asyncio.to_thread(first_line, process) == "orphans 0"
        second = SqliteStore(tmp_path, master=MASTER, serving=True)
        with pytest.raises(StoreInUse, match=f"process {process.pid}.*SOVEREIGN_DATA_DIR"):
            await second.start()
        command = SqliteStore(tmp_path, master=MASTER)
        await command.start()
        await command.add_key(make_key("k1"), make_act())
        await command.aclose()
        process.kill()
        process.wait()
        await second.start()
        assert [key.id for key in await second.keys()] == ["k1"]
        await second.aclose()


async def test_a_key_that_another_process_revoked_is_seen_at_the_next_look(store: SqliteStore) -> None:
    await store.add_key(make_key("k1"), make_act())
    before = await store.keys_version()
    command = [sys.executable, "-c", COMMAND, str(store.folder), "k1"]
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
    with full_disk(64):
        waiting = [store.intend(make_intent(f"meanwhile-{number}")) for number in range(20)]
        answers = await asyncio.gather(*waiting, return_exceptions=True)
        assert all(isinstance(answer, LedgerUnavailable) for answer in answers)
        assert "the disk" in str(answers[0])
        store.concluded(make_receipt("before"))
        with pytest.raises(LedgerUnavailable):
            await store.settled()
        assert "the disk" in (store.trouble() or "")
    await store.intend(make_intent("after"))
    assert store.trouble() is None
    assert recorded(store.folder) == {"before", "after"}
    assert recorded(store.folder, "receipt") == {"before"}


async def test_a_trouble_and_its_end_are_told_in_the_log_once(
    store: SqliteStore, caplog: pytest.LogCaptureFixture
) -> None:
    await store.intend(make_intent("before"))
    with full_disk(64):
        for number in range(3):
            await refused(store, f"meanwhile-{number}")
    for number in range(3):
        await store.intend(make_intent(f"after-{number}"))
    told = [(record.levelname, record.getMessage()) for record in caplog.records if record.name == "sovereign.ledger"]
    assert [level for level, _ in told] == ["ERROR", "WARNING"]
    assert "the disk" in told[0][1]
    assert "written again" in told[1][1]


async def test_after_a_fault_all_that_the_journal_held_is_written_anew_before_anything_is_added(
    store: SqliteStore,
) -> None:
    """A sync that failed may have left it in memory alone, and the next one would say that it is on the disk."""
    for number in range(40):
        await store.intend(make_intent(f"before-{number}"))
    await store.receipt("acme", "before-0")  # with another connection, the last one to close it would do so itself
    journal = file_of(store.folder).with_name("tenant.db-wal")
    size = journal.stat().st_size
    with full_disk(64):
        await refused(store, "meanwhile")
    assert journal.stat().st_size == size
    await store.intend(make_intent("after"))
    assert 0 < journal.stat().st_size < size / 2


async def test_a_file_that_was_taken_away_is_noticed_and_service_resumes_when_it_is_back(store: SqliteStore) -> None:
    await store.intend(make_intent("before"))
    file = file_of(store.folder)
    aside = file.with_name("aside.db")
    file.rename(aside)
    for receipt in ("a", "b"):
        told = await refused(store, receipt)
        assert str(file) in told
    assert not file.exists()
    aside.rename(file)
    await store.intend(make_intent("after"))
    assert recorded(store.folder) == {"before", "after"}


async def test_a_trouble_of_one_tenants_file_is_not_the_others(store: SqliteStore) -> None:
    await store.admit(["globex"])
    file_of(store.folder).rename(file_of(store.folder).with_name("aside.db"))
    await refused(store, "r1")
    await store.intend(make_intent("r1", tenant="globex"))
    assert entries_of(store.folder, "intent", "globex") == ["r1"]


async def test_a_lock_that_another_process_does_not_let_go_refuses_within_the_patience(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE_SERVING", 0.1)
    async with opened(tmp_path) as store:
        await store.intend(make_intent("before"))
        with locked(file_of(tmp_path)):
            begun = time.monotonic()
            assert "locked by another process" in await refused(store, "r1")
            assert 0.1 <= time.monotonic() - begun < 1.0
            assert await store.keys() == []  # reading goes on
        await store.intend(make_intent("r1"))
