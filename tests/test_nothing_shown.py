"""No object of ours shows a secret: whatever a debugger's page, an assertion or a log line prints with `repr`."""

import gc
from pathlib import Path

import canaries
import pytest

from router.secrets import resolve
from router.settings import Settings
from router.wiring import Router

RULES = """
version: 1
classes: [public]
detection: {enabled: false, languages: [en], unscanned: public}
providers:
  own: {kind: openai_compatible, base_url: "http://127.0.0.1:1/v1", hosting: self, key: env:CANARY_KEY}
  filed: {kind: openai_compatible, base_url: "http://127.0.0.1:1/v1", hosting: self, key: "file:FILE"}
models: {m: [{provider: own, model: m}, {provider: filed, model: m}]}
tenants:
  default: {floor: public, models: ["*"], rules: {public: {zones: [self_hosted]}}}
"""


def shown() -> list[tuple[str, bytes]]:
    """Every object that the interpreter knows and whose type is ours, as it shows itself."""
    ours = [one for one in gc.get_objects() if str(type(one).__module__).startswith(("router.", "providers."))]
    return [(type(one).__qualname__, repr(one).encode()) for one in ours]


async def test_no_object_of_a_router_shows_a_secret_that_it_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens = {name: canaries.token(name) for name in ("key", "filed", "password")} | {"master": "5c" * 32}
    (tmp_path / "filed").write_text(tokens["filed"])
    (tmp_path / "routes.yaml").write_text(RULES.replace("FILE", str(tmp_path / "filed")))
    monkeypatch.setenv("CANARY_KEY", tokens["key"])
    monkeypatch.setenv("CANARY_MASTER", tokens["master"])
    monkeypatch.setenv("SOVEREIGN_STORE_OWNER_URL", f"postgresql://owner:{tokens['password']}@127.0.0.1/x")
    settings = Settings(master_key="env:CANARY_MASTER", data_dir=tmp_path / "data")
    router = Router(settings, tmp_path / "routes.yaml")
    assert router.engine.closed() == ()
    assert [resolve("env:CANARY_KEY"), router._master.hex()] == [tokens["key"], tokens["master"]]
    kinds = {kind for kind, _ in shown()}
    assert {"Secrets", "Credential", "Settings", "SecretFiles"} <= kinds
    assert canaries.found(tokens.values(), shown()) == []
    await router.aclose()
