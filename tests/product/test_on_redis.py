"""Two routers on one Redis and one PostgreSQL: they count as one, and go on alone when Redis is gone."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import postgres_server
import pytest
import redis_server
import running
from postgres_server import APP, OWNER
from running import Running, StartRouter
from small_router import SMALL, ask, readiness, until

LIMIT = 10
ROUTES = (
    SMALL.replace("unscanned: restricted", "unscanned: internal") + f"    limits: {{requests_per_minute: {LIMIT}}}\n"
)
SECRET = "hunter2"


@pytest.fixture(scope="module")
def postgres() -> Iterator[postgres_server.Server]:
    missing = postgres_server.missing() + redis_server.missing()
    if missing:
        told = f"not here: {', '.join(missing)}; {postgres_server.INSTALL}; {redis_server.INSTALL}"
        if os.environ.get("CI"):
            pytest.fail(told, pytrace=False)
        pytest.skip(told)
    with postgres_server.running_server() as server:
        server.psql(f"CREATE DATABASE product OWNER {OWNER}")
        yield server


@pytest.fixture
def redis() -> Iterator[redis_server.Server]:
    with redis_server.running_server() as server:
        assert server.say("ACL", "SETUSER", "default", "resetpass", f">{SECRET}") == "+OK"
        server.options = ("--requirepass", SECRET)
        yield server


@pytest.fixture
def pair(
    postgres: postgres_server.Server, redis: redis_server.Server, tmp_path: Path, router_process: StartRouter
) -> tuple[Running, Running]:
    key = tmp_path / "master.key"
    key.write_text("7" * 64)
    key.chmod(0o600)
    settings = {
        "SOVEREIGN_STORE_URL": postgres.url(APP, "product"),
        "SOVEREIGN_STORE_OWNER_URL": postgres.url(OWNER, "product"),
        "SOVEREIGN_MASTER_KEY": f"file:{key}",
        "SOVEREIGN_REDIS_URL": redis.url(),
        "SOVEREIGN_REDIS_PASSWORD": "env:REDIS_SECRET",
        "REDIS_SECRET": SECRET,
    }
    environment = running.clean_environment(tmp_path / "data", tmp_path / "lookups") | settings
    assert running.sovereign(("store", "migrate"), environment).returncode == 0
    one = router_process(ROUTES, env=settings)
    return one, router_process(ROUTES, env=settings, data=tmp_path / "other")


def talk(router: Running, key: str, *words: str, declared: str = "internal") -> httpx.Response:
    """A conversation of so many messages, sent whole."""
    messages = [{"role": "user", "content": f"{word} {'and so on ' * 10}"} for word in words]
    headers = {"Authorization": f"Bearer {key}", "x-data-class": declared}
    with httpx.Client(trust_env=False, timeout=10) as client:
        return client.post(
            f"{router.api_url}/chat/completions", json={"model": "m", "messages": messages}, headers=headers
        )


def test_they_share_a_limit_and_a_conversations_class_and_emptying_redis_gives_nothing_twice(
    pair: tuple[Running, Running], redis: redis_server.Server
) -> None:
    one, other = pair
    first = talk(one, one.key, "one", declared="restricted")
    assert (first.status_code, first.headers["x-sovereign-class"]) == (200, "restricted")
    second = talk(other, one.key, "one", "two")
    assert (second.status_code, second.headers["x-sovereign-class"]) == (200, "restricted")
    assert talk(other, one.key, "something else").headers["x-sovereign-class"] == "internal"
    statuses = [ask(router, one.key).status_code for _ in range(LIMIT) for router in pair]
    assert statuses.count(200) == LIMIT - 3
    assert statuses.count(429) == 2 * LIMIT - statuses.count(200)
    redis.say("FLUSHALL", user=("default", SECRET))
    assert {ask(router, one.key).status_code for _ in range(LIMIT) for router in pair} == {429}
    for router in pair:
        assert SECRET not in router.logged()
        assert "Traceback" not in router.logged()


def test_without_redis_each_goes_on_with_its_share_and_what_it_heard_and_says_so_and_it_heals(
    pair: tuple[Running, Running], redis: redis_server.Server
) -> None:
    one, other = pair
    assert readiness(one)["shared"] == "ok"
    assert talk(one, one.key, "one", declared="restricted").headers["x-sovereign-class"] == "restricted"
    time.sleep(1.5)  # the other never served it: it hears of it in the background
    redis.kill()
    assert talk(other, one.key, "one", "two").headers["x-sovereign-class"] == "restricted"
    statuses = [ask(router, one.key).status_code for _ in range(LIMIT) for router in pair]
    assert statuses.count(200) == LIMIT - 2
    told = readiness(one)
    assert told["ready"] is True
    assert "cannot be reached" in str(told["shared"])
    assert readiness(one, one.base_url)["shared"] == "lost"
    redis.start()
    until(lambda: readiness(one)["shared"] == "ok")
    for router in pair:
        assert router.logged().count("this process goes on alone") == 1
        assert SECRET not in router.logged()


def test_an_address_that_is_none_is_refused_with_its_cure(tmp_path: Path) -> None:
    routes = tmp_path / "routes.yaml"
    routes.write_text(SMALL)
    environment = running.clean_environment(tmp_path, tmp_path / "lookups")
    environment["SOVEREIGN_REDIS_URL"] = f"redis://:{SECRET}@cache?db=3"
    done = running.sovereign(("serve", "--routes", str(routes)), environment)
    assert done.returncode == 2
    assert "SOVEREIGN_REDIS_URL: write redis://USER@HOST:PORT/NUMBER" in done.stderr
    assert SECRET not in done.stderr
