"""A tenant's rows, written anew from what another tenant's log and keys were, in a transaction that is the caller's."""

from collections.abc import Iterable
from itertools import chain

from router.ports import Act, KeyRecord, Pruned
from router.store.postgres import statements
from router.store.postgres.logbook import Logbook
from router.store.postgres.pool import Connection
from router.store.records import AnyEntry, of_act
from router.store.restoring import key_row, pieces


async def fill(
    connection: Connection, book: Logbook, *, entries: Iterable[bytes | Pruned], keys: Iterable[KeyRecord], act: Act
) -> None:
    """For a log that is empty. Raises `StoreError` for what is no entry, and what asyncpg raises."""
    for key in keys:
        await connection.execute(statements.ADD_KEY, book.tenant_id, *key_row(key, book.seal))
    state = await book.lock(connection)
    pruned, last = 0, list[AnyEntry]([of_act(act)])
    for piece in chain(pieces(entries), [last]):
        pruned += sum(entry.body is None for entry in piece)
        state = await book.append(connection, state, piece)
    if pruned:
        await connection.execute(statements.PRUNE, pruned)
    await book.sign(connection, state, now=True)
