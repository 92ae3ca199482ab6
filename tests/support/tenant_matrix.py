"""Every table x every verb x whose transaction it is: what each must come to, and a list of those that come to other.

The rows aimed at are always those of tenant OWN. A transaction of OWN reaches them, of OTHER it does not even learn
that they are there; and one of nobody (never set, empty, or hostile text) fails.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import asyncpg  # type: ignore[import-untyped]  # it ships no types
from postgres_server import APP

OWN, OTHER, THIRD = (f"{digit * 8}-0000-4000-8000-000000000000" for digit in "abc")
SET = "SELECT set_config('app.tenant', $1, true), set_config('app.role', 'system', true)"
SCOPES: Mapping[str, str | None] = {
    "own": OWN,
    "other": OTHER,
    "no tenant": None,
    "empty": "",
    "hostile": f"{OTHER}' OR true --",
    "list": f"{OTHER},{OWN}",
}


@dataclass(frozen=True)
class Table:
    """`columns` beside tenant_id, `row` that stands there for OWN, `fresh` that may be added, `change` of a column."""

    columns: str
    row: str
    fresh: str
    key: str
    change: str
    denied: frozenset[str]
    """Verbs that the app's role has no right to, whatever the policies say."""


APPEND_ONLY = frozenset({"update", "update returning", "move", "delete", "upsert", "truncate", "reference"})
TABLES = {
    "keys": Table(
        "id, owner, digest, created, body",
        "'k1', 'anna', '', 0, ''",
        "'k2', 'anna', '', 0, ''",
        "id",
        "revoked = 1",
        frozenset({"move", "delete", "truncate", "reference"}),
    ),
    "log": Table(
        "size, frontier, signed, signed_at",
        "1, '', 0, 0",
        "",
        "",
        "size = 2",
        frozenset({"move", "delete", "truncate", "reference"}),
    ),
    "entries": Table(
        "seq, kind, id, attempt, at, owner, leaf",
        "0, 'intent', 'r1', 1, 0, 'anna', ''",
        "1, 'intent', 'r2', 1, 0, 'anna', ''",
        "seq",
        "body = ''",
        APPEND_ONLY,
    ),
    "subtrees": Table("level, number, hash", "1, 0, ''", "1, 1, ''", "level, number", "hash = 'x'", APPEND_ONLY),
    "checkpoints": Table("size, at, note", "1, 0, ''", "2, 0, ''", "size", "note = 'x'", APPEND_ONLY),
    "subjects": Table(
        "id, tag, made, wrapped",
        "'s1', 'x', 0, 'w'",
        "'s2', 'x', 0, 'w'",
        "id",
        "made = 1",
        APPEND_ONLY,
    ),
    "rule_parts": Table("digest, body", "'d1', ''", "'d2', ''", "digest", "body = 'x'", APPEND_ONLY),
    "pending": Table(
        "receipt, attempt, at",
        "'r1', 1, 0",
        "'r2', 1, 0",
        "receipt, attempt",
        "at = 1",
        APPEND_ONLY - {"delete"},
    ),
}

UNBOUND = {"22P02", "42704"}
"""app.tenant is no uuid; or was never set."""
ONE, NONE, REFUSED, TWICE = {"1"}, {"0"}, {"42501"}, {"23505"}
NO_COPY_IN = {"0A000"}

