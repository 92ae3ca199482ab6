"""Old entries lose their bodies; their hashes, and so every proof, stay (C2SP tlog-tiles, pruning).

In pieces, each a transaction, so that a router beside it can go on writing. SQLite overwrites what is removed with
zeros (secure_delete); what the journal still had of it is gone once that was copied into the file and cut off.
"""

import sqlite3
from contextlib import closing

from router.core.tiles import WIDTH
from router.store.sqlite import rows
from router.store.sqlite.database import Database

PIECE = 4 * WIDTH
"""Entries of one transaction."""


def prunable(connection: sqlite3.Connection, before: float) -> range:
    """As `ports.LogStore.prunable`. Entries are nearly in the order of time: the first that is young ends it."""
    size, pruned = connection.execute(rows.OLDEST).fetchone()
    young = connection.execute(rows.FIRST_YOUNG, (pruned, before)).fetchone()
    stop = young[0] if young else size
    return range(pruned, max(pruned, stop - stop % WIDTH))


def prune(database: Database, stop: int) -> None:
    """Raises `StoreError`, and as SQLite does."""
    with closing(database.connect()) as connection:
        start = connection.execute(rows.OLDEST).fetchone()[1]
        for first in range(start, stop, PIECE):
            last = min(stop, first + PIECE)
            database.begin(connection)
            connection.execute(rows.PRUNE, (first, last))
            connection.execute(rows.PRUNED, (last,))
            connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
