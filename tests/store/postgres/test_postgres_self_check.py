"""What a router refuses to serve from: each fact is made true in a real database, and told with what mends it."""

import re

import asyncpg  # type: ignore[import-untyped]  # it ships no types
import postgres_server
import pytest
from postgres_checked import checked, refusal
from postgres_server import APP, OWNER, Server

from router.store.postgres import migrating, self_check, tables


async def test_a_database_as_the_migrations_made_it_is_let_through(postgres: Server, database: str) -> None:
    assert await checked(postgres.url(APP, database)) == []


async def test_nothing_of_the_check_is_left_behind(postgres: Server, database: str) -> None:
    await checked(postgres.url(APP, database))
    admin = await asyncpg.connect(postgres.url("postgres", database))
    for table in self_check.CANARIES:
        assert await admin.fetchval(f"SELECT count(*) FROM sovereign.{table}") == 0
    await admin.close()


async def test_the_step_that_is_asked_for_is_the_newest_there_is() -> None:
    assert migrating.head() == self_check.HEAD


TAUTOLOGY = "(tenant_id = (SELECT current_setting('app.tenant')::uuid) OR true)"
FAULTS = {
    "a superuser": ("ALTER ROLE sovereign_app SUPERUSER", "superuser: ALTER ROLE"),
    "no policy binds it": ("ALTER ROLE sovereign_app BYPASSRLS", "BYPASSRLS.*ALTER ROLE"),
    "a member of a superuser": ("GRANT postgres TO sovereign_app", 'member of .postgres.*REVOKE "postgres" FROM'),
    "a member of the owner": (f"GRANT {OWNER} TO sovereign_app", "is a member of its owner"),
    "an owner": ("ALTER TABLE sovereign.pending OWNER TO sovereign_app", "owns sovereign.pending"),
    "owned by a superuser": ("ALTER TABLE sovereign.keys OWNER TO postgres", "'postgres', which no policy binds"),
    "not forced": ("ALTER TABLE sovereign.entries NO FORCE ROW LEVEL SECURITY", "entries is not forced: ALTER TABLE"),
    "not enabled": ("ALTER TABLE sovereign.log DISABLE ROW LEVEL SECURITY", "log is not forced: ALTER TABLE"),
    "no policy": ("DROP POLICY tenant ON sovereign.subtrees", "subtrees has no restrictive policy"),
    "a policy that is always true": (
        f"ALTER POLICY tenant ON sovereign.entries USING {TAUTOLOGY} WITH CHECK {TAUTOLOGY}",
        "entries has no restrictive policy",
    ),
    "a policy for reading alone": (
        (
            "DROP POLICY tenant ON sovereign.entries; CREATE POLICY tenant ON sovereign.entries AS RESTRICTIVE "
            "FOR SELECT USING (tenant_id = (SELECT current_setting('app.tenant')::uuid))"
        ),
        "entries has no restrictive policy",
    ),
    "a policy for somebody else": ("ALTER POLICY tenant ON sovereign.keys TO lavish", "keys has no restrictive policy"),
    "people see all": ("DROP POLICY people ON sovereign.entries", "seen by people it does not belong to.*migrate"),
    "nobody sees anything": ("DROP POLICY base ON sovereign.keys", "42501"),
    "a new table that nobody protects": (
        "CREATE TABLE sovereign.notes (tenant_id uuid); ALTER TABLE sovereign.notes OWNER TO sovereign_owner",
        "notes is not forced",
    ),
    "may truncate": (
        "GRANT TRUNCATE ON sovereign.entries TO sovereign_app",
        'may TRUNCATE in sovereign.entries: REVOKE TRUNCATE ON sovereign."entries" FROM sovereign_app',
    ),
    "may change what was recorded": (
        "GRANT UPDATE (body) ON sovereign.entries TO sovereign_app",
        r'REVOKE UPDATE \("body"\) ON sovereign."entries" FROM sovereign_app',
    ),
    "keys that it could not end": (
        "REVOKE UPDATE (body) ON sovereign.keys FROM sovereign_app",
        "could not end a key.*store migrate",
    ),
    "may delete what was recorded": (
        "GRANT DELETE ON sovereign.subtrees TO PUBLIC",
        'subtrees: REVOKE DELETE ON sovereign."subtrees" FROM PUBLIC',
    ),
    "an older step": ("UPDATE sovereign.alembic_version SET version_num = '0000'", "of step 0000.*store migrate"),
    "no step": ("DELETE FROM sovereign.alembic_version", "of step none.*store migrate"),
    "no tables": ("DROP SCHEMA sovereign CASCADE", "sovereign store migrate"),
    "a role that was granted nothing": ("REVOKE ALL ON SCHEMA sovereign FROM sovereign_app", "sovereign store migrate"),
    "nothing is synced": ("ALTER ROLE sovereign_app SET synchronous_commit = off", "synchronous_commit is off"),
    "policies make it fail": ("ALTER ROLE sovereign_app SET row_security = off", "row_security is off"),
}
MEND = f"""
ALTER ROLE {APP} NOSUPERUSER NOBYPASSRLS; ALTER ROLE {APP} RESET ALL; REVOKE postgres FROM {APP};
REVOKE {OWNER} FROM {APP};
"""


