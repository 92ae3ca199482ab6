import asyncio
import sqlite3
import stat
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from ledger_records import MASTER, file_of, make_act, make_intent, make_key, opened

from router.store.sqlite import SqliteStore, StoreError, store_file
from router.store.sqlite.database import Database
from router.store.sqlite.schema import CONTROL, TENANT, Layout


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    async with opened(tmp_path / "data") as store:
        yield store


def modes(folder: Path) -> dict[str, int]:
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}


async def test_folder_and_files_are_for_their_owner_alone(store: SqliteStore) -> None:
    await store.intend(make_intent("r1"))
    assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700
    assert modes(store.folder) == {
        **dict.fromkeys(["sovereign.db", "sovereign.db-wal", "sovereign.db-shm", "router.lock"], 0o600),
        "tenants": 0o700,
    }
    folder = file_of(store.folder).parent
    assert modes(folder.parent) == {folder.name: 0o700}
    assert modes(folder) == dict.fromkeys(["tenant.db", "tenant.db-wal", "tenant.db-shm"], 0o600)


async def test_a_place_is_a_folder_or_its_url(tmp_path: Path) -> None:
    assert store_file(f"sqlite:///{tmp_path}") == store_file(tmp_path) == tmp_path / "sovereign.db"
    assert SqliteStore("sqlite:///data", master=MASTER).path == Path("data/sovereign.db")


async def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    async with opened(tmp_path / "a b?c#d%20é") as store:
        await store.intend(make_intent("r1"))
        assert store.path.exists()


async def test_stores_that_are_opened_together_make_one_file(tmp_path: Path) -> None:
    stores = [SqliteStore(tmp_path, master=MASTER) for _ in range(8)]
    await asyncio.gather(*(store.start() for store in stores))
    await asyncio.gather(*(store.add_key(make_key(f"k{number}"), make_act()) for number, store in enumerate(stores)))
    assert [len(await store.keys()) for store in stores] == [8] * 8
    await asyncio.gather(*(store.aclose() for store in stores))


@pytest.mark.parametrize("layout", [CONTROL, TENANT])
def test_of_many_that_open_a_new_file_in_the_same_moment_none_fails(tmp_path: Path, layout: Layout) -> None:
    def open_together(database: Database, moment: Barrier) -> None:
        database.create()
        moment.wait()
        database.connect().close()

    with ThreadPoolExecutor(8) as threads:
        for number in range(10):
            database, moment = Database(tmp_path / f"{number}" / "new.db", layout, 5.0), Barrier(8)
            for opening in [threads.submit(open_together, database, moment) for _ in range(8)]:
                opening.result()


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE cookies (host TEXT)")


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.executescript("PRAGMA application_id = 0x534F5652; PRAGMA user_version = 99; CREATE TABLE later (a)")


def cut(path: Path) -> None:
    store = SqliteStore(path.parent, master=MASTER)
    asyncio.run(store.start())
    asyncio.run(store.aclose())
    path.write_bytes(path.read_bytes()[:5000])


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda path: path.write_bytes(b"not a database " * 1000), "not a database"),
        (lambda path: path.write_bytes(b"x"), "not a database"),
        (cut, "damaged"),
        (foreign, "another program's database"),
        (newer, "newer version"),
    ],
)
async def test_a_file_that_is_damaged_foreign_or_newer_is_told_with_a_cure_and_not_touched(
    tmp_path: Path, spoil: Any, told: str
) -> None:
    path = tmp_path / "sovereign.db"
    await asyncio.to_thread(spoil, path)
    before = path.read_bytes()
    store = SqliteStore(tmp_path, master=MASTER, serving=True)
    with pytest.raises(StoreError, match=told) as raised:
        await store.start()
    assert str(path) in str(raised.value)
    assert "another data folder" in str(raised.value)
    assert path.read_bytes() == before
    await store.aclose()


async def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="Not a directory"):
        await SqliteStore(tmp_path / "file" / "data", master=MASTER).start()


async def test_a_store_of_another_master_key_is_refused_before_every_key_fails(tmp_path: Path) -> None:
    for _ in range(2):
        async with opened(tmp_path):
            pass
    with pytest.raises(StoreError, match="another master key") as raised:
        await SqliteStore(tmp_path, master=b"o" * 32).start()
    assert "restore that key" in str(raised.value)


async def test_a_damaged_file_of_a_tenant_is_named_when_the_router_starts(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.intend(make_intent("r1"))
    file = file_of(tmp_path)
    whole = file.read_bytes()
    rotten = whole[:4096] + bytes(len(whole) - 4096)
    for spoilt, told in (
        (whole[:5000], "damaged"),
        (rotten, "damaged"),
        (b"not a database " * 1000, "not a database"),
        (None, "cannot be opened"),
    ):
        file.unlink()
        if spoilt is not None:
            file.write_bytes(spoilt)
        with pytest.raises(StoreError, match=told) as raised:
            await SqliteStore(tmp_path, master=MASTER, serving=True).start()
        assert str(file) in str(raised.value)
        file.write_bytes(whole)
