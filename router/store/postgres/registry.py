"""Which tenants there are, each with its id and its key, and the router's own log.

Other routers make and erase tenants too, so what is known is compared with the database by two counts, which is cheap.
"""

import time
import uuid
from collections.abc import Awaitable, Callable, Collection, Hashable, Sequence
from dataclasses import dataclass, replace

from router.ports import Act, LedgerUnavailable, TenantGone
from router.store.faults import StoreError
from router.store.postgres import statements
from router.store.postgres.faults import described
from router.store.postgres.logbook import Logbook
from router.store.postgres.pool import CONTROL, FAULTS, Connection, Pool, Record, Scope, enter
from router.store.records import of_act
from router.store.sealing import KEY_VERSION, Safe, Seal

ERASING = 600.0
"""Seconds: millions of rows may have to go."""

_CONTROL = Scope(CONTROL)
_ADDED = "INSERT 0 1"

Fill = Callable[[Connection, Logbook], Awaitable[None]]
"""Writes a tenant's rows, within a transaction that is its."""


@dataclass(frozen=True, slots=True)
class Tenant:
    """One that lives: what it is called, and its log with the key that opens its rows."""

    id: str
    name: str
    book: Logbook

    @property
    def seal(self) -> Seal:
        return self.book.seal


class Registry:
    def __init__(self, pool: Pool, master: bytes) -> None:
        self.living: dict[str, Tenant] = {}
        """By name, as of the last look."""
        self._pool = pool
        self._safe = Safe(master)
        self._seen: Hashable = None
        self.own = Logbook(CONTROL, self._safe.own(CONTROL), self._safe.notary(CONTROL))
        """The router's own log."""

    def tenant(self, name: str) -> Tenant:
        """Raises `TenantGone`."""
        tenant = self.living.get(name)
        if tenant is None:
            raise TenantGone(f"{self._pool.address.place}: there is no tenant {name!r}, or it was erased")
        return tenant

    def logbook(self, name: str | None) -> Logbook:
        """Raises `LedgerUnavailable`."""
        return self.own if name is None else self.tenant(name).book

    async def open(self) -> None:
        """Raises `StoreError` for a database that was written under another master key."""
        try:
            async with self._pool.transaction(_CONTROL) as connection:
                await connection.execute(statements.ADD_FINGERPRINT, self._safe.fingerprint)
                known = await connection.fetchval(statements.FINGERPRINT)
                await connection.execute(statements.ADD_LOG, CONTROL)
        except FAULTS as error:
            raise StoreError(described(error, self._pool.address)) from None
        if known != self._safe.fingerprint:
            raise StoreError(
                f"{self._pool.address.place}: written under another master key, and no agent key of it would open; "
                "restore that key (SOVEREIGN_MASTER_KEY, master.key, master.key.wrapped), or choose another database"
            )
        await self.look()

    async def look(self) -> Hashable:
        """Reads anew which tenants live, if one was made or erased. Changes when that, a key or a stop did."""
        made, erased, keys, stops = (await self._pool.rows(_CONTROL, statements.VERSIONS))[0].values()
        if (made, erased) != self._seen:
            rows = await self._pool.rows(_CONTROL, statements.TENANTS)
            self.living = {tenant.name: tenant for tenant in map(self._of_row, rows)}
            self._seen = made, erased
        return made, erased, keys, stops

    async def admit(self, names: Collection[str]) -> None:
        """Makes those that are not there: key, log, and a line in the router's own log."""
        try:
            async with self._pool.transaction(_CONTROL) as connection:
                acts = []
                for name in sorted(names):
                    tenant_id, now = str(uuid.uuid4()), time.time()
                    row = (tenant_id, name, now, KEY_VERSION, self._safe.make(tenant_id))
                    if await connection.execute(statements.ADD_TENANT, *row) == _ADDED:
                        await enter(connection, Scope(tenant_id))
                        await connection.execute(statements.ADD_LOG, tenant_id)
                        acts.append(Act("tenant.make", "router", now, target=tenant_id, details={"name": name}))
                await enter(connection, _CONTROL)
                state = await self.own.lock(connection)
                await self.own.append(connection, state, [of_act(act) for act in acts])
        except FAULTS as error:
            raise LedgerUnavailable(described(error, self._pool.address)) from None
        await self.look()

    async def adopt(self, name: str, fill: Fill, rules: Sequence[tuple[object, ...]]) -> None:
        """Makes a tenant whose rows `fill` writes, in one transaction. Raises `StoreError` where there is one."""
        tenant_id, now = str(uuid.uuid4()), time.time()
        wrapped = self._safe.make(tenant_id)
        seal = self._safe.unwrap(tenant_id, KEY_VERSION, wrapped)
        try:
            async with self._pool.transaction(_CONTROL) as connection:
                if (
                    await connection.execute(statements.ADD_TENANT, tenant_id, name, now, KEY_VERSION, wrapped)
                    != _ADDED
                ):
                    place = self._pool.address.place
                    raise StoreError(f"{place}: there is a tenant {name!r} already; name one that is not there")
                await enter(connection, Scope(tenant_id))
                await connection.execute(statements.ADD_LOG, tenant_id)
                await fill(connection, Logbook(tenant_id, seal, self._safe.notary(tenant_id)))
                await enter(connection, _CONTROL)
                await connection.executemany(statements.ADD_RULES, rules)
                act = Act("tenant.make", "router", now, target=tenant_id, details={"name": name})
                await self.own.append(connection, await self.own.lock(connection), [of_act(act)])
        except FAULTS as error:
            if isinstance(error, LedgerUnavailable):
                raise
            raise LedgerUnavailable(described(error, self._pool.address)) from None
        await self.look()

    async def erase(self, tenant: Tenant, act: Act) -> None:
        """Destroys key and rows, and says so in the router's own log, in one transaction; unless another did."""
        try:
            async with self._pool.transaction(Scope(tenant.id)) as connection:
                if await connection.fetchval(statements.ERASE, act.at, timeout=ERASING):
                    await enter(connection, _CONTROL)
                    state = await self.own.lock(connection)
                    entry = of_act(replace(act, id=tenant.id, target=tenant.id))
                    state = await self.own.append(connection, state, [entry])
                    await self.own.sign(connection, state, now=True)
        except FAULTS as error:
            raise LedgerUnavailable(described(error, self._pool.address)) from None
        await self.look()

    def _of_row(self, row: Record) -> Tenant:
        tenant_id = str(row["id"])
        seal = self._safe.unwrap(tenant_id, row["key_version"], row["wrapped"])
        return Tenant(tenant_id, row["name"], Logbook(tenant_id, seal, self._safe.notary(tenant_id)))
