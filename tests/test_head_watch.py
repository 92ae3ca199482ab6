"""How often the router's own log tells how far the tenants' logs have come, and what it costs."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from ledger_records import file_of, make_act, opened, rows_of
from office import MovingClock

from router import heads
from router.core.heads import ROLL
from router.heads import EVERY, HeadWatch
from router.store.sqlite import SqliteStore

TENANTS = tuple(f"tenant{number}" for number in range(5))


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    async with opened(tmp_path, tenants=TENANTS) as store:
        yield store


async def grow(store: SqliteStore, *tenants: str) -> None:
    for tenant in tenants:
        await store.record(replace(make_act(), tenant=tenant))
    await store.settled()


async def tellings(store: SqliteStore) -> list[dict[str, Any]]:
    size = (await store.log_head(None)).size
    acts = [json.loads(entry.body or b"") for entry in await store.log_entries(None, 0, size)]
    return [act for act in acts if act["verb"] == "log.heads"]


async def test_one_entry_tells_all_that_grew_and_at_most_each_five_minutes(store: SqliteStore) -> None:
    clock = MovingClock()
    watch = HeadWatch(store, clock)
    for _ in range(3):
        await grow(store, *TENANTS)
        await watch.look()
    assert len(await tellings(store)) == 1
    clock.seconds += EVERY
    await watch.look()
    assert len(await tellings(store)) == 2


async def test_where_nothing_grew_nothing_is_told(store: SqliteStore) -> None:
    clock = MovingClock()
    watch = HeadWatch(store, clock)
    await watch.look()
    assert await tellings(store) == []
    await grow(store, "tenant1")
    for _ in range(3):
        clock.seconds += EVERY
        await watch.look()
    assert len(await tellings(store)) == 1


async def test_the_first_telling_is_of_all_and_each_after_it_of_those_that_grew(store: SqliteStore) -> None:
    await grow(store, *TENANTS)
    await HeadWatch(store, MovingClock()).tell()
    watch = HeadWatch(store, MovingClock())
    for tenant in TENANTS[:2]:
        await grow(store, tenant)
        await watch.tell()
    assert [len(act["details"].keys() - {ROLL}) for act in await tellings(store)] == [5, 5, 1]
    assert [ROLL in act["details"] for act in await tellings(store)] == [True, True, False]


async def test_all_are_told_anew_now_and_then_so_that_nobody_reads_far(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heads, "ROLL", 3)
    watch = HeadWatch(store, MovingClock())
    await grow(store, *TENANTS)
    for _ in range(7):
        await grow(store, "tenant1")
        await watch.tell()
    assert [ROLL in act["details"] for act in await tellings(store)] == [True, False, False] * 2 + [True]
    assert len(await store.told_heads()) == len(TENANTS)


async def test_no_word_of_a_tenant_is_told(store: SqliteStore) -> None:
    await grow(store, *TENANTS)
    await HeadWatch(store, MovingClock()).tell()
    told = json.dumps(await tellings(store))
    assert told != "[]"
    assert not any(tenant in told for tenant in TENANTS)


async def test_a_log_that_cannot_be_read_keeps_no_other_from_being_told(store: SqliteStore, tmp_path: Path) -> None:
    await grow(store, *TENANTS)
    rows_of(file_of(tmp_path, "tenant2"), "UPDATE checkpoints SET note = 'no note'")
    watch = HeadWatch(store, MovingClock())
    await watch.tell()
    assert len(await store.told_heads()) == len(TENANTS) - 1
    assert [trouble.partition(":")[0] for trouble in watch.troubles()] == ["tenant tenant2"]


async def test_a_tenant_that_was_erased_is_told_no_more(store: SqliteStore) -> None:
    await grow(store, *TENANTS)
    watch = HeadWatch(store, MovingClock())
    await watch.tell()
    await store.erase("tenant0", make_act("tenant.erase", tenant=None))
    await grow(store, "tenant1")
    await watch.tell()
    assert watch.troubles() == []
    assert [len(act["details"].keys() - {ROLL}) for act in await tellings(store)] == [5, 1]
