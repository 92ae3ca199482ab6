"""Whether the database keeps tenants apart, and keeps what it was given: asked at each start, before all else.

The catalogue is read, of the tables here and of the role in `privileges`. Then it is tried: rows of a tenant that does
not exist are written to every table, looked for as another tenant and as a stranger of the same one, and rolled back.
"""

import re
import uuid
from collections.abc import Mapping, Sequence

from router.store.faults import StoreError
from router.store.postgres.faults import MIGRATE, described
from router.store.postgres.pool import CONTROL, FAULTS, Connection, Pool, Record, Scope, enter
from router.store.postgres.privileges import doubts, excess, resets
from router.store.postgres.tables import losses

HEAD = "0005"
"""The step of `migrations` that this version works with."""

FIXED = {13: 22, 14: 19, 15: 14, 16: 10, 17: 6}
"""By major version, the minor one in which row-level security no longer leaks (CVE-2024-10976, CVE-2025-8713)."""

_VERSION = "SELECT version_num FROM sovereign.alembic_version"
_SETTINGS = """SELECT name, setting FROM pg_settings
WHERE name IN ('fsync', 'full_page_writes', 'row_security', 'server_version_num', 'synchronous_commit')"""
_MAY_BE_OFF = ("row_security", "synchronous_commit")
"""Those of them that a role or a database may set."""
_TABLES = """SELECT c.relname AS name, c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced,
    o.rolname AS owner, o.rolsuper OR o.rolbypassrls AS passes, pg_has_role(current_user, o.oid, 'MEMBER') AS owned,
    current_user AS role,
    EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id') AS of_tenant,
    EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND NOT p.polpermissive AND p.polcmd = '*'
        AND p.polroles = '{0}' AND starts_with(pg_get_expr(p.polqual, c.oid), $1)
        AND starts_with(pg_get_expr(p.polwithcheck, c.oid), $1)) AS kept_apart
FROM pg_class c JOIN pg_roles o ON o.oid = c.relowner
WHERE c.relnamespace = 'sovereign'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1"""
_BINDS = """SELECT current_user AS role, has_column_privilege('sovereign.keys', 'body', 'UPDATE') AS may"""
_POLICY = "(tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid"
"""How PostgreSQL tells the policy that the migrations made. One that only contains it (OR true) begins otherwise."""

CANARIES = {
    "keys": "(tenant_id, id, digest, created, body) VALUES ($1, 'canary', '', 0, '')",
    "log": "(tenant_id, size, frontier, signed, signed_at) VALUES ($1, 0, '', 0, 0)",
    "entries": "(tenant_id, seq, kind, id, attempt, at, leaf) VALUES ($1, 0, 'canary', 'canary', 0, 0, '')",
    "subtrees": "(tenant_id, level, number, hash) VALUES ($1, 1, 0, '')",
    "checkpoints": "(tenant_id, size, at, note) VALUES ($1, 0, 0, '')",
    "pending": "(tenant_id, receipt, attempt, at) VALUES ($1, 'canary', 0, 0)",
    "subjects": "(tenant_id, id, tag, made, wrapped) VALUES ($1, 'canary', '', 0, '')",
    "rule_parts": "(tenant_id, digest, body) VALUES ($1, 'canary', '')",
}
"""A row of each table that has tenants."""


async def check(pool: Pool) -> list[str]:
    """What should be mended soon. Raises `StoreError` for what must be mended first, each with the SQL that does it."""
    control = Scope(CONTROL)
    try:
        await _check_version(pool)
        settings = {row["name"]: row["setting"] for row in await pool.rows(control, _SETTINGS)}
        faults = await excess(pool) + _of_settings(settings, await resets(pool, _MAY_BE_OFF)) + await losses(pool)
        faults += _of_tables(await pool.rows(control, _TABLES, _POLICY))
        faults += [
            f"{row['role']!r} could not end a key, whose body tells it: {MIGRATE}"
            for row in await pool.rows(control, _BINDS)
            if not row["may"]
        ]
        warnings = [f"{pool.address.place}: {doubt}" for doubt in await doubts(pool)]
        if not faults:
            faults = await _seen(pool)
    except FAULTS as error:
        raise StoreError(described(error, pool.address)) from None
    if faults:
        raise StoreError("\n".join(f"{pool.address.place}: {fault}" for fault in faults))
    return warnings + _of_server(int(settings["server_version_num"]))


