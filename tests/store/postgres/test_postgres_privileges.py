"""Each door past the rows of a tenant is opened in a real database, is told, and is shut by the SQL that is told."""

import re

import asyncpg  # type: ignore[import-untyped]  # it ships no types
import pytest
from postgres_checked import checked, refusal
from postgres_server import APP, OWNER, Server

from router.store.postgres import migrating
from router.store.postgres.faults import MIGRATE
from router.store.postgres.privileges import PREDEFINED


def of(sql: str, database: str) -> str:
    return sql.replace("DATABASE one", f'DATABASE "{database}"')


def cures(told: str) -> list[str]:
    """What stands at the end of each line, without the second way where it tells two, nor what is no SQL."""
    return [re.split(", (?:or|and|then) ", line.rpartition(": ")[2])[0] for line in told.splitlines()]


DOORS = {
    "may make roles": ("ALTER ROLE sovereign_app CREATEROLE", "CREATEROLE.*ALTER ROLE .* NOCREATEROLE"),
    "may make databases": ("ALTER ROLE sovereign_app CREATEDB", "CREATEDB.*ALTER ROLE .* NOCREATEDB"),
    "may read the server's stream": ("ALTER ROLE sovereign_app REPLICATION", "REPLICATION.*ALTER ROLE .* NOREPL"),
    "a member of who makes roles": (
        "ALTER ROLE lavish CREATEROLE; GRANT lavish TO sovereign_app",
        'member of .lavish.*CREATEROLE.*REVOKE "lavish" FROM "sovereign_app"',
    ),
    "may put things into the schema": (
        "GRANT CREATE ON SCHEMA sovereign TO sovereign_app",
        "things of its own into SCHEMA sovereign: REVOKE CREATE ON SCHEMA sovereign FROM sovereign_app, PUBLIC",
    ),
    "everybody may put things into the schema": (
        "GRANT CREATE ON SCHEMA sovereign TO PUBLIC",
        "things of its own into SCHEMA sovereign: REVOKE CREATE ON SCHEMA sovereign FROM sovereign_app, PUBLIC",
    ),
    "owns the schema": ("ALTER SCHEMA sovereign OWNER TO sovereign_app", "owns SCHEMA sovereign.*ALTER SCHEMA sov"),
    "owns the database": ("ALTER DATABASE one OWNER TO sovereign_app", "owns DATABASE .*: ALTER DATABASE .* OWNER TO"),
    "may make schemas": (
        "GRANT CREATE ON DATABASE one TO sovereign_app",
        "things of its own into DATABASE .*: REVOKE CREATE ON DATABASE .* FROM sovereign_app, PUBLIC",
    ),
    "everybody may make schemas": (
        "GRANT CREATE ON DATABASE one TO PUBLIC",
        "things of its own into DATABASE .*: REVOKE CREATE ON DATABASE .* FROM sovereign_app, PUBLIC",
    ),
    "a tenant of the role": (
        "ALTER ROLE sovereign_app SET app.tenant = 'x'",
        'app.tenant is set .*: ALTER ROLE sovereign_app RESET "app"."tenant"',
    ),
    "a tenant of the role in this database": (
        "ALTER ROLE sovereign_app IN DATABASE one SET app.tenant = 'x'",
        'app.tenant is set .*: ALTER ROLE sovereign_app IN DATABASE .* RESET "app"."tenant"',
    ),
    "a role of the database": ("ALTER DATABASE one SET app.role = 'admin'", 'ALTER DATABASE .* RESET "app"."role"'),
    "a person of all": (
        "ALTER ROLE ALL SET app.\"user\" = 'ann'",
        'app.user is set .*: ALTER ROLE ALL RESET "app"."user"',
    ),
    "a setting that a later version may read": ("ALTER ROLE ALL SET app.other = 'x'", 'ROLE ALL RESET "app"."other"'),
    "logs in as somebody else": (
        "GRANT lavish TO sovereign_app; ALTER ROLE sovereign_app SET role = 'lavish'",
        'role is set .*: ALTER ROLE sovereign_app RESET "role"',
    ),
    "code in each session": (
        "ALTER ROLE sovereign_app SET session_preload_libraries = 'plpgsql'",
        'ALTER ROLE sovereign_app RESET "session_preload_libraries"',
    ),
    "other functions of the same name": (
        (
            "CREATE SCHEMA evil; GRANT USAGE ON SCHEMA evil TO PUBLIC; "
            "ALTER DATABASE one SET search_path = evil, pg_catalog"
        ),
        ".evil. stand before PostgreSQL.s own .*: ALTER ROLE .sovereign_app. IN DATABASE .* SET search_path",
    ),
    "a column more": (
        "GRANT UPDATE (digest) ON sovereign.keys TO sovereign_app",
        r'may UPDATE \("digest"\) in sovereign.keys: REVOKE UPDATE \("digest"\) ON sovereign."keys" FROM sovereign_app',
    ),
    "all columns": ("GRANT UPDATE ON sovereign.keys TO sovereign_app", 'REVOKE UPDATE ON sovereign."keys" FROM'),
    "a grant to a group": (
        "GRANT lavish TO sovereign_app; GRANT DELETE ON sovereign.keys TO lavish",
        'REVOKE DELETE, .* ON sovereign."keys" FROM lavish CASCADE, then run',
    ),
    "what it may, everybody may": (
        "GRANT SELECT ON sovereign.meta TO PUBLIC",
        'SELECT ON sovereign."meta" FROM PUBLIC',
    ),
    "may hand on": (
        "GRANT SELECT ON sovereign.keys TO sovereign_app WITH GRANT OPTION",
        'REVOKE GRANT OPTION FOR SELECT ON sovereign."keys" FROM sovereign_app CASCADE',
    ),
    "a new table that it may read": (
        (
            "CREATE TABLE sovereign.notes (a int); ALTER TABLE sovereign.notes OWNER TO sovereign_owner; "
            "GRANT SELECT ON sovereign.notes TO sovereign_app"
        ),
        'REVOKE SELECT ON sovereign."notes" FROM sovereign_app',
    ),
    "a view": (
        "CREATE VIEW public.peek AS SELECT * FROM sovereign.entries; GRANT SELECT ON public.peek TO sovereign_app",
        "may use public.peek.*REVOKE ALL ON public.peek FROM",
    ),
    "a view of a view": (
        (
            "CREATE VIEW public.peek AS SELECT * FROM sovereign.entries; "
            "CREATE VIEW public.far AS SELECT * FROM public.peek; "
            "GRANT UPDATE (body) ON public.far TO PUBLIC"
        ),
        "may use public.far.*REVOKE ALL ON public.far FROM",
    ),
    "a copy that is refreshed": (
        (
            "CREATE MATERIALIZED VIEW sovereign.peek AS SELECT * FROM sovereign.log; "
            "GRANT SELECT ON sovereign.peek TO sovereign_app"
        ),
        "may use sovereign.peek.*REVOKE ALL ON sovereign.peek FROM",
    ),
    "a table above ours": (
        (
            "CREATE TABLE public.above (tenant_id uuid NOT NULL); ALTER TABLE sovereign.log INHERIT public.above; "
            "GRANT SELECT ON public.above TO sovereign_app"
        ),
        "may use public.above.*REVOKE ALL ON public.above FROM",
    ),
    "a copy elsewhere": (
        ("CREATE TABLE public.copy AS SELECT * FROM sovereign.entries; GRANT SELECT ON public.copy TO sovereign_app"),
        "may read public.copy, which looks like a copy of sovereign.entries .*REVOKE ALL ON public.copy FROM",
    ),
    "a part of a table, for everybody": (
        (
            "CREATE SCHEMA kept; GRANT USAGE ON SCHEMA kept TO PUBLIC; "
            "CREATE TABLE kept.few AS SELECT tenant_id, id, owner, now() AS at FROM sovereign.keys; "
            "GRANT SELECT (owner) ON kept.few TO PUBLIC"
        ),
        "may read kept.few, which looks like a copy of sovereign.entries .*REVOKE ALL ON kept.few FROM",
    ),
    "a function of a superuser": (
        (
            "CREATE FUNCTION public.peek(text) RETURNS bigint LANGUAGE sql SECURITY DEFINER "
            "AS 'SELECT count(*) FROM sovereign.entries'"
        ),
        r"may run public.peek\(text\) as postgres.*ALTER FUNCTION public.peek\(text\) SECURITY INVOKER, or REVOKE EXEC",
    ),
    "a function of the owner": (
        (
            "CREATE FUNCTION sovereign.cosign(text) RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'; "
            "ALTER FUNCTION sovereign.cosign(text) OWNER TO sovereign_owner"
        ),
        r"may run sovereign.cosign\(text\) as sovereign_owner",
    ),
    "ours, but as a superuser": (
        "ALTER FUNCTION sovereign.prune_entries OWNER TO postgres",
        r"prune_entries\(bigint\) as postgres.*ALTER FUNCTION sovereign.prune_entries\(bigint\) OWNER TO the owner",
    ),
    "policies make it fail in this database": (
        "ALTER DATABASE one SET row_security = off",
        'row_security is off.*: ALTER DATABASE .* RESET "row_security"',
    ),
    "a member of who could read files": (
        "GRANT pg_read_server_files TO lavish; GRANT lavish TO sovereign_app WITH ADMIN OPTION",
        'member of .pg_read_server_files.*: REVOKE "lavish" FROM "sovereign_app"',
    ),
    **{
        f"a member of {group}": (f"GRANT {group} TO sovereign_app", f'member of .{group}.*REVOKE "{group}" FROM')
        for group in PREDEFINED
    },
}
ASKS_FOR_A_NAME = ("owns the schema", "owns the database", "ours, but as a superuser")
"""Nobody but the administrator knows who shall own it."""
MEND = f"""
ALTER ROLE {APP} NOCREATEROLE NOCREATEDB NOREPLICATION; ALTER ROLE lavish NOCREATEROLE;
ALTER ROLE {APP} RESET ALL; ALTER ROLE lavish RESET ALL; ALTER ROLE ALL RESET ALL;
REVOKE {", ".join(PREDEFINED)}, lavish, pg_monitor FROM {APP}; REVOKE pg_read_server_files FROM lavish;
"""
"""Roles are the server's, not the database's."""


