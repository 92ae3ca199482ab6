"""What one person may see of a tenant's file. SQLite has no policies; here views and its authorizer stand for them.

Each table whose rows bear tags of people is seen through a view of its own name, which shows what bears the viewer's or
their team's, and of the other tables nothing is seen at all. So a statement that forgot its WHERE finds no more than
one that has it. The tables themselves are read from inside that view alone: SQLite tells the authorizer which view an
access comes from (https://sqlite.org/c3ref/set_authorizer.html, sixth parameter).

It tells the name of a common table expression in the same way. So behind the view that statements name there is an
inner one, named by chance anew for each connection, and that is the one which may read. Nobody learns its name: the
schema is not to be read. And nothing is written, made, attached or set.
"""

import secrets
import sqlite3
from collections.abc import Callable

from router.ports import Viewer
from router.store.sqlite.database import Database

OWNED = ("keys", "entries")
"""Tables whose rows bear the tag of a person or a team (`core.whose`)."""

_INNER = "CREATE TEMP VIEW {inner} AS SELECT * FROM main.{table} WHERE owner = viewer_user() OR team = viewer_team()"
_OUTER = "CREATE TEMP VIEW {table} AS SELECT * FROM temp.{inner}"
_HARMLESS = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_FUNCTION)


def connect(database: Database, viewer: Viewer) -> sqlite3.Connection:
    """A connection for this viewer alone, to be closed after use. Raises `StoreError`, and as SQLite does."""
    connection = database.connect()
    try:
        for name, value in (("viewer_user", viewer.user), ("viewer_team", viewer.team)):
            connection.create_function(name, 0, _constant(value or None), deterministic=True)
        inner = {table: f"{table}_{secrets.token_hex(16)}" for table in OWNED}
        for table, name in inner.items():
            connection.execute(_INNER.format(table=table, inner=name))
            connection.execute(_OUTER.format(table=table, inner=name))
        connection.set_authorizer(_authorizer(inner))
    except BaseException:
        connection.close()
        raise
    return connection


def _authorizer(inner: dict[str, str]) -> Callable[..., int]:
    views = {*inner, *inner.values()}

    def authorized(action: int, table: str | None, _: str | None, schema: str | None, inside: str | None) -> int:
        if action == sqlite3.SQLITE_READ:
            seen = table in views if schema == "temp" else table in inner and inside == inner[table]
            return sqlite3.SQLITE_OK if seen else sqlite3.SQLITE_DENY
        return sqlite3.SQLITE_OK if action in _HARMLESS else sqlite3.SQLITE_DENY

    return authorized


def _constant(value: str | None) -> Callable[[], str | None]:
    """None is equal to nothing, not even to a row that bears no name."""
    return lambda: value
