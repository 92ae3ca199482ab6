"""A tenant made of what another was: all of it or nothing, on every store."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
from ledger_records import make_act, make_attempt, make_intent, make_key, make_receipt
from traffic import THEN

from router import auditing
from router.core.checkpoints import Checkpoint
from router.core.signed_notes import parse_note, parse_verifier_key, verify_note
from router.ports import Act, LedgerUnavailable, Pruned, Records
from router.signing import verify

Open = Callable[..., Awaitable[Records]]

IMPORT = make_act("tenant.import", tenant="copy", target="")


async def bodies(store: Records, tenant: str) -> list[bytes]:
    size = (await store.log_head(tenant)).size
    return [kept.body or b"" for kept in await store.log_entries(tenant, 0, size)]


@pytest.fixture
async def store(opening: Open) -> Records:
    store = await opening("acme")
    await store.intend(make_intent("r1"))
    store.attempted("acme", "r1", make_attempt())
    await store.intend(make_intent("r1", 2))
    store.concluded(make_receipt("r1"))
    await store.intend(make_intent("left open"))
    await store.add_key(make_key("key00001"), make_act())
    await store.settled()
    return store


async def test_entries_are_appended_byte_for_byte_and_the_act_comes_last(store: Records) -> None:
    old = await bodies(store, "acme")
    await store.restore("copy", iter(old), [], [], IMPORT)
    new = await bodies(store, "copy")
    assert new[:-1] == old
    assert json.loads(new[-1])["verb"] == "tenant.import"
    assert (await auditing.verify(store, "copy")).fault is None
    assert (await store.log_head("copy")).key != (await store.log_head("acme")).key


async def test_what_is_known_of_a_request_is_the_same(store: Records) -> None:
    await store.restore("copy", await bodies(store, "acme"), [], [], IMPORT)
    for name in ("r1", "left open"):
        assert await store.receipt("copy", name) == await store.receipt("acme", name)
    kept = [await store.log_entries(tenant, 0, 6) for tenant in ("acme", "copy")]
    assert [(one.kind, one.id, one.at) for one in kept[0]] == [(one.kind, one.id, one.at) for one in kept[1]]


async def test_keys_become_the_tenants_own_and_are_noticed(store: Records) -> None:
    before, key = await store.keys_version(), replace(make_key("key00002"), parent="key00001", owner="anna")
    await store.restore("copy", [], [key], [], IMPORT)
    assert await store.keys("copy") == [replace(key, tenant="copy")]
    assert await store.keys_version() != before
    assert await store.tenants() == ["acme", "copy"]


async def test_rules_are_kept_and_not_said_to_be_in_force(store: Records) -> None:
    kept = THEN.parts.only(["acme"])
    await store.restore("copy", [], [], [kept], IMPORT)
    assert await store.rules(kept.digest, "copy") == kept
    assert await store.rules(kept.digest, "acme") == kept.without_parts()
    head = await store.log_head(None)
    own = [kept.body or b"" for kept in await store.log_entries(None, 0, head.size)]
    assert not any(b"rules.activate" in body for body in own)
    assert sum(b'"copy"' in body for body in own) == 1  # that it was made
    assert (await auditing.verify(store, None)).fault is None


async def test_a_log_longer_than_fits_into_memory_at_once_is_whole(store: Records) -> None:
    body = (await bodies(store, "acme"))[0]
    many = (body.replace(b'"r1"', b'"q%d"' % number) for number in range(2600))
    await store.restore("copy", many, [], [], IMPORT)
    found = await auditing.verify(store, "copy")
    assert (found.fault, found.size) == (None, 2601)


async def test_a_tenant_that_is_there_is_refused_and_stays_as_it_is(store: Records) -> None:
    before = await bodies(store, "acme")
    with pytest.raises(LedgerUnavailable, match="there is a tenant 'acme' already"):
        await store.restore("acme", before, [], [], IMPORT)
    assert await bodies(store, "acme") == before


BAD: dict[str, bytes] = {
    "no JSON": b"hello",
    "no entry": b'{"v":1}',
    "of another version": b'{"at":1.0,"id":"x","kind":"act","v":2}',
    "of no kind": b'{"at":1.0,"id":"x","kind":"poem","v":1}',
    "too large": b'{"at":1.0,"id":"x","kind":"act","v":1,"w":"' + b"w" * 65_535 + b'"}',
    "of a wrong type": b'{"at":"noon","attempt":"one","kind":"intent","receipt":"x","v":1}',
}


@pytest.mark.parametrize("bad", BAD)
async def test_what_is_no_entry_leaves_nothing_behind(store: Records, bad: str) -> None:
    with pytest.raises(LedgerUnavailable):
        await store.restore("copy", [*await bodies(store, "acme"), BAD[bad]], [], [THEN.parts], IMPORT)
    assert await store.tenants() == ["acme"]
    assert await store.rules(THEN.ruleset.digest) is None


async def test_an_entry_that_is_there_twice_leaves_nothing_behind(store: Records) -> None:
    twice: Any = (await bodies(store, "acme"))[:1] * 2
    with pytest.raises(LedgerUnavailable):
        await store.restore("copy", twice, [], [], IMPORT)
    assert await store.tenants() == ["acme"]
    await store.restore("copy", twice[:1], [], [], IMPORT)


async def test_another_process_sees_the_tenant(opening: Open) -> None:
    first = await opening("acme", serving=False)
    await first.intend(make_intent("left open"))
    await first.restore("copy", await bodies(first, "acme"), [], [], IMPORT)
    other = await opening("acme", serving=False)
    assert await other.tenants() == ["acme", "copy"]
    known = await other.receipt("copy", "left open")
    assert known is not None
    assert known["receipt"] is None


async def test_what_was_pruned_keeps_its_place_its_hash_and_what_it_opened(store: Records) -> None:
    whole = await store.log_entries("acme", 0, (await store.log_head("acme")).size)
    lost = [Pruned(one.kind, one.id, one.attempt, one.at, one.leaf) for one in whole[:4]]
    rest = [one.body or b"" for one in whole[4:]]
    act = Act(auditing.PRUNE, "router", 1.0, "copy", details={"start": "0", "stop": "4"})
    await store.restore("copy", [*lost, *rest], [], [], act)
    kept = await store.log_entries("copy", 0, len(whole))
    assert kept == [replace(one, body=None) if one.index < 4 else one for one in whole]
    found = await auditing.verify(store, "copy")
    assert (found.fault, found.pruned) == (None, 4)
    assert (await store.receipt("copy", "r1") or {})["pruned"] == 4


async def test_a_note_is_signed_by_the_key_of_the_log(store: Records) -> None:
    key = parse_verifier_key((await store.log_head("acme")).key)
    note = parse_note((await store.sign_note("acme", "sovereign-tenant/v2\nmanifest 00\n")).encode())
    assert verify_note(note, key, verify) == 0
    with pytest.raises(ValueError, match="checkpoint"):
        await store.sign_note("acme", Checkpoint(key.name, 1, bytes(32)).text)
