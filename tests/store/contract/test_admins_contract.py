"""What every store promises of those who run the router: each test runs on SQLite and on PostgreSQL."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Protocol

import pytest
from ledger_records import make_act

from router.core.roles import Role, RoleAt
from router.ports import AdminRecord, AdminStore, PassRecord, Store

ANNA = AdminRecord("a1", "anna", (next(iter(Role)),), ("*",), 1.0, team="sales")
MORE = (RoleAt(Role.AUDITOR, "acme"), RoleAt(Role.ADMIN, "globex"))
BOB = AdminRecord("a0", "sso.example/bob", ANNA.roles, ("*",), 0.5, issuer="https://sso.example", subject="bob")
SUBJECT = replace(BOB, more=MORE)
PASS = PassRecord("p1", "a1", b"\x00" * 32, 1.0, 100.0, 1.0)
ACT = make_act("admins.change", tenant=None, target="a1")


class Whole(Store, AdminStore, Protocol):
    """What the fixture opens."""


@pytest.fixture
async def store(opening: Callable[..., Awaitable[Whole]]) -> Whole:
    return await opening("acme")


async def acts(store: Whole) -> int:
    size = (await store.log_head(None)).size
    kept = await store.log_entries(None, 0, size)
    return sum(b"admins.change" in (entry.body or b"") for entry in kept)


async def test_admins_come_back_as_they_were_oldest_first(store: Whole) -> None:
    assert await store.change_admin(None, ANNA, ACT)
    assert await store.change_admin(None, SUBJECT, ACT)
    assert await store.admins() == [SUBJECT, ANNA]
    assert await acts(store) == 2


async def test_of_two_that_are_made_under_one_id_the_first_stands(store: Whole) -> None:
    assert await store.change_admin(None, ANNA, ACT)
    assert not await store.change_admin(None, replace(ANNA, name="eve"), ACT)
    assert await store.admins() == [ANNA]
    assert await acts(store) == 1


async def test_who_was_disabled_meanwhile_is_not_changed(store: Whole) -> None:
    await store.change_admin(None, ANNA, ACT)
    disabled = replace(ANNA, disabled=5.0)
    assert await store.change_admin(ANNA, disabled, ACT)
    assert not await store.change_admin(ANNA, replace(ANNA, tenants=("acme",)), ACT)
    assert await store.admins() == [disabled]
    assert await store.change_admin(disabled, ANNA, ACT)
    assert await store.admins() == [ANNA]


async def test_who_is_disabled_loses_every_pass_and_nobody_else_does(store: Whole) -> None:
    await store.change_admin(None, ANNA, ACT)
    others = replace(PASS, id="p2", admin="a0")
    for one in (PASS, others):
        assert await store.change_pass(None, one, ACT)
    await store.change_admin(ANNA, replace(ANNA, tenants=("acme",)), ACT)
    assert await store.find_pass("p1") == PASS
    await store.change_admin(ANNA, replace(ANNA, disabled=5.0), ACT)
    assert await store.find_pass("p1") is None
    assert await store.find_pass("p2") == others


async def test_a_pass_is_used_once_by_whoever_is_first(store: Whole) -> None:
    assert await store.change_pass(None, PASS, ACT)
    assert not await store.change_pass(None, PASS, ACT)
    used = [replace(PASS, digest=bytes([number]) * 32) for number in (1, 2)]
    done = await asyncio.gather(*(store.change_pass(PASS, one, ACT) for one in used))
    assert sorted(done) == [False, True]
    assert await store.find_pass("p1") == used[done.index(True)]
    assert await acts(store) == 2


async def test_a_pass_ends_and_one_that_expired_goes_when_another_is_made(store: Whole) -> None:
    await store.change_pass(None, PASS, None)
    assert not await store.change_pass(replace(PASS, digest=b"x"), None, None)
    assert await store.change_pass(PASS, None, ACT)
    assert await store.find_pass("p1") is None
    await store.change_pass(None, PASS, None)
    await store.change_pass(None, replace(PASS, id="p2", made=200.0, expires=300.0), None)
    assert await store.find_pass("p1") is None
    assert await store.find_pass("p2") is not None
