"""Reads beside the writer: a thread and a connection of their own, so that no read waits for a commit."""

import asyncio
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

from router.ports import LedgerUnavailable
from router.store.database import Database
from router.store.faults import described

Row = tuple[Any, ...]


class Reader:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection: sqlite3.Connection | None = None
        self._identity = (0, 0)
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
            thread.submit(self._disconnect)
            thread.shutdown()

    def _read(self, sql: str, values: tuple[Any, ...]) -> list[Row]:
        try:
            return self._connected().execute(sql, values).fetchall()
        except (sqlite3.Error, OSError, LedgerUnavailable) as error:
            self._disconnect()
            raise LedgerUnavailable(described(error, self._database.path)) from None

    def _connected(self) -> sqlite3.Connection:
        """A folder that was restored or swapped is read anew: keys that were revoked there must count."""
        if self._connection is not None and self._identity != self._database.identity():
            self._disconnect()
        if self._connection is None:
            self._connection = self._database.connect()
            self._connection.execute("PRAGMA query_only = ON")
            self._identity = self._database.identity()
        return self._connection

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(sqlite3.Error):
                connection.close()
