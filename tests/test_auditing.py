"""What an audit finds: every way to change what was recorded, by somebody who can write to the disk."""

import base64
import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from ledger_records import make_intent, make_receipt, opened

from router import auditing, exporting
from router.core.checkpoints import Checkpoint, parse_checkpoint, sign_checkpoint
from router.core.merkle import leaf_hash
from router.core.signed_notes import ED25519, VerifierKey, parse_note
from router.ports import Act
from router.signing import public_key, signer
from router.store.sqlite import SqliteStore

ROOT = Path(__file__).resolve().parents[1]
VERIFIER = ROOT / "verifier" / "sovereign_verify.py"
COUNT = 300
"""More than a tile."""


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    async with opened(tmp_path / "data") as store:
        await store.admit(["acme"])
        for number in range(COUNT // 2):
            await store.intend(make_intent(f"r{number}"))
            store.concluded(make_receipt(f"r{number}"))
        await store.settled()
        await store.log_head("acme")
        yield store


def change(store: SqliteStore, *statements: str, values: tuple[object, ...] = ()) -> None:
    """As somebody does who has the disk and no key."""
    path = next((store.folder / "tenants").glob("*/tenant.db"))
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement, values)
        connection.commit()


async def test_a_log_that_nobody_touched_is_whole(store: SqliteStore) -> None:
    found = await auditing.verify(store, "acme")
    assert (found.fault, found.size) == (None, COUNT)
    assert found.checkpoints >= 1
    assert (await auditing.verify(store, None)).fault is None


async def test_an_empty_log_is_whole(store: SqliteStore) -> None:
    await store.admit(["new"])
    found = await auditing.verify(store, "new")
    assert (found.fault, found.size) == (None, 0)


