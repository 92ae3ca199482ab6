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

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Workload:
    """Whole replies in a closed loop for `seconds`; or, where there are `chunks`, one stream for each client."""

    name: str
    clients: int
    seconds: float
    chunks: int = 0
    pace_ms: int = 0

    @property
    def model(self) -> str:
        """The name by which the mock provider knows what to answer."""
        return f"chunks-{self.chunks}-{self.pace_ms}" if self.chunks else "whole"

    @property
    def unit(self) -> str:
        return "chunk" if self.chunks else "request"

    def body(self) -> str:
        """About 1 kB, as an agent sends it."""
        sentence = "A session key is agreed for each connection and is forgotten when the connection ends. "
        messages = [
            {"role": "system", "content": "You answer briefly and name your sources."},
            {"role": "user", "content": sentence * 9 + "What follows?"},
        ]
        body = {"model": self.model, "messages": messages, "temperature": 0.2, "max_tokens": 256}
        return json.dumps(body | ({"stream": True} if self.chunks else {}))


@dataclass(frozen=True, slots=True)
class Result:
    """`cpu_us` is per request, or per chunk. Latencies in microseconds: of whole replies, or to the first chunk."""

    cpu_us: float
    per_second: float
    p50_us: float
    p99_us: float
    errors: int


def measure(gateway: Gateway, workload: Workload) -> Result:
    """Raises RuntimeError when the load generator fails or not one request was answered."""
    before = meter.read(gateway.process.pid)
    told = play(gateway.port, gateway.key, workload)
    spent = meter.read(gateway.process.pid).cpu - before.cpu
    units = told["requests"] * (workload.chunks or 1)
    if not units:
        raise RuntimeError(f"{gateway.name} answered nothing at all ({workload.name})")
    return Result(
        cpu_us=spent / units * 1e6,
        per_second=units / told["seconds"],
        p50_us=told["first_p50_us"] if workload.chunks else told["p50_us"],
        p99_us=told["first_p99_us"] if workload.chunks else told["p99_us"],
        errors=told["errors"] + _missing_streams(told, workload),
    )


def play(port: int, key: str, workload: Workload) -> dict[str, Any]:
    """Runs load.py, and returns what it says."""
    shape = ["--clients", str(workload.clients), "--seconds", str(workload.seconds)]
    if workload.chunks:
        shape += ["--each", "1", "--stagger", str(workload.pace_ms / 1000 / workload.clients)]
    process = subprocess.Popen(
        [sys.executable, str(HERE / "load.py"), "--port", str(port), *shape],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    pin(process, core=1)
    said, _ = process.communicate(json.dumps({"key": key, "body": workload.body()}).encode())
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
        before = meter.read(gateway.process.pid).cpu
        time.sleep(0.5)
        if meter.read(gateway.process.pid).cpu - before <= 0.02:
            return


def _missing_streams(told: dict[str, Any], workload: Workload) -> int:
    """How many streams' worth of events did not arrive. A gateway may leave out or add a few at the ends."""
    return max(0, round(told["requests"] - told["events"] / (workload.chunks * 0.97))) if workload.chunks else 0
