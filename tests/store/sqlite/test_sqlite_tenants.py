"""Tenants are made once, kept open while they are used, and erased for good."""

import asyncio
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from ledger_records import (
    MASTER,
    entries_of,
    file_of,
    make_act,
    make_intent,
    make_key,
    make_receipt,
    opened,
    rows_of,
)

from router.auditing import verify
from router.ports import LedgerUnavailable
from router.store.sqlite import SqliteStore, StoreError, reader
from router.store.sqlite import store as stores
from router.store.sqlite import writer as writers

HELD = 4 * reader.OPEN + 8
"""Files: of each that is read, the database, its journal, their index, and a writer's that SQLite closes late."""
ROOT = Path(__file__).resolve().parents[3]

ADMIT = """
import asyncio, sys
from pathlib import Path
from ledger_records import MASTER, make_intent
from router.store.sqlite import SqliteStore

async def main():
    store = SqliteStore(Path(sys.argv[1]), master=MASTER)
    await store.start()
    sys.stdin.read(1)
    names = [f"t{number}" for number in range(10)]
    await asyncio.gather(*(store.admit(names[:number]) for number in range(11)))
    await asyncio.gather(*(store.intend(make_intent(sys.argv[2], tenant=name)) for name in names))
    print(" ".join(store.commitment_key(name).hex() for name in names))
    await store.aclose()

asyncio.run(main())
"""


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    async with opened(tmp_path / "data") as store:
        yield store


def environment() -> dict[str, str]:
    paths = [str(ROOT), str(ROOT / "tests" / "support"), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}


# -------------------------------------------------------------------------------------------------------- made


def test_tenants_that_two_processes_admit_at_once_are_made_once(tmp_path: Path) -> None:
    commands = [[sys.executable, "-c", ADMIT, str(tmp_path), str(number)] for number in range(2)]
    pipe = subprocess.PIPE
    processes = [subprocess.Popen(line, env=environment(), stdin=pipe, stdout=pipe, text=True) for line in commands]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("x")
        process.stdin.flush()
    first, second = (process.communicate()[0] for process in processes)
    assert first == second != ""
    names = [name for (name,) in rows_of(tmp_path / "sovereign.db", "SELECT name FROM tenants ORDER BY name")]
    assert names == [f"t{number}" for number in range(10)]
    for name in names:
        assert sorted(entries_of(tmp_path, "intent", name)) == ["0", "1"]
    assert len(list((tmp_path / "tenants").iterdir())) == 10


async def test_a_tenant_that_is_admitted_again_stays_the_same(store: SqliteStore) -> None:
    key = store.commitment_key("acme")
    await store.admit(["acme"])
    async with opened(store.folder, serving=False, tenants=["acme", "globex"]) as command:
        assert command.commitment_key("acme") == key
        assert await store.tenants() == ["acme", "globex"]
        assert store.commitment_key("globex") == command.commitment_key("globex")


async def test_that_a_tenant_was_made_stands_in_the_routers_own_log(store: SqliteStore) -> None:
    (made,) = await store.log_entries(None, 0, 10)
    ((tenant_id,),) = rows_of(store.path, "SELECT id FROM tenants")
    assert tenant_id.encode() in (made.body or b"")
    assert b"tenant.make" in (made.body or b"")
    assert (await verify(store, None)).fault is None


@pytest.mark.parametrize("name", ["../../etc", "a/b", "a\x00b", "'; DROP TABLE tenants; --", "ünï", "A" * 300])
async def test_no_path_is_made_of_a_tenants_name(store: SqliteStore, name: str) -> None:
    before = {file.name for file in (store.folder / "tenants").iterdir()}
    await store.admit([name])
    await store.intend(make_intent("r1", tenant=name))
    assert name in await store.tenants()
    (made,) = {file.name for file in (store.folder / "tenants").iterdir()} - before
    assert len(made) == 36


