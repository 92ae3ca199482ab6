"""Requests and tokens of the last minute survive a Redis that forgot them, or was away: each process tells its own."""

import asyncio
import time
from collections import Counter, OrderedDict

from redis_server import Server
from redis_states import Replica, begin, claim, granted, moment, refused, replicas, until

from router.core.limits import NANO, Advance, Claim, Grant, Holder, Refusal
from router.core.rules import Quota
from router.state.redis_counts import Counts
from router.state.share import SPEAKING

LIMIT = 40
OWN = claim(Quota(requests_per_minute=LIMIT))


def now() -> float:
    """By the clock that requests are counted by."""
    return time.monotonic()


async def let_in(replica: Replica, tries: int, own: Claim = OWN, tokens: int = 0) -> int:
    held = [(await begin(replica, own, tokens=tokens, now=now())).held for _ in range(tries)]
    return sum(isinstance(one, Grant) for one in held)


async def forgotten(redis: Server, *those: Replica) -> None:
    """Emptied, and each found out by itself."""
    await asyncio.gather(*(begin(one, marks=(b"any",)) for one in those))
    before = {one: one._talk.lease for one in those}
    redis.say("FLUSHALL")
    await until(lambda: all(one.trouble() is None and one._talk.lease != before[one] for one in those))
    await asyncio.gather(*(one.settled() for one in those))


async def counted(replica: Replica, own: Claim = OWN) -> tuple[int, int]:
    """Requests and tokens, as Redis has them."""
    calls = replica.keeper.calls
    assert calls is not None
    words = await calls.link.answer("HMGET", replica._talk.keys.use(own.holder), "rT", "tT")
    return int(words[0] or 0), int(words[1] or 0)


# ------------------------------------------------------------------------------------------------ it forgot all


async def test_emptied_in_the_middle_no_more_than_the_limit_is_let_in(redis: Server) -> None:
    async with replicas(redis, 2) as (a, b):
        before = await let_in(a, 20) + await let_in(b, 20)
        assert before == LIMIT
        redis.say("FLUSHALL")
        during = 0
        began = now()
        while now() - began < 1.5:
            during += sum(await asyncio.gather(let_in(a, 5), let_in(b, 5)))
            await asyncio.sleep(0.02)
        for one in (a, b):
            one.be_sure()
        assert await counted(a) == (LIMIT, 0)
        assert during + await let_in(a, 5) + await let_in(b, 5) == 0


async def test_emptied_again_and_again_it_is_told_the_same(redis: Server) -> None:
    async with replicas(redis, 2) as (a, b):
        assert await let_in(a, 7, tokens=3) + await let_in(b, 5, tokens=3) == 12
        for _ in range(2):
            await forgotten(redis, a, b)
            assert await counted(b) == (12, 36)


async def test_what_only_one_was_granted_the_others_may_not_have_again(redis: Server) -> None:
    async with replicas(redis, 2) as (a, b):
        assert await let_in(a, LIMIT) == LIMIT
        await forgotten(redis, a, b)
        assert await let_in(b, 5) == 0
        for one in (a, b):
            one.be_sure()
        assert await let_in(b, 5) + await let_in(a, 5) == 0


async def test_until_each_had_the_time_to_tell_a_share_of_each_limit_holds_and_then_all_of_it(redis: Server) -> None:
    own = claim(Quota(requests_per_minute=10, tokens_per_minute=100))
    places = claim(Quota(concurrent_requests=8, budget_eur_per_month=10.0), name="a")
    async with replicas(redis, 2, share=0.5) as (a, b):
        await forgotten(redis, a, b)
        assert (await refused(b, own, tokens=60)).fits, "all of it holds them"
        assert await let_in(a, 10, own) == 5
        assert await let_in(b, 1, own) == 0
        assert await let_in(b, 10, places) == 4
        assert isinstance(await b.advance([places], 6 * NANO, moment()), Refusal)
        for one in (a, b):
            one._share._doubted -= SPEAKING
        assert await let_in(b, 10, own) == 5
        assert await let_in(b, 10, places) == 4
        assert isinstance(await b.advance([places], 6 * NANO, moment()), Advance)


async def test_who_knew_nothing_of_it_and_has_nothing_to_tell_has_whole_limits_at_once(redis: Server) -> None:
    async with replicas(redis) as (a,):
        assert await let_in(a, LIMIT + 1) == LIMIT


async def test_it_is_told_when_each_was_so_that_a_place_comes_free_in_time_and_never_early(redis: Server) -> None:
    own = claim(Quota(requests_per_minute=2))
    async with replicas(redis) as (a,):
        for ago in (50, 10):
            a._accounts.count([own], 5, now() - ago)
        await begin(a, marks=(b"any",))
        await forgotten(redis, a)
        a.be_sure()
        wait = (await refused(a, own)).wait
        assert 9 <= wait <= 13, "sixty seconds after the first, which was fifty ago, and at most two late"
        redis.say("HINCRBY", "sov:{t}:epoch", "off", "13")
        redis.say("ZADD", "sov:{t}:leases", "1e12", a._talk.lease)
        await granted(a, own, now=now())
        assert await counted(a, own) == (2, 5)


