"""Portkey's gateway, from its npm package: `requirements/portkey/package-lock.json` says which, with the hashes."""

import shutil
import subprocess
import sys

from gateways import CACHE, ROOT, AbsentError, Gateway, Setting, free_port, launch, until_ready

LOCKED = ROOT / "requirements" / "portkey"
HERE = CACHE / "bench-portkey"
PROGRAM = HERE / "node_modules" / "@portkey-ai" / "gateway" / "build" / "start-server.js"
INSTALL = ("ci", "--ignore-scripts", "--omit=dev", "--omit=optional", "--no-audit", "--no-fund", "--loglevel=error")


def obtain() -> None:
    """No package's set-up script is run."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        raise AbsentError("needs node and npm (apt-get install nodejs npm)")
    stamp, lock = HERE / ".lock", (LOCKED / "package-lock.json").read_bytes()
    if stamp.exists() and stamp.read_bytes() == lock:
        return
    print("installing requirements/portkey into .cache/bench-portkey (once)", file=sys.stderr, flush=True)
    HERE.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(LOCKED / name, HERE / name)
    if subprocess.run([npm, *INSTALL], cwd=HERE, stdout=subprocess.DEVNULL, check=False).returncode != 0:
        raise AbsentError("requirements/portkey could not be installed: see what npm says above")
    stamp.write_bytes(lock)


def start(setting: Setting) -> Gateway:
    port = free_port()
    command = [str(shutil.which("node")), str(PROGRAM), "--headless", f"--port={port}"]
    process = launch(setting, command, cwd=setting.folder, more={"NODE_ENV": "production"})
    headers = {"x-portkey-provider": "openai", "x-portkey-custom-host": f"http://127.0.0.1:{setting.upstream}/v1"}
    return until_ready(Gateway("portkey", process, port, headers=headers), setting, "/")
