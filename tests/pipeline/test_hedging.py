"""Two asked at once, where the admin allows it: both on record, one answer, the other one ended."""

import asyncio
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from walks import RULES, Act, World, ask, world

from router.core.limits import Advance
from router.core.problems import FailureKind
from router.core.types import Outcome
from router.state.memory import MemoryState

HEDGED = RULES + "serving: {m: {hedge: {after: 0.02, up_to: internal}}}\n"
BUDGETED = (
    HEDGED.replace(
        "    require: {training: prohibited}\n",
        "    require: {training: prohibited}\n    limits: {budget_eur_per_month: 100}\n",
    )
    .replace("model: a}", "model: a, price: {input: 1000, output: 1000}}")
    .replace("model: b}", "model: b, price: {input: 2000, output: 2000}}")
)

SLOW = Act("slow", delay=5.0)


def acting(**acts: Act) -> dict[str, Callable[[int], Act]]:
    return {name: partial(_always, act) for name, act in acts.items()}


def _always(act: Act, _: int) -> Act:
    return act


def outcomes(made: World) -> list[tuple[int, str, Outcome]]:
    return [(one.number, one.candidate.provider, one.outcome) for one in made.store.receipts[-1].attempts]


async def asked(made: World, text: str = "hello", **more: Any) -> Any:
    async with asyncio.timeout(3):
        return await made.answer(ask(text, stream=True, **more))


async def test_who_is_slow_is_overtaken_by_the_next_permitted_one() -> None:
    made = world(acting(home=SLOW, far=Act("quick")), rules=HEDGED)
    seen = await asked(made)
    assert (seen.text, seen.finishes, seen.errors) == ("quick", 1, 0)
    assert seen.head.headers["x-sovereign-route"] == "far/b"
    assert seen.head.headers["x-sovereign-attempts"] == "2"
    assert outcomes(made) == [(1, "home", Outcome.CANCELLED), (2, "far", Outcome.OK)]
    assert made.providers["home"].under_way == 0, "its call is ended"


async def test_both_intents_are_on_record_before_their_bytes_leave() -> None:
    made = world(acting(home=SLOW), rules=HEDGED)
    await asked(made)
    told = [(name, value.provider if name == "intent" else value[0]) for name, value in made.store.events[:4]]
    assert told == [("intent", "home"), ("egress", "home"), ("intent", "far"), ("egress", "far")]
    assert [value.attempt for name, value in made.store.events if name == "intent"] == [1, 2]


async def test_who_is_quick_is_asked_alone() -> None:
    made = world(acting(home=Act("hello")), rules=HEDGED)
    assert (await asked(made)).text == "hello"
    assert outcomes(made) == [(1, "home", Outcome.OK)]


async def test_the_first_wins_where_the_second_is_slower_still() -> None:
    made = world(acting(home=Act("first", delay=0.08), far=SLOW), rules=HEDGED)
    assert (await asked(made)).text == "first"
    assert outcomes(made) == [(1, "home", Outcome.OK), (2, "far", Outcome.CANCELLED)]


@pytest.mark.parametrize("loser", ["home", "far"])
async def test_when_one_fails_the_other_is_waited_for(loser: str) -> None:
    fails = Act(fails=FailureKind.SERVER, delay=0.05)
    acts = {"home": Act("fine", delay=0.1), "far": Act("fine", delay=0.1), loser: fails}
    made = world(acting(**acts), rules=HEDGED)
    assert (await asked(made)).text == "fine"
    assert sorted(outcome for _, _, outcome in outcomes(made)) == [Outcome.FAILED, Outcome.OK]


async def test_when_both_fail_the_walk_goes_on_within_the_decision() -> None:
    fails = Act(fails=FailureKind.SERVER, delay=0.05)
    made = world(acting(home=fails, far=fails, near=Act("third")), rules=HEDGED)
    assert (await asked(made)).text == "third"
    assert [(number, name) for number, name, _ in outcomes(made)] == [(1, "home"), (2, "far"), (3, "near")]


