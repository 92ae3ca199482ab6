"""A tenant's file, filled with what another tenant's log and keys were, in one transaction."""

from collections.abc import Iterable
from contextlib import closing
from itertools import chain

from router.core.kept_rules import KeptRules
from router.ports import Act, KeyRecord, LedgerUnavailable, Pruned, Tags
from router.store import kept_rules, key_records
from router.store.records import AnyEntry, of_act
from router.store.restoring import Leading, pieces, tags_row
from router.store.sqlite import rows
from router.store.sqlite.control import Control, TenantEntry


def fill(
    control: Control,
    entry: TenantEntry,
    *,
    entries: Iterable[bytes | Pruned],
    keys: Iterable[KeyRecord],
    rules: Iterable[KeptRules],
    act: Act,
    tags: Tags | None,
) -> None:
    """For a file that is new. Raises `LedgerUnavailable` for an entry that is refused, and as SQLite does."""
    logbook = control.logbook_of(entry)
    with closing(entry.database.connect()) as connection:
        entry.database.begin(connection)
        connection.executemany(rows.ADD_KEY, [key_records.row_of(key, entry.seal) for key in keys])
        connection.executemany(rows.ADD_RULE_PART, kept_rules.part_rows(rules, entry.seal))
        if tags is not None:
            connection.execute(rows.ADD_SUBJECT, tags_row(tags, entry.seal))
        leading = Leading()
        for piece in chain(leading.of(pieces(entries, tags, entry.seal)), [list[AnyEntry]([of_act(act)])]):
            for result in logbook.append(connection, piece):
                if isinstance(result, LedgerUnavailable):
                    raise result
        connection.execute(rows.PRUNED, (leading.count,))
        logbook.sign(connection, now=True)
        connection.execute("COMMIT")
