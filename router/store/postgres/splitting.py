"""Rules that an earlier version kept whole, for anybody to read, are put apart: once, at the first start.

Each tenant's part is sealed with its key, the rest with the router's own, and what stood there is deleted, in one
transaction. On the server's disk the old rows stay until it vacuums.
"""

from collections.abc import Iterable

from router.ports import LedgerUnavailable
from router.store import kept_rules, records
from router.store.postgres import statements
from router.store.postgres.faults import described
from router.store.postgres.logbook import Logbook
from router.store.postgres.pool import CONTROL, FAULTS, Connection, Pool, Scope, enter
from router.store.postgres.registry import Tenant
from router.store.sealing import Seal


async def split_rules(pool: Pool, own: Logbook, tenants: Iterable[Tenant]) -> None:
    """Raises `LedgerUnavailable`."""
    try:
        async with pool.transaction(Scope(CONTROL)) as connection:
            await _split(connection, own.seal, tenants)
    except FAULTS as error:
        if isinstance(error, LedgerUnavailable):
            raise
        raise LedgerUnavailable(described(error, pool.address)) from None


async def _split(connection: Connection, own: Seal, tenants: Iterable[Tenant]) -> None:
    found = [
        (row["since"], kept_rules.moved(row["digest"], row["canonical"]))
        for row in await connection.fetch(statements.WHOLE_RULES)
    ]
    whole = [(since, rules) for since, rules in found if rules is not None]
    if not whole:
        return
    for tenant in tenants:
        await enter(connection, Scope(tenant.id))
        parts = kept_rules.part_rows([rules for _, rules in whole], tenant.seal, await _names(connection, tenant))
        await connection.executemany(statements.ADD_RULE_PART, [(tenant.id, *part) for part in parts])
    await enter(connection, Scope(CONTROL))
    await connection.executemany(statements.ADD_RULES, [kept_rules.row_of(rules, since, own) for since, rules in whole])
    await connection.execute(statements.FORGET_WHOLE_RULES)


async def _names(connection: Connection, tenant: Tenant) -> set[str]:
    acts = [
        tenant.seal.open(records.place("act", row["id"], row["attempt"]), row["body"])
        for row in await connection.fetch(statements.ACTS, tenant.id)
    ]
    return kept_rules.names_of(tenant.name, acts)
