"""The log of one file: entries go in within the transaction of a commit, and now and then a signed checkpoint.

Everything is read anew in each transaction: a command may have appended beside the running router.
"""

import sqlite3
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from router.core.merkle import Read, read_frontier
from router.core.tiles import WIDTH, Load, Tile, hash_reader
from router.ports import LedgerUnavailable
from router.store.faults import changed
from router.store.growth import grown, root_of
from router.store.notary import Notary
from router.store.records import AnyEntry
from router.store.sealing import Seal
from router.store.sqlite import subjects
from router.store.sqlite.faults import is_of_the_row
from router.store.sqlite.statements import Insert, Row, shares
from router.store.subjects import sealed
from router.store.whose import columns

SIGN_EVERY = 1.0
"""Seconds between two checkpoints of a log that grows."""

_STATE = "SELECT size, frontier, signed FROM log"
_GROWN = "UPDATE log SET size = ?, frontier = ?"
_SIGNED = "UPDATE log SET signed = ?"
_ENTRY = Insert("INSERT INTO entries", 10)
_SUBTREE = "INSERT INTO subtrees VALUES (?, ?, ?)"
_CHECKPOINT = "INSERT INTO checkpoints VALUES (?, ?, ?, 0)"
_LEAVES = "SELECT leaf FROM entries WHERE seq >= ? AND seq < ? ORDER BY seq"
_SUBTREES = "SELECT hash FROM subtrees WHERE level = ? AND number >= ? AND number < ? ORDER BY number"
_NEWEST = "SELECT at FROM checkpoints ORDER BY size DESC LIMIT 1"

Result = int | LedgerUnavailable
"""Rows that were changed, or why there are none."""


@dataclass(frozen=True, slots=True)
class Logbook:
    """For one thread at a time, and within a transaction that is the caller's."""

    seal: Seal
    notary: Notary

    def append(self, connection: sqlite3.Connection, entries: Sequence[AnyEntry]) -> list[Result]:
        """An entry that is refused (there is one of its name) takes no place, and the others stand."""
        if all(entry.subject is None for entry in entries):
            return self._append(connection, entries)
        settled = subjects.settled(connection, self.seal, entries)
        living = [entry for entry in settled if not isinstance(entry, LedgerUnavailable)]
        results = iter(self._append(connection, living))
        return [entry if isinstance(entry, LedgerUnavailable) else next(results) for entry in settled]

    def _append(self, connection: sqlite3.Connection, entries: Sequence[AnyEntry]) -> list[Result]:
        if not entries:
            return []
        size, frontier, _ = connection.execute(_STATE).fetchone()
        leaves = [entry.leaf for entry in entries]
        results = self._insert(connection, size, entries, leaves)
        growth = grown(size, frontier, [leaf for leaf, result in zip(leaves, results, strict=True) if result == 1])
        if growth.subtrees:
            connection.executemany(_SUBTREE, growth.subtrees)
        connection.execute(_GROWN, growth[:2])
        return results

    def sign(self, connection: sqlite3.Connection, *, now: bool = False) -> bool:
        """A checkpoint of what there is, if it grew since the last one and that is SIGN_EVERY ago, or `now`.

        Whether all of the log is signed.
        """
        size, frontier, signed = connection.execute(_STATE).fetchone()
        at = time.time()
        if size == signed:
            return True
        if not now and at - _newest(connection) < SIGN_EVERY:
            return False
        connection.execute(_CHECKPOINT, (size, at, self.notary.checkpoint(size, root_of(size, frontier))))
        connection.execute(_SIGNED, (size,))
        return True

    def _insert(
        self, connection: sqlite3.Connection, size: int, entries: Sequence[AnyEntry], leaves: Sequence[bytes]
    ) -> list[Result]:
        """By as few statements as can be. One that is refused leaves nothing behind, and its rows go one by one."""
        results: list[Result] = []
        for share in shares(len(entries)):
            some = slice(len(results), len(results) + share)
            place = size + results.count(1)
            try:
                rows = [self._row(place + at, entry, leaves[some][at]) for at, entry in enumerate(entries[some])]
                connection.execute(_ENTRY.of(share), list(chain.from_iterable(rows)))
            except (sqlite3.Error, OverflowError, UnicodeEncodeError) as error:
                if not is_of_the_row(error):
                    raise
                results += self._each(connection, place, entries[some], leaves[some])
            else:
                results += [1] * share
        return results

    def _each(
        self, connection: sqlite3.Connection, size: int, entries: Sequence[AnyEntry], leaves: Sequence[bytes]
    ) -> list[Result]:
        results: list[Result] = []
        for entry, leaf in zip(entries, leaves, strict=True):
            try:
                connection.execute(_ENTRY.of(1), self._row(size, entry, leaf))
            except (sqlite3.Error, OverflowError, UnicodeEncodeError) as error:
                if not is_of_the_row(error):
                    raise
                results.append(refused(error))
            else:
                results.append(1)
                size += 1
        return results

    def _row(self, place: int, entry: AnyEntry, leaf: bytes) -> Row:
        subject = entry.subject and entry.subject.id
        return place, *columns(self.seal, entry), leaf, sealed(self.seal, entry), subject


