"""Brings the database to this version, as the owner of its tables: `sovereign store migrate`, never a serving router.

Alembic says which steps are missing and writes them as SQL; asyncpg runs that in one transaction, under a lock, so that
two that migrate at once make one. In the end policies and grants are said anew.
"""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import asyncpg  # type: ignore[import-untyped]  # it ships no types
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from router.store.faults import StoreError
from router.store.postgres.address import Address
from router.store.postgres.faults import described
from router.store.postgres.policies import statements
from router.store.postgres.pool import FAULTS

_LOCK = "SELECT pg_advisory_xact_lock(8246736911)"
_ROLE = """SELECT rolsuper OR rolbypassrls AS passes, pg_has_role(oid, current_user, 'MEMBER') AS owns
FROM pg_roles WHERE rolname = $1"""
_SCHEMA = "SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'sovereign')"
_MAKE_SCHEMA = "CREATE SCHEMA sovereign"
_STAMPED = "SELECT to_regclass('sovereign.alembic_version') IS NOT NULL"
_VERSION = "SELECT version_num FROM sovereign.alembic_version"


def head() -> str:
    """The newest step there is."""
    return str(_steps().get_current_head())


async def migrate(owner_url: str, app_role: str) -> list[str]:
    """Runs what steps are missing, then says policies and grants anew. Those steps' names. Raises `StoreError`.

    `owner_url`: of the role that owns the tables (SOVEREIGN_STORE_OWNER_URL). `app_role`: who logs in to serve.
    """
    address = Address.of(owner_url)
    try:
        connection: Any = await asyncpg.connect(address.url, timeout=10, command_timeout=600, statement_cache_size=0)
        try:
            async with connection.transaction():
                await connection.execute(_LOCK)
                await _check_roles(connection, address, app_role)
                return await _bring_up(connection, app_role)
        finally:
            await connection.close(timeout=10)
    except (*FAULTS, ValueError) as error:
        raise StoreError(described(error, address)) from None


def everything(app_role: str) -> str:
    """All that `migrate` does to an empty database, for an administrator who reads or runs it by hand, as its owner."""
    return "\n".join([_MAKE_SCHEMA + ";", steps_as_sql(None)[1], *(f"{one};" for one in statements(_quoted(app_role)))])


def steps_as_sql(current: str | None) -> tuple[list[str], str]:
    """The steps after `current`, by name, and what they do."""
    script, text = _steps(), io.StringIO()
    ran: list[str] = []

    def missing(_revision: Any, _context: MigrationContext) -> Sequence[Any]:
        steps = script._upgrade_revs("head", current or "base")  # noqa: SLF001 - as Alembic's own `upgrade --sql`
        ran.extend(step.revision.revision for step in steps)
        return steps

    context = MigrationContext.configure(
        dialect_name="postgresql",
        opts={
            "as_sql": True,
            "output_buffer": text,
            "fn": missing,
            "starting_rev": current,
            "script": script,
            "transactional_ddl": False,  # the transaction is the caller's
            "version_table_schema": "sovereign",
        },
    )
    with Operations.context(context):
        context.run_migrations()
    return ran, text.getvalue()


async def _check_roles(connection: Any, address: Address, app_role: str) -> None:
    owner = await connection.fetchrow(_ROLE, address.role)
    if owner is None or owner["passes"]:
        raise StoreError(
            f"{address.place}: {address.role!r} is bound by no policy, so it must not own the tables; give "
            "SOVEREIGN_STORE_OWNER_URL a role of its own: CREATE ROLE sovereign_owner LOGIN NOSUPERUSER NOBYPASSRLS; "
            "ALTER DATABASE ... OWNER TO sovereign_owner"
        )
    app = await connection.fetchrow(_ROLE, app_role)
    if app is None:
        raise StoreError(
            f"{address.place}: there is no role {app_role!r}: "
            f"CREATE ROLE {_quoted(app_role)} LOGIN NOSUPERUSER NOBYPASSRLS NOINHERIT PASSWORD '...'"
        )
    if app["passes"] or app["owns"]:
        raise StoreError(
            f"{address.place}: {app_role!r} would see every tenant's rows: it is the owner, a member of it, a "
            "superuser, or has BYPASSRLS; give SOVEREIGN_STORE_URL a role of its own"
        )


async def _bring_up(connection: Any, app_role: str) -> list[str]:
    if not await connection.fetchval(_SCHEMA):
        await connection.execute(_MAKE_SCHEMA)
    current = await connection.fetchval(_VERSION) if await connection.fetchval(_STAMPED) else None
    known = {step.revision for step in _steps().walk_revisions()}
    if current is not None and current not in known:
        raise StoreError(f"the tables are of a newer version of the router (step {current!r}): migrate with that one")
    ran, sql = steps_as_sql(current)
    if ran:
        await connection.execute(sql)
    await connection.execute(";\n".join(statements(_quoted(app_role))))
    return ran


def _steps() -> ScriptDirectory:
    return ScriptDirectory(str(Path(__file__).parent / "migrations"))


def _quoted(identifier: str) -> str:
    return '"' + identifier.replace('"', '""') + '"'
