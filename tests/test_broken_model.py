"""A router whose model is broken does not start; one whose detection breaks later says so and why."""

from pathlib import Path

import pytest

from router import cli, wiring
from router.cli.words import WRONG
from router.detect.naming.manifest import BrokenModel
from router.settings import Settings

ROUTES = """
version: 1
classes: [public, restricted]
detection: {languages: [en], unscanned: restricted}
providers:
  fake: {kind: scripted, hosting: self, script: [{text: first}]}
models:
  m: [{provider: fake, model: x}]
tenants:
  default: {floor: public, models: [m], rules: {restricted: {zones: [self_hosted]}, public: {zones: [self_hosted]}}}
"""
BROKEN = "its file encoder.onnx is missing; install"


@pytest.fixture
def routes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOVEREIGN_DATA_DIR", str(tmp_path / "data"))
    file = tmp_path / "routes.yaml"
    file.write_text(ROUTES)
    return file


def _spoil(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise BrokenModel(BROKEN)

    monkeypatch.setattr(wiring, "verify", broken)


def test_serve_ends_with_one_clear_line(
    routes: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _spoil(monkeypatch)
    assert cli.main(["serve", "--routes", str(routes), "--port", "0", "--admin-port", "0"]) == WRONG
    told = capsys.readouterr()
    assert f"sovereign: {BROKEN}\n" in told.err
    assert "Base URL" not in told.out


async def test_readiness_says_broken_and_why(routes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    router = wiring.Router(Settings(), routes)
    assert [router.ready()[1][name] for name in ("detectors", "fault")] == ["warming", None]
    monkeypatch.setattr(router.around.detector, "_fault", BROKEN)
    status, told = router.ready()
    assert (status, told["detectors"], told["fault"]) == (503, "broken", BROKEN)
    await router.aclose()
