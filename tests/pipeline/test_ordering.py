"""Which of the permitted is asked first, and that nobody else ever is."""

import json
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from walks import RULES, Act, World, ask, world

from router.core.ledger import decode_decision, decode_facts, encode_receipt
from router.core.policy import decide
from router.core.problems import FailureKind
from router.core.quota import Allotment
from router.ports import Crowded

PRICED = (
    RULES.replace("model: a}", "model: a, price: {input: 5, output: 5}}")
    .replace("model: b}", "model: b, price: {input: 3, output: 3}}")
    .replace("model: c}", "model: c, price: {input: 4, output: 4}}")
)
ROUTES = ("home/a", "far/b", "near/c", "own/d")


def ranked(rank: str, rules: str = RULES, **more: Any) -> str:
    return rules + f"serving: {{m: {json.dumps({'rank': rank, **more})}}}\n"


async def first(made: World, text: str = "hello", **more: Any) -> str:
    return (await made.answer(ask(text, **more))).head.headers["x-sovereign-route"]


def draw(made: World, *numbers: float) -> None:
    """Chance, as the walk will see it: these numbers in turn."""
    left = list(numbers)
    made.around = replace(made.around, chance=lambda: left.pop(0))


@pytest.mark.parametrize("rank", ["listed", "weighted", "fastest", "cheapest"])
async def test_whatever_the_rank_only_the_permitted_are_asked_and_the_receipt_replays(rank: str) -> None:
    failing = {name: lambda _: Act(fails=FailureKind.SERVER) for name in ("home", "far", "near", "own")}
    made = world(failing, rules=ranked(rank))
    await made.answer(ask("mail anna@example.org"))
    receipt = made.store.receipts[0]
    assert {attempt.candidate.provider for attempt in receipt.attempts} == {"home", "near", "own"}
    assert made.providers["far"].sent == []
    kept = json.loads(json.dumps(encode_receipt(receipt)))
    assert decide(decode_facts(kept["facts"]), made.rules) == decode_decision(kept["decision"])
    assert [one.route for one in receipt.decision.candidates] == ["home/a", "near/c", "own/d"], "as they are listed"


async def test_weights_say_how_often_each_is_asked_first() -> None:
    rules = ranked("weighted", RULES.replace("model: c}", "model: c, weight: 9}"))
    made = world(rules=rules)
    draw(made, *(number / 400 for number in range(400)))
    firsts = Counter([await first(made) for _ in range(400)])
    assert firsts["near/c"] / 400 == pytest.approx(9 / 12, abs=0.08)
    assert set(firsts) == set(ROUTES)


async def test_a_conversation_stays_where_it_began_and_others_spread() -> None:
    made = world(rules=ranked("weighted", sticky=True))
    firsts: Counter[str] = Counter()
    for number in range(40):
        opening = [{"role": "system", "content": "be kind"}, {"role": "user", "content": f"question {number}"}]
        begun = await first(made, messages=opening)
        grown = [*opening, {"role": "assistant", "content": "well"}, {"role": "user", "content": "go on"}]
        assert await first(made, messages=grown) == begun
        firsts[begun] += 1
    assert len(firsts) > 1


async def test_a_conversation_whose_place_is_out_moves_and_comes_back() -> None:
    down: set[str] = set()

    def act(name: str) -> Any:
        return lambda _: Act(fails=FailureKind.SERVER) if name in down else Act()

    made = world({name: act(name) for name in ("home", "far", "near", "own")}, rules=ranked("weighted", sticky=True))
    began = await first(made)
    down.add(began.partition("/")[0])
    assert (moved := await first(made)) != began
    assert await first(made) == moved
    down.clear()
    assert await first(made) == began


async def test_another_agent_with_the_same_words_has_another_mark() -> None:
    made = world(rules=ranked("weighted", sticky=True))
    asked: list[str] = []
    subkey = made.around.subkey

    def noted(purpose: str) -> bytes:
        asked.append(purpose)
        return subkey(purpose)

    made.around = replace(made.around, subkey=noted)
    await first(made)
    assert set(asked) == {"turns/default/tests"}


