"""What only PostgreSQL does to a store: many routers on one log, a server that goes away, rows changed from outside."""

import asyncio
import logging
import signal
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg  # type: ignore[import-untyped]  # it ships no types
import postgres_server
import pytest
from ledger_records import MASTER, make_act, make_attempt, make_intent, make_key, make_receipt
from postgres_server import APP, OWNER, Server
from traffic import THEN

from router.core.merkle import Frontier, leaf_hash
from router.ports import LedgerUnavailable
from router.store import records
from router.store.faults import StoreError
from router.store.postgres import PostgresStore, line, migrating
from router.store.postgres.line import Line
from router.store.postgres.pool import CONTROL

Sql = Callable[..., Any]


@asynccontextmanager
async def opened(
    url: str, *, serving: bool = True, tenants: tuple[str, ...] = ("acme",)
) -> AsyncIterator[PostgresStore]:
    store = PostgresStore(url, master=MASTER, serving=serving)
    await store.start()
    try:
        await store.admit(tenants)
        yield store
    finally:
        await store.aclose()


@pytest.fixture
async def store(postgres: Server, database: str) -> AsyncIterator[PostgresStore]:
    async with opened(postgres.url(APP, database)) as store:
        yield store


@pytest.fixture
async def sql(postgres: Server, database: str) -> AsyncIterator[Sql]:
    """Statements of a superuser, whom no policy binds."""
    admin = await asyncpg.connect(postgres.url("postgres", database))
    yield admin.fetch
    await admin.close()


@pytest.fixture(scope="module")
def mortal() -> Iterator[Server]:
    """A server that tests may kill."""
    with postgres_server.running_server() as server:
        server.psql(f"CREATE DATABASE one OWNER {OWNER}")
        asyncio.run(migrating.migrate(server.url(OWNER, "one"), APP))
        yield server


async def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 5
    while not holds():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.02)


async def is_whole(store: PostgresStore, tenant: str | None = "acme") -> int:
    """The size of a log whose entries lead to its frontier."""
    tree = await store.log_tree(tenant)
    kept = await store.log_entries(tenant, 0, tree.size)
    grown = Frontier()
    for entry in kept:
        assert entry.body is not None
        assert leaf_hash(entry.body) == entry.leaf
        grown.append(entry.leaf)
    assert (grown.size, grown.peaks) == (tree.size, tree.frontier)
    return tree.size


# ------------------------------------------------------------------------------------------------- many routers


async def test_routers_that_write_the_same_log_at_once_make_one_log(
    postgres: Server, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line, "GATHER", 0)
    monkeypatch.setattr(line, "BATCH", 4)
    url = postgres.url(APP, database)
    async with opened(url) as one, opened(url) as two, opened(url) as three:
        routers = {"a": one, "b": two, "c": three}
        work = [store.intend(make_intent(f"{name}{n}")) for n in range(100) for name, store in routers.items()]
        await asyncio.gather(*work, one.settled(), two.log_head("acme"))
        assert await is_whole(one) == await is_whole(three) == 300
        twice = await asyncio.gather(*(each.intend(make_intent("same")) for each in (one, two)), return_exceptions=True)
        assert sorted(type(answer).__name__ for answer in twice) == ["LedgerUnavailable", "NoneType"]


async def test_the_store_works_through_pgbouncer(postgres: Server, database: str) -> None:
    with postgres.bouncer() as port:
        async with opened(postgres.url(APP, database, port), tenants=("acme", "beta")) as store:
            names = ("acme", "beta")
            await asyncio.gather(
                *(store.intend(make_intent(f"r{n}", tenant=name)) for n in range(100) for name in names)
            )
            await store.add_key(make_key("k1"), make_act())
            assert [key.id for key in await store.keys()] == ["k1"]
            assert (await is_whole(store), await is_whole(store, "beta")) == (101, 100)
            assert await store.prove("beta", "r42") is not None


