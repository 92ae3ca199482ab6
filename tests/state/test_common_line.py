"""Workers hear each other's notices and repeats, and go on, with less, while their supervisor stands still."""

import asyncio
import logging
from time import monotonic

import pytest
from common_workers import AT, RULES, Worker, begun, claims, workers
from redis_states import until

from router.core.limits import NANO, Advance, Cost, Grant, Refusal
from router.state.common_line import UNREAD
from router.state.common_state import TICK
from router.state.memory import BUDGET_LEAST

BUDGET = claims(budget_eur_per_month=1)
TOLD = TICK + 0.1
"""Seconds in which repeats are told, and heard."""


async def answered(member: Worker) -> None:
    """What was told before is done before this is answered."""
    await member.begin("t", [b"m"], (), Cost(0, 0), AT, RULES)


# ----------------------------------------------------------------------------------------------- notices and repeats


async def test_what_one_worker_tells_all_others_hear() -> None:
    async with workers(3) as team:
        one, other, _ = team
        one.exchange.tell("breaker", "a", "open", 10.0)
        await until(lambda: all(member.exchange.heard("breaker") == {"a": "open"} for member in team))
        other.exchange.tell("breaker", "a", "closed", 10.0)
        await until(lambda: all(member.exchange.heard("breaker") == {"a": "closed"} for member in team))


async def test_a_worker_that_comes_later_hears_what_holds_and_nothing_that_is_over() -> None:
    async with workers(1) as team:
        team[0].exchange.tell("breaker", "over", "open", 0.01)
        team[0].exchange.tell("breaker", "a", "open", 10.0)
        await answered(team[0])
        await asyncio.sleep(0.02)
        late = await team.join()
        await until(lambda: bool(late.exchange.heard("breaker")))
        assert late.exchange.heard("breaker") == {"a": "open"}


async def test_repeats_are_a_share_of_the_requests_of_all_workers() -> None:
    async with workers(2) as (one, other):
        now = monotonic()
        one.requested("t", now)
        assert [one.may_retry("t", now) for _ in range(BUDGET_LEAST + 1)] == [True] * BUDGET_LEAST + [False]
        await asyncio.sleep(TOLD)
        other.requested("t", now)
        await asyncio.sleep(TOLD)
        assert not other.may_retry("t", now), "the others have had them all"
        for _ in range(100):
            other.requested("t", now)
        assert other.may_retry("t", now), "a fifth of these"


# ------------------------------------------------------------------------------------- a supervisor that stands still


