"""Under load a worker is killed, then Redis, then PostgreSQL, and each comes back: nobody is left without an answer.

What a client sees is one finish or one error; what a provider sees has an intent in the record before it; and each time
all is well again within the seconds below.
"""

import asyncio
import json
import os
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import postgres_server
import pytest
import redis_server
import running
from postgres_server import APP, OWNER
from running import Running, StartRouter
from several import WORKERS, all_ready, pids
from small_router import readiness
from upstream import Upstream, chat, stream

RULES = """
version: 1
classes: [public]
detection: {{enabled: false, languages: [en], unscanned: public}}
providers:
  whole: {{kind: openai_compatible, hosting: self, base_url: "{whole}"}}
  streamed: {{kind: openai_compatible, hosting: self, base_url: "{streamed}"}}
models:
  whole: [{{provider: whole, model: x}}]
  streamed: [{{provider: streamed, model: x}}]
tenants:
  default:
    floor: public
    models: ["*"]
    rules: {{public: {{zones: [self_hosted]}}}}
    limits: {{requests_per_minute: 1000000, concurrent_requests: 1000}}
"""
CLIENTS = 6
BETWEEN = "between"
WORKER_BACK = 10.0
REDIS_BACK = 5.0
POSTGRES_BACK = 15.0
"""Seconds until all is well, from when it was killed or, of a server, from when it was started again."""
LONGEST = 20.0
"""Seconds in which a request has ended, whatever dies meanwhile."""


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
        yield server


@pytest.fixture
def settings(postgres: postgres_server.Server, redis: redis_server.Server, tmp_path: Path) -> Mapping[str, str]:
    key = tmp_path / "master.key"
    key.write_text("7" * 64)
    key.chmod(0o600)
    told = {
        "SOVEREIGN_STORE_URL": postgres.url(APP, "product"),
        "SOVEREIGN_STORE_OWNER_URL": postgres.url(OWNER, "product"),
        "SOVEREIGN_MASTER_KEY": f"file:{key}",
        "SOVEREIGN_REDIS_URL": redis.url(),
    }
    environment = running.clean_environment(tmp_path / "data", tmp_path / "lookups") | told
    assert running.sovereign(("store", "migrate"), environment).returncode == 0
    return told


@dataclass
class Load:
    """Clients that ask without a pause. `seen`: what came, by the phase; BETWEEN, if another had begun meanwhile."""

    router: Running
    phase: str = "before"
    seen: dict[str, Counter[str]] = field(default_factory=dict)
    is_over: bool = False

    async def client(self, number: int) -> None:
        async with httpx.AsyncClient(trust_env=False, timeout=LONGEST) as client:
            while not self.is_over:
                phase, model = self.phase, ("whole", "streamed")[number % 2]
                came = await self._ask(client, model)
                self.seen.setdefault(phase if phase == self.phase else BETWEEN, Counter())[came] += 1

    def answered(self, phase: str) -> int:
        return self.seen.get(phase, Counter())["finish"]

    async def _ask(self, client: httpx.AsyncClient, model: str) -> str:
        body = {"model": model, "stream": model == "streamed", "messages": [{"role": "user", "content": "hi"}]}
        try:
            headers = {"authorization": f"Bearer {self.router.key}"}
            answer = await client.post(f"{self.router.api_url}/chat/completions", json=body, headers=headers)
        except httpx.TimeoutException:
            return "hung"
        except httpx.HTTPError:
            return "broke off"
        return ended(answer)


def ended(answer: httpx.Response) -> str:
    """`finish`, the code of its one error, or what it lacks."""
    if answer.status_code != 200:
        return str(answer.json()["error"]["code"])
    if not answer.text.startswith("data:"):
        return "finish" if answer.json()["choices"][0]["finish_reason"] else "no finish"
    events = [json.loads(line[6:]) for line in answer.text.split("\n") if line.startswith("data: {")]
    codes = [event["error"]["code"] for event in events if "error" in event]
    finishes = sum(bool(choice["finish_reason"]) for event in events for choice in event.get("choices", ()))
    if finishes + len(codes) != 1 or answer.text.endswith("[DONE]\n\n") != bool(finishes):
        return f"{finishes} finishes, {len(codes)} errors"
    return "finish" if finishes else str(codes[0])