@pytest.mark.parametrize("door", DOORS)
async def test_a_door_past_the_policies_is_told_and_shut_by_what_is_told(
    postgres: Server, database: str, door: str
) -> None:
    sql, wanted = DOORS[door]
    admin = await asyncpg.connect(postgres.url("postgres", database))
    try:
        await admin.execute(of(sql, database))
        told = await refusal(postgres.url(APP, database))
        assert re.search(wanted, told, re.DOTALL)
        if door not in ASKS_FOR_A_NAME:
            for cure in cures(told):
                await admin.execute(cure)
            if f"then {MIGRATE}" in told:
                await migrating.migrate(postgres.url(OWNER, database), APP)
            assert await checked(postgres.url(APP, database)) == []
    finally:
        await admin.execute(MEND)
        await admin.close()


HARMLESS = {
    "a view that it may not read": "CREATE VIEW public.peek AS SELECT * FROM sovereign.entries",
    "a view of something else": (
        "CREATE TABLE public.other (a int); CREATE VIEW public.peek AS SELECT * FROM public.other; "
        "GRANT SELECT ON public.peek TO PUBLIC"
    ),
    "a function that runs as who calls it": (
        "CREATE FUNCTION public.peek() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM sovereign.entries'"
    ),
    "a function that it may not run": (
        "CREATE FUNCTION public.peek() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'; "
        "REVOKE EXECUTE ON FUNCTION public.peek() FROM PUBLIC"
    ),
    "a function of who may not read our tables": (
        "CREATE FUNCTION public.peek() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'; "
        "ALTER FUNCTION public.peek() OWNER TO lavish; REVOKE ALL ON ALL TABLES IN SCHEMA sovereign FROM lavish"
    ),
    "a copy that it may not read": "CREATE TABLE public.copy AS SELECT * FROM sovereign.entries",
    "tenants of another application": (
        "CREATE TABLE public.other (tenant_id uuid, id uuid, name text); GRANT SELECT ON public.other TO PUBLIC"
    ),
    "a path of the database": "ALTER DATABASE one SET search_path = sovereign, public",
    "a tenant of another role": "ALTER ROLE lavish SET app.tenant = 'x'",
    "a member of who may nothing more": "GRANT pg_monitor TO sovereign_app",
}


