"""A person whom requests are about is erased, on every store: nothing of theirs opens, and all else is as it was."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_records import make_act, make_attempt, make_intent, make_receipt, make_wide_receipt

from router.auditing import ERASE, PRUNE, verify
from router.core import gaps
from router.ports import Intent, Kept, LedgerUnavailable, LogTree, Records, Subject, SubjectGone, Tags

Open = Callable[..., Awaitable[Records]]
ANNA, BERT = "anna@example.org", "bert"
ERASING = make_act(ERASE, at=9.0, target="")


@pytest.fixture
async def store(opening: Open) -> Records:
    return await opening("acme", "beta")


async def ask(store: Records, name: str, user: str | None, tenant: str = "acme") -> Subject | None:
    """A request from its intent to its receipt, with an attempt that failed."""
    subject = None if user is None else await store.subject(tenant, user)
    await store.intend(make_intent(name, tenant=tenant), subject)
    store.attempted(tenant, name, make_attempt(), subject)
    await store.intend(make_intent(name, 2, tenant), subject)
    store.concluded(make_receipt(name, tenant), subject)
    await store.settled()
    return subject


async def all_entries(store: Records, tenant: str = "acme") -> list[Kept]:
    return await store.log_entries(tenant, 0, (await store.log_head(tenant)).size)


async def erase(store: Records, user: str, tenant: str = "acme") -> int:
    erased = await store.erase_subject(tenant, user, ERASING)
    return 0 if erased is None else erased.entries


# ------------------------------------------------------------------------------------------------------------ lost


async def test_all_about_a_person_is_gone_and_all_about_others_is_there(store: Records) -> None:
    for number in range(3):
        await ask(store, f"a{number}", ANNA)
        await ask(store, f"b{number}", BERT)
        await ask(store, f"n{number}", None)
    before = await all_entries(store)
    assert await erase(store, ANNA) == 12
    after = await all_entries(store)
    assert [(one.index, one.kind, one.id, one.leaf) for one in after[:-1]] == [
        (one.index, one.kind, one.id, one.leaf) for one in before
    ]
    for was, now in zip(before, after, strict=False):
        assert now.body == (None if was.id in {"a0", "a1", "a2"} else was.body)
    for name in ("b1", "n1"):
        known = await store.receipt("acme", name)
        assert known is not None
        assert known["receipt"]["id"] == name
        assert await store.prove("acme", name) is not None
    gone = await store.receipt("acme", "a1")
    assert gone is not None
    assert (gone["receipt"], gone["intents"], gone["attempts"], gone["pruned"]) == (None, [], [], 4)
    assert await store.prove("acme", "a1") is None


async def test_the_log_stays_whole_and_tells_which_entries_went_and_not_of_whom(store: Records) -> None:
    subject = await ask(store, "a0", ANNA)
    await ask(store, "b0", BERT)
    await ask(store, "a1", ANNA)
    root = (await verify(store, "acme")).root
    receipt = await store.prove("acme", "b0")
    erased = await store.erase_subject("acme", ANNA, ERASING)
    assert erased is not None
    assert subject is not None
    assert (erased.id, erased.entries) == (subject.id, 8)
    found = await verify(store, "acme")
    assert (found.fault, found.erased, found.pruned, found.size) == (None, 8, 0, 13)
    assert found.root != root
    assert receipt is not None
    proof = await store.prove("acme", erased.id)
    assert proof is not None
    act = json.loads(proof.body)
    assert (act["verb"], act["actor"], act["target"]) == ("subject.erase", "cli:anna", subject.id)
    assert act["details"] == {"entries": "8", "gone": "0-3,8-11"}
    assert ANNA.encode() not in proof.body
    assert subject.tag.hex().encode() not in proof.body


async def test_an_audit_that_began_before_it_hears_of_it(store: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    await ask(store, "a0", ANNA)
    log_tree = store.log_tree

    async def and_then_erase(tenant: str | None) -> LogTree:
        tree = await log_tree(tenant)
        await erase(store, ANNA)
        return tree

    monkeypatch.setattr(store, "log_tree", and_then_erase)
    found = await verify(store, "acme")
    assert (found.fault, found.size, found.erased) == (None, 4, 4)


async def test_a_name_is_found_however_its_accents_are_written(store: Records) -> None:
    await ask(store, "a0", "Zo\u00eb")
    assert await erase(store, "Zoe\u0308") == 4


async def test_who_is_unknown_changes_nothing(store: Records) -> None:
    await ask(store, "a0", ANNA)
    size = (await store.log_head("acme")).size
    assert await store.erase_subject("acme", BERT, ERASING) is None
    assert await store.erase_subject("beta", ANNA, ERASING) is None
    assert (await store.log_head("acme")).size == size
    assert await erase(store, ANNA) == 4
    assert await store.erase_subject("acme", ANNA, ERASING) is None
    with pytest.raises(LedgerUnavailable):
        await store.erase_subject("nobody", ANNA, ERASING)


async def test_the_same_name_is_another_person_for_another_tenant(store: Records) -> None:
    one, other = await ask(store, "r", ANNA), await ask(store, "r", ANNA, "beta")
    assert one is not None
    assert other is not None
    assert one.tag != other.tag
    await erase(store, ANNA)
    known = await store.receipt("beta", "r")
    assert known is not None
    assert known["receipt"] is not None


async def test_a_receipt_in_parts_goes_whole(store: Records) -> None:
    subject = await store.subject("acme", ANNA)
    await store.intend(make_intent("wide"), subject)
    store.concluded(make_wide_receipt(400), subject)
    await store.settled()
    size = (await store.log_head("acme")).size
    assert size > 2
    assert await erase(store, ANNA) == size
    assert all(one.body is None for one in (await all_entries(store))[:-1])
    assert (await verify(store, "acme")).fault is None


async def test_of_entries_without_end_the_log_tells_in_several_acts(
    store: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("router.store.subjects.PIECE", 20)
    anna = await store.subject("acme", ANNA)
    for number in range(12):
        await store.intend(make_intent(f"a{number}"), anna)
        await store.intend(make_intent(f"n{number}"))
    assert await erase(store, ANNA) == 12
    acts = [json.loads(one.body or b"") for one in await all_entries(store) if one.kind == "act"]
    assert len(acts) > 1
    assert {act["details"]["entries"] for act in acts} == {"12"}
    told = [run for act in acts for run in gaps.read(act["details"]["gone"])]
    assert [number for run in told for number in run] == list(range(0, 24, 2))
    assert (await verify(store, "acme")).fault is None


async def test_what_was_pruned_before_is_not_told_twice(store: Records) -> None:
    anna = await store.subject("acme", ANNA)
    await asyncio.gather(*(store.intend(make_intent(f"a{number}"), anna) for number in range(300)))
    await store.record(replace(make_act(PRUNE, target=""), details={"start": "0", "stop": "256"}))
    await store.prune("acme", 256)
    assert await erase(store, ANNA) == 44
    found = await verify(store, "acme")
    assert (found.fault, found.pruned, found.erased) == (None, 256, 44)
    await asyncio.gather(*(store.intend(make_intent(f"n{number}")) for number in range(300)))
    await store.record(replace(make_act(PRUNE, target=""), details={"start": "256", "stop": "512"}))
    await store.prune("acme", 512)
    found = await verify(store, "acme")
    assert (found.fault, found.pruned, found.erased) == (None, 512, 0)


async def test_an_erased_tenant_takes_its_people_along(store: Records) -> None:
    before = await ask(store, "r", ANNA)
    await store.erase("acme", make_act("tenant.erase", tenant=None))
    await store.admit(["acme"])
    after = await ask(store, "r", ANNA)
    assert before is not None
    assert after is not None
    assert before.tag != after.tag
    assert await erase(store, ANNA) == 4


# ------------------------------------------------------------------------------------------------------- afterwards


async def test_the_same_person_is_somebody_new_afterwards(store: Records) -> None:
    before = await ask(store, "a0", ANNA)
    await erase(store, ANNA)
    after = await ask(store, "a1", ANNA)
    assert before is not None
    assert after is not None
    assert before.tag == after.tag
    assert before.id != after.id
    assert before.commitments != after.commitments
    known = await store.receipt("acme", "a1")
    assert known is not None
    assert known["receipt"]["id"] == "a1"
    assert await erase(store, ANNA) == 4
    assert (await verify(store, "acme")).fault is None


async def test_a_person_stays_the_same_while_nobody_erases_them(opening: Open) -> None:
    store = await opening("acme")
    one = await ask(store, "a0", ANNA)
    other = await opening("acme", serving=False)
    assert one is not None
    assert await store.subject("acme", ANNA) == await other.subject("acme", ANNA) == one
    assert one.commitments != store.commitment_key("acme")
    assert (await store.subject("acme", BERT)).commitments != one.commitments


async def test_a_router_that_remembers_the_key_neither_uses_it_nor_brings_it_back(opening: Open) -> None:
    """The command is another process: what this one remembers is out of date."""
    serving, command = await opening("acme"), await opening("acme", serving=False)
    before = await ask(serving, "a0", ANNA)
    assert await erase(command, ANNA) == 4
    assert await serving.subject("acme", ANNA) == before
    with pytest.raises(SubjectGone):
        await serving.intend(make_intent("a1"), before)
    after = await serving.subject("acme", ANNA)
    assert after != before
    await serving.intend(make_intent("a1"), after)
    assert (await serving.receipt("acme", "a0") or {})["pruned"] == 4
    assert (await verify(serving, "acme")).fault is None


async def test_a_look_at_the_keys_makes_a_router_forget(opening: Open) -> None:
    """Which it does each second."""
    serving, command = await opening("acme"), await opening("acme", serving=False)
    await serving.keys_version()
    before = await ask(serving, "a0", ANNA)
    await serving.keys_version()
    assert await serving.subject("acme", ANNA) is before
    await erase(command, ANNA)
    await serving.keys_version()
    assert await serving.subject("acme", ANNA) != before


async def test_the_end_of_a_request_that_was_under_way_belongs_to_whom_they_have_become(opening: Open) -> None:
    serving, command = await opening("acme"), await opening("acme", serving=False)
    before = await serving.subject("acme", ANNA)
    await serving.intend(make_intent("a0"), before)
    assert await erase(command, ANNA) == 1
    serving.attempted("acme", "a0", make_attempt(), before)
    serving.concluded(make_receipt("a0"), before)
    await serving.settled()
    known = await serving.receipt("acme", "a0")
    assert known is not None
    assert (known["intents"], known["receipt"]["id"], known["pruned"]) == ([], "a0", 1)
    assert await erase(command, ANNA) == 2
    assert (await serving.receipt("acme", "a0") or {})["pruned"] == 3
    assert (await verify(serving, "acme")).fault is None


async def test_a_request_that_was_refused_is_recorded_whatever_was_erased_meanwhile(opening: Open) -> None:
    serving, command = await opening("acme"), await opening("acme", serving=False)
    before = await ask(serving, "a0", ANNA)
    await erase(command, ANNA)
    serving.concluded(replace(make_receipt("refused"), attempts=()), before)
    await serving.settled()
    known = await serving.receipt("acme", "refused")
    assert known is not None
    assert known["receipt"]["id"] == "refused"


async def test_two_routers_that_meet_somebody_at_once_record_both_and_both_are_erased(opening: Open) -> None:
    one, other = await opening("acme"), await opening("acme", serving=False)
    first, second = await one.subject("acme", ANNA), await other.subject("acme", ANNA)
    assert first.id != second.id
    await one.intend(make_intent("a0"), first)
    await other.intend(make_intent("a1"), second)
    assert await erase(one, ANNA) == 2
    assert all(kept.body is None for kept in (await all_entries(one))[:2])
    assert (await verify(other, "acme")).fault is None


async def test_many_people_at_once_while_some_are_erased(store: Records) -> None:
    async def live(user: str) -> None:
        for number in range(10):
            try:
                await ask(store, f"{user}-{number}", user)
            except SubjectGone:  # as the walk does
                await ask(store, f"{user}-{number}-again", user)

    users = [f"user{number}" for number in range(8)]
    for user in users:
        await ask(store, user, user)
    doomed = [erase(store, user) for user in users[:3]]
    await asyncio.gather(*map(live, users), *doomed)
    found = await verify(store, "acme")
    assert found.fault is None
    assert found.erased >= 12
    for user in users[3:]:
        known = await store.receipt("acme", f"{user}-7")
        assert known is not None
        assert known["pruned"] == 0


async def test_a_person_who_was_never_recorded_about_leaves_no_trace(store: Records) -> None:
    await store.subject("acme", ANNA)
    assert (await store.tags("acme"))[1] == {}
    assert await store.erase_subject("acme", ANNA, ERASING) is None


HOSTILE = ["", " ", "\x00", "a\x00b", "x" * 10_000, "ünï\u202e", "'; DROP TABLE subjects; --", "tags", "\ud800", "😀"]


@pytest.mark.parametrize("user", HOSTILE)
async def test_a_name_may_be_anything(store: Records, user: str) -> None:
    await ask(store, "a0", user)
    await ask(store, "b0", BERT)
    assert await erase(store, user) == 4
    found = await verify(store, "acme")
    assert (found.fault, found.erased) == (None, 4)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([None, "a", "b", "c"]), max_size=12), st.sampled_from(["a", "b", "c"]))
async def test_whatever_the_order_exactly_theirs_goes(store: Records, users: list[str | None], gone: str) -> None:
    start = (await store.log_head("acme")).size
    for number, user in enumerate(users):
        subject = None if user is None else await store.subject("acme", user)
        await store.intend(make_intent(f"{start}-{number}"), subject)
    await erase(store, gone)
    kept = (await all_entries(store))[start : start + len(users)]
    assert [one.body is None for one in kept] == [user == gone for user in users]
    assert (await verify(store, "acme")).fault is None


async def test_an_intent_about_somebody_is_as_durable_as_any(opening: Open) -> None:
    """Their key too: another process opens it at once."""
    serving, command = await opening("acme"), await opening("acme", serving=False)
    await serving.intend(make_intent("a0"), await serving.subject("acme", ANNA))
    known = await command.receipt("acme", "a0")
    assert known is not None
    assert [Intent(**one) for one in known["intents"]] == [make_intent("a0")]


# ---------------------------------------------------------------------------------------------------------- restored


async def test_of_a_tenant_that_was_restored_each_person_can_be_erased(store: Records) -> None:
    await ask(store, "a0", ANNA)
    await ask(store, "b0", BERT)
    await ask(store, "n0", None)
    await ask(store, "a1", ANNA)
    await erase(store, BERT)
    key, tags = await store.tags("acme")
    kept = [one for one in await all_entries(store) if one.body is not None]
    told = Tags(key, [None if one.subject is None else tags[one.subject] for one in kept])
    act = make_act("tenant.import", tenant="copy", target="")
    await store.restore("copy", [one.body or b"" for one in kept], [], [], act, told)
    copies = await all_entries(store, "copy")
    assert [one.body for one in copies[:-1]] == [one.body for one in kept]
    assert (await store.subject("copy", ANNA)).tag == (await store.subject("acme", ANNA)).tag
    assert (await store.subject("copy", ANNA)).id != (await store.subject("acme", ANNA)).id
    assert await erase(store, ANNA, "copy") == 8
    found = await verify(store, "copy")
    assert (found.fault, found.erased) == (None, 8)
    known = await store.receipt("copy", "n0")
    assert known is not None
    assert known["pruned"] == 0


async def test_what_a_restored_log_tells_of_gaps_in_the_old_one_excuses_none_of_its_own(store: Records) -> None:
    await ask(store, "a0", ANNA)
    await erase(store, ANNA)
    kept = [one.body for one in await all_entries(store) if one.body is not None]
    more = [json.dumps({**json.loads(kept[-1]), "id": f"x{number}"}).encode() for number in range(300)]
    await store.restore("copy", [*kept, *more], [], [], make_act("tenant.import", tenant="copy", target=""))
    await store.prune("copy", 256)
    assert (await verify(store, "copy")).fault == "entry 0 has lost its body, and the log does not tell why"
