"""Names of owners and teams that an earlier version left in clear become tags (`core.whose`), once for each tenant."""

from collections.abc import Iterable

from router.core.whose import Sort, tag
from router.ports import LedgerUnavailable
from router.store.postgres import statements
from router.store.postgres.faults import described
from router.store.postgres.pool import CONTROL, FAULTS, Connection, Pool, Scope
from router.store.postgres.registry import Tenant

PATIENCE = 600.0
"""Seconds: millions of rows may bear names."""


async def tag_names(pool: Pool, tenants: Iterable[Tenant]) -> None:
    """Raises `LedgerUnavailable`."""
    in_clear = {str(row["id"]) for row in await pool.rows(Scope(CONTROL), statements.IN_CLEAR)}
    for tenant in tenants:
        if tenant.id in in_clear:
            try:
                async with pool.transaction(Scope(tenant.id)) as connection:
                    await _tag(connection, tenant)
            except FAULTS as error:
                raise LedgerUnavailable(described(error, pool.address)) from None


async def _tag(connection: Connection, tenant: Tenant) -> None:
    """Nobody appends meanwhile: the log's row is held."""
    await tenant.book.lock(connection)
    owners = await connection.fetchval(statements.OWNERS, tenant.id, timeout=PATIENCE)
    teams = await connection.fetchval(statements.TEAMS, tenant.id, timeout=PATIENCE)
    values = owners, _tags(tenant, "owner", owners), teams, _tags(tenant, "team", teams)
    await connection.fetchval(statements.TAG_NAMES, *values, timeout=PATIENCE)


def _tags(tenant: Tenant, sort: Sort, names: Iterable[str]) -> list[str | None]:
    return [tag(tenant.seal.names, sort, name) for name in names]
