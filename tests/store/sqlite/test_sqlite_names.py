"""Files of the version before, with names of owners and teams in the clear: they become tags, and nothing is lost."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from ledger_records import MASTER, file_of, make_act, make_intent, make_key, opened, rows_of

from router.auditing import verify
from router.core.whose import tag
from router.ports import Viewer
from router.store import key_records
from router.store.sqlite import SqliteStore, control, logbook, store, tagging
from router.store.sqlite.schema import TENANT, Layout

ANNA, SALES = "anna-lena-of-the-tests", "sales-of-the-tests"


@pytest.fixture
async def folder(tmp_path: Path) -> Path:
    """As the version before wrote it: a key and an intent of Anna's, and an intent of nobody's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(control, "TENANT", Layout(TENANT.application, TENANT.migrations[:2]))
        patch.setattr(logbook, "columns", lambda _, entry: entry[:6])
        patch.setattr(key_records, "tagged", lambda _, owner, team: (owner, team))
        patch.setattr(store, "tag_names", lambda *_, **__: None)
        async with opened(tmp_path, tenants=("acme", "lim")) as old:
            await old.add_key(replace(make_key("key00001"), owner=ANNA, team=SALES), make_act())
            await old.intend(make_intent("r1")._replace(owner=ANNA, team=SALES))
            await old.intend(make_intent("r2"))
    assert ANNA in everything(tmp_path)
    return tmp_path


def everything(folder: Path) -> str:
    """All that lies in the files, journals and freed pages too."""
    return "".join(file.read_bytes().decode("latin-1") for file in sorted(folder.rglob("*")) if file.is_file())


@pytest.mark.parametrize("serving", [True, False])
async def test_their_names_become_tags_and_whoever_they_are_sees_what_they_saw(folder: Path, *, serving: bool) -> None:
    async with opened(folder, serving=serving) as new:
        key = new.names_key("acme")
        tags = tag(key, "owner", ANNA), tag(key, "team", SALES)
        for table in ("keys", "entries"):
            found = rows_of(
                file_of(folder), f"SELECT owner, team FROM {table} WHERE owner IS NOT NULL OR team IS NOT NULL"
            )
            assert found == [tags]
        assert await new.receipt("acme", "r1", Viewer(ANNA)) is not None
        assert await new.receipt("acme", "r1", Viewer("", SALES)) is not None
        assert await new.receipt("acme", "r2", Viewer(ANNA, SALES)) is None
        assert [(key.owner, key.team) for key in await new.keys()] == [(ANNA, SALES)]
        assert [(await verify(new, log)).fault for log in (None, "acme", "lim")] == [None] * 3
    assert ANNA not in everything(folder)
    assert SALES not in everything(folder)
    assert rows_of(file_of(folder), "SELECT * FROM meta WHERE name = 'in_clear'") == []


@pytest.fixture
def crash(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """In the midst of the second table."""
    calls = iter([False, False, True])

    def tagged(*values: object) -> str | None:
        if next(calls, False):
            raise sqlite3.OperationalError("gone")
        return tag(*values)  # type: ignore[arg-type]  # as it was called

    with monkeypatch.context() as patch:
        patch.setattr(tagging, "tag", tagged)
        yield


async def test_a_crash_in_between_leaves_them_as_they_were_and_the_next_start_does_it(
    folder: Path, crash: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert crash is None
    with pytest.raises(Exception, match=r"tenant\.db"):
        await SqliteStore(folder, master=MASTER, serving=True).start()
    assert rows_of(file_of(folder), "SELECT owner FROM keys") == [(ANNA,)]
    monkeypatch.undo()
    async with opened(folder) as new:
        assert (await verify(new, "acme")).fault is None
    assert ANNA not in everything(folder)


async def test_a_file_of_before_that_comes_back_from_a_backup_is_tagged_at_the_next_start(folder: Path) -> None:
    older = file_of(folder).read_bytes()
    async with opened(folder):
        pass
    file_of(folder).write_bytes(older)
    async with opened(folder) as new:
        assert (await verify(new, "acme")).fault is None
    assert ANNA not in everything(folder)