CHANGES = {
    "edited": (["UPDATE entries SET body = (SELECT body FROM entries WHERE seq = 7) WHERE seq = 100"], "does not open"),
    "edited in its hash": (["UPDATE entries SET leaf = zeroblob(32) WHERE seq = 100"], "entry 100"),
    "deleted": (["DELETE FROM entries WHERE seq = 100"], "entry 100 is missing"),
    "reordered": (
        [
            "UPDATE entries SET seq = -1 WHERE seq = 100",
            "UPDATE entries SET seq = 100 WHERE seq = 101",
            "UPDATE entries SET seq = 101 WHERE seq = -1",
        ],
        "not those that",
    ),
    "cut back": (["DELETE FROM entries WHERE seq >= 200"], "has 200 entries where 300"),
    "cut back with the size": (
        ["DELETE FROM entries WHERE seq >= 200", "UPDATE log SET size = 200, frontier = zeroblob(96), signed = 200"],
        "do not lead to the root|checkpoint",
    ),
    "a kept hash": (["UPDATE subtrees SET hash = zeroblob(32)"], "not those that were kept"),
    "without checkpoints": (["DELETE FROM checkpoints"], "there is no checkpoint"),
    "a checkpoint of more": (
        ["UPDATE checkpoints SET size = size + 5"],
        "not those that were signed|a checkpoint was signed of",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
async def test_whatever_was_changed_is_found(store: SqliteStore, name: str) -> None:
    statements, fault = CHANGES[name]
    assert (await auditing.verify(store, "acme")).fault is None
    change(store, *statements)
    found = (await auditing.verify(store, "acme")).fault
    assert found is not None
    assert re.search(fault, found), found


async def test_a_checkpoint_signed_by_another_key_is_found(store: SqliteStore) -> None:
    head = await store.log_head("acme")
    origin = head.key.split("+")[0]
    root = (await auditing.verify(store, "acme")).root
    seed = b"another key's seed: 32 bytes long"[:32]
    forged = sign_checkpoint(
        Checkpoint(origin, head.size, root), VerifierKey(origin, ED25519, public_key(seed)), signer(seed)
    )
    change(store, "UPDATE checkpoints SET note = ?", values=(forged.decode(),))
    fault = (await auditing.verify(store, "acme")).fault
    assert fault is not None
    assert "not signed by" in fault


async def test_a_log_that_was_replaced_whole_is_told_by_a_checkpoint_that_somebody_kept(
    store: SqliteStore, tmp_path: Path
) -> None:
    head = await store.log_head("acme")
    assert head.checkpoint is not None
    kept = parse_checkpoint(parse_note(head.checkpoint.encode()).text)
    assert (await auditing.verify(store, "acme", kept)).fault is None
    async with opened(tmp_path / "other") as other:
        await other.admit(["acme"])
        for number in range(COUNT + 1):
            await other.intend(make_intent(f"x{number}"))
        assert (await auditing.verify(other, "acme")).fault is None
        fault = (await auditing.verify(other, "acme", kept)).fault
    assert fault is not None
    assert "that you kept" in fault


async def test_where_the_routers_own_log_lost_an_entry_no_tenants_is_told_to_be_whole(store: SqliteStore) -> None:
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute("DELETE FROM entries WHERE seq = 0")
        connection.commit()
    found = await auditing.verify(store, "acme")
    assert found.size == COUNT
    assert found.fault is not None
    assert "of the router's own log some are missing" in found.fault


async def test_a_receipt_is_proved_offline_by_the_stand_alone_verifier(store: SqliteStore, tmp_path: Path) -> None:
    proof = await store.prove("acme", "r42")
    assert proof is not None
    assert json.loads(proof.body)["receipt"]["id"] == "r42"
    file = tmp_path / "receipt"
    file.write_bytes(auditing.receipt_file(proof))
    assert verifies("receipt", str(file), "--key", proof.key)
    stranger = str(VerifierKey(proof.key.split("+")[0], ED25519, public_key(bytes(32))))
    assert not verifies("receipt", str(file), "--key", stranger)
    forged = proof.body.replace(b'"outcome":"ok"', b'"outcome":"no"')
    assert forged != proof.body
    text = file.read_text().replace(base64.b64encode(proof.body).decode(), base64.b64encode(forged).decode())
    file.write_text(text)
    assert not verifies("receipt", str(file), "--key", proof.key)


async def test_of_what_was_never_recorded_there_is_no_proof(store: SqliteStore) -> None:
    assert await store.prove("acme", "nobody") is None


async def test_an_act_is_proved_too(store: SqliteStore) -> None:
    await store.record(Act("ledger.read", "cli:anna", 5.0, "acme", id="act-1"))
    proof = await store.prove("acme", "act-1")
    assert proof is not None
    assert json.loads(proof.body)["actor"] == "cli:anna"


async def test_exported_tiles_are_verified_without_the_router(store: SqliteStore, tmp_path: Path) -> None:
    folder = tmp_path / "tiles"
    assert await exporting.tiles(store, "acme", folder) == COUNT
    key = (folder / exporting.KEY).read_text().strip()
    assert verifies("log", str(folder), "--key", key)
    tile = folder / "tile" / "0" / "000"
    tile.write_bytes(tile.read_bytes()[:-32] + bytes(32))
    assert not verifies("log", str(folder), "--key", key)
    with pytest.raises(ValueError, match="not empty"):
        await exporting.tiles(store, "acme", folder)


async def test_lines_hold_every_entry_with_its_hash(store: SqliteStore) -> None:
    lines = [json.loads(line) async for line in exporting.lines(store, "acme", exporting.as_json)]
    assert [line["index"] for line in lines] == list(range(COUNT))
    kept = await store.log_entries("acme", 0, COUNT)
    for line, entry in zip(lines, kept, strict=True):
        assert entry.body is not None
        assert line["leaf"] == leaf_hash(entry.body).hex()


async def test_events_for_a_siem_name_class_actor_and_outcome_and_no_text(store: SqliteStore) -> None:
    await store.record(Act("keys.issue", "cli:anna", 5.0, "acme", "key00001"))
    events = [json.loads(line) async for line in exporting.lines(store, "acme", exporting.as_ocsf)]
    assert len(events) == COUNT // 2 + 1
    assert {event["class_uid"] for event in events} == {6003, 3004}
    first, last = events[0], events[-1]
    assert first["type_uid"] == 600301
    assert first["actor"]["user"] == {"name": "mailer", "credential_uid": "key00001"}
    assert first["status_id"] == 1
    assert first["unmapped"]["class"] == "internal"
    assert last["entity"] == {"type": "keys", "uid": "key00001"}


def verifies(*arguments: str) -> bool:
    """By the verifier that shares no line with the router, in an interpreter that has no packages."""
    run = subprocess.run(
        [sys.executable, "-I", "-S", str(VERIFIER), *arguments], capture_output=True, text=True, check=False
    )
    assert run.returncode in (0, 1), run.stderr
    return run.returncode == 0