@pytest.mark.parametrize("fact", HARMLESS)
async def test_what_opens_nothing_is_let_through(postgres: Server, database: str, fact: str) -> None:
    admin = await asyncpg.connect(postgres.url("postgres", database))
    try:
        await admin.execute(of(HARMLESS[fact], database))
        assert await checked(postgres.url(APP, database)) == []
    finally:
        await admin.execute(MEND)
        await admin.close()


async def test_a_tenant_in_the_address_is_refused(postgres: Server, database: str) -> None:
    told = await refusal(postgres.url(APP, database) + "&options=-c%20app.tenant%3Dx")
    assert 'app.tenant is set before anything is asked: ALTER SYSTEM RESET "app"."tenant"' in told
    assert "SOVEREIGN_STORE_URL" in told


DOUBTS = {
    "somebody who may act as it": (
        "GRANT sovereign_app TO lavish",
        'lavish. may act as .sovereign_app., .*: REVOKE "sovereign_app" FROM "lavish"',
    ),
    "a schema for everybody": (
        "GRANT CREATE ON SCHEMA public TO PUBLIC",
        "into the schema public: REVOKE CREATE ON SCHEMA public FROM sovereign_app, PUBLIC",
    ),
}


@pytest.mark.parametrize("doubt", DOUBTS)
async def test_what_helps_an_intruder_is_warned_of_and_ends_with_the_sql_that_is_told(
    postgres: Server, database: str, doubt: str
) -> None:
    sql, wanted = DOUBTS[doubt]
    admin = await asyncpg.connect(postgres.url("postgres", database))
    try:
        await admin.execute(sql)
        (told,) = await checked(postgres.url(APP, database))
        assert re.search(wanted, told)
        await admin.execute(told.rpartition(": ")[2])
        assert await checked(postgres.url(APP, database)) == []
    finally:
        await admin.execute(f"REVOKE {APP} FROM lavish")
        await admin.close()
