"""The records in PostgreSQL: one database for many routers, each tenant's rows kept apart by the database itself.

`sovereign store migrate` makes the tables, as their owner; a router checks before it serves that they are as they must
be, and that nobody it logs in as could see past them.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
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
from router.store.heads import must_hold
from router.store.postgres import reading, restoring, statements, subjects
from router.store.postgres.address import Address
from router.store.postgres.admins import Admins
from router.store.postgres.faults import described
from router.store.postgres.line import Line
from router.store.postgres.logbook import Logbook
from router.store.postgres.pool import CONTROL, FAULTS, MOST, Connection, Pool, Scope, enter
from router.store.postgres.registry import Registry, Tenant
from router.store.postgres.self_check import check
from router.store.postgres.splitting import split_rules
from router.store.postgres.stops import StopRows
from router.store.postgres.tagging import tag_names
from router.store.records import Entry
from router.store.stop_buttons import StopButtons
from router.store.subjects import Memory, somebody_new, tag_of
from router.store.whose import as_kept

log = logging.getLogger("sovereign.ledger")

ABANDONED = 6 * 3600.0
"""Seconds after which an intent will have no outcome: longer than any request lasts. Other routers' are open too."""
PIECE = 1024
"""Entries that lose their bodies in one transaction."""
SWEEP = 900.0
"""Seconds between two looks for such intents."""

T = TypeVar("T")