def _newest(connection: sqlite3.Connection) -> float:
    row = connection.execute(_NEWEST).fetchone()
    return row[0] if row else 0.0


def refused(error: Exception) -> LedgerUnavailable:
    """An entry alone is at fault: why, without its values."""
    reason = str(error) if isinstance(error, sqlite3.IntegrityError) else type(error).__name__
    return LedgerUnavailable(f"an entry was refused ({reason})")


def stored_tiles(connection: sqlite3.Connection) -> Load:
    """The tiles of the log, made of what is kept: hashes of entries at the lowest level, of subtrees above it."""

    def load(tile: Tile) -> bytes:
        first = tile.index * WIDTH
        if tile.level == 0:
            rows = connection.execute(_LEAVES, (first, first + tile.width))
        else:
            rows = connection.execute(_SUBTREES, (tile.level, first, first + tile.width))
        return b"".join(hash_ for (hash_,) in rows)

    return load


def root_at(connection: sqlite3.Connection, size: int) -> bytes | None:
    """Of the tree of the first `size` entries; None where there is no such tree."""
    try:
        return read_frontier(size, hash_reader(size, stored_tiles(connection))).root()
    except ValueError:
        return None


def check(connection: sqlite3.Connection, notary: Notary, name: str) -> None:
    """Whether the log still is what was signed last. Raises `StoreError`: nothing may be added to one that is not.

    Reads what is kept of the tree alone; `sovereign audit verify` reads every entry.
    """
    fault = _fault(connection, notary)
    if fault:
        raise changed(name, fault)


def _fault(connection: sqlite3.Connection, notary: Notary) -> str | None:
    state = connection.execute(_STATE).fetchone()
    if state is None:
        return "the row that tells its size is gone"
    size, frontier, signed = state
    count = connection.execute("SELECT coalesce(max(seq) + 1, 0) FROM entries").fetchone()[0]
    if count != size:
        return f"it has {count} entries where {size} were appended"
    try:
        read = hash_reader(size, stored_tiles(connection))
        if b"".join(read_frontier(size, read).peaks) != frontier:
            return "the hashes of its entries do not lead to its root"
        return _of_signature(connection, notary, size, signed, read)
    except ValueError as error:
        return str(error)


def _of_signature(connection: sqlite3.Connection, notary: Notary, size: int, signed: int, read: Read) -> str | None:
    if not signed:  # the first commit signs
        return f"it has {size} entries and was never signed" if size else None
    note = connection.execute("SELECT note FROM checkpoints WHERE size = ?", (signed,)).fetchone()
    if note is None:
        return f"its checkpoint of {signed} entries is gone"
    if not notary.has_signed(note[0], signed, read_frontier(signed, read).root()):
        return f"its checkpoint of {signed} entries does not fit"
    return None
