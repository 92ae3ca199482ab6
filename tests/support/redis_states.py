"""Replicas in one process: each with a connection to Redis of its own, as routers of one installation have."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from redis_server import Server

from router.core.limits import Claim, Cost, Grant, Holder, Moment, Refusal
from router.core.redis_address import parse_redis
from router.core.rules import Detection, Quota, Ruleset
from router.ports import Begun, Shared
from router.state.common_marks import CommonMarks
from router.state.redis import RedisState
from router.state.redis_exchange import RedisExchange
from router.state.redis_keeper import Keeper
from router.state.redis_keys import Keys

MONTH = "2026-11"
KEY = b"k" * 32
DETECTION = Detection(enabled=True, languages=("en",), raises={}, unscanned="restricted", keep=frozenset())


def ruleset(*classes: str) -> Ruleset:
    return Ruleset(classes, DETECTION, {}, {}, {}, "0" * 64)


RULES = ruleset("public", "internal", "confidential", "restricted")


class Replica(RedisState):
    """And its exchange. Patient, unless a test is about a server that is late: machines that test are busy."""

    def __init__(
        self,
        url: str,
        *,
        share: float = 0.5,
        password: str | None = None,
        patience: float = 3.0,
        host: CommonMarks | None = None,
        rules: Ruleset | None = None,
    ) -> None:
        address = parse_redis(url)
        self.keeper = Keeper(address, lambda: password, patience=patience)
        names = Keys(address.prefix, KEY)
        super().__init__(self.keeper, names, share=share, rules=lambda: rules or RULES, host=host)
        self.exchange = RedisExchange(self.keeper, names)

    async def settled(self) -> None:
        """Until Redis has done all that it was asked."""
        calls = self.keeper.calls
        assert calls is not None, self.trouble()
        await asyncio.sleep(0)
        await calls.link.answer("PING")

    def be_sure(self) -> None:
        """As if all had had the time to tell what they know."""
        self._share._doubted = 0.0


@asynccontextmanager
async def replicas(
    server: Server,
    number: int = 1,
    *,
    user: str = "",
    share: float = 0.5,
    password: str | None = None,
    patience: float = 3.0,
    rules: Ruleset | None = None,
) -> AsyncIterator[list[Replica]]:
    made = [
        Replica(server.url(user), share=share, password=password, patience=patience, rules=rules) for _ in range(number)
    ]
    try:
        for one in made:
            await one.start()
        yield made
    finally:
        for one in made:
            await one.aclose()


async def until(is_so: Callable[[], bool], seconds: float = 10.0) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "it did not come to be"
        await asyncio.sleep(0.01)


def claim(quota: Quota, *, tenant: str = "t", name: str = "t") -> Claim:
    return Claim(Holder(tenant, "tenant" if name == tenant else "agent", name), quota)


def moment(now: float = 1000.0, month: str = MONTH) -> Moment:
    return Moment(now, month, 86_400.0)


async def begin(
    shared: Shared, *claims: Claim, tokens: int = 0, money: int = 0, marks: tuple[bytes, ...] = (), now: float = 1000.0
) -> Begun:
    tenant = claims[0].holder.tenant if claims else "t"
    return await shared.begin(tenant, marks, claims, Cost(tokens, money), moment(now), RULES)


async def granted(shared: Shared, *claims: Claim, tokens: int = 0, money: int = 0, now: float = 1000.0) -> Grant:
    held = (await begin(shared, *claims, tokens=tokens, money=money, now=now)).held
    assert isinstance(held, Grant), held
    return held


async def refused(shared: Shared, *claims: Claim, tokens: int = 0, money: int = 0, now: float = 1000.0) -> Refusal:
    held = (await begin(shared, *claims, tokens=tokens, money=money, now=now)).held
    assert isinstance(held, Refusal), held
    return held
