"""One measurement: a workload played against a gateway, and what the gateway's processes cost meanwhile."""

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import meter
from gateways import Gateway, pin
from workloads import Workload, as_json

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Result:
    """`cpu_us` is per request, or per chunk; `seconds` from the first connection to the last answer.

    Latencies in microseconds: of whole replies, or to the first chunk. `lacking`: answers without what they must have.
    """

    cpu_us: float
    per_second: float
    p50_us: float
    p99_us: float
    seconds: float
    errors: int
    lacking: int


def measure(gateway: Gateway, workload: Workload, repetition: int) -> Result:
    """Raises RuntimeError when the load generator fails or not one request was answered."""
    before = meter.read(*gateway.pids).cpu
    told = play(gateway, workload, repetition)
    spent = meter.read(*gateway.pids).cpu - before
    units = told["requests"] * (workload.chunks or 1)
    if not units:
        raise RuntimeError(f"{gateway.name} answered nothing at all ({workload.name})")
    return Result(
        cpu_us=spent / units * 1e6,
        per_second=units / told["seconds"],
        p50_us=told["first_p50_us"] if workload.chunks else told["p50_us"],
        p99_us=told["first_p99_us"] if workload.chunks else told["p99_us"],
        seconds=told["seconds"],
        errors=told["errors"] + _missing_streams(told, workload),
        lacking=told["lacking"],
    )


def play(gateway: Gateway, workload: Workload, repetition: int) -> dict[str, Any]:
    """Runs load.py, and returns what it says."""
    place = ("--port", str(gateway.port), "--path", gateway.path)
    shape = ("--clients", str(workload.clients), "--seconds", str(workload.seconds), "--each", str(workload.each))
    process = subprocess.Popen(
        [sys.executable, str(HERE / "load.py"), *place, *shape], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    pin(process, core=1)
    asks = [as_json(ask.of(gateway.prefix)) for ask in workload.asks(repetition)]
    headers = {"authorization": f"Bearer {gateway.key}", **gateway.headers}
    said, _ = process.communicate(json.dumps({"headers": headers, "asks": asks}).encode())
    if process.returncode != 0:
        raise RuntimeError(f"load.py ended with {process.returncode}")
    told: dict[str, Any] = json.loads(said)
    return told


def start_upstream() -> tuple["subprocess.Popen[bytes]", int]:
    """The mock provider and its port."""
    process = subprocess.Popen([sys.executable, str(HERE / "upstream.py")], stdout=subprocess.PIPE)
    pin(process, core=1)
    if process.stdout is None or not (port := process.stdout.readline().strip()):
        raise RuntimeError("upstream.py did not start")
    return process, int(port)


def settle(gateway: Gateway) -> None:
    """Waits until the gateway is idle, ten seconds at most: what it still does is not the next measurement's."""
    for _ in range(20):
        before = meter.read(*gateway.pids).cpu
        time.sleep(0.5)
        if meter.read(*gateway.pids).cpu - before <= 0.02:
            return


def _missing_streams(told: dict[str, Any], workload: Workload) -> int:
    """How many streams' worth of events did not arrive. A gateway may leave out or add a few at the ends."""
    return max(0, round(told["requests"] - told["events"] / (workload.chunks * 0.97))) if workload.chunks else 0
