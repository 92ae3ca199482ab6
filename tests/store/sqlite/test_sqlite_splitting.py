"""Rules that a version before kept whole are put apart, also when the process dies on the way."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from ledger_records import opened, rows_of
from two_tenants import ACME, ACME_WORD, BOTH, OLD_DIGEST, OTHER

from router.store.faults import StoreError
from router.store.sqlite import splitting


@pytest.fixture
async def folder(tmp_path: Path) -> Path:
    async with opened(tmp_path, tenants=(ACME, OTHER)):
        pass
    with closing(sqlite3.connect(tmp_path / "sovereign.db", isolation_level=None)) as own:
        own.execute("INSERT INTO rulesets VALUES (?, 1.0, ?)", (OLD_DIGEST, BOTH.canonical))
    return tmp_path


async def test_a_process_that_dies_before_they_are_apart_leaves_them_whole(folder: Path) -> None:
    assert says(folder, ACME_WORD)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(splitting, "_FORGET", "DELETE FROM nothing WHERE digest = ?")
        with pytest.raises(StoreError):
            async with opened(folder, tenants=(ACME, OTHER)):
                pass
    assert rows_of(folder / "sovereign.db", "SELECT digest FROM rulesets") == [(OLD_DIGEST,)]
    assert rows_of(folder / "sovereign.db", "SELECT digest FROM rules") == []
    async with opened(folder, tenants=(ACME, OTHER)) as store:
        assert await store.rules(OLD_DIGEST, ACME) is not None
    assert rows_of(folder / "sovereign.db", "SELECT digest FROM rulesets") == []
    assert not says(folder, ACME_WORD)


@pytest.mark.parametrize("serving", [True, False])
async def test_a_command_puts_them_apart_as_a_router_does(folder: Path, *, serving: bool) -> None:
    async with opened(folder, serving=serving, tenants=(ACME, OTHER)):
        assert rows_of(folder / "sovereign.db", "SELECT digest FROM rulesets") == []


def says(folder: Path, word: str) -> bool:
    return any(word.encode() in path.read_bytes() for path in folder.rglob("*") if path.is_file())
