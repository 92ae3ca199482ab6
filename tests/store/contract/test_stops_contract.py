"""What every store promises of stop buttons: each test runs on SQLite and on PostgreSQL."""

import asyncio
import json
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing
from typing import Any

import asyncpg  # type: ignore[import-untyped]  # it ships no types
import pytest
from ledger_records import make_key
from postgres_server import Server

from router.core.stops import Reach, Stop, Target
from router.ports import Act, LedgerUnavailable, Store, act_on
from router.store.sqlite import SqliteStore

Open = Callable[..., Awaitable[Store]]

TARGETS = [
    Target(Reach.EVERYTHING),
    Target(Reach.TENANT, "acme"),
    Target(Reach.AGENT, "mailer"),
    Target(Reach.AGENT, "mailer", "acme"),
    Target(Reach.PROVIDER, "acme"),
]


@pytest.fixture
async def store(opening: Open) -> Store:
    return await opening("acme")


def stopped(target: Target, since: float = 1.0, by: str = "cli:anna") -> tuple[Stop, Act]:
    return Stop(target, since, by), act_on("stop", target, by, since)


def resumed(target: Target, at: float = 2.0) -> tuple[Target, Act]:
    return target, act_on("resume", target, "cli:bob", at)


async def told(store: Store, tenant: str | None) -> Sequence[dict[str, Any]]:
    """The acts of buttons in this log, in order."""
    await store.settled()
    size = (await store.log_head(tenant)).size
    entries = [json.loads(one.body) for one in await store.log_entries(tenant, 0, size) if one.body]
    return [one for one in entries if one["kind"] == "act" and one["verb"].endswith((".stop", ".resume"))]


async def test_each_sort_comes_back_as_it_was_the_oldest_first(store: Store) -> None:
    stops = [Stop(target, float(at), f"cli:{at}") for at, target in enumerate(TARGETS)]
    for stop in reversed(stops):
        assert await store.stop(stop, act_on("stop", stop.target, stop.by, stop.since)) == stop
    assert await store.stops() == stops


@pytest.mark.parametrize("target", TARGETS, ids=str)
async def test_a_second_press_and_a_resuming_of_what_runs_do_nothing_and_are_not_told(
    store: Store, target: Target
) -> None:
    assert not await store.resume(*resumed(target))
    asked, act = stopped(target)
    first = await store.stop(asked, act)
    assert first is asked
    assert await store.stop(*stopped(target, 5.0, "cli:eve")) == first == Stop(target, 1.0, "cli:anna")
    assert await store.stops() == [first]
    assert await store.resume(*resumed(target))
    assert not await store.resume(*resumed(target))
    assert await store.stops() == []
    verbs = [(act["verb"], act["actor"], act["target"]) for act in await told(store, None)]
    assert verbs == [
        (f"{target.reach}.stop", "cli:anna", target.name),
        (f"{target.reach}.resume", "cli:bob", target.name),
    ]


async def test_of_two_that_press_at_once_one_does_it(store: Store, opening: Open) -> None:
    other = await opening(serving=False)
    target = Target(Reach.TENANT, "acme")
    done = await asyncio.gather(store.stop(*stopped(target)), other.stop(*stopped(target, 1.5)))
    assert len(set(done)) == 1, "both are told of the one that holds"
    assert len(await told(store, None)) == 1


async def test_what_is_for_one_tenant_is_told_in_its_log_too(store: Store) -> None:
    for target in TARGETS:
        await store.stop(*stopped(target))
        await store.resume(*resumed(target))
    assert len(await told(store, None)) == 2 * len(TARGETS)
    theirs = [(act["verb"], act["tenant"], act["details"]) for act in await told(store, "acme")]
    assert theirs == [
        ("tenant.stop", "acme", {}),
        ("tenant.resume", "acme", {}),
        ("agent.stop", "acme", {"tenant": "acme"}),
        ("agent.resume", "acme", {"tenant": "acme"}),
    ]


async def test_a_tenant_that_is_not_there_yet_is_stopped_all_the_same(store: Store) -> None:
    nobody = Target(Reach.TENANT, "nobody")
    await store.stop(*stopped(nobody))
    assert [stop.target for stop in await store.stops()] == [nobody]
    assert await store.tenants() == ["acme"]


async def test_another_process_sees_it_by_the_version_and_a_restart_finds_it(store: Store, opening: Open) -> None:
    beside = await opening(serving=False)
    versions = [await store.keys_version()]
    await beside.stop(*stopped(Target(Reach.PROVIDER, "mistral")))
    versions.append(await store.keys_version())
    assert await store.keys_version() == versions[-1]
    await store.aclose()
    again = await opening()
    assert [stop.target.name for stop in await again.stops()] == ["mistral"]
    await beside.resume(*resumed(Target(Reach.PROVIDER, "mistral")))
    versions.append(await again.keys_version())
    await beside.stop(*stopped(Target(Reach.PROVIDER, "mistral"), 9.0))
    versions.append(await again.keys_version())
    assert versions[0] == versions[2]
    assert len(set(versions)) == 3


async def test_a_tenant_that_is_erased_and_made_again_is_still_stopped(store: Store) -> None:
    await store.add_key(make_key("key00001"), Act("keys.issue", "cli:anna", 1.0, "acme", "key00001"))
    await store.stop(*stopped(Target(Reach.TENANT, "acme")))
    await store.erase("acme", Act("tenant.erase", "cli:anna", 2.0, target="acme"))
    await store.admit(["acme"])
    assert [stop.target.name for stop in await store.stops()] == ["acme"]


async def test_who_reads_the_disk_learns_no_name(store: Store, lies: Callable[[], Awaitable[str]]) -> None:
    await store.stop(*stopped(Target(Reach.AGENT, "annas-laptop", "acme"), by="cli:theodora"))
    await store.settled()
    found = await lies()
    assert "annas-laptop" not in found
    assert "theodora" not in found


async def test_a_row_that_somebody_changed_is_no_reason_to_let_anybody_in(
    store: Store, request: pytest.FixtureRequest
) -> None:
    """Nobody can say what it stops: reading fails, and with it the look of the watch."""
    for name in ("one", "other"):
        await store.stop(*stopped(Target(Reach.PROVIDER, name)))
    assert len(await store.stops()) == 2
    await behind(store, request, "UPDATE {0}stops SET body = (SELECT body FROM {0}stops ORDER BY id LIMIT 1)")
    with pytest.raises(LedgerUnavailable, match="open"):
        await store.stops()


async def behind(store: Store, request: pytest.FixtureRequest, sql: str) -> None:
    """Changes rows behind the router's back."""
    if isinstance(store, SqliteStore):
        with closing(sqlite3.connect(store.path)) as connection, connection:
            connection.execute(sql.format(""))
        return
    server: Server = request.getfixturevalue("postgres")
    admin = await asyncpg.connect(server.url("postgres", request.getfixturevalue("database")))
    await admin.execute(sql.format("sovereign."))
    await admin.close()
