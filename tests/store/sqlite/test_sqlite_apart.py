"""A tenant's file holds nothing of another's, nothing that is readable, and lets no statement look further."""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from ledger_records import MASTER, file_of, make_act, make_attempt, make_intent, make_key, make_receipt, opened, rows_of

from router.core.types import Outcome
from router.core.whose import tag
from router.ports import Intent
from router.store import sealing
from router.store.faults import StoreError
from router.store.sealing import Safe
from router.store.sqlite import SqliteStore
from router.store.sqlite.database import Database
from router.store.sqlite.schema import CONTROL, TENANT


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    async with opened(tmp_path / "data", tenants=["acme", "globex"]) as store:
        yield store


def files(folder: Path) -> Iterator[tuple[Path, bytes]]:
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            yield file, file.read_bytes()


# ------------------------------------------------------------------------------------------ of no other tenant


async def test_what_one_tenant_records_is_in_its_own_file_alone(store: SqliteStore) -> None:
    globex = file_of(store.folder, "globex").parent
    before = rows_of(globex / "tenant.db", "SELECT size FROM log") if (globex / "tenant.db").stat().st_size else None
    await store.intend(make_intent("intent-of-acme"))
    await store.add_key(make_key("key-of-acme"), make_act())
    store.concluded(make_receipt("receipt-of-acme"))
    await store.settled()
    own = file_of(store.folder).parent
    for word in (b"intent-of-acme", b"key-of-acme", b"receipt-of-acme"):
        assert {file.parent for file, data in files(store.folder) if word in data} == {own}
    assert before is None
    assert await store.log_entries("globex", 0, 10) == []


async def test_the_same_ids_are_two_requests_in_two_tenants(store: SqliteStore) -> None:
    await store.intend(make_intent("r1"))
    await store.intend(make_intent("r1", tenant="globex"))
    await store.add_key(make_key("k1"), make_act())
    await store.add_key(make_key("k1", tenant="globex"), make_act(tenant="globex"))
    for tenant in ("acme", "globex"):
        known = await store.receipt(tenant, "r1")
        assert known is not None
        assert [intent["tenant"] for intent in known["intents"]] == [tenant]
        assert [key.tenant for key in await store.keys(tenant)] == [tenant]


async def test_of_another_tenants_request_nothing_is_known(store: SqliteStore) -> None:
    await store.intend(make_intent("r1"))
    assert await store.receipt("globex", "r1") is None
    assert await store.prove("globex", "r1") is None
    assert await store.prove("acme", "r1") is not None


async def test_commitments_of_two_tenants_are_keyed_apart_and_stay_so(store: SqliteStore) -> None:
    keys = {tenant: store.commitment_key(tenant) for tenant in ("acme", "globex")}
    assert len(set(keys.values())) == 2
    async with opened(store.folder, serving=False) as command:
        assert {tenant: command.commitment_key(tenant) for tenant in keys} == keys


# -------------------------------------------------------------------------------------- no statement looks further


@pytest.mark.parametrize(
    "statement",
    [
        "ATTACH DATABASE '{other}' AS other",
        "ATTACH ':memory:' AS other",
        "ATTACH '' AS other",
        "DETACH DATABASE main",
        "VACUUM INTO '{folder}/copy.db'",
    ],
)
async def test_attach_and_detach_are_refused_on_every_connection(store: SqliteStore, statement: str) -> None:
    await store.intend(make_intent("r1"))
    await store.intend(make_intent("r1", tenant="globex"))
    await store.receipt("acme", "r1")
    sql = statement.format(other=file_of(store.folder, "globex"), folder=store.folder)
    fresh = [
        Database(store.path, CONTROL, 1.0).connect(),
        Database(file_of(store.folder), TENANT, 1.0).connect(),
    ]
    links = [writer._link for writer in (store._own, *store._writers.values())] + [*store._reader._links.values()]
    held = [link._connection for link in links if link._connection is not None]
    assert len(held) >= 4
    for connection in fresh + held:
        with pytest.raises(sqlite3.DatabaseError, match=r"not authorized|authorization denied"):
            connection.execute(sql)
    assert not (store.folder / "copy.db").exists()
    for connection in fresh:
        connection.close()


# ------------------------------------------------------------------------------------------------ nothing readable


async def test_no_word_of_what_was_recorded_is_readable_in_any_file(store: SqliteStore) -> None:
    words = {
        *("zebra-provider", "zebra-model", "zebra-zone", "zebra-class", "zebra-treatment", "zebra-ruleset"),
        *(
            "zebra-commitment",
            "zebra-answer",
            "zebra-code",
            "zebra-agent",
            "zebra-pattern",
            "zebra-tool",
            "zebra-floor",
        ),
        *("zebra-parent", "zebra-verb", "zebra-actor", "zebra-detail"),
    }
    intent: Intent = make_intent("r1")._replace(
        provider="zebra-provider",
        model="zebra-model",
        zone="zebra-zone",
        effective="zebra-class",
        treatment="zebra-treatment",
        ruleset="zebra-ruleset",
        commitment="zebra-commitment",
    )
    receipt = make_receipt("r1")
    key = replace(
        make_key("k1"),
        agent="zebra-agent",
        models=("zebra-pattern",),
        tools=("zebra-tool",),
        floor="zebra-floor",
        parent="zebra-parent",
    )
    act = replace(make_act("zebra-verb"), actor="zebra-actor", details={"zebra-detail": "1"})
    await store.intend(intent)
    store.attempted("acme", "r1", make_attempt(model="zebra-answer"))
    store.concluded(replace(receipt, facts=replace(receipt.facts, agent="zebra-agent"), code="zebra-code"))
    await store.add_key(key, act)
    await store.record(replace(act, tenant=None))
    await store.settled()
    known = repr((await store.receipt("acme", "r1"), await store.keys(), await store.log_entries("acme", 0, 9)))
    assert {word for word in words if word not in known} == set()  # all of it is there
    for file, data in files(store.folder):
        assert b"zebra" not in data, file.name
    await store.aclose()
    for file, data in files(store.folder):
        assert b"zebra" not in data, file.name


