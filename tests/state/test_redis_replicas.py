"""Several processes on one Redis count as one: exactly, and what one knows all know."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import redis_bidder
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from redis_server import Server
from redis_states import KEY, MONTH, RULES, Replica, begin, claim, granted, moment, refused, replicas, until

from router.core.limits import (
    NANO,
    UNLIMITED,
    Accounts,
    Advance,
    Claim,
    Cost,
    Grant,
    Measure,
    Refusal,
    Standings,
)
from router.core.rules import Quota
from router.state.redis_claims import Answer, Bid
from router.state.redis_keys import Keys

EPOCH = "sov:{t}:epoch"


@pytest.fixture
async def two(redis: Server) -> AsyncIterator[list[Replica]]:
    async with replicas(redis, 2) as made:
        yield made


def later(redis: Server, seconds: int, *alive: Replica) -> None:
    """As if so much time had passed, and those alive had said so: the offset is there for a clock that was set back."""
    redis.say("HINCRBY", EPOCH, "off", str(seconds))
    for one in alive:
        redis.say("ZADD", "sov:{t}:leases", "1e12", one._talk.lease)


# ------------------------------------------------------------------------------------------------------------- limits


async def test_what_one_used_is_used_for_all(two: list[Replica]) -> None:
    a, b = two
    own = claim(Quota(requests_per_minute=3, tokens_per_minute=100, concurrent_requests=2))
    grant = await granted(a, own, tokens=60)
    await refused(b, own, tokens=41)
    await granted(b, own, tokens=40)
    assert (await refused(a, own)).measure is Measure.CONCURRENT
    a.settle(grant, 20, 1000.0)
    await a.settled()
    last = await granted(b, own, tokens=40)
    assert last.standings.requests is not None
    assert last.standings.requests.remaining == 0


def test_two_processes_of_fifty_tasks_get_exactly_the_limit(redis: Server) -> None:
    limit = redis_bidder.TASKS * redis_bidder.EACH * 3 // 2
    command = [sys.executable, redis_bidder.__file__, redis.url(), str(limit)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    pipe = subprocess.PIPE
    bidders = [subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=environment) for _ in range(2)]
    for bidder in bidders:
        assert bidder.stdout is not None
        assert bidder.stdout.readline() == "asked\n"
    counts = [int(bidder.communicate("go\n", timeout=30)[0]) for bidder in bidders]
    assert sum(counts) == limit
    assert all(count > 0 for count in counts)


async def test_a_budget_is_spent_once_however_many_spend_at_once(two: list[Replica]) -> None:
    own = claim(Quota(budget_eur_per_month=1.0))
    asked = [one.advance([own], NANO // 25, moment()) for one in two for _ in range(50)]
    held = await asyncio.gather(*asked)
    assert sum(isinstance(one, Advance) for one in held) == 25
    for one in filter(lambda one: isinstance(one, Advance), held):
        assert isinstance(one, Advance)
        two[0].pay(one, NANO // 50)
    await two[0].settled()
    assert isinstance(await two[1].advance([own], NANO // 2, moment()), Advance)
    assert isinstance(await two[1].advance([own], 1, moment()), Refusal)


async def test_each_process_knows_what_all_have_spent(two: list[Replica]) -> None:
    a, b = two
    own = claim(Quota(budget_eur_per_month=10.0))
    await a.advance([own], 7 * NANO, moment())
    await granted(b, own, money=1)
    assert b._accounts.spent(own.holder, MONTH) == 7 * NANO


OPERATIONS = st.lists(
    st.one_of(
        st.tuples(st.just("wait"), st.integers(1, 70)),
        st.tuples(st.just("begin"), st.integers(0, 60)),
        st.tuples(st.just("settle"), st.integers(0, 90)),
    ),
    max_size=40,
)
CLAIMS = [
    claim(Quota(requests_per_minute=6, tokens_per_minute=200)),
    claim(Quota(requests_per_minute=4, concurrent_requests=3), name="a"),
]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(operations=OPERATIONS)
def test_it_counts_as_one_process_counts(redis: Server, operations: list[tuple[str, int]]) -> None:
    """The same requests at the same seconds: the same are granted, with the same figures."""
    asyncio.run(compare(redis, operations))


async def compare(redis: Server, operations: list[tuple[str, int]]) -> None:
    redis.say("FLUSHALL")
    model, open_grants = Accounts(), list[tuple[Replica, Grant, Grant]]()
    async with replicas(redis, 2) as made:
        answers = list[Answer]()
        for one in made:
            recorded(one, answers)
        for number, (what, amount) in enumerate(operations):
            one = made[number % 2]
            if what == "wait":
                later(redis, amount, *made)
            elif what == "begin":
                held = (await begin(one, *CLAIMS, tokens=amount)).held
                at = moment(answers[-1].now)
                expected = model.reserve(CLAIMS, Cost(amount, 0), at)
                if isinstance(expected, Grant):
                    assert isinstance(held, Grant)
                    open_grants.append((one, held, expected))
                    assert held.standings == expected.standings
                else:
                    assert isinstance(held, Refusal)
                    assert replace(held, standings=UNLIMITED) == replace(expected, standings=UNLIMITED)
                    assert left(held.standings) == left(expected.standings)
            elif open_grants:
                one, held_there, held_here = open_grants.pop()
                await one.settled()
                before = await seconds(one)
                one.settle(held_there, amount, 1000.0)
                model.settle(held_here, amount, before)
                await one.settled()
                if await seconds(one) != before:
                    return  # a second passed between: the two cannot be compared any more


def left(standings: Standings) -> list[int]:
    """Without the time until all is left: of a second in which nothing is left counted, only one of them knows."""
    return [standing.remaining for standing in standings if standing is not None]


def recorded(replica: Replica, answers: list[Answer]) -> None:
    taken = replica._taken

    def record(bid: Bid, answer: Answer) -> object:
        answers.append(answer)
        return taken(bid, answer)

    replica._taken = record  # type: ignore[method-assign, assignment]  # it listens, and changes nothing


async def seconds(replica: Replica) -> int:
    calls = replica.keeper.calls
    assert calls is not None
    now, off = await calls.link.answer("TIME"), await calls.link.answer("HGET", EPOCH, "off")
    return int(now[0]) + int(off or 0)


async def test_a_second_is_forgotten_when_all_of_it_has_passed(redis: Server, two: list[Replica]) -> None:
    own = claim(Quota(requests_per_minute=1))
    await granted(two[0], own)
    later(redis, 58, *two)
    await refused(two[1], own)
    later(redis, 4, *two)
    await granted(two[1], own)


async def test_an_answer_that_ends_late_gives_back_nothing_of_another_second(redis: Server, two: list[Replica]) -> None:
    """Seconds are kept in a ring of 64: the second of the grant and this one have one place in it."""
    own = claim(Quota(tokens_per_minute=100))
    late = await granted(two[0], own, tokens=90)
    later(redis, 64, *two)
    now = await granted(two[1], own, tokens=90)
    assert now.shared is not None
    two[0].settle(late._replace(shared=now.shared - 64), 0, 1000.0)
    await two[0].settled()
    await refused(two[1], own, tokens=20)


async def test_a_clock_that_is_set_back_forgives_nothing_and_blocks_nobody(redis: Server, two: list[Replica]) -> None:
    own = claim(Quota(requests_per_minute=2))
    await granted(two[0])
    later(redis, 86_400, *two)
    await granted(two[0], own)
    redis.say("HSET", EPOCH, "off", "0")
    await granted(two[1], own)
    assert (await refused(two[0], own)).wait <= 62
    later(redis, 62, *two)
    await granted(two[0], own)


# ------------------------------------------------------------------------------------------------------------- places


async def test_what_a_killed_process_ran_is_forgotten_with_its_lease(redis: Server, two: list[Replica]) -> None:
    own = claim(Quota(concurrent_requests=1))
    await granted(two[0], own)
    await two[0].keeper.aclose()  # without a goodbye
    await refused(two[1], own)
    redis.say("ZADD", "sov:{t}:leases", "1", two[0]._talk.lease)
    await granted(two[1], own)


async def test_what_runs_is_counted_as_long_as_its_process_says_that_it_lives(
    redis: Server, two: list[Replica]
) -> None:
    own = claim(Quota(concurrent_requests=1))
    await granted(two[0], own)
    await granted(two[1])
    await refused(two[1], own)
    for _ in range(4):
        later(redis, 10)
        for one in two:
            one._beaten = 0.0
            one.tick()
            await one.settled()
    assert (await refused(two[1], own)).measure is Measure.CONCURRENT


async def test_a_process_that_ends_gives_back_what_it_ran(two: list[Replica]) -> None:
    own = claim(Quota(concurrent_requests=1))
    await granted(two[0], own)
    await two[0].aclose()
    await granted(two[1], own)


async def test_who_slept_longer_than_its_lease_is_counted_again(redis: Server, two: list[Replica]) -> None:
    own = claim(Quota(concurrent_requests=1))
    await granted(two[0], own)
    later(redis, 30)
    two[0]._beaten = 0.0
    two[0].tick()
    await until(lambda: two[0].trouble() is not None)
    await until(lambda: two[0].trouble() is None)
    await until(lambda: two[1].trouble() is None)
    await two[0].settled()
    held = (await begin(two[1], own)).held
    if not isinstance(held, Refusal):  # its own lease had ended too: it went on alone for this one
        await until(lambda: two[1].trouble() is None)
        held = (await begin(two[1], own)).held
    assert isinstance(held, Refusal)


async def test_whoever_hung_up_while_redis_was_asked_holds_nothing(two: list[Replica]) -> None:
    own = claim(Quota(concurrent_requests=1, tokens_per_minute=10, budget_eur_per_month=1.0))
    asking = asyncio.create_task(begin(two[0], own, tokens=10))
    await asyncio.sleep(0)
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    await two[0].settled()
    await two[0].settled()
    grant = await granted(two[1], own, tokens=10)
    assert grant.tokens == 10
    paying = asyncio.create_task(two[0].advance([own], NANO, moment()))
    await asyncio.sleep(0)
    paying.cancel()
    await asyncio.gather(paying, return_exceptions=True)
    await two[0].settled()
    await two[0].settled()
    assert isinstance(await two[1].advance([own], NANO, moment()), Advance)


# ---------------------------------------------------------------------------------------------------- marks, repeats


async def test_a_conversation_keeps_its_class_on_another_replica(two: list[Replica]) -> None:
    a, b = two
    a.raise_water("t", b"m" * 16, "restricted", RULES)
    await a.settled()
    assert (await begin(b, marks=(b"x" * 16, b"m" * 16))).water == "restricted"
    assert (await begin(b, marks=(b"x" * 16,))).water is None
    own = claim(Quota(requests_per_minute=1))
    assert (await begin(b, own, marks=(b"m" * 16,))).water == "restricted"
    assert (await b.begin("u", [b"m" * 16], (), Cost(0, 0), moment(), RULES)).water is None


async def test_no_replica_lowers_what_another_raised(two: list[Replica]) -> None:
    a, b = two
    a.raise_water("t", b"m", "restricted", RULES)
    await a.settled()
    b.raise_water("t", b"m", "internal", RULES)
    await b.settled()
    for one in two:
        assert (await begin(one, marks=(b"m",))).water == "restricted"


async def test_marks_are_bounded_and_what_is_used_stays(redis: Server, two: list[Replica]) -> None:
    a, b = two
    a.raise_water("t", b"used", "restricted", RULES)
    for batch in range(5):
        for number in range(16_384):
            a.raise_water("t", b"%d-%d" % (batch, number), "internal", RULES)
        a._unwritten.write()
        await a.settled()
        assert (await begin(b, marks=(b"used",))).water == "restricted"
    held = [redis.say("HLEN", f"sov:{{t}}:{name}") for name in ("young", "old")]
    assert all(int(count[1:]) <= 32_768 for count in held)
    assert (await begin(b, marks=(b"0-1",))).water is None
    assert (await begin(b, marks=(b"4-1",))).water == "internal"


async def test_a_conversation_of_very_many_turns_is_asked_by_its_newest(two: list[Replica]) -> None:
    a, b = two
    a.raise_water("t", b"last", "restricted", RULES)
    await a.settled()
    turns = tuple(b"%16d" % number for number in range(100_000))
    assert (await begin(b, marks=(*turns, b"last"))).water == "restricted"
    assert b.trouble() is None


async def test_repeats_are_a_share_of_the_requests_of_all(two: list[Replica]) -> None:
    a, b = two
    await granted(a)
    for one in two:
        one.requested("t", 0.0)
    assert [a.may_retry("t", 0.0) for _ in range(3)] == [True, True, True]
    for one in two:
        one.tick()
        await one.settled()
    for one in (b, a):
        one.requested("t", 0.0)
        one.tick()
        await one.settled()
    assert not b.may_retry("t", 0.0)
    for _ in range(100):
        b.requested("t", 0.0)
    assert b.may_retry("t", 0.0)


# -------------------------------------------------------------------------------------------------------------- names


async def test_all_that_is_written_has_an_end_the_tenants_hash_tag_and_nobodys_name(
    redis: Server, two: list[Replica]
) -> None:
    a, _ = two
    who = claim(Quota(1, 1, 1, 1.0), tenant="acme", name="anna.schmidt")
    await granted(a, who)
    await a.advance([who], 1, moment())
    a.raise_water("acme", b"m" * 16, "internal", RULES)
    a.requested("acme", 0.0)
    a.exchange.tell("breakers", "a/m", "open", 5.0)
    a.tick()
    await a.settled()
    calls = a.keeper.calls
    assert calls is not None
    names = {name.decode() for name in await calls.link.answer("KEYS", "*")}
    assert len(names) == 10
    for name in names:
        assert name.startswith(("sov:{acme}:", "sov:{:}:"))
        assert "anna" not in name
        assert int(redis.say("TTL", name)[1:]) > 0, name


async def test_two_installations_on_one_redis_are_apart_by_their_prefix(redis: Server) -> None:
    own = claim(Quota(requests_per_minute=1))
    for query in ("", "?prefix=other"):
        replica = Replica(redis.url(query=query))
        await replica.start()
        await granted(replica, own)
        await refused(replica, own)
        await replica.aclose()


def test_a_key_names_no_tenant_but_its_own() -> None:
    keys = Keys("sov", KEY)
    assert keys.tenant("a}:x", "epoch") == ["sov:{a%7D%3Ax}:epoch"]
    assert keys.use(claim(Quota(), tenant="t", name="a").holder) != keys.use(claim(Quota(), tenant="t").holder)


def test_a_bid_says_no_limit_by_an_empty_word() -> None:
    own: Claim = claim(Quota(requests_per_minute=2, budget_eur_per_month=0.1))
    assert Bid("t", (own,), (own,), Cost(5, 6), moment()).words() == [5, 6, 1, 2, "", "", 100_000_000]


def test_the_scripts_are_shipped() -> None:
    folder = Path(__file__).resolve().parents[2]
    assert '"router.state" = ["lua/*.lua"]' in (folder / "pyproject.toml").read_text()
