"""Redis refuses, hangs, is full, forgets: nobody waits, nothing that this process knows is forgotten, and it heals."""

import asyncio
import logging
import signal
import time

import pytest
from redis_server import Server
from redis_states import MONTH, RULES, Replica, begin, claim, granted, moment, refused, replicas, until

from router.core.limits import NANO, Advance, Refusal
from router.core.rules import Quota
from router.state.redis_keeper import PATIENCE

SLACK = 0.3
"""Seconds for a busy machine."""


async def lost(replica: Replica) -> None:
    await until(lambda: replica.trouble() is not None)


async def healed(replica: Replica) -> None:
    await until(lambda: replica.trouble() is None)
    await replica.settled()


async def timed(replica: Replica, number: int = 20) -> float:
    """Seconds that so many requests, each with marks and a limit that they keep, wait together."""
    own = claim(Quota(requests_per_minute=100_000), name="timed")
    began = time.monotonic()
    for _ in range(number):
        await granted(replica, own)
    return time.monotonic() - began


async def test_killed_under_load_and_back_with_what_it_kept(frail: Server) -> None:
    own = claim(Quota(requests_per_minute=1_000_000, concurrent_requests=400, budget_eur_per_month=100.0))
    async with replicas(frail, 2) as made:
        answered = 0
        held = list[Advance]()

        async def load(replica: Replica) -> None:
            nonlocal answered
            while not ended.is_set():
                grant = await granted(replica, own, tokens=1)
                advance = await replica.advance([own], NANO // 1000, moment())
                assert isinstance(advance, Advance)
                replica.pay(advance, NANO // 2000)
                held.append(advance)
                replica.settle(grant, 1, 1000.0)
                answered += 1
                await asyncio.sleep(0.001)

        ended = asyncio.Event()
        tasks = [asyncio.create_task(load(replica)) for replica in made for _ in range(10)]
        for _ in range(2):
            await asyncio.sleep(0.2)
            frail.kill()
            before = answered
            await asyncio.gather(*map(lost, made))
            await asyncio.sleep(0.2)
            assert answered > before, "nobody was served while Redis was gone"
            frail.start()
            await asyncio.gather(*map(healed, made))
        ended.set()
        await asyncio.gather(*tasks)
        for one in made:
            await one.settled()
        spent = int(frail.say("GET", made[0]._talk.keys.spent(own.holder, MONTH)))
        least, most = len(held) * (NANO // 2000), (len(held) + 100) * (NANO // 1000)
        assert least <= spent <= most, "money was lost"
        assert frail.say("HGET", made[0]._talk.keys.places(own.holder), made[0]._talk.lease).strip() == "0"
        assert made[0]._places.held == {}


async def test_while_it_hangs_the_first_wait_once_and_the_next_not_at_all(frail: Server) -> None:
    async with replicas(frail, patience=PATIENCE) as (replica,):
        await timed(replica)
        frail.send(signal.SIGSTOP)
        began = time.monotonic()
        await asyncio.gather(*(granted(replica) for _ in range(5)), *(timed(replica, 1) for _ in range(5)))
        assert time.monotonic() - began < PATIENCE + SLACK
        assert "did not answer" in str(replica.trouble())
        assert await timed(replica) < SLACK
        replica.raise_water("t", b"m", "restricted", RULES)
        frail.send(signal.SIGCONT)
        await healed(replica)
        async with replicas(frail) as (other,):
            assert (await begin(other, marks=(b"m",))).water == "restricted"


async def test_an_idle_process_finds_out_by_itself(frail: Server) -> None:
    async with replicas(frail, patience=PATIENCE) as (replica,):
        frail.send(signal.SIGSTOP)
        await lost(replica)
        assert await timed(replica) < SLACK
        frail.send(signal.SIGCONT)
        await healed(replica)


async def test_who_starts_while_it_is_away_is_soon_there_and_told_later(
    frail: Server, caplog: pytest.LogCaptureFixture
) -> None:
    frail.kill()
    replica = Replica(frail.url())
    began = time.monotonic()
    with caplog.at_level(logging.INFO, "sovereign.redis"):
        await replica.start()
        assert time.monotonic() - began < 1 + SLACK
        assert "cannot be reached" in str(replica.trouble())
        own = claim(Quota(budget_eur_per_month=10.0))
        replica.prime(MONTH, {own.holder: 8 * NANO})
        replica.raise_water("t", b"m", "restricted", RULES)
        frail.start()
        await healed(replica)
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"], (
        "it is told once, and once at the end"
    )
    async with replicas(frail) as (other,):
        assert (await begin(other, marks=(b"m",))).water == "restricted"
        assert isinstance(await other.advance([own], 3 * NANO, moment()), Refusal)
        assert isinstance(await other.advance([own], 2 * NANO, moment()), Advance)
    await replica.aclose()


async def test_limits_are_a_share_while_it_is_lost_and_whole_again_after(frail: Server) -> None:
    own = claim(Quota(requests_per_minute=10, tokens_per_minute=100, budget_eur_per_month=10.0))
    single = claim(Quota(concurrent_requests=1), name="single")
    async with replicas(frail, share=0.5) as (replica,):
        first = await replica.advance([own], 4 * NANO, moment())
        assert isinstance(first, Advance)
        frail.kill()
        await lost(replica)
        for _ in range(5):
            await granted(replica, own, tokens=2)
        refusal = await refused(replica, own)
        assert (refusal.limit, refusal.fits) == (5, True)
        await granted(replica, single)
        await refused(replica, single)
        assert isinstance(await replica.advance([own], 3 * NANO + 1, moment()), Refusal), "half of what was left"
        assert isinstance(await replica.advance([own], 3 * NANO, moment()), Advance)
        frail.start()
        await healed(replica)
        assert isinstance(await replica.advance([own], 3 * NANO + 1, moment()), Refusal), "it was told what was spent"
        assert isinstance(await replica.advance([own], 3 * NANO, moment()), Advance)
        assert (await granted(replica, own)).standings.requests is not None
        await refused(replica, single)


async def test_what_would_fit_the_whole_limit_is_told_to_come_again(frail: Server) -> None:
    own = claim(Quota(tokens_per_minute=100))
    async with replicas(frail) as (replica,):
        frail.kill()
        await lost(replica)
        assert (await refused(replica, own, tokens=80)).fits
        assert not (await refused(replica, own, tokens=101)).fits


async def test_forgetting_everything_makes_each_process_tell_what_it_knows(redis: Server) -> None:
    own = claim(Quota(concurrent_requests=2, budget_eur_per_month=10.0))
    async with replicas(redis, 3) as made:
        a, b, c = made
        a.raise_water("t", b"a", "restricted", RULES)
        b.raise_water("t", b"b", "confidential", RULES)
        grant = await granted(a, own)
        await granted(b, own)
        await a.advance([own], 6 * NANO, moment())
        await begin(c, marks=(b"c",))
        redis.say("FLUSHALL")
        for one in made:
            one._beaten = 0.0
            one.tick()
        await asyncio.gather(*map(lost, made))
        await asyncio.gather(*map(healed, made))
        assert (await begin(c, marks=(b"a",))).water == "restricted"
        assert (await begin(c, marks=(b"b",))).water == "confidential"
        await refused(c, own)
        assert isinstance(await c.advance([own], 5 * NANO, moment()), Refusal)
        a.settle(grant, 0, 1000.0)
        await a.settled()
        c.be_sure()
        await granted(c, own)


async def test_the_first_request_after_all_was_forgotten_is_not_counted_from_nothing(redis: Server) -> None:
    own = claim(Quota(requests_per_minute=4, budget_eur_per_month=10.0))
    async with replicas(redis) as (replica,):
        for _ in range(2):
            await granted(replica, own)
        await replica.advance([own], 10 * NANO, moment())
        redis.say("FLUSHALL")
        await refused(replica, own, money=1)
        await healed(replica)
        assert isinstance(await replica.advance([own], 1, moment()), Refusal)


async def test_scripts_that_were_flushed_are_loaded_again_and_nobody_notices(redis: Server) -> None:
    own = claim(Quota(requests_per_minute=100))
    async with replicas(redis, 2) as made:
        for number in range(1, 6):
            redis.say("SCRIPT", "FLUSH")
            grants = await asyncio.gather(*(granted(one, own) for one in made))
            assert min(grant.standings.requests.remaining for grant in grants if grant.standings.requests) == (
                100 - 2 * number
            )
        assert [one.trouble() for one in made] == [None, None]


async def test_a_wrong_password_is_told_without_it_and_the_right_one_heals(frail: Server) -> None:
    assert frail.say("ACL", "SETUSER", "u", "on", ">right", "~*", "+@all") == "+OK"
    async with replicas(frail, user="u@", password="hunter2") as (replica,):
        trouble = str(replica.trouble())
        assert "check SOVEREIGN_REDIS_URL and SOVEREIGN_REDIS_PASSWORD" in trouble
        assert "hunter2" not in trouble
        assert await timed(replica) < SLACK
        frail.say("ACL", "SETUSER", "u", ">hunter2")
        await healed(replica)


async def test_a_user_that_is_locked_out_is_lost_at_once(frail: Server) -> None:
    assert frail.say("ACL", "SETUSER", "u", "on", ">right", "~*", "+@all") == "+OK"
    async with replicas(frail, user="u:right@") as (replica,):
        assert replica.trouble() is None
        frail.say("ACL", "DELUSER", "u")
        await lost(replica)
        assert await timed(replica) < SLACK


async def test_a_full_server_is_told_and_heals(frail: Server) -> None:
    async with replicas(frail) as (replica,):
        await granted(replica)
        frail.say("CONFIG", "SET", "maxmemory", "1")
        await granted(replica, claim(Quota(requests_per_minute=10)))
        assert "maxmemory" in str(replica.trouble())
        assert await timed(replica) < SLACK
        frail.say("CONFIG", "SET", "maxmemory", "0")
        await healed(replica)


async def test_a_replica_of_redis_is_told_and_heals(frail: Server) -> None:
    async with replicas(frail) as (replica,):
        frail.say("REPLICAOF", "127.0.0.1", "1")
        await granted(replica, claim(Quota(requests_per_minute=10)))
        await lost(replica)
        await until(lambda: "primary" in str(replica.trouble()))
        frail.say("REPLICAOF", "NO", "ONE")
        await healed(replica)


async def test_whoever_answers_but_is_no_redis_is_told() -> None:
    async def greet(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(greet, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    for scheme, told in (("redis", "not the protocol"), ("rediss", "speaks no TLS")):
        replica = Replica(f"{scheme}://127.0.0.1:{port}")
        await replica.start()
        assert told in str(replica.trouble())
        assert await timed(replica) < SLACK
        await replica.aclose()
    server.close()


async def test_a_mark_is_never_lowered_by_a_failure(frail: Server) -> None:
    async with replicas(frail, 2) as (a, b):
        await begin(a, marks=(b"x",))
        a.raise_water("t", b"m", "restricted", RULES)
        await a.settled()
        frail.kill()
        a.raise_water("t", b"on its way", "restricted", RULES)
        await asyncio.gather(lost(a), lost(b))
        b.raise_water("t", b"m", "internal", RULES)
        assert a.high_water("t", [b"m"], RULES) == "restricted"
        frail.start()
        await asyncio.gather(healed(a), healed(b))
        for one in (a, b):
            assert (await begin(one, marks=(b"m",))).water == "restricted"
            assert (await begin(one, marks=(b"on its way",))).water == "restricted"


async def test_marks_that_could_not_be_told_on_return_are_told_the_next_time(frail: Server) -> None:
    assert frail.say("ACL", "SETUSER", "u", "on", "nopass", "~*", "+@all", "-hlen") == "+OK"
    replica = Replica(frail.url("u:any@"))
    marks = [b"%d" % number for number in range(1200)]
    for mark in marks:
        replica.raise_water("t", mark, "restricted", RULES)
    await replica.start()
    assert "ACL" in str(replica.trouble())
    frail.say("ACL", "SETUSER", "u", "+hlen")
    await healed(replica)
    async with replicas(frail) as (other,):
        for mark in marks:
            assert (await begin(other, marks=(mark,))).water == "restricted"
    await replica.aclose()


async def test_each_loss_begins_with_what_is_left_then(frail: Server) -> None:
    own = claim(Quota(budget_eur_per_month=100.0))
    async with replicas(frail) as (replica,):
        await replica.advance([own], 40 * NANO, moment())
        for left in (30, 15):
            frail.kill()
            await lost(replica)
            assert isinstance(await replica.advance([own], left * NANO, moment()), Advance)
            assert isinstance(await replica.advance([own], 1, moment()), Refusal)
            frail.start()
            await healed(replica)
