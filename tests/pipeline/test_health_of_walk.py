"""What a walk asks of the routes' health, and what it tells."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Any

import pytest
from walks import RULES, Act, Clock, Recorder, World, ask, fail, world

from router.core.problems import FailureKind, UpstreamFailure
from router.core.quota import Allotment
from router.core.rules import BreakerRule, Concurrency, Ruleset, Timeouts
from router.core.types import Dialect
from router.pipeline import Engine, Walk
from router.ports import Crowded, Reply
from router.state.health import MemoryHealth

ONE = RULES.replace("    - {provider: far, model: b}\n    - {provider: near, model: c}\n", "")
"""`home`, then `own`."""

RATE = UpstreamFailure(FailureKind.RATE, status=429, retry_after=20.0)


def ruled(made: World, provider: str, **changes: Any) -> World:
    """The same world, with other lines for one provider."""
    rules: Ruleset = replace(
        made.rules, providers={**made.rules.providers, provider: replace(made.rules.providers[provider], **changes)}
    )
    engine = Engine(rules, made.engine.decide, made.engine.providers, made.engine.closed)
    return replace(made, rules=rules, engine=engine, around=replace(made.around, health=healthy(made, rules)))


def healthy(made: World, rules: Ruleset) -> MemoryHealth:
    return MemoryHealth(made.clock, rules.providers.get)


def of(made: World, body: dict[str, Any], **changes: Any) -> Walk:
    walk = made.walk(body)
    walk.envelope = replace(walk.envelope, **changes)
    return walk


class RealClock(Clock):
    def monotonic(self) -> float:
        return time.monotonic()


async def heads(walk: Walk) -> tuple[int, str]:
    async with aclosing(walk.run()) as parts:
        head = await anext(parts)
        async for _ in parts:
            pass
    assert not isinstance(head, bytes)
    return head.status, head.headers["x-sovereign-route"]


# --------------------------------------------------------------------------------------------------------------- quota


async def test_who_said_429_is_passed_over_until_it_said_and_then_asked_again() -> None:
    made = world({"home": lambda call: Act(fails=FailureKind.RATE) if call == 1 else Act()}, rules=ONE)
    assert (await made.answer(ask())).head.headers["x-sovereign-route"] == "own/d"
    assert (await made.answer(ask())).head.headers["x-sovereign-route"] == "own/d"
    assert len(made.providers["home"].sent) == 1
    made.clock.at += 1.0
    assert (await made.answer(ask())).head.headers["x-sovereign-route"] == "home/a"


async def test_with_nobody_else_the_client_is_told_429_and_when() -> None:
    made = world(rules=ONE)
    for route in ("home/a", "own/d"):
        await fail(made.around.health, route, 1, RATE)
    seen = await made.answer(ask())
    assert seen.head.problem is not None
    assert (seen.head.problem.code, seen.head.problem.retry_after) == ("rate_limited", 20.0)
    assert made.store.events[0][0] == "concluded", "nothing was intended, and nothing sent"


@dataclass
class Thrifty(Recorder):
    """Says with each answer that nothing remains of its quota."""

    async def send(
        self, dialect: Dialect, body: bytes, *, model: str, stream: bool, features: tuple[str, ...] = ()
    ) -> Reply:
        reply = await super().send(dialect, body, model=model, stream=stream, features=features)
        return replace(reply, quota=(Allotment("requests", 1.0, 0.0, 60.0),))


async def test_a_quota_that_an_answer_says_is_used_up_saves_the_next_one_the_429() -> None:
    made = world(rules=ONE)
    home = made.providers["home"]
    assert isinstance(made.engine.providers, dict)
    made.engine.providers["home"] = Thrifty("home", home.act, home.events)
    for stream in (False, True):
        assert (await made.answer(ask(stream=stream))).head.headers["x-sovereign-route"] == "home/a"
        assert (await made.answer(ask(stream=stream))).head.headers["x-sovereign-route"] == "own/d"
        made.clock.at += 60.0


# ----------------------------------------------------------------------------------------------- one layer of retries


@pytest.mark.parametrize(("again", "tries"), [(False, 2), (True, 1)])
async def test_what_an_sdk_repeats_by_itself_is_not_repeated_here_as_well(again: bool, tries: int) -> None:
    rules = ONE.replace("retries: 0", "retries: 1")
    made = world({"home": lambda _: Act(fails=FailureKind.SERVER)}, rules=rules)
    assert await heads(of(made, ask(), again=again)) == (200, "own/d")
    assert len(made.providers["home"].sent) == tries


# ------------------------------------------------------------------------------------------------- the client's time


@dataclass
class Slow(Recorder):
    """Answers after a while, and the clock of the world goes with it."""

    world: World | None = None
    seconds: float = 0.0

    async def send(
        self, dialect: Dialect, body: bytes, *, model: str, stream: bool, features: tuple[str, ...] = ()
    ) -> Reply:
        assert self.world is not None
        try:
            await asyncio.sleep(self.seconds)
        finally:
            self.world.clock.at += self.seconds
        return await super().send(dialect, body, model=model, stream=stream, features=features)


def slow(made: World, seconds: float) -> World:
    home = made.providers["home"]
    assert isinstance(made.engine.providers, dict)
    made.engine.providers["home"] = Slow("home", home.act, home.events, world=made, seconds=seconds)
    return made


@pytest.mark.parametrize("stream", [False, True])
async def test_nobody_works_for_a_client_that_gave_up_and_no_route_is_blamed_for_it(stream: bool) -> None:
    made = slow(ruled(world(rules=ONE), "home", breaker=BreakerRule(failures=1)), 0.2)
    began = asyncio.get_running_loop().time()
    walk = of(made, ask(stream=stream), patience=0.05)
    assert await heads(walk) == (504, "none")
    assert asyncio.get_running_loop().time() - began < 0.15
    assert made.providers["own"].sent == [], "the client is gone"
    assert not made.around.health.breaker_open("home/a")


async def test_a_client_that_waits_longer_than_the_route_changes_nothing() -> None:
    made = slow(world(rules=ONE), 0.01)
    assert await heads(of(made, ask(), patience=600.0)) == (200, "home/a")


@pytest.mark.parametrize("stream", [False, True])
async def test_a_time_limit_of_the_routes_own_is_held_against_it(stream: bool) -> None:
    limits = Timeouts(first_token=0.05, total=0.05)
    made = slow(ruled(world(rules=ONE), "home", breaker=BreakerRule(failures=1), timeouts=limits), 0.2)
    assert await heads(of(made, ask(stream=stream), patience=60.0)) == (200, "own/d")
    assert made.around.health.breaker_open("home/a")


# ------------------------------------------------------------------------------------------------------------- doors


async def test_a_full_server_is_left_at_once_for_one_that_has_room() -> None:
    made = ruled(ruled(world(rules=ONE), "home", concurrency=Concurrency(1)), "own", concurrency=Concurrency(1))
    assert not isinstance(await made.around.health.enter("home/a", "x", 0.0), Crowded)
    async with asyncio.timeout(1):
        assert await heads(made.walk(ask())) == (200, "own/d")


async def test_where_nobody_has_room_the_first_is_waited_for() -> None:
    made = ruled(ruled(world(rules=ONE), "home", concurrency=Concurrency(1)), "own", concurrency=Concurrency(1))
    health = made.around.health
    at_home, at_own = await health.enter("home/a", "x", 0.0), await health.enter("own/d", "x", 0.0)
    assert not isinstance(at_home, Crowded)
    assert not isinstance(at_own, Crowded)
    waiting = asyncio.create_task(heads(made.walk(ask())))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    with at_home:
        at_home.sent()
    async with asyncio.timeout(1):
        assert await waiting == (200, "home/a")


async def test_a_request_waits_for_room_once_and_not_at_one_server_after_the_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("router.pipeline.walk.LONGEST_LINE", 0.1)
    made = ruled(ruled(world(rules=ONE), "home", concurrency=Concurrency(1)), "own", concurrency=Concurrency(1))
    made = replace(made, around=replace(made.around, clock=RealClock()))
    for route in ("home/a", "own/d"):
        assert not isinstance(await made.around.health.enter(route, "x", 0.0), Crowded)
    began = time.monotonic()
    assert await heads(made.walk(ask())) == (429, "none")
    assert 0.09 < time.monotonic() - began < 0.18


async def test_who_gives_up_in_the_line_is_told_429_and_leaves_nothing() -> None:
    made = ruled(ruled(world(rules=ONE), "home", concurrency=Concurrency(1)), "own", concurrency=Concurrency(1))
    for route in ("home/a", "own/d"):
        assert not isinstance(await made.around.health.enter(route, "x", 0.0), Crowded)
    walk = of(made, ask(), patience=0.05)
    assert await heads(walk) == (429, "none")
    told = made.around.health.told(made.rules)["servers"]
    assert [(door["inside"], door["waiting"]) for door in told.values()] == [(1, 0), (1, 0)]


@dataclass
class Streaming(Recorder):
    """A stream without end."""

    async def send(
        self, dialect: Dialect, body: bytes, *, model: str, stream: bool, features: tuple[str, ...] = ()
    ) -> Reply:
        del dialect, body, model, stream, features
        return Reply(200, {}, self._for_ever())

    async def _for_ever(self) -> AsyncIterator[bytes]:
        while True:
            yield b'data: {"id":"c","choices":[{"index":0,"delta":{"content":"x"},"finish_reason":null}]}\n\n'
            await asyncio.sleep(0.001)


@pytest.mark.parametrize("after", range(6))
async def test_a_place_is_given_back_however_early_the_client_hangs_up(after: int) -> None:
    made = ruled(world(rules=ONE), "home", concurrency=Concurrency(1))
    home = made.providers["home"]
    assert isinstance(made.engine.providers, dict)
    made.engine.providers["home"] = Streaming("home", home.act, home.events)

    async def ask_for_ever() -> None:
        async with aclosing(made.walk(ask(stream=True)).run()) as parts:
            async for _ in parts:
                pass

    task = asyncio.create_task(ask_for_ever())
    for _ in range(after):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert made.around.health.is_free("home/a")


async def test_a_place_is_given_back_when_the_record_fails() -> None:
    made = ruled(world(rules=ONE), "home", concurrency=Concurrency(1))
    made.store.broken = True
    assert (await heads(made.walk(ask())))[0] == 503
    assert made.around.health.is_free("home/a")
