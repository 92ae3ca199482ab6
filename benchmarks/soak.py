"""Minutes of mixed load with faults on a router of two workers, over real TCP; a verdict that can fail.

    python benchmarks/soak.py [--minutes 30] [--store sqlite|postgres] [--no-redis] [--clients 12]

Plain, streamed and redacted requests, clients that hang up or read slowly, providers that refuse, reset, cut, stall,
say 429 or 500, fail inside a 200 or speak no JSON; rules that are swapped every few seconds, some of which are refused.
Each ten seconds memory and open descriptors of every process are printed. In the end:

    memory       of each process as large in the last quarter as in the second, and every process lived
    descriptors  as many as before the load
    answers      each request that its client waited for has one finish or one error, with the words that were said
    redaction    no provider that may not see an address saw one
    record       `sovereign audit verify` is green, and every intent has its receipt

Exit 0 when all of it holds, 1 when something does not, 2 when it could not be run. Run it as root: a router closes
itself to others of its own user, who cannot count its descriptors. PostgreSQL and Redis are started as the tests do.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).resolve().parents[1]))
sys.path.append(str(Path(__file__).resolve().parents[1] / "tests" / "support"))

import postgres_server
import redis_server
import running
import soak_verdict
import uvloop
from faulty import Faulty
from running import Running
from soak_clients import ERROR, FINISH, LEFT, Crowd
from soak_verdict import Promise, Sample

EVERY = 10.0
"""Seconds between two samples."""
RELOAD = 7.0
"""Seconds between two changes of the rules; each fifth is refused."""
WARM = 15.0
"""Seconds of load before the descriptors are counted for the first time: by then each file was opened once."""
REST = 75.0
"""Seconds without load until connections that rest are closed: longer than the router keeps them."""
SEED = 5


def main() -> int:
    options = _options()
    missing = redis_server.missing() if options.redis else []
    missing += postgres_server.missing() if options.store == "postgres" else []
    if missing:
        print(f"soak: not here: {', '.join(missing)}", file=sys.stderr)
        return 2
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="sovereign-soak-")))
        settings = stack.enter_context(_backed(options, folder))
        promises = uvloop.run(_soak(options, folder, settings))
    for promise in promises:
        print(f"{'kept   ' if promise.kept else 'BROKEN '} {promise.text}")
    return 0 if all(promise.kept for promise in promises) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=30.0, help="of load (default: %(default)s)")
    parser.add_argument("--clients", type=int, default=12, help="at once (default: %(default)s)")
    parser.add_argument("--pause", type=float, default=0.05, help="seconds of a client between two requests")
    parser.add_argument("--store", choices=("sqlite", "postgres"), default="sqlite", help="default: %(default)s")
    parser.add_argument("--no-redis", dest="redis", action="store_false", help="limits are counted by the supervisor")
    return parser.parse_args()


@contextmanager
def _backed(options: argparse.Namespace, folder: Path) -> Iterator[dict[str, str]]:
    """The settings of a router on what was asked for, while it runs."""
    settings: dict[str, str] = {}
    with ExitStack() as stack:
        if options.redis:
            settings["SOVEREIGN_REDIS_URL"] = stack.enter_context(redis_server.running_server()).url()
        if options.store == "postgres":
            server = stack.enter_context(postgres_server.running_server())
            server.psql(f"CREATE DATABASE soak OWNER {postgres_server.OWNER}")
            key = folder / "master.key"
            key.write_text("7" * 64)
            key.chmod(0o600)
            settings |= {
                "SOVEREIGN_STORE_URL": server.url(postgres_server.APP, "soak"),
                "SOVEREIGN_STORE_OWNER_URL": server.url(postgres_server.OWNER, "soak"),
                "SOVEREIGN_MASTER_KEY": f"file:{key}",
            }
        yield settings


async def _soak(options: argparse.Namespace, folder: Path, settings: Mapping[str, str]) -> list[Promise]:
    provider = Faulty(SEED)
    async with await provider.start():
        routes = folder / "routes.yaml"
        routes.write_text(_rules(provider.port, 0))
        router = await asyncio.to_thread(_start, folder, routes, settings)
        try:
            port = int(router.base_url.rpartition(":")[2])
            crowd = Crowd(port, router.key, options.pause, SEED)
            await _load(crowd, options.clients, WARM)
            await asyncio.sleep(REST)
            before = soak_verdict.look(router.process.pid, 0.0)
            print(f"before  {before.text}", flush=True)
            samples = await _under_load(options, crowd, router, provider.port)
            await asyncio.sleep(REST)
            after = soak_verdict.look(router.process.pid, 0.0)
            print(f"after   {after.text}", flush=True)
            code = await asyncio.to_thread(router.stop)
        except BaseException:
            print(router.logged()[-3000:], file=sys.stderr)
            raise
        finally:
            router.end()
    ends = {outcome: crowd.total(outcome) for outcome in (FINISH, ERROR, LEFT)}
    print(f"faults  {dict(provider.played)}\nerrors  {dict(crowd.codes)}")
    return [
        *soak_verdict.memory(samples),
        *soak_verdict.descriptors(before, after),
        *soak_verdict.answers(ends, crowd.wrong()),
        Promise(f"{len(crowd.rulesets.keys() - {'none'})} rulesets were in force, of 2", len(crowd.rulesets) >= 2),
        Promise(f"{provider.leaks} addresses seen by a provider that may not see them", provider.leaks == 0),
        Promise(f"the router ended with {code}, and nothing in its log is unforeseen", not code and _is_quiet(router)),
        *await asyncio.to_thread(_record, router),
    ]


def _start(folder: Path, routes: Path, settings: Mapping[str, str]) -> Running:
    data = folder / "data"
    data.mkdir()
    environment = running.clean_environment(data, folder / "lookups") | dict(settings)
    if "SOVEREIGN_STORE_OWNER_URL" in settings:
        migrated = running.sovereign(("store", "migrate"), environment)
        if migrated.returncode:
            raise RuntimeError(migrated.stderr)
    key = running.issue_key(routes, environment, tenant="default", agent="soak", models="*", tools="all")
    router = running.launch(folder, routes, environment, key, ("--workers", "2"))
    try:
        router.wait_ready(120)
    except BaseException:
        router.end()
        raise
    return router


async def _load(crowd: Crowd, clients: int, seconds: float) -> None:
    end = asyncio.Event()
    asyncio.get_running_loop().call_later(seconds, end.set)
    await asyncio.gather(*(crowd.client(end) for _ in range(clients)))


async def _under_load(options: argparse.Namespace, crowd: Crowd, router: Running, port: int) -> list[Sample]:
    samples: list[Sample] = []
    began = time.monotonic()
    loading = asyncio.create_task(_load(crowd, options.clients, options.minutes * 60))
    reloading = asyncio.create_task(_reload(router.routes, port))
    while not loading.done():
        await asyncio.wait([loading], timeout=EVERY)
        if loading.done():
            break
        sample = soak_verdict.look(router.process.pid, time.monotonic() - began)
        samples.append(sample)
        told = " ".join(f"{outcome} {crowd.total(outcome)}" for outcome in (FINISH, ERROR, LEFT))
        print(f"{sample.at:6.0f}  {told} wrong {sum(crowd.wrong().values())}  {sample.text}", flush=True)
    reloading.cancel()
    await loading
    return samples


async def _reload(routes: Path, port: int) -> None:
    beside = routes.with_suffix(".new")
    for turn in count(1):
        await asyncio.sleep(RELOAD)
        beside.write_text("version: none of ours" if turn % 5 == 0 else _rules(port, turn % 2))
        beside.replace(routes)


def _record(router: Running) -> list[Promise]:
    command = [*running.COMMAND, "audit", "verify"]  # a long record takes longer than a test's patience
    verified = subprocess.run(command, env=dict(router.environment), stdout=subprocess.DEVNULL, check=False)
    promise = Promise("`sovereign audit verify` is green", verified.returncode == 0)
    return [promise, *_receipts(router)]


def _receipts(router: Running) -> list[Promise]:
    """The export is long: it is read as it comes."""
    command = [*running.COMMAND, "audit", "export", "--tenant", "default"]
    intents, receipts, orphans = set(), set(), 0
    with subprocess.Popen(command, env=dict(router.environment), stdout=subprocess.PIPE) as export:
        for line in export.stdout or ():
            entry: dict[str, Any] = json.loads(line)["entry"]
            match entry["kind"]:
                case "intent":
                    intents.add(entry["receipt"])
                case "receipt":
                    receipts.add(entry["receipt"]["id"])
                case "orphan":
                    orphans += 1
    text = f"of {len(intents)} requests that left, {len(intents - receipts)} have no receipt, {orphans} are orphans"
    return [Promise(text, export.returncode == 0 and bool(intents) and intents <= receipts and not orphans)]


def _is_quiet(router: Running) -> bool:
    """Shows what is not."""
    log = router.logged()
    place = log.find("Traceback")
    if place >= 0:
        print(log[max(0, place - 500) : place + 3000])
    return place < 0


def _rules(port: int, turn: int) -> str:
    """What is swapped: `turn` changes the providers that break, so that they are built anew."""
    at = {"kind": "openai_compatible", "hosting": "self"}
    impatient = {
        "retries": 1,
        "timeouts": {"connect": 2, "first_token": 3, "stall": 3, "total": 20 + turn},
        "breaker": {"failures": 5, "within": 10, "open_for": 2},
    }
    eu = {
        "kind": "openai_compatible",
        "network": "private",
        "entity": {"name": "Soak", "seat": "FR", "parent": "FR"},
        "location": {"inference": ["FR"], "storage": ["FR"]},
        "contract": {"training": "prohibited", "retention_days": 0, "reference": "none", "expires": "2099-12-31"},
    }
    script = [{"echo": True}, {"refuse": True}, {"error": "server_error"}, {"echo": True, "chunk": 3, "pace": 0.01}]
    providers = {
        "good": {**at, "base_url": f"http://127.0.0.1:{port}/good/v1"},
        "bad": {**at, "base_url": f"http://127.0.0.1:{port}/bad/v1", **impatient},
        "gone": {**at, "base_url": "http://127.0.0.1:1/v1", **impatient},
        "eu_good": {**eu, "base_url": f"http://127.0.0.1:{port}/eu-good/v1"},
        "eu_bad": {**eu, "base_url": f"http://127.0.0.1:{port}/eu-bad/v1", **impatient},
        "scripted": {"kind": "scripted", "hosting": "self", "script": script, **impatient},
    }
    models = {
        "plain": ["gone", "bad", "good"],
        "redacted": ["eu_bad", "eu_good"],
        "alone": ["bad"],
        "drill": ["scripted", "good"],
        "steady": ["good"],
    }
    limits = {"requests_per_minute": 10**9, "tokens_per_minute": 10**13, "concurrent_requests": 10**6}
    rule = {"zones": ["self_hosted", "eu"], "redact": True}
    told = {
        "version": 1,
        "classes": ["public", "internal"],
        "detection": {"languages": ["en"], "raise": {"EMAIL_ADDRESS": "internal"}, "unscanned": "internal"},
        "providers": providers,
        "models": {name: [{"provider": one, "model": "x"} for one in listed] for name, listed in models.items()},
        "tenants": {
            "default": {
                "floor": "public",
                "models": ["*"],
                "rules": {"public": rule, "internal": rule},
                "limits": limits,
            }
        },
    }
    return json.dumps(told, indent=1)  # JSON is YAML


if __name__ == "__main__":
    sys.exit(main())
