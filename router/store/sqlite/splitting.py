"""Rules that an earlier version kept whole, for anybody to read, are put apart: once, at the first start.

Each tenant's part goes into its own file first, sealed with its key; then the rest is sealed, and what stood there is
gone. So a crash in between is repeated. SQLite overwrites what it deletes with zeros (secure_delete).
"""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing

from router.core.kept_rules import KeptRules
from router.store import kept_rules, records
from router.store.faults import StoreError
from router.store.sqlite import rows
from router.store.sqlite.control import Control, TenantEntry
from router.store.sqlite.faults import described

_OLD = "SELECT digest, since, canonical FROM rulesets"
_FORGET = "DELETE FROM rulesets WHERE digest = ?"
_ACTS = "SELECT id, attempt, body FROM entries WHERE kind = 'act' AND body IS NOT NULL"


def split_rules(own: sqlite3.Connection, control: Control, tenants: Iterable[TenantEntry]) -> None:
    """Raises as SQLite does, and `StoreError`."""
    found = [(since, kept_rules.moved(digest, text)) for digest, since, text in own.execute(_OLD)]
    whole = [(since, rules) for since, rules in found if rules is not None]
    if not whole:
        return
    for entry in tenants:
        try:
            _keep_parts(entry, [rules for _, rules in whole])
        except sqlite3.Error as error:
            raise StoreError(described(error, entry.database.path)) from None
    control.database.begin(own)
    own.executemany(rows.ADD_RULES, [kept_rules.row_of(rules, since, control.logbook.seal) for since, rules in whole])
    own.executemany(_FORGET, [(rules.digest,) for _, rules in whole])
    own.execute("COMMIT")
    own.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # the journal still had them


def _keep_parts(entry: TenantEntry, whole: Sequence[KeptRules]) -> None:
    with closing(entry.database.connect()) as connection:
        entry.database.begin(connection)
        acts = [
            entry.seal.open(records.place("act", name, attempt), body)
            for name, attempt, body in connection.execute(_ACTS)
        ]
        names = kept_rules.names_of(entry.name, acts)
        connection.executemany(rows.ADD_RULE_PART, kept_rules.part_rows(whole, entry.seal, names))
        connection.execute("COMMIT")
