"""A tenant's rows, written anew from what another tenant's log and keys were, in a transaction that is the caller's."""

from collections.abc import Iterable
from itertools import chain

from router.core.kept_rules import KeptRules
from router.ports import Act, KeyRecord, Pruned, Tags
from router.store import kept_rules, key_records
from router.store.postgres import statements
from router.store.postgres.logbook import Logbook
from router.store.postgres.pool import Connection
from router.store.postgres.subjects import add_all
from router.store.records import AnyEntry, of_act
from router.store.restoring import Leading, pieces, tags_row


async def fill(
    connection: Connection,
    book: Logbook,
    *,
    entries: Iterable[bytes | Pruned],
    keys: Iterable[KeyRecord],
    rules: Iterable[KeptRules],
    act: Act,
    tags: Tags | None,
) -> None:
    """For a log that is empty. Raises `StoreError` for what is no entry, and what asyncpg raises."""
    for key in keys:
        await connection.execute(statements.ADD_KEY, book.tenant_id, *key_records.row_of(key, book.seal))
    for part in kept_rules.part_rows(rules, book.seal):
        await connection.execute(statements.ADD_RULE_PART, book.tenant_id, *part)
    if tags is not None:
        await connection.execute(statements.ADD_SUBJECT, book.tenant_id, *tags_row(tags, book.seal))
    state = await book.lock(connection)
    leading = Leading()
    for piece in chain(leading.of(pieces(entries, tags, book.seal)), [list[AnyEntry]([of_act(act)])]):
        await add_all(connection, book, piece)
        state = await book.append(connection, state, piece)
    if leading.count:
        await connection.execute(statements.PRUNE, leading.count)
    await book.sign(connection, state, now=True)
