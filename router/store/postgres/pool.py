"""Connections, and the only way to one: a transaction of one tenant.

    BEGIN; SELECT set_config('app.tenant', $1, true), ...; what the caller does; COMMIT

`true` makes each setting end with its transaction, so behind PgBouncer, where transactions of many clients take turns
on one connection, nothing of it is left to the next. A statement outside runs with no tenant, and fails.

Whatever ends a transaction but its COMMIT or a refusal by the database (a cancelled task, a broken or late connection)
closes the connection: what state it is in nobody knows for sure, and a new one costs milliseconds.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, NamedTuple, Protocol

import asyncpg  # type: ignore[import-untyped]  # it ships no types

from router.ports import LedgerUnavailable
from router.store.faults import StoreError
from router.store.postgres.address import Address
from router.store.postgres.faults import described

CONTROL = "00000000-0000-0000-0000-000000000000"
"""The tenant id of what belongs to no tenant."""

SCOPE = """SELECT set_config('app.tenant', $1, true), set_config('app.role', $2, true),
set_config('app.user', $3, true), set_config('app.team', $4, true),
set_config('lock_timeout', '4s', true), set_config('idle_in_transaction_session_timeout', '10s', true)"""
"""And what a router that vanished had locked is free again, though its connection seems to live for hours."""

PATIENCE = 5.0
"""Seconds for one statement, for a connection, and for a turn at one."""
MOST = 8
"""Connections of one router."""


class Scope(NamedTuple):
    """For whom a transaction is. `role` system is the router itself; a person's is what their login says."""

    tenant_id: str
    role: str = "system"
    user: str = ""
    team: str = ""


Record = Mapping[str, Any]


class Connection(Protocol):
    """What a transaction may ask of asyncpg's connection. Values are bound, never put into the text."""

    async def execute(self, query: str, *values: object) -> str: ...

    async def executemany(self, command: str, args: Sequence[Sequence[object]]) -> None: ...

    async def fetch(self, query: str, *values: object) -> list[Record]: ...

    async def fetchrow(self, query: str, *values: object) -> Record | None: ...

    async def fetchval(self, query: str, *values: object, timeout: float | None = None) -> Any: ...  # noqa: ASYNC109 - asyncpg's own


class Pool:
    """`start` before use. Raises `LedgerUnavailable` for all that the database refuses or leaves undone."""

    def __init__(self, address: Address, *, most: int = MOST, patience: float = PATIENCE) -> None:
        self.address = address
        self._most = most
        self._patience = patience
        self._pool: Any = None

    async def start(self) -> None:
        """Raises `StoreError`."""
        logging.getLogger("asyncpg.pool").setLevel(logging.CRITICAL)  # a lost connection is told by who needed it
        try:
            cache = 0 if await self._is_behind_a_pooler() else 256
            self._pool = await asyncpg.create_pool(
                self.address.url,
                min_size=1,
                max_size=self._most,
                timeout=self._patience,
                command_timeout=self._patience,
                statement_cache_size=cache,
                reset=_leave,
            )
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, ValueError) as error:
            raise StoreError(described(error, self.address)) from None

    @asynccontextmanager
    async def transaction(self, scope: Scope, *, keep: bool = True) -> AsyncIterator[Connection]:
        """What the caller does is committed at the end, or nothing of it. Errors pass as asyncpg raises them.

        `keep`: False for what is only tried, and rolled back.
        """
        if self._pool is None:
            raise LedgerUnavailable(f"{self.address.place}: the store is closed")
        connection = await self._pool.acquire(timeout=self._patience)
        try:
            await connection.execute("BEGIN")
            await enter(connection, scope)
            yield connection
            await self._end(connection, "COMMIT" if keep else "ROLLBACK")
        except BaseException as error:
            await self._abandon(connection, error)
            raise
        finally:
            await self._pool.release(connection)

    async def rows(self, scope: Scope, sql: str, *values: object) -> list[Record]:
        """All rows of one statement. Raises `LedgerUnavailable`."""
        try:
            async with self.transaction(scope) as connection:
                return await connection.fetch(sql, *values)
        except FAULTS as error:
            raise LedgerUnavailable(described(error, self.address)) from None

    async def aclose(self) -> None:
        """Idempotent."""
        pool, self._pool = self._pool, None
        if pool is not None:
            try:
                await asyncio.wait_for(pool.close(), self._patience)
            except TimeoutError:
                pool.terminate()

    async def _end(self, connection: Connection, how: str) -> None:
        """PostgreSQL answers a COMMIT with ROLLBACK where a statement had failed."""
        if await connection.execute(how) != how:
            raise LedgerUnavailable(f"{self.address.place}: the transaction was rolled back")

    async def _abandon(self, connection: Any, error: BaseException) -> None:
        """Rolled back where the database itself refused; else closed, and the server rolls back by itself."""
        if isinstance(error, (asyncpg.PostgresError, LedgerUnavailable)) and not connection.is_closed():
            try:
                await connection.execute("ROLLBACK")
            except BaseException:
                connection.terminate()
                raise
        else:
            connection.terminate()

    async def _is_behind_a_pooler(self) -> bool:
        """PgBouncer makes up the number of the process that answers; statements prepared there belong to nobody."""
        connection: Any = await asyncpg.connect(self.address.url, timeout=self._patience, statement_cache_size=0)
        try:
            return bool(await connection.fetchval("SELECT pg_backend_pid()") != connection.get_server_pid())
        finally:
            await connection.close(timeout=self._patience)


async def enter(connection: Connection, scope: Scope) -> None:
    """The rest of the transaction, or until another is entered, is of this scope."""
    await connection.execute(SCOPE, *scope)


async def _leave(_: object) -> None:
    """A connection goes back to the pool as it is: nothing that a session keeps is ever set."""


FAULTS = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError, LedgerUnavailable)
"""What a transaction may raise: TimeoutError is an OSError."""
