"""Two workers on one Redis that is killed: what a conversation was stays known to both, as without any Redis."""

import os
import time
from collections.abc import Iterator
from typing import Any

import pytest
import redis_server
from running import Running, StartRouter
from several import RULES, WORKERS, all_ready, ask, until

TURNS = 12
"""Each on a connection of its own, which either worker may accept: all on one is less likely than one in a thousand."""


@pytest.fixture
def redis() -> Iterator[redis_server.Server]:
    if missing := redis_server.missing():
        told = f"not here: {', '.join(missing)}; {redis_server.INSTALL}"
        if os.environ.get("CI"):
            pytest.fail(told, pytrace=False)
        pytest.skip(told)
    with redis_server.running_server() as server:
        yield server


@pytest.fixture
def router(router_process: StartRouter, redis: redis_server.Server) -> Running:
    started = router_process(RULES, arguments=WORKERS, env={"SOVEREIGN_REDIS_URL": redis.url()})
    until(lambda: all_ready(started))
    return started


def raise_one(router: Running, words: str) -> list[dict[str, Any]]:
    """The turns of a conversation that was declared once."""
    turns = [{"role": "user", "content": words}]
    assert ask(router, messages=turns, headers={"x-data-class": "restricted"}).headers["x-sovereign-class"] == (
        "restricted"
    )
    return [*turns, {"role": "assistant", "content": "first"}, {"role": "user", "content": "go on"}]


def classes(router: Running, turns: list[dict[str, Any]]) -> set[str]:
    return {ask(router, messages=turns).headers["x-sovereign-class"] for _ in range(TURNS)}


def test_a_conversation_keeps_its_class_when_redis_is_killed_and_when_it_comes_back_empty(
    router: Running, redis: redis_server.Server
) -> None:
    early = raise_one(router, "said a while before it is killed")
    time.sleep(1.5)
    late = raise_one(router, "said in the last moment before it is killed")
    redis.kill()
    after = raise_one(router, "said after it was killed")
    for turns in (early, late, after):
        assert classes(router, turns) == {"restricted"}
    assert classes(router, [{"role": "user", "content": "something else"}]) == {"public"}
    redis.start()
    until(lambda: router.logged().count("shared with all routers there") >= 2 * len(WORKERS))
    for turns in (early, late, after):
        assert classes(router, turns) == {"restricted"}
    assert "Traceback" not in router.logged()
