"""One thread owns the writing connection and commits what has gathered: a group commit.

    loop    write() -> queue -> waits for its future; put() -> queue, and nobody waits
    thread  take what is queued -> BEGIN IMMEDIATE, each entry, COMMIT (synced) -> one wake-up of the loop

A commit costs the same for one entry as for fifty, so the cost of an entry falls as load rises: an entry that finds the
thread idle is committed at once and alone; while a commit waits for the disk others queue up, and the next takes them
all; and after a commit that several waited for, the next one waits GATHER for company. Entries that nobody waits for
wake nobody: they go with the next commit, or by themselves within RIDE.

A fault of the disk (full, read-only, locked, gone) fails every entry of its batch and drops the connection; the next
batch opens another, so service resumes by itself when the disk is back. A fault of one entry (a repeated intent)
undoes that statement alone, as SQLite promises for ABORT, and the others of its batch stand. Whatever happens, every
entry is answered: a waiter that hangs would hold a request for ever. Of an entry that nobody waits for the log tells.

Before each commit the file's name is looked up: SQLite would go on writing into a file that somebody deleted, and
acknowledge what nobody will ever read.
"""

import asyncio
import logging
import time
from collections import deque
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Literal

from router.ports import LedgerUnavailable
from router.store.batch import Entry, Result, answer, execute
from router.store.database import Database, Link
from router.store.faults import described
from router.store.statements import Row, Statement

log = logging.getLogger("sovereign.ledger")

BATCH = 512
"""Entries of one commit, at most."""
GATHER = 0.004
RIDE = 0.1
TROUBLED = 10.0
"""Seconds."""
QUEUE = 10_000
"""Entries that may wait. One more is refused at once."""


class Writer:
    """`commits` counts the transactions that reached the disk."""

    def __init__(self, database: Database, *, limit: int = QUEUE) -> None:
        self.commits = 0
        self._trouble: tuple[str, float] | None = None
        self._database = database
        self._limit = limit
        self._queue: SimpleQueue[Entry | None] = SimpleQueue()
        self._riders: deque[Entry] = deque()
        self._door = Lock()
        self._open = False
        self._link = Link(database, "PRAGMA busy_timeout = 0")
        self._thread = Thread(target=self._run, name="ledger", daemon=True)

    @property
    def trouble(self) -> str | None:
        """Why the last commit failed, for TROUBLED seconds: then whoever was sent away may try again."""
        trouble = self._trouble
        return trouble[0] if trouble is not None and time.monotonic() - trouble[1] < TROUBLED else None

    def start(self) -> None:
        """Opens the file before it returns. Raises `StoreError`, OSError."""
        self._link.connection()
        self._open = True
        self._thread.start()

    async def write(self, statement: Statement, values: Row) -> int:
        """Returns the number of rows changed once they are on disk. Raises `LedgerUnavailable`.

        A caller that is cancelled leaves its entry in the queue: it will be written.
        """
        future: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._admit(Entry(statement, values, future))
        return await future

    def put(self, statement: Statement, values: Row) -> None:
        """Writes it soon and in order, and says nothing of it but to the log, when it could not."""
        try:
            self._admit(Entry(statement, values))
        except LedgerUnavailable as fault:
            log.error("not recorded: %s", fault)  # noqa: TRY400 - where it was raised says nothing

    def _admit(self, entry: Entry) -> None:
        with self._door:
            if not self._open:
                raise LedgerUnavailable(f"{self._database.path}: the store is closed")
            if self._queue.qsize() + len(self._riders) >= self._limit:
                raise LedgerUnavailable(f"{self._database.path}: the disk is behind, {self._limit} entries wait")
            if entry.future is None:
                self._riders.append(entry)
            else:
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
        more, waiters = True, 0
        while more:
            if waiters > 1:
                time.sleep(GATHER)
            batch, more = self._take()
            waiters = sum(entry.future is not None for entry in batch)
            if batch:
                answer(batch, self._commit(batch))
        self._link.drop("PRAGMA wal_checkpoint(TRUNCATE)")

    def _take(self) -> tuple[list[Entry], bool]:
        """What has gathered, in order: riders came before whoever is still waiting. And whether more may come."""
        entry = self._next(RIDE)
        batch = [self._riders.popleft() for _ in range(len(self._riders))]
        while isinstance(entry, Entry):
            batch.append(entry)
            if len(batch) >= BATCH:
                return batch, True
            entry = self._next(0)
        return batch, entry is not None

    def _next(self, patience: float) -> "Entry | Literal[False] | None":
        """The next entry that somebody waits for; False when there is none in time, None at the end."""
        try:
            return self._queue.get(timeout=patience) if patience else self._queue.get_nowait()
        except Empty:
            return False

    def _commit(self, batch: list[Entry]) -> list[Result]:
        try:
            connection = self._link.connection()
            self._database.begin(connection)
            results = execute(connection, batch)
            connection.execute("COMMIT")
        except Exception as error:  # noqa: BLE001 - whatever it is, the waiters must be answered and the thread live on
            self._link.drop()
            why = described(error, self._database.path)
            self._trouble = why, time.monotonic()
            return self._put_off(batch, why)
        self.commits += 1
        self._trouble = None
        return results

    def _put_off(self, batch: list[Entry], why: str) -> list[Result]:
        """Nobody waits for a record of what has happened: it stays in line until the disk is back."""
        again = [entry for entry in batch if entry.future is None]
        with self._door:
            room = self._limit - self._queue.qsize() - len(self._riders) if self._open else 0
            self._riders.extendleft(reversed(again[:room]))
        if len(again) > room:
            log.error("not recorded, %d entries: %s", len(again) - room, why)
        return [0 if entry.future is None else LedgerUnavailable(why) for entry in batch]
