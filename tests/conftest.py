"""What every test stands on: no name look-ups, nothing of whoever runs it, and a router to start."""

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import denied_names
import pytest
import running
from hypothesis import HealthCheck, settings
from running import Running, StartRouter

FOREIGN = re.compile(r"^(SOVEREIGN|OTEL|OPENAI|ANTHROPIC|NO_DNS)_|_API_KEY$|_SECRET_KEY$|_proxy$", re.IGNORECASE)
"""Variables of the person at the keyboard that would change what a test does."""

OUTER = pytest.StashKey[dict[str, str]]()
SCRATCH = pytest.StashKey["TemporaryDirectory[str]"]()


settings.register_profile("ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""What lands is judged by the same examples twice; whoever works on the code meets new ones each time. A
busy machine is no fault of an example."""


def pytest_configure(config: pytest.Config) -> None:
    if os.environ.get("CI"):
        settings.load_profile("ci")
    scratch = TemporaryDirectory(prefix="sovereign-tests-")
    config.stash[SCRATCH] = scratch
    outer = dict(os.environ)
    config.stash[OUTER] = outer
    for name in filter(FOREIGN.search, list(os.environ)):
        del os.environ[name]
    os.environ["NO_DNS_LOG"] = str(Path(scratch.name) / "lookups")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(running.NO_DNS), outer.get("PYTHONPATH")]))
    denied_names.deny()


def pytest_unconfigure(config: pytest.Config) -> None:
    outer = config.stash[OUTER]
    os.environ.clear()
    os.environ.update(outer)
    config.stash[SCRATCH].cleanup()


@pytest.fixture(scope="session")
def outer_environment(pytestconfig: pytest.Config) -> Mapping[str, str]:
    """The environment as it was before the suite closed it: for the few slow tests that install packages."""
    outer = pytestconfig.stash[OUTER]
    return outer  # noqa: RET504 - returned at once, mypy takes the key for one of Mapping


@dataclass
class Lookups:
    """The names that this test, or a process it started, tried to look up and was refused."""

    log: Path
    before: int

    def refused(self) -> list[str]:
        return running.read_lookups(self.log)[self.before :]


@pytest.fixture
def lookups() -> Lookups:
    log = Path(os.environ["NO_DNS_LOG"])
    return Lookups(log, len(running.read_lookups(log)))


@pytest.fixture
def free_port() -> Callable[[], int]:
    return running.free_port


@pytest.fixture
def router_process(tmp_path: Path) -> Iterator[StartRouter]:
    started: list[Running] = []

    def start(
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
        folder = tmp_path / f"router-{len(started) + 1}"
        folder.mkdir()
        file = folder / "routes.yaml" if isinstance(routes, str) else routes
        if isinstance(routes, str):
            file.write_text(routes)
        data = data or folder / "data"
        data.mkdir(exist_ok=True)
        environment = running.clean_environment(data, folder / "lookups", allow) | dict(env or {})
        key = running.issue_key(file, environment, tenant=tenant, agent=agent, models=models, tools=tools)
        started.append(running.launch(folder, file, environment, key, arguments))
        if wait:
            started[-1].wait_ready()
        return started[-1]

    yield start
    for router in started:
        router.end()
