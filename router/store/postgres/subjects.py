"""People in the database: found, made with the first entry about them, erased.

Who lives is asked in the transaction that writes about them, which holds the log's row, so that it does not matter what
a router remembers. An erasure is one such transaction: the key goes, and the log tells which entries went with it. Only
then, in pieces, is what they were sealed into taken away.
"""

from collections.abc import Collection, Mapping, Sequence

from router.ports import Act, Erased, LedgerUnavailable, Subject
from router.store.postgres import statements
from router.store.postgres.logbook import Logbook
from router.store.postgres.pool import Connection, Scope, enter
from router.store.records import AnyEntry
from router.store.subjects import (
    TAGS,
    about_the_living,
    acts_of,
    known,
    named,
    row_of,
    somebody_new,
    tags_key,
)


async def tags(connection: Connection, book: Logbook) -> bytes:
    """What names are tagged with."""
    return tags_key(book.seal, (await keys_of(connection, book, [TAGS])).get(TAGS))


async def tags_of_all(connection: Connection, book: Logbook) -> tuple[bytes, dict[str, bytes]]:
    rows = await connection.fetch(statements.TAGS, book.tenant_id)
    return await tags(connection, book), {row["id"]: row["tag"] for row in rows if row["id"] != TAGS}


async def find(connection: Connection, book: Logbook, tag: bytes) -> Subject | None:
    """The first who was made for this tag."""
    row = await connection.fetchrow(statements.SUBJECTS_OF, book.tenant_id, tag)
    return None if row is None else known(book.seal, row["id"], tag, row["wrapped"])


async def keys_of(connection: Connection, book: Logbook, ids: Collection[str | None]) -> Mapping[str, bytes | None]:
    """The wrapped keys of these people; None of who was erased.

    As the router itself, and so is what the transaction does afterwards: who may see an entry may have it opened.
    """
    wanted = {one for one in ids if one is not None}
    if not wanted:
        return {}
    await enter(connection, Scope(book.tenant_id))
    rows = await connection.fetch(statements.SUBJECTS, book.tenant_id, list(wanted))
    return {row["id"]: row["wrapped"] for row in rows}


async def settled(
    connection: Connection, book: Logbook, entries: Sequence[AnyEntry]
) -> Sequence[AnyEntry | LedgerUnavailable]:
    """Each entry about who lives, or why it is refused. Within a transaction that holds the log's row."""
    people = named(entries)
    if not people:
        return entries
    keys = await keys_of(connection, book, people)
    living = {one: await _living(connection, book, subject, keys) for one, subject in people.items()}
    return [about_the_living(entry, living) for entry in entries]


async def add_all(connection: Connection, book: Logbook, entries: Sequence[AnyEntry]) -> None:
    """The people whom these are about, where they are not there yet."""
    rows = [(book.tenant_id, *row_of(subject)) for subject in named(entries).values()]
    await connection.executemany(statements.ADD_SUBJECT, rows)


async def _living(connection: Connection, book: Logbook, subject: Subject, keys: Mapping[str, bytes | None]) -> Subject:
    """This person, made if need be; or who they have become since they were erased."""
    if keys.get(subject.id) is not None:
        return subject
    if subject.id not in keys:
        await connection.execute(statements.ADD_SUBJECT, book.tenant_id, *row_of(subject))
        return subject
    again = await find(connection, book, subject.tag)
    if again is None:
        again = somebody_new(book.seal, subject.tag)
        await connection.execute(statements.ADD_SUBJECT, book.tenant_id, *row_of(again))
    return again


async def erase(connection: Connection, book: Logbook, tag: bytes, act: Act) -> tuple[list[str], Erased | None]:
    """Within a transaction of the tenant. Their ids, and what is told of all of them. Raises what asyncpg raises."""
    state = await book.lock(connection)
    people = [row["id"] for row in await connection.fetch(statements.SUBJECTS_OF, book.tenant_id, tag)]
    if not people:
        return [], None
    gone = [row["seq"] for row in await connection.fetch(statements.ABOUT, book.tenant_id, people)]
    for one in people:
        await connection.execute(statements.ERASE_SUBJECT, one, act.at)
    state = await book.append(connection, state, acts_of(act, people[0], gone))
    await book.sign(connection, state, now=True)
    return people, Erased(people[0], len(gone))
