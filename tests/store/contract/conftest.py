"""A store of each sort, on the same records each time that it is opened."""

from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from pathlib import Path

import asyncpg  # type: ignore[import-untyped]  # it ships no types
import pytest
from ledger_records import MASTER
from postgres_server import APP, Server

from router.ports import Records
from router.store.postgres import PostgresStore
from router.store.sqlite import SqliteStore

Make = Callable[..., Records]
Open = Callable[..., Awaitable[Records]]
Lies = Callable[[], Awaitable[str]]


@pytest.fixture(params=["sqlite", "postgres"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Make:
    """Makes a store on the same records each time."""
    if request.param == "sqlite":
        return partial(SqliteStore, tmp_path)
    server: Server = request.getfixturevalue("postgres")
    return partial(PostgresStore, server.url(APP, request.getfixturevalue("database")))


@pytest.fixture
async def opening(make: Make) -> AsyncIterator[Open]:
    """What is left open at the end is closed."""
    opened: list[Records] = []

    async def start(*tenants: str, master: bytes = MASTER, serving: bool = True) -> Records:
        store = make(master=master, serving=serving)
        await store.start()
        opened.append(store)
        await store.admit(tenants or ("acme",))
        return store

    yield start
    for store in opened:
        await store.aclose()


@pytest.fixture
def lies(request: pytest.FixtureRequest, tmp_path: Path) -> Lies:
    """All that lies in the files, journals and freed pages too, or in any column of any table."""

    async def files() -> str:
        return everything(tmp_path)

    async def tables() -> str:
        server: Server = request.getfixturevalue("postgres")
        admin = await asyncpg.connect(server.url("postgres", request.getfixturevalue("database")))
        names = await admin.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'sovereign'")
        rows = [str(await admin.fetch(f'SELECT * FROM sovereign."{name}"')) for (name,) in names]
        await admin.close()
        return "".join(rows)

    return tables if "postgres" in request.node.callspec.id else files


def everything(folder: Path) -> str:
    return "".join(file.read_bytes().decode("latin-1") for file in sorted(folder.rglob("*")) if file.is_file())
