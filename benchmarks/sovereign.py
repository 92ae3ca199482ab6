"""`sovereign serve`, in two ways: reading nothing, as the peers do, and taking personal data out."""

import json
import subprocess
import sys

from gateways import ROOT, Contender, Gateway, GatewayError, Setting, environment, free_port, launch, until_ready

CLASSES = ("public", "internal", "confidential", "restricted")
ENOUGH = {"requests_per_minute": 10**9, "tokens_per_minute": 10**13, "concurrent_requests": 10**6}
"""Limits that are counted and never met."""


def start(setting: Setting) -> Gateway:
    """Everything on but detection: keys, rules, limits, durable intents, receipts, metrics.

    So every request counts as unscanned, and goes to a self-hosted route.
    """
    return _serve(setting, {"enabled": False, "unscanned": "restricted"}, {"hosting": "self"}, "self_hosted")


def start_detecting(setting: Setting) -> Gateway:
    """With all of it: the provider is one in the EU, which is sent no personal data."""
    facts: dict[str, object] = {
        "network": "private",
        "entity": {"name": "Mock", "seat": "FR", "parent": "FR"},
        "location": {"inference": ["FR"], "storage": ["FR"]},
        "contract": {"training": "prohibited", "retention_days": 0, "reference": "none", "expires": "2099-12-31"},
    }
    return _serve(setting, {}, facts, "eu")


def _serve(setting: Setting, detection: dict[str, object], facts: dict[str, object], zone: str) -> Gateway:
    routes = setting.folder / "routes.yaml"
    routes.write_text(json.dumps(_routes(setting, detection, facts, zone), indent=1))  # JSON is YAML
    more = {"SOVEREIGN_DATA_DIR": str(setting.folder / "data")}
    command = (sys.executable, "-m", "router.cli")
    choice = ("--tenant", "default", "--agent", "bench", "--models", "*", "--tools", "all", "--json")
    issued = subprocess.run(
        [*command, "keys", "issue", "--routes", str(routes), *choice],
        cwd=ROOT,
        env=environment(setting.folder) | more,
        capture_output=True,
        text=True,
        check=False,
    )
    if issued.returncode != 0:
        raise GatewayError(f"sovereign: no key could be issued:\n{issued.stderr[-2000:]}")
    port, admin = free_port(), free_port()
    doors = ("--host", "127.0.0.1", "--port", str(port), "--admin-port", str(admin))
    process = launch(setting, [*command, "serve", "--routes", str(routes), *doors], cwd=ROOT, more=more)
    return until_ready(Gateway("sovereign", process, port, json.loads(issued.stdout)["key"]), setting, "/readyz")


def _routes(setting: Setting, detection: dict[str, object], facts: dict[str, object], zone: str) -> dict[str, object]:
    provider = {"kind": "openai_compatible", "base_url": f"http://127.0.0.1:{setting.upstream}/v1", **facts}
    return {
        "version": 1,
        "classes": CLASSES,
        "detection": detection,
        "providers": {"mock": provider},
        "models": {name: [{"provider": "mock", "model": name}] for name in setting.models},
        "tenants": {
            "default": {
                "floor": "internal",
                "models": setting.models,
                "rules": {name: {"zones": [zone], "redact": zone != "self_hosted"} for name in CLASSES},
                "limits": {**ENOUGH, "per_agent": ENOUGH, "per_key": ENOUGH},
            }
        },
    }


def nothing_to_obtain() -> None:
    """It runs from this tree."""


SOVEREIGN = (
    Contender("sovereign", start, nothing_to_obtain),
    Contender("sovereign", start_detecting, nothing_to_obtain, detecting=True),
)