@pytest.mark.parametrize("fault", FAULTS)
async def test_what_would_open_the_records_is_refused_with_its_cure(
    postgres: Server, database: str, fault: str
) -> None:
    sql, told = FAULTS[fault]
    admin = await asyncpg.connect(postgres.url("postgres", database))
    try:
        await admin.execute(sql)
        message = await refusal(postgres.url(APP, database))
    finally:
        await admin.execute(MEND)
        await admin.close()
    assert f"database '{database}'" in message
    assert re.search(told, message, re.DOTALL)


@pytest.mark.parametrize(
    "fault", ["no policy", "people see all", "not forced", "may truncate", "may delete what was recorded"]
)
async def test_what_was_taken_away_migrating_restores(postgres: Server, database: str, fault: str) -> None:
    admin = await asyncpg.connect(postgres.url("postgres", database))
    await admin.execute(FAULTS[fault][0])
    await admin.close()
    await migrating.migrate(postgres.url(OWNER, database), APP)
    assert await checked(postgres.url(APP, database)) == []


async def test_the_owner_is_refused(postgres: Server, database: str) -> None:
    assert "owns sovereign.entries" in await refusal(postgres.url(OWNER, database))


async def test_a_server_that_does_not_sync_is_refused() -> None:
    with postgres_server.running_server(["fsync=off", "full_page_writes=off"]) as server:
        server.psql(f"CREATE DATABASE one OWNER {OWNER}")
        await migrating.migrate(server.url(OWNER, "one"), APP)
        told = await refusal(server.url(APP, "one"))
    assert "fsync is off" in told
    assert "full_page_writes is off" in told


