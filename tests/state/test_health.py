import asyncio
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

import pytest
from provider_rules import provider_rule
from walks import Clock, fail, world

from router.core.breaker import MAX_OPEN
from router.core.problems import FailureKind, UpstreamFailure
from router.core.quota import Allotment
from router.core.rules import BreakerRule, Concurrency, ProviderRule, Timeouts
from router.ports import Crowded, Health, Permit
from router.state.exchange import MemoryExchange
from router.state.health import JITTER, NEWS, MemoryHealth

RULE = BreakerRule(failures=3, within=10.0, open_for=30.0)
LATEST = 30.0 * (1 + JITTER)
ROUTE = "p/m"


class Even(Random):
    """No jitter."""

    def uniform(self, a: float, b: float) -> float:
        return (a + b) / 2


@dataclass
class Office:
    """A health, its clock, and what a test may change under it."""

    clock: Clock = field(default_factory=Clock)
    rule: ProviderRule | None = field(default_factory=lambda: provider_rule(breaker=RULE))
    key: str = "1"
    exchange: MemoryExchange | None = None
    grace: float = 0.0

    def health(self, random: Random | None = None) -> MemoryHealth:
        return MemoryHealth(
            self.clock,
            lambda _: self.rule,
            key=lambda _: self.key,
            exchange=self.exchange,
            grace=self.grace,
            random=random or Even(),
        )


async def permit(health: Health, route: str = ROUTE) -> Permit:
    entered = await health.enter(route, "t", 0.0)
    assert not isinstance(entered, Crowded)
    return entered


async def answer(health: Health, *quota: Allotment) -> None:
    with await permit(health) as leave:
        leave.sent()
        leave.answered(quota)


def test_it_is_the_health_port() -> None:
    health: Health = Office().health()
    assert health.reopens_at(ROUTE) is None
    assert health.is_free(ROUTE)


async def test_each_route_has_a_breaker_of_its_own() -> None:
    health = Office().health()
    await fail(health, ROUTE, 3)
    assert health.breaker_open(ROUTE)
    assert not health.breaker_open("p/n")
    assert not health.is_free(ROUTE)


async def test_a_new_key_begins_with_a_clean_record_and_the_old_one_keeps_its_own() -> None:
    office = Office()
    health = office.health()
    await fail(health, ROUTE, 3, UpstreamFailure(FailureKind.CREDENTIAL, status=401))
    assert health.breaker_open(ROUTE)
    office.key = "2"
    assert not health.breaker_open(ROUTE)
    office.key = "1"
    assert health.breaker_open(ROUTE), "two keys that take turns do not forgive each other"


async def test_a_key_that_is_refused_closes_every_route_that_is_asked_with_it_at_once() -> None:
    office = Office()
    health = office.health()
    assert not health.breaker_open("p/known")
    await fail(health, ROUTE, 1, UpstreamFailure(FailureKind.CREDENTIAL, status=401))
    assert [health.breaker_open(route) for route in (ROUTE, "p/known", "p/never-asked")] == [True] * 3
    assert not health.breaker_open("q/m"), "another provider has another key"
    office.key = "2"
    assert not health.breaker_open(ROUTE)
    office.key = "1"
    office.clock.at += 61.0
    for route in (ROUTE, "p/known", "p/never-asked"):
        with await permit(health, route) as leave:
            leave.sent()
            leave.answered()
        assert not health.breaker_open(route)


@pytest.mark.parametrize("status", [402, 403])
async def test_what_may_speak_of_one_request_alone_counts_as_one_failure_of_its_route(status: int) -> None:
    health = Office().health()
    await fail(health, ROUTE, 2, UpstreamFailure(FailureKind.CREDENTIAL, status=status))
    assert not health.breaker_open(ROUTE)
    await fail(health, ROUTE, 1, UpstreamFailure(FailureKind.CREDENTIAL, status=status))
    assert health.breaker_open(ROUTE)
    assert not health.breaker_open("p/n")


async def test_what_comes_late_of_a_request_with_the_old_key_is_not_held_against_the_new_one() -> None:
    office = Office()
    health = office.health()
    late = [await permit(health) for _ in range(5)]
    office.key = "2"
    for leave in late:
        with leave:
            leave.sent()
            leave.failed(UpstreamFailure(FailureKind.CREDENTIAL, status=401))
    assert not health.breaker_open(ROUTE)


async def test_who_was_let_in_and_sent_nothing_leaves_the_probe_to_another() -> None:
    office = Office()
    health = office.health()
    await fail(health, ROUTE, 3)
    office.clock.at += 30.0
    assert not health.breaker_open(ROUTE)
    assert health.breaker_open(ROUTE), "one probe"
    with await permit(health):
        pass
    assert not health.breaker_open(ROUTE)


