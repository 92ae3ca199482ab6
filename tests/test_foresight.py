"""What `sovereign explain` tells of a request: everything but the text of what was found."""

import json
from dataclasses import replace

import pytest
from walks import RULES, ask, world

from router.core.types import Finding, Path
from router.foresight import SHOWN, finding_json, foresight_json, foresight_text, place


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (("messages", 0, "content"), "messages[0].content"),
        (("messages", 1, "tool_calls", 0, "arguments", "$", 3), "messages[1].tool_calls[0].arguments.$[3]"),
        (("metadata", "ann@example.com"), "metadata...."),
        (("metadata", "Anna"), "metadata...."),
        ((2,), "[2]"),
    ],
)  # fmt: skip
def test_a_place_is_told_by_plain_words_and_numbers_alone(path: Path, told: str) -> None:
    assert place(path) == told


def test_a_finding_is_told_by_what_found_it_and_never_by_its_text() -> None:
    finding = Finding(("messages", 0, "content"), 5, 14, "NATIONAL_ID", 1.0, "tenants.acme.detection.find[1]")
    assert finding_json(finding) == {
        "kind": "NATIONAL_ID",
        "by": "tenants.acme.detection.find[1]",
        "place": "messages[0].content",
        "start": 5,
        "end": 14,
        "score": 1.0,
    }


async def test_both_ways_of_telling_name_every_finding() -> None:
    seen = await world().walk(ask("write to ann@example.com, bob@example.com")).foresee()
    told = foresight_json(seen)
    assert [one["by"] for one in told["findings"]] == ["test", "test"]
    assert "EMAIL_ADDRESS by test, messages[0].content 9-24" in foresight_text(seen)
    assert "ann@example.com" not in json.dumps(told["findings"])


async def test_a_person_is_shown_the_first_and_told_of_the_rest() -> None:
    seen = await world().walk(ask(" ".join(f"u{number}@example.com" for number in range(SHOWN + 3)))).foresee()
    text = foresight_text(seen)
    assert text.count("EMAIL_ADDRESS by test") == SHOWN
    assert "and 3 more; --json has all" in text
    assert len(foresight_json(seen)["findings"]) == SHOWN + 3


async def test_what_cannot_be_replaced_is_named_and_so_is_each_route_that_the_leak_check_stopped() -> None:
    seen = await world().walk(ask("write to ann@example.com")).foresee()
    assert "cannot be replaced" not in foresight_text(seen)
    facts = replace(seen.facts, labels=("unscanned", "unreplaceable"))
    leaving = tuple((candidate, None) for candidate, _ in seen.leaving)
    text = foresight_text(replace(seen, facts=facts, leaving=leaving))
    many = foresight_text(replace(seen, facts=replace(facts, labels=("unscanned", "too_many_findings"))))
    assert "more than 10,000 findings are not replaced in one request" in many
    assert "found in an object key, an identifier or a bare number cannot be replaced" in text
    assert text.count("stopped   ") == len(leaving) > 0


async def test_it_is_told_how_the_permitted_would_be_asked_and_who_is_passed_over() -> None:
    serving = "serving: {m: {rank: fastest, hedge: {after: 2, up_to: internal}}}\n"
    rules = RULES.replace("model: a}", "model: a, context: 10, continues: prefix}") + serving
    seen = await world(rules=rules).walk(ask("hello " * 100)).foresee()
    told = foresight_json(seen)
    assert told["serving"] == {
        "rank": "fastest",
        "sticky": False,
        "weights": {},
        "hedge": {"after": 2.0, "up_to": "internal"},
        "continues": {"home/a": "prefix"},
    }
    reasons = {one["route"]: (one["kept"], one["reason"]) for one in told["candidates"]}
    assert reasons["home/a"] == (False, "context_too_small")
    assert reasons["near/c"] == (True, "permitted")
    text = foresight_text(seen)
    assert "asked     the faster of two picked by chance first; after 2 s without content the next one too" in text
    assert "passed    home/a [eu]: the request is longer than the model's context (10 tokens)" in text
    assert "kept      home/a" not in text
