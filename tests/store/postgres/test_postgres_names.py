"""A database of the version before, with names of owners and teams in the clear: the first start makes tags of them."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import asyncpg  # type: ignore[import-untyped]  # it ships no types
import pytest
from ledger_records import MASTER, make_act, make_intent, make_key
from postgres_server import APP, Server

from router.auditing import verify
from router.core.whose import tag
from router.ports import Viewer
from router.store import key_records
from router.store.postgres import PostgresStore, logbook
from router.store.postgres.pool import SCOPE

ANNA, SALES = "anna-lena-of-the-tests", "sales-of-the-tests"
NAMED = "SELECT owner, team FROM sovereign.{} WHERE owner IS NOT NULL OR team IS NOT NULL"


@pytest.fixture
async def admin(postgres: Server, database: str) -> AsyncIterator[Any]:
    connection = await asyncpg.connect(postgres.url("postgres", database))
    yield connection
    await connection.close()


@pytest.fixture
async def old(postgres: Server, database: str, admin: Any) -> str:
    """The tenant's rows as the version before wrote them, once the step was run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(logbook, "columns", lambda _, entry: entry[:6])
        patch.setattr(key_records, "tagged", lambda _, owner, team: (owner, team))
        store = await started(postgres, database)
        await store.add_key(replace(make_key("key00001"), owner=ANNA, team=SALES), make_act())
        await store.intend(make_intent("r1")._replace(owner=ANNA, team=SALES))
        await store.intend(make_intent("r2"))
        await store.aclose()
    await admin.execute("UPDATE sovereign.tenants SET tagged = false")
    assert [tuple(row) for row in await admin.fetch(NAMED.format("entries"))] == [(ANNA, SALES)]
    return database


async def started(postgres: Server, database: str, *, serving: bool = False) -> PostgresStore:
    store = PostgresStore(postgres.url(APP, database), master=MASTER, serving=serving)
    await store.start()
    await store.admit(["acme", "lim"])
    return store


@pytest.mark.parametrize("serving", [True, False])
async def test_the_first_start_makes_tags_of_them_and_whoever_they_are_sees_what_they_saw(
    postgres: Server, old: str, admin: Any, *, serving: bool
) -> None:
    store = await started(postgres, old, serving=serving)
    key = store.names_key("acme")
    tags = tag(key, "owner", ANNA), tag(key, "team", SALES)
    for table in ("keys", "entries"):
        assert [tuple(row) for row in await admin.fetch(NAMED.format(table))] == [tags]
    assert await store.receipt("acme", "r1", Viewer(ANNA)) is not None
    assert await store.receipt("acme", "r1", Viewer("", SALES)) is not None
    assert await store.receipt("acme", "r2", Viewer(ANNA, SALES)) is None
    assert [(await verify(store, log)).fault for log in (None, "acme", "lim")] == [None] * 3
    assert await admin.fetchval("SELECT count(*) FROM sovereign.tenants WHERE NOT tagged") == 0
    await store.aclose()
    again = await started(postgres, old)
    assert [tuple(row) for row in await admin.fetch(NAMED.format("keys"))] == [tags]
    await again.aclose()


async def test_who_serves_may_put_tags_in_place_once_and_for_its_own_tenant_alone(
    postgres: Server, old: str, admin: Any
) -> None:
    acme, lim = [row["id"] for row in await admin.fetch("SELECT id FROM sovereign.tenants ORDER BY name")]
    app = await asyncpg.connect(postgres.url(APP, old))
    forge = "SELECT sovereign.tag_names(ARRAY[$1], ARRAY['forged'], ARRAY[]::text[], ARRAY[]::text[])"
    async with app.transaction():
        await app.execute(SCOPE, str(lim), "system", "", "")
        await app.execute(forge, ANNA)
    assert await admin.fetchval("SELECT count(*) FROM sovereign.entries WHERE owner = 'forged'") == 0
    transaction = app.transaction()
    await transaction.start()
    await app.execute(SCOPE, str(acme), "user", "", "")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await app.execute(forge, ANNA)
    await transaction.rollback()
    await (await started(postgres, old)).aclose()
    async with app.transaction():
        await app.execute(SCOPE, str(acme), "system", "", "")
        await app.execute(forge, await admin.fetchval("SELECT owner FROM sovereign.keys"))
    assert await admin.fetchval("SELECT count(*) FROM sovereign.keys WHERE owner = 'forged'") == 0
    await app.close()
