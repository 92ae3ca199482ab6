"""Whose rows a transaction sees when fifty of them take turns at two connections, and some are cut off."""

import asyncio
import random
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from uuid import UUID, uuid4

import asyncpg  # type: ignore[import-untyped]  # it ships no types
import pytest
from postgres_server import APP, Server

from router.ports import LedgerUnavailable
from router.store.faults import StoreError
from router.store.postgres import pool as module
from router.store.postgres.address import Address
from router.store.postgres.pool import CONTROL, Pool, Scope

INSERT = "INSERT INTO sovereign.pending (tenant_id, receipt, attempt, at) VALUES ($1, $2, 1, 0)"
SEEN = "SELECT DISTINCT tenant_id FROM sovereign.pending"
IDLE = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'sovereign_app' AND state LIKE 'idle in transaction%'"


@asynccontextmanager
async def opened(url: str, *, most: int = 2, patience: float = 5.0) -> AsyncIterator[Pool]:
    pool = Pool(Address.of(url), most=most, patience=patience)
    await pool.start()
    try:
        yield pool
    finally:
        await pool.aclose()


@pytest.fixture(params=["directly", "through pgbouncer"])
def url(request: pytest.FixtureRequest, postgres: Server, database: str) -> Iterator[str]:
    if request.param == "directly":
        yield postgres.url(APP, database)
        return
    with postgres.bouncer() as port:
        yield postgres.url(APP, database, port)


async def walk(pool: Pool, tenants: list[str], foreign: list[str]) -> None:
    tenant = random.choice(tenants)
    async with pool.transaction(Scope(tenant)) as connection:
        await connection.execute(INSERT, tenant, str(uuid4()))
        await connection.execute("SELECT pg_sleep($1)", random.uniform(0, 0.005))
        rows = await connection.fetch(SEEN)
    foreign += [str(row["tenant_id"]) for row in rows if row["tenant_id"] != UUID(tenant)]


async def test_no_task_of_fifty_sees_a_foreign_row_whoever_is_cancelled(
    url: str, postgres: Server, database: str
) -> None:
    tenants, foreign, ended = [str(uuid4()) for _ in range(5)], list[str](), 0
    async with opened(url, patience=20) as pool:
        for _ in range(3):
            tasks = [asyncio.ensure_future(walk(pool, tenants, foreign)) for _ in range(50)]
            for task in random.sample(tasks, 20):
                asyncio.get_running_loop().call_later(random.uniform(0, 0.15), task.cancel)
            results = await asyncio.gather(*tasks, return_exceptions=True)
            assert {type(result) for result in results} <= {type(None), asyncio.CancelledError}
            ended += results.count(None)
        assert foreign == []
        assert 90 <= ended < 150
        for tenant in tenants:
            rows = await pool.rows(Scope(tenant), "SELECT receipt, tenant_id FROM sovereign.pending")
            assert {str(row["tenant_id"]) for row in rows} <= {tenant}
            ended -= len(rows)
        assert ended <= 0  # what was told done is there; of what was cut off, some may be
    admin = await asyncpg.connect(postgres.url("postgres", database))
    assert await admin.fetchval(IDLE) == 0
    await admin.close()


async def test_a_connection_whose_task_was_cancelled_is_never_used_again(postgres: Server, database: str) -> None:
    who = "SELECT pg_backend_pid() AS pid"
    async with opened(postgres.url(APP, database), most=1) as pool:
        before = await pool.rows(Scope(CONTROL), who)
        assert await pool.rows(Scope(CONTROL), who) == before
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(pool.rows(Scope(CONTROL), "SELECT pg_sleep(1)"), 0.05)
        assert await pool.rows(Scope(CONTROL), who) != before


async def leftovers(pool: Pool, tenant: str) -> list[str]:
    """What a statement outside of any transaction sees, on each connection in turn: nothing, for it fails."""
    async with pool.transaction(Scope(tenant)) as connection:
        await connection.execute(INSERT, tenant, str(uuid4()))
    seen = []
    for _ in range(4):
        async with pool._pool.acquire() as bare:
            with suppress(asyncpg.InvalidTextRepresentationError, asyncpg.UndefinedObjectError):
                seen += [str(row["tenant_id"]) for row in await bare.fetch(SEEN)]
    return seen


async def test_of_a_tenant_nothing_is_left_on_a_connection(url: str) -> None:
    async with opened(url) as pool:
        assert await leftovers(pool, str(uuid4())) == []


