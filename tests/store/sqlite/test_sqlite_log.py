"""A tenant's log: one leaf for each entry, in order; signed; and whatever was changed behind its back is found."""

import asyncio
import json
import re
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from ledger_records import (
    MASTER,
    file_of,
    make_act,
    make_attempt,
    make_intent,
    make_key,
    make_receipt,
    opened,
    rows_of,
)

from router.auditing import verify
from router.core.merkle import Frontier, leaf_hash
from router.store.growth import root_of
from router.store.sealing import Safe
from router.store.sqlite import SqliteStore, StoreError
from router.store.sqlite import writer as writers
from router.store.sqlite.database import Link


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    async with opened(tmp_path / "data") as store:
        yield store


async def fill(store: SqliteStore, count: int) -> None:
    await asyncio.gather(*(store.intend(make_intent(f"r{number}")) for number in range(count)))


# ------------------------------------------------------------------------------------------------------- grows


async def test_each_entry_is_one_leaf_in_the_order_in_which_it_came(store: SqliteStore) -> None:
    await store.intend(make_intent("r1"))
    await store.add_key(make_key("k1"), make_act())
    store.attempted("acme", "r1", make_attempt())
    store.concluded(make_receipt("r1"))
    await store.record(make_act("ledger.read"))
    await store.revoke_key("k1", make_act("keys.revoke", 2.0))
    found = await store.log_entries("acme", 0, 100)
    assert [entry.index for entry in found] == list(range(6))
    assert [entry.kind for entry in found] == ["intent", "act", "attempt", "receipt", "act", "act"]
    told = [json.loads(entry.body or b"") for entry in found]
    assert [entry["kind"] for entry in told] == [entry.kind for entry in found]
    assert [entry["verb"] for entry in told if entry["kind"] == "act"] == ["keys.issue", "ledger.read", "keys.revoke"]
    assert all(entry.leaf == leaf_hash(entry.body or b"") for entry in found)