async def _check_version(pool: Pool) -> None:
    version = [row["version_num"] for row in await pool.rows(Scope(CONTROL), _VERSION)]
    if version != [HEAD]:
        told = re.sub(r"[^\w]", "", "".join(version)) or "none"
        raise StoreError(f"{pool.address.place}: its tables are of step {told}, this router needs {HEAD}: {MIGRATE}")


def _of_settings(settings: dict[str, str], told: Mapping[str, Sequence[str]]) -> list[str]:
    """`told`: the SQL that takes a setting back where a role or a database says it, which outdoes the server's."""
    elsewhere = "and reload it, or take it out of SOVEREIGN_STORE_URL"
    lost = "what is acknowledged would be lost"
    offs = {
        "fsync": (f"{lost} with the power", "ALTER SYSTEM SET fsync = on, and restart it"),
        "full_page_writes": ("a crash would damage it", "ALTER SYSTEM SET full_page_writes = on, and reload it"),
        "row_security": ("every read would fail", f"ALTER SYSTEM RESET row_security, {elsewhere}"),
        "synchronous_commit": (lost, f"ALTER SYSTEM SET synchronous_commit = on, {elsewhere}"),
    }
    return [
        f"{name} is off, {why}: {cure}"
        for name, (why, at_server) in offs.items()
        if settings.get(name) == "off"
        for cure in told.get(name) or [at_server]
    ]


def _of_tables(tables: Sequence[Record]) -> list[str]:
    faults = []
    for row in tables:
        table, role = f"sovereign.{row['name']}", row["role"]
        if row["owned"]:
            faults.append(f"{role!r} owns {table}, or is a member of its owner: ALTER TABLE {table} OWNER TO ...")
        if row["passes"]:
            faults.append(f"{row['owner']!r}, which no policy binds, owns {table}: ALTER TABLE {table} OWNER TO ...")
        if row["of_tenant"] and not (row["enabled"] and row["forced"]):
            cure = f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY"
            faults.append(f"row-level security of {table} is not forced: {cure}")
        if row["of_tenant"] and not row["kept_apart"]:
            faults.append(f"{table} has no restrictive policy that keeps tenants apart: {MIGRATE}")
    return faults


async def _seen(pool: Pool) -> list[str]:
    own, other = str(uuid.uuid4()), str(uuid.uuid4())
    stranger = Scope(own, role="user", user="nobody", team="none")
    async with pool.transaction(Scope(own), keep=False) as connection:
        for table, row in CANARIES.items():
            await connection.execute(f"INSERT INTO sovereign.{table} {row}", own)
        return [
            *await _look(connection, Scope(own), 1, "a row is not seen by its own tenant"),
            *await _look(connection, Scope(other), 0, "a row of one tenant is seen by another"),
            *await _look(connection, stranger, 0, "a row is seen by people it does not belong to"),
        ]


async def _look(connection: Connection, scope: Scope, wanted: int, wrong: str) -> list[str]:
    await enter(connection, scope)
    faults = []
    for table in CANARIES:
        seen = await connection.fetchval(f"SELECT count(*) FROM sovereign.{table}")  # noqa: S608 - names of ours
        if seen != wanted:
            faults.append(f"{wrong}, in sovereign.{table}: {MIGRATE}, which restores its policies")
    return faults


def _of_server(number: int) -> list[str]:
    major, minor = divmod(number, 10_000)
    if major >= min(FIXED) and minor >= FIXED.get(major, 0):
        return []
    cure = f"{major}.{FIXED[major]} or newer" if major in FIXED else "a version that is still maintained"
    return [
        f"PostgreSQL {major}.{minor} has known leaks past row-level security (CVE-2024-10976, CVE-2025-8713): {cure}"
    ]
