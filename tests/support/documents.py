"""Finds the commands in a document, so that tests can run them: a README that lies is a defect.

The convention, for who writes a document:

- Every fenced block tagged `bash`, `console` or `python` is run, in order, each in a shell or Python of its own,
  against a router that serves the shipped `routes.yaml`. `text`, `yaml` and untagged blocks are not run; a `yaml` block
  that starts with `version:` is given to `sovereign check`.
- A block that cannot be run has the reason in the line above it: `<!-- not run: needs an account -->`.
- `BASE_URL` (ends in /v1), `ADMIN_URL`, `KEY`, `OPENAI_BASE_URL` and `OPENAI_API_KEY` are set, `sovereign` is on the
  path and finds the router's own data and a copy of `routes.yaml` in its folder. `127.0.0.1:8080`, `localhost:8080` and
  the same with 8081 are turned into the router's ports; `sov_...` into its key.
- `bash` runs with `-euo pipefail`: a command that fails is a fault, and so is a curl that gets an HTTP error.
- In `console`, a line that starts with `$ ` is a command and the lines after it are what it prints: each must be found
  in the output, in that order; `...` stands for anything. The exit status counts only where nothing is shown after it.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

LANGUAGES = frozenset({"bash", "console", "python"})
FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```\s*$", re.MULTILINE | re.DOTALL)
EXCUSE = re.compile(r"<!--\s*not run:\s*(\S.*?)\s*-->\s*\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """`line` is that of its first command, from 1; `excuse` why it is not run."""

    language: str
    text: str
    line: int
    excuse: str | None = None

    @property
    def is_run(self) -> bool:
        return self.language in LANGUAGES and self.excuse is None

    @property
    def is_rules(self) -> bool:
        return self.language == "yaml" and self.text.startswith("version:")


@dataclass(frozen=True, slots=True)
class Place:
    """Where blocks run: a folder, its variables, and the ports and key that stand for those of the document."""

    folder: Path
    environment: Mapping[str, str]
    port: str
    admin_port: str
    key: str


def blocks(document: str) -> list[Block]:
    return [
        Block(match[1], match[2], document.count("\n", 0, match.start()) + 2, _excuse(document[: match.start()]))
        for match in FENCE.finditer(document)
    ]


def _excuse(before: str) -> str | None:
    found = EXCUSE.search(before)
    return found[1] if found else None


def at_place(text: str, place: Place) -> str:
    text = re.sub(r"(127\.0\.0\.1|localhost):8080", f"127.0.0.1:{place.port}", text)
    text = re.sub(r"(127\.0\.0\.1|localhost):8081", f"127.0.0.1:{place.admin_port}", text)
    return re.sub(r"sov_(\.\.\.|…)", place.key, text)


def run(block: Block, place: Place) -> str | None:
    """Runs a block; the fault in words, or None."""
    text = at_place(block.text, place)
    match block.language:
        case "bash":
            return _fault_of_status(_execute(["bash", "-euo", "pipefail", "-c", text], place))
        case "python":
            return _fault_of_status(_execute([sys.executable, "-c", text], place))
        case "console":
            return next(filter(None, (_run_shown(*shown, place) for shown in commands(text))), None)
        case unknown:
            raise ValueError(f"{unknown!r} blocks are not run")


def commands(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of a console block with the lines it is said to print."""
    command, shown = "", list[str]()
    for line in text.splitlines():
        if command.endswith("\\"):
            command += "\n" + line.removeprefix("> ")
        elif line.startswith("$ "):
            if command:
                yield command, shown
            command, shown = line[2:], []
        elif line.strip():
            shown.append(line)
    if command:
        yield command, shown


def _run_shown(command: str, shown: list[str], place: Place) -> str | None:
    done = _execute(["bash", "-uo", "pipefail", "-c", command], place)
    if not shown:
        return _fault_of_status(done)
    output, at = done.stdout, 0
    for line in shown:
        found = re.compile(".*?".join(map(re.escape, re.split(r"\.\.\.|…", line.strip())))).search(output, at)
        if found is None:
            return f"`{command}` does not print {line.strip()!r}; it prints:\n{output[-2000:]}"
        at = found.end()
    return None


def _execute(command: list[str], place: Place) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=place.folder,
        env={**os.environ, **place.environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
        check=False,
    )


def _fault_of_status(done: subprocess.CompletedProcess[str]) -> str | None:
    return None if done.returncode == 0 else f"ended with {done.returncode}:\n{done.stdout[-2000:]}"
