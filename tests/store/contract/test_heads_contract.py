"""One tenant's records put back to an older copy, behind the router's back: seen without a witness, on every store."""

import json
import shutil
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from ledger_records import file_of, make_act, make_intent
from office import MovingClock
from postgres_server import Server

from router.auditing import ERASE, verify
from router.heads import HeadWatch, accept, newest
from router.ports import LedgerUnavailable, Records
from router.retention import prune

Open = Callable[..., Awaitable[Records]]


class Copy(NamedTuple):
    """`take` copies acme's records while no store is open; `put_back` puts them where they were."""

    take: Callable[[], object]
    put_back: Callable[[], object]


@pytest.fixture
def copy(request: pytest.FixtureRequest, tmp_path: Path) -> Copy:
    """On PostgreSQL the owner deletes what came since, with its checkpoints, and says how long the log was."""
    older = tmp_path / "older"

    def put_back_file() -> None:
        folder = file_of(tmp_path).parent
        shutil.rmtree(folder)
        shutil.copytree(older, folder)

    def psql(*statements: str) -> None:
        server: Server = request.getfixturevalue("postgres")
        settings = ("SET search_path TO sovereign", "SET session_replication_role TO replica")
        server.psql(*settings, *statements, database=request.getfixturevalue("database"))

    if "postgres" not in request.node.callspec.id:
        return Copy(lambda: shutil.copytree(file_of(tmp_path).parent, older), put_back_file)
    acme = "(SELECT id FROM tenants WHERE name = 'acme')"
    size = "(SELECT size FROM probes.older)"
    return Copy(
        lambda: psql(f"CREATE TABLE probes.older AS SELECT * FROM log WHERE tenant_id = {acme}"),
        lambda: psql(
            f"DELETE FROM entries WHERE tenant_id = {acme} AND seq >= {size}",
            f"DELETE FROM checkpoints WHERE tenant_id = {acme} AND size > {size}",
            "UPDATE log l SET size = o.size, frontier = o.frontier, signed = o.signed, signed_at = o.signed_at "
            "FROM probes.older o WHERE l.tenant_id = o.tenant_id",
        ),
    )


async def written(store: Records, name: str, count: int) -> None:
    for number in range(count):
        await store.record(replace(make_act(), id=f"{name}{number}"))
    await store.settled()


async def told(store: Records) -> None:
    await store.settled()
    await HeadWatch(store, MovingClock()).tell()


@pytest.fixture
async def back(opening: Open, copy: Copy) -> None:
    """30 entries, copied; then 10 more, whose head was told; then the copy again."""
    first = await opening("acme", "lim")
    await written(first, "old", 30)
    await told(first)
    await first.aclose()
    copy.take()
    second = await opening("acme", "lim")
    await written(second, "new", 10)
    await told(second)
    assert (await verify(second, "acme")).fault is None
    await second.aclose()
    copy.put_back()


@pytest.mark.usefixtures("back")
async def test_verify_sees_it_and_names_the_tenant(opening: Open) -> None:
    store = await opening("acme", "lim", serving=False)
    fault = (await verify(store, "acme")).fault
    assert fault is not None
    assert "tenant 'acme' is of 40 entries, and there are 30" in fault
    assert "sovereign audit accept --tenant acme" in fault
    assert (await verify(store, "lim")).fault is None
    assert (await verify(store, None)).fault is None


@pytest.mark.usefixtures("back")
async def test_what_grew_past_what_was_told_is_seen_by_its_root(opening: Open) -> None:
    store = await opening("acme", "lim", serving=False)
    await written(store, "other", 50)
    fault = (await verify(store, "acme")).fault
    assert fault is not None
    assert "the first 40 entries are not those of what the router's own log told of tenant 'acme'" in fault


@pytest.mark.usefixtures("back")
async def test_a_router_does_not_start_on_it_and_writes_nothing(opening: Open) -> None:
    with pytest.raises(
        LedgerUnavailable, match=r"tenant acme .* put back to an older copy.* audit accept --tenant acme"
    ):
        await opening("acme", "lim")
    store = await opening("acme", "lim", serving=False)
    assert (await store.log_tree("acme")).size == 30


