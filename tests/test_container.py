"""The Dockerfile keeps what it promises, as far as reading it can tell; tests/slow runs its steps."""

import json
import re
import shlex

import dockerfile
import pytest
from running import ROOT

TEXT = (ROOT / "Dockerfile").read_text()
HASHED = re.compile(r" --require-hashes .*-r \S+\.lock\b| --no-deps --no-build-isolation \.$")
"""An install of locked files, or of the router itself out of the build context."""


def faults(text: str) -> list[str]:
    """What a container must not be: each fault in words."""
    stages = dockerfile.stages(text)
    last = stages[-1]
    users = last.all("USER")
    found = []
    if len(stages) < 2:
        found.append("one stage: what builds is in what runs")
    if not users or not users[-1].partition(":")[0].isdigit() or users[-1].startswith("0"):
        found.append("no numeric user other than root")
    if any(step.word == "ADD" for stage in stages for step in stage.steps):
        found.append("ADD fetches and unpacks: COPY says what it does")
    if not last.all("HEALTHCHECK"):
        found.append("no health check")
    if not last.all("ENTRYPOINT") or not last.all("ENTRYPOINT")[0].startswith("["):
        found.append("the entry point is a shell, which keeps signals to itself")
    if last.environment().get("PYTHONDONTWRITEBYTECODE") != "1":
        found.append("Python would write into a read-only file system")
    commands = [command for stage in stages for line in stage.all("RUN") for command in line.split("&&")]
    if any("pip install" in command and not HASHED.search(command.rstrip()) for command in commands):
        found.append("something is installed without its hash")
    return found


def test_the_shipped_file_has_no_fault() -> None:
    assert faults(TEXT) == []


def test_a_careless_file_has_every_fault() -> None:
    careless = (
        "FROM python:3.11\nADD https://example.com/x.tar /x\nRUN pip install flask\nUSER root\nENTRYPOINT run.sh\n"
    )
    assert len(faults(careless)) == 7


def test_what_it_copies_exists_and_reaches_the_builder() -> None:
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    for stage in dockerfile.stages(TEXT):
        for sources, _ in stage.copies():
            for source in sources:
                assert (ROOT / source).exists(), f"{source} is copied but is not here"
                assert source.partition("/")[0] in kept, f"{source} is copied but .dockerignore leaves it out"


def test_the_health_check_asks_the_port_that_is_served() -> None:
    last = dockerfile.stages(TEXT)[-1]
    check = last.all("HEALTHCHECK")[0]
    command = json.loads(check[check.index("[") :])
    compile(command[2], "healthcheck", "exec")
    assert "http://127.0.0.1:8080/healthz" in command[2]
    assert "8080" in last.all("EXPOSE")[0].split()


def test_the_entry_point_is_a_command_that_exists() -> None:
    entry = json.loads(dockerfile.stages(TEXT)[-1].all("ENTRYPOINT")[0])
    assert entry[:2] == ["sovereign", "serve"]
    assert 'sovereign = "router.cli:main"' in (ROOT / "pyproject.toml").read_text()


def test_data_is_written_to_the_volume_alone() -> None:
    last = dockerfile.stages(TEXT)[-1]
    assert last.all("VOLUME") == [last.environment()["SOVEREIGN_DATA_DIR"]]
    owner = last.all("USER")[0]
    assert f"chown {owner} {last.all('VOLUME')[0]}" in shlex.join(shlex.split(last.all("RUN")[0]))


@pytest.mark.parametrize("word", ["RUN echo", "COPY a b"])
def test_a_step_before_the_first_stage_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match="before the first FROM"):
        dockerfile.stages(f"{word}\nFROM python")
