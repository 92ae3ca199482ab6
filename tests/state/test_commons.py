"""What workers count together, over the real sockets between them and their supervisor."""

import asyncio

import pytest
from common_workers import AT, RULES, begun, claims, workers

from router.core.limits import UNLIMITED, Advance, Cost, Grant, Refusal
from router.state.commons import Commons
from router.state.commons_words import Answer, Asked, Settled, Taken


async def test_a_limit_holds_over_all_workers() -> None:
    async with workers(3) as members:
        held = [await begun(members[turn % 3], requests_per_minute=4) for turn in range(8)]
    assert [isinstance(one, Grant) for one in held] == [True] * 4 + [False] * 4


async def test_what_was_not_used_is_given_back_for_all() -> None:
    async with workers(2) as (one, other):
        held = await begun(one, tokens_per_minute=10)
        assert isinstance(held, Grant)
        assert isinstance(await begun(other, tokens_per_minute=10), Refusal)
        one.settle(held, 0, AT.now)
        await one.begin("t", [b"m"], (), Cost(0, 0), AT, RULES)  # what was told before is done before this is answered
        assert isinstance(await begun(other, tokens_per_minute=10), Grant)


async def test_a_grant_is_settled_once_whoever_says_so_twice() -> None:
    async with workers(1) as (one,):
        held = await begun(one, concurrent_requests=2)
        other = await begun(one, concurrent_requests=2)
        assert isinstance(held, Grant)
        assert isinstance(other, Grant)
        one.settle(held, 0, AT.now)
        one.settle(held, 0, AT.now)
        assert isinstance(await begun(one, concurrent_requests=2), Grant)
        assert isinstance(await begun(one, concurrent_requests=2), Refusal)


async def test_what_a_worker_that_died_had_running_is_given_back() -> None:
    async with workers(2) as (one, other):
        await begun(one, concurrent_requests=1)
        assert isinstance(await begun(other, concurrent_requests=1), Refusal)
        await one.aclose()
        await asyncio.sleep(0.05)
        assert isinstance(await begun(other, concurrent_requests=1), Grant)


def test_a_request_that_nothing_limits_leaves_nothing_behind() -> None:
    """Nobody settles it: only its conversation was asked about."""
    running: dict[int, Grant] = {}
    answer = Commons().answer(Asked(1, "t", [b"m"], (), Cost(0, 0), AT), running)
    assert isinstance(answer, Answer)
    assert answer.grant is not None
    assert running == {}


async def test_money_is_held_over_all_workers_and_paid_once() -> None:
    budget = claims(budget_eur_per_month=1)
    async with workers(2) as (one, other):
        held = await one.advance(budget, 900_000_000, AT)
        assert isinstance(held, Advance)
        assert isinstance(await other.advance(budget, 900_000_000, AT), Refusal)
        one.pay(held, 100_000_000)
        await one.advance(budget, 1, AT)
        assert isinstance(await other.advance(budget, 800_000_000, AT), Advance)


async def test_a_request_that_is_given_up_holds_nothing() -> None:
    async with workers(1) as (one,):
        asking = asyncio.ensure_future(begun(one, concurrent_requests=1))
        await asyncio.sleep(0)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        await asyncio.sleep(0.05)
        assert isinstance(await begun(one, concurrent_requests=1), Grant)


async def test_the_class_of_a_conversation_is_known_to_the_next_worker_by_its_own_rules() -> None:
    low, high = RULES.classes[0], RULES.classes[-1]
    async with workers(2) as (one, other):
        one.raise_water("t", b"m", high, RULES)
        one.raise_water("t", b"m", low, RULES)
        one.raise_water("t", b"gone", "a class of yesterday", RULES)
        await begun(one)
        for mark in (b"m", b"gone"):
            assert (await other.begin("t", [mark], (), Cost(0, 0), AT, RULES)).water == high
        assert (await other.begin("else", [b"m"], (), Cost(0, 0), AT, RULES)).water is None


async def test_marks_are_bounded_for_each_tenant() -> None:
    async with workers(1, marks_per_tenant=3) as (one,):
        for number in range(4):
            one.raise_water("t", b"%d" % number, RULES.classes[-1], RULES)
        known = [(await one.begin("t", [b"%d" % n], (), Cost(0, 0), AT, RULES)).water for n in range(4)]
    assert known == [None, *[RULES.classes[-1]] * 3]


async def test_without_the_supervisor_a_worker_counts_alone_a_share_of_each_limit_and_says_so() -> None:
    async with workers(1) as (one,):
        assert one.trouble() is None
        await one.aclose()
        await asyncio.sleep(0.01)
        assert one.trouble() is not None
        held = await begun(one, concurrent_requests=2)
        assert isinstance(held, Grant)
        assert isinstance(await begun(one, concurrent_requests=2), Refusal)
        one.settle(held, 0, AT.now)
        assert isinstance(await begun(one, concurrent_requests=2), Grant)


def test_what_a_worker_let_through_alone_counts_no_more_a_minute_before_what_others_did() -> None:
    commons, limited = Commons(), tuple(claims(requests_per_minute=2))
    later = AT._replace(now=AT.now + 90)
    for number, second in enumerate((int(later.now), int(AT.now))):
        commons.answer(Taken(Grant(limited, 10, second, UNLIMITED, number)), {})
    answers = [commons.answer(Asked(number, "t", [], limited, Cost(10, 0), later), {}) for number in (3, 4)]
    assert [isinstance(answer, Answer) and answer.grant is not None for answer in answers] == [True, False]


def test_what_a_worker_let_through_alone_and_still_runs_counts_as_running_however_late_it_is_told() -> None:
    commons, limited, running = Commons(), tuple(claims(concurrent_requests=1)), dict[int, Grant]()
    later = AT._replace(now=AT.now + 90)
    first = commons.answer(Asked(1, "t", [], limited, Cost(1, 0), later), running)
    assert isinstance(first, Answer)
    assert first.grant is not None
    commons.answer(Settled(first.grant, 1, later.now), running)
    commons.answer(Taken(Grant(limited, 10, int(AT.now), UNLIMITED, 7)), running)
    asked = Asked(2, "t", [], limited, Cost(1, 0), later)
    refused = commons.answer(asked, {})
    assert isinstance(refused, Answer)
    assert refused.grant is None
    commons.answer(Settled(running[7], 10, later.now), running)
    granted = commons.answer(asked, {})
    assert isinstance(granted, Answer)
    assert granted.grant is not None