async def test_one_request_waits_for_it_and_those_after_it_do_not(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    async with workers(1, patience=0.1) as team:
        (one,) = team
        team.stand_still()
        await begun(one, requests_per_minute=100)
        began = monotonic()
        for _ in range(20):
            await begun(one, requests_per_minute=100)
        assert monotonic() - began < 0.1
        assert "does not answer" in (one.trouble() or "")
        team.go_on()
        await until(lambda: one.trouble() is None)
    assert [record.getMessage().partition(":")[0] for record in caplog.records] == [
        "the supervisor does not answer",
        "the supervisor answers again",
    ]


async def test_each_worker_goes_on_with_a_share_of_each_limit_and_what_it_used_of_it_before() -> None:
    async with workers(2, patience=0.05) as team:
        one, other = team
        held = [await begun(one, requests_per_minute=10) for _ in range(3)]
        assert all(isinstance(grant, Grant) for grant in held)
        team.stand_still()
        granted = [[isinstance(await begun(each, requests_per_minute=10), Grant) for _ in range(10)] for each in team]
        assert [sum(each) for each in granted] == [2, 5], "five each, and one had used three"
        team.go_on()
        await until(lambda: one.trouble() is None and other.trouble() is None)
        assert isinstance(await begun(other, requests_per_minute=10), Refusal), "all ten were let through"
        assert isinstance(await begun(other, requests_per_minute=20), Grant), "all of it again, not a share"


async def test_what_each_worker_let_through_meanwhile_is_counted_for_all_afterwards() -> None:
    async with workers(2, patience=0.05) as team:
        team.stand_still()
        meanwhile = [await begun(each, requests_per_minute=40) for each in team for _ in range(40)]
        assert sum(isinstance(held, Grant) for held in meanwhile) == 40, "a half each"
        team.go_on()
        await until(lambda: all(each.trouble() is None for each in team))
        after = [await begun(each, requests_per_minute=40) for each in team for _ in range(40)]
        assert not any(isinstance(held, Grant) for held in after)


async def test_tokens_that_were_used_meanwhile_are_counted_as_they_were_used() -> None:
    async with workers(2, patience=0.05) as team:
        one, other = team
        team.stand_still()
        less, more = [await begun(one, tokens_per_minute=100) for _ in range(2)]
        assert isinstance(less, Grant)
        assert isinstance(more, Grant)
        one.settle(less, 3, AT.now)
        team.go_on()
        await until(lambda: one.trouble() is None)
        one.settle(more, 77, AT.now)
        await answered(one)
        assert [isinstance(await begun(other, tokens_per_minute=100), Grant) for _ in range(3)] == [True, True, False]


async def test_what_runs_since_then_runs_for_all_afterwards() -> None:
    async with workers(2, patience=0.05) as team:
        one, other = team
        team.stand_still()
        alone = await begun(one, concurrent_requests=2)
        assert isinstance(alone, Grant)
        team.go_on()
        await until(lambda: one.trouble() is None)
        await answered(one)
        assert [isinstance(await begun(other, concurrent_requests=2), Grant) for _ in range(2)] == [True, False]
        one.settle(alone, 0, AT.now)
        await answered(one)
        assert isinstance(await begun(other, concurrent_requests=2), Grant)


async def test_what_ran_before_is_given_back_and_what_was_granted_too_late_is_too() -> None:
    async with workers(1, patience=0.05) as team:
        (one,) = team
        before = await begun(one, concurrent_requests=2)
        assert isinstance(before, Grant)
        team.stand_still()
        assert isinstance(await begun(one, concurrent_requests=2), Refusal), "one is the share, and it runs"
        one.settle(before, 0, AT.now)
        alone = await begun(one, concurrent_requests=2)
        assert isinstance(alone, Grant)
        team.go_on()
        await until(lambda: one.trouble() is None)
        one.settle(alone, 0, AT.now)
        assert [isinstance(await begun(one, concurrent_requests=2), Grant) for _ in range(3)] == [True, True, False]


async def test_money_that_was_spent_meanwhile_is_spent_for_all_afterwards() -> None:
    async with workers(2, patience=0.05) as team:
        one, other = team
        assert isinstance(await other.advance(BUDGET, NANO // 5, AT), Advance)
        team.stand_still()
        alone = await one.advance(BUDGET, NANO * 2 // 5, AT)
        assert isinstance(alone, Advance)
        assert isinstance(await one.advance(BUDGET, NANO * 2 // 5, AT), Refusal), "half of a euro, alone"
        one.pay(alone, NANO * 3 // 10)
        team.go_on()
        await until(lambda: one.trouble() is None)
        await answered(one)
        assert isinstance(await other.advance(BUDGET, NANO // 2 + 1, AT), Refusal)
        assert isinstance(await other.advance(BUDGET, NANO // 2, AT), Advance)


async def test_of_a_budget_a_worker_knows_what_others_have_spent_of_it() -> None:
    async with workers(2, patience=0.05) as team:
        one, other = team
        await other.advance(BUDGET, NANO * 4 // 5, AT)
        await one.advance(BUDGET, 1, AT)
        team.stand_still()
        assert isinstance(await one.advance(BUDGET, NANO // 5 - 1, AT), Refusal), "half of what is left"
        assert isinstance(await one.advance(BUDGET, NANO // 11, AT), Advance)


async def test_a_class_that_was_raised_meanwhile_is_known_to_all_afterwards() -> None:
    async with workers(2, patience=0.05) as team:
        one, other = team
        team.stand_still()
        one.raise_water("t", b"m", RULES.classes[-1], RULES)
        assert isinstance(await begun(one, requests_per_minute=5), Grant)
        team.go_on()
        await until(lambda: one.trouble() is None)
        assert (await other.begin("t", [b"m"], (), Cost(0, 0), AT, RULES)).water == RULES.classes[-1]


async def test_what_any_worker_raised_is_known_while_the_supervisor_stands_still() -> None:
    high = RULES.classes[-1]
    async with workers(3, patience=0.05) as team:
        team[0].raise_water("t", b"m", high, RULES)
        await asyncio.sleep(0.05)
        team.stand_still()
        for member in team:
            await begun(member, b"m")
            assert member.high_water("t", [b"m"], RULES) == high
            assert member.high_water("t", [b"other"], RULES) is None


# ------------------------------------------------------------------------------------------- a line that nobody reads


async def test_what_waits_for_a_supervisor_that_reads_nothing_is_bounded_and_told_when_it_reads_again() -> None:
    high = RULES.classes[-1]
    async with workers(2) as team:
        one, other = team
        team.stand_still()
        for turn in range(30_000):
            one.raise_water("t", b"%d" % (turn % 100), high, RULES)
            one.exchange.tell("breaker", "a", f"open {turn}", 60.0)
        transport = one._line._transport
        assert transport is not None
        assert transport.get_write_buffer_size() < 2 * UNREAD
        assert "does not answer" in (one.trouble() or "")
        one.raise_water("t", b"last", high, RULES)
        began = monotonic()
        held = await begun(one, requests_per_minute=4)
        assert isinstance(held, Grant)
        assert monotonic() - began < 0.5, "nobody waits for it"
        team.go_on()
        await until(lambda: one.trouble() is None)
        await until(lambda: other.exchange.heard("breaker") == {"a": "open 29999"})
        assert (await other.begin("t", [b"last"], (), Cost(0, 0), AT, RULES)).water == high
        after = [isinstance(await begun(other, requests_per_minute=4), Grant) for _ in range(4)]
        assert after == [True, True, True, False]
