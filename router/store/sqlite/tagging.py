"""Names of owners and teams that an earlier version left in clear become tags (`core.whose`), once for each file.

A file of before says so of itself when it is brought to this version; the router's own says that all were done. Each is
one transaction, so that a crash in between is repeated. SQLite overwrites what stood there with zeros (secure_delete).
"""

import sqlite3
from collections.abc import Iterable
from contextlib import closing

from router.core.whose import Sort, tag
from router.store.faults import StoreError
from router.store.sqlite.control import Control, TenantEntry
from router.store.sqlite.faults import described
from router.store.sqlite.viewing import OWNED

_DONE = "SELECT 1 FROM meta WHERE name = 'tagged'"
_ALL_DONE = "INSERT INTO meta VALUES ('tagged', 1) ON CONFLICT DO NOTHING"
_CLAIM = "DELETE FROM meta WHERE name = 'in_clear'"
_TAG = """UPDATE {table} SET owner = owner_tag(owner), team = team_tag(team)
WHERE owner IS NOT NULL OR team IS NOT NULL"""


def tag_names(own: sqlite3.Connection, control: Control, tenants: Iterable[TenantEntry], *, again: bool) -> None:
    """`again`: look into every file, though all were done: one of them may come from a backup. Raises `StoreError`."""
    if own.execute(_DONE).fetchone() and not again:
        return
    for entry in tenants:
        try:
            _tag(entry)
        except sqlite3.Error as error:
            raise StoreError(described(error, entry.database.path)) from None
    control.database.begin(own)
    own.execute(_ALL_DONE)
    own.execute("COMMIT")


def _tag(entry: TenantEntry) -> None:
    with closing(entry.database.connect()) as connection:
        _lend(connection, entry, "owner")
        _lend(connection, entry, "team")
        entry.database.begin(connection)
        was_in_clear = connection.execute(_CLAIM).rowcount > 0
        for table in OWNED if was_in_clear else ():
            connection.execute(_TAG.format(table=table))
        connection.execute("COMMIT")
        if was_in_clear:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # the journal still had the names


def _lend(connection: sqlite3.Connection, entry: TenantEntry, sort: Sort) -> None:
    connection.create_function(f"{sort}_tag", 1, lambda name: tag(entry.seal.names, sort, name), deterministic=True)
