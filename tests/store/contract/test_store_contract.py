"""What every store promises: each test runs on SQLite and on PostgreSQL."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
from ledger_records import make_act, make_attempt, make_intent, make_key, make_receipt
from traffic import THEN

from router.core.checkpoints import open_checkpoint
from router.core.ledger import decode_receipt, encode_attempt
from router.core.merkle import leaf_hash, verify_inclusion
from router.core.signed_notes import parse_verifier_key
from router.ports import LedgerUnavailable, Store, TenantGone, Viewer
from router.signing import verify
from router.store.faults import StoreError

Open = Callable[..., Awaitable[Store]]


@pytest.fixture
async def store(opening: Open) -> Store:
    return await opening("acme", "beta")


async def ids(store: Store, tenant: str | None = "acme") -> list[tuple[str, str]]:
    size = (await store.log_head(tenant)).size
    return [(kept.kind, kept.id) for kept in await store.log_entries(tenant, 0, size)]


# ------------------------------------------------------------------------------------------------- what is recorded


async def test_a_receipt_comes_back_with_its_intents_and_attempts(store: Store) -> None:
    receipt, second = make_receipt("r1"), make_attempt(2)
    await store.intend(make_intent("r1", 1))
    await store.intend(make_intent("r1", 2))
    store.attempted("acme", "r1", make_attempt(1))
    store.attempted("acme", "r1", second)
    store.concluded(receipt)
    await store.settled()
    known = await store.receipt("acme", "r1")
    assert known is not None
    assert decode_receipt(known["receipt"]) == receipt
    assert [intent["attempt"] for intent in known["intents"]] == [1, 2]
    assert known["attempts"][1] == encode_attempt(second)
    assert known["index"] == 4
    json.dumps(known)


async def test_what_one_tenant_recorded_another_knows_nothing_of(store: Store) -> None:
    await store.intend(make_intent("r1", tenant="acme"))
    await store.intend(make_intent("r1", tenant="beta"))  # the same name is no clash
    await store.intend(make_intent("r2", tenant="beta"))
    assert await store.receipt("acme", "r2") is None
    assert await ids(store, "acme") == [("intent", "r1")]
    assert await ids(store, "beta") == [("intent", "r1"), ("intent", "r2")]
    assert await store.prove("acme", "r2") is None


VIEWERS = {
    "the owner": (Viewer("anna"), True),
    "somebody of the team": (Viewer("bob", "sales"), True),
    "a stranger": (Viewer("bob", "legal"), False),
    "nobody": (Viewer(""), False),
    "hostile": (Viewer("' OR true --", "%"), False),
}


@pytest.mark.parametrize("who", VIEWERS)
async def test_a_viewer_sees_the_requests_of_their_own_name_or_team_and_learns_of_no_other(
    store: Store, who: str
) -> None:
    viewer, sees = VIEWERS[who]
    receipt = make_receipt("r1")
    await store.intend(make_intent("r1")._replace(owner="anna", team="sales"))
    store.attempted("acme", "r1", make_attempt(1))
    store.concluded(replace(receipt, facts=replace(receipt.facts, owner="anna", team="sales")))
    await store.intend(make_intent("r2"))
    await store.intend(make_intent("r1", tenant="beta"))
    await store.settled()
    known = await store.receipt("acme", "r1", viewer)
    assert (known is not None) == sees
    assert known is None or known == await store.receipt("acme", "r1")
    assert await store.receipt("acme", "r2", viewer) is None
    assert await store.receipt("beta", "r1", viewer) is None
    assert await store.receipt("acme", "r2") is not None  # nothing of the viewer stays behind


@pytest.mark.parametrize("who", VIEWERS)
async def test_a_viewer_is_shown_the_keys_of_their_own_name_or_team(store: Store, who: str) -> None:
    viewer, sees = VIEWERS[who]
    await store.admit(["beta"])
    for key in (
        replace(make_key("own"), owner="anna", team="sales"),
        make_key("nobodys"),
        replace(make_key("elsewhere", tenant="beta"), owner="anna", team="sales"),
    ):
        await store.add_key(key, make_act(tenant=key.tenant, target=key.id))
    assert await store.keys_shown("acme", viewer) == (frozenset({"own"}) if sees else frozenset())


async def test_a_repeated_intent_is_refused_and_the_others_of_its_commit_stand(store: Store) -> None:
    await store.intend(make_intent("twice"))
    names = ["r1", "twice", "r2", "r2"]
    answers = await asyncio.gather(*(store.intend(make_intent(name)) for name in names), return_exceptions=True)
    assert [type(answer) for answer in answers] == [type(None), LedgerUnavailable, type(None), LedgerUnavailable]
    assert "twice" not in str(answers[1])
    assert await ids(store) == [("intent", name) for name in ("twice", "r1", "r2")]


async def test_what_was_recorded_first_stands(store: Store) -> None:
    store.attempted("acme", "r1", make_attempt())
    store.attempted("acme", "r1", replace(make_attempt(), status=500))
    store.concluded(make_receipt("r2"))
    store.concluded(replace(make_receipt("r2"), code="stopped"))
    await store.settled()
    attempted, concluded = await store.receipt("acme", "r1"), await store.receipt("acme", "r2")
    assert attempted is not None
    assert attempted["attempts"][0]["status"] is None
    assert concluded is not None
    assert concluded["receipt"]["code"] is None


@pytest.mark.parametrize("wrong", [{"attempt": 2**70}, {"at": "noon"}, {"receipt": None}])
async def test_an_entry_that_cannot_be_kept_is_refused_alone(store: Store, wrong: dict[str, Any]) -> None:
    bad = store.intend(make_intent("r1")._replace(**wrong))
    answers = await asyncio.gather(bad, store.intend(make_intent("r2")), return_exceptions=True)
    assert isinstance(answers[0], LedgerUnavailable)
    assert answers[1] is None
    await store.intend(make_intent("r1"))


async def test_a_providers_broken_text_does_not_lose_the_outcome(store: Store) -> None:
    store.attempted("acme", "r1", make_attempt(model="half a pair: \ud83d"))
    await store.settled()
    known = await store.receipt("acme", "r1")
    assert known is not None
    assert known["attempts"][0]["response_model"] == "half a pair: \ud83d"


async def test_an_entry_whose_caller_was_cancelled_is_still_written(store: Store) -> None:
    waiting = [asyncio.ensure_future(store.intend(make_intent(f"r{number}"))) for number in range(8)]
    await asyncio.sleep(0)
    for task in waiting[::2]:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    await store.settled()
    assert len(await ids(store)) == 8


async def test_of_an_unknown_receipt_or_tenant_nothing_is_known(store: Store) -> None:
    assert await store.receipt("acme", "nobody") is None
    with pytest.raises(LedgerUnavailable, match="no tenant 'nobody'"):
        await store.receipt("nobody", "r1")
    with pytest.raises(LedgerUnavailable, match="no tenant 'nobody'"):
        await store.intend(make_intent("r1", tenant="nobody"))
    with pytest.raises(LedgerUnavailable, match="no tenant 'nobody'"):
        store.commitment_key("nobody")


async def test_the_rules_of_a_decision_are_kept_by_their_digest(store: Store) -> None:
    store.keep_rules(THEN.parts, 1.0)
    store.keep_rules(THEN.parts, 2.0)
    await store.settled()
    assert await store.rules(THEN.ruleset.digest, "acme") == THEN.parts.only(["acme"])
    assert await store.rules(THEN.ruleset.digest) == THEN.parts.without_parts()
    assert await store.rules("f" * 64) is None
    assert [kind for kind, _ in await ids(store, None)].count("act") >= 3  # two tenants, and rules


async def test_closing_writes_what_is_queued(opening: Open) -> None:
    store = await opening("acme")
    waiting = [asyncio.ensure_future(store.intend(make_intent(f"r{number}"))) for number in range(50)]
    await asyncio.sleep(0)
    store.concluded(make_receipt("r1"))
    await store.aclose()
    await asyncio.gather(*waiting)
    assert len(await ids(await opening("acme", serving=False))) == 51


async def test_a_store_that_is_closed_refuses_everything(opening: Open) -> None:
    store = await opening("acme")
    await store.intend(make_intent("r0"))
    await store.aclose()
    await store.aclose()
    with pytest.raises(LedgerUnavailable, match="closed"):
        await store.intend(make_intent("r1"))
    with pytest.raises(LedgerUnavailable, match="closed"):
        await store.keys()
    store.concluded(make_receipt("r1"))  # told in the log, raised to nobody


# ------------------------------------------------------------------------------------------------------------ log


async def test_every_entry_is_proved_to_the_signed_root(store: Store) -> None:
    await asyncio.gather(*(store.intend(make_intent(f"r{number}")) for number in range(300)))
    store.concluded(make_receipt("r7"))
    head = await store.log_head("acme")
    assert head.size == 301
    assert head.checkpoint is not None
    signed = open_checkpoint(head.checkpoint.encode(), parse_verifier_key(head.key), verify)
    kept = await store.log_entries("acme", 0, 400)
    assert [entry.index for entry in kept] == list(range(301))
    assert all(entry.body is not None and leaf_hash(entry.body) == entry.leaf for entry in kept)
    for name in ("r0", "r7", "r299"):
        proof = await store.prove("acme", name)
        assert proof is not None
        assert proof.checkpoint == head.checkpoint
        assert verify_inclusion(leaf_hash(proof.body), proof.index, signed.size, proof.path, signed.root)
    tree = await store.log_tree("acme")
    assert tree.size == 301
    assert set(tree.subtrees) == {(1, 0)}
    assert tree.checkpoints[-1] == (301, head.checkpoint)


async def test_a_part_of_a_log_is_read_by_its_bounds(store: Store) -> None:
    for number in range(5):
        await store.intend(make_intent(f"r{number}"))
    assert [kept.id for kept in await store.log_entries("acme", 1, 3)] == ["r1", "r2"]
    assert await store.log_entries("acme", 5, 9) == []


async def test_an_act_stands_in_the_log_of_its_tenant_or_of_the_router(store: Store) -> None:
    await store.record(replace(make_act("audit.read"), id="a1"))
    await store.record(replace(make_act("rules.reload", tenant=None), id="a2"))
    assert await ids(store, "acme") == [("act", "a1")]
    assert ("act", "a2") in await ids(store, None)
    assert await store.prove(None, "a2") is not None


async def test_the_log_goes_on_where_it_was_and_its_key_stays(opening: Open) -> None:
    first = await opening("acme")
    await first.intend(make_intent("r1"))
    before = await first.log_head("acme")
    await first.aclose()
    second = await opening("acme", serving=False)
    await second.intend(make_intent("r2"))
    after = await second.log_head("acme")
    assert (before.size, after.size) == (1, 2)
    assert before.key == after.key


# ----------------------------------------------------------------------------------------------------------- keys


async def test_keys_come_back_as_they_were_with_the_act_that_made_them(store: Store) -> None:
    keys = [make_key("k2", 2.0), replace(make_key("k1", 1.0, "beta"), owner="anna", team="sales", parent="k0")]
    for key in keys:
        await store.add_key(key, make_act(tenant=key.tenant, target=key.id))
    assert await store.keys() == keys[::-1]
    assert await store.keys("acme") == keys[:1]
    assert await store.keys("nobody") == []
    assert [kind for kind, _ in await ids(store, "beta")] == ["act"]


async def test_a_revoked_key_keeps_its_first_time_and_is_told_once(store: Store) -> None:
    await store.add_key(make_key("k1"), make_act())
    versions = [await store.keys_version()]
    assert await store.revoke_key("k1", make_act("keys.revoke", at=7.0))
    versions.append(await store.keys_version())
    assert await store.revoke_key("k1", make_act("keys.revoke", at=9.0))
    assert not await store.revoke_key("k9", make_act("keys.revoke", at=9.0))
    assert [key.revoked for key in await store.keys()] == [7.0]
    assert versions[0] != versions[1]
    assert len(await ids(store)) == 2


@pytest.mark.parametrize("expires", [9e9, None])
async def test_a_rotated_key_is_followed_by_its_successor_and_ends_later(store: Store, expires: float | None) -> None:
    old, new = replace(make_key("k1"), expires=expires), replace(make_key("k2", 2.0), replaces="k1")
    await store.add_key(old, make_act())
    before = await store.keys_version()
    assert await store.rotate_key(old, new, 5e9, make_act("keys.rotate"))
    assert await store.keys() == [replace(old, expires=5e9), new]
    assert await store.keys_version() != before
    assert len(await ids(store)) == 2


async def test_a_key_that_changed_since_it_was_read_is_not_rotated(store: Store) -> None:
    old = make_key("k1")
    await store.add_key(old, make_act())
    new = [make_key(name, 2.0) for name in ("k2", "k3")]
    assert not await store.rotate_key(replace(old, expires=1.0), new[0], 5e9, make_act("keys.rotate"))
    done = await asyncio.gather(*(store.rotate_key(old, key, 5e9, make_act("keys.rotate")) for key in new))
    assert sorted(done) == [False, True]
    (kept, _) = await store.keys()
    assert await store.revoke_key("k1", make_act("keys.revoke"))
    assert not await store.rotate_key(kept, make_key("k4"), 6e9, make_act("keys.rotate"))
    assert len(await store.keys()) == 2
    assert len(await ids(store)) == 3


async def test_a_key_of_the_same_name_is_refused_and_leaves_no_act(store: Store) -> None:
    await store.add_key(make_key("k1"), make_act())
    with pytest.raises(LedgerUnavailable):
        await store.add_key(make_key("k1", 5.0), make_act())
    assert len(await ids(store)) == 1
    assert [key.created for key in await store.keys()] == [1.0]


async def test_what_another_process_changes_is_seen_at_the_next_look(opening: Open) -> None:
    router, command = await opening("acme"), await opening("acme", serving=False)
    seen = [await router.keys_version()]
    await command.add_key(make_key("k1"), make_act())
    seen.append(await router.keys_version())
    await command.revoke_key("k1", make_act("keys.revoke", at=7.0))
    seen.append(await router.keys_version())
    await command.add_key(make_key("k2", 2.0, "gamma"), make_act(tenant="gamma"))
    seen.append(await router.keys_version())
    assert len(set(seen)) == 4
    assert [key.revoked for key in await router.keys()] == [7.0, None]
    assert await router.tenants() == ["acme", "gamma"]


# -------------------------------------------------------------------------------------------------------- tenants


async def test_tenants_have_keys_of_their_own_that_stay(opening: Open) -> None:
    store = await opening("acme", "beta")
    keys = store.commitment_key("acme"), store.commitment_key("beta")
    assert len({*keys}) == 2
    assert {len(key) for key in keys} == {32}
    await store.aclose()
    again = await opening("acme", "beta")
    assert (again.commitment_key("acme"), again.commitment_key("beta")) == keys


async def test_stores_that_admit_together_make_each_tenant_once(opening: Open) -> None:
    stores = [await opening("acme", serving=False) for _ in range(4)]
    await asyncio.gather(*(store.admit(["beta", "gamma"]) for store in stores))
    assert len({store.commitment_key("gamma") for store in stores}) == 1
    assert await stores[0].tenants() == ["acme", "beta", "gamma"]
    assert len(await ids(stores[0], None)) == 3


async def test_an_erased_tenant_is_gone_with_its_keys_and_only_the_router_tells_of_it(store: Store) -> None:
    await store.intend(make_intent("r1"))
    await store.intend(make_intent("r1", tenant="beta"))
    await store.add_key(make_key("k1"), make_act())
    before = store.commitment_key("acme"), await store.keys_version()
    tenant_id = await store.erase("acme", make_act("tenant.erase", target="acme", tenant=None))
    assert await store.keys_version() != before[1]
    assert await store.tenants() == ["beta"]
    assert await store.keys() == []
    for asked in (store.receipt("acme", "r1"), store.log_head("acme"), store.intend(make_intent("r2"))):
        with pytest.raises(LedgerUnavailable, match="no tenant 'acme'"):
            await asked
    assert await ids(store, "beta") == [("intent", "r1")]
    assert ("act", tenant_id) in await ids(store, None)
    await store.admit(["acme"])
    assert await ids(store) == []
    assert store.commitment_key("acme") != before[0]


async def test_what_was_written_under_another_master_key_is_refused_and_stays(opening: Open) -> None:
    first = await opening("acme")
    await first.intend(make_intent("r1"))
    await first.aclose()
    with pytest.raises(StoreError, match="another master key"):
        await opening("acme", master=bytes(32))
    assert await ids(await opening("acme", serving=False)) == [("intent", "r1")]


async def test_a_tenant_that_another_process_erases_is_no_fault_and_whoever_asks_is_told_so(
    opening: Callable[..., Awaitable[Store]], caplog: pytest.LogCaptureFixture
) -> None:
    """The router has not looked again yet: what was under way is let go of, and nobody is woken for it."""
    router = await opening("acme", "beta")
    command = await opening("acme", "beta", serving=False)
    await router.intend(make_intent("r1"))
    await router.settled()
    await command.erase("acme", make_act("tenant.erase", target="acme", tenant=None))
    with caplog.at_level(logging.INFO):
        router.concluded(make_receipt("r1"))
        with pytest.raises(TenantGone):
            await router.intend(make_intent("r2"))
        await router.keys_version()
        with pytest.raises(TenantGone):
            await router.intend(make_intent("r3"))
        router.concluded(make_receipt("r3"))
        await router.intend(make_intent("r1", tenant="beta"))
    assert {record.levelno for record in caplog.records} == {logging.INFO}
    assert router.trouble() is None
