"""A person is erased: one transaction, in which the key goes and the log tells which entries went with it.

From then on those do not open. That their ciphertext is overwritten too takes pieces, each a transaction, so that a
router beside it can go on writing. A process that dies in between leaves ciphertext without a key; the next start of
the router removes it.
"""

import sqlite3
from collections.abc import Iterable
from contextlib import closing

from router.ports import Act, Erased, LedgerUnavailable
from router.store.faults import StoreError
from router.store.sqlite import rows
from router.store.sqlite.database import Database
from router.store.sqlite.logbook import Logbook
from router.store.subjects import acts_of

PIECE = 1024
"""Entries that are cleared by one transaction."""


def erase(database: Database, book: Logbook, tag: bytes, act: Act) -> Erased | None:
    """Raises `StoreError`, and as SQLite does."""
    with closing(database.connect()) as connection:
        database.begin(connection)
        people = [row[0] for row in connection.execute(rows.SUBJECTS_OF, (tag,))]
        gone = sorted(seq for one in people for (seq,) in connection.execute(rows.ABOUT, (one,)))
        if people:
            connection.executemany(rows.ERASE_SUBJECT, [(act.at, one) for one in people])
            _must_stand(book.append(connection, acts_of(act, people[0], gone)))
            book.sign(connection, now=True)
        connection.execute("COMMIT")
        clear(database, connection, people)
        _empty_journal(database, connection)
    return Erased(people[0], len(gone)) if people else None


def clear(database: Database, connection: sqlite3.Connection, people: Iterable[str]) -> None:
    """What is left of these, who were erased. SQLite overwrites it with zeros (secure_delete)."""
    for one in people:
        cleared = PIECE
        while cleared == PIECE:
            database.begin(connection)
            cleared = connection.execute(rows.CLEAR, (one, PIECE)).rowcount
            connection.execute("COMMIT")


def clear_left(database: Database, connection: sqlite3.Connection) -> None:
    """Of all who were erased by a process that died before it had cleared what they left."""
    clear(database, connection, [row[0] for row in connection.execute(rows.LEFT)])


def _must_stand(results: Iterable[int | LedgerUnavailable]) -> None:
    for result in results:
        if isinstance(result, LedgerUnavailable):
            raise result


def _empty_journal(database: Database, connection: sqlite3.Connection) -> None:
    """It still had the key, and what was sealed with it. Waits for who reads, as long as `patience` says."""
    if connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
        raise StoreError(
            f"{database.path}: they are erased, but another process reads the file, so its journal still holds their "
            "key; end what reads it, and erase them again"
        )
