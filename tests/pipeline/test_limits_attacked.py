"""Two hundred requests at once, hung up on, failing and failing over, over the end of a month: the books are exact."""

import asyncio
import json
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from random import Random
from typing import cast

import pytest
from walks import RULES, Act, Clock, Seen, World, ask, streamed, whole, world

from router.core.limits import NANO, Holder
from router.core.problems import FailureKind
from router.core.types import Attempt
from router.pipeline.metering import month_of
from router.state.memory import MemoryState

REQUESTS = 200
BUDGET = 0.05
PRICES = {"a": "{input: 10, output: 100}", "b": "{input: 100, output: 1000}", "c": "{input: 1, output: 1}"}
"""Euro for a million tokens; `d` costs nothing."""
LIMITS = f"budget_eur_per_month: {BUDGET}, concurrent_requests: 40, requests_per_minute: 150, tokens_per_minute: 20000"
MONTH_END = datetime(2026, 10, 1, tzinfo=UTC).timestamp()
ACCOUNTS = tuple(Holder("default", *who) for who in (("tenant", "default"), ("agent", "tests"), ("key", "k1")))


@dataclass
class Passing(Clock):
    """A clock that moves a little whenever it is looked at."""

    steps: Random = field(default_factory=Random)

    def now(self) -> float:
        self.at += self.steps.choice((0.0, 0.001, 0.01))
        return self.at


def attacked(seed: int) -> World:
    rules = RULES.replace("scripted, hosting: self", "scripted")
    for model, price in PRICES.items():
        rules = rules.replace(f"model: {model}}}", f"model: {model}, price: {price}}}")
    rules += f"    limits: {{{LIMITS}, per_agent: {{{LIMITS}}}, per_key: {{{LIMITS}}}}}\n"
    chance = Random(seed)
    made = world({name: lambda _: acted(chance) for name in ("home", "far", "near", "own")}, rules=rules)
    made.clock = Passing(MONTH_END - 1, Random(seed))
    made.around = replace(made.around, clock=made.clock)
    return made


def acted(chance: Random) -> Act:
    """No provider writes more than any client asked for: an estimate then is the most that a request can cost."""
    text = "x" * chance.randint(1, 40)
    told = {"prompt_tokens": chance.randint(1, 10), "completion_tokens": chance.randint(1, 10)}
    answer = json.dumps(json.loads(whole(text)) | ({"usage": told} if chance.random() < 0.5 else {})).encode()
    match chance.randint(0, 5):
        case 0:
            return Act(fails=chance.choice([FailureKind.SERVER, FailureKind.RATE, FailureKind.REFUSED]))
        case 1:
            return Act(answer=streamed(text), fails=FailureKind.RESET, after=chance.randint(0, 500))
        case 2 | 3:
            return Act(answer=answer)
        case _:
            return Act(text)


async def tried(made: World, chance: Random) -> Seen | None:
    """None where the client hung up. Some wait for their turn, some are gone before anything was sent."""
    for _ in range(chance.randint(0, 60)):
        await asyncio.sleep(0)
    body = ask("y" * chance.randint(0, 200), max_tokens=chance.randint(10, 60), stream=chance.random() < 0.5)
    asked = asyncio.create_task(made.answer(body))
    if chance.random() < 0.3:
        for _ in range(chance.randint(0, 25)):
            await asyncio.sleep(0)
        asked.cancel()
    with suppress(asyncio.CancelledError):
        return await asked
    return None


def attempts_of(made: World) -> list[Attempt]:
    return [attempt for receipt in made.store.receipts for attempt in receipt.attempts]


def spent(made: World) -> Counter[str]:
    """By month, as the record tells it."""
    months = Counter[str]()
    for attempt in attempts_of(made):
        months[month_of(attempt.started)[0]] += attempt.cost or 0
    return +months


@pytest.mark.parametrize("seed", range(6))
async def test_after_any_attack_what_is_counted_is_what_the_record_tells(seed: int) -> None:
    made, chance = attacked(seed), Random(seed)
    seen = await asyncio.gather(*(tried(made, chance) for _ in range(REQUESTS)))
    told = Counter(str(one.head.problem and one.head.problem.code) if one else "hung up" for one in seen)
    assert told["None"] > 10, told
    assert told["rate_limited"] > 10, told
    assert {month_of(attempt.started)[0] for attempt in attempts_of(made)} == {"2026-09", "2026-10"}
    books = cast("MemoryState", made.around.shared)._accounts._accounts
    for holder in ACCOUNTS:
        account = books[holder]
        assert account.running == 0
        assert +Counter(account.spent) == spent(made)
        assert all(money <= BUDGET * NANO for money in account.spent.values())
        used = [attempt.usage for attempt in attempts_of(made) if attempt.usage is not None]
        requests, tokens = account.minute.counted(made.clock.at)
        assert tokens == sum(usage.input_tokens + usage.output_tokens for usage in used)
        assert requests <= 150
