"""A gateway under measurement: started as its users start it, on a free port, with a folder and a log of its own."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workloads import Workload

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / ".cache"
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
MASTER_KEY = "sk-benchmark-of-overhead-1234"


class GatewayError(RuntimeError):
    """A gateway could not be started. Says which and shows the end of its log."""


class AbsentError(RuntimeError):
    """A peer cannot be had on this machine. Says what is missing and how to get it."""


@dataclass(frozen=True, slots=True)
class Gateway:
    """`path`, `headers` and `prefix` are what its clients must say; `prefix` stands before the name of a model."""

    name: str
    process: subprocess.Popen[bytes]
    port: int
    key: str = MASTER_KEY
    path: str = "/v1/chat/completions"
    headers: Mapping[str, str] = field(default_factory=dict)
    prefix: str = ""
    aids: tuple[subprocess.Popen[bytes], ...] = ()
    """Services that it needs beside it. What they spend counts as its own."""

    @property
    def pids(self) -> tuple[int, ...]:
        return (self.process.pid, *(aid.pid for aid in self.aids))

    def stop(self) -> None:
        """Asks, then insists."""
        for process in (self.process, *self.aids):
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


@dataclass(frozen=True, slots=True)
class Setting:
    """What every gateway is given: a folder of its own, where the provider listens, and the models that it has."""

    folder: Path
    upstream: int
    models: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contender:
    """`detecting`: it takes personal data out, and is given the work that has some, and no other."""

    name: str
    start: Callable[[Setting], Gateway]
    obtain: Callable[[], None]
    """Installs it where it can. Raises AbsentError where it cannot be had."""
    detecting: bool = False
    streaming: bool = True
    """False: streams take it too long to be waited for."""

    def takes(self, workload: Workload) -> bool:
        return self.detecting == workload.detecting and (self.streaming or not workload.chunks)


def launch(setting: Setting, command: Sequence[str], *, cwd: Path, more: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """On the first core, with nothing of the person who measures in its environment but `more`."""
    with (setting.folder / "log").open("ab") as log:
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env=environment(setting.folder) | dict(more),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    pin(process, core=0)
    return process


def environment(folder: Path) -> dict[str, str]:
    """Nothing of the person who measures: no keys, no proxies, no trace endpoint."""
    return {"HOME": str(folder), "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "PYTHONUNBUFFERED": "1"}


def until_ready(gateway: Gateway, setting: Setting, path: str) -> Gateway:
    """Waits for a 200. Raises `GatewayError` when the process ends or a minute passes."""
    deadline = time.monotonic() + 60
    while not _answers(gateway.port, path):
        if gateway.process.poll() is not None or time.monotonic() > deadline:
            if gateway.process.poll() is None:
                gateway.stop()
            log = (setting.folder / "log").read_text(errors="replace")[-3000:]
            raise GatewayError(f"{gateway.name} did not become ready; its log ends:\n{log}")
        time.sleep(0.1)
    return gateway


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def pin(process: subprocess.Popen[bytes], *, core: int) -> None:
    """Gateways on the first core, everything else on the second, where there are two."""
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) > 1:
        os.sched_setaffinity(process.pid, {cores[core]})


def _answers(port: int, path: str) -> bool:
    try:
        with DIRECT.open(f"http://127.0.0.1:{port}{path}", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
