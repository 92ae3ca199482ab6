"""One thread for each file that is written to owns its writing connection and commits what has gathered: group commit.

    loop    write() -> queue -> waits for its future; put() -> queue, and nobody waits
    thread  take what is queued -> BEGIN IMMEDIATE, each change, the log, COMMIT (synced) -> one wake-up of the loop

A commit costs the same for one entry as for fifty, so the cost of an entry falls as load rises: an entry that finds the
thread idle is committed at once and alone; while a commit waits for the disk others queue up, and the next takes them
all; and after a commit that several waited for, the next one waits GATHER for company. Entries that nobody waits for
wake nobody: they go with the next commit, or by themselves within RIDE. A thread that had nothing to do for IDLE ends,
and lets go of the file, after it has signed what was not; the next entry begins another. So does, at once, one that
was asked to `rest` because too many files are open.

A fault of the disk (full, read-only, locked, gone) fails every entry of its batch and drops the connection; the next
batch opens another, so service resumes by itself when the disk is back. A fault of one entry (a repeated intent)
undoes that entry alone, and the others of its batch stand. Whatever happens, every entry is answered: a waiter that
hangs would hold a request for ever. Of an entry that nobody waits for the log tells.

Before each commit the file's name is looked up: SQLite would go on writing into a file that somebody deleted, and
acknowledge what nobody will ever read.
"""

import asyncio
import logging
import sqlite3
import time
from collections import deque
from collections.abc import Callable
from math import inf
from operator import attrgetter
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Literal

from router.ports import LedgerUnavailable, TenantGone
from router.store.records import Entry
from router.store.sqlite.batch import Change, answer, execute
from router.store.sqlite.database import Database, Link
from router.store.sqlite.faults import described
from router.store.sqlite.logbook import SIGN_EVERY, Logbook, Result
from router.store.sqlite.statements import Row

log = logging.getLogger("sovereign.ledger")

BATCH = 512
"""Entries of one commit, at most."""
GATHER = 0.004
RIDE = 0.1
IDLE = 30.0
TROUBLED = 10.0
"""Seconds."""
QUEUE = 10_000
"""Entries that may wait. One more is refused at once."""
_PRAGMA = "PRAGMA busy_timeout = 0"


