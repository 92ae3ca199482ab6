"""Who reaches which row: the whole matrix, for the role that serves, for one with every grant, and for the owner."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg  # type: ignore[import-untyped]  # it ships no types
import pytest
from postgres_server import APP, LAVISH, OWNER, Server
from tenant_matrix import OTHER, OWN, TABLES, fill, offences

from router.store.postgres.policies import OWNED, UNOWNED
from router.store.postgres.pool import SCOPE
from router.store.postgres.self_check import CANARIES

CONTROL = {"tenants", "rules", "rulesets", "meta", "admins", "passes", "stops", "alembic_version"}
"""Tables without tenants."""


@asynccontextmanager
async def connected(postgres: Server, role: str, database: str, port: int | None = None) -> AsyncIterator[Any]:
    connection = await asyncpg.connect(postgres.url(role, database, port), statement_cache_size=0)
    yield connection
    await connection.close()


async def filled(postgres: Server, database: str) -> None:
    """And everybody may make tables in `probes`, such as refer to ours."""
    async with connected(postgres, "postgres", database) as admin:
        await admin.execute("GRANT ALL ON SCHEMA probes TO PUBLIC")
    async with connected(postgres, LAVISH, database) as connection:
        await fill(connection)


@pytest.mark.parametrize("role", [APP, LAVISH, OWNER])
async def test_no_cell_of_the_matrix_reaches_a_row_that_it_should_not(
    postgres: Server, database: str, role: str
) -> None:
    await filled(postgres, database)
    async with connected(postgres, role, database) as connection:
        assert await offences(connection, role) == []


async def test_behind_pgbouncer_the_matrix_is_the_same(postgres: Server, database: str) -> None:
    await filled(postgres, database)
    with postgres.bouncer() as port:
        async with connected(postgres, APP, database, port) as connection:
            assert await offences(connection, APP) == []


async def test_every_table_is_in_the_matrix_the_policies_and_the_canaries(postgres: Server, database: str) -> None:
    async with connected(postgres, "postgres", database) as admin:
        rows = await admin.fetch(
            "SELECT relname FROM pg_class WHERE relnamespace = 'sovereign'::regnamespace AND relkind <> 'i'"
        )
    tables = {row["relname"] for row in rows}
    assert tables == TABLES.keys() | CONTROL
    assert TABLES.keys() == CANARIES.keys() == {*OWNED, *UNOWNED}


async def test_every_key_is_led_by_the_tenant_and_none_refers_to_another_table(postgres: Server, database: str) -> None:
    async with connected(postgres, "postgres", database) as admin:
        keys = await admin.fetch(
            "SELECT conrelid::regclass::text AS name, pg_get_constraintdef(oid) AS key FROM pg_constraint "
            "WHERE connamespace = 'sovereign'::regnamespace AND contype IN ('p', 'u', 'f', 'x')"
        )
    told = {(row["name"].partition(".")[2], row["key"]) for row in keys if row["name"].partition(".")[2] in TABLES}
    assert {name for name, _ in told} == TABLES.keys()
    assert [key for _, key in told if "(tenant_id" not in key or key.startswith("FOREIGN")] == []


MUTATIONS = {
    "FORCE is dropped": ("ALTER TABLE sovereign.{} NO FORCE ROW LEVEL SECURITY", OWNER),
    "row-level security is off": ("ALTER TABLE sovereign.{} DISABLE ROW LEVEL SECURITY", APP),
    "the policy is dropped": ("DROP POLICY tenant ON sovereign.{}", APP),
    "the policy is permissive": (
        (
            "DROP POLICY tenant ON sovereign.{0}; CREATE POLICY tenant ON sovereign.{0} "
            "USING (tenant_id = (SELECT current_setting('app.tenant')::uuid))"
        ),
        APP,
    ),
    "empty means all": (
        (
            "DROP POLICY tenant ON sovereign.{0}; CREATE POLICY tenant ON sovereign.{0} AS RESTRICTIVE "
            "USING (coalesce(current_setting('app.tenant', true), '') IN ('', tenant_id::text))"
        ),
        APP,
    ),
    "what is written is not checked": (
        (
            "DROP POLICY tenant ON sovereign.{0}; CREATE POLICY tenant ON sovereign.{0} AS RESTRICTIVE "
            "USING (tenant_id = (SELECT current_setting('app.tenant')::uuid)) WITH CHECK (true)"
        ),
        LAVISH,
    ),
    "the app's role may truncate": ("GRANT TRUNCATE ON sovereign.{} TO sovereign_app", APP),
    "the app's role passes by policies": ("ALTER ROLE sovereign_app BYPASSRLS", APP),
}


@pytest.mark.parametrize("table", ["entries", "pending"])
@pytest.mark.parametrize("mutation", MUTATIONS)
async def test_whatever_is_taken_away_turns_the_matrix_red(
    postgres: Server, database: str, mutation: str, table: str
) -> None:
    await filled(postgres, database)
    sql, role = MUTATIONS[mutation]
    async with connected(postgres, "postgres", database) as admin:
        await admin.execute(sql.format(table))
        try:
            async with connected(postgres, role, database) as connection:
                assert await offences(connection, role, [table]) != []
        finally:
            await admin.execute("ALTER ROLE sovereign_app NOBYPASSRLS")


async def test_a_careless_permissive_policy_opens_nothing(postgres: Server, database: str) -> None:
    await filled(postgres, database)
    async with connected(postgres, "postgres", database) as admin:
        await admin.execute("CREATE POLICY careless ON sovereign.entries USING (true) WITH CHECK (true)")
    async with connected(postgres, LAVISH, database) as connection:
        assert await offences(connection, LAVISH) == []


# ------------------------------------------------------------------------------------------------------- people

PEOPLE = {
    "the router": ("system", "", "", 3),
    "an admin": ("admin", "bob", "", 3),
    "an auditor": ("auditor", "bob", "", 3),
    "the owner": ("user", "anna", "", 1),
    "somebody of the team": ("user", "bob", "sales", 1),
    "the owner, of that team": ("approver", "anna", "sales", 2),
    "a stranger": ("user", "bob", "legal", 0),
    "nobody": ("", "", "", 0),
    "hostile": ("' OR true --", "anna' --", "%", 0),
}


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("table", OWNED)
async def test_people_see_their_own_and_their_teams_rows_unless_their_role_says_otherwise(
    postgres: Server, database: str, person: str, table: str
) -> None:
    *who, seen = PEOPLE[person]
    spec = TABLES[table]
    columns = spec.columns.replace("owner", "owner, team")
    async with connected(postgres, LAVISH, database) as connection:
        async with connection.transaction():
            await connection.execute(SCOPE, OWN, "system", "", "")
            for number, (owner, team) in enumerate((("'anna'", "NULL"), ("NULL", "'sales'"), ("NULL", "NULL"))):
                row = spec.row.replace("'anna'", f"{owner}, {team}").replace("'k1'", f"'k{number}'")
                row = row.replace("'r1'", f"'r{number}'").replace("0, 'intent'", f"{number}, 'intent'")
                await connection.execute(
                    f"INSERT INTO sovereign.{table} (tenant_id, {columns}) VALUES ('{OWN}', {row})"
                )
        async with connection.transaction():
            await connection.execute(SCOPE, OWN, *who)
            assert len(await connection.fetch(f"SELECT * FROM sovereign.{table}")) == seen
        async with connection.transaction():
            await connection.execute(SCOPE, OTHER, *who)
            assert await connection.fetch(f"SELECT * FROM sovereign.{table}") == []


@pytest.mark.parametrize("role", ["user", "auditor", "approver", ""])
async def test_who_is_no_admin_writes_nothing_not_even_of_their_own(postgres: Server, database: str, role: str) -> None:
    async with connected(postgres, APP, database) as connection:
        for name, table in TABLES.items():
            transaction = connection.transaction()
            await transaction.start()
            await connection.execute(SCOPE, OWN, role, "anna", "")
            sql = f"INSERT INTO sovereign.{name} (tenant_id, {table.columns}) VALUES ('{OWN}', {table.row})"
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(sql)
            await transaction.rollback()


# ------------------------------------------------------------------------------------------------ control tables

CHANGES = {
    "UPDATE sovereign.tenants SET name = 'x'": "42501",
    "UPDATE sovereign.tenants SET wrapped = NULL, erased = 1": "42501",
    "DELETE FROM sovereign.tenants": "42501",
    "TRUNCATE sovereign.tenants": "42501",
    "INSERT INTO sovereign.rulesets VALUES ('d', 0, '')": "42501",
    "UPDATE sovereign.rulesets SET canonical = ''": "42501",
    "DELETE FROM sovereign.rulesets": "42501",
    "UPDATE sovereign.rules SET body = ''": "42501",
    "DELETE FROM sovereign.rules": "42501",
    "UPDATE sovereign.meta SET value = ''": "42501",
    "DELETE FROM sovereign.meta": "42501",
    "DELETE FROM sovereign.admins": "42501",
    "UPDATE sovereign.admins SET id = 'x'": "42501",
    "UPDATE sovereign.passes SET admin = 'x'": "42501",
    "UPDATE sovereign.stops SET since = 0": "42501",
    "UPDATE sovereign.alembic_version SET version_num = ''": "42501",
    "CREATE TABLE sovereign.mine (a int)": "42501",
    "SET ROLE sovereign_owner": "42501",
    "ALTER TABLE sovereign.entries DISABLE ROW LEVEL SECURITY": "42501",
    "DROP POLICY tenant ON sovereign.entries": "42501",
}


@pytest.mark.parametrize("sql", CHANGES)
async def test_what_belongs_to_no_tenant_is_only_added_to(postgres: Server, database: str, sql: str) -> None:
    async with connected(postgres, APP, database) as connection:
        await connection.execute(
            "INSERT INTO sovereign.tenants (id, name, made, key_version, wrapped) "
            f"VALUES ('{OWN}', 'acme', 0, 1, 'x'); INSERT INTO sovereign.rules VALUES ('d', 0, '')"
        )
        with pytest.raises(asyncpg.PostgresError) as raised:
            await connection.execute(sql)
        assert raised.value.sqlstate == CHANGES[sql]