async def test_a_reload_changes_the_rule_at_once() -> None:
    office = Office()
    health = office.health()
    await fail(health, ROUTE, 1)
    office.rule = provider_rule(breaker=replace(RULE, failures=2))
    await fail(health, ROUTE, 1)
    assert health.breaker_open(ROUTE)
    office.rule = None
    assert health.breaker_open(ROUTE), "what left the rules keeps what is known of it"


async def test_replicas_do_not_all_come_back_at_once() -> None:
    office = Office()
    times = set()
    for seed in range(20):
        health = office.health(Random(seed))
        await fail(health, ROUTE, 3)
        at = health.reopens_at(ROUTE)
        assert at is not None
        assert 30.0 * (1 - JITTER) <= at - office.clock.at <= LATEST
        times.add(at)
    assert len(times) > 15


# ---------------------------------------------------------------------------------------------------------------- quota


async def test_a_429_uses_up_the_quota_and_opens_no_breaker() -> None:
    office = Office()
    health = office.health()
    await fail(health, ROUTE, 50, UpstreamFailure(FailureKind.RATE, status=429, retry_after=20.0))
    assert health.is_spent(ROUTE)
    assert health.quota(ROUTE) == 0.0
    assert not health.breaker_open(ROUTE)
    assert health.reopens_at(ROUTE) == office.clock.at + 20.0
    office.clock.at += 20.0
    assert not health.is_spent(ROUTE)
    assert health.reopens_at(ROUTE) is None


async def test_what_an_answer_says_of_limits_is_the_score() -> None:
    health = Office().health()
    await answer(health, Allotment("requests", 100.0, 25.0, None))
    assert health.quota(ROUTE) == 0.25
    await answer(health, Allotment("requests", 100.0, 0.0, 60.0))
    assert health.is_spent(ROUTE)


# ----------------------------------------------------------------------------------------------------- learned deadline

LEARNED = Timeouts(first_token=120.0, least_first_token=1.0)


async def stream(office: Office, health: Health, seconds: float) -> None:
    with await permit(health) as leave:
        leave.sent()
        office.clock.at += seconds
        leave.began()
        leave.answered()


async def test_the_deadline_is_learned_where_the_rule_asks_for_it() -> None:
    office = Office()
    health = office.health()
    for _ in range(60):
        await stream(office, health, 2.0)
    assert health.timeouts(ROUTE, LEARNED).first_token == pytest.approx(3.0, rel=0.11)
    assert health.timeouts("p/other", LEARNED).first_token == 120.0
    assert health.timeouts(ROUTE, Timeouts()) == Timeouts()


async def test_a_deadline_that_passed_is_learned_from_and_one_in_the_middle_of_an_answer_is_not() -> None:
    office = Office()
    health = office.health()
    for _ in range(60):
        await stream(office, health, 2.0)
    for _ in range(10):
        with await permit(health) as leave:
            leave.sent()
            office.clock.at += 3.0
            leave.failed(UpstreamFailure(FailureKind.TIMEOUT, "first_token"))
    slower = health.timeouts(ROUTE, LEARNED).first_token
    assert slower > 4.0
    for _ in range(10):
        with await permit(health) as leave:
            leave.sent()
            office.clock.at += 2.0
            leave.began()
            office.clock.at += 100.0
            leave.failed(UpstreamFailure(FailureKind.TIMEOUT, "stall"))
    assert health.timeouts(ROUTE, LEARNED).first_token <= slower * 1.01


# ---------------------------------------------------------------------------------------------------------------- doors


async def test_a_server_without_room_says_so_and_a_line_is_waited_in() -> None:
    office = Office(rule=provider_rule(breaker=RULE, concurrency=Concurrency(1)))
    health = office.health()
    first = await permit(health)
    assert isinstance(await health.enter("p/other", "t", 0.0), Crowded), "a server has one door for all its models"
    assert not health.is_free(ROUTE)
    second = asyncio.create_task(health.enter(ROUTE, "t", 5.0))
    await asyncio.sleep(0)
    assert health.told(rules_of(office))["servers"] == {"p": {"limit": 1, "inside": 1, "waiting": 1}}
    with first:
        first.sent()
    entered = await second
    assert not isinstance(entered, Crowded)
    with entered:
        pass
    assert health.is_free(ROUTE)


async def test_a_breaker_that_opens_while_somebody_waits_sends_them_away_and_gives_the_place_back() -> None:
    office = Office(rule=provider_rule(breaker=replace(RULE, failures=1), concurrency=Concurrency(1)))
    health = office.health()
    with await permit(health) as first:
        first.sent()
        second = asyncio.create_task(health.enter(ROUTE, "t", 5.0))
        await asyncio.sleep(0)
        first.failed(UpstreamFailure(FailureKind.REFUSED))
    assert isinstance(await second, Crowded)
    told = health.told(rules_of(office))["servers"]["p"]
    assert (told["inside"], told["waiting"]) == (0, 0)