@pytest.mark.usefixtures("back")
async def test_one_that_runs_tells_an_alarm_and_no_new_head(opening: Open, caplog: pytest.LogCaptureFixture) -> None:
    store = await opening("acme", "lim", serving=False)
    watch = HeadWatch(store, MovingClock())
    before = await store.told_heads()
    await written(store, "other", 50)
    await watch.tell()
    assert await store.told_heads() == before
    assert "ALARM: the log of tenant acme" in caplog.text
    assert [trouble.startswith("tenant acme: ") for trouble in watch.troubles()] == [True]


@pytest.mark.usefixtures("back")
async def test_once_somebody_accepted_it_the_router_goes_on_and_the_record_tells_who(opening: Open) -> None:
    store = await opening("acme", "lim", serving=False)
    watch = HeadWatch(store, MovingClock())
    await watch.tell()
    assert watch.troubles() != []
    found = await accept(store, "acme", "cli:anna", 5.0)
    assert found is not None
    assert [head.size for head in found] == [40, 30]
    assert await accept(store, "acme", "cli:anna", 5.0) is None
    assert (await verify(store, "acme")).fault is None
    await written(store, "on", 5)
    await watch.tell()
    assert watch.troubles() == []
    acts = await own_acts(store)
    assert [(act["verb"], act["actor"]) for act in acts[-2:]] == [("log.accept", "cli:anna"), ("log.heads", "router")]
    await store.aclose()
    serving = await opening("acme", "lim")
    assert [(await verify(serving, log)).fault for log in (None, "acme", "lim")] == [None] * 3


async def own_acts(store: Records) -> list[dict[str, str]]:
    size = (await store.log_head(None)).size
    return [json.loads(entry.body or b"") for entry in await store.log_entries(None, 0, size)]


# --------------------------------------------------------------------------------------------- what is not put back


async def test_a_log_that_grew_since_it_was_told_is_whole(opening: Open) -> None:
    store = await opening("acme")
    await written(store, "a", 3)
    await told(store)
    await written(store, "b", 300)
    await store.aclose()
    again = await opening("acme")
    assert (await verify(again, "acme")).fault is None
    await told(again)
    head = newest((await again.log_head("acme")).checkpoint)
    assert head in (await again.told_heads()).values()


async def test_pruned_erased_and_imported_logs_are_whole_as_ever(opening: Open) -> None:
    store = await opening("acme", "lim", "gone")
    person = await store.subject("lim", "anna@example.org")
    await store.intend(make_intent("hers", tenant="lim"), person)
    await store.intend(make_intent("his", tenant="gone"))
    await written(store, "old", 300)
    await told(store)
    assert await prune(store, "acme", 9e9, "cli:anna", 9e9)
    assert await store.erase_subject("lim", "anna@example.org", make_act(ERASE, tenant="lim"))
    await store.erase("gone", make_act("tenant.erase", tenant=None))
    size = (await store.log_head("acme")).size
    kept = [entry.body for entry in await store.log_entries("acme", 256, size) if entry.body]
    await store.restore("copy", kept[1:], [], {}, make_act("tenant.import", tenant="copy"))
    await told(store)
    await store.aclose()
    again = await opening("acme", "lim", "copy")
    await told(again)
    assert [(await verify(again, log)).fault for log in (None, "acme", "lim", "copy")] == [None] * 4


async def test_an_empty_log_and_a_record_of_before_heads_were_told_are_whole(opening: Open) -> None:
    store = await opening("acme", "new")
    await written(store, "a", 3)
    assert await store.told_heads() == {}
    assert [(await verify(store, log)).fault for log in ("acme", "new")] == [None, None]
    await told(store)
    assert len(await store.told_heads()) == 1


async def test_the_root_of_a_log_at_any_size_is_that_of_its_first_entries(opening: Open) -> None:
    store = await opening("acme")
    roots = {}
    for number in range(4):
        await written(store, f"r{number}-", 150)
        found = await verify(store, "acme")
        roots[found.size] = found.root
    assert {size: await store.log_root("acme", size) for size in roots} == roots
    assert await store.log_root("acme", max(roots) + 1) is None


async def test_a_telling_twice_of_the_same_is_one(opening: Open) -> None:
    store = await opening("acme")
    await written(store, "a", 3)
    watch = HeadWatch(store, MovingClock())
    for _ in range(3):
        await watch.tell()
    assert [act["verb"] for act in await own_acts(store)].count("log.heads") == 1
    assert [head.size for head in (await store.told_heads()).values()] == [3]
