"""One Redis for the whole session, emptied before each test; and one of its own for a test that breaks it."""

import os
from collections.abc import AsyncIterator, Iterator

import pytest
import redis_server
from redis_server import Server
from redis_states import replicas

from router.ports import Shared
from router.state.memory import MemoryState


def needs_redis() -> None:
    missing = redis_server.missing()
    if missing:
        told = f"not here: {', '.join(missing)}; {redis_server.INSTALL}"
        if os.environ.get("CI"):
            pytest.fail(told, pytrace=False)
        pytest.skip(told)


@pytest.fixture(scope="session")
def running_redis() -> Iterator[Server]:
    """Where Redis is not installed this says so, and fails in CI."""
    needs_redis()
    with redis_server.running_server() as server:
        yield server


@pytest.fixture
def redis(running_redis: Server) -> Server:
    running_redis.say("FLUSHALL")
    running_redis.say("SCRIPT", "FLUSH")
    return running_redis


@pytest.fixture
def frail() -> Iterator[Server]:
    """It keeps each write, as one with a disk does."""
    needs_redis()
    with redis_server.running_server("--appendonly", "yes", "--appendfsync", "always") as server:
        yield server


@pytest.fixture(params=["memory", "redis"])
async def shared(request: pytest.FixtureRequest) -> AsyncIterator[Shared]:
    """Each way to keep what replicas share: they promise the same."""
    if request.param == "memory":
        yield MemoryState()
        return
    async with replicas(request.getfixturevalue("redis")) as (replica,):
        assert replica.trouble() is None
        yield replica


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    missing = redis_server.missing()
    if missing:
        terminalreporter.write_line(f"not tested: Redis; {redis_server.INSTALL}")