class PostgresStore(StopButtons):
    """Implements `ports.Store`. Everything it raises is a `LedgerUnavailable`. For one event loop.

    `url`: of the role that serves, which owns nothing. `master`: the master key; a database that was written under
    another one is refused, because nothing in it would open. `serving`: check the logs, and mark what was abandoned.
    """

    def __init__(self, url: str, *, master: bytes, serving: bool = False, connections: int = MOST) -> None:
        """Raises `StoreError` for what is no address."""
        self.orphans = 0
        """Intents without outcome that were marked, at the start and since."""
        self._serving = serving
        self._pool = Pool(Address.of(url), most=connections)
        self._registry = Registry(self._pool, master)
        self._lines: dict[str, Line] = {}
        self._admins = Admins(self._pool, self._registry.own, self._line)
        self._stops = StopRows(self._pool, self._registry.own, self._line)
        self._scribe = records.Scribe()
        self._believed = key_records.Believed()
        self._memory = Memory()
        self._parts: set[tuple[str, str]] = set()
        """Of rules, that were written: most tenants' stay as they are when a file changes."""
        self._sweeper: asyncio.Task[None] | None = None
        self._open = False

    @property
    def place(self) -> str:
        """Host and database, to be told to people."""
        return self._pool.address.place

    @property
    def commits(self) -> int:
        """Transactions that were acknowledged: under load, far fewer than entries."""
        return sum(line.commits for line in self._lines.values())

    # ---------------------------------------------------------------------------------------------- begin and end

    async def start(self) -> None:
        """Once. Raises `StoreError`: not reachable, not safe to serve from (each with its cure), or changed."""
        await self._pool.start()
        try:
            for warning in await check(self._pool):
                log.warning("%s: %s", self.place, warning)
            await self._registry.open()
            await tag_names(self._pool, self._registry.living.values())
            await split_rules(self._pool, self._registry.own, self._registry.living.values())
            if self._serving:
                await self._check_logs()
            self._open = True
            if self._serving:
                await self._mark_abandoned()
                self._sweeper = asyncio.get_running_loop().create_task(self._sweep())
        except BaseException:
            await self.aclose()
            raise

    async def admit(self, tenants: Collection[str]) -> None:
        missing = set(tenants) - self._registry.living.keys()
        if missing:
            await self._registry.admit(missing)

    async def aclose(self) -> None:
        """Writes what is in line, signs, and lets go of the connections. Idempotent."""
        self._open = False
        if self._sweeper is not None:
            self._sweeper.cancel()
        await asyncio.gather(*(line.aclose() for line in self._lines.values()))
        await self._pool.aclose()

    # ------------------------------------------------------------------------------------------- what is recorded

    def commitment_key(self, tenant: str) -> bytes:
        return self._registry.tenant(tenant).seal.commitments

    def names_key(self, tenant: str | None) -> bytes:
        return self._registry.logbook(tenant).seal.names

    async def subject(self, tenant: str, user: str) -> Subject:
        book, age = self._registry.logbook(tenant), self._memory.age
        tag = tag_of(await self._tags_key(book), user)
        found = self._memory.find(book.tenant_id, tag)
        if found is None:
            known = await self._read(book, lambda connection: subjects.find(connection, book, tag))
            found = self._memory.keep(book.tenant_id, known or somebody_new(book.seal, tag), age)
        return found

    async def intend(self, intent: Intent, subject: Subject | None = None) -> None:
        try:
            await self._line(intent.tenant).write(records.about(records.of_intent(intent), subject))
        except SubjectGone:
            self._memory.forget()
            raise

    def attempted(self, tenant: str, receipt: str, attempt: Attempt, subject: Subject | None = None) -> None:
        self._put(tenant, records.about(records.of_attempt(receipt, attempt), subject))

    def concluded(self, receipt: Receipt, subject: Subject | None = None) -> None:
        for entry in self._scribe.entries_of(receipt, time.time()):
            self._put(receipt.facts.tenant, records.about(entry, subject))

    async def record(self, act: Act) -> None:
        await self._line(act.tenant).write(records.of_act(act))

    def trouble(self) -> str | None:
        return next((line.trouble for line in self._lines.values() if line.trouble), None)

    async def settled(self) -> None:
        await asyncio.gather(*(line.sign() for line in self._lines.values()))

    async def receipt(self, tenant: str, receipt_id: str, viewer: Viewer | None = None) -> Mapping[str, Any] | None:
        book = self._registry.logbook(tenant)
        return await self._read(book, lambda connection: reading.told(connection, book, receipt_id), viewer)

    # --------------------------------------------------------------------------------------------------------- log

    async def log_head(self, tenant: str | None) -> LogHead:
        book = self._registry.logbook(tenant)
        await self._line(tenant).sign()
        return await self._read(book, lambda connection: reading.head(connection, book))

    async def log_tree(self, tenant: str | None) -> LogTree:
        book = self._registry.logbook(tenant)
        return await self._read(book, lambda connection: reading.tree(connection, book))

    async def log_entries(self, tenant: str | None, start: int, stop: int) -> list[Kept]:
        book = self._registry.logbook(tenant)
        return await self._read(book, lambda connection: reading.entries(connection, book, start, stop))

    async def sign_note(self, tenant: str | None, text: str) -> str:
        return self._registry.logbook(tenant).notary.note(text)

    async def prove(self, tenant: str | None, entry_id: str) -> Proof | None:
        book = self._registry.logbook(tenant)
        await self._line(tenant).sign()
        return await self._read(book, lambda connection: reading.prove(connection, book, entry_id))

    async def log_ids(self) -> Mapping[str, str | None]:
        await self._registry.look()
        return {CONTROL: None, **{tenant.id: tenant.name for tenant in self._registry.living.values()}}

    async def log_checkpoint(self, tenant: str | None) -> str | None:
        book = self._registry.logbook(tenant)
        found = await self._pool.rows(Scope(book.tenant_id), statements.NEWEST, book.tenant_id)
        return found[0]["note"] if found else None

    async def log_tile(self, tenant: str | None, tile: Tile) -> bytes:
        book = self._registry.logbook(tenant)
        return await self._read(book, lambda connection: book.tile(connection, tile))

    async def log_root(self, tenant: str | None, size: int) -> bytes | None:
        book = self._registry.logbook(tenant)
        return await self._read(book, lambda connection: book.root_at(connection, size))

    async def told_heads(self) -> Mapping[str, Head]:
        own = self._registry.own
        return await self._read(own, lambda connection: reading.told_heads(connection, own))

    async def cosign(self, tenant: str | None, size: int, before: str, after: str) -> bool:
        scope = Scope(self._registry.logbook(tenant).tenant_id)
        return bool((await self._pool.rows(scope, statements.COSIGN, size, before, after))[0]["done"])

    async def prunable(self, tenant: str, before: float) -> range:
        book = self._registry.logbook(tenant)
        return await self._read(book, lambda connection: reading.prunable(connection, book, before))

    async def prune(self, tenant: str, stop: int) -> None:
        """On the server's disk the bodies stay until it vacuums, and in its log and backups while those are kept."""
        book = self._registry.logbook(tenant)
        start = (await self.prunable(tenant, 0.0)).start
        for first in range(start, stop, PIECE):
            await self._pool.rows(Scope(book.tenant_id), statements.PRUNE, min(stop, first + PIECE))

    # ------------------------------------------------------------------------------------------------------- rules

    def keep_rules(self, rules: KeptRules, since: float) -> None:
        """And says in the router's own log that they are in force. A tenant's part lies before what it decides."""
        for digest, part in rules.parts.items():
            tenant = self._registry.living.get(name_of(part))
            if tenant is not None and (tenant.id, digest) not in self._parts:
                self._parts.add((tenant.id, digest))
                row = (tenant.id, *kept_rules.part_row(digest, part, tenant.seal))
                self._put(tenant.name, None, statements.ADD_RULE_PART, row)
        self._put(None, None, statements.ADD_RULES, kept_rules.row_of(rules, since, self._registry.own.seal))
        self._put(None, records.of_act(Act("rules.activate", "router", since, target=rules.digest)))

    async def rules(self, digest: str, tenant: str | None = None) -> KeptRules | None:
        own = self._registry.own.seal
        found = await self._pool.rows(Scope(CONTROL), statements.RULES, digest)
        if not found or tenant is None:
            return kept_rules.opened(digest, found[0]["body"], own) if found else None
        entry, listed = self._registry.tenant(tenant), kept_rules.listed_of(digest, found[0]["body"], own)
        rows = await self._pool.rows(Scope(entry.id), statements.RULE_PARTS, entry.id, listed)
        parts = [(row["digest"], row["body"]) for row in rows]
        return kept_rules.opened(digest, found[0]["body"], own, parts, entry.seal)

    # -------------------------------------------------------------------------------------------------------- keys

    async def add_key(self, key: KeyRecord, act: Act) -> None:
        await self.admit([key.tenant])
        await self._line(key.tenant).write(records.of_act(act), statements.ADD_KEY, self._row_of(key))

    async def keys(self, tenant: str | None = None) -> list[KeyRecord]:
        """All keys, revoked and expired ones too, oldest first."""
        await self._registry.look()
        wanted = [one for one in self._registry.living.values() if tenant in (None, one.name)]
        found = await self._read(self._registry.own, partial(self._keys_of, tenants=wanted))
        return sorted(found, key=lambda key: (key.created, key.id))

    async def keys_shown(self, tenant: str, viewer: Viewer) -> frozenset[str]:
        book = self._registry.logbook(tenant)
        shown = await self._read(book, lambda seen: seen.fetch(statements.KEY_IDS, book.tenant_id), viewer)
        return frozenset(row["id"] for row in shown)

    def doubts(self) -> list[str]:
        return self._believed.doubts(self._registry.living)

    async def revoke_key(self, key_id: str, act: Act) -> bool:
        while True:  # until nobody else changed it in between
            key = next((key for key in await self.keys() if key.id == key_id), None)
            if key is None or key.revoked is not None:
                return key is not None
            over, told = key_records.ended(key, act)
            tenant = self._registry.tenant(key.tenant)
            values = (tenant.id, key.id, over.revoked, key_records.sealed(over, tenant.seal), key.expires)
            if await self._line(key.tenant).write(records.of_act(told), statements.REVOKE_KEY, values):
                return True

    async def rotate_key(self, old: KeyRecord, new: KeyRecord, until: float, act: Act) -> bool:
        await self._registry.look()
        kept = key_records.sealed(replace(old, expires=until), self._registry.tenant(old.tenant).seal)
        values = (*self._row_of(new), old.id, old.expires, until, kept)
        return await self._line(old.tenant).write(records.of_act(act), statements.ROTATE_KEY, values) > 0

    async def keys_version(self) -> Hashable:
        """Counts the changes of each tenant's keys by all routers; cheap enough to ask twice a second."""
        version = await self._registry.look()
        self._memory.as_of(version)
        return version

    # ------------------------------------------------------------------------------------------------ stop buttons

    async def _tell_tenant(self, tenant: str | None, act: Act) -> None:
        await self._registry.look()
        if tenant in self._registry.living:
            self._put(tenant, records.of_act(replace(act, tenant=tenant)))

    # ----------------------------------------------------------------------------------------- who runs the router

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
        await self._registry.look()
        return sorted(self._registry.living)

    async def restore(
        self,
        tenant: str,
        entries: Iterable[bytes | Pruned],
        keys: Sequence[KeyRecord],
        rules: Sequence[KeptRules],
        act: Act,
        tags: Tags | None = None,
    ) -> None:
        kept = [kept_rules.row_of(one, act.at, self._registry.own.seal) for one in rules]
        fill = partial(restoring.fill, entries=entries, keys=keys, rules=rules, act=act, tags=tags)
        await self._registry.adopt(tenant, fill, kept)

    async def erase(self, tenant: str, act: Act) -> str:
        """Destroys the tenant's key and rows; returns its id. What was recorded before is lost for good.

        On the server's disk the old versions of those rows stay until it vacuums, and in its log and backups as long as
        those are kept: the wrapped key too, which opens nothing without the master key.
        """
        await self._registry.look()
        entry = self._registry.tenant(tenant)
        line = self._lines.pop(entry.id, None)
        if line is not None:
            await line.aclose()
        await self._registry.erase(entry, act)
        return entry.id

    async def tags(self, tenant: str) -> tuple[bytes, Mapping[str, bytes]]:
        book = self._registry.logbook(tenant)
        return await self._read(book, lambda connection: subjects.tags_of_all(connection, book))

    async def erase_subject(self, tenant: str, user: str, act: Act) -> Erased | None:
        """On the server's disk key and bodies stay as `erase` says of a tenant's."""
        book = self._registry.logbook(tenant)
        tag = tag_of(await self._tags_key(book), user)
        told = replace(act, tenant=tenant)
        people, erased = await self._read(book, lambda connection: subjects.erase(connection, book, tag, told))
        self._memory.forget()
        await self._clear(book, people)
        return erased

    # ------------------------------------------------------------------------------------------------------- inside

    def _line(self, tenant: str | None) -> Line:
        book = self._registry.logbook(tenant)
        line = self._lines.get(book.tenant_id)
        if line is None:
            if not self._open:
                raise LedgerUnavailable(f"{self.place}: the store is closed")
            line = self._lines[book.tenant_id] = Line(self._pool, book)
        return line

    def _row_of(self, key: KeyRecord) -> tuple[object, ...]:
        tenant = self._registry.tenant(key.tenant)
        return tenant.id, *key_records.row_of(key, tenant.seal)

    async def _keys_of(self, connection: Connection, tenants: Collection[Tenant]) -> list[KeyRecord]:
        """Each tenant is entered in turn."""
        found = []
        for tenant in tenants:
            await enter(connection, Scope(tenant.id))
            found += self._believed.keys(await reading.key_rows(connection, tenant.id), tenant.name, tenant.seal)
        return found

    async def _tags_key(self, book: Logbook) -> bytes:
        key = self._memory.tags(book.tenant_id)
        if key is None:
            key = await self._read(book, lambda connection: subjects.tags(connection, book))
            self._memory.keep_tags(book.tenant_id, key)
        return key

    async def _clear(self, book: Logbook, people: Iterable[str]) -> None:
        """What is left of these, who were erased, in pieces: a router beside it goes on writing."""
        for one in people:
            cleared = PIECE
            while cleared == PIECE:
                cleared = (await self._pool.rows(Scope(book.tenant_id), statements.CLEAR, one, PIECE))[0]["cleared"]

    def _put(
        self,
        tenant: str | None,
        entry: Entry | None = None,
        statement: str | None = None,
        values: tuple[object, ...] = (),
    ) -> None:
        try:
            self._line(tenant).put(entry, statement, values)
        except TenantGone as gone:
            log.info("not recorded: %s", gone)
        except LedgerUnavailable as fault:
            log.error("not recorded: %s", fault)  # noqa: TRY400 - where it was raised says nothing

    async def _read(self, book: Logbook, read: Callable[[Connection], Awaitable[T]], viewer: Viewer | None = None) -> T:
        shown = None if viewer is None else as_kept(book.seal, viewer)
        who = () if shown is None else ("user", shown.user, shown.team)
        try:
            async with self._pool.transaction(Scope(book.tenant_id, *who)) as connection:
                return await read(connection)
        except FAULTS as error:
            if isinstance(error, LedgerUnavailable):
                raise
            raise LedgerUnavailable(described(error, self._pool.address)) from None

    async def _check_logs(self) -> None:
        for name in [None, *self._registry.living]:
            book, told = self._registry.logbook(name), "the router" if name is None else f"tenant {name}"
            await self._read(book, partial(book.check, name=told))
        await self._check_heads()
        for tenant in self._registry.living.values():
            await self._read(tenant.book, partial(_bind_keys, tenant=tenant))

    async def _check_heads(self) -> None:
        """Raises `StoreError` for a log that does not hold what the router's own told of it."""
        heads = await self.told_heads()
        for tenant in self._registry.living.values():
            if tenant.id in heads:
                told = heads[tenant.id]
                must_hold(tenant.name, told, await self.log_root(tenant.name, told.size))

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(SWEEP)
            try:
                await self._mark_abandoned()
            except LedgerUnavailable as fault:
                log.warning("abandoned requests were not looked for: %s", fault)

    async def _mark_abandoned(self) -> None:
        """A process that died left intents without outcome. Which process nobody knows, so time alone tells."""
        await self._registry.look()
        now = time.time()
        for tenant in list(self._registry.living.values()):
            gone = await self._pool.rows(Scope(tenant.id), statements.LEFT, tenant.id)
            await self._clear(tenant.book, [row["id"] for row in gone])
            left = await self._pool.rows(Scope(tenant.id), statements.LEFT_OPEN, tenant.id, now - ABANDONED)
            self.orphans += len(left)
            for row in left:
                self._put(tenant.name, records.of_orphan(row["receipt"], row["attempt"], now))


async def _bind_keys(connection: Connection, tenant: Tenant) -> None:
    """Those of an earlier version, and an entry tells it, if there are any."""
    state = await tenant.book.lock(connection)
    keys = key_records.unbound(await reading.key_rows(connection, tenant.id), tenant.name, tenant.seal)
    for key in keys:
        await connection.execute(statements.BIND_KEY, tenant.id, key.id, key_records.sealed(key, tenant.seal))
    if keys:
        act = records.of_act(key_records.binding(tenant.name, len(keys), time.time()))
        await tenant.book.append(connection, state, [act])
