"""What whoever has the disk, and no key, changes beside the sealed bodies: every store's audit tells of it."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from ledger_records import file_of, make_act, make_attempt, make_intent, make_receipt
from postgres_server import Server

from router.auditing import verify
from router.ports import LedgerUnavailable, Records
from router.retention import prune

Open = Callable[..., Awaitable[Records]]
Tamper = Callable[[str], None]
OLD, YOUNG = 1_000.0, 2_000.0
CHANGES = {
    "at": "UPDATE entries SET at = 0 WHERE seq = 300",
    "the at of what ended": "UPDATE entries SET at = at - 1 WHERE kind = 'attempt'",
    "the at of a receipt": "UPDATE entries SET at = at - 1 WHERE kind = 'receipt'",
    "owner": "UPDATE entries SET owner = 'mallory' WHERE kind = 'receipt'",
    "team": "UPDATE entries SET team = 'red' WHERE seq = 300",
    "the team of an act": "UPDATE entries SET team = 'red' WHERE kind = 'act'",
    "kind": "UPDATE entries SET kind = 'orphan' WHERE seq = 300",
    "id": "UPDATE entries SET id = 'another' WHERE seq = 300",
    "attempt": "UPDATE entries SET attempt = 9 WHERE seq = 300",
}


@pytest.fixture
def tamper(request: pytest.FixtureRequest, tmp_path: Path) -> Tamper:
    """Runs a statement behind the store's back: on acme's rows, or on the list of tenants."""

    def in_file(statement: str) -> None:
        file = tmp_path / "sovereign.db" if " tenants " in statement else file_of(tmp_path)
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            connection.execute("PRAGMA foreign_keys = OFF")
            connection.execute(statement)

    def in_database(statement: str) -> None:
        server: Server = request.getfixturevalue("postgres")
        settings = ("SET search_path TO sovereign", "SET session_replication_role TO replica")
        server.psql(*settings, statement, database=request.getfixturevalue("database"))

    return in_database if "postgres" in request.node.callspec.id else in_file


@pytest.fixture
async def store(opening: Open) -> Records:
    """An act and 600 entries that are old, and 300 that are young."""
    store = await opening("acme", "lim")
    await store.record(make_act("keys.issue"))
    for name, at, count in (("old", OLD, 599), ("young", YOUNG, 300)):
        intents = [make_intent(f"{name}{number}")._replace(at=at) for number in range(count)]
        await asyncio.gather(*map(store.intend, intents))
    store.attempted("acme", "old1", make_attempt())
    store.concluded(make_receipt("old1"))
    await store.settled()
    return store


@pytest.mark.parametrize("name", CHANGES)
async def test_a_column_that_is_not_what_its_body_tells_is_found(store: Records, tamper: Tamper, name: str) -> None:
    assert (await verify(store, "acme")).fault is None
    tamper(CHANGES[name])
    fault = (await verify(store, "acme")).fault
    assert fault is not None
    assert "was changed" in fault or "does not open" in fault


async def test_what_was_made_older_than_its_body_tells_is_not_pruned(store: Records, tamper: Tamper) -> None:
    tamper("UPDATE entries SET at = 0 WHERE kind <> 'act'")
    size = (await store.log_head("acme")).size
    with pytest.raises(LedgerUnavailable, match="column 'at' is not what its body tells"):
        await prune(store, "acme", YOUNG, "cli:anna", YOUNG)
    kept = await store.log_entries("acme", 0, size + 1)
    assert len(kept) == size
    assert all(one.body is not None for one in kept)


async def test_what_is_old_by_its_body_goes_as_ever(store: Records) -> None:
    assert await prune(store, "acme", YOUNG, "cli:anna", YOUNG) == range(512)
    found = await verify(store, "acme")
    assert (found.fault, found.pruned) == (None, 512)


# ---------------------------------------------------------------------------------------------------------- tenants


GONE = {
    "deleted": "DELETE FROM tenants WHERE name = 'lim'",
    "marked erased": "UPDATE tenants SET erased = 1, wrapped = NULL WHERE name = 'lim'",
    "renamed": "UPDATE tenants SET name = 'mil' WHERE name = 'lim'",
}


@pytest.mark.parametrize("name", GONE)
async def test_a_tenant_that_went_without_an_act_is_named(opening: Open, tamper: Tamper, name: str) -> None:
    before = await opening("acme", "lim")
    assert (await verify(before, None)).fault is None
    tamper(GONE[name])
    fault = (await verify(await opening("acme", serving=False), None)).fault
    assert fault is not None
    assert "tenant 'lim'" in fault


async def test_a_tenant_that_was_made_anew_does_not_hide_the_one_that_went(opening: Open, tamper: Tamper) -> None:
    await opening("acme", "lim")
    tamper(GONE["deleted"])
    fault = (await verify(await opening("acme", "lim", serving=False), None)).fault
    assert fault is not None
    assert "tenant 'lim'" in fault


async def test_a_tenant_that_an_act_erased_is_not_missed_and_may_be_made_anew(opening: Open) -> None:
    store = await opening("acme", "lim")
    await store.erase("lim", make_act("tenant.erase", tenant=None))
    assert (await verify(store, None)).fault is None
    await store.admit(["lim"])
    await store.restore("copy", [], [], [], make_act("tenant.import", tenant="copy"))
    assert (await verify(store, None)).fault is None


async def test_a_tenant_that_was_erased_and_is_there_is_named(opening: Open) -> None:
    store = await opening("acme", "lim")
    log_id = next(one for one, name in (await store.log_ids()).items() if name == "lim")
    await store.record(replace(make_act("tenant.erase", tenant=None), target=log_id))
    fault = (await verify(store, None)).fault
    assert fault == f"tenant 'lim' ({log_id}) was erased, and is there"
