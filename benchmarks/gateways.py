"""The gateways that are compared: each started as its users start it, on a free port, in front of one mock provider.

Same work for all: authenticate, read the JSON, choose the route, forward, answer. Each has its own folder and log.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BENCH_VENV = ROOT / ".cache" / "bench-venv"
LOCK = ROOT / "requirements" / "bench.lock"
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
MASTER_KEY = "sk-benchmark-of-overhead-1234"


class GatewayError(RuntimeError):
    """A gateway could not be started. Says which and shows the end of its log."""


@dataclass(frozen=True, slots=True)
class Gateway:
    name: str
    process: subprocess.Popen[bytes]
    port: int
    key: str

    def stop(self) -> None:
        """Asks, then insists."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@dataclass(frozen=True, slots=True)
class Setting:
    """What every gateway is given: a folder of its own, where the provider listens, and the models that it has."""

    folder: Path
    upstream: int
    models: tuple[str, ...]


def start_sovereign(setting: Setting) -> Gateway:
    """`sovereign serve` with everything on but detection: keys, rules, durable intents, receipts."""
    routes = setting.folder / "routes.yaml"
    routes.write_text(json.dumps(_routes(setting), indent=1))  # JSON is YAML
    environment = _environment(setting.folder) | {"SOVEREIGN_DATA_DIR": str(setting.folder / "data")}
    command = (sys.executable, "-m", "router.cli")
    choice = ("--tenant", "default", "--agent", "bench", "--models", "*", "--tools", "all", "--json")
    issued = subprocess.run(
        [*command, "keys", "issue", "--routes", str(routes), *choice],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if issued.returncode != 0:
        raise GatewayError(f"sovereign: no key could be issued:\n{issued.stderr[-2000:]}")
    port, admin = free_port(), free_port()
    doors = ("--host", "127.0.0.1", "--port", str(port), "--admin-port", str(admin))
    process = _start(setting, [*command, "serve", "--routes", str(routes), *doors], environment, cwd=ROOT)
    gateway = Gateway("sovereign", process, port, json.loads(issued.stdout)["key"])
    return _ready(gateway, setting, "/readyz")


def start_litellm(setting: Setting) -> Gateway:
    """LiteLLM's proxy as its package installs it: one worker, a master key, no database, no call home."""
    config = setting.folder / "config.yaml"
    config.write_text(json.dumps(_litellm_config(setting), indent=1))
    environment = _environment(setting.folder) | {
        "LITELLM_LOCAL_MODEL_COST_MAP": "True",
        "LITELLM_LOCAL_ANTHROPIC_BETA_HEADERS": "True",
        "LITELLM_MASTER_KEY": MASTER_KEY,
        "LITELLM_LOG": "ERROR",
        "PATH": os.pathsep.join([str(BENCH_VENV / "bin"), "/usr/bin", "/bin"]),
    }
    port = free_port()
    command = [str(BENCH_VENV / "bin" / "litellm"), "--config", str(config), "--host", "127.0.0.1", "--port", str(port)]
    process = _start(setting, [*command, "--telemetry", "False"], environment, cwd=setting.folder)
    return _ready(Gateway("litellm", process, port, MASTER_KEY), setting, "/health/liveliness")


def start_nginx(setting: Setting) -> Gateway:
    """A bare reverse proxy: what the kernel and two sockets cost, with no work done."""
    port = free_port()
    config = setting.folder / "nginx.conf"
    config.write_text(_NGINX % {"folder": setting.folder, "port": port, "upstream": setting.upstream})
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    command = [program, "-p", str(setting.folder), "-c", str(config), "-e", str(setting.folder / "error.log")]
    process = _start(setting, command, _environment(setting.folder), cwd=setting.folder)
    return _ready(Gateway("nginx", process, port, MASTER_KEY), setting, "/")


STARTERS: Mapping[str, Callable[[Setting], Gateway]] = {
    "sovereign": start_sovereign,
    "litellm": start_litellm,
    "nginx": start_nginx,
}


def has_nginx() -> bool:
    return shutil.which("nginx") is not None or Path("/usr/sbin/nginx").exists()


def install_litellm() -> None:
    """Into a virtual environment of its own, wheels with known hashes only; a minute or two, once for each lock."""
    stamp = BENCH_VENV / ".lock"
    if stamp.exists() and stamp.read_bytes() == LOCK.read_bytes():
        return
    print("installing LiteLLM's proxy into .cache/bench-venv (once)", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(BENCH_VENV)], check=True)
    quiet = ("--quiet", "--quiet", "--disable-pip-version-check", "--no-input")
    exact = ("--no-deps", "--require-hashes", "--only-binary", ":all:", "-r", str(LOCK))
    subprocess.run([str(BENCH_VENV / "bin" / "python"), "-m", "pip", *quiet, "install", *exact], check=True)
    stamp.write_bytes(LOCK.read_bytes())


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def pin(process: subprocess.Popen[bytes], *, core: int) -> None:
    """Gateways on the first core, everything else on the second, where there are two."""
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) > 1:
        os.sched_setaffinity(process.pid, {cores[core]})


