"""What a durable intent costs: CPU microseconds of the process, and latency, at 1 and at 64 in flight.

python benchmarks/ledger.py [folder on the disk to measure]
python benchmarks/ledger.py --url postgresql://ROLE@/DATABASE?host=/FOLDER/OF/SOCKET   (after `sovereign store migrate`)
"""

import argparse
import asyncio
import os
import statistics
import tempfile
import time
from pathlib import Path

import uvloop

from router.ports import Intent
from router.store.postgres import PostgresStore
from router.store.sqlite import SqliteStore

SECONDS = 5.0
MASTER = bytes(32)

Measured = SqliteStore | PostgresStore


def intent(receipt: str) -> Intent:
    return Intent(
        receipt=receipt,
        attempt=1,
        tenant="default",
        at=1_800_000_000.0,
        provider="mistral",
        model="mistral-medium-latest",
        zone="eu",
        effective="confidential",
        treatment="redacted",
        ruleset="f" * 64,
        commitment="e" * 64,
    )


async def measure(store: Measured, in_flight: int) -> None:
    waits: list[float] = []
    until = time.perf_counter() + SECONDS

    async def walk(lane: int) -> None:
        count = 0
        while (begun := time.perf_counter()) < until:
            await store.intend(intent(f"{os.getpid()}-{in_flight}-{lane}-{count}"))
            waits.append(time.perf_counter() - begun)
            count += 1

    commits, cpu, begun = store.commits, time.process_time(), time.perf_counter()
    await asyncio.gather(*(walk(lane) for lane in range(in_flight)))
    cpu, wall = time.process_time() - cpu, time.perf_counter() - begun
    print(
        f"{in_flight:3} in flight: {cpu / len(waits) * 1e6:6.1f} us CPU an intent, "
        f"p50 {statistics.median(waits) * 1e3:6.2f} ms, p99 {statistics.quantiles(waits, n=100)[98] * 1e3:6.2f} ms, "
        f"{len(waits) / wall:8.0f} a second, {len(waits) / (store.commits - commits):5.1f} a commit"
    )


async def main(store: Measured) -> None:
    await store.start()
    try:
        await store.admit(["default"])
        for in_flight in (1, 64):
            await measure(store, in_flight)
    finally:
        await store.aclose()


def chosen() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="What a durable intent costs.")
    parser.add_argument("folder", nargs="?", default=".", help="on the disk to measure")
    parser.add_argument("--url", help="of a migrated PostgreSQL database, in place of a folder")
    return parser.parse_args()


if __name__ == "__main__":
    choice = chosen()
    if choice.url:
        uvloop.run(main(PostgresStore(choice.url, master=MASTER, serving=True)))
    else:
        with tempfile.TemporaryDirectory(dir=choice.folder) as place:
            uvloop.run(main(SqliteStore(Path(place), master=MASTER, serving=True)))
