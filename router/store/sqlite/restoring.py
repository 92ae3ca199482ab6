"""A tenant's file, filled with what another tenant's log and keys were, in one transaction."""

from collections.abc import Iterable
from contextlib import closing
from itertools import chain

from router.ports import Act, KeyRecord, LedgerUnavailable, Pruned
from router.store.records import AnyEntry, of_act
from router.store.restoring import key_row, pieces
from router.store.sqlite import rows
from router.store.sqlite.control import Control, TenantEntry


def fill(
    control: Control, entry: TenantEntry, *, entries: Iterable[bytes | Pruned], keys: Iterable[KeyRecord], act: Act
) -> None:
    """For a file that is new. Raises `LedgerUnavailable` for an entry that is refused, and as SQLite does."""
    logbook = control.logbook_of(entry)
    with closing(entry.database.connect()) as connection:
        entry.database.begin(connection)
        connection.executemany(rows.ADD_KEY, [key_row(key, entry.seal) for key in keys])
        pruned, last = 0, list[AnyEntry]([of_act(act)])
        for piece in chain(pieces(entries), [last]):
            pruned += sum(entry.body is None for entry in piece)
            for result in logbook.append(connection, piece):
                if isinstance(result, LedgerUnavailable):
                    raise result
        connection.execute(rows.PRUNED, (pruned,))
        logbook.sign(connection, now=True)
        connection.execute("COMMIT")
