"""Every table of a tenant's SQLite file x every verb x who looks: what each must come to, and a list of what does not.

Each table that has owners has a row of Anna's, one of the sales team's, one of both, and one of nobody's. Whatever is
asked, a viewer finds their own, or is refused.
"""

import sqlite3
from collections.abc import Mapping

from router.ports import Viewer

REFUSED = "refused"
VIEWERS: Mapping[str, tuple[Viewer, int]] = {
    "the owner": (Viewer("anna"), 2),
    "somebody of the team": (Viewer("bob", "sales"), 2),
    "the owner, of that team": (Viewer("anna", "sales"), 3),
    "a stranger": (Viewer("bob", "legal"), 0),
    "nobody": (Viewer(""), 0),
    "hostile": (Viewer("' OR 1=1 --", "%"), 0),
    "in other letters": (Viewer("ANNA", "Sales"), 0),
}
"""Each with how many rows of a table with owners they see."""
NAMES = (("anna", None), (None, "sales"), ("anna", "sales"), (None, None))
COLUMNS = {
    "keys": ("id", "digest, created, body", "x'', 0, x''"),
    "entries": ("id", "kind, attempt, at, leaf", "'intent', 1, 0, x''"),
}
"""Of the tables with owners: the column that names a row, the others that must be there, and their values."""

READS = {
    "all": "SELECT * FROM {t}",
    "nothing of it": "SELECT 1 FROM {t}",
    "beside itself": "SELECT a.* FROM {t} AS a LEFT JOIN {t} AS b ON a.{c} IS b.{c} GROUP BY 1",
    "inside": "SELECT * FROM (SELECT * FROM {t})",
    "as an expression": "WITH told AS (SELECT * FROM {t}) SELECT * FROM told",
    "in its own schema": "SELECT * FROM temp.{t}",
    "turned round": "SELECT * FROM {t} WHERE owner IS NOT owner OR 1 = 1 OR viewer_user() IS NULL",
    "twice": "SELECT * FROM {t} UNION SELECT * FROM {t}",
}
"""These find the viewer's own rows, where the table has owners."""
ROUNDABOUT = {
    "past the view": "SELECT * FROM main.{t}",
    "past it, counted": "SELECT count(*) FROM main.{t}",
    "past it, nothing of it": "SELECT 1 FROM main.{t}",
    "past it, beside the view": "SELECT b.* FROM {t} AS a JOIN main.{t} AS b",
    "past it, as an expression": "SELECT (SELECT count(*) FROM main.{t})",
    "past it, under the view's name": "WITH {t} AS (SELECT * FROM main.{t}) SELECT * FROM {t}",
    "past it, under a table's name": "SELECT * FROM (SELECT * FROM main.{t}) AS {t}",
    "past it, recursively": "WITH RECURSIVE {t} AS (SELECT * FROM main.{t} UNION SELECT * FROM {t}) SELECT * FROM {t}",
    "insert": "INSERT INTO main.{t} DEFAULT VALUES",
    "insert into what is seen": "INSERT INTO {t} DEFAULT VALUES",
    "insert returning": "INSERT INTO main.{t} SELECT * FROM {t} RETURNING *",
    "replace": "REPLACE INTO main.{t} SELECT * FROM {t}",
    "update": "UPDATE main.{t} SET {c} = {c}",
    "update what is seen": "UPDATE {t} SET {c} = {c}",
    "delete": "DELETE FROM main.{t}",
    "delete what is seen": "DELETE FROM {t}",
    "a view of one's own": "CREATE TEMP VIEW mine AS SELECT * FROM main.{t}",
    "a table of one's own": "CREATE TEMP TABLE mine AS SELECT * FROM main.{t}",
    "a trigger": "CREATE TEMP TRIGGER mine INSTEAD OF INSERT ON {t} BEGIN SELECT 1; END",
    "without the view": "DROP VIEW temp.{t}",
    "another name": "ALTER TABLE main.{t} RENAME TO mine",
    "without the table": "DROP TABLE main.{t}",
    "an index": "CREATE INDEX mine ON {t} ({c})",
    "the schema": "SELECT sql FROM main.sqlite_schema WHERE name = '{t}'",
    "the schema of the views": "SELECT sql FROM sqlite_temp_schema WHERE name = '{t}'",
    "the columns": "SELECT * FROM pragma_table_info('{t}')",
    "a setting": "PRAGMA table_info({t})",
    "writable": "PRAGMA query_only = OFF",
    "another file": "ATTACH ':memory:' AS other",
    "a copy": "VACUUM INTO '/nowhere/copy.db'",
    "a transaction": "BEGIN IMMEDIATE",
}
"""These are refused, whatever the table."""
REFUSALS = (
    *("prohibited", "not authorized", "authorization denied"),
    *("is a view", "may not be altered", "may not be indexed"),
    *("no such table: temp.", "no such view: temp.", "INSTEAD OF trigger on table"),
)
"""Words of SQLite's: of the authorizer; of what no view lets itself be done; of where there is no view at all.

Another error would only say that the statement is wrong.
"""


def fill(connection: sqlite3.Connection) -> None:
    """Four rows in each table with owners, as the router itself."""
    for table, (key, columns, values) in COLUMNS.items():
        for number, names in enumerate(NAMES):
            sql = f"INSERT INTO {table} ({key}, owner, team, {columns}) VALUES ('row {number}', ?, ?, {values})"
            connection.execute(sql, names)


def tables(connection: sqlite3.Connection) -> dict[str, str]:
    """Each with one of its columns."""
    found = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    return {name: connection.execute(f"PRAGMA table_info({name})").fetchone()[1] for (name,) in found.fetchall()}


def offences(connection: sqlite3.Connection, names: Mapping[str, str], seen: int) -> list[str]:
    """A line for every cell that came out otherwise than it must, for who sees `seen` rows. `names`: see `tables`."""
    found = []
    for table, column in names.items():
        has_owners = table in COLUMNS
        for verb, sql in {**READS, **ROUNDABOUT}.items():
            wanted = str(seen) if has_owners and verb in READS else REFUSED
            came = _outcome(connection, sql.format(t=table, c=column))
            if came != wanted:
                found.append(f"{verb} on {table}: {came}, not {wanted}")
    return found


def _outcome(connection: sqlite3.Connection, sql: str) -> str:
    """How many rows came, or that it was refused, or another error."""
    try:
        return str(len(connection.execute(sql).fetchall()))
    except sqlite3.Error as error:
        return REFUSED if any(words in str(error) for words in REFUSALS) else str(error)
    finally:
        if connection.in_transaction:
            connection.rollback()
