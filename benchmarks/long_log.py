"""What a long log costs: to read all of it (`sovereign audit verify`), to prove one request of it, and in memory.

python benchmarks/long_log.py [folder on the disk to measure]
python benchmarks/long_log.py --url postgresql://ROLE@/DATABASE?host=/FOLDER/OF/SOCKET   (a migrated database)

Each length is measured by a process of its own, so that what the filling took counts for nothing.
"""

import argparse
import asyncio
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path

import uvloop

from router.auditing import verify
from router.core.types import Attempt, Candidate, Decision, Facts, Outcome, Receipt, Treatment, Usage, Zone
from router.ports import Intent
from router.store.postgres import PostgresStore
from router.store.sqlite import SqliteStore

MASTER = bytes(32)
TENANT = "default"
LENGTHS = (100_000, 1_000_000)
LANES = 512
ASKED = 500
"""Receipts that are asked for, each alone."""
CANDIDATE = Candidate("mistral", "mistral-medium-latest", Zone.EU, Treatment.REDACTED)
DECISION = Decision((CANDIDATE,), (), "f" * 64)

Measured = SqliteStore | PostgresStore


def opened(place: str) -> Measured:
    kind = PostgresStore if place.startswith("postgres") else SqliteStore
    return kind(place, master=MASTER, serving=True)


def intent(receipt: str) -> Intent:
    words = ("mistral", "mistral-medium-latest", "eu", "confidential", "redacted", "f" * 64, "e" * 64)
    return Intent(receipt, 1, TENANT, time.time(), *words, "anna", "sales")


def receipt(name: str) -> Receipt:
    attempt = Attempt(1, CANDIDATE, time.time(), time.time(), Outcome.OK, usage=Usage(300, 200))
    facts = Facts(
        request=name,
        tenant=TENANT,
        key="key00001",
        agent="mailer",
        dialect="chat",
        model="assistant",
        stream=False,
        day=date(2026, 3, 1),
        effective="confidential",
        raised_by=(("floor", "internal"),),
        labels=(),
        kinds=(("PERSON", 1),),
        needs=(),
        size=640,
        scope=("*",),
        owner="anna",
        team="sales",
    )
    return Receipt(name, facts, DECISION, (attempt,), (("PERSON", 1),), Outcome.OK)


def name(number: int) -> str:
    return f"rcpt-{number:09}"


async def fill(place: str, length: int) -> None:
    """Up to so many entries: of each request its intent and its receipt."""
    store = opened(place)
    await store.start()
    await store.admit([TENANT])
    requests = iter(range((await store.log_tree(TENANT)).size // 2, length // 2))

    async def walk() -> None:
        for number in requests:
            await store.intend(intent(name(number)))
            store.concluded(receipt(name(number)))

    await asyncio.gather(*(walk() for _ in range(LANES)))
    await store.settled()
    await store.aclose()


async def measure(place: str) -> None:
    begun = time.perf_counter()
    store = opened(place)
    await store.start()
    started, memory = time.perf_counter() - begun, peak()
    begun = time.perf_counter()
    found = await verify(store, TENANT)
    read, cpu = time.perf_counter() - begun, time.process_time()
    if found.fault is not None:
        raise SystemExit(found.fault)
    names = [name(random.randrange(found.size // 2)) for _ in range(ASKED)]
    proofs = await waits(lambda one: store.prove(TENANT, one), names)
    receipts = await waits(lambda one: store.receipt(TENANT, one), names)
    await store.aclose()
    print(
        f"{found.size:9,} entries: start {started:.2f} s; verify {read:.1f} s ({cpu:.1f} s CPU), memory at most "
        f"{memory:.0f} MB before and {peak():.0f} MB after; proof {told(proofs)}, receipt {told(receipts)}"
    )


async def waits(ask: Callable[[str], Awaitable[object]], names: list[str]) -> list[float]:
    """Milliseconds."""
    found = []
    for one in names:
        begun = time.perf_counter()
        if await ask(one) is None:
            raise SystemExit(f"there is no {one}")
        found.append((time.perf_counter() - begun) * 1e3)
    return found


def told(found: list[float]) -> str:
    return f"p50 {statistics.median(found):.2f} ms p99 {statistics.quantiles(found, n=100)[98]:.2f} ms"


def peak() -> float:
    """MB that this process ever held in memory."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(place: str) -> None:
    for length in LENGTHS:
        begun = time.perf_counter()
        uvloop.run(fill(place, length))
        print(f"{length:9,} entries: filled after {time.perf_counter() - begun:.0f} s", flush=True)
        subprocess.run([sys.executable, __file__, "--measure", place], check=True)


def chosen() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="What a long log costs.")
    parser.add_argument("folder", nargs="?", default=".", help="on the disk to measure")
    parser.add_argument("--url", help="of a migrated PostgreSQL database, in place of a folder")
    parser.add_argument("--measure", metavar="PLACE", help="what is there already, filled by an earlier run")
    return parser.parse_args()


if __name__ == "__main__":
    choice = chosen()
    if choice.measure:
        uvloop.run(measure(choice.measure))
    elif choice.url:
        main(choice.url)
    else:
        with tempfile.TemporaryDirectory(dir=choice.folder) as folder:
            main(f"sqlite:///{Path(folder).absolute()}")
