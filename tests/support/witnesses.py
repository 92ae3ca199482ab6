"""A witness as its owner runs it: the stand-alone file, in a process of its own, on a free port."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from running import ROOT

from router.core.checkpoints import AddCheckpoint
from router.core.signed_notes import VerifierKey, parse_verifier_key
from router.core.witnesses import Witness

PROGRAM = ROOT / "verifier" / "sovereign_witness.py"


@dataclass(frozen=True)
class Answer:
    status: int
    kind: str
    text: str


def witness(*arguments: str | Path) -> list[str]:
    """The command, in an interpreter that has no packages."""
    return [sys.executable, "-I", "-S", str(PROGRAM), *map(str, arguments)]


class RunningWitness:
    """In `folder`: key, logs and state, which outlive it."""

    def __init__(self, folder: Path, name: str = "witness.example/w1") -> None:
        folder.mkdir(exist_ok=True)
        self.folder, self.file, self.logs, self.state = folder, folder / "key", folder / "logs", folder / "state"
        if not self.file.exists():
            made = subprocess.run(
                witness("keygen", self.file, "--name", name), capture_output=True, text=True, check=True
            )
            (folder / "vkey").write_text(made.stdout.strip())
            self.logs.write_text("# verifier keys\n\n")
        self.key: VerifierKey = parse_verifier_key((folder / "vkey").read_text())
        files = ("--key", self.file, "--logs", self.logs, "--state", self.state)
        self.output = folder / "output"
        with self.output.open("ab") as errors:
            self.process = subprocess.Popen(
                witness("serve", *files, "--listen", "127.0.0.1:0"), stdout=subprocess.PIPE, stderr=errors, text=True
            )
        assert self.process.stdout is not None
        told = self.process.stdout.readline(), self.process.stdout.readline()
        assert told[0] == f"witness {self.key}\n", self.said()
        self.port = int(told[1].rsplit(maxsplit=1)[-1])

    @property
    def setting(self) -> str:
        """As `SOVEREIGN_WITNESSES` names it."""
        return f"http://127.0.0.1:{self.port}+{self.key}"

    @property
    def witness(self) -> Witness:
        return Witness(f"http://127.0.0.1:{self.port}", self.key)

    def said(self) -> str:
        return self.output.read_text()

    def know(self, *keys: str) -> None:
        with self.logs.open("a") as logs:
            logs.writelines(f"{key}\n" for key in keys)

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers["Content-Type"], answer.read().decode())
        finally:
            connection.close()

    def add(self, request: AddCheckpoint) -> Answer:
        return self.ask("POST", "/add-checkpoint", request.encode())

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()


@contextmanager
def running(folder: Path, name: str = "witness.example/w1") -> Iterator[RunningWitness]:
    one = RunningWitness(folder, name)
    try:
        yield one
    finally:
        one.kill()