@asynccontextmanager
async def under_load(router: Running) -> AsyncIterator[Load]:
    load = Load(router)
    async with asyncio.TaskGroup() as clients:
        for number in range(CLIENTS):
            clients.create_task(load.client(number))
        try:
            yield load
        finally:
            load.is_over = True


async def until(holds: Callable[[], bool], seconds: float) -> None:
    """Asked in a thread: the load goes on."""
    deadline = time.monotonic() + seconds
    while not await asyncio.to_thread(_try, holds):
        assert time.monotonic() < deadline, f"not within {seconds} s"
        await asyncio.sleep(0.1)


def _try(holds: Callable[[], bool]) -> bool:
    try:
        return holds()
    except (OSError, httpx.HTTPError):
        return False


async def kill_worker(router: Running, load: Load) -> None:
    victim = pids(router)[0]
    load.phase = "worker"
    os.kill(victim, signal.SIGKILL)
    await until(lambda: all_ready(router) and victim not in pids(router), WORKER_BACK)
    await until(lambda: load.answered("worker") >= CLIENTS, LONGEST)


async def kill_redis(router: Running, redis: redis_server.Server, load: Load) -> None:
    load.phase = "redis"
    await asyncio.to_thread(redis.kill)
    await until(lambda: readiness(router)["shared"] != "ok", REDIS_BACK)
    await asyncio.sleep(1)
    await asyncio.to_thread(redis.start)
    await until(lambda: readiness(router)["shared"] == "ok", REDIS_BACK)


async def kill_postgres(
    router: Running, postgres: postgres_server.Server, load: Load, providers: Sequence[Upstream]
) -> None:
    """Without a goodbye (SIGQUIT is that to PostgreSQL). While it is gone nothing leaves."""
    load.phase = "postgres"
    await asyncio.to_thread(postgres.stop)
    await asyncio.sleep(0.2)
    left = [len(provider.requests) for provider in providers]
    await asyncio.sleep(2)
    assert [len(provider.requests) for provider in providers] == left
    await asyncio.to_thread(postgres.start)
    await until(lambda: all_ready(router), POSTGRES_BACK)
    load.phase = "after"
    await asyncio.sleep(1.5)


def assert_nobody_was_left_alone(seen: dict[str, Counter[str]]) -> None:
    """Errors only where something was dead, and of the right kind. A killed worker takes its connections with it."""
    between = seen.pop(BETWEEN, Counter())
    assert set(seen) == {"before", "worker", "redis", "postgres", "after"}
    assert all(counts["finish"] >= CLIENTS for counts in seen.values()), seen
    broken = sum(counts.pop("broke off", 0) for counts in (seen["before"], seen["worker"], between))
    assert broken <= CLIENTS, seen
    assert set(between) <= {"finish", "ledger_unavailable"}, between
    assert set(seen["postgres"]) == {"finish", "ledger_unavailable"}, seen
    assert [set(seen[phase]) for phase in ("before", "worker", "redis", "after")] == [{"finish"}] * 4, seen


def assert_every_egress_had_its_intent(router: Running, egresses: int) -> None:
    assert router.run("audit", "verify").returncode == 0
    exported = router.run("audit", "export", "--tenant", "default").stdout.splitlines()
    kinds = Counter(json.loads(line)["entry"]["kind"] for line in exported)
    assert egresses <= kinds["intent"] <= egresses + 2 * CLIENTS, "what was durable when its worker died did not leave"


async def test_a_worker_then_redis_then_postgresql_die_under_load(
    settings: Mapping[str, str],
    postgres: postgres_server.Server,
    redis: redis_server.Server,
    router_process: StartRouter,
) -> None:
    paced = stream("some", "words", "come").but(pace=0.02)
    async with Upstream(chat()) as whole, Upstream(paced) as streamed:
        rules = RULES.format(whole=whole.url, streamed=streamed.url)
        router = await asyncio.to_thread(router_process, rules, env=settings, arguments=WORKERS)
        await until(lambda: all_ready(router), 20)
        async with under_load(router) as load:
            await asyncio.sleep(1)
            await kill_worker(router, load)
            await kill_redis(router, redis, load)
            await kill_postgres(router, postgres, load, (whole, streamed))
        assert await asyncio.to_thread(router.stop) == 0
        assert_nobody_was_left_alone(load.seen)
        egresses = len(whole.requests) + len(streamed.requests)
    await asyncio.to_thread(assert_every_egress_had_its_intent, router, egresses)
    assert "Traceback" not in router.logged()
