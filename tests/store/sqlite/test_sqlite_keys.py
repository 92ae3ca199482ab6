import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from ledger_records import entries_of, make_act, make_intent, make_key, opened

from router.ports import LedgerUnavailable
from router.store.sqlite import SqliteStore


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    async with opened(tmp_path / "data") as store:
        yield store


async def test_keys_come_back_as_they_were_added_oldest_first(store: SqliteStore) -> None:
    young, old = make_key("young", 2.0), replace(make_key("old", 1.0), floor=None, expires=None, models=())
    await store.add_key(young, make_act(target=young.id))
    await store.add_key(old, make_act(target=old.id))
    assert await store.keys() == [old, young]


async def test_a_key_id_is_given_once(store: SqliteStore) -> None:
    await store.add_key(make_key("k1"), make_act())
    with pytest.raises(LedgerUnavailable, match="UNIQUE"):
        await store.add_key(replace(make_key("k1"), agent="thief"), make_act())
    assert [key.agent for key in await store.keys()] == ["mailer"]


async def test_revoking_keeps_the_first_time_and_tells_of_an_unknown_key(store: SqliteStore) -> None:
    await store.add_key(make_key("k1"), make_act())
    assert await store.revoke_key("k1", make_act("keys.revoke", 5.0))
    assert await store.revoke_key("k1", make_act("keys.revoke", 6.0))
    assert not await store.revoke_key("k2", make_act("keys.revoke", 6.0))
    assert [key.revoked for key in await store.keys()] == [5.0]


async def test_what_is_done_to_a_key_stands_in_the_log_and_what_was_not_done_does_not(store: SqliteStore) -> None:
    await store.add_key(make_key("k1"), make_act())
    with pytest.raises(LedgerUnavailable, match="UNIQUE"):
        await store.add_key(make_key("k1"), make_act())
    await store.revoke_key("k1", make_act("keys.revoke", 5.0))
    await store.revoke_key("k1", make_act("keys.revoke", 6.0))
    await store.revoke_key("k2", make_act("keys.revoke", 7.0))
    assert len(entries_of(store.folder, "act")) == 2


async def test_keys_of_one_tenant_are_listed_without_those_of_another(store: SqliteStore) -> None:
    await store.add_key(make_key("k1"), make_act())
    await store.add_key(make_key("k2", tenant="globex"), make_act(tenant="globex"))
    assert [key.id for key in await store.keys("acme")] == ["k1"]
    assert [key.id for key in await store.keys("globex")] == ["k2"]
    assert [key.id for key in await store.keys()] == ["k1", "k2"]
    assert await store.keys("nobody") == []


async def test_a_key_says_whose_it_is_how_it_is_bound_and_of_which_key_it_was_made(store: SqliteStore) -> None:
    own = {"owner": "anna", "team": "mail", "parent": "k0", "replaces": "k9"}
    bounds = {"ceiling": "internal", "networks": ("10.0.0.0/8",), "tokens_per_minute": 5, "budget_eur_per_month": 2.5}
    child = replace(make_key("k1"), **own, **bounds)  # type: ignore[arg-type]  # names of fields
    await store.add_key(child, make_act())
    assert await store.keys() == [child]


async def test_the_keys_version_moves_with_the_keys_and_with_nothing_else(store: SqliteStore) -> None:
    versions = [await store.keys_version()]
    await store.intend(make_intent("r1"))
    await store.revoke_key("nobody", make_act("keys.revoke"))
    assert await store.keys_version() == versions[0]
    await store.add_key(make_key("k1"), make_act())
    versions.append(await store.keys_version())
    async with opened(store.folder, serving=False) as command:
        await command.revoke_key("k1", make_act("keys.revoke"))
    versions.append(await store.keys_version())
    assert len(set(versions)) == 3


async def test_a_key_can_be_revoked_while_the_router_never_stops_writing(store: SqliteStore) -> None:
    async def write(lane: int) -> None:
        number = 0
        while not done:
            await store.intend(make_intent(f"{lane}-{number}"))
            number += 1

    done = False
    await store.add_key(make_key("k1"), make_act())
    load = asyncio.gather(*(write(lane) for lane in range(32)))
    async with opened(store.folder, serving=False) as command:
        for _ in range(5):
            assert await command.revoke_key("k1", make_act("keys.revoke"))
    done = True
    await load
