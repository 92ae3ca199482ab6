"""Whom a request names is whom its record is about, from the first entry to the last."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from ledger_records import make_act, opened
from walks import Act, World, ask, world

from router.auditing import ERASE, verify
from router.core.ledger import commitment
from router.core.problems import FailureKind
from router.ports import Intent, LedgerUnavailable, Subject, SubjectGone
from router.store.sqlite import SqliteStore

ERASING = make_act(ERASE, tenant="default", target="")


def failing_first() -> World:
    """The first provider fails and the second answers: intent, attempt, intent, receipt."""
    return world({"home": lambda _: Act(fails=FailureKind.SERVER)})


async def test_every_entry_of_a_request_is_about_whom_it_names() -> None:
    here = failing_first()
    await here.answer(ask(user="anna"))
    assert [subject and subject.id for subject in here.store.about] == ["anna of default"] * 4
    intents = [value for name, value in here.store.events if name == "intent"]
    sent = [value[1] for name, value in here.store.events if name == "egress"]
    assert [intent.commitment for intent in intents] == [commitment(b"anna", body) for body in sent]


async def test_who_is_not_named_is_nobody_and_the_commitment_is_the_tenants() -> None:
    here = failing_first()
    await here.answer(ask())
    assert here.store.about == [None] * 4
    (intent, *_) = [value for name, value in here.store.events if name == "intent"]
    assert intent.commitment == commitment(b"default", here.providers["home"].sent[0])


async def test_a_request_that_is_refused_is_about_them_too() -> None:
    here = world()
    seen = await here.answer(ask(model="nothing", user="anna"))
    assert seen.head.problem is not None
    assert [subject and subject.id for subject in here.store.about] == ["anna of default"]


async def test_who_cannot_be_looked_up_is_sent_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    here = world()

    async def lost(tenant: str, user: str) -> Subject:
        del tenant, user
        raise LedgerUnavailable("the disk is gone")

    monkeypatch.setattr(here.store, "subject", lost)
    seen = await here.answer(ask(user="anna"))
    assert seen.head.status == 503
    assert here.store.events == []


async def test_who_was_erased_before_the_intent_is_asked_for_again_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    here, refused = world(), list[str]()
    intend = here.store.intend

    async def stale(intent: Intent, subject: Subject | None = None) -> None:
        if not refused:
            refused.append(intent.commitment)
            raise SubjectGone("erased")
        await intend(intent, subject)

    monkeypatch.setattr(here.store, "intend", stale)
    seen = await here.answer(ask(user="anna"))
    assert (seen.head.status, seen.head.headers["x-sovereign-attempts"]) == (200, "1")
    refused.clear()

    async def always(intent: Intent, subject: Subject | None = None) -> None:
        del intent, subject
        raise SubjectGone("erased")

    monkeypatch.setattr(here.store, "intend", always)
    seen = await here.answer(ask(user="anna"))
    assert (seen.head.status, seen.head.headers["x-sovereign-attempts"]) == (503, "0")


# --------------------------------------------------------------------------------------------- with a store in files


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    async with opened(tmp_path, tenants=("default",)) as store:
        yield store


def on(store: SqliteStore) -> World:
    here = failing_first()
    return replace(here, around=replace(here.around, store=store))


async def test_requests_of_two_people_are_erased_apart_while_both_go_on(store: SqliteStore, tmp_path: Path) -> None:
    here = on(store)

    async def talk(user: str) -> list[str]:
        seen = [await here.answer(ask(user=user)) for _ in range(6)]
        assert {one.head.status for one in seen} == {200}
        return [one.head.headers["x-sovereign-receipt"] for one in seen]

    first, _ = await asyncio.gather(talk("anna"), talk("bert"))
    await store.settled()
    async with opened(tmp_path, serving=False, tenants=()) as command:
        (anna, bert, _) = await asyncio.gather(
            talk("anna"), talk("bert"), command.erase_subject("default", "anna", ERASING)
        )
    await store.settled()
    for receipt in first:
        known = await store.receipt("default", receipt)
        assert known is not None
        assert (known["receipt"], known["pruned"]) == (None, 4)
    last = await store.receipt("default", anna[-1])
    assert last is not None
    assert last["receipt"] is not None
    for receipt in bert:
        assert (await store.receipt("default", receipt) or {})["pruned"] == 0
    assert (await verify(store, "default")).fault is None


@pytest.mark.parametrize("names", [{"user": None}, {"user": ""}, {"safety_identifier": ""}, {}])
async def test_a_field_that_names_nobody_makes_nobody(store: SqliteStore, names: dict[str, Any]) -> None:
    await on(store).answer(ask(**names))
    await store.settled()
    assert (await store.tags("default"))[1] == {}


async def test_either_field_names_them_and_user_comes_first(store: SqliteStore) -> None:
    here = on(store)
    named: list[dict[str, Any]] = [{"user": "anna"}, {"safety_identifier": "anna"}]
    for names in [*named, {"user": "anna", "safety_identifier": "x"}]:
        await here.answer(ask(**names))
    await store.settled()
    assert len((await store.tags("default"))[1]) == 1
    erased = await store.erase_subject("default", "anna", ERASING)
    assert erased is not None
    assert erased.entries == 12
