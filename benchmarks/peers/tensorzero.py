"""TensorZero's gateway, in Rust, from its wheel: no authentication, and nothing observed, for it has no database.

Its own program is shipped as a container alone. The wheel holds the same gateway, and a Python process starts it.
"""

import re
import time

import venvs
from gateways import CACHE, ROOT, Gateway, GatewayError, Setting, launch

VENV, LOCK = "bench-tensorzero", "bench-tensorzero.lock"
HEAD = "[gateway.observability]\nenabled = false\n"
MODEL = """
[models.{name}]
routing = ["mock"]
[models.{name}.providers.mock]
type = "openai"
model_name = "{name}"
api_base = "http://127.0.0.1:{port}/v1"
api_key_location = "none"
"""


def obtain() -> None:
    venvs.make(VENV, LOCK)


def start(setting: Setting) -> Gateway:
    config = setting.folder / "tensorzero.toml"
    config.write_text(HEAD + "".join(MODEL.format(name=name, port=setting.upstream) for name in setting.models))
    script = ROOT / "benchmarks" / "tensorzero_gateway.py"
    command = [str(CACHE / VENV / "bin" / "python"), str(script), str(config)]
    process = launch(setting, command, cwd=setting.folder, more={})
    deadline = time.monotonic() + 60
    while (told := re.search(r"listens on \S+:(\d+)/", (setting.folder / "log").read_text(errors="replace"))) is None:
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            raise GatewayError(f"tensorzero did not start:\n{(setting.folder / 'log').read_text()[-3000:]}")
        time.sleep(0.1)
    path, prefix = "/openai/v1/chat/completions", "tensorzero::model_name::"
    return Gateway("tensorzero", process, int(told[1]), path=path, prefix=prefix)
