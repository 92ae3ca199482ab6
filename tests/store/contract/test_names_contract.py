"""Owner and team are nowhere in rows as they are called, and whoever they are still sees their own."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import asyncpg  # type: ignore[import-untyped]  # it ships no types
import pytest
from ledger_records import make_act, make_attempt, make_intent, make_key, make_receipt
from postgres_server import Server

from router.auditing import verify
from router.ports import Records, Viewer

Open = Callable[..., Awaitable[Records]]
Lies = Callable[[], Awaitable[str]]
ANNA, SALES = "anna-lena-of-the-tests", "sales-of-the-tests"
TABLES = ("keys", "log", "entries", "subtrees", "checkpoints", "pending", "subjects", "tenants", "meta", "rulesets")


async def record(store: Records, tenant: str) -> None:
    receipt = make_receipt("r1", tenant)
    await store.add_key(replace(make_key("key00001", tenant=tenant), owner=ANNA, team=SALES), make_act(tenant=tenant))
    await store.intend(make_intent("r1", tenant=tenant)._replace(owner=ANNA, team=SALES))
    store.attempted(tenant, "r1", make_attempt())
    store.concluded(replace(receipt, facts=replace(receipt.facts, owner=ANNA, team=SALES)))
    await store.settled()


def everything(folder: Path) -> str:
    return "".join(file.read_bytes().decode("latin-1") for file in sorted(folder.rglob("*")) if file.is_file())


@pytest.fixture
def lies(request: pytest.FixtureRequest, tmp_path: Path) -> Lies:
    """All that lies in the files, or in the tables."""

    async def files() -> str:
        return everything(tmp_path)

    async def tables() -> str:
        server: Server = request.getfixturevalue("postgres")
        admin = await asyncpg.connect(server.url("postgres", request.getfixturevalue("database")))
        rows = [str(await admin.fetch(f"SELECT * FROM sovereign.{table}")) for table in TABLES]
        await admin.close()
        return "".join(rows)

    return tables if "postgres" in request.node.callspec.id else files


async def test_no_name_of_an_owner_or_a_team_lies_in_the_clear(opening: Open, lies: Lies) -> None:
    store = await opening("acme")
    await record(store, "acme")
    assert "acme" in await lies()
    assert ANNA not in await lies()
    assert SALES not in await lies()
    assert [(key.owner, key.team) for key in await store.keys()] == [(ANNA, SALES)]
    assert (await verify(store, "acme")).fault is None


async def test_the_same_name_is_another_tag_for_another_tenant(opening: Open) -> None:
    store = await opening("acme", "lim")
    for tenant in ("acme", "lim"):
        await record(store, tenant)
    kept = [(await store.log_entries(tenant, 0, 2))[1] for tenant in ("acme", "lim")]
    assert None not in {kept[0].owner, kept[0].team}
    assert len({one for entry in kept for one in (entry.owner, entry.team)}) == 4


async def test_what_was_imported_is_seen_by_whom_it_was_seen_by(opening: Open) -> None:
    store = await opening("acme")
    await record(store, "acme")
    size = (await store.log_head("acme")).size
    bodies = [entry.body or b"" for entry in await store.log_entries("acme", 0, size)]
    await store.restore("copy", bodies, [], {}, make_act("tenant.import", tenant="copy"))
    assert (await verify(store, "copy")).fault is None
    for viewer in (Viewer(ANNA), Viewer("bob", SALES)):
        assert await store.receipt("copy", "r1", viewer) is not None
    (tagged,) = {entry.owner or "" for entry in await store.log_entries("copy", 1, 2)}
    for viewer in (Viewer("bob"), Viewer(""), Viewer(SALES, ANNA), Viewer(tagged)):
        assert await store.receipt("copy", "r1", viewer) is None
