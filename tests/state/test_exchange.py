"""Notices between processes: told at once, heard without waiting, and over when they are over."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from redis_server import Server
from redis_states import Replica, replicas, until

from router.ports import Exchange
from router.state.exchange import LONGEST, MOST, MemoryExchange


@pytest.fixture(params=["memory", "redis"])
async def exchange(request: pytest.FixtureRequest) -> AsyncIterator[Exchange]:
    if request.param == "memory":
        yield MemoryExchange()
        return
    async with replicas(request.getfixturevalue("redis")) as (replica,):
        yield replica.exchange


async def test_what_is_told_is_heard_under_its_topic(exchange: Exchange) -> None:
    exchange.tell("breakers", "a/m", "open", 10.0)
    exchange.tell("breakers", "b/m", "open", 10.0)
    exchange.tell("breakers", "a/m", "half", 10.0)
    assert exchange.heard("breakers") == {"a/m": "half", "b/m": "open"}
    assert exchange.heard("other") == {}


async def test_a_notice_ends(exchange: Exchange) -> None:
    exchange.tell("breakers", "a/m", "open", 0.05)
    exchange.tell("breakers", "b/m", "open", 10.0)
    await asyncio.sleep(0.06)
    assert exchange.heard("breakers") == {"b/m": "open"}


async def test_notices_are_bounded(exchange: Exchange) -> None:
    for number in range(MOST + 10):
        exchange.tell("breakers", str(number), "open", 10.0 + number)
    heard = exchange.heard("breakers")
    assert len(heard) == MOST
    assert str(MOST + 9) in heard
    assert "0" not in heard


async def test_a_text_is_no_notice(exchange: Exchange) -> None:
    for name, value in (("n" * (LONGEST + 1), "v"), ("n", "v" * (LONGEST + 1))):
        with pytest.raises(ValueError, match="longer than 200 characters"):
            exchange.tell("breakers", name, value, 1.0)


async def test_others_hear_it_soon(redis: Server) -> None:
    async with replicas(redis, 2) as (a, b):
        assert b.exchange.heard("breakers") == {}
        a.exchange.tell("breakers", "ä/m", "open", 10.0)
        await until(lambda: b.exchange.heard("breakers") == {"ä/m": "open"}, 2.0)
        b.exchange.tell("breakers", "ä/m", "closed", 10.0)
        assert b.exchange.heard("breakers") == {"ä/m": "closed"}
        await until(lambda: a.exchange.heard("breakers") == {"ä/m": "closed"}, 2.0)


async def test_others_hear_it_end(redis: Server) -> None:
    async with replicas(redis, 2) as (a, b):
        b.exchange.heard("breakers")
        a.exchange.tell("breakers", "a/m", "open", 0.6)
        await until(lambda: bool(b.exchange.heard("breakers")), 2.0)
        await until(lambda: not b.exchange.heard("breakers"), 2.0)
        assert redis.say("HLEN", "sov:{:}:breakers:notices") in {":0", ":1"}


async def test_what_is_told_while_redis_is_lost_is_heard_when_it_is_back(frail: Server) -> None:
    async with replicas(frail, 2) as (a, b):
        a.exchange.tell("breakers", "before", "open", 60.0)
        await until(lambda: "before" in b.exchange.heard("breakers"))
        frail.kill()
        await until(lambda: a.trouble() is not None and b.trouble() is not None)
        assert "before" in b.exchange.heard("breakers"), "what was heard still holds"
        a.exchange.tell("breakers", "over", "open", 0.01)
        a.exchange.tell("breakers", "a/m", "open", 60.0)
        assert "a/m" in a.exchange.heard("breakers")
        frail.start()
        await until(lambda: set(b.exchange.heard("breakers")) == {"before", "a/m"})


async def test_nobody_keeps_more_than_there_is_room_for_while_redis_is_lost(frail: Server) -> None:
    replica = Replica(frail.url())
    for number in range(3 * MOST):
        replica.exchange.tell(f"topic{number % 3}", str(number), "open", 60.0)
    assert len(replica.exchange._untold) == MOST
