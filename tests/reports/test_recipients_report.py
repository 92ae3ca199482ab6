"""Who got what, under the terms of that time; and that every figure is a count of the exported log."""

import json
from collections import Counter
from typing import Any

import pytest
from traffic import DAY, NOW, START, Traffic

from router import exporting
from router.core.types import Label, Outcome
from router.ports import Store
from router.reports.making import make_recipients
from router.reports.requests import Period
from router.reports.tables import recipients_text
from router.reports.terms import terms_of

OK, FAILED = Outcome.OK, Outcome.FAILED


async def rows(store: Store, period: Period = Period()) -> list[dict[str, Any]]:  # noqa: B008 - immutable
    found: list[dict[str, Any]] = (await make_recipients(store, "acme", period))["recipients"]
    return found


async def row(store: Store, provider: str) -> dict[str, Any]:
    (found,) = [one for one in await rows(store) if one["provider"] == provider]
    return found


async def test_a_provider_is_told_with_its_facts_and_contract(store: Store, traffic: Traffic) -> None:
    await traffic.ask("r1", [OK], model="writer")
    told = await row(store, "paris")
    assert {name: told[name] for name in ("entity", "seat", "parent", "inference", "storage", "zones")} == {
        "entity": "Paris SA",
        "seat": "FR",
        "parent": "FR",
        "inference": ["FR", "SE"],
        "storage": ["FR"],
        "zones": ["eu"],
    }
    assert (told["contract"], told["contract_ends"], told["evidence"]) == ("DPA-1", "2030-01-01", "c/paris.pdf")
    assert (told["retention_days"], told["training_prohibited"], told["outside_eea"]) == (30, True, [])


async def test_requests_are_counted_once_and_tries_each_time(store: Store, traffic: Traffic) -> None:
    await traffic.ask("r1", [FAILED, OK])
    await traffic.ask("r2", [OK], day=1)
    own, paris = await row(store, "own"), await row(store, "paris")
    assert (own["requests"], own["tries"], own["answered"]) == (2, 2, 1)
    assert (paris["requests"], paris["answered"], paris["first"]) == (1, 1, "2026-03-01T00:00:02+00:00")
    assert own["last"] == "2026-03-02T00:00:01+00:00"


async def test_what_a_redacted_try_kept_and_what_it_showed_are_told_apart(store: Store, traffic: Traffic) -> None:
    await traffic.ask("r1", [OK], "internal", ["PERSON", "LOCATION"], model="writer", replaced=["PERSON"])
    told = await row(store, "paris")
    assert (told["redacted"], told["raw"]) == (1, 0)
    assert told["kinds"] == {"LOCATION": 1, "PERSON": 1}
    assert told["kinds_in_clear"] == {"LOCATION": 1}


async def test_a_raw_try_shows_all_that_was_found(store: Store, traffic: Traffic) -> None:
    await traffic.ask("r1", [OK], "public", ["PERSON"], model="writer")
    told = await row(store, "paris")
    assert (told["redacted"], told["raw"], told["kinds_in_clear"]) == (0, 1, {"PERSON": 1})


@pytest.mark.parametrize("why", [Label.UNREPLACEABLE, Label.TOO_MANY])
async def test_what_was_found_and_not_replaced_counts_as_shown(store: Store, traffic: Traffic, why: Label) -> None:
    labels = (why.value, Label.UNSCANNED.value)
    await traffic.ask("r1", [OK], "internal", ["PERSON"], model="writer", labels=labels)
    told = await row(store, "paris")
    assert (told["kinds_in_clear"], told["not_all_read"]) == ({"PERSON": 1}, 1)


async def test_of_a_request_without_a_receipt_the_recipient_is_known_and_its_content_is_not(
    store: Store, traffic: Traffic
) -> None:
    await traffic.ask("r1", [OK], "internal", ["PERSON"], model="writer", has_receipt=False)
    told = await row(store, "paris")
    assert (told["requests"], told["not_all_read"], told["answered"]) == (1, 1, 0)
    assert (told["classes"], told["kinds"]) == ({"internal": 1}, {})