async def test_neither_the_master_key_nor_a_tenant_key_is_in_any_file(store: SqliteStore) -> None:
    await store.intend(make_intent("r1"))
    with closing(sqlite3.connect(store.path)) as connection:
        tenant, version, wrapped = connection.execute("SELECT id, key_version, wrapped FROM tenants").fetchone()
    key = Safe(MASTER)._wrapping.decrypt(wrapped[:12], wrapped[12:], sealing._of(tenant, version))
    assert len(key) == 32
    for file, data in files(store.folder):
        assert MASTER not in data, file.name
        assert key not in data, file.name
        assert store.commitment_key("acme") not in data, file.name


# ---------------------------------------------------------------------------------------------------- moved, edited


async def test_a_sealed_row_that_was_moved_to_another_row_or_tenant_does_not_open(store: SqliteStore) -> None:
    for tenant in ("acme", "globex"):
        await store.intend(make_intent("r1", tenant=tenant))
        await store.intend(make_intent("r2", tenant=tenant))
        await store.add_key(make_key("k1", tenant=tenant), make_act(tenant=tenant))
        await store.add_key(make_key("k2", tenant=tenant), make_act(tenant=tenant))
    await store.aclose()
    with closing(sqlite3.connect(file_of(store.folder), isolation_level=None)) as acme:
        acme.execute("ATTACH ? AS globex", (str(file_of(store.folder, "globex")),))
        acme.execute("UPDATE entries SET body = (SELECT body FROM entries WHERE id = 'r1') WHERE id = 'r2'")
        acme.execute("UPDATE entries SET body = (SELECT body FROM globex.entries WHERE id = 'r1') WHERE id = 'r1'")
        acme.execute("UPDATE keys SET body = (SELECT body FROM globex.keys WHERE id = 'k1') WHERE id = 'k1'")
        acme.execute("UPDATE globex.keys SET body = (SELECT body FROM globex.keys WHERE id = 'k2') WHERE id = 'k1'")
        acme.execute("UPDATE globex.entries SET body = (SELECT body FROM globex.keys WHERE id = 'k2') WHERE id = 'r2'")
    async with opened(store.folder, serving=False) as command:
        for tenant, receipt in (("acme", "r1"), ("acme", "r2"), ("globex", "r2")):
            with pytest.raises(StoreError, match=f"entries/intent/{receipt}/1/body: it does not open"):
                await command.receipt(tenant, receipt)
        for tenant in ("acme", "globex"):
            assert [key.id for key in await command.keys(tenant)] == ["k2"]
            assert f"{tenant}/k1: keys/k1/body: it does not open" in str(command.doubts())
        assert await command.receipt("globex", "r1") is not None


async def test_wrapped_keys_that_were_exchanged_do_not_open(store: SqliteStore) -> None:
    await store.aclose()
    with closing(sqlite3.connect(store.path, isolation_level=None)) as own:
        (first, one), (second, two) = own.execute("SELECT id, wrapped FROM tenants ORDER BY name").fetchall()
        own.executemany("UPDATE tenants SET wrapped = ? WHERE id = ?", [(two, first), (one, second)])
    with pytest.raises(StoreError, match=f"the key of tenant ({first}|{second}) does not open"):
        await SqliteStore(store.folder, master=MASTER).start()


async def test_whose_request_it_was_stands_beside_the_entry_as_tags(store: SqliteStore) -> None:
    receipt = make_receipt("r1")
    await store.intend(make_intent("r1")._replace(owner="anna", team="mail"))
    store.concluded(replace(receipt, facts=replace(receipt.facts, owner="anna", team="mail"), outcome=Outcome.OK))
    await store.settled()
    owners = rows_of(file_of(store.folder), "SELECT DISTINCT owner, team FROM entries")
    key = store.names_key("acme")
    assert owners == [(tag(key, "owner", "anna"), tag(key, "team", "mail"))]


def test_a_log_is_signed_with_the_tenants_own_name() -> None:
    safe = Safe(MASTER)
    assert "tenant-id" in safe.notary("tenant-id").origin


async def test_a_folder_under_another_master_key_gives_nothing_even_if_its_mark_is_forged(store: SqliteStore) -> None:
    await store.intend(make_intent("r1"))
    await store.aclose()
    with closing(sqlite3.connect(store.path, isolation_level=None)) as own:
        other = Safe(b"o" * 32).fingerprint
        own.execute("UPDATE meta SET value = ? WHERE name = 'fingerprint'", (other,))
    with pytest.raises(StoreError, match="does not open"):
        await SqliteStore(store.folder, master=b"o" * 32).start()
