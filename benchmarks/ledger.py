"""What a durable intent costs: CPU microseconds of the process, and latency, at 1 and at 64 in flight.

python benchmarks/ledger.py [folder on the disk to measure]
"""

import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

import uvloop

from router.ports import Intent
from router.store.sqlite import SqliteStore

SECONDS = 5.0


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


async def measure(store: SqliteStore, in_flight: int) -> None:
    waits: list[float] = []
    until = time.perf_counter() + SECONDS

    async def walk(lane: int) -> None:
        count = 0
        while (begun := time.perf_counter()) < until:
            await store.intend(intent(f"{in_flight}-{lane}-{count}"))
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


async def main(folder: Path) -> None:
    store = SqliteStore(folder, serving=True)
    await store.start()
    try:
        for in_flight in (1, 64):
            await measure(store, in_flight)
    finally:
        await store.aclose()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if len(sys.argv) > 1 else ".") as place:
        uvloop.run(main(Path(place)))