LOSSES = {
    "a table that a crash empties": (
        "ALTER TABLE sovereign.entries SET UNLOGGED; ALTER TABLE sovereign.checkpoints SET UNLOGGED",
        "empties sovereign.checkpoints.*SET LOGGED.*empties sovereign.entries, .*: ALTER TABLE sovereign.entries SET L",
    ),
    "no primary key": (
        "ALTER TABLE sovereign.entries DROP CONSTRAINT entries_pkey",
        r"\(tenant_id, seq\) unique: ALTER TABLE sovereign.entries ADD PRIMARY KEY \(tenant_id, seq\)",
    ),
    "entries that may stand twice": (
        "ALTER TABLE sovereign.entries DROP CONSTRAINT entries_tenant_id_id_kind_attempt_key",
        r"ADD UNIQUE \(tenant_id, id, kind, attempt\)",
    ),
    "a key without the tenant": (
        "ALTER TABLE sovereign.keys DROP CONSTRAINT keys_pkey; ALTER TABLE sovereign.keys ADD UNIQUE (id)",
        r"ALTER TABLE sovereign.keys ADD PRIMARY KEY \(tenant_id, id\)",
    ),
    "a key that is looked at in the end": (
        (
            "ALTER TABLE sovereign.log DROP CONSTRAINT log_pkey; ALTER TABLE sovereign.log "
            "ADD CONSTRAINT late UNIQUE (tenant_id) DEFERRABLE INITIALLY DEFERRED"
        ),
        r"ALTER TABLE sovereign.log ADD PRIMARY KEY \(tenant_id\)",
    ),
    "two tenants of one name": ("DROP INDEX sovereign.tenants_of_name", "CREATE UNIQUE INDEX tenants_of_name"),
    "a name once, other than it was": (
        (
            "DROP INDEX sovereign.tenants_of_name; "
            "CREATE UNIQUE INDEX tenants_of_name ON sovereign.tenants (name) WHERE made > 0"
        ),
        "CREATE UNIQUE INDEX tenants_of_name",
    ),
    "a trigger that swallows": (
        (
            "CREATE FUNCTION public.nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; "
            'CREATE TRIGGER "the one" BEFORE INSERT ON sovereign.entries '
            "FOR EACH ROW EXECUTE FUNCTION public.nothing()"
        ),
        'trigger "the one" may swallow .*: DROP TRIGGER "the one" ON sovereign.entries',
    ),
    "a rule that swallows": (
        "CREATE RULE swallow AS ON INSERT TO sovereign.pending DO INSTEAD NOTHING",
        "DROP RULE swallow ON sovereign.pending",
    ),
    "a role that does not sync": (
        "ALTER ROLE sovereign_app SET synchronous_commit = false",
        'synchronous_commit is off, .*: ALTER ROLE sovereign_app RESET "synchronous_commit"$',
    ),
    "a role that does not sync in this database": (
        "ALTER ROLE sovereign_app IN DATABASE one SET synchronous_commit = off",
        'ALTER ROLE sovereign_app IN DATABASE .* RESET "synchronous_commit"$',
    ),
    "a database that does not sync": (
        "ALTER DATABASE one SET synchronous_commit = off",
        'ALTER DATABASE .* RESET "synchronous_commit"$',
    ),
}


@pytest.mark.parametrize("fault", LOSSES)
async def test_what_would_lose_what_is_acknowledged_is_refused_and_mended_by_the_sql_that_is_told(
    postgres: Server, database: str, fault: str
) -> None:
    sql, wanted = LOSSES[fault]
    admin = await asyncpg.connect(postgres.url("postgres", database))
    try:
        await admin.execute(sql.replace("DATABASE one", f'DATABASE "{database}"'))
        told = await refusal(postgres.url(APP, database))
        assert re.search(wanted, told, re.DOTALL)
        for line in told.splitlines():
            await admin.execute(line.rpartition(": ")[2])
        assert await checked(postgres.url(APP, database)) == []
    finally:
        await admin.execute(MEND)
        await admin.close()


async def test_the_keys_that_are_asked_for_are_those_that_the_migrations_made(postgres: Server, database: str) -> None:
    admin = await asyncpg.connect(postgres.url("postgres", database))
    made = {(row["name"], tuple(row["columns"])) for row in await admin.fetch(tables.UNIQUE)}
    await admin.close()
    assert made == {(key.table, key.columns) for key in tables.KEYS}


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (150018, None),
        (150014, None),
        (150013, "PostgreSQL 15.13 has known leaks.*15.14 or newer"),
        (170005, "17.6 or newer"),
        (180000, None),
        (120022, "a version that is still maintained"),
    ],
)
def test_a_server_with_known_leaks_is_warned_of(number: int, told: str | None) -> None:
    warnings = self_check._of_server(number)
    assert len(warnings) == (told is not None)
    assert told is None or re.search(told, warnings[0])