async def test_without_a_bound_there_is_no_door() -> None:
    office = Office()
    health = office.health()
    assert [await permit(health) for _ in range(100)]
    assert health.told(rules_of(office))["servers"] == {}


# ------------------------------------------------------------------------------------------------------------- replicas


def replicas() -> tuple[Office, MemoryHealth, MemoryHealth]:
    office = Office(exchange=MemoryExchange())
    assert office.exchange is not None
    office.exchange = MemoryExchange(office.clock.monotonic)
    one, other = office.health(), office.health(Even(7))
    return office, one, other


async def test_what_one_process_opens_the_others_leave_alone_too() -> None:
    office, one, other = replicas()
    assert not other.breaker_open(ROUTE)
    await fail(one, ROUTE, 3)
    other.listen()
    assert other.breaker_open(ROUTE)
    assert other.reopens_at(ROUTE) == pytest.approx(office.clock.at + 30.0 + NEWS, abs=1.0)
    one.listen()
    assert one.reopens_at(ROUTE) == office.clock.at + 30.0, "nobody hears himself"


async def test_a_route_that_nobody_asked_here_before_is_left_alone_at_once() -> None:
    _, one, other = replicas()
    await fail(one, ROUTE, 3)
    assert other.breaker_open(ROUTE)


async def test_they_open_again_when_it_tells_so_or_says_nothing_more() -> None:
    office, one, other = replicas()
    other.breaker_open(ROUTE)
    await fail(one, ROUTE, 3)
    other.listen()
    office.clock.at += 30.0
    assert other.breaker_open(ROUTE), "whoever opened it looks first"
    assert not one.breaker_open(ROUTE)
    await answer(one)
    other.listen()
    assert not other.breaker_open(ROUTE)


async def test_an_answer_of_its_own_is_believed_more_than_what_others_tell() -> None:
    _, one, other = replicas()
    late = await permit(other)
    await fail(one, ROUTE, 3)
    other.listen()
    with late:
        late.sent()
        late.answered()
    other.listen()
    assert not other.breaker_open(ROUTE)


@pytest.mark.parametrize("value", ["", "soon", "-5 x", "9" * 40 + " x", "٣ x", "1e9 x"])
async def test_whatever_others_tell_a_route_is_shut_for_a_bounded_time(value: str) -> None:
    office, one, other = replicas()
    assert office.exchange is not None
    other.breaker_open(ROUTE)
    await fail(one, ROUTE, 3)
    (name,) = office.exchange.heard("breaker")
    office.exchange.tell("breaker", name, value, 1e6)
    other.listen()
    office.clock.at += MAX_OPEN
    assert not other.breaker_open(ROUTE)


async def test_notices_hold_neither_routes_nor_keys() -> None:
    office, one, _ = replicas()
    assert office.exchange is not None
    office.key = "tag-of-a-key"
    await fail(one, "p/secret-model", 3)
    told = str(office.exchange.heard("breaker"))
    assert "secret-model" not in told
    assert "tag-of-a-key" not in told


# -------------------------------------------------------------------------------------------------------- the own probe


async def test_a_probe_is_due_when_the_open_time_is_over_and_requests_wait_for_it() -> None:
    office = Office(grace=15.0)
    health = office.health()
    await fail(health, ROUTE, 3)
    office.clock.at += 29.0
    assert health.due() == []
    office.clock.at += 1.0
    (due,) = health.due()
    assert due.route == ROUTE
    assert health.breaker_open(ROUTE)
    with due:
        due.sent()
        due.answered()
    assert not health.breaker_open(ROUTE)
    assert health.due() == []


async def test_a_key_that_is_not_used_any_more_is_not_probed() -> None:
    office = Office(grace=15.0)
    health = office.health()
    await fail(health, ROUTE, 3)
    office.clock.at += 31.0
    office.key = "2"
    assert health.due() == []


async def test_a_probe_that_tells_nothing_leaves_it_to_the_next_request() -> None:
    office = Office(grace=15.0)
    health = office.health()
    await fail(health, ROUTE, 3)
    office.clock.at += 30.0
    with health.due()[0] as due:
        due.told_nothing()
    assert not health.breaker_open(ROUTE)


# --------------------------------------------------------------------------------------------------------- for a person


def rules_of(office: Office) -> Any:
    assert office.rule is not None
    rules = world().rules
    route = replace(rules.models["m"][0], provider="p", model="m")
    return replace(rules, providers={"p": office.rule}, models={"m": (route,), "same": (route,)})


async def test_what_is_told_of_a_route_are_names_and_numbers() -> None:
    office = Office()
    health = office.health()
    assert health.told(rules_of(office)) == {"routes": {}, "servers": {}}
    await stream(office, health, 0.5)
    await fail(health, "p/gone", 1)
    await fail(health, ROUTE, 3)
    assert health.told(rules_of(office))["routes"] == {
        ROUTE: {"state": "open", "opens_in": 30.0, "quota": 1.0, "first_token": 5.0, "seen": 1}
    }
