"""From the first version, which kept all tenants in one file, to a file for each: nothing that was recorded is lost.

A tenant's rows are appended to its own log in one transaction, in the order in which they were written; its file says
that they are there. Only when that holds of all tenants are the old tables dropped. A crash in between is repeated.
"""

import json
import sqlite3
from contextlib import closing
from typing import Any

from router.ports import Intent, KeyRecord
from router.store import key_records, records
from router.store.records import Entry
from router.store.sqlite import rows
from router.store.sqlite.control import Control, TenantEntry
from router.store.sqlite.statements import Row

_OLD = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name = 'intents'"
_TENANTS = """SELECT tenant FROM keys UNION SELECT tenant FROM intents UNION SELECT tenant FROM receipts"""
_KEYS = "SELECT id, tenant, agent, models, tools, floor, digest, created, expires, revoked FROM keys WHERE tenant = ?"
_INTENTS = """SELECT receipt, attempt, tenant, at, provider, model, zone, effective, treatment, ruleset, commitment
FROM intents WHERE tenant = ? ORDER BY seq"""
_OUTCOMES = """SELECT receipt, attempt, body FROM outcomes
WHERE receipt IN (SELECT receipt FROM intents WHERE tenant = ?) ORDER BY receipt, attempt"""
_RECEIPTS = "SELECT id, body FROM receipts WHERE tenant = ? ORDER BY seq"
_MOVED = "INSERT INTO meta VALUES ('moved', 1) ON CONFLICT DO NOTHING"
_DROPPED = ("keys", "intents", "outcomes", "pending", "receipts")
_UNUSED = "DELETE FROM meta WHERE name = 'keys_version'"


def move_out(old: sqlite3.Connection, control: Control) -> None:
    """Nothing when the file is of today's layout. Raises as SQLite does, and `StoreError`."""
    names = _names(old)
    if names is None:
        return
    control.admit(old, names)
    tenants = control.tenants(old)
    for name in names:
        _move(old, control, tenants[name])
    control.database.begin(old)
    for table in _DROPPED:
        old.execute(f"DROP TABLE IF EXISTS {table}")  # another process may have moved the same rows
    old.execute(_UNUSED)
    old.execute("COMMIT")


def _names(old: sqlite3.Connection) -> list[str] | None:
    """Of the tenants that had rows; None where the tables are gone. One transaction: another process may drop them."""
    old.execute("BEGIN")
    found = old.execute(_OLD).fetchone() and [name for (name,) in old.execute(_TENANTS)]
    old.execute("COMMIT")
    return found


def _move(old: sqlite3.Connection, control: Control, entry: TenantEntry) -> None:
    with closing(entry.database.connect()) as own:
        entry.database.begin(own)
        if own.execute(_MOVED).rowcount:
            for row in old.execute(_KEYS, (entry.name,)):
                own.execute(rows.ADD_KEY, _key(entry, row))
            logbook = control.logbook_of(entry)
            logbook.append(own, _entries(old, entry.name))
            logbook.sign(own, now=True)
        own.execute("COMMIT")


def _key(entry: TenantEntry, row: tuple[Any, ...]) -> Row:
    key_id, tenant, agent, models, tools, floor, digest, created, expires, revoked = row
    patterns = tuple(json.loads(models)), tuple(json.loads(tools))
    key = KeyRecord(key_id, tenant, agent, *patterns, floor, digest, created, expires, revoked)
    return key_records.row_of(key, entry.seal)


def _entries(old: sqlite3.Connection, tenant: str) -> list[Entry]:
    """In the words of today. Times of ends were not kept: those entries bear the time of their intent."""
    intents = [Intent(*row) for row in old.execute(_INTENTS, (tenant,))]
    times = {intent.receipt: intent.at for intent in intents}
    found = [records.of_intent(intent) for intent in intents]
    for receipt, attempt, body in old.execute(_OUTCOMES, (tenant,)):
        told = json.loads(body)
        kind = "orphan" if told["outcome"] == "orphaned" else "attempt"
        known = {"marked": told.get("marked"), "number": attempt} if kind == "orphan" else {"attempt": told}
        found.append(records.moved(kind, receipt, attempt, times.get(receipt, 0.0), {"receipt": receipt, **known}))
    for receipt, body in old.execute(_RECEIPTS, (tenant,)):
        found.append(records.moved("receipt", receipt, 0, times.get(receipt, 0.0), {"receipt": json.loads(body)}))
    return found
