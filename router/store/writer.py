"""One thread owns the writing connection and commits what has gathered: a group commit.

    loop    write() -> queue -> waits for its future; put() -> queue, and nobody waits
    thread  take what is queued -> BEGIN IMMEDIATE, each entry, COMMIT (synced) -> one wake-up of the loop

Nothing is delayed to gather more: an entry that finds the thread idle is committed at once and alone. While a commit
waits for the disk, others queue up, and the next commit takes them all; so the cost of an entry falls as load rises.

A fault of the disk (full, read-only, locked, gone) fails every entry of its batch and drops the connection; the next
batch opens another, so service resumes by itself when the disk is back. A fault of one entry (a repeated intent)
undoes that statement alone, as SQLite promises for ABORT, and the others of its batch stand. Whatever happens, every
entry is answered: a waiter that hangs would hold a request for ever. Of an entry that nobody waits for the log tells.

Before each commit the file's name is looked up: SQLite would go on writing into a file that somebody deleted, and
acknowledge what nobody will ever read.
"""

import asyncio
import logging
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any

from router.ports import LedgerUnavailable
from router.store.database import Database
from router.store.faults import described, is_of_the_row

log = logging.getLogger("sovereign.ledger")

BATCH = 512
"""Entries of one commit, at most."""
QUEUE = 10_000
"""Entries that may wait. One more is refused at once."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One statement, and who waits for the number of rows that it changed, if anybody."""

    sql: str
    values: tuple[Any, ...]
    future: asyncio.Future[int] | None = None


Result = int | LedgerUnavailable


class Writer:
    """`commits` counts the transactions that reached the disk."""

    def __init__(self, database: Database, *, limit: int = QUEUE) -> None:
        self.commits = 0
        self._database = database
        self._limit = limit
        self._queue: SimpleQueue[Entry | None] = SimpleQueue()
        self._door = Lock()
        self._open = False
        self._connection: sqlite3.Connection | None = None
        self._identity = (0, 0)
        self._thread = Thread(target=self._run, name="ledger", daemon=True)

    def start(self) -> None:
        """Opens the file before it returns. Raises `StoreError`, OSError."""
        self._connected()
        self._open = True
        self._thread.start()

    async def write(self, sql: str, values: tuple[Any, ...]) -> int:
        """Returns the number of rows changed once they are on disk. Raises `LedgerUnavailable`.

        A caller that is cancelled leaves its entry in the queue: it will be written.
        """
        future: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._admit(Entry(sql, values, future))
        return await future

    def put(self, sql: str, values: tuple[Any, ...]) -> None:
        """Writes it soon and in order, and says nothing of it but to the log, when it could not."""
        try:
            self._admit(Entry(sql, values))
        except LedgerUnavailable as fault:
            log.error("not recorded: %s", fault)  # noqa: TRY400 - where it was raised says nothing

    def _admit(self, entry: Entry) -> None:
        with self._door:
            if not self._open:
                raise LedgerUnavailable(f"{self._database.path}: the store is closed")
            if self._queue.qsize() >= self._limit:
                raise LedgerUnavailable(f"{self._database.path}: the disk is behind, {self._limit} entries wait")
            self._queue.put(entry)

    def close(self) -> None:
        """Writes what is queued, then ends. Blocks. Idempotent."""
        with self._door:
            was_open, self._open = self._open, False
            if was_open:
                self._queue.put(None)
        if self._thread.ident is not None:
            self._thread.join()

    def _run(self) -> None:
        more = True
        while more:
            batch, more = self._take()
            if batch:
                _answer(batch, self._commit(batch))
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._disconnect()

    def _take(self) -> tuple[list[Entry], bool]:
        """What is queued, waiting for the first; and whether more may come."""
        batch: list[Entry] = []
        entry = self._queue.get()
        while entry is not None:
            batch.append(entry)
            if len(batch) == BATCH:
                return batch, True
            try:
                entry = self._queue.get_nowait()
            except Empty:
                return batch, True
        return batch, False

    def _commit(self, batch: list[Entry]) -> list[Result]:
        try:
            connection = self._connected()
            self._database.begin(connection)
            results = [self._execute(connection, entry) for entry in batch]
            connection.execute("COMMIT")
        except Exception as error:  # noqa: BLE001 - whatever it is, the waiters must be answered and the thread live on
            self._disconnect()
            why = described(error, self._database.path)
            return [LedgerUnavailable(why) for _ in batch]
        self.commits += 1
        return results

    def _execute(self, connection: sqlite3.Connection, entry: Entry) -> Result:
        try:
            return connection.execute(entry.sql, entry.values).rowcount
        except (sqlite3.Error, OverflowError, UnicodeEncodeError) as error:
            if not is_of_the_row(error):
                raise
            reason = str(error) if isinstance(error, sqlite3.IntegrityError) else type(error).__name__
            return LedgerUnavailable(f"{self._database.path}: an entry was refused ({reason})")

    def _connected(self) -> sqlite3.Connection:
        if self._connection is not None and self._identity != self._database.identity():
            self._disconnect()
        if self._connection is None:
            self._connection = self._database.connect()
            self._connection.execute("PRAGMA busy_timeout = 0")
            self._identity = self._database.identity()
        return self._connection

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(sqlite3.Error):
                connection.close()


def _answer(batch: list[Entry], results: list[Result]) -> None:
    """Wakes each waiting loop once. A loop that has ended has nobody who waits."""
    loops: dict[asyncio.AbstractEventLoop, list[tuple[asyncio.Future[int], Result]]] = {}
    for entry, result in zip(batch, results, strict=True):
        if entry.future is not None:
            loops.setdefault(entry.future.get_loop(), []).append((entry.future, result))
        elif isinstance(result, LedgerUnavailable):
            log.error("not recorded: %s", result)
    for loop, answers in loops.items():
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(_resolve, answers)


def _resolve(answers: list[tuple[asyncio.Future[int], Result]]) -> None:
    for future, result in answers:
        if future.done():
            continue
        if isinstance(result, LedgerUnavailable):
            future.set_exception(result)
        else:
            future.set_result(result)
