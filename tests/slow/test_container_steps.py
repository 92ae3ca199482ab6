"""No Docker engine is at hand, so the Dockerfile's own steps are run: same order, same commands, a clean folder."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import dockerfile
import pytest
from dockerfile import Stage
from running import ROOT, clean_environment, launch

pytestmark = pytest.mark.slow


class Container:
    """A folder that stands for the file system of a container: absolute paths of the Dockerfile are below it."""

    def __init__(self, root: Path, outer: Mapping[str, str]) -> None:
        self.root = root
        self.outer = outer
        self.place = "/"
        self.variables: dict[str, str] = {}

    def at(self, path: str) -> Path:
        return self.root / (path if path.startswith("/") else f"{self.place}/{path}").lstrip("/")

    def build(self, stage: Stage) -> None:
        for step in stage.steps:
            match step.word:
                case "WORKDIR":
                    self.place = step.rest
                    self.at(step.rest).mkdir(parents=True, exist_ok=True)
                case "ENV":
                    self.variables |= Stage("", None, (step,)).environment()
                case "COPY":
                    for sources, target in Stage("", None, (step,)).copies():
                        self.copy(sources, target)
                case "RUN":
                    self.run(step.rest)
                case word:
                    raise AssertionError(f"the builder has a step that this test cannot run: {word}")

    def copy(self, sources: list[str], target: str) -> None:
        for source in sources:
            origin, goal = ROOT / source, self.at(target)
            if origin.is_dir():
                shutil.copytree(origin, goal, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                goal = goal / origin.name if target.endswith("/") else goal
                goal.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(origin, goal)

    def run(self, command: str) -> None:
        moved = command.replace("/opt/venv", str(self.at("/opt/venv")))
        bin_of_python = str(Path(sys.executable).resolve().parent)
        path = os.pathsep.join([bin_of_python, self.outer.get("PATH", os.defpath)])
        environment = {**self.outer, **self.variables, "PATH": path}
        done = subprocess.run(
            ["/bin/sh", "-euc", moved],
            cwd=self.at("."),
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{(done.stdout + done.stderr)[-3000:]}"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, outer_environment: Mapping[str, str]) -> Iterator[Container]:
    outer = {name: value for name, value in outer_environment.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    container = Container(tmp_path_factory.mktemp("container"), outer)
    container.build(dockerfile.stages((ROOT / "Dockerfile").read_text())[0])
    shutil.rmtree(container.at("/src"))
    yield container
    shutil.rmtree(container.root)


def test_the_steps_leave_a_router_that_accepts_its_own_rules(built: Container, tmp_path: Path) -> None:
    done = subprocess.run(
        [str(built.at("/opt/venv/bin/sovereign")), "check", str(ROOT / "routes.yaml")],
        cwd=tmp_path,
        env={"PATH": os.defpath, "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_runs_has_no_installer_in_it(built: Container) -> None:
    assert not list(built.at("/opt/venv/bin").glob("pip*"))


def test_it_serves_is_healthy_and_ends_on_sigterm(built: Container, tmp_path: Path) -> None:
    final = dockerfile.stages((ROOT / "Dockerfile").read_text())[-1]
    data = tmp_path / "data"
    data.mkdir()
    environment = clean_environment(data, tmp_path / "lookups") | {"PYTHONDONTWRITEBYTECODE": "1"}
    environment["PYTHONPATH"] = environment["PYTHONPATH"].partition(os.pathsep)[0]
    command = (str(built.at("/opt/venv/bin/sovereign")),)
    running = launch(tmp_path, ROOT / "routes.yaml", environment, key="", command=command)
    try:
        running.wait_ready()
        check = final.all("HEALTHCHECK")[0]
        script = check[check.index("import ") : check.rindex('"')].replace("127.0.0.1:8080", running.base_url[7:])
        healthy = [str(built.at("/opt/venv/bin/python")), "-c", script]
        assert subprocess.run(healthy, env={"PATH": os.defpath}, check=False).returncode == 0
        assert running.stop() in (0, -signal.SIGTERM)
        assert running.lookups() == []
    finally:
        running.end()
    assert subprocess.run(healthy, env={"PATH": os.defpath}, stderr=subprocess.DEVNULL, check=False).returncode != 0
