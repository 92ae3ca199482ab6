import asyncio
from collections.abc import AsyncIterator

import asyncpg  # type: ignore[import-untyped]  # it ships no types
import pytest
from postgres_server import APP, OWNER, Server

from router.store.faults import StoreError
from router.store.postgres.migrating import head, migrate, steps_as_sql

STEPS = ["0001", "0002", "0003", "0004", "0005"]


@pytest.fixture
async def fresh(postgres: Server) -> AsyncIterator[str]:
    """The name of an empty database that the owner's role owns."""
    admin = await asyncpg.connect(postgres.url("postgres", "postgres"))
    await admin.execute(f"CREATE DATABASE fresh OWNER {OWNER}")
    yield "fresh"
    await admin.execute("DROP DATABASE fresh WITH (FORCE)")
    await admin.close()


async def test_an_empty_database_is_brought_to_the_newest_step_once(postgres: Server, fresh: str) -> None:
    assert await migrate(postgres.url(OWNER, fresh), APP) == STEPS
    assert await migrate(postgres.url(OWNER, fresh), APP) == []


async def test_of_many_that_migrate_at_once_one_does_it(postgres: Server, fresh: str) -> None:
    ran = await asyncio.gather(*(migrate(postgres.url(OWNER, fresh), APP) for _ in range(5)))
    assert sorted(ran) == [[], [], [], [], STEPS]


async def test_a_step_that_fails_leaves_nothing_behind(postgres: Server, fresh: str) -> None:
    owner = await asyncpg.connect(postgres.url(OWNER, fresh))
    await owner.execute("CREATE SCHEMA sovereign; CREATE TABLE sovereign.pending (a int)")
    with pytest.raises(StoreError, match="42P07"):
        await migrate(postgres.url(OWNER, fresh), APP)
    assert await owner.fetchval("SELECT to_regclass('sovereign.tenants')") is None
    await owner.close()


@pytest.mark.parametrize(
    ("owner", "app", "told"),
    [
        ("postgres", APP, "bound by no policy.*CREATE ROLE sovereign_owner"),
        (OWNER, "nobody'; --", r"no role .*CREATE ROLE .*NOBYPASSRLS"),
        (OWNER, OWNER, "would see every tenant's rows"),
        (OWNER, "postgres", "would see every tenant's rows"),
        (APP, APP, "would see every tenant's rows"),
    ],
)
async def test_roles_that_would_see_everything_are_refused(
    postgres: Server, fresh: str, owner: str, app: str, told: str
) -> None:
    with pytest.raises(StoreError, match=f"(?s){told}"):
        await migrate(postgres.url(owner, fresh), app)


async def test_who_may_not_make_tables_is_told(postgres: Server, fresh: str) -> None:
    with pytest.raises(StoreError, match="42501"):
        await migrate(postgres.url("lavish", fresh), APP)


async def test_tables_of_a_newer_version_are_left_as_they_are(postgres: Server, database: str) -> None:
    admin = await asyncpg.connect(postgres.url("postgres", database))
    await admin.execute("UPDATE sovereign.alembic_version SET version_num = '9999'")
    await admin.close()
    with pytest.raises(StoreError, match="newer version"):
        await migrate(postgres.url(OWNER, database), APP)


def test_what_is_run_can_be_read_first() -> None:
    ran, sql = steps_as_sql(None)
    assert ran == STEPS
    assert STEPS[-1] == head()
    assert "CREATE TABLE sovereign.entries" in sql
    assert steps_as_sql(head()) == ([], "")
