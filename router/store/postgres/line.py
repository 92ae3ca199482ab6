"""What waits to be recorded for one tenant, and the task that commits what has gathered: a group commit.

    write() -> line, and waits for its future; put() -> line, and nobody waits
    task    take what is in line -> one transaction -> answer everybody -> again, until the line is empty

A commit costs nearly the same for one entry as for fifty, so the cost of an entry falls as load rises: one that finds
the task idle is committed at once and alone; while a commit is under way others queue up, and the next takes them all;
and after one that several waited for, the next waits GATHER for company. Entries that nobody waits for go with the next
commit, or by themselves within RIDE. A log that came to rest is signed.

Where a transaction fails, whoever waits is told, and what nobody waits for stays in line and is tried again: service
resumes by itself when the database is back. A fault of one entry (a repeated intent) undoes that entry alone. Whatever
happens, everybody is answered: a waiter that hangs would hold a request for ever.
"""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Sequence

from router.ports import LedgerUnavailable
from router.store.postgres.changes import Change, answer, commit
from router.store.postgres.faults import described
from router.store.postgres.logbook import SIGN_EVERY, Logbook, LogGoneError
from router.store.postgres.pool import Pool
from router.store.records import Entry

log = logging.getLogger("sovereign.ledger")

BATCH = 512
"""Changes of one commit, at most."""
GATHER = 0.004
RIDE = 0.1
AGAIN = 1.0
TROUBLED = 10.0
"""Seconds."""
QUEUE = 10_000
"""Changes that may wait. One more is refused at once."""


class Line:
    """For one event loop. `commits` counts the transactions that were acknowledged."""

    def __init__(self, pool: Pool, book: Logbook, *, limit: int = QUEUE) -> None:
        self.commits = 0
        self._pool = pool
        self._book = book
        self._limit = limit
        self._waiting: deque[Change] = deque()
        self._open = True
        self._signed = True
        self._task: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._trouble: tuple[str, float] | None = None

    @property
    def trouble(self) -> str | None:
        """Why the last commit failed, for TROUBLED seconds: then whoever was sent away may try again."""
        trouble = self._trouble
        return trouble[0] if trouble is not None and time.monotonic() - trouble[1] < TROUBLED else None

    async def write(
        self, entry: Entry | None = None, statement: str | None = None, values: Sequence[object] = ()
    ) -> int:
        """Returns the number of rows changed once they are durable. Raises `LedgerUnavailable`.

        A caller that is cancelled leaves its change in line: it will be written.
        """
        future: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._admit(Change(entry, statement, tuple(values), future))
        return await future

    def put(self, entry: Entry | None = None, statement: str | None = None, values: Sequence[object] = ()) -> None:
        """Writes it soon and in order, and says nothing of it but to the log, when it could not."""
        try:
            self._admit(Change(entry, statement, tuple(values)))
        except LedgerUnavailable as fault:
            log.error("not recorded: %s", fault)  # noqa: TRY400 - where it was raised says nothing

    async def sign(self) -> None:
        """Returns once all that was written so far is signed. Raises `LedgerUnavailable`."""
        future: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._admit(Change(future=future, sign=True))
        await future

    async def aclose(self) -> None:
        """Writes what is in line, once, and signs. Idempotent."""
        if not self._open:
            return
        if self._waiting or not self._signed:
            self._waiting.append(Change(sign=True))
        self._open = False
        self._start()
        if self._task is not None:
            await self._task
        self._rest()
        if self._waiting:
            log.error("not recorded, %d entries: %s", len(self._waiting), self.trouble)

    def _admit(self, change: Change) -> None:
        place = self._pool.address.place
        if not self._open:
            raise LedgerUnavailable(f"{place}: the store is closed")
        if len(self._waiting) >= self._limit:
            raise LedgerUnavailable(f"{place}: the database is behind, {self._limit} entries wait")
        self._waiting.append(change)
        if change.future is not None:
            self._start()
        else:
            self._start_in(RIDE)

    def _start(self) -> None:
        self._rest()
        if self._task is None and self._waiting:
            self._task = asyncio.get_running_loop().create_task(self._run())

    def _start_in(self, seconds: float) -> None:
        """At most one timer runs: the first is soon enough for what came after it."""
        if self._task is None and self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(seconds, self._wake)

    def _wake(self) -> None:
        self._timer = None
        if not self._waiting and not self._signed:
            self._waiting.append(Change(sign=True))
        self._start()

    def _rest(self) -> None:
        timer, self._timer = self._timer, None
        if timer is not None:
            timer.cancel()

    async def _run(self) -> None:
        done = True
        while self._waiting and done:
            changes = [self._waiting.popleft() for _ in range(min(BATCH, len(self._waiting)))]
            done = await self._commit(changes)
            if sum(change.future is not None for change in changes) > 1:
                await asyncio.sleep(GATHER)
        self._task = None
        if self._open and (self._waiting or not self._signed):
            self._start_in(SIGN_EVERY if done else AGAIN)

    async def _commit(self, changes: list[Change]) -> bool:
        try:
            results, self._signed = await commit(self._pool, self._book, changes)
        except LogGoneError as gone:
            answer(changes, [gone] * len(changes))
            self._signed = True
            return True
        except Exception as error:  # noqa: BLE001 - whatever it is, the waiters must be answered and the line live on
            why = described(error, self._pool.address)
            if self._trouble is None:
                log.error("nothing can be recorded, so nothing is sent: %s", why)  # noqa: TRY400 - where says nothing
            self._trouble = why, time.monotonic()
            self._put_off(changes, why)
            return False
        self.commits += 1
        if self._trouble is not None:
            log.warning("%s is written again", self._pool.address.place)
        self._trouble = None
        answer(changes, results)
        return True

    def _put_off(self, changes: list[Change], why: str) -> None:
        """Nobody waits for a record of what has happened: it stays in line until the database is back."""
        again = [change for change in changes if change.future is None]
        room = max(0, self._limit - len(self._waiting))
        self._waiting.extendleft(reversed(again[:room]))
        if len(again) > room:
            log.error("not recorded, %d entries: %s", len(again) - room, why)
        waiters = [change for change in changes if change.future is not None]
        answer(waiters, [LedgerUnavailable(why) for _ in waiters])
