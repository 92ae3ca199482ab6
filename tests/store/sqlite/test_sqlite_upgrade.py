"""A folder of the first version, where one file held every tenant, is moved out: nothing is lost, whatever happens."""

import asyncio
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from ledger_records import MASTER, make_attempt, make_intent, make_key, make_receipt, opened, rows_of
from traffic import THEN

from router.auditing import verify
from router.core.kept_rules import whole_digest
from router.core.ledger import decode_receipt, encode_attempt, encode_receipt
from router.ports import Intent, KeyRecord
from router.store.sealing import Safe
from router.store.sqlite import SqliteStore, StoreError, upgrade

TENANTS = ("acme", "globex", "initech")
OLD_DIGEST = whole_digest(THEN.canonical)
FIRST = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES ('keys_version', 0);
CREATE TABLE keys (
    id TEXT PRIMARY KEY, tenant TEXT NOT NULL, agent TEXT NOT NULL, models TEXT NOT NULL, tools TEXT NOT NULL,
    floor TEXT, digest BLOB NOT NULL, created REAL NOT NULL, expires REAL, revoked REAL
) STRICT;
CREATE INDEX keys_of_tenant ON keys (tenant, id);
CREATE TRIGGER key_added AFTER INSERT ON keys BEGIN
    UPDATE meta SET value = value + 1 WHERE name = 'keys_version';
END;
CREATE TRIGGER key_changed AFTER UPDATE ON keys BEGIN
    UPDATE meta SET value = value + 1 WHERE name = 'keys_version';
END;
CREATE TRIGGER key_removed AFTER DELETE ON keys BEGIN
    UPDATE meta SET value = value + 1 WHERE name = 'keys_version';
