"""What every store shows of its logs to witnesses and readers outside, and what becomes of what is old or long."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from ledger_records import make_act, make_attempt, make_intent, make_receipt, make_wide_receipt

from router.auditing import PRUNE, verify
from router.core.checkpoints import add_signatures, parse_checkpoint
from router.core.ledger import decode_receipt
from router.core.merkle import leaf_hash
from router.core.signed_notes import Signature, parse_note
from router.core.tiles import Tile
from router.ports import Act, Intent, LedgerUnavailable, Records
from router.store.records import LARGEST

Open = Callable[..., Awaitable[Records]]
OLD, YOUNG = 1_000.0, 2_000.0
NOBODY = Signature("witness.example/w1", b"idid", b"a signature that nobody looks at")


@pytest.fixture
async def store(opening: Open) -> Records:
    return await opening("acme", "beta")


async def fill(store: Records, count: int, name: str = "r", at: float = OLD) -> None:
    def made(number: int) -> Intent:
        return make_intent(f"{name}{number}")._replace(at=at)

    await asyncio.gather(*(store.intend(made(number)) for number in range(count)))


async def signed(store: Records) -> str:
    note = (await store.log_head("acme")).checkpoint
    assert note is not None
    return note


# ------------------------------------------------------------------------------------------- shown to who is outside


async def test_every_log_has_an_id_that_is_the_last_word_of_its_origin(store: Records) -> None:
    logs = await store.log_ids()
    assert set(logs.values()) == {None, "acme", "beta"}
    for log_id, tenant in logs.items():
        assert (await store.log_head(tenant)).key.split("+")[0].endswith(f"/{log_id}")
    await store.erase("beta", make_act("tenant.erase", tenant=None))
    assert set((await store.log_ids()).values()) == {None, "acme"}


async def test_the_newest_checkpoint_is_shown_and_none_is_made(store: Records) -> None:
    assert await store.log_checkpoint("acme") is None
    await fill(store, 3)
    first = await signed(store)
    await fill(store, 3, "s")
    assert parse_checkpoint(parse_note((await store.log_checkpoint("acme") or "").encode()).text).size == 3
    assert first == await store.log_checkpoint("acme")


async def test_tiles_are_the_hashes_of_entries_and_of_full_tiles(store: Records) -> None:
    await fill(store, 300)
    kept = await store.log_entries("acme", 0, 300)
    assert await store.log_tile("acme", Tile(0, 0)) == b"".join(one.leaf for one in kept[:256])
    assert await store.log_tile("acme", Tile(0, 1, 44)) == b"".join(one.leaf for one in kept[256:])
    assert await store.log_tile("acme", Tile(0, 1)) == b"".join(one.leaf for one in kept[256:])
    assert await store.log_tile("acme", Tile(1, 0, 1)) == (await store.log_tree("acme")).subtrees[1, 0]
    for beyond in (Tile(0, 2), Tile(1, 1), Tile(7, 0)):
        assert await store.log_tile("acme", beyond) == b""
    assert await store.log_tile("beta", Tile(0, 0)) == b""


async def test_a_cosignature_is_kept_with_its_checkpoint_and_proofs_are_made_to_it(store: Records) -> None:
    await fill(store, 5)
    before = await signed(store)
    after = add_signatures(before.encode(), [NOBODY]).decode()
    assert await store.cosign("acme", 5, before, after)
    assert await store.log_checkpoint("acme") == after
    assert not await store.cosign("acme", 5, before, after)
    assert not await store.cosign("acme", 4, after, after)
    assert not await store.cosign("beta", 5, after, after)
    await fill(store, 5, "s")
    old, new = await store.prove("acme", "r0"), await store.prove("acme", "s0")
    assert old is not None
    assert new is not None
    assert (old.checkpoint, new.checkpoint) == (after, await store.log_checkpoint("acme"))
    assert (await verify(store, "acme")).fault is None


# --------------------------------------------------------------------------------------------------- what is old


async def test_whole_bundles_go_that_are_older_and_every_proof_still_holds(store: Records) -> None:
    await fill(store, 600)
    await fill(store, 200, "young", at=YOUNG)
    tree, root = await store.log_tree("acme"), (await verify(store, "acme")).root
    assert await store.prunable("acme", OLD) == range(0)
    assert await store.prunable("acme", YOUNG) == range(512)
    assert await store.prunable("acme", YOUNG + 1) == range(768)
    assert await store.prunable("beta", YOUNG) == range(0)
    await store.record(pruning(512))
    await store.prune("acme", 512)
    assert await store.prunable("acme", YOUNG + 1) == range(512, 768)
    kept = await store.log_entries("acme", 0, 600)
    assert [one.body is None for one in kept] == [True] * 512 + [False] * 88
    assert await store.log_tile("acme", Tile(0, 0)) == b"".join(one.leaf for one in kept[:256])
    found = await verify(store, "acme")
    assert (found.fault, found.pruned, found.size) == (None, 512, 801)
    assert (await store.log_tree("acme")).subtrees.items() >= tree.subtrees.items()
    assert found.root != root
    proof = await store.prove("acme", "young7")
    assert proof is not None
    await fill(store, 3, "more")
    assert (await verify(store, "acme")).fault is None


def pruning(stop: int, start: int = 0) -> Act:
    return replace(make_act(PRUNE, at=YOUNG, target=""), details={"start": str(start), "stop": str(stop)})


async def test_of_a_request_that_is_gone_it_is_told_that_it_was(store: Records) -> None:
    await fill(store, 260)
    await store.record(pruning(256))
    await store.prune("acme", 256)
    gone = await store.receipt("acme", "r3")
    kept = await store.receipt("acme", "r258")
    assert gone is not None
    assert kept is not None
    assert (gone["receipt"], gone["intents"], gone["pruned"], gone["index"]) == (None, [], 1, 3)
    assert (len(kept["intents"]), kept["pruned"]) == (1, 0)
    assert await store.prove("acme", "r3") is None
    assert await store.prove("acme", "r258") is not None
    assert await store.receipt("acme", "nobody") is None


async def test_more_gone_than_the_log_tells_of_is_found(store: Records) -> None:
    await fill(store, 520)
    await store.record(pruning(256))
    await store.prune("acme", 512)
    fault = (await verify(store, "acme")).fault
    assert fault == "entry 256 has lost its body, and the log does not tell why"


async def test_pruning_again_goes_on_and_the_same_twice_changes_nothing(store: Records) -> None:
    await fill(store, 1300)
    for stop in (256, 256, 1280):
        await store.record(pruning(stop))
        await store.prune("acme", stop)
    found = await verify(store, "acme")
    assert (found.fault, found.pruned) == (None, 1280)


async def test_who_is_unknown_has_nothing_to_prune(store: Records) -> None:
    with pytest.raises(LedgerUnavailable):
        await store.prunable("nobody", YOUNG)


# --------------------------------------------------------------------------------------------------- what is long


@pytest.mark.parametrize("routes", [10, 400, 2000])
async def test_a_receipt_of_any_length_is_recorded_in_entries_that_fit_a_bundle(store: Records, routes: int) -> None:
    receipt = make_wide_receipt(routes)
    await store.intend(make_intent("wide"))
    store.concluded(receipt)
    await store.settled()
    known = await store.receipt("acme", "wide")
    assert known is not None
    assert decode_receipt(known["receipt"]) == receipt
    size = (await store.log_head("acme")).size
    kept = await store.log_entries("acme", 0, size)
    assert max(len(one.body or b"") for one in kept) <= LARGEST
    assert [one.kind for one in kept] == ["intent", *["part"] * (size - 2), "receipt"]
    assert (size > 2) == (routes > 10)
    proof = await store.prove("acme", "wide")
    assert proof is not None
    told = json.loads(proof.body)
    assert told.get("parts", []) == [leaf_hash(one.body or b"").hex() for one in kept[1:-1]]
    assert told["receipt"]["decision"]["digest"] == "f" * 64
    assert len(told["receipt"]["attempts"]) == 1


async def test_attempts_go_to_the_parts_too_where_they_are_many(store: Records) -> None:
    receipt = replace(make_receipt("many"), attempts=tuple(make_attempt(number) for number in range(1, 400)))
    store.concluded(receipt)
    await store.settled()
    known = await store.receipt("acme", "many")
    assert known is not None
    assert decode_receipt(known["receipt"]) == receipt
    kept = await store.log_entries("acme", 0, 100)
    assert max(len(one.body or b"") for one in kept) <= LARGEST
