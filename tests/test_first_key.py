"""The key that a first start makes and shows once."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from ledger_records import file_of

from router import wiring
from router.cli import key_to_show
from router.settings import Settings

ROUTES = """
version: 1
classes: [internal]
detection: {enabled: false, languages: [en], raise: {}, unscanned: internal}
providers: {own: {kind: scripted, hosting: self, script: [{text: hello}]}}
models: {m: [{provider: own, model: a}]}
tenants: {default: {floor: internal, models: [m], rules: {internal: {zones: [self_hosted]}}}}
"""


async def test_a_store_that_is_gone_by_the_time_of_the_greeting_is_told_and_ends_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOVEREIGN_DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "routes.yaml").write_text(ROUTES)
    router = wiring.Router(Settings(), tmp_path / "routes.yaml")
    await router.start()
    try:
        (tmp_path / "data").rename(tmp_path / "aside")
        assert await key_to_show(router) is None
        assert "no key could be looked up or made" in capsys.readouterr().err
        (tmp_path / "aside").rename(tmp_path / "data")
        assert (await key_to_show(router) or "").startswith("sov_")
    finally:
        await router.aclose()


async def test_where_all_keys_were_changed_behind_the_routers_back_none_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOVEREIGN_DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "routes.yaml").write_text(ROUTES)
    router = wiring.Router(Settings(), tmp_path / "routes.yaml")
    await router.start()
    try:
        assert await router.first_key()
        with closing(sqlite3.connect(file_of(tmp_path / "data", "default"), isolation_level=None)) as file:
            file.execute("UPDATE keys SET expires = NULL")
        assert await router.first_key() is None
        assert router.ready()[1]["keys"].startswith("1 changed")
    finally:
        await router.aclose()