async def test_the_fastest_of_those_that_were_picked_is_asked_first() -> None:
    made = world(rules=ranked("fastest"))
    for route, waited in zip(ROUTES, (4.0, 3.0, 1.0, 2.0), strict=True):
        made.around.latencies.begun(route)
        made.around.latencies.answered(route, waited, made.clock.monotonic())
        made.around.latencies.ended(route, made.clock.monotonic())
    draw(made, 0.0, 0.999)
    assert await first(made) == "near/c", "ranked by speed, the pair of the two fastest"
    assert await first(made) in {"far/b", "own/d"}


async def test_what_the_walk_measures_moves_the_order() -> None:
    made = world({"home": lambda _: Act(fails=FailureKind.TIMEOUT)}, rules=ranked("fastest"))
    draw(made, *[0.0] * 8)
    routes = [await first(made) for _ in range(8)]
    assert len(made.providers["home"].sent) == 1, "it was asked while nobody knew it, failed, and is slow since"
    assert "home/a" not in routes
    latencies = made.around.latencies
    assert {latencies.score(route, made.clock.monotonic()) for route in ROUTES[1:]} == {0.0}, "nothing is under way"


async def test_the_cheapest_is_asked_first_and_home_without_a_price_is_free() -> None:
    assert await first(world(rules=ranked("cheapest", PRICED))) == "own/d"
    away = PRICED.replace("    - {provider: own, model: d}\n", "")
    assert await first(world(rules=ranked("cheapest", away))) == "far/b"
    unknown = away.replace(", price: {input: 3, output: 3}", "")
    assert await first(world(rules=ranked("cheapest", unknown))) == "near/c"


@pytest.mark.parametrize(("rank", "second"), [("listed", "home/a"), ("cheapest", "near/c"), ("fastest", "near/c")])
async def test_whose_quota_is_nearly_used_up_comes_after_its_peers_unless_the_order_is_listed(
    rank: str, second: str
) -> None:
    made = world(rules=ranked(rank))
    for route, left in zip(ROUTES, (9.0, 1.0, 10.0, 0.0), strict=True):
        await told(made, route, left)
    draw(made, 0.0)
    assert await first(made) == second


async def test_whose_quota_is_nearly_used_up_is_asked_where_there_is_nobody_else() -> None:
    made = world(
        {name: lambda _: Act(fails=FailureKind.SERVER) for name in ("far", "near", "own")}, rules=ranked("cheapest")
    )
    await told(made, "home/a", 1.0)
    assert await first(made) == "home/a"


async def told(made: World, route: str, left: float) -> None:
    """So much of a hundred is left there, it said."""
    permit = await made.around.health.enter(route, "nobody", 0.0)
    assert not isinstance(permit, Crowded)
    with permit:
        permit.sent()
        permit.answered((Allotment("requests", 100.0, left, 60.0, at_once=True),))


SHORT = RULES.replace("model: a}", "model: a, context: 100}")


async def test_who_has_probably_too_little_room_is_asked_last() -> None:
    made = world({name: lambda _: Act(fails=FailureKind.SERVER) for name in ("far", "near")}, rules=SHORT)
    assert await first(made, "word " * 100) == "own/d"
    assert made.providers["home"].sent == []
    assert await first(made, "word", max_tokens=10) == "home/a"


async def test_who_has_surely_none_is_never_asked() -> None:
    down = {name: lambda _: Act(fails=FailureKind.SERVER) for name in ("far", "near", "own")}
    made = world(down, rules=SHORT)
    seen = await made.answer(ask("word " * 400))
    assert seen.head.status == 503
    assert made.providers["home"].sent == []


async def test_when_nobody_has_room_the_client_is_told_so_and_nothing_leaves() -> None:
    small = "".join(
        line.replace("}\n", ", context: 100}\n") if "- {provider" in line else line
        for line in RULES.splitlines(keepends=True)
    )
    made = world(rules=small)
    seen = await made.answer(ask("word " * 400))
    error = json.loads(seen.body)["error"]
    assert (seen.head.status, error["code"]) == (400, "invalid_request")
    assert "longer than the context of every permitted model" in error["message"]
    assert "home/a (100 tokens)" in error["message"]
    assert [name for name, _ in made.store.events] == ["concluded"]
