"""The house around the code: what is committed, what is locked, and that nothing in it is left undone."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from fnmatch import fnmatch
from importlib.metadata import version
from pathlib import Path

import pytest
from running import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.lock"))
COMPROMISED = {"1.82.7", "1.82.8"}
"""Releases of litellm that carried a thief."""

# Each pattern is written so that it does not match itself.
PLACES = re.compile(
    r"pyp[i]\.org|pythonhos[t]ed|registry\.npm[j]s|deb\.deb[i]an|(^|[^a-z])/(wor[k]|opt/pyp[i]|root)/", re.IGNORECASE
)
UNFINISHED = re.compile(r"T[O]DO|F[I]XME|\bX[X]X\b|NotImplemented[E]rror|for no[w]\b|placeholder imple[m]entation")
BARE_EXCUSE = re.compile(r"#\s*(noqa(?!: [A-Z0-9, ]+ - \S)|type: ignore(?!\[[\w, -]+\]  # \S))")
"""An ignore without a rule or a reason: `# noqa: N818 - a state of the world`, `# type: ignore[arg-type]  # why`."""


def tracked() -> list[Path]:
    """What is committed, or would be; the same by the words of .gitignore where this is not a checkout."""
    command = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-co", "--exclude-standard", "-z"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return [ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]
    ignored = [".git", *(line.rstrip("/") for line in (ROOT / ".gitignore").read_text().split())]
    return [file for file in ROOT.rglob("*") if file.is_file() and not is_ignored(file.relative_to(ROOT), ignored)]


def is_ignored(file: Path, patterns: Iterable[str]) -> bool:
    """Some folder on the way is named, anywhere or, with a slash before it, at the root."""
    return any(fnmatch(part, pattern) for part in (*file.parts, f"/{file.parts[0]}") for pattern in patterns)


def places(text: str, pattern: re.Pattern[str]) -> list[int]:
    return [number for number, line in enumerate(text.splitlines(), start=1) if pattern.search(line)]


def told(pattern: re.Pattern[str], suffix: str = "") -> list[str]:
    found = []
    for file in tracked():
        if file.name.endswith(suffix):
            text = file.read_text(errors="replace")
            found += [f"{file.relative_to(ROOT)}:{line}" for line in places(text, pattern)]
    return found


def test_no_file_names_a_package_registry_or_a_path_of_some_machine() -> None:
    assert told(PLACES) == []


def test_no_source_reads_as_unfinished() -> None:
    assert told(UNFINISHED, ".py") == []


def test_every_ignore_names_its_rule_and_its_reason() -> None:
    assert told(BARE_EXCUSE, ".py") == []


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (PLACES, "see https://py" + "pi.org/simple"),
        (PLACES, "cd /wo" + "rk/x"),
        (PLACES, "HOME=/ro" + "ot/x"),
        (UNFINISHED, "# TO" + "DO: later"),
        (UNFINISHED, "raise NotImplemented" + "Error"),
        (BARE_EXCUSE, "import x  # no" + "qa"),
        (BARE_EXCUSE, "import x  # no" + "qa: F401"),
        (BARE_EXCUSE, "x = y  # type: igno" + "re[assignment]"),
    ],
)
def test_each_pattern_finds_what_it_is_for(pattern: re.Pattern[str], line: str) -> None:
    assert places(f"first\n{line}\n", pattern) == [2]


def test_an_ignore_with_its_reason_is_let_through() -> None:
    assert places("class A(Exception):  # noqa: N818 - a state of the world", BARE_EXCUSE) == []
    assert places("x = y  # type: ignore[assignment]  # the stub is wrong", BARE_EXCUSE) == []


def pins(lock: str) -> dict[str, str]:
    return {name.replace("_", "-"): at for name, at in re.findall(r"^([\w.-]+)==(\S+)", lock, re.MULTILINE)}


def lock_faults(lock: str) -> list[str]:
    """Lines that are not `name==version`, followed by at least one hash, all joined by backslashes."""
    entries = [entry for entry in lock.replace("\\\n", " ").splitlines() if entry and not entry.startswith("#")]
    entry = re.compile(r"[\w.-]+==[\w.+!]+( ; [^#]+?)?( +--hash=sha256:[0-9a-f]{64})+ *")
    return [line[:60] for line in entries if not entry.fullmatch(line)] + re.findall(r"https?://\S+", lock)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_every_line_of_a_lock_is_a_version_with_hashes_and_no_address(lock: Path) -> None:
    assert pins(lock.read_text())
    assert lock_faults(lock.read_text()) == []


@pytest.mark.parametrize(
    "line",
    [
        "flask==3.0",
        "flask>=3.0 \\\n    --hash=sha256:" + "0" * 64,
        "--extra-index-url file:///x",
        "flask @ https://example.com/flask.whl",
        "flask==3.0 \\\n    --hash=md5:" + "0" * 32,
    ],
)
def test_a_planted_line_in_a_lock_is_found(line: str) -> None:
    assert lock_faults(f"aiohttp==3.14.5 \\\n    --hash=sha256:{'a' * 64}\n{line}\n")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_what_is_asked_for_is_what_is_locked(lock: Path) -> None:
    wanted = re.findall(r"^([A-Za-z][\w.-]*)", lock.with_suffix(".in").read_text(), re.MULTILINE)
    assert {name.lower().replace("_", "-") for name in wanted} <= pins(lock.read_text()).keys()


def test_tests_run_on_what_the_router_runs_on() -> None:
    run, test = (pins((ROOT / "requirements" / name).read_text()) for name in ("run.lock", "test.lock"))
    assert {name: at for name, at in test.items() if name in run and run[name] != at} == {}


def test_litellm_is_pinned_and_not_to_a_release_that_was_compromised() -> None:
    wanted = re.search(r"^litellm==(\S+)", (ROOT / "requirements/run.in").read_text(), re.MULTILINE)
    assert wanted is not None
    locked = pins((ROOT / "requirements/run.lock").read_text())["litellm"]
    assert wanted[1] == locked == version("litellm")
    assert locked not in COMPROMISED


def test_every_rule_that_the_linter_leaves_out_has_its_reason_beside_it() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    config = tomllib.loads(text)["tool"]["ruff"]["lint"]
    assert config["select"] == ["ALL"]
    for rule in config["ignore"]:
        assert re.search(rf'"{rule}",\s+# \S', text), f"{rule} is ignored without a reason"


def test_the_type_check_is_strict_and_the_tests_are_too() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
    assert config["mypy"]["strict"] is True
    pytest_options = config["pytest"]["ini_options"]
    assert pytest_options["filterwarnings"] == ["error"]
    assert pytest_options["xfail_strict"] is True
    assert "--strict-markers" in pytest_options["addopts"]


def test_the_license_is_apache_2() -> None:
    text = (ROOT / "LICENSE").read_text()
    assert "Apache License\n                           Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_the_changelog_is_in_keep_a_changelog_form() -> None:
    text = (ROOT / "CHANGELOG.md").read_text()
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings[0] == "[Unreleased]"
    assert all(re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2}", heading) for heading in headings[1:])
    kinds = set(re.findall(r"^### (.+)$", text, re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


@pytest.mark.parametrize("target", ["help", "venv", "run", "test", "test-all", "lint", "bench", "lock", "clean"])
def test_make_knows_each_target_that_the_documents_name(target: str) -> None:
    command = ["make", "--dry-run", "--no-print-directory", f"PYTHON={sys.executable}", target]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_make_without_a_python_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "Makefile").write_text((ROOT / "Makefile").read_text())
    (tmp_path / "requirements").mkdir()
    for name in ("pyproject.toml", "requirements/build.lock", "requirements/run.lock"):
        (tmp_path / name).touch()
    old = tmp_path / "old-python"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    for python, cure in (("", "install Python 3.11"), (str(old), "older than 3.11")):
        command = ["make", "--no-print-directory", f"PYTHON={python}", "venv"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode != 0
        assert cure in done.stderr


def test_continuous_integration_runs_what_a_person_runs() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert subprocess.run(["bash", "-n", str(script)], check=False).returncode == 0
    text = script.read_text()
    assert "set -euo pipefail" in text
    assert "make test" in text
    assert "make lint" in text
