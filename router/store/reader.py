"""Reads beside the writer: a thread and a connection of their own, so that no read waits for a commit."""

import asyncio
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from router.ports import LedgerUnavailable
from router.store.database import Database, Link
from router.store.faults import described

Row = tuple[Any, ...]


class Reader:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._link = Link(database, "PRAGMA query_only = ON")
        self._thread: ThreadPoolExecutor | None = None

    def start(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ledger-reader")

    async def rows(self, sql: str, values: tuple[Any, ...] = ()) -> list[Row]:
        """All rows. Raises `LedgerUnavailable`."""
        if self._thread is None:
            raise LedgerUnavailable(f"{self._database.path}: the store is closed")
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._read, sql, values)

    def close(self) -> None:
        """Blocks until a running read has ended. Idempotent."""
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.submit(self._link.drop)
            thread.shutdown()

    def _read(self, sql: str, values: tuple[Any, ...]) -> list[Row]:
        try:
            return self._link.connection().execute(sql, values).fetchall()
        except (sqlite3.Error, OSError, LedgerUnavailable) as error:
            self._link.drop()
            raise LedgerUnavailable(described(error, self._database.path)) from None
