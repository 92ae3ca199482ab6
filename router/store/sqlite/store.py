"""The records in SQLite files: one for the router itself, and one for each tenant. The embedded default.

    DATA/sovereign.db                 which tenants there are, their wrapped keys, the rules, the router's own log
    DATA/tenants/<id>/tenant.db       a tenant's agent keys, its part of the rules, and log

Commands such as `sovereign keys revoke` open the same files beside the running router, and so do its workers; only the
router that leads takes the folder's lock and, before it does anything else, marks what a crashed one left open.
"""

import asyncio
import json
import logging
import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from router.core.heads import Head
from router.core.kept_rules import KeptRules, name_of
from router.core.tiles import Tile
from router.core.types import Attempt, Receipt
from router.ports import (
    Act,
    AdminRecord,
    Erased,
    Intent,
    Kept,
    KeyRecord,
    LedgerUnavailable,
    Left,
    LogHead,
    LogTree,
    PassRecord,
    Proof,
    Pruned,
    Subject,
    SubjectGone,
    Tags,
    TenantGone,
    Viewer,
)
from router.store import kept_rules, key_records, records
from router.store.faults import StoreError, StoreInUse
from router.store.heads import must_hold
from router.store.records import Entry
from router.store.sealing import Safe
from router.store.sqlite import erasing, reading, restoring, rows, subjects
from router.store.sqlite.admins import Admins
from router.store.sqlite.control import FILE, OWN_ID, Control, TenantEntry
from router.store.sqlite.database import Database, hold, share
from router.store.sqlite.faults import described
from router.store.sqlite.logbook import Logbook, check, root_at, stored_tiles
from router.store.sqlite.pruning import prunable, prune
from router.store.sqlite.reader import Reader
from router.store.sqlite.splitting import split_rules
from router.store.sqlite.statements import Row
from router.store.sqlite.stops import VERSION, StopRows
from router.store.sqlite.tagging import tag_names
from router.store.sqlite.upgrade import move_out
from router.store.sqlite.writer import Writer
from router.store.stop_buttons import StopButtons
from router.store.subjects import Memory, somebody_new, tag_of
from router.store.whose import as_kept

__all__ = ["SqliteStore", "StoreError", "StoreInUse"]

log = logging.getLogger("sovereign.ledger")

SCHEME = "sqlite:///"
PATIENCE_SERVING = 2.0
"""Seconds that a request's record waits for a lock that another process holds."""
PATIENCE_COMMAND = 5.0
PATIENCE_WORKERS = 40.0
"""Seconds that a start waits for workers whose supervisor died: they drain."""
WRITERS = 128
"""Files that are held open for writing, about: beyond it, who wrote longest ago is asked to let go."""

T = TypeVar("T")


def store_file(place: str | Path) -> Path:
    """The router's own file: where it is, there is a store."""
    return (Path(place.removeprefix(SCHEME)) if isinstance(place, str) else place) / FILE