END;
CREATE TABLE intents (
    seq INTEGER PRIMARY KEY, receipt TEXT NOT NULL, attempt INTEGER NOT NULL, tenant TEXT NOT NULL, at REAL NOT NULL,
    provider TEXT NOT NULL, model TEXT NOT NULL, zone TEXT NOT NULL, effective TEXT NOT NULL, treatment TEXT NOT NULL,
    ruleset TEXT NOT NULL, commitment TEXT NOT NULL, UNIQUE (receipt, attempt)
) STRICT;
CREATE TABLE outcomes (
    receipt TEXT NOT NULL, attempt INTEGER NOT NULL, outcome TEXT NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (receipt, attempt)
) STRICT, WITHOUT ROWID;
CREATE TABLE pending (
    receipt TEXT NOT NULL, attempt INTEGER NOT NULL, PRIMARY KEY (receipt, attempt)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER intent_recorded AFTER INSERT ON intents BEGIN
    INSERT INTO pending VALUES (new.receipt, new.attempt);
END;
CREATE TRIGGER outcome_recorded AFTER INSERT ON outcomes BEGIN
    DELETE FROM pending WHERE receipt = new.receipt AND attempt = new.attempt;
END;
CREATE TABLE rulesets (digest TEXT PRIMARY KEY, since REAL NOT NULL, canonical TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE receipts (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, tenant TEXT NOT NULL, outcome TEXT NOT NULL, body TEXT NOT NULL
) STRICT;
CREATE TRIGGER receipt_recorded AFTER INSERT ON receipts BEGIN
    DELETE FROM pending WHERE receipt = new.id;
END;
PRAGMA application_id = 0x534F5652;
PRAGMA user_version = 1;
"""
"""What the first version made of a new file, as it was released."""

INTENT = """INSERT INTO intents (receipt, attempt, tenant, at, provider, model, zone, effective, treatment, ruleset,
commitment) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""


def old_key(tenant: str) -> KeyRecord:
    return make_key(f"key-{tenant}", tenant=tenant)


def old_intents(tenant: str) -> list[Intent]:
    """Of a request that ended, of one whose first attempt failed, of an orphan, and of one that is still open."""
    names = [("done", 1), ("tried", 1), ("tried", 2), ("orphan", 1), ("open", 1)]
    return [make_intent(f"{name}-{tenant}", attempt, tenant) for name, attempt in names]


def make_old(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "sovereign.db", isolation_level=None)) as old:
        old.execute("PRAGMA journal_mode = WAL")
        old.executescript(FIRST)
        old.execute("INSERT INTO meta VALUES ('fingerprint', ?)", (Safe(MASTER).fingerprint,))
        old.execute("INSERT INTO rulesets VALUES (?, 1.0, ?)", (OLD_DIGEST, THEN.canonical))
        for tenant in TENANTS:
            fill_old(old, tenant)


def fill_old(old: sqlite3.Connection, tenant: str) -> None:
    key = old_key(tenant)
    models, tools = json.dumps(key.models), json.dumps(key.tools)
    row = (key.id, tenant, key.agent, models, tools, key.floor, key.digest, key.created, key.expires, key.revoked)
    old.execute(f"INSERT INTO keys VALUES ({', '.join('?' * 10)})", row)
    old.executemany(INTENT, [intent[:11] for intent in old_intents(tenant)])
    failed = json.dumps(encode_attempt(make_attempt(1)))
    old.execute("INSERT INTO outcomes VALUES (?, 1, 'ok', ?)", (f"tried-{tenant}", failed))
    orphaned = json.dumps({"number": 1, "outcome": "orphaned", "marked": 9.0})
    old.execute("INSERT INTO outcomes VALUES (?, 1, 'orphaned', ?)", (f"orphan-{tenant}", orphaned))
    receipt = make_receipt(f"done-{tenant}", tenant)
    body = json.dumps(encode_receipt(receipt))
    old.execute("INSERT INTO receipts (id, tenant, outcome, body) VALUES (?, ?, 'ok', ?)", (receipt.id, tenant, body))


async def all_is_there(store: SqliteStore) -> None:
    assert await store.tenants() == sorted(TENANTS)
    kept = await store.rules(OLD_DIGEST, "acme")
    assert kept is not None
    assert (kept.digest, [*json.loads(kept.text)["tenants"]]) == (OLD_DIGEST, ["acme"])
    assert await store.keys() == [old_key(tenant) for tenant in TENANTS]
    for tenant in TENANTS:
        known = {name: await known_of(store, tenant, name) for name in ("done", "tried", "orphan", "open")}
        intents = [Intent(**intent) for found in known.values() for intent in found["intents"]]
        assert intents == old_intents(tenant)
        assert decode_receipt(known["done"]["receipt"]) == make_receipt(f"done-{tenant}", tenant)
        assert known["tried"]["attempts"][0] == encode_attempt(make_attempt(1))
        assert known["orphan"]["attempts"] == [{"number": 1, "outcome": "orphaned", "marked": 9.0}]
        found = await verify(store, tenant)
        assert found.fault is None


def all_bytes(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


async def known_of(store: SqliteStore, tenant: str, name: str) -> dict[str, Any]:
    known = await store.receipt(tenant, f"{name}-{tenant}")
    assert known is not None
    return dict(known)


async def test_all_that_was_recorded_is_there_and_what_was_open_is_marked(tmp_path: Path) -> None:
    make_old(tmp_path)
    async with opened(tmp_path, tenants=()) as store:
        await all_is_there(store)
        assert store.orphans == 2 * len(TENANTS)  # `open`, and the second attempt of `tried`
    async with opened(tmp_path, tenants=()) as store:
        await all_is_there(store)
        assert store.orphans == 0


async def test_a_command_moves_it_out_too_and_marks_nothing(tmp_path: Path) -> None:
    make_old(tmp_path)
    async with opened(tmp_path, serving=False, tenants=()) as store:
        await all_is_there(store)
        assert (await known_of(store, "acme", "open"))["attempts"] == []


async def test_no_word_of_it_stays_readable_in_the_old_file(tmp_path: Path) -> None:
    make_old(tmp_path)
    async with opened(tmp_path, tenants=()):
        pass
    assert rows_of(tmp_path / "sovereign.db", "SELECT name FROM sqlite_schema WHERE name IN ('intents', 'keys')") == []
    stored = all_bytes(tmp_path)
    for word in (b"mailer", b"large-2", b"small-*", b"mistral"):
        assert word not in stored


@pytest.mark.parametrize("where", ["_entries", "_key"])
async def test_a_move_that_was_interrupted_twice_is_ended_by_the_third_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    make_old(tmp_path)
    whole: Callable[..., Any] = getattr(upgrade, where)
    for tenants_done in (1, 2):
        calls = 0

        def fail(*values: Any, last: int = tenants_done) -> Any:
            nonlocal calls
            calls += 1
            if calls > (1 if last == 2 else last):  # the tenants that were moved are not read again
                raise sqlite3.OperationalError("the power went")
            return whole(*values)

        with monkeypatch.context() as patch:
            patch.setattr(upgrade, where, fail)
            with pytest.raises(StoreError):
                await SqliteStore(tmp_path, master=MASTER, serving=True).start()
        moved = rows_of(tmp_path / "sovereign.db", "SELECT id FROM tenants")
        assert len(moved) == len(TENANTS)
        assert rows_of(tmp_path / "sovereign.db", "SELECT count(*) FROM intents") == [(15,)]
    async with opened(tmp_path, tenants=()) as store:
        await all_is_there(store)
        assert rows_of(tmp_path / "sovereign.db", "SELECT count(*) FROM tenants") == [(3,)]


async def test_an_interruption_before_the_old_tables_go_repeats_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_old(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(upgrade, "_DROPPED", ("keys", "no table"))
        with pytest.raises(StoreError):
            await SqliteStore(tmp_path, master=MASTER).start()
    async with opened(tmp_path, tenants=()) as store:
        await all_is_there(store)


async def test_of_many_that_open_an_old_folder_at_once_each_finds_all_of_it(tmp_path: Path) -> None:
    make_old(tmp_path)
    stores = [SqliteStore(tmp_path, master=MASTER) for _ in range(6)]
    await asyncio.gather(*(store.start() for store in stores))
    for store in stores:
        await all_is_there(store)
        await store.aclose()


async def test_an_old_folder_of_another_master_key_is_left_as_it_is(tmp_path: Path) -> None:
    make_old(tmp_path)
    with pytest.raises(StoreError, match="another master key"):
        await SqliteStore(tmp_path, master=b"o" * 32).start()
    assert rows_of(tmp_path / "sovereign.db", "SELECT count(*) FROM intents") == [(15,)]