async def test_two_hundred_tenants_work_and_let_go_of_their_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Within 1,024 open files, which is what many systems give a process."""
    names = [f"t{number}" for number in range(200)]
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    async with opened(tmp_path, tenants=names) as store:
        before = open_files()
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(1024, hard), hard))
        try:
            await asyncio.gather(*(store.intend(make_intent("r1", tenant=name)) for name in names))
            await asyncio.gather(*(store.receipt(name, "r1") for name in names))
            assert len(await store.keys()) == 0
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        monkeypatch.setattr(writers, "SIGN_EVERY", 0.0)
        monkeypatch.setattr(writers, "IDLE", 0.0)
        for _ in range(200):
            if open_files() <= before + HELD:
                break
            await asyncio.sleep(0.05)
        assert open_files() <= before + HELD
        assert sum(writer._thread is not None for writer in store._writers.values()) == 0
        await store.intend(make_intent("r2", tenant="t7"))
        assert (await verify(store, "t7")).size == 2


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


async def test_when_many_tenants_write_those_that_rest_let_go_of_their_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores, "WRITERS", 4)
    names = [f"t{number}" for number in range(12)]
    async with opened(tmp_path, tenants=names) as store:
        for name in names:
            await store.intend(make_intent("r1", tenant=name))
        running = [writer for writer in store._writers.values() if writer.running]
        for _ in range(100):
            running = [writer for writer in store._writers.values() if writer.running]
            if len(running) <= 4:
                break
            await asyncio.sleep(0.02)
        assert 1 <= len(running) <= 4  # long before IDLE
        assert store._writers[file_of(tmp_path, "t11").parent.name] in running  # who wrote last rests last
        for name in names:
            await store.intend(make_intent("r2", tenant=name))
            assert entries_of(tmp_path, "intent", name) == ["r1", "r2"]


# ------------------------------------------------------------------------------------------------------ erased


async def test_erasing_destroys_key_and_files_and_nothing_opens_after_it(store: SqliteStore) -> None:
    await store.intend(make_intent("r1"))
    await store.add_key(make_key("k1"), make_act())
    file = file_of(store.folder)
    ((tenant_id, wrapped),) = rows_of(store.path, "SELECT id, wrapped FROM tenants")
    assert any(wrapped in path.read_bytes() for path in store.folder.glob("sovereign.db*"))
    assert await store.erase("acme", make_act("tenant.erase", 5.0, None)) == tenant_id
    assert not file.parent.exists()
    for path in store.folder.rglob("*"):
        assert path.is_dir() or wrapped not in path.read_bytes(), path.name
    assert rows_of(store.path, "SELECT wrapped, erased FROM tenants") == [(None, 5.0)]
    assert await store.tenants() == []
    assert await store.keys() == []
    for refused in (store.intend(make_intent("r2")), store.receipt("acme", "r1"), store.erase("acme", make_act())):
        with pytest.raises(LedgerUnavailable, match="no tenant 'acme', or it was erased"):
            await refused
    with pytest.raises(LedgerUnavailable, match="erased"):
        store.commitment_key("acme")


async def test_a_copy_of_an_erased_tenants_files_opens_no_more(store: SqliteStore, tmp_path: Path) -> None:
    await store.intend(make_intent("r1"))
    await store.settled()
    folder = file_of(store.folder).parent
    shutil.copytree(folder, tmp_path / "copy")
    await store.erase("acme", make_act("tenant.erase", 5.0, None))
    await store.admit(["acme"])
    await store.intend(make_intent("r9"))
    fresh = file_of(store.folder)
    await store.aclose()
    shutil.rmtree(fresh.parent)
    shutil.copytree(tmp_path / "copy", fresh.parent)
    with pytest.raises(StoreError):
        await SqliteStore(store.folder, master=MASTER, serving=True).start()
    async with opened(store.folder, serving=False) as command:
        with pytest.raises(StoreError, match="does not open"):
            await command.receipt("acme", "r1")


async def test_a_tenant_that_is_made_anew_under_the_same_name_is_another(store: SqliteStore) -> None:
    await store.intend(make_intent("r1"))
    key = store.commitment_key("acme")
    erased = await store.erase("acme", make_act("tenant.erase", 5.0, None))
    await store.admit(["acme"])
    assert store.commitment_key("acme") != key
    assert file_of(store.folder).parent.name != erased
    assert await store.receipt("acme", "r1") is None
    await store.intend(make_intent("r1"))
    assert entries_of(store.folder, "intent") == ["r1"]
    await store.settled()


async def test_an_erasure_by_a_command_ends_what_the_router_does_for_the_tenant(store: SqliteStore) -> None:
    await store.admit(["globex"])
    await store.intend(make_intent("r1"))
    await store.receipt("acme", "r1")
    async with opened(store.folder, serving=False) as command:
        await command.erase("acme", make_act("tenant.erase", 5.0, None))
    await store.keys_version()  # the router looks each second
    with pytest.raises(LedgerUnavailable, match="erased"):
        await store.intend(make_intent("r2"))
    store.concluded(make_receipt("r1"))
    await store.settled()
    assert not [name for name in held_files() if "(deleted)" in name and str(store.folder) in name]
    await store.admit(["acme"])
    await store.intend(make_intent("r2"))
    assert await store.tenants() == ["acme", "globex"]


def held_files() -> list[str]:
    found = []
    for descriptor in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            found.append(str(descriptor.readlink()))
    return found


async def test_intents_on_their_way_while_a_tenant_is_erased_are_written_or_refused(store: SqliteStore) -> None:
    async def write(lane: int) -> None:
        for number in range(1000):
            await store.intend(make_intent(f"{lane}-{number}"))

    load = [asyncio.ensure_future(write(lane)) for lane in range(8)]
    await asyncio.sleep(0.05)
    await store.erase("acme", make_act("tenant.erase", 5.0, None))
    answers = await asyncio.wait_for(asyncio.gather(*load, return_exceptions=True), 10)
    assert all(isinstance(answer, LedgerUnavailable) for answer in answers)
    assert list((store.folder / "tenants").iterdir()) == []


async def test_files_that_an_erasure_had_no_time_for_go_at_the_next_start(store: SqliteStore) -> None:
    await store.intend(make_intent("r1"))
    await store.aclose()
    with closing(sqlite3.connect(store.path, isolation_level=None)) as own:
        own.execute("UPDATE tenants SET wrapped = NULL, erased = 5.0")
    assert list((store.folder / "tenants").iterdir()) != []
    async with opened(store.folder, tenants=()):
        assert list((store.folder / "tenants").iterdir()) == []


async def test_that_a_tenant_was_erased_stands_in_the_routers_own_log_and_is_signed(store: SqliteStore) -> None:
    act = replace(make_act("tenant.erase", 5.0, None), details={"reason": "contract ended"})
    await store.erase("acme", act)
    entries = await store.log_entries(None, 0, 10)
    assert b"contract ended" in (entries[-1].body or b"")
    found = await verify(store, None)
    assert (found.size, found.fault) == (2, None)
