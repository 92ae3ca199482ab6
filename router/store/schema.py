"""The tables, and how a file comes to have them.

`intents` and `outcomes` are append-only: what was recorded first stands. `pending` holds the intents that have no
outcome yet, kept by triggers, so that recovery after a crash costs what was open and not what was ever recorded.
`meta.keys_version` counts the changes of `keys`, by whichever process.
"""

import sqlite3
import time
from pathlib import Path

from router.store.faults import StoreError

APPLICATION = 0x534F5652
"""`SOVR`, in the file's header (PRAGMA application_id): ours, and not some other program's database."""

_FIRST = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES ('keys_version', 0);

CREATE TABLE keys (
    id TEXT PRIMARY KEY, tenant TEXT NOT NULL, agent TEXT NOT NULL, models TEXT NOT NULL, tools TEXT NOT NULL,
    floor TEXT, digest BLOB NOT NULL, created REAL NOT NULL, expires REAL, revoked REAL
) STRICT;
CREATE INDEX keys_of_tenant ON keys (tenant, id);
CREATE TRIGGER key_added AFTER INSERT ON keys BEGIN
    UPDATE meta SET value = value + 1 WHERE name = 'keys_version';
END;
CREATE TRIGGER key_changed AFTER UPDATE ON keys BEGIN
    UPDATE meta SET value = value + 1 WHERE name = 'keys_version';
END;
CREATE TRIGGER key_removed AFTER DELETE ON keys BEGIN
    UPDATE meta SET value = value + 1 WHERE name = 'keys_version';
END;

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
CREATE TRIGGER intent_recorded AFTER INSERT ON intents BEGIN
    INSERT INTO pending VALUES (new.receipt, new.attempt);
END;
CREATE TRIGGER outcome_recorded AFTER INSERT ON outcomes BEGIN
    DELETE FROM pending WHERE receipt = new.receipt AND attempt = new.attempt;
END;

CREATE TABLE rulesets (digest TEXT PRIMARY KEY, since REAL NOT NULL, canonical TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE receipts (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, tenant TEXT NOT NULL, outcome TEXT NOT NULL, body TEXT NOT NULL
) STRICT;
CREATE TRIGGER receipt_recorded AFTER INSERT ON receipts BEGIN
    DELETE FROM pending WHERE receipt = new.id;
END;
"""

MIGRATIONS = (_FIRST,)
"""Each raises the file by one version; a released one is never changed. PRAGMA user_version counts them."""


def prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Brings the file to this version. Raises `StoreError` for a newer or foreign one, which stays untouched."""
    if _version(connection, path) == len(MIGRATIONS):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statements in MIGRATIONS[_version(connection, path) :]:
            _run(connection, statements)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def keep_a_journal(connection: sqlite3.Connection, path: Path, patience: float) -> None:
    """Write-ahead logging. Two processes that convert a new file at once may each find it locked for a moment."""
    _version(connection, path)  # a file that is not ours is not touched
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


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """0 for a new file. Tables are looked for first: who sees those of another process sees its name on them too."""
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if owner != APPLICATION and (tables or owner):
        raise StoreError(f"{path}: this is another program's database; choose another data folder")
    if version > len(MIGRATIONS):
        raise StoreError(
            f"{path}: written by a newer version of the router (schema {version}, this one reads {len(MIGRATIONS)}); "
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
