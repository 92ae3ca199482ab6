"""The router's own file: which tenants there are, each with its id and its wrapped key, and which rules were in force.

A tenant's name is what `routes.yaml` calls it; its id is random, and names its folder. So no path is ever made of
words that somebody sent.
"""

import shutil
import sqlite3
import time
import uuid
from collections.abc import Callable, Collection, Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from router.ports import Act
from router.store.faults import StoreError
from router.store.records import of_act
from router.store.sealing import KEY_VERSION, Safe, Seal
from router.store.sqlite.database import Database, sync
from router.store.sqlite.logbook import Logbook
from router.store.sqlite.rows import ADD_RULES
from router.store.sqlite.schema import CONTROL, TENANT
from router.store.sqlite.statements import Row

FILE = "sovereign.db"
TENANTS = "tenants"
TENANT_FILE = "tenant.db"
OWN_ID = "00000000-0000-0000-0000-000000000000"
"""In place of a tenant's id, for the router's own log."""

_LIVING = "SELECT id, name, key_version, wrapped FROM tenants WHERE erased IS NULL"
_ADD = "INSERT INTO tenants VALUES (?, ?, ?, ?, ?, NULL)"
_COUNT = "SELECT count(*), count(erased) FROM tenants"
_FINGERPRINT = "SELECT value FROM meta WHERE name = 'fingerprint'"
_ERASED = "SELECT id FROM tenants WHERE erased IS NOT NULL"
_ERASE = "UPDATE tenants SET wrapped = NULL, erased = ? WHERE id = ? AND erased IS NULL"


@dataclass(frozen=True, slots=True)
class TenantEntry:
    """A tenant that lives: what it is called, and what opens its rows."""

    id: str
    name: str
    seal: Seal
    database: Database


class Control:
    """For connections that others own; every method is one transaction or none."""

    def __init__(self, folder: Path, safe: Safe, patience: float) -> None:
        self.database = Database(folder / FILE, CONTROL, patience)
        self.logbook = Logbook(safe.own(OWN_ID), safe.notary(OWN_ID))
        self._folder = folder
        self._safe = safe

    def open(self, connection: sqlite3.Connection) -> None:
        """Raises `StoreError` for a file that was written under another master key."""
        (self._folder / TENANTS).mkdir(mode=0o700, exist_ok=True)
        sync(self._folder)
        self.database.begin(connection)
        connection.execute(
            "INSERT INTO meta VALUES ('fingerprint', ?) ON CONFLICT DO NOTHING", (self._safe.fingerprint,)
        )
        known = connection.execute(_FINGERPRINT).fetchone()[0]
        connection.execute("COMMIT")
        if known != self._safe.fingerprint:
            raise StoreError(
                f"{self.database.path}: written under another master key, and no agent key of it would open; "
                "restore that key (SOVEREIGN_MASTER_KEY, master.key, master.key.wrapped), or choose another data folder"
            )

    def tenants(self, connection: sqlite3.Connection) -> dict[str, TenantEntry]:
        """Those that live, by name. Raises `StoreError` for a key that does not open."""
        return {name: self._entry(tenant_id, name, *key) for tenant_id, name, *key in connection.execute(_LIVING)}

    def version(self, connection: sqlite3.Connection) -> tuple[int, int]:
        """Changes when a tenant is made or erased."""
        made, erased = connection.execute(_COUNT).fetchone()
        return made, erased

    def admit(self, connection: sqlite3.Connection, names: Collection[str]) -> None:
        """Makes those that are not there: the file first, then the row that says that it is there."""
        self.database.begin(connection)
        known = {name for _, name, *_ in connection.execute(_LIVING)}
        for name in sorted(set(names) - known):
            tenant_id = str(uuid.uuid4())
            self._database_of(tenant_id).create()
            self._add(connection, tenant_id, name, self._safe.make(tenant_id))
        self.logbook.sign(connection, now=True)
        connection.execute("COMMIT")

    def adopt(
        self, connection: sqlite3.Connection, name: str, fill: Callable[[TenantEntry], None], rules: Iterable[Row]
    ) -> None:
        """Makes a tenant whose file `fill` writes before anybody knows of it. Raises `StoreError` where there is one.

        Of a process that dies in between there is left a file whose key nobody has.
        """
        tenant_id = str(uuid.uuid4())
        wrapped = self._safe.make(tenant_id)
        entry = self._entry(tenant_id, name, KEY_VERSION, wrapped)
        self._must_be_new(connection, name)
        entry.database.create()
        try:
            fill(entry)
            self.database.begin(connection)
            self._must_be_new(connection, name)
            connection.executemany(ADD_RULES, rules)
            self._add(connection, tenant_id, name, wrapped)
            self.logbook.sign(connection, now=True)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            shutil.rmtree(entry.database.path.parent)
            raise

    def _must_be_new(self, connection: sqlite3.Connection, name: str) -> None:
        if any(name == known for _, known, *_ in connection.execute(_LIVING)):
            raise StoreError(f"{self.database.path}: there is a tenant {name!r} already; name one that is not there")

    def erase(self, connection: sqlite3.Connection, entry: TenantEntry, act: Act) -> bool:
        """Destroys the tenant's key, and says so in the log, in one transaction. False when another did."""
        self.database.begin(connection)
        gone = connection.execute(_ERASE, (act.at, entry.id)).rowcount == 1
        if gone:
            self.logbook.append(connection, [of_act(replace(act, id=entry.id, target=entry.id))])
            self.logbook.sign(connection, now=True)
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # the journal still had the wrapped key
        return gone

    def is_erased(self, tenant_id: str) -> bool:
        """In any thread. False where nobody can say."""
        try:
            with closing(self.database.connect()) as connection:
                return connection.execute(f"{_ERASED} AND id = ?", (tenant_id,)).fetchone() is not None
        except (sqlite3.Error, OSError, StoreError):
            return False

    def remains(self, connection: sqlite3.Connection) -> list[Path]:
        """Folders of tenants that were erased, where the process that erased one ended before they were removed."""
        folders = [self._database_of(tenant_id).path.parent for (tenant_id,) in connection.execute(_ERASED)]
        return [folder for folder in folders if folder.exists()]

    def _add(self, connection: sqlite3.Connection, tenant_id: str, name: str, wrapped: bytes) -> None:
        """The row says that the file is there, so its folder's name must be on the disk before."""
        sync(self._folder / TENANTS)
        now = time.time()
        connection.execute(_ADD, (tenant_id, name, now, KEY_VERSION, wrapped))
        act = Act("tenant.make", "router", now, target=tenant_id, details={"name": name})
        self.logbook.append(connection, [of_act(act)])

    def logbook_of(self, entry: TenantEntry) -> Logbook:
        return Logbook(entry.seal, self._safe.notary(entry.id))

    def _entry(self, tenant_id: str, name: str, version: int, wrapped: bytes) -> TenantEntry:
        return TenantEntry(
            tenant_id, name, self._safe.unwrap(tenant_id, version, wrapped), self._database_of(tenant_id)
        )

    def _database_of(self, tenant_id: str) -> Database:
        folder = self._folder / TENANTS / str(uuid.UUID(tenant_id))
        return Database(folder / TENANT_FILE, TENANT, self.database.patience)
