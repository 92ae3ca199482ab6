"""People in a tenant's file: found, and made with the first entry about them.

Who lives is asked in the transaction that writes about them, so that it does not matter what a process remembers.
"""

import sqlite3
from collections.abc import Collection, Mapping, Sequence

from router.ports import LedgerUnavailable, Subject
from router.store.records import AnyEntry
from router.store.sealing import Seal
from router.store.sqlite import rows
from router.store.subjects import TAGS, about_the_living, known, named, row_of, somebody_new, tags_key


def tags(connection: sqlite3.Connection, seal: Seal) -> bytes:
    """What names are tagged with in this file."""
    row = connection.execute(rows.SUBJECT, (TAGS,)).fetchone()
    return tags_key(seal, row and row[0])


def tags_of_all(connection: sqlite3.Connection, seal: Seal) -> tuple[bytes, dict[str, bytes]]:
    found = dict(connection.execute(rows.TAGS))
    found.pop(TAGS, None)
    return tags(connection, seal), found


def find(connection: sqlite3.Connection, seal: Seal, tag: bytes) -> Subject | None:
    """The first who was made for this tag."""
    row = connection.execute(rows.SUBJECTS_OF, (tag,)).fetchone()
    return row and known(seal, row[0], tag, row[1])


def keys_of(connection: sqlite3.Connection, ids: Collection[str | None]) -> Mapping[str, bytes | None]:
    """The wrapped keys of these people; None of who was erased."""
    wanted = {one for one in ids if one is not None}
    found = {one: connection.execute(rows.SUBJECT, (one,)).fetchone() for one in wanted}
    return {one: row[0] for one, row in found.items() if row is not None}


def settled(
    connection: sqlite3.Connection, seal: Seal, entries: Sequence[AnyEntry]
) -> Sequence[AnyEntry | LedgerUnavailable]:
    """Each entry about who lives, or why it is refused."""
    living = {one: _living(connection, seal, subject) for one, subject in named(entries).items()}
    return [about_the_living(entry, living) for entry in entries]


def _living(connection: sqlite3.Connection, seal: Seal, subject: Subject) -> Subject:
    """This person, made if need be; or who they have become since they were erased."""
    found = connection.execute(rows.SUBJECT, (subject.id,)).fetchone()
    if found is None:
        connection.execute(rows.ADD_SUBJECT, row_of(subject))
    if found is None or found[0] is not None:
        return subject
    again = find(connection, seal, subject.tag)
    if again is None:
        again = somebody_new(seal, subject.tag)
        connection.execute(rows.ADD_SUBJECT, row_of(again))
    return again