class SqliteStore(StopButtons):
    """Implements `ports.Records`. Everything it raises is a `LedgerUnavailable`.

    `place`: a folder, or `sqlite:///FOLDER`. `serving`: hold the folder alone and recover; `led`: another process that
    lives does so, and this one is a worker of it. `master`: the master key; a store that was written under another one
    is refused, because nothing in it would open.
    """

    def __init__(self, place: str | Path, *, master: bytes, serving: bool = False, led: bool = False) -> None:
        self.path = store_file(place)
        self.folder = self.path.parent
        self.orphans = 0
        """Intents without outcome that the last process left, marked by `start`."""
        self._leads = serving and not led
        self._led = led
        self._lock: int | None = None
        self._control = Control(self.folder, Safe(master), PATIENCE_SERVING if serving else PATIENCE_COMMAND)
        self._own = Writer(self._control.database, self._control.logbook)
        self._tenants: dict[str, TenantEntry] = {}
        self._seen: Hashable = None
        self._writers: dict[str, Writer] = {}
        self._scribe = records.Scribe()
        self._believed = key_records.Believed()
        self._memory = Memory()
        self._parts: set[tuple[str, str]] = set()
        """Of rules, that were written: most tenants' stay as they are when a file changes."""
        self._reader = Reader()
        self._admins = Admins(self._own, self._reader, self._control)
        self._stops = StopRows(self._own, self._reader, self._control)
        self._open = False

    @property
    def commits(self) -> int:
        """Transactions that reached the disk: under load, far fewer than entries."""
        return sum(writer.commits for writer in [self._own, *self._writers.values()])

    # ---------------------------------------------------------------------------------------------- begin and end

    async def start(self) -> None:
        """Once. Raises `StoreError` (damaged, foreign, newer, not writable, changed), `StoreInUse`."""
        await asyncio.to_thread(self._start)

    async def admit(self, tenants: Collection[str]) -> None:
        if not set(tenants) <= self._tenants.keys():
            await asyncio.to_thread(self._controlled, lambda connection: self._control.admit(connection, tenants))
            await self._look()

    async def aclose(self) -> None:
        """Writes what is queued, signs, checkpoints, lets go of the folder. Idempotent."""
        await asyncio.to_thread(self._close)

    # ------------------------------------------------------------------------------------------- what is recorded

    def commitment_key(self, tenant: str) -> bytes:
        return self._tenant(tenant).seal.commitments

    def names_key(self, tenant: str | None) -> bytes:
        return self._log(tenant)[1].seal.names

    async def subject(self, tenant: str, user: str) -> Subject:
        entry, age = self._tenant(tenant), self._memory.age
        tag = tag_of(await self._tags_key(entry), user)
        found = self._memory.find(entry.id, tag)
        if found is None:
            known = await self._ask(tenant, lambda connection: subjects.find(connection, entry.seal, tag))
            found = self._memory.keep(entry.id, known or somebody_new(entry.seal, tag), age)
        return found

    async def intend(self, intent: Intent, subject: Subject | None = None) -> None:
        try:
            await self._writer(intent.tenant).write(records.about(records.of_intent(intent), subject))
        except SubjectGone:
            self._memory.forget()
            raise

    def attempted(self, tenant: str, receipt: str, attempt: Attempt, subject: Subject | None = None) -> None:
        self._put(tenant, records.about(records.of_attempt(receipt, attempt), subject))

    def concluded(self, receipt: Receipt, subject: Subject | None = None) -> None:
        for entry in self._scribe.entries_of(receipt, time.time()):
            self._put(receipt.facts.tenant, records.about(entry, subject))

    async def record(self, act: Act) -> None:
        await self._writer(act.tenant).write(records.of_act(act))

    def trouble(self) -> str | None:
        return next((writer.trouble for writer in [self._own, *self._writers.values()] if writer.trouble), None)

    async def left_open(self) -> frozenset[Left]:
        """Intents without outcome, of all tenants: under way, or left by a process that died."""
        await self._look()
        entries = list(self._tenants.values())
        return await self._reader.read(
            lambda: frozenset(
                Left(entry.name, *row) for entry in entries for row in self._reader.rows(entry.database, rows.PENDING)
            )
        )

    async def mark_orphans(self, left: Iterable[Left]) -> None:
        """Of workers that died: whoever leads knows which they were. What has an outcome by now keeps it."""
        now = time.time()
        for one in left:
            with suppress(LedgerUnavailable):
                await self._writer(one.tenant).write(records.of_orphan(one.receipt, one.attempt, now))
                self.orphans += 1

    async def settled(self) -> None:
        await asyncio.gather(*(writer.sign() for writer in [self._own, *self._writers.values()]))

    async def receipt(self, tenant: str, receipt_id: str, viewer: Viewer | None = None) -> Mapping[str, Any] | None:
        database, book = self._log(tenant)
        if viewer is None:
            return await self._ask(tenant, lambda every: reading.told(every, every, book, receipt_id))
        shown = as_kept(book.seal, viewer)
        return await self._reader.show(database, shown, partial(reading.told, book=book, name=receipt_id))

    # --------------------------------------------------------------------------------------------------------- log

    async def log_head(self, tenant: str | None) -> LogHead:
        _, book = self._log(tenant)
        await self._writer(tenant).sign()
        return await self._ask(tenant, lambda connection: reading.head(connection, book))

    async def log_tree(self, tenant: str | None) -> LogTree:
        return await self._ask(tenant, reading.tree)

    async def log_entries(self, tenant: str | None, start: int, stop: int) -> list[Kept]:
        _, book = self._log(tenant)
        return await self._ask(tenant, lambda connection: reading.entries(connection, book, start, stop))

    async def sign_note(self, tenant: str | None, text: str) -> str:
        return self._log(tenant)[1].notary.note(text)

    async def prove(self, tenant: str | None, entry_id: str) -> Proof | None:
        _, book = self._log(tenant)
        await self._writer(tenant).sign()
        return await self._ask(tenant, lambda connection: reading.prove(connection, book, entry_id))

    async def log_ids(self) -> Mapping[str, str | None]:
        await self._look()
        return {OWN_ID: None, **{entry.id: entry.name for entry in self._tenants.values()}}

    async def log_checkpoint(self, tenant: str | None) -> str | None:
        return await self._ask(tenant, reading.checkpoint)

    async def log_tile(self, tenant: str | None, tile: Tile) -> bytes:
        return await self._ask(tenant, lambda connection: stored_tiles(connection)(tile))

    async def log_root(self, tenant: str | None, size: int) -> bytes | None:
        return await self._ask(tenant, lambda connection: root_at(connection, size))

    async def told_heads(self) -> Mapping[str, Head]:
        return await self._ask(None, lambda connection: reading.told_heads(connection, self._control.logbook))

    async def cosign(self, tenant: str | None, size: int, before: str, after: str) -> bool:
        return await self._writer(tenant).write(None, rows.COSIGN, (after, size, before)) > 0

    async def prunable(self, tenant: str, before: float) -> range:
        return await self._ask(tenant, lambda connection: prunable(connection, before))

    async def prune(self, tenant: str, stop: int) -> None:
        database = self._tenant(tenant).database
        try:
            await asyncio.to_thread(prune, database, stop)
        except (sqlite3.Error, OSError) as error:
            raise StoreError(described(error, database.path)) from None

    # ------------------------------------------------------------------------------------------------------- rules

    def keep_rules(self, rules: KeptRules, since: float) -> None:
        """And says in the router's own log that they are in force. A tenant's part lies before what it decides."""
        for digest, part in rules.parts.items():
            entry = self._tenants.get(name_of(part))
            if entry is not None and (entry.id, digest) not in self._parts:
                self._parts.add((entry.id, digest))
                row = kept_rules.part_row(digest, part, entry.seal)
                self._put(entry.name, statement=rows.ADD_RULE_PART, values=row)
        common = kept_rules.row_of(rules, since, self._control.logbook.seal)
        self._own.put(statement=rows.ADD_RULES, values=common)
        self._own.put(records.of_act(Act("rules.activate", "router", since, target=rules.digest)))

    async def rules(self, digest: str, tenant: str | None = None) -> KeptRules | None:
        own = self._control.logbook.seal
        found = await self._reader.read(self._reader.rows, self._control.database, rows.RULES, (digest,))
        if not found or tenant is None:
            return kept_rules.opened(digest, found[0][0], own) if found else None
        entry, listed = self._tenant(tenant), json.dumps(kept_rules.listed_of(digest, found[0][0], own))
        parts = await self._reader.read(self._reader.rows, entry.database, rows.RULE_PARTS, (listed,))
        return kept_rules.opened(digest, found[0][0], own, parts, entry.seal)

    # -------------------------------------------------------------------------------------------------------- keys

    async def add_key(self, key: KeyRecord, act: Act) -> None:
        await self.admit([key.tenant])
        await self._writer(key.tenant).write(records.of_act(act), rows.ADD_KEY, self._row_of(key))

    async def keys(self, tenant: str | None = None) -> list[KeyRecord]:
        """All keys, revoked and expired ones too, oldest first."""
        await self._look()
        wanted = [entry for entry in self._tenants.values() if tenant in (None, entry.name)]
        found = await self._reader.read(lambda: [key for entry in wanted for key in self._keys_of(entry)])
        return sorted(found, key=lambda key: (key.created, key.id))

    async def keys_shown(self, tenant: str, viewer: Viewer) -> frozenset[str]:
        database, book = self._log(tenant)
        shown = as_kept(book.seal, viewer)
        return await self._reader.show(
            database, shown, lambda seen, _: frozenset(name for (name,) in seen.execute(rows.KEY_IDS))
        )

    def doubts(self) -> list[str]:
        return self._believed.doubts(self._tenants)

    async def revoke_key(self, key_id: str, act: Act) -> bool:
        while True:  # until nobody else changed it in between
            key = next((key for key in await self.keys() if key.id == key_id), None)
            if key is None or key.revoked is not None:
                return key is not None
            over, told = key_records.ended(key, act)
            values = (over.revoked, self._sealed(over), key.id, key.expires)
            if await self._writer(key.tenant).write(records.of_act(told), rows.REVOKE_KEY, values):
                return True

    async def rotate_key(self, old: KeyRecord, new: KeyRecord, until: float, act: Act) -> bool:
        await self._look()
        values = (*self._row_of(new), old.id, old.expires, until, self._sealed(replace(old, expires=until)))
        return await self._writer(old.tenant).write(records.of_act(act), rows.ROTATE_KEY, values) > 0

    async def keys_version(self) -> Hashable:
        """Counts the changes of each tenant's keys by all processes; cheap enough to ask twice a second."""
        await self._look()
        databases = [entry.database for entry in self._tenants.values()]
        version = await self._reader.read(
            lambda: (
                tuple(self._reader.rows(database, rows.KEYS_VERSION)[0][0] for database in databases),
                tuple(self._reader.rows(self._control.database, VERSION)),
            )
        )
        self._memory.as_of(version)
        return version

    # ------------------------------------------------------------------------------------------------ stop buttons

    async def _tell_tenant(self, tenant: str | None, act: Act) -> None:
        await self._look()
        if tenant in self._tenants:
            self._put(tenant, records.of_act(replace(act, tenant=tenant)))

    # -------------------------------------------------------------------------------------- who runs the router

    async def admins(self) -> list[AdminRecord]:
        return await self._admins.all()

    async def change_admin(self, old: AdminRecord | None, new: AdminRecord, act: Act) -> bool:
        return await self._admins.change(old, new, act)

    async def find_pass(self, pass_id: str) -> PassRecord | None:
        return await self._admins.find_pass(pass_id)

    async def change_pass(self, old: PassRecord | None, new: PassRecord | None, act: Act | None) -> bool:
        return await self._admins.change_pass(old, new, act)

    # ----------------------------------------------------------------------------------------------------- tenants

    async def tenants(self) -> list[str]:
        await self._look()
        return sorted(self._tenants)

    async def restore(
        self,
        tenant: str,
        entries: Iterable[bytes | Pruned],
        keys: Sequence[KeyRecord],
        rules: Sequence[KeptRules],
        act: Act,
        tags: Tags | None = None,
    ) -> None:
        fill = partial(restoring.fill, self._control, entries=entries, keys=keys, rules=rules, act=act, tags=tags)
        kept = [kept_rules.row_of(one, act.at, self._control.logbook.seal) for one in rules]
        adopt = partial(self._control.adopt, name=tenant, fill=fill, rules=kept)
        await asyncio.to_thread(self._controlled, adopt)
        await self._look()

    async def erase(self, tenant: str, act: Act) -> str:
        """Destroys the tenant's key, then its files; returns its id. What was recorded before is lost for good.

        The key goes first: from then on whatever is left of the files cannot be read. Nothing of it is undone.
        """
        await self._look()
        entry = self._tenant(tenant)
        writer = self._writers.pop(entry.id, None)
        if writer is not None:
            await asyncio.to_thread(writer.close)
        await asyncio.to_thread(self._controlled, lambda connection: self._control.erase(connection, entry, act))
        await self._look()
        await asyncio.to_thread(_remove, entry.database.path.parent)
        return entry.id

    async def tags(self, tenant: str) -> tuple[bytes, Mapping[str, bytes]]:
        seal = self._tenant(tenant).seal
        return await self._ask(tenant, lambda connection: subjects.tags_of_all(connection, seal))

    async def erase_subject(self, tenant: str, user: str, act: Act) -> Erased | None:
        """Blocks writers for as long as it takes to find the entries, and not while they are overwritten."""
        entry = self._tenant(tenant)
        tag = tag_of(await self._tags_key(entry), user)
        try:
            return await asyncio.to_thread(
                erasing.erase, entry.database, self._control.logbook_of(entry), tag, replace(act, tenant=tenant)
            )
        except (sqlite3.Error, OSError) as error:
            raise StoreError(described(error, entry.database.path)) from None
        finally:
            self._memory.forget()

    # ------------------------------------------------------------------------------------------------------- inside

    def _tenant(self, name: str) -> TenantEntry:
        entry = self._tenants.get(name)
        if entry is None:
            raise TenantGone(f"{self.path}: there is no tenant {name!r}, or it was erased")
        return entry

    async def _ask(self, tenant: str | None, read: Callable[[sqlite3.Connection], T]) -> T:
        database, _ = self._log(tenant)
        return await self._reader.ask(database, read)

    def _log(self, tenant: str | None) -> tuple[Database, Logbook]:
        if tenant is None:
            return self._control.database, self._control.logbook
        entry = self._tenant(tenant)
        return entry.database, self._control.logbook_of(entry)

    def _writer(self, name: str | None) -> Writer:
        if name is None:
            return self._own
        entry = self._tenant(name)
        writer = self._writers.get(entry.id)
        if writer is None:
            if not self._open:
                raise LedgerUnavailable(f"{self.path}: the store is closed")
            writer = self._writers[entry.id] = Writer(
                entry.database, self._control.logbook_of(entry), is_gone=partial(self._control.is_erased, entry.id)
            )
        if not writer.running:
            self._make_room(entry.id)
        return writer

    def _make_room(self, tenant_id: str) -> None:
        """Before the writer of this tenant begins: its place is behind all others."""
        self._writers[tenant_id] = self._writers.pop(tenant_id)
        running = [writer for writer in self._writers.values() if writer.running]
        for writer in running[: max(0, len(running) + 1 - WRITERS)]:
            writer.rest()

    async def _tags_key(self, entry: TenantEntry) -> bytes:
        key = self._memory.tags(entry.id)
        if key is None:
            key = await self._reader.ask(entry.database, lambda connection: subjects.tags(connection, entry.seal))
            self._memory.keep_tags(entry.id, key)
        return key

    def _put(self, tenant: str, entry: Entry | None = None, statement: str | None = None, values: Row = ()) -> None:
        try:
            self._writer(tenant).put(entry, statement, values)
        except TenantGone as gone:
            log.info("not recorded: %s", gone)
        except LedgerUnavailable as fault:
            log.error("not recorded: %s", fault)  # noqa: TRY400 - where it was raised says nothing

    def _row_of(self, key: KeyRecord) -> Row:
        return key_records.row_of(key, self._tenant(key.tenant).seal)

    def _sealed(self, key: KeyRecord) -> bytes:
        return key_records.sealed(key, self._tenant(key.tenant).seal)

    def _keys_of(self, entry: TenantEntry) -> list[KeyRecord]:
        return self._believed.keys(self._reader.look(entry.database, reading.key_rows), entry.name, entry.seal)

    async def _look(self) -> None:
        """Which tenants there are: another process may have made or erased one."""
        for entry in await self._reader.read(self._look_again):
            writer = self._writers.pop(entry.id, None)
            if writer is not None:
                await asyncio.to_thread(writer.close)

    def _look_again(self) -> list[TenantEntry]:
        """Those that are gone: their files are let go of."""
        try:
            connection = self._reader.connection(self._control.database)
            version = self._control.version(connection)
            if version == self._seen:
                return []
            tenants = self._control.tenants(connection)
        except sqlite3.Error as error:
            self._reader.forget(self._control.database)
            raise LedgerUnavailable(described(error, self.path)) from None
        living = {entry.id for entry in tenants.values()}
        gone = [entry for entry in self._tenants.values() if entry.id not in living]
        for entry in gone:
            self._reader.forget(entry.database)
        self._tenants, self._seen = tenants, version
        return gone

    def _controlled(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """A transaction on the router's own file, from a connection for itself."""
        try:
            with closing(self._control.database.connect()) as connection:
                return work(connection)
        except (sqlite3.Error, OSError) as error:
            raise StoreError(described(error, self.path)) from None

    def _start(self) -> None:
        try:
            self._control.database.create()
            self._lock = self._locked()
            self._controlled(self._open_up)
            self._reader.start()
            self._open = True
        except (OSError, StoreError) as error:
            self._let_go()
            if isinstance(error, StoreError):
                raise
            raise StoreError(described(error, self.path)) from None

    def _locked(self) -> int | None:
        if self._leads:
            return hold(self.folder, PATIENCE_WORKERS)
        return share(self.folder) if self._led else None

    def _open_up(self, connection: sqlite3.Connection) -> None:
        self._control.open(connection)
        move_out(connection, self._control)
        self._tenants = self._control.tenants(connection)
        tag_names(connection, self._control, self._tenants.values(), again=self._leads)
        split_rules(connection, self._control, self._tenants.values())
        if self._leads:
            check(connection, self._control.logbook.notary, "the router")
            told = reading.told_heads(connection, self._control.logbook)
            for folder in self._control.remains(connection):
                _remove(folder)
            for entry in self._tenants.values():
                try:
                    self.orphans += self._recover(entry, told.get(entry.id))
                except sqlite3.Error as error:
                    raise StoreError(described(error, entry.database.path)) from None

    def _recover(self, entry: TenantEntry, told: Head | None) -> int:
        """The lock says that no other router lives: every intent that is open is an orphan. How many there were.

        `told`: what the log must hold.
        """
        logbook = self._control.logbook_of(entry)
        with closing(entry.database.connect()) as connection:
            check(connection, logbook.notary, f"tenant {entry.name}")
            if told is not None:
                must_hold(entry.name, told, root_at(connection, told.size))
            entry.database.begin(connection)
            now = time.time()
            orphans = [
                records.of_orphan(receipt, attempt, now) for receipt, attempt in connection.execute(rows.PENDING)
            ]
            logbook.append(connection, [*orphans, *_bind_keys(connection, entry, now)])
            logbook.sign(connection, now=True)
            connection.execute("COMMIT")
            erasing.clear_left(entry.database, connection)
        return len(orphans)

    def _close(self) -> None:
        self._open = False
        for writer in [*self._writers.values(), self._own]:
            writer.close()
        self._reader.close()
        self._let_go()

    def _let_go(self) -> None:
        lock, self._lock = self._lock, None
        if lock is not None:
            os.close(lock)


def _bind_keys(connection: sqlite3.Connection, entry: TenantEntry, at: float) -> list[Entry]:
    """Those of an earlier version, and the entry that tells it, if there are any."""
    keys = key_records.unbound(reading.key_rows(connection), entry.name, entry.seal)
    connection.executemany(rows.BIND_KEY, [(key_records.sealed(key, entry.seal), key.id) for key in keys])
    return [records.of_act(key_records.binding(entry.name, len(keys), at))] if keys else []


def _remove(folder: Path) -> None:
    """Raises `StoreError`."""
    shutil.rmtree(folder, ignore_errors=True)
    if folder.exists():
        raise StoreError(f"{folder}: the tenant's key is destroyed, but its files are still there; remove the folder")