async def test_what_was_used_less_or_more_is_told_as_it_was_settled(redis: Server) -> None:
    async with replicas(redis) as (a,):
        for used in (1, 50):
            a.settle(await granted(a, OWN, tokens=10, now=now()), used, now())
        await forgotten(redis, a)
        assert await counted(a) == (2, 51)


async def test_very_many_holders_are_told_without_losing_the_connection(redis: Server) -> None:
    async with replicas(redis, patience=0.25) as (a,):
        many = [claim(Quota(requests_per_minute=5), name=f"agent {number}") for number in range(500)]
        for ago in range(50):
            for own in many:
                a._accounts.count([own], 5, now() - ago)
        await forgotten(redis, a)
        assert await counted(a, many[499]) == (50, 250)
        for ago in reversed(range(50)):
            a._counts.granted(many, 5, int(now()) - ago)
        lease = a._talk.lease
        a.keeper.drop("for a moment")
        await until(lambda: a.trouble() is None and a._talk.lease != lease)
        assert await counted(a, many[499]) == (100, 500)
        assert a.trouble() is None


# --------------------------------------------------------------------------------------------------- it was away


async def test_what_was_granted_while_it_was_away_is_counted_when_it_is_back(frail: Server) -> None:
    async with replicas(frail, 2, share=0.5) as (a, b):
        assert await let_in(a, 5, tokens=1) == 5
        frail.kill()
        await until(lambda: a.trouble() is not None and b.trouble() is not None)
        alone = [await granted(one, OWN, tokens=10, now=now()) for one in (a, b)]
        a.settle(alone[0], 4, now())
        frail.start()
        await until(lambda: a.trouble() is None and b.trouble() is None)
        await a.settled()
        await b.settled()
        assert await counted(a) == (7, 5 + 4 + 10)
        assert await let_in(a, LIMIT) == LIMIT - 7


async def test_what_was_used_beyond_the_estimate_while_it_was_away_is_counted_when_it_is_back(frail: Server) -> None:
    own = claim(Quota(tokens_per_minute=100_000))
    async with replicas(frail, 2) as (a, b):
        more, less = [await granted(a, own, tokens=10, now=now()) for _ in range(2)]
        frail.kill()
        await until(lambda: a.trouble() is not None and b.trouble() is not None)
        a.settle(more, 90_000, now())
        a.settle(less, 3, now())
        frail.start()
        await until(lambda: a.trouble() is None and b.trouble() is None)
        await a.settled()
        assert await counted(b, own) == (2, 90_010), "of what was told already nothing is taken back"
        assert isinstance((await begin(b, own, tokens=50_000, now=now())).held, Refusal)


async def test_what_is_granted_alone_while_it_is_told_is_told_next(redis: Server) -> None:
    async with replicas(redis) as (a,):
        a._counts.granted([OWN], 3, int(now()))
        a.tick()
        await a.settled()
        assert await counted(a) == (1, 3)
        a.tick()
        await a.settled()
        assert await counted(a) == (1, 3), "once"


async def test_what_is_older_than_a_minute_when_it_is_back_is_not_told(redis: Server) -> None:
    """Seconds are kept in a ring of 64: 69 seconds ago and 5 seconds ago have one place in it."""
    async with replicas(redis) as (a,):
        for ago in (70, 6):
            a._counts._alone.setdefault("t", OrderedDict())[OWN.holder, int(now()) - ago] = [1, 1]
        a.tick()
        await a.settled()
        assert await let_in(a, 1) == 1
        assert await counted(a) == (2, 1)


def test_what_cannot_be_told_for_long_is_of_the_last_minute_alone() -> None:
    """It may be away for a day."""
    seconds = iter(range(100_000, 101_000))
    replica = Replica("redis://127.0.0.1:1")
    counts = Counts(replica._talk, replica._accounts, lambda: 101_000.0)
    for second in seconds:
        counts.granted([OWN], 1, second)
    assert len(counts._alone["t"]) == 61


def test_the_last_minute_of_one_tenant_is_its_own() -> None:
    replica = Replica("redis://127.0.0.1:1")
    other = claim(Quota(), tenant="u", name="u")
    for second in (0, 50, 50, 90):
        replica._accounts.count([OWN, other], 2, second)
    minute = Counter[tuple[Holder, int]]()
    for holder, second, requests, tokens in replica._accounts.minute("t", 100.0):
        assert tokens == 2 * requests
        minute[holder, second] += requests
    assert minute == {(OWN.holder, 50): 2, (OWN.holder, 90): 1}