VERBS = {
    "select": ("SELECT * FROM {t} WHERE tenant_id = '{own}'", ONE, NONE),
    "select all": ("SELECT * FROM {t} WHERE tenant_id <> '{me}'", NONE, NONE),
    "insert": ("INSERT INTO {t} (tenant_id, {columns}) VALUES ('{own}', {fresh})", ONE, REFUSED),
    "insert returning": ("INSERT INTO {t} (tenant_id, {columns}) VALUES ('{own}', {fresh}) RETURNING *", ONE, REFUSED),
    "insert for a third": ("INSERT INTO {t} (tenant_id, {columns}) VALUES ('{third}', {row})", REFUSED, REFUSED),
    "unique": ("INSERT INTO {t} (tenant_id, {columns}) VALUES ('{own}', {row})", TWICE, REFUSED),
    "unique, own row": ("INSERT INTO {t} (tenant_id, {columns}) VALUES ('{me}', {row})", TWICE, ONE),
    "do nothing": (
        "INSERT INTO {t} (tenant_id, {columns}) VALUES ('{own}', {row}) ON CONFLICT DO NOTHING",
        NONE,
        REFUSED,
    ),
    "upsert": (
        "INSERT INTO {t} (tenant_id, {columns}) VALUES ('{own}', {row}) ON CONFLICT ({key}) DO UPDATE SET {change}",
        ONE,
        REFUSED,
    ),
    "update": ("UPDATE {t} SET {change} WHERE tenant_id = '{own}'", ONE, NONE),
    "update returning": ("UPDATE {t} SET {change} WHERE tenant_id = '{own}' RETURNING *", ONE, NONE),
    "move": ("UPDATE {t} SET tenant_id = '{third}' WHERE tenant_id = '{own}'", REFUSED, NONE),
    "delete": ("DELETE FROM {t} WHERE tenant_id = '{own}'", ONE, NONE),
    "copy out": ("COPY {t} TO STDOUT", ONE, NONE),
    "copy in": ("COPY {t} (tenant_id, {columns}) FROM STDIN", NO_COPY_IN, NO_COPY_IN),
    "truncate": ("TRUNCATE {t}", REFUSED, REFUSED),
    "reference": ("CREATE TABLE probes.probe (LIKE {t}, FOREIGN KEY ({key}) REFERENCES {t})", REFUSED, REFUSED),
}
PRIVILEGES = ("truncate", "reference")
"""Not covered by policies: whoever may do these may do them to all rows. The app's role may not."""


async def fill(connection: Any) -> None:
    """A row of OWN in every table."""
    async with connection.transaction():
        await connection.execute(SET, OWN)
        for name, table in TABLES.items():
            sql = "INSERT INTO sovereign.{} (tenant_id, {}) VALUES ('{}', {})"
            await connection.execute(sql.format(name, table.columns, OWN, table.row))


async def offences(connection: Any, role: str, names: Iterable[str] = TABLES) -> list[str]:
    """A line for every cell that came out otherwise than it must. Nothing that it did stays."""
    found = []
    for name in names:
        table = TABLES[name]
        for verb in VERBS:
            if verb in PRIVILEGES and role != APP:
                continue
            if not table.fresh and verb in {"insert", "insert returning"}:
                continue
            for scope in SCOPES:
                wanted = _wanted(table, verb, scope, role)
                came = await _outcome(connection, name, verb, scope)
                if came not in wanted:
                    found.append(f"{role}: {verb} on {name} as {scope}: {came}, not {' or '.join(sorted(wanted))}")
    return found


def _wanted(table: Table, verb: str, scope: str, role: str) -> set[str]:
    if role == APP and verb in table.denied:
        return REFUSED
    own, other = VERBS[verb][1:]
    if scope in {"own", "other"}:
        return own if scope == "own" else other
    if verb == "copy in":
        return NO_COPY_IN
    return UNBOUND | REFUSED if scope == "no tenant" else UNBOUND


async def _outcome(connection: Any, name: str, verb: str, scope: str) -> str:
    """How many rows were reached (-1: all), or the SQLSTATE of the refusal."""
    table, tenant = TABLES[name], SCOPES[scope]
    key = f"tenant_id, {table.key}" if table.key else "tenant_id"
    sql = VERBS[verb][0].format(
        t=f"sovereign.{name}",
        own=OWN,
        me=OTHER if scope == "other" else OWN,
        third=THIRD,
        columns=table.columns,
        row=table.row,
        fresh=table.fresh,
        key=key,
        change=table.change,
    )
    transaction = connection.transaction()
    await transaction.start()
    try:
        if tenant is not None:
            await connection.execute(SET, tenant)
        return str(await _reached(connection, sql, name))
    except asyncpg.PostgresError as error:
        return str(error.sqlstate)
    finally:
        await transaction.rollback()


async def _reached(connection: Any, sql: str, name: str) -> int:
    if sql.endswith("TO STDOUT"):
        out = BytesIO()
        await connection.copy_from_table(name, schema_name="sovereign", output=out)
        return out.getvalue().count(b"\n")
    if sql.endswith("FROM STDIN"):
        columns = ["tenant_id", *TABLES[name].columns.split(", ")]
        await connection.copy_to_table(name, schema_name="sovereign", source=BytesIO(), columns=columns)
        return 0
    if sql.startswith("SELECT") or sql.endswith("RETURNING *"):
        return len(await connection.fetch(sql))
    tag: str = await connection.execute(sql)
    rows = tag.rpartition(" ")[2]
    return int(rows) if rows.isdigit() else -1
