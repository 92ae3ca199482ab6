"""The register of providers: over all tenants, with substitutes and concentration."""

from datetime import date
from typing import Any

from ledger_records import make_act
from routes_files import load
from traffic import NOW, RULES, THEN, Traffic

from router.config import Loaded
from router.core.types import Dialect, Outcome
from router.ports import Store
from router.reports.making import make_register
from router.reports.requests import Period
from router.reports.tables import register_text

OK, FAILED = Outcome.OK, Outcome.FAILED
TODAY = date(2026, 3, 20)
DIALECTS: tuple[Dialect, ...] = ("chat",)


async def register(store: Store, now: Loaded = THEN, day: date = TODAY) -> dict[str, Any]:
    return await make_register(store, now, Period(), day, DIALECTS)


async def party(store: Store, name: str, now: Loaded = THEN, day: date = TODAY) -> dict[str, Any]:
    found: list[dict[str, Any]] = (await register(store, now, day))["providers"]
    return next(one for one in found if one["provider"] == name)


async def test_all_tenants_and_agents_that_depend_on_a_provider_are_named(store: Store, traffic: Traffic) -> None:
    await traffic.ask("r1", [OK], model="writer")
    await traffic.ask("r2", [OK], model="writer", tenant="beta", agent="poet")
    await traffic.ask("r3", [OK], model="writer", tenant="beta", agent="poet")
    assert (await party(store, "paris"))["functions"] == [
        {"tenant": "acme", "agent": "mailer", "requests": 1},
        {"tenant": "beta", "agent": "poet", "requests": 2},
    ]


async def test_a_copy_of_a_tenant_counts_under_the_name_that_it_has_here(store: Store, traffic: Traffic) -> None:
    await traffic.ask("r1", [OK], model="writer")
    size = (await store.log_head("acme")).size
    bodies = [kept.body or b"" for kept in await store.log_entries("acme", 0, size)]
    await store.restore("copy", bodies, [], [], make_act("tenant.import", tenant="copy"))
    told = (await party(store, "paris"))["functions"]
    assert [(one["tenant"], one["requests"]) for one in told] == [("acme", 1), ("copy", 1)]


async def test_a_provider_that_nobody_used_is_in_it_too(store: Store) -> None:
    told = await party(store, "ohio")
    assert (told["requests"], told["in_present_rules"], told["contract_ends"]) == (0, True, "2029-01-01")


async def test_a_provider_that_is_no_longer_in_the_rules_is_told_with_its_last_terms(
    store: Store, traffic: Traffic
) -> None:
    await traffic.ask("r1", [FAILED, FAILED, OK])
    now = load(RULES.replace(", {provider: ohio, model: huge}", "").replace("  ohio:", "  lima:"))
    told = await party(store, "ohio", now)
    assert (told["in_present_rules"], told["entity"], told["services"]) == (False, "Ohio Inc", [])


async def test_substitutes_are_those_that_the_rules_permit_and_where_there_is_none_is_said(store: Store) -> None:
    assert (await party(store, "own"))["services"] == [
        {
            "model": "assistant",
            "substitutes": ["ohio", "paris"],
            "no_substitute_for": [{"tenant": "acme", "class": "restricted"}],
        }
    ]
    (writer,) = [one for one in (await party(store, "paris"))["services"] if one["model"] == "writer"]
    assert writer["substitutes"] == []
    assert {(one["tenant"], one["class"]) for one in writer["no_substitute_for"]} == {
        ("acme", "public"),
        ("acme", "internal"),
        ("beta", "public"),
    }


async def test_a_provider_whose_contract_has_run_out_substitutes_nobody(store: Store) -> None:
    (service,) = (await party(store, "own", day=date(2029, 6, 1)))["services"]
    assert service["substitutes"] == ["paris"]


async def test_shares_are_of_all_tries_by_provider_and_by_country_of_the_parent(store: Store, traffic: Traffic) -> None:
    await traffic.ask("r1", [FAILED, OK])
    await traffic.ask("r2", [FAILED, FAILED, OK])
    await traffic.ask("r3", [OK], model="writer", day=11, rules=NOW)
    shares = (await register(store))["concentration"]
    assert shares["tries"] == 6
    assert shares["providers"] == {"paris": 0.5, "own": 0.3333, "ohio": 0.1667}
    assert shares["parent_countries"] == {"FR": 0.5, "own machines": 0.3333, "US": 0.1667}


async def test_people_read_tables(store: Store, traffic: Traffic) -> None:
    await traffic.ask("r1", [OK], model="writer")
    text = register_text(await register(store))
    assert "acme/mailer 1" in text
    assert "acme/restricted" in text
    assert "Share of tries by country of parent: FR 100.0%" in text


async def test_without_traffic_there_are_no_shares(store: Store) -> None:
    assert (await register(store))["concentration"] == {"tries": 0, "providers": {}, "parent_countries": {}}