class Writer:
    """`commits` counts the transactions that reached the disk."""

    def __init__(
        self,
        database: Database,
        logbook: Logbook,
        *,
        limit: int = QUEUE,
        is_gone: Callable[[], bool] = lambda: False,
    ) -> None:
        self.commits = 0
        self._trouble: tuple[str, float] | None = None
        self._database = database
        self._logbook = logbook
        self._limit = limit
        self._queue: SimpleQueue[Change | None] = SimpleQueue()
        self._riders: deque[Change] = deque()
        self._admitted = 0
        self._door = Lock()
        self._open = True
        self._unsigned = False
        self._signed_at = -inf
        self._resting = False
        self._is_sound = True
        self._is_gone = is_gone
        """Whether the tenant of this file was erased, by whichever process: then a file that is gone is no fault."""
        self._link = Link(database, _PRAGMA)
        self._thread: Thread | None = None
        self._left: Thread | None = None

    @property
    def running(self) -> bool:
        """It holds its file open."""
        return self._thread is not None

    def rest(self) -> None:
        """Lets go of the file as soon as there is nothing to do. The next entry takes it up again."""
        self._resting = True

    @property
    def trouble(self) -> str | None:
        """Why the last commit failed, for TROUBLED seconds: then whoever was sent away may try again."""
        trouble = self._trouble
        return trouble[0] if trouble is not None and time.monotonic() - trouble[1] < TROUBLED else None

    async def sign(self) -> None:
        """Returns once all that was written so far is signed. Raises `LedgerUnavailable`."""
        future: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._admit(Change(future=future, sign=True))
        await future

    async def write(self, entry: Entry | None = None, statement: str | None = None, values: Row = ()) -> int:
        """Returns the number of rows changed once they are on disk. Raises `LedgerUnavailable`.

        The entry stands in the log only if the statement changed something. A caller that is cancelled leaves its
        entry in the queue: it will be written.
        """
        future: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._admit(Change(statement, values, entry, future))
        return await future

    def put(self, entry: Entry | None = None, statement: str | None = None, values: Row = ()) -> None:
        """Writes it soon and in order, and says nothing of it but to the log, when it could not."""
        try:
            self._admit(Change(statement, values, entry))
        except LedgerUnavailable as fault:
            log.error("not recorded: %s", fault)  # noqa: TRY400 - where it was raised says nothing

    def _admit(self, change: Change) -> None:
        with self._door:
            if not self._open:
                raise LedgerUnavailable(f"{self._database.path}: the store is closed")
            if self._queue.qsize() + len(self._riders) >= self._limit:
                raise LedgerUnavailable(f"{self._database.path}: the disk is behind, {self._limit} entries wait")
            self._admitted += 1
            change.place = self._admitted
            if change.future is None:
                self._riders.append(change)
            else:
                self._queue.put(change)
            if self._thread is None:
                self._thread = Thread(target=self._run, name="ledger", daemon=True)
                self._thread.start()

    def close(self) -> None:
        """Writes what is queued, then ends. Blocks. Idempotent."""
        with self._door:
            was_open, self._open = self._open, False
            threads = [thread for thread in (self._left, self._thread) if thread is not None]
            if was_open and self._thread is not None:
                self._queue.put(None)
        for thread in threads:
            thread.join()

    def _run(self) -> None:
        more, waiters, busy = True, 0, time.monotonic()
        while more:
            if waiters > 1:
                time.sleep(GATHER)
            batch, more = self._take()
            waiters = sum(change.future is not None for change in batch)
            now = time.monotonic()
            if batch:
                answer(batch, self._commit(batch))
                busy = time.monotonic()
            elif self._unsigned and (self._resting or now - busy > SIGN_EVERY):
                self._sign()
            elif not self._unsigned and (self._resting or now - busy > IDLE) and self._leave():
                return
        if self._unsigned:
            self._sign()
        self._link.drop("PRAGMA wal_checkpoint(TRUNCATE)")

    def _leave(self) -> bool:
        """If nothing came in the meantime. Whoever comes now begins another thread, with a connection of its own."""
        with self._door:
            if not (self._queue.empty() and not self._riders and self._open):
                return False
            link, self._link = self._link, Link(self._database, _PRAGMA)
            self._left, self._thread = self._thread, None
            self._resting = False
        link.drop("PRAGMA wal_checkpoint(TRUNCATE)")  # nobody waits at the door for the disk
        return True

    def _take(self) -> tuple[list[Change], bool]:
        """What has gathered, in the order in which it came, and whether more may come.

        A caller that was cancelled left its intent in the queue, and its receipt rides: that waits for the intent.
        """
        change, last = self._next(RIDE), self._admitted
        change = self._next(0) if change is False else change
        batch: list[Change] = []
        while isinstance(change, Change) and len(batch) < BATCH:
            batch.append(change)
            change = self._next(0) if len(batch) < BATCH else False
        if len(batch) == BATCH:
            last = min(last, batch[-1].place)
        elif batch:
            last = max(last, batch[-1].place)
        with self._door:
            while self._riders and (change is None or self._riders[0].place <= last):
                batch.append(self._riders.popleft())
        return sorted(batch, key=attrgetter("place")), change is not None

    def _next(self, patience: float) -> "Change | Literal[False] | None":
        """The next entry that somebody waits for; False when there is none in time, None at the end."""
        if not patience and self._queue.empty():  # nobody else takes from it
            return False
        try:
            return self._queue.get(timeout=patience)
        except Empty:
            return False

    def _commit(self, batch: list[Change]) -> list[Result]:
        try:
            connection = self._sound()
            self._database.begin(connection)
            results = execute(connection, batch, self._logbook)
            is_signed = self._is_signed(connection, now=any(change.sign for change in batch))
            connection.execute("COMMIT")
        except Exception as error:  # noqa: BLE001 - whatever it is, the waiters must be answered and the thread live on
            self._link.drop()
            self._is_sound = False
            if self._is_gone():
                return [TenantGone("the tenant was erased")] * len(batch)
            why = described(error, self._database.path)
            if self._trouble is None:
                log.error("nothing can be recorded, so nothing is sent: %s", why)  # noqa: TRY400 - where says nothing
            self._trouble = why, time.monotonic()
            return self._put_off(batch, why)
        self.commits += 1
        self._unsigned = not is_signed
        if is_signed:
            self._signed_at = time.monotonic()
        if self._trouble is not None:
            log.warning("%s is written again", self._database.path)
        self._trouble = None
        return results

    def _is_signed(self, connection: sqlite3.Connection, *, now: bool) -> bool:
        """Whether all of the log is. Within SIGN_EVERY of a signature of our own there is none to ask for."""
        is_due = now or time.monotonic() - self._signed_at >= SIGN_EVERY
        return is_due and self._logbook.sign(connection, now=now)

    def _sound(self) -> sqlite3.Connection:
        """A connection to a file that rests on nothing which a failed sync may have left in memory alone.

        Linux takes such pages for written. So after a fault all that the journal holds goes into the file anew, and is
        synced there, before anything is added to it.
        """
        connection = self._link.connection()
        if not self._is_sound:
            busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            self._is_sound = not busy
        return connection

    def _sign(self) -> None:
        """Of a log that has come to rest. Where it cannot be written, it is signed with the next entry."""
        self._unsigned = False
        try:
            connection = self._link.connection()
            self._database.begin(connection)
            self._logbook.sign(connection, now=True)
            connection.execute("COMMIT")
        except Exception as error:  # noqa: BLE001 - the thread must live on
            self._link.drop()
            if not self._is_gone():
                log.warning("not signed: %s", described(error, self._database.path))

    def _put_off(self, batch: list[Change], why: str) -> list[Result]:
        """Nobody waits for a record of what has happened: it stays in line until the disk is back."""
        again = [change for change in batch if change.future is None]
        with self._door:
            room = self._limit - self._queue.qsize() - len(self._riders) if self._open else 0
            self._riders.extendleft(reversed(again[:room]))
        if len(again) > room:
            log.error("not recorded, %d entries: %s", len(again) - room, why)
        return [0 if change.future is None else LedgerUnavailable(why) for change in batch]