@pytest.mark.parametrize("sizes", [(1,), (255, 1, 1), (256, 256, 1), (700,), (3, 510)])
async def test_root_and_subtrees_are_those_of_the_bodies(store: SqliteStore, sizes: tuple[int, ...]) -> None:
    for number, size in enumerate(sizes):
        await asyncio.gather(*(store.intend(make_intent(f"r{number}-{at}")) for at in range(size)))
    bodies = [entry.body or b"" for entry in await store.log_entries("acme", 0, 1000)]
    assert len(bodies) == sum(sizes)
    tree = await store.log_tree("acme")
    naive, subtrees = Frontier(), {}
    for body in bodies:
        completed = naive.append(leaf_hash(body))
        if len(completed) > 8:
            subtrees[1, naive.size // 256 - 1] = completed[8]
    assert (tree.size, tree.frontier, tree.subtrees) == (naive.size, naive.peaks, subtrees)


async def test_an_entry_that_is_refused_takes_no_place(store: SqliteStore) -> None:
    await fill(store, 300)
    answers = await asyncio.gather(
        *(store.intend(make_intent(f"r{number}")) for number in range(290, 310)), return_exceptions=True
    )
    assert sum(answer is None for answer in answers) == 10
    assert [entry.index for entry in await store.log_entries("acme", 0, 400)] == list(range(310))
    assert (await verify(store, "acme")).fault is None


async def test_a_command_appends_beside_the_router_and_the_log_stays_one(store: SqliteStore) -> None:
    async with opened(store.folder, serving=False) as command:
        for number in range(20):
            await asyncio.gather(
                store.intend(make_intent(f"r{number}")),
                command.add_key(make_key(f"k{number}"), make_act(target=f"k{number}")),
            )
    found = await verify(store, "acme")
    assert (found.size, found.fault) == (40, None)


# ------------------------------------------------------------------------------------------------------ signed


def newest_checkpoint(store: SqliteStore) -> int:
    size: int = rows_of(file_of(store.folder), "SELECT coalesce(max(size), 0) FROM checkpoints")[0][0]
    return size


async def test_what_is_left_unsigned_is_signed_within_a_moment(store: SqliteStore) -> None:
    for number in range(5):
        await store.intend(make_intent(f"r{number}"))
    assert newest_checkpoint(store) < 5  # not each entry costs a signature
    begun = time.monotonic()
    while newest_checkpoint(store) < 5:
        assert time.monotonic() - begun < 3
        await asyncio.sleep(0.05)


async def test_closing_signs_what_was_not(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        for number in range(5):
            await store.intend(make_intent(f"r{number}"))
    assert newest_checkpoint(store) == 5


async def test_a_checkpoint_is_signed_about_once_a_second_under_load(store: SqliteStore) -> None:
    until = time.monotonic() + 1.5
    count = 0
    while time.monotonic() < until:
        await store.intend(make_intent(f"r{count}"))
        count += 1
    assert 1 <= len(rows_of(file_of(store.folder), "SELECT size FROM checkpoints")) <= 3


async def test_between_two_signatures_nobody_asks_for_the_last_one(store: SqliteStore) -> None:
    await store.intend(make_intent("r1"))  # signs
    said: list[str] = []
    (writer,) = store._writers.values()
    writer._link.connection().set_trace_callback(said.append)
    await store.intend(make_intent("r2"))
    assert [each for each in said if each.startswith("SELECT")] == ["SELECT size, frontier, signed FROM log"]


async def test_every_checkpoint_is_of_the_log_as_it_was_then(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("router.store.sqlite.logbook.SIGN_EVERY", 0.0)
    monkeypatch.setattr(writers, "SIGN_EVERY", 0.0)
    for number in range(20):
        await store.intend(make_intent(f"r{number}"))
    found = await verify(store, "acme")
    assert (found.fault, found.checkpoints) == (None, 20)


async def test_a_writer_that_is_idle_ends_and_begins_anew(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writers, "IDLE", 0.05)
    monkeypatch.setattr(writers, "SIGN_EVERY", 0.05)
    await store.intend(make_intent("r1"))
    (writer,) = store._writers.values()
    journal = file_of(store.folder).with_name("tenant.db-wal")
    for number in range(3):
        begun = time.monotonic()
        while writer.running or journal.exists():  # it lets go of the file
            assert time.monotonic() - begun < 5
            await asyncio.sleep(0.02)
        assert newest_checkpoint(store) == 1 + number
        await store.intend(make_intent(f"again-{number}"))
    assert (await verify(store, "acme")).size == 4


async def test_an_entry_that_comes_while_a_writer_lets_go_is_written(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("IDLE", "SIGN_EVERY"):
        monkeypatch.setattr(writers, name, 0.0)
    monkeypatch.setattr(writers, "RIDE", 0.0005)
    drop = Link.drop

    def drop_slowly(link: Link, *last: str) -> None:
        time.sleep(0.01)
        drop(link, *last)

    monkeypatch.setattr(Link, "drop", drop_slowly)
    for number in range(100):
        await store.intend(make_intent(f"r{number}"))
        await asyncio.sleep(number % 25 / 1000)
    found = await verify(store, "acme")
    assert (found.size, found.fault) == (100, None)


# ---------------------------------------------------------------------------------------------- changed behind it


def exchange(one: int, other: int) -> str:
    steps = ((one, -1), (other, one), (-1, other))
    return "; ".join(f"UPDATE entries SET seq = {new} WHERE seq = {old}" for old, new in steps)


FORGED = Safe(b"o" * 32).notary("acme").checkpoint(300, b"r" * 32)
FRONTIER = root_of(300, b"x" * 32 * 4).hex()
AT_START = {
    "the last entry deleted": ("DELETE FROM entries WHERE seq = 299", "it has 299 entries where 300 were appended"),
    "an entry added": (
        "INSERT INTO entries SELECT 300, kind, 'new', attempt, at, owner, team, leaf, body, NULL FROM entries LIMIT 1",
        "it has 301 entries where 300",
    ),
    "an entry deleted in the middle": ("DELETE FROM entries WHERE seq = 270", "tile/0/001.p/44"),
    "an edited leaf": ("UPDATE entries SET leaf = zeroblob(32) WHERE seq = 270", "do not lead to its root"),
    "entries exchanged": (
        exchange(270, 271),
        "do not lead to its root",
    ),
    "all entries deleted": ("DELETE FROM entries", "it has 0 entries where 300"),
    "an edited subtree": ("UPDATE subtrees SET hash = zeroblob(32)", "do not lead to its root"),
    "a subtree deleted": ("DELETE FROM subtrees", "tile/1"),
    "the log's row cut back": ("UPDATE log SET size = 256", "it has 300 entries where 256"),
    "the log's row gone": ("DELETE FROM log", "is gone"),
    "another root": (f"UPDATE log SET frontier = x'{FRONTIER}'", "do not lead to its root"),
    "the newest checkpoint deleted": ("DELETE FROM checkpoints WHERE size = 300", "checkpoint of 300 entries is gone"),
    "all checkpoints deleted": ("DELETE FROM checkpoints; UPDATE log SET signed = 0", "was never signed"),
    "a forged checkpoint": (f"UPDATE checkpoints SET note = '{FORGED}' WHERE size = 300", "does not fit"),
    "a checkpoint of another size": (
        "UPDATE log SET signed = 299; UPDATE checkpoints SET size = 299 WHERE size = 300",
        "does not fit",
    ),
}
"""What was done, and what is told of it at the next start."""

AT_AN_AUDIT = {
    "an edited body": ("UPDATE entries SET body = zeroblob(300) WHERE seq = 5", "does not open"),
    "a body of another entry": (
        "UPDATE entries SET body = (SELECT body FROM entries WHERE seq = 6) WHERE seq = 5",
        "does not open",
    ),
    "an edited leaf": ("UPDATE entries SET leaf = zeroblob(32) WHERE seq = 5", "entry 5 .* was changed"),
    "an entry deleted": ("DELETE FROM entries WHERE seq = 5", "entry 5 is missing"),
    "entries exchanged": (
        exchange(5, 6),
        "not those",
    ),
    "an old checkpoint forged": (
        f"UPDATE checkpoints SET note = '{FORGED}' WHERE size = (SELECT min(size) FROM checkpoints)",
        "checkpoint",
    ),
}
"""What hides below the hashes that a start reads: `sovereign audit verify` finds it."""


@pytest.fixture(scope="module")
def log_of_300(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, str, bytes]:
    """Bytes of the tenant's file, its place, and the router's own file."""
    folder = tmp_path_factory.mktemp("log")

    async def make() -> None:
        async with opened(folder) as store:
            await store.intend(make_intent("first"))
            await fill(store, 299)

    asyncio.run(make())
    file = file_of(folder)
    return file.read_bytes(), str(file.relative_to(folder)), (folder / "sovereign.db").read_bytes()


@pytest.fixture
def folder(tmp_path: Path, log_of_300: tuple[bytes, str, bytes]) -> Path:
    tenant, place, own = log_of_300
    (tmp_path / place).parent.mkdir(parents=True)
    (tmp_path / place).write_bytes(tenant)
    (tmp_path / "sovereign.db").write_bytes(own)
    return tmp_path


def change(file: Path, sql: str) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        before = other.total_changes
        other.executescript(sql)
        assert other.total_changes > before


@pytest.mark.parametrize("what", AT_START)
async def test_a_log_that_was_changed_is_told_at_the_next_start_and_nothing_is_added(folder: Path, what: str) -> None:
    sql, told = AT_START[what]
    change(file_of(folder), sql)
    before = rows_of(file_of(folder), "SELECT count(*) FROM entries")
    with pytest.raises(StoreError, match="changed behind the router's back") as raised:
        await SqliteStore(folder, master=MASTER, serving=True).start()
    assert told in str(raised.value)
    assert "tenant acme" in str(raised.value)
    assert "sovereign audit verify" in str(raised.value)
    assert rows_of(file_of(folder), "SELECT count(*) FROM entries") == before


@pytest.mark.parametrize("what", AT_AN_AUDIT)
async def test_a_log_that_was_changed_further_down_is_told_by_an_audit(folder: Path, what: str) -> None:
    sql, told = AT_AN_AUDIT[what]
    change(file_of(folder), sql)
    async with opened(folder) as store:
        found = await verify(store, "acme")
    assert found.fault is not None
    assert re.search(told, found.fault)


async def test_a_log_that_nobody_changed_is_told_to_be_whole(folder: Path) -> None:
    async with opened(folder) as store:
        found = await verify(store, "acme")
    assert (found.size, found.fault) == (600, None)  # each intent was left open, and has an end now


async def test_the_routers_own_log_is_looked_at_too(folder: Path) -> None:
    change(folder / "sovereign.db", "DELETE FROM entries")
    with pytest.raises(StoreError, match="the log of the router was changed"):
        await SqliteStore(folder, master=MASTER, serving=True).start()


async def test_a_wrapped_key_that_was_changed_is_told_at_the_start(folder: Path) -> None:
    change(folder / "sovereign.db", "UPDATE tenants SET wrapped = zeroblob(60)")
    with pytest.raises(StoreError, match="does not open: it was changed, or wrapped under another master key"):
        await SqliteStore(folder, master=MASTER).start()


async def test_the_whole_file_of_another_tenant_is_refused(tmp_path: Path) -> None:
    async with opened(tmp_path, tenants=["acme", "globex"]) as store:
        await store.intend(make_intent("r1"))
        await store.intend(make_intent("r1", tenant="globex"))
    file_of(tmp_path).write_bytes(file_of(tmp_path, "globex").read_bytes())
    with pytest.raises(StoreError, match=r"tenant acme.*does not fit"):
        await SqliteStore(tmp_path, master=MASTER, serving=True).start()
