"""The record of processing activities: what is known stands there, what is not is left to a person."""

from typing import Any

from traffic import Traffic

from router.core.types import Label, Outcome
from router.ports import Store
from router.reports.making import make_processing
from router.reports.requests import Period
from router.reports.tables import processing_markdown, processing_text

OK, FAILED = Outcome.OK, Outcome.FAILED


async def fields(store: Store) -> dict[str, Any]:
    report = await make_processing(store, "acme", Period())
    return {field["title"]: field for field in report["fields"]}


async def test_every_point_of_article_30_is_there(store: Store) -> None:
    report = await make_processing(store, "acme", Period())
    articles = {article for field in report["fields"] for article in field["articles"]}
    assert articles == {f"30(1)({letter})" for letter in "abcdefg"} | {f"30(2)({letter})" for letter in "abcd"}


async def test_what_a_router_cannot_know_is_left_to_a_person_and_not_made_up(store: Store, traffic: Traffic) -> None:
    await traffic.ask("r1", [OK], "internal", ["PERSON"])
    told = await fields(store)
    for title in ("Who is responsible", "Categories of data subjects"):
        assert told[title]["known"] == []
        assert told[title]["to_be_filled_in"]
    assert "purpose" in told["Purposes"]["to_be_filled_in"]
    assert told["Purposes"]["known"] == ["agent mailer: 1 request"]


async def test_kinds_are_those_that_were_found_and_special_ones_are_marked(store: Store, traffic: Traffic) -> None:
    await traffic.ask("r1", [], "restricted", ["HEALTH", "PERSON"], model="writer")  # sent to nobody, yet processed
    await traffic.ask("r2", [OK], "internal", ["PERSON"], labels=(Label.UNSCANNED.value,))
    data = (await fields(store))["Categories of personal data"]
    assert data["known"] == [
        "HEALTH (special: article 9 or 10): found in 1 request",
        "PERSON: found in 2 requests",
    ]
    assert "1 request" in data["to_be_filled_in"]


async def test_a_transfer_is_told_with_its_basis_and_none_is_said_to_be_none(store: Store, traffic: Traffic) -> None:
    await traffic.ask("r1", [FAILED, OK])
    assert (await fields(store))["Transfers to third countries"]["known"] == ["none in this period"]
    await traffic.ask("r2", [FAILED, FAILED, OK])
    transfers = (await fields(store))["Transfers to third countries"]
    assert (transfers["known"], transfers["to_be_filled_in"]) == (["ohio: US; basis: scc"], None)


async def test_own_machines_are_no_third_party(store: Store, traffic: Traffic) -> None:
    await traffic.ask("r1", [FAILED, OK], "internal", ["PERSON"])
    told = await fields(store)
    assert told["Recipients"]["known"] == [
        "own: your own machines, no third party; 1 request",
        "paris: Paris SA, seat FR, parent FR; contract DPA-1; 1 request as internal",
    ]
    assert told["Time limits for erasure"]["known"] == ["paris: 30 days by contract"]
    assert told["Security measures"]["known"][0].startswith("redaction: 1 of 1 sendings to third parties")


async def test_people_read_text_or_markdown(store: Store, traffic: Traffic) -> None:
    await traffic.ask("r1", [OK], "internal", ["PERSON"])
    report = await make_processing(store, "acme", Period())
    text, markdown = processing_text(report), processing_markdown(report)
    assert "30(1)(a), 30(2)(a)  Who is responsible\n  to be filled in: names" in text
    assert markdown.startswith("# Record of processing activities (GDPR, article 30): tenant acme\n")
    assert "## Recipients (30(1)(d))\n\n- own: your own machines" in markdown
    assert "- **To be filled in:** names and contact details" in markdown
