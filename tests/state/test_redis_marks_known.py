"""What any process raised all others know before Redis is lost; and after it, the workers of one supervisor ask it."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial

import redis_states
from redis_server import Server
from redis_states import Replica, begin, claim, granted, refused, ruleset, until

from router.core.rules import Limits, Quota, Requirement, Tenant
from router.state.common_line import CommonLine
from router.state.common_marks import CommonMarks
from router.state.commons import Commons

TENANTS = {name: Tenant(name, "public", ("*",), Requirement(), {}, Limits(), None) for name in ("t", "u")}
RULES = replace(redis_states.RULES, tenants=TENANTS)
replicas = partial(redis_states.replicas, rules=RULES)

SOON = 2.0
"""Seconds, of which a half and a tick are the promise, for a busy machine."""


async def lost(server: Server, *those: Replica) -> None:
    server.kill()
    await until(lambda: all(one.trouble() is not None for one in those))


def knows(replica: Replica, mark: bytes, tenant: str = "t") -> str | None:
    return replica.high_water(tenant, [mark], RULES)


@asynccontextmanager
async def workers(server: Server, count: int, commons: Commons | None = None) -> AsyncIterator[list[Replica]]:
    """Of one supervisor."""
    commons, made = commons or Commons(), list[Replica]()
    for _ in range(count):
        ours, theirs = socket.socketpair()
        await commons.serve(ours)
        made.append(Replica(server.url(), host=CommonMarks(CommonLine(theirs)), rules=RULES))
    try:
        for one in made:
            await one.start()
        yield made
    finally:
        for one in made:
            await one.aclose()
        await asyncio.sleep(0.01)


# ------------------------------------------------------------------------------------- heard while Redis is there


async def test_what_one_raised_all_know_when_redis_is_lost(frail: Server) -> None:
    async with replicas(frail, 2) as (a, b):
        a.raise_water("t", b"m", "restricted", RULES)
        await until(lambda: knows(b, b"m") == "restricted", SOON)
        await lost(frail, a, b)
        assert knows(b, b"m") == "restricted"


async def test_a_newcomer_learns_what_there_is_also_of_a_tenant_that_nobody_asked_it_for(frail: Server) -> None:
    marks = [b"%d" % number for number in range(1234)]
    async with replicas(frail) as (a,):
        for tenant in ("t", "u"):
            for mark in marks:
                a.raise_water(tenant, mark, "confidential", RULES)
        await a.settled()
        async with replicas(frail) as (b,):
            await until(lambda: all(knows(b, mark, tenant) for mark in marks for tenant in ("t", "u")), SOON)
            await lost(frail, a, b)
            assert knows(b, marks[0]) == "confidential"


async def test_what_is_heard_lowers_nothing_that_is_known_here(redis: Server) -> None:
    async with replicas(redis, 2) as (a, b):
        a.raise_water("t", b"m", "restricted", RULES)
        b.raise_water("t", b"m", "internal", RULES)
        b.raise_water("t", b"after", "internal", RULES)
        await until(lambda: knows(a, b"after") == "internal", SOON)
        assert knows(a, b"m") == "restricted"
        await until(lambda: knows(b, b"m") == "restricted", SOON)


async def test_a_class_that_these_rules_do_not_have_is_heard_as_the_top(redis: Server) -> None:
    more = replace(ruleset(*RULES.classes, "secret"), tenants=TENANTS)
    async with replicas(redis, rules=more) as (a,), replicas(redis) as (b,):
        b.raise_water("t", b"m", "internal", RULES)
        await b.settled()
        a.raise_water("t", b"m", "secret", more)
        await until(lambda: knows(b, b"m") == "restricted", SOON)


async def test_a_mark_that_is_raised_again_is_told_once_and_when_it_is_higher_once_more(redis: Server) -> None:
    async with replicas(redis, 2) as (a, _):
        for klass in ("internal", "internal", "restricted", "internal"):
            a.raise_water("t", b"m", klass, RULES)
            await a.settled()
        await a.settled()
        assert redis.say("HGET", "sov:{t}:epoch", "raised") == "2"
        assert redis.say("ZSCORE", "sov:{t}:raised", "m") == "2"


async def test_what_is_told_is_bounded_and_what_is_raised_again_stays_in_it(redis: Server) -> None:
    async with replicas(redis) as (a,):
        a.raise_water("t", b"goes on", "restricted", RULES)
        a.raise_water("t", b"once", "restricted", RULES)
        await a.settled()
        for batch in range(2):
            for number in range(16_384):
                a.raise_water("t", b"%d-%d" % (batch, number), "internal", RULES)
            if batch == 0:
                a.raise_water("t", b"goes on", "restricted", RULES)
            a._unwritten.write()
            await a.settled()
        assert redis.say("ZCARD", "sov:{t}:raised") == ":32768"
        assert redis.say("ZSCORE", "sov:{t}:raised", "once") == "$-1"
        async with replicas(redis) as (b,):
            await until(lambda: knows(b, b"goes on") == "restricted", 5 * SOON)


async def test_after_all_was_forgotten_what_is_raised_then_is_heard_from_the_first_on(redis: Server) -> None:
    async with replicas(redis, 2) as (a, b):
        for number in range(5):
            a.raise_water("t", b"%d" % number, "restricted", RULES)
        await until(lambda: knows(b, b"4") == "restricted", SOON)
        redis.say("FLUSHALL")
        await until(lambda: redis.say("ZCARD", "sov:{t}:raised") == ":5", 2 * SOON)
        a.raise_water("t", b"new", "confidential", RULES)
        await until(lambda: knows(b, b"new") == "confidential", 2 * SOON)
        async with replicas(redis) as (c,):
            assert (await begin(c, marks=(b"0",))).water == "restricted", "told by who raised it, or who heard of it"


async def test_what_a_process_that_died_raised_the_others_tell_a_redis_that_forgot(frail: Server) -> None:
    async with replicas(frail) as (b,):
        async with replicas(frail) as (a,):
            a.raise_water("t", b"m", "restricted", RULES)
            await until(lambda: knows(b, b"m") == "restricted", SOON)
        frail.say("FLUSHALL")
        await until(lambda: frail.say("HGET", "sov:{t}:young", "m") == "restricted", 2 * SOON)


# ----------------------------------------------------------------------------------- the workers of one supervisor


async def test_what_a_worker_raises_after_the_loss_the_others_know_at_once(frail: Server) -> None:
    async with workers(frail, 2) as (a, b):
        await lost(frail, a, b)
        a.raise_water("t", b"m", "restricted", RULES)
        await asyncio.sleep(0)
        own = claim(Quota(requests_per_minute=100))
        for claims in ((), (own,)):
            assert (await begin(b, *claims, marks=(b"x", b"m"))).water == "restricted"
            assert (await begin(b, *claims, marks=(b"x",))).water is None
        assert (await begin(b, claim(Quota(), tenant="u"), marks=(b"m",))).water is None


async def test_what_was_raised_in_the_last_moment_before_the_loss_the_workers_know(frail: Server) -> None:
    async with workers(frail, 2) as (a, b):
        a.raise_water("t", b"m", "restricted", RULES)
        await lost(frail, a, b)
        assert (await begin(b, marks=(b"m",))).water == "restricted"


async def test_a_worker_that_starts_while_redis_is_away_knows_what_its_host_raised(frail: Server) -> None:
    commons = Commons()
    async with workers(frail, 1, commons) as (a,):
        a.raise_water("t", b"m", "restricted", RULES)
        await lost(frail, a)
    async with workers(frail, 1, commons) as (b,):
        assert (await begin(b, marks=(b"m",))).water == "restricted"


async def test_limits_are_each_workers_own_share_while_redis_is_lost(frail: Server) -> None:
    own = claim(Quota(requests_per_minute=4))
    async with workers(frail, 2) as (a, b):
        await lost(frail, a, b)
        for one in (a, b):
            await granted(one, own)
            await granted(one, own)
            await refused(one, own)
