"""A person is erased from the database: what the two functions do that the role which serves may call, and no more."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import asyncpg  # type: ignore[import-untyped]  # it ships no types
import pytest
from ledger_records import MASTER, make_act, make_intent, make_receipt
from postgres_server import APP, OWNER, Server

from router.auditing import ERASE, verify
from router.core.merkle import leaf_hash
from router.store import records
from router.store.faults import StoreError
from router.store.growth import grown, root_of
from router.store.postgres import PostgresStore
from router.store.postgres.migrating import migrate, steps_as_sql
from router.store.postgres.pool import SCOPE
from router.store.sealing import KEY_VERSION, Safe, Seal

ANNA, BERT = "anna@example.org", "bert"
ERASING = make_act(ERASE, at=9.0, target="")
OWN = "aaaaaaaa-0000-4000-8000-000000000000"
OTHER = "bbbbbbbb-0000-4000-8000-000000000000"


@asynccontextmanager
async def opened(url: str, *, serving: bool = True) -> AsyncIterator[PostgresStore]:
    store = PostgresStore(url, master=MASTER, serving=serving)
    await store.start()
    try:
        await store.admit(["acme"])
        yield store
    finally:
        await store.aclose()


@pytest.fixture
async def store(postgres: Server, database: str) -> AsyncIterator[PostgresStore]:
    async with opened(postgres.url(APP, database)) as store:
        for number in range(3):
            await ask(store, f"a{number}", ANNA)
            await ask(store, f"b{number}", BERT)
        yield store


@pytest.fixture
async def admin(postgres: Server, database: str) -> AsyncIterator[Any]:
    """A superuser, whom no policy binds."""
    connection = await asyncpg.connect(postgres.url("postgres", database))
    yield connection
    await connection.close()


@pytest.fixture
async def app(postgres: Server, database: str) -> AsyncIterator[Any]:
    connection = await asyncpg.connect(postgres.url(APP, database))
    yield connection
    await connection.close()


async def ask(store: PostgresStore, name: str, user: str) -> None:
    subject = await store.subject("acme", user)
    await store.intend(make_intent(name), subject)
    store.concluded(make_receipt(name), subject)
    await store.settled()


async def seal_of(admin: Any) -> Seal:
    row = await admin.fetchrow("SELECT id, key_version, wrapped FROM sovereign.tenants WHERE name = 'acme'")
    return Safe(MASTER).unwrap(str(row["id"]), row["key_version"], row["wrapped"])


async def test_what_was_copied_before_does_not_open_with_all_the_keys_there_are_after(
    store: PostgresStore, admin: Any
) -> None:
    copies = await admin.fetch("SELECT kind, id, attempt, body, subject FROM sovereign.entries WHERE kind <> 'act'")
    keys = {row["id"]: row["wrapped"] for row in await admin.fetch("SELECT id, wrapped FROM sovereign.subjects")}
    seal = await seal_of(admin)
    for row in copies:
        place = records.place(row["kind"], row["id"], row["attempt"])
        assert seal.cipher_of(row["subject"], keys[row["subject"]]).open(place, row["body"])
    await store.erase_subject("acme", ANNA, ERASING)
    left = await admin.fetch("SELECT id, wrapped FROM sovereign.subjects WHERE wrapped IS NOT NULL")
    opens = set()
    for row in copies:
        for every in [seal, *(seal.cipher_of(one["id"], one["wrapped"]) for one in left)]:
            with suppress(StoreError):
                every.open(records.place(row["kind"], row["id"], row["attempt"]), row["body"])
                opens.add(row["id"])
    assert opens == {"b0", "b1", "b2"}
    gone = await admin.fetch("SELECT id, body, subject FROM sovereign.entries WHERE id IN ('a0', 'a1', 'a2')")
    assert [(row["body"], row["subject"]) for row in gone] == [(None, None)] * 6


async def test_a_router_that_dies_before_what_is_left_is_cleared_has_erased_all_the_same(
    store: PostgresStore, admin: Any, postgres: Server, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def died(*_: object) -> None:
        raise ConnectionError("killed")

    with monkeypatch.context() as patch:
        patch.setattr(PostgresStore, "_clear", died)
        with pytest.raises(ConnectionError):
            await store.erase_subject("acme", ANNA, ERASING)
    assert await admin.fetchval("SELECT count(*) FROM sovereign.entries WHERE subject IS NOT NULL") == 12
    found = await verify(store, "acme")
    assert (found.fault, found.erased) == (None, 6)
    async with opened(postgres.url(APP, database)):
        assert await admin.fetchval("SELECT count(*) FROM sovereign.entries WHERE subject IS NOT NULL") == 6


async def test_an_act_that_cannot_be_written_leaves_the_key_where_it_is(store: PostgresStore, admin: Any) -> None:
    await admin.execute("REVOKE INSERT ON sovereign.entries FROM sovereign_app")
    with pytest.raises(Exception, match="42501"):
        await store.erase_subject("acme", ANNA, ERASING)
    assert await admin.fetchval("SELECT count(*) FROM sovereign.subjects WHERE wrapped IS NULL") == 0
    assert ((await store.receipt("acme", "a0")) or {})["pruned"] == 0


async def test_what_is_cleared_is_what_no_key_opens_and_nothing_else(
    store: PostgresStore, admin: Any, app: Any
) -> None:
    acme = str(await admin.fetchval("SELECT id FROM sovereign.tenants"))
    anna = (await store.subject("acme", ANNA)).id
    async with app.transaction():
        await app.execute(SCOPE, acme, "system", "", "")
        assert await app.fetchval("SELECT sovereign.clear_erased($1, 1000)", anna) == 0
        await app.execute("SELECT sovereign.erase_subject($1, 1)", anna)
    async with app.transaction():
        await app.execute(SCOPE, OTHER, "system", "", "")
        assert await app.fetchval("SELECT sovereign.clear_erased($1, 1000)", anna) == 0
    async with app.transaction():
        await app.execute(SCOPE, acme, "system", "", "")
        assert [await app.fetchval("SELECT sovereign.clear_erased($1, 4)", anna) for _ in range(3)] == [4, 2, 0]
    kept = await admin.fetch(
        "SELECT DISTINCT id FROM sovereign.entries WHERE body IS NOT NULL AND kind <> 'act' ORDER BY id"
    )
    assert [row["id"] for row in kept] == ["b0", "b1", "b2"]
    assert (await verify(store, "acme")).fault == "entry 0 has lost its body, and the log does not tell why"


async def test_no_tenant_reaches_anothers_people_and_no_person_reaches_any(
    store: PostgresStore, admin: Any, app: Any
) -> None:
    acme, anna = str(await admin.fetchval("SELECT id FROM sovereign.tenants")), (await store.subject("acme", ANNA)).id
    async with app.transaction():
        await app.execute(SCOPE, OTHER, "system", "", "")
        await app.execute("SELECT sovereign.erase_subject($1, 1)", anna)
    assert await admin.fetchval("SELECT count(*) FROM sovereign.subjects WHERE wrapped IS NULL") == 0
    for role in ("user", "auditor", ""):
        transaction = app.transaction()
        await transaction.start()
        await app.execute(SCOPE, acme, role, "anna", "")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await app.execute("SELECT sovereign.erase_subject($1, 1)", anna)
        await transaction.rollback()


async def test_a_database_of_the_version_before_is_brought_up_and_all_in_it_opens(postgres: Server) -> None:
    server = await asyncpg.connect(postgres.url("postgres", "postgres"))
    await server.execute(f"CREATE DATABASE older OWNER {OWNER}")
    try:
        await make_old(postgres, "older")
        assert await migrate(postgres.url(OWNER, "older"), APP) == ["0002", "0003", "0004", "0005"]
        async with opened(postgres.url(APP, "older")) as store:
            assert (await verify(store, "acme")).size == 2
            assert ((await store.receipt("acme", "r1")) or {})["receipt"]["id"] == "r1"
            await ask(store, "a0", ANNA)
            await store.erase_subject("acme", ANNA, ERASING)
            found = await verify(store, "acme")
            assert (found.fault, found.erased) == (None, 2)
    finally:
        await server.execute("DROP DATABASE older WITH (FORCE)")
        await server.close()


async def make_old(postgres: Server, name: str) -> None:
    """The tables of the first step, with a log of two entries as the version before wrote it."""
    owner = await asyncpg.connect(postgres.url(OWNER, name))
    await owner.execute("CREATE SCHEMA sovereign")
    await owner.execute(steps_as_sql(None)[1].partition("-- Running upgrade 0001 -> 0002")[0])
    await owner.close()
    safe, wrapped = Safe(MASTER), Safe(MASTER).make(OWN)
    seal = safe.unwrap(OWN, KEY_VERSION, wrapped)
    entries = [records.of_intent(make_intent("r1")), records.Scribe().of_receipt(make_receipt("r1"), 2.0)]
    leaves = [leaf_hash(entry.body) for entry in entries]
    size, frontier, _ = grown(0, b"", leaves)
    note = safe.notary(OWN).checkpoint(size, root_of(size, frontier))
    admin = await asyncpg.connect(postgres.url("postgres", name))
    await admin.execute("INSERT INTO sovereign.tenants VALUES ($1, 'acme', 0, 1, $2)", OWN, wrapped)
    await admin.execute("INSERT INTO sovereign.log VALUES ($1, $2, $3, $2, 0)", OWN, size, frontier)
    await admin.execute("INSERT INTO sovereign.checkpoints VALUES ($1, $2, 0, $3)", OWN, size, note)
    row = "INSERT INTO sovereign.entries VALUES ($1, $2, $3, $4, $5, $6, NULL, NULL, $7, $8)"
    for seq, entry in enumerate(entries):
        await admin.execute(row, OWN, seq, *entry[:4], leaves[seq], seal.seal(entry.place, entry.body))
    await admin.close()