TOOLS = {"tools": [{"type": "function", "function": {"name": "f"}}]}


@pytest.mark.parametrize(
    ("declared", "more", "attempts"),
    [("internal", {}, 2), ("confidential", {}, 1), ("internal", TOOLS, 1)],
)
async def test_a_class_above_and_a_request_with_tools_are_never_hedged(
    declared: str, more: dict[str, Any], attempts: int
) -> None:
    made = world(acting(home=Act("alone", delay=0.1), near=SLOW), rules=HEDGED)
    seen = await made.answer(ask(stream=True, **more), declared=declared)
    assert seen.text == "alone"
    assert len(made.store.receipts[0].decision.candidates) == 3
    assert len(outcomes(made)) == attempts


async def test_a_whole_reply_is_never_hedged() -> None:
    made = world(acting(home=Act("whole", delay=0.1)), rules=HEDGED)
    assert (await made.answer(ask())).text == "whole"
    assert len(outcomes(made)) == 1


async def test_the_words_are_taken_out_for_each_as_ever() -> None:
    made = world(acting(home=SLOW, near=Act("to [[EMAIL_ADDRESS_1]]")), rules=HEDGED)
    seen = await asked(made, "mail anna@example.org")
    assert seen.text == "to anna@example.org"
    sent = made.providers["home"].sent + made.providers["near"].sent
    assert len(sent) == 2
    assert not any(b"anna@" in data for data in sent)
    assert made.providers["far"].sent == []


async def test_hedges_are_a_share_of_the_tenants_requests() -> None:
    made = world(acting(home=SLOW), rules=HEDGED)
    for _ in range(3):
        await asked(made)
    walk = asyncio.create_task(asked(made))
    await asyncio.sleep(0.2)
    assert not walk.done(), "three are free, then one in five"
    walk.cancel()
    with pytest.raises(asyncio.CancelledError):
        await walk


class Purse(MemoryState):
    """Notes what was held for each attempt, and what was paid in its place."""

    def __init__(self) -> None:
        super().__init__()
        self.paid: list[tuple[int, int]] = []

    def pay(self, advance: Advance, money: int) -> None:
        self.paid.append((advance.money, money))
        super().pay(advance, money)


async def test_money_is_held_for_both_and_each_is_paid_what_it_cost() -> None:
    made, purse = world(acting(home=SLOW, far=Act("quick")), rules=BUDGETED), Purse()
    made.around = replace(made.around, shared=purse)
    await asked(made)
    held = [value.held for name, value in made.store.events if name == "intent"]
    lost, won = (one.cost or 0 for one in made.store.receipts[0].attempts)
    assert 0 < lost < won < held[0], "what went in counts, what was never written does not"
    assert held[1] == 2 * held[0]
    assert purse.paid == [(held[0], lost), (held[1], won)]


async def test_a_client_that_hangs_up_ends_both() -> None:
    made = world(acting(home=SLOW, far=SLOW), rules=HEDGED)

    async def walked() -> None:
        async with aclosing(made.walk(ask(stream=True)).run()) as parts:
            await anext(parts)

    task = asyncio.create_task(walked())
    await asyncio.sleep(0.1)
    assert [made.providers[name].under_way for name in ("home", "far")] == [1, 1]
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert [made.providers[name].under_way for name in ("home", "far")] == [0, 0]
    assert outcomes(made) == [(1, "home", Outcome.CANCELLED), (2, "far", Outcome.CANCELLED)]


async def test_a_record_that_fails_in_the_meantime_leaves_the_first_alone() -> None:
    made = world(acting(home=Act("first", delay=0.1)), rules=HEDGED)
    walk = asyncio.create_task(asked(made))
    await asyncio.sleep(0.01)
    made.store.broken = True
    assert (await walk).text == "first"
    assert made.providers["far"].sent == []
