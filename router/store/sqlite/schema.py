"""The tables, and how a file comes to have them. Two sorts of file: one for the router itself, and one for each tenant.

Both hold a log: `entries` are append-only, each with the hash that is its leaf and a body that is sealed; `subtrees`
and the one row of `log` are what `store.growth` says is kept of the tree; `log.pruned` counts the entries that have
lost their bodies, always the first ones. `checkpoints` are signed, those that are `cosigned` by a witness too.
`pending` holds the intents that have no outcome yet, kept by triggers, so that recovery after a crash costs what was
open and not what was ever recorded. `subjects` are the people whom entries are about; of who was erased the id stays.
`meta.keys_version` counts the changes of `keys` and the people that were erased, by whichever process. Who is disabled
in `admins` loses all `passes` with it, and each new one takes those away that have expired. `rules` were in force: what
of them is a tenant's own lies in its file, in `rule_parts`. `stops` are what an admin has stopped, of whichever tenant.
"""

import sqlite3
import time
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from router.store.faults import StoreError

_BEFORE = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES ('keys_version', 0);
CREATE TABLE keys (
    id TEXT PRIMARY KEY, tenant TEXT NOT NULL, agent TEXT NOT NULL, models TEXT NOT NULL, tools TEXT NOT NULL,
    floor TEXT, digest BLOB NOT NULL, created REAL NOT NULL, expires REAL, revoked REAL
) STRICT;
CREATE TABLE intents (
    seq INTEGER PRIMARY KEY, receipt TEXT NOT NULL, attempt INTEGER NOT NULL, tenant TEXT NOT NULL, at REAL NOT NULL,
    provider TEXT NOT NULL, model TEXT NOT NULL, zone TEXT NOT NULL, effective TEXT NOT NULL, treatment TEXT NOT NULL,
    ruleset TEXT NOT NULL, commitment TEXT NOT NULL, UNIQUE (receipt, attempt)
) STRICT;
CREATE TABLE outcomes (
    receipt TEXT NOT NULL, attempt INTEGER NOT NULL, outcome TEXT NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (receipt, attempt)
) STRICT, WITHOUT ROWID;
CREATE TABLE pending (
    receipt TEXT NOT NULL, attempt INTEGER NOT NULL, PRIMARY KEY (receipt, attempt)
) STRICT, WITHOUT ROWID;
CREATE TABLE rulesets (digest TEXT PRIMARY KEY, since REAL NOT NULL, canonical TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE receipts (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, tenant TEXT NOT NULL, outcome TEXT NOT NULL, body TEXT NOT NULL
) STRICT;
"""
"""The first version: one file held every tenant's rows. `store.sqlite.upgrade` moves them out."""

_LOG = """
CREATE TABLE log (
    one INTEGER PRIMARY KEY CHECK (one = 1), size INTEGER NOT NULL, frontier BLOB NOT NULL, signed INTEGER NOT NULL,
    pruned INTEGER NOT NULL
) STRICT;
INSERT INTO log VALUES (1, 0, x'', 0, 0);
CREATE TABLE entries (
    seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, attempt INTEGER NOT NULL, at REAL NOT NULL,
    owner TEXT, team TEXT, leaf BLOB NOT NULL, body BLOB, UNIQUE (id, kind, attempt)
) STRICT;
CREATE TABLE subtrees (
    level INTEGER NOT NULL, number INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (level, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE checkpoints (
    size INTEGER PRIMARY KEY, at REAL NOT NULL, note TEXT NOT NULL, cosigned INTEGER NOT NULL
) STRICT;
CREATE INDEX checkpoints_cosigned ON checkpoints (size) WHERE cosigned;
"""

_CONTROL = """
CREATE TABLE tenants (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, made REAL NOT NULL, key_version INTEGER NOT NULL, wrapped BLOB,
    erased REAL, CHECK (wrapped IS NULL = (erased IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX tenants_of_name ON tenants (name) WHERE erased IS NULL;
CREATE TABLE admins (id TEXT PRIMARY KEY, made REAL NOT NULL, disabled REAL, body BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE passes (
    id TEXT PRIMARY KEY, admin TEXT NOT NULL, digest BLOB NOT NULL, made REAL NOT NULL, expires REAL NOT NULL,
    seen REAL NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER pass_added AFTER INSERT ON passes BEGIN
    DELETE FROM passes WHERE expires < new.made;
END;
CREATE TRIGGER admin_disabled AFTER UPDATE ON admins WHEN new.disabled IS NOT NULL BEGIN
    DELETE FROM passes WHERE admin = new.id;
END;
"""

_TENANT = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES ('keys_version', 0);
CREATE TABLE keys (
    id TEXT PRIMARY KEY, owner TEXT, team TEXT, digest BLOB NOT NULL, created REAL NOT NULL, expires REAL,
    revoked REAL, body BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER key_added AFTER INSERT ON keys BEGIN
    UPDATE meta SET value = value + 1 WHERE name = 'keys_version';
END;
CREATE TRIGGER key_changed AFTER UPDATE ON keys BEGIN
    UPDATE meta SET value = value + 1 WHERE name = 'keys_version';
END;
CREATE TRIGGER key_removed AFTER DELETE ON keys BEGIN
    UPDATE meta SET value = value + 1 WHERE name = 'keys_version';
END;
CREATE TABLE pending (
    receipt TEXT NOT NULL, attempt INTEGER NOT NULL, PRIMARY KEY (receipt, attempt)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER intent_recorded AFTER INSERT ON entries WHEN new.kind = 'intent' BEGIN
    INSERT INTO pending VALUES (new.id, new.attempt);
END;
CREATE TRIGGER attempt_recorded AFTER INSERT ON entries WHEN new.kind IN ('attempt', 'orphan') BEGIN
    DELETE FROM pending WHERE receipt = new.id AND attempt = new.attempt;
END;
CREATE TRIGGER receipt_recorded AFTER INSERT ON entries WHEN new.kind = 'receipt' BEGIN
    DELETE FROM pending WHERE receipt = new.id;
END;
"""

_ABOUT = "ALTER TABLE entries ADD COLUMN subject TEXT;"

_SUBJECTS = """
CREATE TABLE subjects (
    id TEXT PRIMARY KEY, tag BLOB, made REAL NOT NULL, wrapped BLOB, erased REAL,
    CHECK ((tag IS NULL) = (erased IS NOT NULL) AND (wrapped IS NULL) = (erased IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX subjects_of_tag ON subjects (tag) WHERE tag IS NOT NULL;
CREATE INDEX entries_of_subject ON entries (subject) WHERE subject IS NOT NULL;
CREATE TRIGGER subject_erased AFTER UPDATE ON subjects BEGIN
    UPDATE meta SET value = value + 1 WHERE name = 'keys_version';
END;
"""


@dataclass(frozen=True, slots=True)
class Layout:
    """A sort of file. `application` stands in its header (PRAGMA application_id): ours, and of this sort.

    `migrations`: each raises the file by one version; a released one is never changed. PRAGMA user_version counts them.
    """

    application: int
    migrations: tuple[tuple[str, ...], ...]

    @property
    def version(self) -> int:
        return len(self.migrations)


_IN_CLEAR = """
INSERT INTO meta SELECT 'in_clear', 1
WHERE EXISTS (SELECT 1 FROM entries WHERE owner IS NOT NULL OR team IS NOT NULL)
    OR EXISTS (SELECT 1 FROM keys WHERE owner IS NOT NULL OR team IS NOT NULL);
"""
"""Names of owners and teams stand in a file of before as they are: `store.sqlite.tagging` makes tags of them."""


_RULES = """
CREATE TABLE rules (digest TEXT PRIMARY KEY, since REAL NOT NULL, body BLOB NOT NULL) STRICT, WITHOUT ROWID;
"""
"""Instead of `rulesets`, which `store.sqlite.splitting` empties."""

_RULE_PARTS = "CREATE TABLE rule_parts (digest TEXT PRIMARY KEY, body BLOB NOT NULL) STRICT, WITHOUT ROWID;"

_STOPS = "CREATE TABLE stops (id TEXT PRIMARY KEY, since REAL NOT NULL, body BLOB NOT NULL) STRICT, WITHOUT ROWID;"

CONTROL = Layout(0x534F5652, ((_BEFORE,), (_CONTROL, _LOG), (_ABOUT,), (_RULES,), (_STOPS,)))
"""`SOVR`: what belongs to no tenant."""
TENANT = Layout(0x534F5654, ((_LOG, _TENANT), (_ABOUT, _SUBJECTS), (_IN_CLEAR,), (_RULE_PARTS,)))
"""`SOVT`."""


def prepare(connection: sqlite3.Connection, path: Path, layout: Layout) -> None:
    """Brings the file to this version. Raises `StoreError` for a newer or foreign one, which stays untouched."""
    if _version(connection, path, layout) == layout.version:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statements in chain.from_iterable(layout.migrations[_version(connection, path, layout) :]):
            _run(connection, statements)
        connection.execute(f"PRAGMA application_id = {layout.application}")
        connection.execute(f"PRAGMA user_version = {layout.version}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def keep_a_journal(connection: sqlite3.Connection, path: Path, layout: Layout, patience: float) -> None:
    """Write-ahead logging. Two processes that convert a new file at once may each find it locked for a moment."""
    _version(connection, path, layout)  # a file that is not ours is not touched
    deadline = time.monotonic() + patience
    while True:
        try:
            mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.005)
        else:
            break
    if mode != "wal":
        raise StoreError(f"{path}: this file system has no write-ahead log; choose a data folder on a local disk")


def _version(connection: sqlite3.Connection, path: Path, layout: Layout) -> int:
    """0 for a new file. Tables are looked for first: who sees those of another process sees its name on them too."""
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if owner != layout.application and (tables or owner):
        raise StoreError(f"{path}: this is another program's database; choose another data folder")
    if version > layout.version:
        raise StoreError(
            f"{path}: written by a newer version of the router (schema {version}, this one reads {layout.version}); "
            "start that version, or choose another data folder"
        )
    return version


def _run(connection: sqlite3.Connection, statements: str) -> None:
    """Statement by statement: `executescript` would commit the transaction that makes a migration whole."""
    statement = ""
    for line in statements.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""
