"""What is stopped: rows of no tenant, each written or removed together with the entry that tells it.

All changes go through the line of the router's own log, whose row is locked: of two routers that stop the same thing at
once the second finds it stopped.
"""

from collections.abc import Callable

from router.core.stops import Stop, Target
from router.ports import Act
from router.store import records, stop_records
from router.store.postgres import statements
from router.store.postgres.line import Line
from router.store.postgres.logbook import Logbook
from router.store.postgres.pool import Pool, Scope


class StopRows:
    """On what the store owns. `line`: of the router's own log, `book`."""

    def __init__(self, pool: Pool, book: Logbook, line: Callable[[None], Line]) -> None:
        self._pool = pool
        self._scope = Scope(book.tenant_id)
        self._seal = book.seal
        self._line = line

    async def all(self) -> list[Stop]:
        rows = await self._pool.rows(self._scope, statements.STOPS)
        return [stop_records.opened(row["id"], row["body"], self._seal) for row in rows]

    async def add(self, stop: Stop, act: Act) -> bool:
        row = stop_records.row_of(stop, self._seal)
        return await self._line(None).write(records.of_act(act), statements.ADD_STOP, row) > 0

    async def remove(self, target: Target, act: Act) -> bool:
        row = (stop_records.id_of(target, self._seal),)
        return await self._line(None).write(records.of_act(act), statements.REMOVE_STOP, row) > 0
