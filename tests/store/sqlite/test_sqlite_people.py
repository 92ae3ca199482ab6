"""Inside a tenant the database keeps people apart: the whole matrix, and what becomes of it as parts are taken away."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from viewer_matrix import COLUMNS, VIEWERS, fill, offences, tables

from router.ports import Viewer
from router.store.sqlite import viewing
from router.store.sqlite.database import Database
from router.store.sqlite.schema import TENANT


@pytest.fixture
def file(tmp_path: Path) -> Database:
    database = Database(tmp_path / "tenant.db", TENANT, 1.0)
    database.create()
    with closing(database.connect()) as connection:
        fill(connection)
    return database


@pytest.fixture
def names(file: Database) -> dict[str, str]:
    with closing(file.connect()) as connection:
        return tables(connection)


@pytest.fixture
def kept(file: Database) -> Iterator[Callable[[], list[object]]]:
    """All that is in the file, as the router itself sees it."""
    with closing(file.connect()) as connection:
        yield lambda: list(connection.iterdump())


@pytest.mark.parametrize("who", VIEWERS)
def test_no_cell_of_the_matrix_reaches_a_row_that_it_should_not(
    file: Database, names: dict[str, str], kept: Callable[[], list[object]], who: str
) -> None:
    viewer, seen = VIEWERS[who]
    before = kept()
    with closing(viewing.connect(file, viewer)) as connection:
        assert offences(connection, names, seen) == []
    assert kept() == before


def test_every_table_whose_rows_bear_names_has_its_view(file: Database, names: dict[str, str]) -> None:
    with closing(file.connect()) as connection:
        columns = {table: {row[1] for row in connection.execute(f"PRAGMA table_info({table})")} for table in names}
    assert {table for table in names if {"owner", "team"} & columns[table]} == set(viewing.OWNED) == set(COLUMNS)
    assert len(names) == 9


def test_the_view_that_may_read_has_another_name_each_time(file: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(viewing, "_authorizer", lambda _: lambda *_: sqlite3.SQLITE_OK)
    found: set[str] = set()
    for _ in range(3):
        with closing(viewing.connect(file, Viewer("anna"))) as connection:
            found |= {name for (name,) in connection.execute("SELECT name FROM sqlite_temp_schema")}
    assert len(found) == len(COLUMNS) + 3 * len(COLUMNS)


def by_the_tables_name(inner: dict[str, str]) -> Callable[..., int]:
    """As if the view that statements name were the one that may read."""
    judge = viewing_authorizer(inner)

    def authorized(action: int, table: str, column: str, schema: str, inside: str) -> int:
        return sqlite3.SQLITE_OK if inside == table else judge(action, table, column, schema, inside)

    return authorized


viewing_authorizer = viewing._authorizer
MUTATIONS = {
    "the authorizer is taken off": ("_authorizer", lambda _: None),
    "the view has no WHERE": ("_INNER", "CREATE TEMP VIEW {inner} AS SELECT * FROM main.{table}"),
    "the view looks at teams alone": ("_INNER", viewing._INNER.replace("owner = viewer_user() OR ", "")),
    "the view takes no name for a name": ("_INNER", viewing._INNER.replace("owner = ", "owner IS ")),
    "the view judges by pattern": ("_INNER", viewing._INNER.replace("owner = ", "owner LIKE ")),
    "the view's own name is enough": ("_authorizer", by_the_tables_name),
    "writing is harmless": ("_HARMLESS", (*viewing._HARMLESS, sqlite3.SQLITE_DELETE)),
    "a setting is harmless": ("_HARMLESS", (*viewing._HARMLESS, sqlite3.SQLITE_PRAGMA)),
    "one table is forgotten": ("OWNED", ("keys",)),
}


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_whatever_is_taken_away_turns_the_matrix_red(
    file: Database, names: dict[str, str], monkeypatch: pytest.MonkeyPatch, mutation: str
) -> None:
    monkeypatch.setattr(viewing, *MUTATIONS[mutation])
    found = []
    for viewer, seen in VIEWERS.values():
        with closing(viewing.connect(file, viewer)) as connection:
            found += offences(connection, names, seen)
    assert found != []
