"""Reads beside the writers, so that no read waits for a commit: one thread, and a connection for each file it read.

The files that were not read for longest are let go of.
"""

import asyncio
import sqlite3
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any, TypeVar

from router.ports import LedgerUnavailable, Viewer
from router.store.sqlite import viewing
from router.store.sqlite.database import Database, Link
from router.store.sqlite.faults import described

T = TypeVar("T")
Row = tuple[Any, ...]

OPEN = 128
"""Files that are held open."""


class Reader:
    def __init__(self) -> None:
        self._links: OrderedDict[Database, Link] = OrderedDict()
        self._thread: ThreadPoolExecutor | None = None

    def start(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ledger-reader")

    async def read(self, work: Callable[..., T], *values: Any) -> T:
        """What `work(*values)` returns: it runs in the thread, and may use `rows`. Raises `LedgerUnavailable`."""
        if self._thread is None:
            raise LedgerUnavailable("the store is closed")
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *values)

    async def ask(self, database: Database, work: Callable[[sqlite3.Connection], T]) -> T:
        """What `work` reads of a file. Raises `LedgerUnavailable`."""
        return await self.read(self.look, database, work)

    async def show(
        self, database: Database, viewer: Viewer, work: Callable[[sqlite3.Connection, sqlite3.Connection], T]
    ) -> T:
        """What `work` reads of a file, of which the first connection sees what this viewer may, and the other all.

        Raises `LedgerUnavailable`.
        """
        return await self.read(self._show, database, viewer, work)

    def rows(self, database: Database, sql: str, values: tuple[Any, ...] = ()) -> list[Row]:
        """All rows. For the thread alone. Raises `LedgerUnavailable`."""
        return self.look(database, lambda connection: connection.execute(sql, values).fetchall())

    def connection(self, database: Database) -> sqlite3.Connection:
        """For the thread alone. Raises `LedgerUnavailable`."""
        link = self._links.setdefault(database, Link(database, "PRAGMA query_only = ON"))
        self._links.move_to_end(database)
        if len(self._links) > OPEN:
            self._links.popitem(last=False)[1].drop()
        try:
            return link.connection()
        except (sqlite3.Error, OSError) as error:
            link.drop()
            raise LedgerUnavailable(described(error, database.path)) from None

    def look(self, database: Database, work: Callable[[sqlite3.Connection], T]) -> T:
        """As `ask`. For the thread alone."""
        try:
            return work(self.connection(database))
        except (sqlite3.Error, OSError) as error:
            self._links.pop(database).drop()
            raise LedgerUnavailable(described(error, database.path)) from None

    def _show(
        self, database: Database, viewer: Viewer, work: Callable[[sqlite3.Connection, sqlite3.Connection], T]
    ) -> T:
        every = self.connection(database)
        try:
            with closing(viewing.connect(database, viewer)) as connection:
                return work(connection, every)
        except (sqlite3.Error, OSError) as error:
            raise LedgerUnavailable(described(error, database.path)) from None

    def forget(self, database: Database) -> None:
        """For the thread alone."""
        link = self._links.pop(database, None)
        if link is not None:
            link.drop()

    def close(self) -> None:
        """Blocks until a running read has ended. Idempotent."""
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.submit(self._let_go)
            thread.shutdown()

    def _let_go(self) -> None:
        for link in self._links.values():
            link.drop()
        self._links.clear()
