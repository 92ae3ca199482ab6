"""What an audit reads of one file: entries, what is kept of their tree, and the way from one of them to the root."""

import sqlite3
from typing import Any

from router.core.checkpoints import parse_checkpoint
from router.core.heads import Head
from router.core.merkle import HASH_SIZE, inclusion_proof
from router.core.signed_notes import parse_note
from router.core.tiles import hash_reader
from router.ports import Kept, LogHead, LogTree, Proof
from router.store import records
from router.store.heads import Told, backwards
from router.store.key_records import BOUND, REVOKED, KeyRow
from router.store.sqlite import rows
from router.store.sqlite.logbook import Logbook, stored_tiles
from router.store.sqlite.subjects import keys_of
from router.store.subjects import opened


def head(connection: sqlite3.Connection, book: Logbook) -> LogHead:
    note = checkpoint(connection)
    size = connection.execute(rows.LOG).fetchone()[0]
    return LogHead(str(book.notary.key), size, note)


def checkpoint(connection: sqlite3.Connection) -> str | None:
    newest = connection.execute(rows.CHECKPOINTS_DOWN).fetchone()
    return newest[1] if newest else None


def tree(connection: sqlite3.Connection) -> LogTree:
    """At one moment: what a writer adds meanwhile is not in it."""
    connection.execute("BEGIN")
    try:
        size, frontier = connection.execute(rows.LOG).fetchone()
        subtrees = {(level, number): node for level, number, node in connection.execute(rows.SUBTREES)}
        checkpoints = connection.execute(rows.CHECKPOINTS).fetchall()
    finally:
        connection.execute("COMMIT")
    peaks = tuple(frontier[at : at + HASH_SIZE] for at in range(0, len(frontier), HASH_SIZE))
    return LogTree(size, peaks, subtrees, checkpoints)


def entries(connection: sqlite3.Connection, book: Logbook, start: int, stop: int) -> list[Kept]:
    """Raises `StoreError` for a body that does not open."""
    found = connection.execute(rows.ENTRIES, (start, stop)).fetchall()
    keys = keys_of(connection, [row[7] for row in found])
    return [
        Kept(
            index,
            kind,
            name,
            attempt,
            at,
            leaf,
            opened(book.seal, records.place(kind, name, attempt), body, who, keys),
            who,
            *whose,
        )
        for index, kind, name, attempt, at, leaf, body, who, *whose in found
    ]


def told_heads(connection: sqlite3.Connection, book: Logbook) -> dict[str, Head]:
    """Of the router's own log. Raises `StoreError`."""
    told = Told()
    for piece in backwards(connection.execute(rows.LOG).fetchone()[0]):
        told.hear(piece, entries(connection, book, piece.start, piece.stop))
        if told.is_complete:
            break
    return told.heads


def told(connection: sqlite3.Connection, every: sqlite3.Connection, book: Logbook, name: str) -> dict[str, Any] | None:
    """What is known of a request, as `ports.Store.receipt`, of what `connection` sees. Raises `StoreError`.

    `every` sees all: who may see an entry may have it opened.
    """
    found = connection.execute(rows.ENTRIES_OF, (name,)).fetchall()
    keys = keys_of(every, [row[-1] for row in found])
    known = records.told(
        opened(book.seal, records.place(kind, name, attempt), body, who, keys) for _, kind, attempt, body, who in found
    )
    return known and {**known, "index": max(found, key=rows.proves)[0]}


def prove(connection: sqlite3.Connection, book: Logbook, name: str) -> Proof | None:
    """As `ports.Store.prove`; the newest checkpoint must be as large as the log: sign before.

    Raises ValueError, `StoreError`.
    """
    found = connection.execute(rows.ENTRIES_OF, (name,)).fetchall()
    if not found:
        return None
    index, kind, attempt, body, who = max(found, key=rows.proves)
    cosigned = connection.execute(rows.COSIGNED_DOWN, (index,)).fetchone()
    note = cosigned[0] if cosigned else connection.execute(rows.CHECKPOINTS_DOWN).fetchone()[1]
    size = parse_checkpoint(parse_note(note.encode()).text).size
    path = inclusion_proof(index, size, hash_reader(size, stored_tiles(connection)))
    told = opened(book.seal, records.place(kind, name, attempt), body, who, keys_of(connection, [who]))
    return None if told is None else Proof(index, told, tuple(path), note, str(book.notary.key))


def key_rows(connection: sqlite3.Connection) -> list[KeyRow]:
    found = connection.execute(rows.KEYS, (REVOKED, BOUND))
    return [KeyRow._make((*row[:6], *map(bool, row[6:]))) for row in found]