async def test_a_tenant_that_another_router_erased_takes_nothing_more(
    postgres: Server, database: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(postgres.url(APP, database)) as one, opened(postgres.url(APP, database)) as two:
        await one.intend(make_intent("r1"))
        await two.erase("acme", make_act("tenant.erase"))
        with pytest.raises(LedgerUnavailable, match="erased"):
            await one.intend(make_intent("r2"))
        with caplog.at_level(logging.INFO):
            one.concluded(make_receipt("r1"))
            await until(lambda: "not recorded: there is no such tenant" in caplog.text)
        assert {record.levelno for record in caplog.records} == {logging.INFO}, "it was wanted, so nobody is woken"
        await one.keys_version()
        with pytest.raises(LedgerUnavailable, match="no tenant 'acme'"):
            one.commitment_key("acme")


async def test_of_an_erased_tenant_no_row_is_left(store: PostgresStore, sql: Sql) -> None:
    for number in range(300):
        store.attempted("acme", f"r{number}", make_attempt())
    await store.intend(make_intent("r1"), await store.subject("acme", "anna"))
    await store.add_key(make_key("k1"), make_act())
    store.keep_rules(THEN.parts, 1.0)
    await store.settled()
    assert await sql("SELECT digest FROM sovereign.rule_parts") != []
    tenant_id = await store.erase("acme", make_act("tenant.erase"))
    for table in ("keys", "log", "entries", "subtrees", "checkpoints", "pending", "subjects", "rule_parts"):
        assert await sql(f"SELECT * FROM sovereign.{table} WHERE tenant_id = $1", tenant_id) == []
    (row,) = await sql("SELECT wrapped, erased FROM sovereign.tenants WHERE id = $1", tenant_id)
    assert (row["wrapped"], row["erased"]) == (None, 1.0)


async def test_only_the_router_and_admins_may_erase_and_never_the_routers_own_log(
    postgres: Server, database: str
) -> None:
    app = await asyncpg.connect(postgres.url(APP, database))
    for tenant, role in (("1" * 32, "auditor"), ("1" * 32, ""), ("0" * 32, "system")):
        transaction = app.transaction()
        await transaction.start()
        await app.execute("SELECT set_config('app.tenant', $1, true), set_config('app.role', $2, true)", tenant, role)
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await app.execute("SELECT sovereign.erase_tenant(1)")
        await transaction.rollback()
    await app.close()


# ------------------------------------------------------------------------------------------------ what is durable


async def test_a_hundred_intents_at_once_take_a_few_commits(store: PostgresStore) -> None:
    before = store.commits
    await asyncio.gather(*(store.intend(make_intent(f"r{number}")) for number in range(100)))
    assert store.commits - before <= 5


async def test_a_log_that_came_to_rest_is_signed(store: PostgresStore, sql: Sql) -> None:
    await store.intend(make_intent("r1"))
    await store.intend(make_intent("r2"))
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        (row,) = await sql("SELECT size, signed FROM sovereign.log WHERE tenant_id <> $1", CONTROL)
        if row["size"] == row["signed"]:
            break
        await asyncio.sleep(0.05)
    assert (row["size"], row["signed"]) == (2, 2)


async def test_while_commits_are_not_synced_every_intent_is_refused(postgres: Server, database: str) -> None:
    async with opened(postgres.url(APP, database)) as store:
        await store.intend(make_intent("r1"))
        async with store._pool._pool.acquire() as connection:
            await connection.execute("SET synchronous_commit = off")
        with pytest.raises(LedgerUnavailable, match="synchronous_commit is off"):
            await store.intend(make_intent("r2"))
        assert "synchronous_commit" in (store.trouble() or "")
        async with store._pool._pool.acquire() as connection:
            await connection.execute("SET synchronous_commit = on")
        await store.intend(make_intent("r2"))
        assert store.trouble() is None


async def test_what_a_killed_server_acknowledged_is_there_when_it_is_back(mortal: Server) -> None:
    acknowledged: list[str] = []
    url = mortal.url(APP, "one")

    async def lane(store: PostgresStore, name: str) -> None:
        for number in range(10_000):
            await store.intend(make_intent(f"{name}-{number}"))
            acknowledged.append(f"{name}-{number}")

    for turn in range(3):
        async with opened(url) as store:
            lanes = [asyncio.ensure_future(lane(store, f"{turn}-{name}")) for name in range(8)]
            await asyncio.sleep(0.2)
            mortal.stop(signal.SIGQUIT)
            answers = await asyncio.gather(*lanes, return_exceptions=True)
            assert {type(answer) for answer in answers} == {LedgerUnavailable}
            mortal.start()
    async with opened(url) as store:
        size = await is_whole(store)
        kept = await store.log_entries("acme", 0, size)
    assert set(acknowledged) <= {entry.id for entry in kept}
    assert len(acknowledged) > 50


async def test_a_server_that_goes_away_refuses_intents_and_what_has_happened_is_recorded_when_it_is_back(
    mortal: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line, "AGAIN", 0.05)
    async with opened(mortal.url(APP, "one"), tenants=("gamma",)) as store:
        await store.intend(make_intent("r1", tenant="gamma"))
        mortal.stop(signal.SIGQUIT)
        with pytest.raises(LedgerUnavailable, match="PostgreSQL at a local socket, database 'one'"):
            await store.intend(make_intent("r2", tenant="gamma"))
        store.attempted("gamma", "r1", make_attempt())
        store.concluded(make_receipt("r1", tenant="gamma"))
        with pytest.raises(LedgerUnavailable):
            await store.receipt("gamma", "r1")
        await asyncio.sleep(0.3)  # what nobody waits for is tried, and tried again
        assert store.trouble() is not None
        mortal.start()
        await asyncio.sleep(0.3)
        await store.settled()
        assert store.trouble() is None
        kept = await store.log_entries("gamma", 0, 9)
        assert [(entry.kind, entry.id) for entry in kept] == [("intent", "r1"), ("attempt", "r1"), ("receipt", "r1")]


async def test_a_line_that_is_full_refuses_at_once_and_the_rest_stays_in_order(
    store: PostgresStore, caplog: pytest.LogCaptureFixture
) -> None:
    book = store._registry.logbook("acme")
    short = Line(store._pool, book, limit=3)
    entries = [records.of_intent(make_intent(f"r{number}")) for number in range(5)]
    for entry in entries[:4]:
        short.put(entry)
    assert "3 entries wait" in caplog.text
    with pytest.raises(LedgerUnavailable, match="3 entries wait"):
        await asyncio.wait_for(short.write(entries[4]), 0.05)
    await short.aclose()
    assert [entry.id for entry in await store.log_entries("acme", 0, 9)] == ["r0", "r1", "r2"]


# ----------------------------------------------------------------------------------------- what others may not do

TAMPERING = {
    "an entry is gone": "DELETE FROM sovereign.entries WHERE seq = 4",
    "an entry was added": "INSERT INTO sovereign.entries SELECT tenant_id, 5, 'x', 'x', 0, 0, '', '', leaf, body "
    "FROM sovereign.entries WHERE seq = 0 AND kind = 'intent'",
    "an entry was changed": "UPDATE sovereign.entries SET leaf = sha256('') WHERE seq = 2 AND kind = 'intent'",
    "the last ones are cut off": "DELETE FROM sovereign.entries WHERE seq > 2 AND kind = 'intent'; "
    "UPDATE sovereign.log SET size = 3 WHERE size = 5",
    "the checkpoint is gone": "DELETE FROM sovereign.checkpoints WHERE size = 5",
    "the checkpoint is another's": "UPDATE sovereign.checkpoints SET note = replace(note, 'sovereign', 'else')",
}


@pytest.mark.parametrize("tampering", TAMPERING)
async def test_a_log_that_was_changed_from_outside_is_not_added_to(
    postgres: Server, database: str, tampering: str
) -> None:
    async with opened(postgres.url(APP, database)) as store:
        for number in range(5):
            await store.intend(make_intent(f"r{number}"))
    admin = await asyncpg.connect(postgres.url("postgres", database))
    await admin.execute(TAMPERING[tampering])
    await admin.close()
    with pytest.raises(StoreError, match="changed behind the router's back"):
        await PostgresStore(postgres.url(APP, database), master=MASTER, serving=True).start()


async def test_a_body_that_was_moved_to_another_row_or_tenant_does_not_open(
    postgres: Server, database: str, sql: Sql
) -> None:
    async with opened(postgres.url(APP, database), tenants=("acme", "beta")) as store:
        for tenant in ("acme", "beta"):
            await store.intend(make_intent("r1", tenant=tenant))
        await sql(
            "UPDATE sovereign.entries e SET body = o.body FROM sovereign.entries o "
            "WHERE e.id = 'r1' AND o.id = 'r1' AND e.tenant_id <> o.tenant_id"
        )
        with pytest.raises(StoreError, match="does not open"):
            await store.receipt("acme", "r1")


async def test_in_the_database_nothing_of_a_request_or_a_key_stands_in_the_clear(
    store: PostgresStore, sql: Sql
) -> None:
    await store.intend(make_intent("r1"))
    store.concluded(make_receipt("r1"))
    await store.add_key(make_key("k1"), make_act())
    for table in ("entries", "keys"):
        for row in await sql(f"SELECT t::text AS told, body FROM sovereign.{table} t WHERE body IS NOT NULL"):
            for word in ("mistral", "large", "mailer", "assistant"):
                assert word not in row["told"]
                assert word.encode() not in row["body"]


async def test_what_was_abandoned_long_ago_is_marked_and_what_another_router_has_open_is_not(
    postgres: Server, database: str
) -> None:
    url = postgres.url(APP, database)
    async with opened(url) as store:
        for receipt, age in (("ended", 1e6), ("concluded", 1e6), ("abandoned", 1e6), ("open", 60)):
            await store.intend(make_intent(receipt)._replace(at=time.time() - age))
        store.attempted("acme", "ended", make_attempt())
        store.concluded(make_receipt("concluded"))
        assert store.orphans == 0
    async with opened(url) as store:
        assert store.orphans == 1
        await store.settled()
        known = await store.receipt("acme", "abandoned")
        assert known is not None
        assert known["attempts"][0]["outcome"] == "orphaned"
        assert [entry.kind for entry in await store.log_entries("acme", 6, 9)] == ["orphan"]
    async with opened(url, serving=False) as command:
        assert command.orphans == 0


async def test_an_intent_that_ends_within_its_own_commit_is_not_left_open(store: PostgresStore, sql: Sql) -> None:
    work = [asyncio.ensure_future(store.intend(make_intent(name))) for name in ("a", "b", "c")]
    await asyncio.sleep(0)
    store.attempted("acme", "a", make_attempt())
    store.concluded(make_receipt("b"))
    await asyncio.gather(*work)
    await store.settled()
    assert [row["receipt"] for row in await sql("SELECT receipt FROM sovereign.pending")] == ["c"]


async def test_a_schema_that_is_not_there_is_told_with_the_command_that_makes_it(postgres: Server) -> None:
    with pytest.raises(StoreError, match="sovereign store migrate"):
        await PostgresStore(postgres.url(APP, "postgres"), master=MASTER).start()