async def test_a_tenant_set_for_the_session_would_be_found_out(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SCOPE", module.SCOPE.replace("true", "false"))
    tenant = str(uuid4())
    async with opened(url) as pool:
        assert tenant in await leftovers(pool, tenant)


async def test_a_pooler_is_noticed_and_no_statement_is_prepared_behind_it(postgres: Server, database: str) -> None:
    async with opened(postgres.url(APP, database)) as pool:
        assert pool._pool._connect_kwargs["statement_cache_size"] > 0
    with postgres.bouncer() as port:
        async with opened(postgres.url(APP, database, port)) as pool:
            assert pool._pool._connect_kwargs["statement_cache_size"] == 0
            await asyncio.gather(*(pool.rows(Scope(CONTROL), SEEN) for _ in range(20)))


async def test_what_is_only_tried_is_rolled_back(url: str) -> None:
    tenant = str(uuid4())
    async with opened(url) as pool:
        async with pool.transaction(Scope(tenant), keep=False) as connection:
            await connection.execute(INSERT, tenant, "r1")
        assert await pool.rows(Scope(tenant), SEEN) == []


async def insert_twice(pool: Pool, tenant: str) -> None:
    async with pool.transaction(Scope(tenant)) as connection:
        for _ in range(2):
            with suppress(asyncpg.UniqueViolationError):
                await connection.execute(INSERT, tenant, "twice")


async def test_a_statement_that_failed_unnoticed_is_no_commit(url: str) -> None:
    tenant = str(uuid4())
    async with opened(url) as pool:
        with pytest.raises(LedgerUnavailable, match="rolled back"):
            await insert_twice(pool, tenant)
        assert await pool.rows(Scope(tenant), SEEN) == []


async def test_after_a_refusal_the_same_connection_goes_on(url: str) -> None:
    async with opened(url, most=1) as pool:
        with pytest.raises(LedgerUnavailable, match="42P01"):
            await pool.rows(Scope(CONTROL), "SELECT * FROM sovereign.nothing")
        assert await pool.rows(Scope(CONTROL), SEEN) == []


async def test_a_statement_that_takes_too_long_is_given_up(url: str) -> None:
    async with opened(url, patience=1.0) as pool:
        with pytest.raises(LedgerUnavailable, match="in time"):
            await pool.rows(Scope(CONTROL), "SELECT pg_sleep(5)")
        assert await pool.rows(Scope(CONTROL), SEEN) == []


async def test_a_pool_that_is_closed_or_was_never_opened_says_so(url: str) -> None:
    pool = Pool(Address.of(url))
    with pytest.raises(LedgerUnavailable, match="closed"):
        await pool.rows(Scope(CONTROL), SEEN)
    await pool.start()
    await pool.aclose()
    await pool.aclose()
    with pytest.raises(LedgerUnavailable, match="closed"):
        await pool.rows(Scope(CONTROL), SEEN)


async def test_a_server_that_is_not_there_is_told_without_the_password(postgres: Server) -> None:
    address = Address.of(f"postgresql://{APP}:hunter2@/nothing?host={postgres.folder}&port={postgres.port}")
    with pytest.raises(StoreError, match="there is no such database") as raised:
        await Pool(address).start()
    gone = Address.of(f"postgresql://{APP}:hunter2@127.0.0.1:1/nothing")
    with pytest.raises(StoreError, match=r"127.0.0.1:1, database 'nothing': it cannot be reached") as unreached:
        await Pool(gone).start()
    for told in (str(raised.value), str(unreached.value), repr(address)):
        assert "hunter2" not in told


@pytest.mark.parametrize(
    "url",
    [
        "",
        "sqlite:///data",
        "postgresql://h/db",
        "postgresql://hunter2@h",
        "postgresql://r:hunter2@[h/db",
        "postgresql://r:hunter2@127.0.0.1:55494x/db",
        "postgresql://r:hunter2@one:5432,two:hunter2/db",
    ],
)
def test_what_is_no_address_is_told_by_its_form_and_never_shown(url: str) -> None:
    with pytest.raises(StoreError, match="postgresql://ROLE:PASSWORD@HOST:PORT/DATABASE") as raised:
        Address.of(url)
    assert "hunter2" not in str(raised.value)


@pytest.mark.parametrize("hosts", ["h", "h:5432", "10.0.0.1:5432", "[::1]:5432", "one:1,two:2,three", ""])
def test_one_host_or_several_are_taken_with_a_port_or_without(hosts: str) -> None:
    assert Address.of(f"postgresql://r:hunter2@{hosts}/db").role == "r"
