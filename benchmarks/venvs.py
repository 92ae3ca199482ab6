"""Virtual environments of peers: wheels with known hashes only, made once for each lock."""

import subprocess
import sys
from pathlib import Path

from gateways import CACHE, ROOT, AbsentError

QUIET = ("--quiet", "--quiet", "--disable-pip-version-check", "--no-input")
EXACT = ("--no-deps", "--require-hashes", "--only-binary", ":all:")


def make(name: str, lock: str) -> Path:
    """The folder of its programs. Raises AbsentError when what is locked cannot be installed."""
    venv, locked = CACHE / name, ROOT / "requirements" / lock
    stamp = venv / ".lock"
    if not stamp.exists() or stamp.read_bytes() != locked.read_bytes():
        print(f"installing {lock} into .cache/{name} (once)", file=sys.stderr, flush=True)
        pip = (str(venv / "bin" / "python"), "-m", "pip", *QUIET, "install", *EXACT, "-r", str(locked))
        for command in ((sys.executable, "-m", "venv", "--clear", str(venv)), pip):
            if subprocess.run(command, check=False).returncode != 0:
                raise AbsentError(f"requirements/{lock} could not be installed: see what pip says above")
        stamp.write_bytes(locked.read_bytes())
    return venv / "bin"
