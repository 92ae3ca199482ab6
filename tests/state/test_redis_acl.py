"""The users that docs/redis.md tells to make suffice, and can do nothing else."""

import asyncio
import re
import time
from pathlib import Path

import pytest
from redis_server import Server
from redis_states import MONTH, RULES, Replica, begin, claim, granted, moment, refused, replicas, until

from router.core.limits import NANO, Advance
from router.core.rules import Quota
from router.state.redis_link import Lost

DOCS = Path(__file__).resolve().parents[2] / "docs" / "redis.md"
PASSWORD = "hunter2"


def documented(name: str) -> list[str]:
    (line,) = re.findall(rf"^ACL SETUSER {name} .*$", DOCS.read_text(), re.MULTILINE)
    return str(line).replace("PASSWORD", PASSWORD).split()


async def everything(replica: Replica) -> None:
    """All scripts, each with all of its commands."""
    own = claim(Quota(requests_per_minute=2, tokens_per_minute=100, concurrent_requests=2, budget_eur_per_month=1.0))
    grant = await granted(replica, own, tokens=5, money=1)
    advance = await replica.advance([own], NANO // 2, moment())
    assert isinstance(advance, Advance)
    replica.pay(advance, 5)
    replica.prime(MONTH, {own.holder: replica._accounts.spent(own.holder, MONTH) + 1})
    another = await granted(replica, own, tokens=5)
    await refused(replica, own)
    replica.settle(grant, 1, 1000.0)
    replica.settle(another, 10, 1000.0)
    for number in range(33_000):
        replica.raise_water("t", b"%d" % number, "internal", RULES)
    replica._unwritten.write()
    await replica.settled()
    await begin(replica, marks=(b"1", b"none"))
    replica.requested("t", 0.0)
    replica.exchange.tell("topic", "name", "value", 0.01)
    await asyncio.sleep(0.02)
    replica.exchange.tell("topic", "other", "value", 5.0)
    replica._counts.granted([own], 1, int(time.monotonic()))
    replica._beaten = replica._looked = 0.0
    replica.tick()
    replica.exchange.tick()
    await replica.settled()
    assert replica.trouble() is None


async def test_the_documented_user_suffices(frail: Server) -> None:
    assert frail.say(*documented("sovereign")) == "+OK"
    async with replicas(frail, user="sovereign@", password=PASSWORD) as (replica,):
        await everything(replica)
        frail.say("HINCRBY", "sov:{t}:epoch", "off", "61")
        frail.say("ZADD", "sov:{t}:leases", "1e12", replica._talk.lease)
        await everything(replica)
        frail.say("HSET", "sov:{t}:epoch", "off", "0")
        frail.say("SCRIPT", "FLUSH")
        assert (await begin(replica)).held
        frail.say("FLUSHALL")
        await begin(replica, marks=(b"1",))
        await until(lambda: replica.trouble() is not None)
        await until(lambda: replica.trouble() is None)
        replica.be_sure()
        await everything(replica)


WORDS = [word for word in documented("sovereign") if word.startswith("+") and word not in {"+select", "+ping"}]


@pytest.mark.parametrize("word", WORDS)
async def test_no_word_of_it_is_too_much(redis: Server, word: str) -> None:
    """With one command less, something fails."""
    assert redis.say(*(other for other in documented("sovereign") if other != word)) == "+OK"
    try:
        async with replicas(redis, user="sovereign@", password=PASSWORD) as (replica,):
            if replica.trouble() is None:
                with pytest.raises((AssertionError, Lost)):
                    await everything(replica)
            assert "ACL" in str(replica.trouble())
    finally:
        redis.say("ACL", "DELUSER", "sovereign")


FORBIDDEN = [
    "KEYS *",
    "SCAN 0",
    "FLUSHALL",
    "FLUSHDB",
    "DBSIZE",
    "RANDOMKEY",
    "CONFIG GET maxmemory",
    "CONFIG SET maxmemory 1",
    "SCRIPT FLUSH",
    "FUNCTION LIST",
    "EVAL return(1) 0",
    "ACL LIST",
    "CLIENT LIST",
    "MONITOR",
    "SHUTDOWN",
    "REPLICAOF host 1",
    "SAVE",
    "PUBLISH sov x",
    "SUBSCRIBE sov",
    "DUMP sov:x",
    "INFO",
    "GET other",
    "SET other x",
    "HGETALL other:{t}:use",
    "RENAME sov:x other",
]


@pytest.mark.parametrize("command", FORBIDDEN)
def test_the_documented_user_can_do_nothing_else(redis: Server, command: str) -> None:
    redis.say("SET", "sov:x", "1")
    assert redis.say(*documented("sovereign")) == "+OK"
    try:
        assert redis.say(*command.split(), user=("sovereign", PASSWORD)).startswith("-NOPERM")
    finally:
        redis.say("ACL", "DELUSER", "sovereign")


def test_an_operator_of_one_tenant_sees_that_one_and_changes_nothing(redis: Server) -> None:
    assert redis.say(*documented("acme")) == "+OK"
    try:
        who = ("acme", PASSWORD)
        redis.say("HSET", "sov:{acme}:epoch", "id", "e")
        assert redis.say("HGET", "sov:{acme}:epoch", "id", user=who).strip() == "e"
        for command in ("HGET sov:{acm}:epoch id", "HGET sov:{acme2}:epoch id", "HSET sov:{acme}:epoch id x"):
            assert redis.say(*command.split(), user=who).startswith("-NOPERM")
    finally:
        redis.say("ACL", "DELUSER", "acme")
