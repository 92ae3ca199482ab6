"""A provider nobody scripted: llama.cpp's own OpenAI server, in a virtual environment of its own, with a tiny model.

Building it takes about ten minutes, so it is kept in `.cache/llama-venv` for as long as its locks do not change.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
import urllib.error
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from running import DIRECT, ROOT, free_port

HOME = ROOT / ".cache" / "llama-venv"
PYTHON = HOME / "bin" / "python"
STAMP = HOME / ".stamp"
LOCKS = (ROOT / "requirements" / "slow-build.lock", ROOT / "requirements" / "slow.lock")


class LlamaFailedError(AssertionError):
    """llama.cpp was not built or did not start. Holds what it said."""


def build(environment: Mapping[str, str]) -> Path:
    """The Python that has llama.cpp; builds it where it is missing. `environment` must let pip reach its index."""
    wanted = hashlib.sha256(b"".join(lock.read_bytes() for lock in LOCKS)).hexdigest()
    if not STAMP.exists() or STAMP.read_text() != wanted:
        shutil.rmtree(HOME, ignore_errors=True)
        _run([sys.executable, "-m", "venv", str(HOME)], environment)
        pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
        path = os.pathsep.join([str(HOME / "bin"), environment.get("PATH", os.defpath)])
        inside = {"CMAKE_BUILD_PARALLEL_LEVEL": str(os.cpu_count() or 1), **environment, "PATH": path}
        _run([*pip, "-r", str(LOCKS[0])], inside)
        _run([*pip, "--no-build-isolation", "-r", str(LOCKS[1])], inside)
        STAMP.write_text(wanted)
    return PYTHON


def _run(command: list[str], environment: Mapping[str, str]) -> None:
    done = subprocess.run(command, env=dict(environment), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise LlamaFailedError(
            f"{' '.join(command)} ended with {done.returncode}:\n{(done.stdout + done.stderr)[-4000:]}"
        )


@dataclass
class Llama:
    """A running server. `api_url` is what goes into `base_url` of a provider."""

    process: subprocess.Popen[bytes]
    api_url: str
    log: Path

    def wait_ready(self, seconds: float = 60.0) -> None:
        began = time.monotonic()
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() - began > seconds:
                raise LlamaFailedError(f"llama.cpp did not start:\n{self.log.read_text(errors='replace')[-4000:]}")
            time.sleep(0.1)

    def _answers(self) -> bool:
        try:
            with DIRECT.open(f"{self.api_url}/models", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(30)


def serve(python: Path, folder: Path) -> Llama:
    """Writes the model into `folder` and serves it as `tiny`.

    `--interrupt_requests False`: by default a new request ends an older stream cleanly, without a finish reason.
    """
    model, log, port = folder / "tiny.gguf", folder / "llama.log", free_port()
    environment = {"HOME": str(folder), "PATH": os.defpath}
    _run([str(python), str(Path(__file__).with_name("tiny_gguf.py")), str(model)], environment)
    choice = {"model": model, "model_alias": "tiny", "host": "127.0.0.1", "port": port}
    choice |= {"n_ctx": 8192, "n_threads": 1, "interrupt_requests": False}
    flags = [part for name, value in choice.items() for part in (f"--{name}", str(value))]
    with log.open("wb") as output:
        command = [str(python), "-m", "llama_cpp.server", *flags]
        process = subprocess.Popen(command, env=environment, cwd=folder, stdout=output, stderr=subprocess.STDOUT)
    return Llama(process, f"http://127.0.0.1:{port}/v1", log)
