"""What a leaked key did, and what it could have done."""

import json
from typing import Any

import pytest
from traffic import DAY, NOW, START, THEN, Traffic, add_key, key_of

from router.core.kept_rules import canonical_json, divided
from router.core.types import Dialect, Outcome
from router.ports import KeyRecord, Store
from router.reports.exposure import family
from router.reports.making import make_exposure
from router.reports.requests import Period
from router.reports.tables import exposure_text

OK, FAILED = Outcome.OK, Outcome.FAILED
DIALECTS: tuple[Dialect, ...] = ("chat",)


async def report(store: Store, period: Period = Period(), key: str = "k1") -> dict[str, Any]:  # noqa: B008 - immutable
    return await make_exposure(store, family(await store.keys(), key), period, DIALECTS)


def ways(told: dict[str, Any]) -> set[tuple[str, str, str]]:
    return {(one["model"], one["provider"], ",".join(one["classes"])) for one in told["reachable_unused"]}


async def test_what_was_done_with_the_key_is_counted_and_with_others_not(store: Store, traffic: Traffic) -> None:
    for name in ("k1", "k2"):
        await add_key(store, key_of(name))
    await traffic.ask("r1", [OK], "internal", ["PERSON"])
    await traffic.ask("r2", [FAILED, OK], day=2, agent="thief")
    await traffic.ask("r3", [], "restricted", model="writer", day=2)
    await traffic.ask("r4", [OK], "internal", ["IBAN_CODE"], key="k2")
    told = await report(store)
    assert (told["requests"], told["nothing_sent"]) == (3, 1)
    assert told["first"] == "2026-03-01T00:00:01+00:00"
    assert told["days"].pop("2026-03-01") == told["days"].pop("2026-03-03") == 1
    assert list(told["days"].values()) == [1]  # what was sent to nobody bears the time of its receipt
    assert told["agents"] == {"mailer": 2, "thief": 1}
    assert told["classes"] == {"internal": 1, "public": 1, "restricted": 1}
    assert told["kinds"] == {"PERSON": 1}
    assert [(one["provider"], one["requests"]) for one in told["recipients"]] == [("own", 2), ("paris", 1)]


async def test_keys_derived_from_it_count_with_it_and_are_told_apart(store: Store, traffic: Traffic) -> None:
    for key in (key_of("k1"), key_of("child", "k1"), key_of("grandchild", "child"), key_of("other")):
        await add_key(store, key)
    for number, name in enumerate(("k1", "child", "grandchild", "grandchild", "other")):
        await traffic.ask(f"r{number}", [OK], key=name)
    told = await report(store)
    assert [(key["id"], key["requests"]) for key in told["keys"]] == [("k1", 1), ("child", 1), ("grandchild", 2)]
    assert told["requests"] == 4


def test_a_line_of_keys_that_leads_back_to_itself_ends() -> None:
    keys = [key_of("a", "b"), key_of("b", "a"), key_of("c", "c")]
    assert [key.id for key in family(keys, "a")] == ["a", "b"]
    assert [key.id for key in family(keys, "c")] == ["c"]
    assert family(keys, "nobody") == []


async def test_a_request_that_nobody_concluded_counts_for_the_key_that_its_intent_names(
    store: Store, traffic: Traffic
) -> None:
    for name in ("k1", "k2"):
        await add_key(store, key_of(name))
    for name in ("k1", "k2"):
        await traffic.ask(f"of {name}", [OK], key=name, has_receipt=False)
    told = await report(store)
    assert (told["requests"], told["of_unknown_key"]["requests"]) == (1, 0)
    assert (told["agents"], told["models"], told["kinds"]) == ({"unknown": 1}, {"unknown": 1}, {})
    assert [(one["provider"], one["requests"]) for one in told["recipients"]] == [("own", 1)]


async def test_a_request_whose_key_nobody_knows_is_told_apart_and_not_left_out(store: Store, traffic: Traffic) -> None:
    await add_key(store, key_of("k1"))
    await traffic.ask("r1", [OK], model="writer", has_receipt=False, names_key=False)
    told = await report(store)
    assert (told["requests"], told["first"]) == (0, None)
    assert told["of_unknown_key"]["requests"] == 1
    assert [one["provider"] for one in told["of_unknown_key"]["recipients"]] == ["paris"]
    assert "nobody knows whose key" in exposure_text(told)


async def test_what_it_could_have_reached_is_told_without_what_it_did(store: Store, traffic: Traffic) -> None:
    await add_key(store, key_of("k1"))
    everything = {
        ("assistant", "own", "internal,public,restricted"),
        ("assistant", "paris", "internal,public"),
        ("assistant", "ohio", "public"),
        ("writer", "paris", "internal,public"),
    }
    assert ways(await report(store)) == everything
    await traffic.ask("r1", [FAILED, OK])
    assert ways(await report(store)) == {one for one in everything if one[1] == "ohio" or one[0] == "writer"}


@pytest.mark.parametrize(
    ("key", "found"),
    [
        (key_of("k1", models=("wri*",)), {("writer", "paris", "internal,public")}),
        (key_of("k1", floor="restricted"), {("assistant", "own", "restricted")}),
        (key_of("k1", floor="no class any more"), {("assistant", "own", "restricted")}),
        (key_of("k1", ceiling="public", models=("writer",)), {("writer", "paris", "public")}),
        (key_of("k1", tenant="beta"), {("writer", "paris", "public")}),
        (key_of("k1", created=START - DAY, revoked=START - 1), set()),
        (key_of("k1", created=START - DAY, expires=START), set()),
    ],
    ids=["models", "floor", "floor that is gone", "ceiling", "tenant", "revoked before", "expired before"],
)
async def test_it_reaches_no_further_than_it_was_given(
    store: Store, key: KeyRecord, found: set[tuple[str, str, str]]
) -> None:
    await add_key(store, key)
    assert ways(await report(store)) == found


async def test_only_rules_that_applied_within_the_period_open_anything(store: Store) -> None:
    await add_key(store, key_of("k1"))
    late = Period(since=START + 2000 * DAY)  # by then the contracts of THEN and NOW have run out, by their own dates
    assert {one[1] for one in ways(await report(store, late))} == {"own"}
    assert ways(await report(store, Period(until=START - 1))) == set()


async def test_rules_that_cannot_be_read_are_named(store: Store) -> None:
    await add_key(store, key_of("k1"))
    newer = divided('{"tenants":{"acme":{}},"version":99}')
    store.keep_rules(newer, START + 20 * DAY)
    await store.settled()
    assert (await report(store))["rules_not_readable"] == [newer.digest]


async def test_rules_that_said_nothing_of_the_tenant_open_nothing_and_are_not_missed(store: Store) -> None:
    await add_key(store, key_of("k1"))
    before = await report(store)
    store.keep_rules(THEN.parts.only(["beta"]), START + 20 * DAY)
    store.keep_rules(divided(canonical_json({**json.loads(THEN.canonical), "tenants": {}})), START + 21 * DAY)
    await store.settled()
    after = await report(store)
    assert (ways(after), after["rules_not_readable"]) == (ways(before), [])


async def test_people_read_it_in_one_page(store: Store, traffic: Traffic) -> None:
    await add_key(store, key_of("k1"))
    await traffic.ask("r1", [OK], day=11, rules=NOW)
    text = exposure_text(await report(store))
    assert text.startswith("Key k1 of tenant acme, agent mailer: 1 requests, 2026-03-12")
    assert "Could have been reached, and was not:" in text
    assert "MODEL" in text
