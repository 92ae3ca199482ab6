import os
from pathlib import Path

import pytest

from router.settings import Settings, SettingsError, unknown_settings


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.upper().startswith("SOVEREIGN_")]:
        monkeypatch.delenv(name)


def test_without_any_setting_everything_is_in_the_folder_data() -> None:
    settings = Settings()
    assert settings.data_dir == Path("data")
    assert settings.store_url == "sqlite:///data"
    assert settings.master_key is None


def test_the_records_are_in_the_data_folder_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOVEREIGN_DATA_DIR", "/var/lib/sovereign")
    assert Settings().store_url == "sqlite:////var/lib/sovereign"
    monkeypatch.setenv("SOVEREIGN_STORE_URL", "sqlite:///elsewhere")
    assert Settings().store_url == "sqlite:///elsewhere"


def test_a_flag_wins_over_a_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOVEREIGN_DATA_DIR", "a")
    assert Settings(data_dir="b").data_dir == Path("b")


def test_an_empty_variable_is_one_that_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ROUTES", "DATA_DIR", "STORE_URL", "REDIS_URL", "MASTER_KEY"):
        monkeypatch.setenv(f"SOVEREIGN_{name}", "")
    assert Settings() == Settings.model_construct(**Settings().model_dump())
    assert Settings().redis_url is None


def test_the_rules_file_is_the_one_here_only_when_none_was_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings().routes_file is None
    Path("routes.yaml").write_text("version: 1\n")
    assert Settings().routes_file == Path("routes.yaml")
    monkeypatch.setenv("SOVEREIGN_ROUTES", "missing.yaml")
    assert Settings().routes_file == Path("missing.yaml")


@pytest.mark.parametrize(
    ("name", "value", "cure"),
    [
        ("SOVEREIGN_STORE_URL", "mysql://me:hunter2@db/x", "sqlite:///DIR"),
        ("SOVEREIGN_STORE_URL", "sqlite:///", "sqlite:///DIR"),
        ("SOVEREIGN_REDIS_URL", "redis://:hunter2@cache", "later version"),
        ("SOVEREIGN_MASTER_KEY", "hunter2", "env:NAME"),
    ],
)
def test_a_fault_names_the_variable_and_the_cure_and_never_the_value(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, cure: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as raised:
        Settings()
    assert str(raised.value).startswith(f"{name}: ")
    assert cure in str(raised.value)
    assert "hunter2" not in str(raised.value)
    assert raised.value.__context__ is None


def test_all_faults_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOVEREIGN_REDIS_URL", "redis://cache")
    monkeypatch.setenv("SOVEREIGN_MASTER_KEY", "oops")
    with pytest.raises(SettingsError) as raised:
        Settings()
    assert len(str(raised.value).splitlines()) == 2


def test_a_flag_that_is_no_setting_is_refused() -> None:
    with pytest.raises(SettingsError, match="SOVEREIGN_ROUTE"):
        Settings(route="x")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("SOVEREIGN_ROUTE", "did you mean SOVEREIGN_ROUTES?"),
        ("SOVEREIGN_DATADIR", "did you mean SOVEREIGN_DATA_DIR?"),
        ("sovereign_redis_uri", "did you mean SOVEREIGN_REDIS_URL?"),
        ("SOVEREIGN_PORT", "--port"),
        ("SOVEREIGN_COLOUR", "the settings are SOVEREIGN_"),
    ],
)
def test_a_misspelt_setting_is_told_with_what_was_meant_and_without_its_value(name: str, hint: str) -> None:
    (told,) = unknown_settings({name: "hunter2", "PATH": "/bin", "SOVEREIGN_ROUTES": "routes.yaml"})
    assert told.startswith(f"{name} is not a setting")
    assert hint in told
    assert "hunter2" not in told


def test_what_is_known_or_of_others_is_not_told() -> None:
    assert unknown_settings({"SOVEREIGN_ROUTES": "a", "sovereign_data_dir": "b", "OTEL_SERVICE_NAME": "c"}) == []


def test_what_kubernetes_sets_for_a_service_of_this_name_is_not_told() -> None:
    assert not unknown_settings(
        {
            "SOVEREIGN_SERVICE_HOST": "10.0.0.1",
            "SOVEREIGN_SERVICE_PORT_HTTP": "8080",
            "SOVEREIGN_PORT": "tcp://10.0.0.1:8080",
            "SOVEREIGN_PORT_8080_TCP_ADDR": "10.0.0.1",
            "SOVEREIGN_ROUTER_PORT": "tcp://10.0.0.1:8080",
            "SOVEREIGN_ROUTER_SERVICE_HOST": "10.0.0.1",
        }
    )


def test_a_database_is_named_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOVEREIGN_STORE_URL", "postgresql://me:hunter2@db:5433/records?sslmode=require")
    assert Settings().store_place == "postgresql://db:5433/records"
    assert Settings(store_url="sqlite:///here").store_place == "sqlite:///here"
