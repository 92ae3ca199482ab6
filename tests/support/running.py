"""A router as its users run it: `sovereign serve` in a process of its own, with a key, a log and a data folder."""

import contextlib
import itertools
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

ROOT = Path(__file__).resolve().parents[2]
NO_DNS = ROOT / "tests" / "support" / "no_dns"
COMMAND = (sys.executable, "-m", "router.cli")
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
_FIRST, _LAST = 15_000, 32_000
_SHARE = (_LAST - _FIRST) // int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
_LEAST = _FIRST + _SHARE * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
"""Processes that run tests beside each other have ports of their own."""
_PORTS = itertools.chain(
    range(random.randint(_LEAST, _LEAST + _SHARE), _LEAST + _SHARE), range(_LEAST, _LEAST + _SHARE)
)


class RouterFailedError(AssertionError):
    """The router did not do what a test waits for. Holds the end of its log."""


@dataclass
class Running:
    """One started router. `base_url` and `admin_url` are roots without a path, `api_url` is what an SDK is given."""

    process: subprocess.Popen[bytes]
    base_url: str
    admin_url: str
    key: str
    routes: Path
    data: Path
    log: Path
    environment: Mapping[str, str]
    lookup_log: Path
    seconds_to_ready: float = field(default=0.0)

    @property
    def api_url(self) -> str:
        return f"{self.base_url}/v1"

    def logged(self) -> str:
        return self.log.read_text(errors="replace")

    def lookups(self) -> list[str]:
        """Every name that the router or a process of its own tried to look up and was refused."""
        return read_lookups(self.lookup_log)

    def is_ready(self) -> bool:
        try:
            with DIRECT.open(f"{self.base_url}/readyz", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def wait_ready(self, seconds: float = 30.0) -> None:
        began = time.monotonic()
        while not self.is_ready():
            if self.process.poll() is not None:
                raise self._failed(f"ended with {self.process.returncode} before it was ready")
            if time.monotonic() - began > seconds:
                raise self._failed(f"was not ready within {seconds:.0f} s")
            time.sleep(0.05)
        self.seconds_to_ready = time.monotonic() - began

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Runs a `sovereign` command against this router's files."""
        return sovereign(arguments, self.environment)

    def run_script(self, script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Python, in the environment that commands have."""
        return _ran([sys.executable, "-c", script, *arguments], self.environment, None)

    def stop(self, seconds: float = 40.0) -> int:
        """SIGTERM, as an operator stops it; returns the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise self._failed(f"did not end within {seconds:.0f} s of SIGTERM") from None

    def kill(self) -> None:
        """SIGKILL to the serving process alone, as the kernel does it: what it started is left to notice."""
        self.process.kill()
        self.process.wait()

    def end(self) -> None:
        """Ends whatever is left, its children too."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def _failed(self, what: str) -> RouterFailedError:
        return RouterFailedError(f"the router {what}; its log ends:\n{self.logged()[-4000:]}")


class StartRouter(Protocol):
    def __call__(
        self,
        routes: str | Path,
        *,
        env: Mapping[str, str] | None = None,
        data: Path | None = None,
        allow: Sequence[str] = (),
        arguments: Sequence[str] = (),
        tenant: str = "default",
        agent: str = "tests",
        models: str = "*",
        tools: str = "all",
        wait: bool = True,
    ) -> Running:
        """Starts a router on `routes` (the YAML itself, or its file) and gives it once `/readyz` says yes.

        `env` adds variables, `data` reuses the folder of a router that was stopped, `allow` names hosts that may be
        looked up, `arguments` go to `sovereign serve`; the rest says what its key may do.
        """
        ...


def free_port() -> int:
    """One that nobody listens on, never given twice, and below those that outgoing connections take by themselves."""
    for port in _PORTS:
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port is free")


def read_lookups(path: Path) -> list[str]:
    return [line.split(" ", 1)[1] for line in path.read_text().splitlines()] if path.exists() else []


def clean_environment(data: Path, lookup_log: Path, allow: Sequence[str] = ()) -> dict[str, str]:
    """What a service manager gives a service: nothing of the person who started it. Look-ups denied."""
    return {
        "HOME": str(data),
        "LANG": "C.UTF-8",
        "NO_DNS_ALLOW": ",".join(allow),
        "NO_DNS_LOG": str(lookup_log),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), "/usr/local/bin", "/usr/bin", "/bin"]),
        "PYTHONPATH": os.pathsep.join([str(NO_DNS), str(ROOT)]),
        "PYTHONUNBUFFERED": "1",
        "SOVEREIGN_DATA_DIR": str(data),
    }


def sovereign(
    arguments: Sequence[str], environment: Mapping[str, str], cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    return _ran([*COMMAND, *arguments], environment, cwd)


def _ran(command: Sequence[str], environment: Mapping[str, str], cwd: Path | None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        env=dict(environment),
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def issue_key(routes: Path, environment: Mapping[str, str], *, tenant: str, agent: str, models: str, tools: str) -> str:
    """A key as `sovereign keys issue` prints it."""
    choice = ("--tenant", tenant, "--agent", agent, "--models", models, "--tools", tools)
    done = sovereign(("keys", "issue", "--routes", str(routes), *choice, "--json"), environment)
    if done.returncode != 0:
        raise RouterFailedError(f"`sovereign keys issue` ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return str(json.loads(done.stdout)["key"])


def launch(
    folder: Path,
    routes: Path,
    environment: Mapping[str, str],
    key: str,
    arguments: Sequence[str] = (),
    *,
    command: Sequence[str] = COMMAND,
) -> Running:
    """Starts the router on two free ports; does not wait for it."""
    port, admin_port = free_port(), free_port()
    log = folder / "router.log"
    doors = ("--host", "127.0.0.1", "--port", str(port), "--admin-port", str(admin_port))
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "serve", "--routes", str(routes), *doors, *arguments],
            env=dict(environment),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return Running(
        process=process,
        base_url=f"http://127.0.0.1:{port}",
        admin_url=f"http://127.0.0.1:{admin_port}",
        key=key,
        routes=routes,
        data=Path(environment["SOVEREIGN_DATA_DIR"]),
        log=log,
        environment=environment,
        lookup_log=Path(environment["NO_DNS_LOG"]),
    )
