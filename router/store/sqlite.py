"""The records in one SQLite file: agent keys, intents, outcomes, receipts. The embedded default, for one router.

Commands such as `sovereign keys revoke` open the same file beside the running router; only the router that serves
takes the folder's lock and, before it does anything else, marks what a crashed one left open.
"""

import asyncio
import json
import os
import sqlite3
import time
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from router.core.types import Attempt, Receipt
from router.ports import Intent, KeyRecord
from router.store import rows
from router.store.database import Database, hold
from router.store.faults import StoreError, StoreInUse, described
from router.store.reader import Reader
from router.store.writer import Writer

__all__ = ["SqliteStore", "StoreError", "StoreInUse"]

SCHEME = "sqlite:///"
PATIENCE_SERVING = 2.0
"""Seconds that a request's record waits for a lock that another process holds."""
PATIENCE_COMMAND = 5.0


class SqliteStore:
    """Implements `ports.Store`. Everything it raises is a `LedgerUnavailable`.

    `place`: a folder, or `sqlite:///FOLDER`. `serving`: hold the folder alone and recover. `fingerprint`: of the
    master key, in hex; a store that was written under another one is refused, because none of its keys would open.
    """

    def __init__(self, place: str | Path, *, serving: bool = False, fingerprint: str | None = None) -> None:
        folder = Path(place.removeprefix(SCHEME)) if isinstance(place, str) else place
        self.orphans = 0
        """Intents without outcome that the last process left, marked by `start`."""
        self._serving = serving
        self._fingerprint = fingerprint
        self._lock: int | None = None
        self._database = Database(folder, PATIENCE_SERVING if serving else PATIENCE_COMMAND)
        self._writer = Writer(self._database)
        self._scribe = rows.Scribe()
        self._reader = Reader(self._database)

    @property
    def path(self) -> Path:
        return self._database.path

    @property
    def commits(self) -> int:
        """Transactions that reached the disk: under load, far fewer than entries."""
        return self._writer.commits

    async def start(self) -> None:
        """Once. Raises `StoreError` (damaged, foreign, newer, not writable), `StoreInUse`."""
        await asyncio.to_thread(self._start)

    async def intend(self, intent: Intent) -> None:
        await self._writer.write(rows.INSERT_INTENT, intent)

    def attempted(self, receipt: str, attempt: Attempt) -> None:
        """A second outcome of the same attempt changes nothing."""
        self._writer.put(rows.INSERT_OUTCOME, rows.outcome_row(receipt, attempt))

    def concluded(self, receipt: Receipt) -> None:
        """A second conclusion changes nothing. Ends every intent of the receipt that has no outcome of its own."""
        self._writer.put(rows.INSERT_RECEIPT, self._scribe.receipt_row(receipt))

    def keep_rules(self, digest: str, canonical: str, since: float) -> None:
        self._writer.put(rows.INSERT_RULES, (digest, since, canonical))

    async def rules(self, digest: str) -> str | None:
        found = await self._reader.rows(rows.SELECT_RULES, (digest,))
        return found[0][0] if found else None

    def trouble(self) -> str | None:
        return self._writer.trouble

    async def settled(self) -> None:
        await self._writer.write(rows.NOTHING, ())

    async def receipt(self, receipt_id: str) -> Mapping[str, Any] | None:
        """What is known of a request; None when nothing is.

        `receipt`: as `core.ledger.encode_receipt` tells it, None when the request was never concluded. `intents`: the
        fields of `Intent`. `attempts`: as `encode_attempt` tells them, or `{number, outcome: orphaned, marked}`.
        """
        bodies = await self._reader.rows(rows.SELECT_RECEIPT, (receipt_id,))
        intents = await self._reader.rows(rows.SELECT_INTENTS, (receipt_id,))
        attempts = await self._reader.rows(rows.SELECT_OUTCOMES, (receipt_id,))
        if not (bodies or intents or attempts):
            return None
        concluded = json.loads(bodies[0][0]) if bodies else None
        known = {attempt["number"]: attempt for attempt in (concluded or {}).get("attempts", [])}
        known.update((attempt["number"], attempt) for attempt in (json.loads(body) for (body,) in attempts))
        return {
            "receipt": concluded,
            "intents": [Intent(*row)._asdict() for row in intents],
            "attempts": [known[number] for number in sorted(known)],
        }

    async def add_key(self, key: KeyRecord) -> None:
        await self._writer.write(rows.INSERT_KEY, rows.key_row(key))

    async def keys(self) -> list[KeyRecord]:
        """All keys, revoked and expired ones too, oldest first."""
        return [rows.key_of(row) for row in await self._reader.rows(rows.SELECT_KEYS)]

    async def revoke_key(self, key_id: str, at: float) -> bool:
        return await self._writer.write(rows.REVOKE_KEY, (at, key_id)) > 0

    async def keys_version(self) -> int:
        """Counts the changes of the keys by all processes; cheap enough to ask each second."""
        version: int = (await self._reader.rows(rows.KEYS_VERSION))[0][0]
        return version

    async def aclose(self) -> None:
        """Writes what is queued, checkpoints, lets go of the folder. Idempotent."""
        await asyncio.to_thread(self._close)

    def _start(self) -> None:
        try:
            self._database.create()
            self._lock = hold(self._database.folder) if self._serving else None
            with closing(self._database.connect()) as connection:
                self._settle(connection)
            self._writer.start()
            self._reader.start()
        except (sqlite3.Error, OSError, StoreError) as error:
            self._let_go()
            if isinstance(error, StoreError):
                raise
            raise StoreError(described(error, self.path)) from None

    def _settle(self, connection: sqlite3.Connection) -> None:
        """One transaction. The lock says that no other router lives: every intent that is open is an orphan."""
        self._database.begin(connection)
        if self._fingerprint is not None:
            connection.execute(rows.INSERT_FINGERPRINT, (self._fingerprint,))
            if connection.execute(rows.SELECT_FINGERPRINT).fetchone()[0] != self._fingerprint:
                raise StoreError(
                    f"{self.path}: written under another master key, and no agent key of it would open; "
                    "restore that key (SOVEREIGN_MASTER_KEY or master.key), or choose another data folder"
                )
        if self._serving:
            self.orphans = connection.execute(rows.MARK_ORPHANS, (time.time(),)).rowcount
            connection.execute(rows.EMPTY_PENDING)
        connection.execute("COMMIT")

    def _close(self) -> None:
        self._writer.close()
        self._reader.close()
        self._let_go()

    def _let_go(self) -> None:
        lock, self._lock = self._lock, None
        if lock is not None:
            os.close(lock)