def _start(
    setting: Setting, command: Sequence[str], environment: Mapping[str, str], *, cwd: Path
) -> subprocess.Popen[bytes]:
    with (setting.folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    pin(process, core=0)
    return process


def _ready(gateway: Gateway, setting: Setting, path: str) -> Gateway:
    """Waits for a 200. Raises `GatewayError` when the process ends or a minute passes."""
    deadline = time.monotonic() + 60
    while not _answers(gateway.port, path):
        if gateway.process.poll() is not None or time.monotonic() > deadline:
            if gateway.process.poll() is None:
                gateway.stop()
            log = (setting.folder / "log").read_text(errors="replace")[-3000:]
            raise GatewayError(f"{gateway.name} did not become ready; its log ends:\n{log}")
        time.sleep(0.1)
    return gateway


def _answers(port: int, path: str) -> bool:
    try:
        with DIRECT.open(f"http://127.0.0.1:{port}{path}", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of the person who measures: no keys, no proxies, no trace endpoint."""
    return {"HOME": str(folder), "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "PYTHONUNBUFFERED": "1"}


def _routes(setting: Setting) -> dict[str, object]:
    """Detection is off, so every request counts as unscanned, and the class of what is unscanned may go to the mock."""
    classes = ["public", "internal", "confidential", "restricted"]
    return {
        "version": 1,
        "classes": classes,
        "detection": {"enabled": False, "unscanned": "restricted"},
        "providers": {
            "mock": {
                "kind": "openai_compatible",
                "base_url": f"http://127.0.0.1:{setting.upstream}/v1",
                "hosting": "self",
            }
        },
        "models": {name: [{"provider": "mock", "model": name}] for name in setting.models},
        "tenants": {
            "default": {
                "floor": "internal",
                "models": list(setting.models),
                "rules": {name: {"zones": ["self_hosted"]} for name in classes},
            }
        },
    }


def _litellm_config(setting: Setting) -> dict[str, object]:
    def parameters(name: str) -> dict[str, str]:
        base = f"http://127.0.0.1:{setting.upstream}/v1"
        return {"model": f"openai/{name}", "api_base": base, "api_key": "none"}

    return {
        "model_list": [{"model_name": name, "litellm_params": parameters(name)} for name in setting.models],
        "general_settings": {"master_key": MASTER_KEY},
    }


_NGINX = """
daemon off; master_process off; pid %(folder)s/pid;
events { worker_connections 4096; }
http {
  access_log off;
  client_body_temp_path %(folder)s/body; proxy_temp_path %(folder)s/proxy; fastcgi_temp_path %(folder)s/fastcgi;
  uwsgi_temp_path %(folder)s/uwsgi; scgi_temp_path %(folder)s/scgi;
  upstream provider { server 127.0.0.1:%(upstream)d; keepalive 256; }
  server {
    listen 127.0.0.1:%(port)d; keepalive_requests 100000000;
    proxy_http_version 1.1; proxy_set_header Connection ""; proxy_buffering off;
    location / { proxy_pass http://provider; }
  }
}
"""
