"""LiteLLM's proxy as its package installs it: one worker, a master key, no database, no call home."""

import json
import os
import sys
from dataclasses import replace

import venvs
from gateways import CACHE, MASTER_KEY, ROOT, Gateway, Setting, free_port, launch, until_ready

VENV, LOCK = "bench-venv", "bench.lock"
QUIET = {"LITELLM_LOCAL_MODEL_COST_MAP": "True", "LITELLM_LOCAL_ANTHROPIC_BETA_HEADERS": "True", "LITELLM_LOG": "ERROR"}


def obtain() -> None:
    venvs.make(VENV, LOCK)


def start(setting: Setting) -> Gateway:
    return _start(setting, {})


def start_with_presidio(setting: Setting) -> Gateway:
    """Takes personal data out and puts it back, with Presidio's services beside it, as its documents say."""
    port = free_port()
    script = ROOT / "benchmarks" / "presidio_service.py"
    # One thread, as the router's own detection has it.
    more = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    service = launch(setting, [sys.executable, str(script), str(port)], cwd=ROOT, more=more)
    until_ready(Gateway("presidio", service, port), setting, "/health")
    base = f"http://127.0.0.1:{port}"
    guardrail = {
        "guardrail": "presidio",
        "mode": "pre_call",
        "default_on": True,
        "output_parse_pii": True,
        "presidio_analyzer_api_base": base,
        "presidio_anonymizer_api_base": base,
    }
    gateway = _start(setting, {"guardrails": [{"guardrail_name": "presidio", "litellm_params": guardrail}]})
    return replace(gateway, aids=(service,))


def _start(setting: Setting, more: dict[str, object]) -> Gateway:
    config = setting.folder / "config.yaml"
    config.write_text(json.dumps(_config(setting) | more, indent=1))  # JSON is YAML
    programs = CACHE / VENV / "bin"
    environment = QUIET | {
        "LITELLM_MASTER_KEY": MASTER_KEY,
        "PATH": os.pathsep.join([str(programs), "/usr/bin", "/bin"]),
    }
    port = free_port()
    command = [str(programs / "litellm"), "--config", str(config), "--host", "127.0.0.1", "--port", str(port)]
    process = launch(setting, [*command, "--telemetry", "False"], cwd=setting.folder, more=environment)
    return until_ready(Gateway("litellm", process, port), setting, "/health/liveliness")


def _config(setting: Setting) -> dict[str, object]:
    def parameters(name: str) -> dict[str, str]:
        base = f"http://127.0.0.1:{setting.upstream}/v1"
        return {"model": f"openai/{name}", "api_base": base, "api_key": "none"}

    return {
        "model_list": [{"model_name": name, "litellm_params": parameters(name)} for name in setting.models],
        "general_settings": {"master_key": MASTER_KEY},
    }
