"""A store of each sort, on the same records each time that it is opened."""

from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from pathlib import Path

import pytest
from ledger_records import MASTER
from postgres_server import APP, Server

from router.ports import Records
from router.store.postgres import PostgresStore
from router.store.sqlite import SqliteStore

Make = Callable[..., Records]
Open = Callable[..., Awaitable[Records]]


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
