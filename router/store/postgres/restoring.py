"""A tenant's rows, written anew from what another tenant's log and keys were, in a transaction that is the caller's."""

from collections.abc import Iterable
from itertools import chain

from router.ports import Act, KeyRecord, Tags
from router.store import key_records
from router.store.postgres import statements
from router.store.postgres.logbook import Logbook
from router.store.postgres.pool import Connection
from router.store.postgres.subjects import add_all
from router.store.records import of_act
from router.store.restoring import pieces, tags_row


async def fill(
    connection: Connection,
    book: Logbook,
    *,
    entries: Iterable[bytes],
    keys: Iterable[KeyRecord],
    act: Act,
    tags: Tags | None,
) -> None:
    """For a log that is empty. Raises `StoreError` for what is no entry, and what asyncpg raises."""
    for key in keys:
        await connection.execute(statements.ADD_KEY, book.tenant_id, *key_records.row_of(key, book.seal))
    if tags is not None:
        await connection.execute(statements.ADD_SUBJECT, book.tenant_id, *tags_row(tags, book.seal))
    state = await book.lock(connection)
    for piece in chain(pieces(entries, tags, book.seal), [[of_act(act)]]):
        await add_all(connection, book, piece)
        state = await book.append(connection, state, piece)
    await book.sign(connection, state, now=True)