async def test_terms_are_those_of_the_rules_of_that_time(store: Store, traffic: Traffic) -> None:
    await traffic.ask("r1", [OK], model="writer")
    await traffic.ask("r2", [OK], model="writer", day=11, rules=NOW)
    told = await rows(store)
    assert [(one["contract"], one["contract_ends"], one["requests"]) for one in told] == [
        ("DPA-1", "2030-01-01", 1),
        ("DPA-2", "2031-01-01", 1),
    ]
    assert told[1]["rulesets"] == [NOW.ruleset.digest]


@pytest.mark.parametrize(
    ("since", "until", "found"), [(1.0, None, ["r2", "r3"]), (None, 2.0, ["r1", "r2"]), (1.0, 2.0, ["r2"])]
)
async def test_a_period_holds_its_beginning_and_not_its_end(
    store: Store, traffic: Traffic, since: float | None, until: float | None, found: list[str]
) -> None:
    for number in range(3):
        await traffic.ask(f"r{number + 1}", [OK], model="writer", day=number)
    ends = [None if day is None else START + 1 + day * DAY for day in (since, until)]
    assert sum(one["requests"] for one in await rows(store, Period(*ends))) == len(found)


async def test_a_denied_request_has_no_recipient(store: Store, traffic: Traffic) -> None:
    await traffic.ask("r1", [], "restricted", model="writer")
    report = await make_recipients(store, "acme", Period())
    assert report["recipients"] == []
    assert recipients_text(report) == "nothing was sent to anybody"


async def test_every_figure_is_a_count_of_the_exported_log(store: Store, traffic: Traffic) -> None:
    await traffic.ask("r1", [FAILED, OK], "internal", ["PERSON", "HEALTH"], replaced=["PERSON"])
    await traffic.ask("r2", [FAILED, FAILED, OK], "public", ["IBAN_CODE"], day=3)
    await traffic.ask("r3", [OK], "public", model="writer", day=4, has_receipt=False)
    entries = [json.loads(line)["entry"] async for line in exporting.lines(store, "acme", exporting.as_json)]
    intents = [entry for entry in entries if entry["kind"] == "intent"]
    receipts = {entry["receipt"]["id"]: entry["receipt"] for entry in entries if entry["kind"] == "receipt"}
    for told in await rows(store):
        mine = [intent for intent in intents if intent["provider"] == told["provider"]]
        names = {intent["receipt"] for intent in mine}
        kinds = Counter(kind for name in names if name in receipts for kind, _ in receipts[name]["facts"]["kinds"])
        assert told["tries"] == len(mine)
        assert told["requests"] == len(names)
        assert told["kinds"] == kinds
        assert told["raw"] == sum(intent["treatment"] == "raw" for intent in mine)
    assert {one["provider"] for one in await rows(store)} == {intent["provider"] for intent in intents}


async def test_people_read_a_table(store: Store, traffic: Traffic) -> None:
    await traffic.ask("r1", [OK, OK, OK], "public", ["PERSON"])
    text = recipients_text(await make_recipients(store, "acme", Period()))
    who, what = text.split("\n\n")
    assert who.splitlines()[0].startswith("PROVIDER  ENTITY")
    assert "own       own machines" in who
    assert "scc" in who
    assert "PERSON 1" in what


@pytest.mark.parametrize(
    ("block", "outside"),
    [
        ({"kind": "x", "hosting": "self"}, ()),
        (
            {"kind": "x", "entity": {"name": "A", "seat": "FR"}, "location": {"inference": ["EU"], "storage": ["NO"]}},
            (),
        ),
        (
            {"kind": "x", "entity": {"name": "A", "seat": "US"}, "location": {"inference": ["FR"], "storage": ["IN"]}},
            ("IN", "US"),
        ),
        ({"kind": "x", "entity": {"name": "A", "seat": "FR"}}, ("not stated",)),
    ],
)
def test_what_lies_outside_the_eea_is_named_and_what_nobody_wrote_down_too(
    block: dict[str, Any], outside: tuple[str, ...]
) -> None:
    assert terms_of({"providers": {"p": block}}, "p").outside == outside


def test_of_rules_that_are_not_kept_nothing_is_made_up() -> None:
    assert not terms_of(None, "p").known
    assert terms_of({"providers": {}}, "p").outside == ("not stated",)
