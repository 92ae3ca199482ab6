import asyncio
import json
import logging
from dataclasses import replace
from typing import Any

import pytest
from walks import Act, Recorder, World, fail, world

from router.core.problems import FailureKind
from router.core.rules import BreakerRule
from router.core.stops import Reach, Stop, Stops, Target
from router.dialects.chat import CHAT
from router.pipeline import Engine
from router.pipeline.probing import GRACE, PING, Prober
from router.pipeline.stopping import Gate
from router.state.health import MemoryHealth

ROUTE = "home/a"
OPEN = 40.0
"""Seconds; by then a breaker's open time is over, however it is spread."""


class Place:
    """A world whose breakers open for one failure, and a prober in it."""

    def __init__(self, *acts: Act, dialects: bool = True) -> None:
        self.world: World = world({"home": lambda call: acts[min(call, len(acts)) - 1]})
        rules = {
            name: replace(rule, breaker=BreakerRule(failures=1)) for name, rule in self.world.rules.providers.items()
        }
        self.health = MemoryHealth(self.world.clock, rules.get, grace=GRACE)
        self.engine: Engine = self.world.engine
        self.gate = Gate()
        self.prober = Prober(lambda: self.engine, self.health, {"chat": CHAT} if dialects else {}, self.gate)

    @property
    def home(self) -> Recorder:
        return self.world.providers["home"]

    async def open(self) -> None:
        await fail(self.health, ROUTE)
        self.world.clock.at += OPEN

    async def look(self) -> None:
        await self.prober.look()
        await asyncio.gather(*self.prober._out.values())

    def told(self) -> dict[str, Any]:
        told: dict[str, Any] = self.health.told(self.world.rules)["routes"][ROUTE]
        return told


async def test_a_route_that_answers_the_probe_is_open_to_requests_again() -> None:
    place = Place(Act())
    await place.open()
    assert place.health.breaker_open(ROUTE), "no request goes first"
    await place.look()
    assert not place.health.breaker_open(ROUTE)
    assert len(place.home.sent) == 1


async def test_a_provider_that_is_stopped_is_sent_no_probe_until_it_is_resumed() -> None:
    place = Place(Act())
    await place.open()
    place.gate.adopt(Stops([Stop(Target(Reach.PROVIDER, "home"), 0.0, "cli:anna")]))
    await place.look()
    assert place.home.sent == []
    place.gate.adopt(Stops())
    await place.look()
    assert len(place.home.sent) == 1
    assert not place.health.breaker_open(ROUTE)


async def test_a_probe_that_is_under_way_when_its_provider_is_stopped_ends_and_says_nothing() -> None:
    place = Place(Act(delay=5.0))
    await place.open()
    await place.prober.look()
    await asyncio.sleep(0.01)
    assert place.home.under_way == 1
    place.gate.adopt(Stops([Stop(Target(Reach.PROVIDER, "home"), 0.0, "cli:anna")]))
    async with asyncio.timeout(1):
        await asyncio.gather(*place.prober._out.values())
    assert place.home.under_way == 0
    assert place.told()["state"] == "half_open"


async def test_a_probe_holds_nothing_of_a_customers_and_asks_for_one_token() -> None:
    place = Place(Act())
    await place.open()
    await place.look()
    assert json.loads(place.home.sent[0]) == {"model": "a", **PING["chat"]}
    assert PING["chat"]["max_tokens"] == 1


async def test_a_probe_stands_in_no_record_and_costs_nobody_anything() -> None:
    place = Place(Act())
    await place.open()
    await place.look()
    assert [name for name, _ in place.world.store.events] == ["egress"]


async def test_a_probe_that_fails_keeps_it_closed_for_longer_and_nobody_hammers() -> None:
    place = Place(Act(fails=FailureKind.SERVER))
    await place.open()
    for _ in range(10):
        await place.look()
    assert len(place.home.sent) == 1
    assert place.told()["state"] == "open"
    assert 45 < place.told()["opens_in"] < 75
    place.world.clock.at += 75
    await place.look()
    assert len(place.home.sent) == 2


async def test_a_route_that_says_429_answers_and_its_quota_is_used_up() -> None:
    place = Place(Act(fails=FailureKind.RATE))
    await place.open()
    await place.look()
    assert place.told()["state"] == "closed"
    assert place.health.is_spent(ROUTE)


@pytest.mark.parametrize("kind", [FailureKind.REQUEST, FailureKind.CONTEXT])
async def test_where_a_probe_tells_nothing_the_next_request_is_it(kind: FailureKind) -> None:
    place = Place(Act(fails=kind))
    await place.open()
    await place.look()
    await place.look()
    assert len(place.home.sent) == 1
    assert not place.health.breaker_open(ROUTE)
    assert place.health.breaker_open(ROUTE)


async def test_an_answer_that_is_none_is_a_failure_as_it_is_for_a_request() -> None:
    place = Place(Act(answer=b"<html>login</html>"))
    await place.open()
    await place.look()
    assert place.told()["state"] == "open"


async def test_a_language_that_no_probe_is_written_in_leaves_it_to_a_request() -> None:
    place = Place(Act(), dialects=False)
    await place.open()
    await place.look()
    assert place.home.sent == []
    assert not place.health.breaker_open(ROUTE)


async def test_a_route_that_left_the_rules_is_sent_nothing() -> None:
    place = Place(Act())
    await place.open()
    gone = tuple(line for line in place.engine.rules.models["m"] if line.provider != "home")
    place.engine = replace(place.engine, rules=replace(place.engine.rules, models={"m": gone}))
    await place.look()
    assert place.home.sent == []


async def test_a_fault_of_the_routers_own_is_logged_by_its_place_and_leaves_it_to_a_request(
    caplog: pytest.LogCaptureFixture,
) -> None:
    place = Place(Act())
    await place.open()
    place.home.dialects = None  # type: ignore[assignment]  # what cannot be
    with caplog.at_level(logging.WARNING):
        await place.look()
    assert "route home/a could not be probed: TypeError" in caplog.text
    assert not place.health.breaker_open(ROUTE)


async def test_while_a_probe_is_out_no_second_one_goes_and_the_end_leaves_none() -> None:
    place = Place(Act())
    await place.open()
    await place.prober.look()
    await place.look()
    assert len(place.home.sent) == 1
    await place.open()
    place.world.clock.at += OPEN
    await place.prober.look()
    assert len(place.prober._out) == 1
    await place.prober.aclose()
    assert place.prober._out == {}
    assert len(place.home.sent) == 1
