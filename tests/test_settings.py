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
        ("SOVEREIGN_REDIS_URL", "http://:hunter2@cache", "write redis://USER@HOST:PORT/NUMBER"),
        ("SOVEREIGN_REDIS_URL", "redis://:hunter2@cache?db=1", "write redis://USER@HOST:PORT/NUMBER"),
        ("SOVEREIGN_REDIS_PASSWORD", "hunter2", "env:NAME"),
        ("SOVEREIGN_REDIS_LOST_SHARE", "0", "greater than 0"),
        ("SOVEREIGN_REDIS_LOST_SHARE", "1.5", "less than or equal to 1"),
        ("SOVEREIGN_STORE_URL", "sqlite:///here?key=hunter2", "sqlite:///DIR without a question mark"),
        ("SOVEREIGN_MASTER_KEY", "hunter2", "env:NAME"),
        ("SOVEREIGN_WORKERS", "65", "64"),
        ("SOVEREIGN_DRAIN", "-1", "0"),
        ("SOVEREIGN_WITNESSES", "http://me:hunter2@witness", "http://HOST:PORT+NAME+ID+KEY"),
        ("SOVEREIGN_OIDC_HOSTS", "https://me:hunter2@keys.example", "names of hosts"),
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
    monkeypatch.setenv("SOVEREIGN_REDIS_URL", "cache")
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


OIDC = {
    "SOVEREIGN_OIDC_ISSUER": "https://login.corp.example/realms/a",
    "SOVEREIGN_OIDC_CLIENT_ID": "router",
    "SOVEREIGN_OIDC_ROLES": "groups:ops=admin",
    "SOVEREIGN_ADMIN_URL": "https://router.corp.example",
}


def test_admins_log_in_by_a_provider_that_is_named_with_all_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in OIDC.items():
        monkeypatch.setenv(name, value)
    assert Settings().oidc_issuer == OIDC["SOVEREIGN_OIDC_ISSUER"]
    assert Settings().oidc_client_secret is None


@pytest.mark.parametrize("missing", [name for name in OIDC if name != "SOVEREIGN_OIDC_ISSUER"])
def test_a_provider_without_what_it_needs_is_refused_with_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    for name, value in OIDC.items():
        monkeypatch.setenv(name, "" if name == missing else value)
    with pytest.raises(SettingsError, match=f"SOVEREIGN_OIDC_ISSUER: .*{missing}"):
        Settings()


@pytest.mark.parametrize(
    "address",
    ["https://login.corp.example", "https://h:8443/a/b", "http://127.0.0.1:9", "http://localhost", "http://[::1]:9/x"],
)
def test_admins_are_reached_by_https_or_on_this_machine(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("SOVEREIGN_ADMIN_URL", address)
    assert Settings().admin_url == address


@pytest.mark.parametrize(
    "address",
    [
        "http://login.corp.example",
        "http://127.0.0.1.evil.example",
        "http://127.0.0.1@evil.example",
        "https://me:hunter2@login.corp.example",
        "https://login.corp.example?x=1",
        "https://login.corp.example#x",
        "https://",
        "login.corp.example",
        "ftp://login.corp.example",
    ],
)
@pytest.mark.parametrize("name", ["SOVEREIGN_ADMIN_URL", "SOVEREIGN_OIDC_ISSUER"])
def test_any_other_address_is_refused_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch, name: str, address: str
) -> None:
    for known, value in (OIDC | {name: address}).items():
        monkeypatch.setenv(known, value)
    with pytest.raises(SettingsError, match=f"{name}: write https://HOST") as refused:
        Settings()
    assert address not in str(refused.value).replace("https://HOST", "")


@pytest.mark.parametrize(
    ("name", "value"), [("SOVEREIGN_OIDC_ROLES", "hunter2"), ("SOVEREIGN_OIDC_CLIENT_SECRET", "hunter2")]
)
def test_a_role_map_or_a_client_secret_in_another_form_is_refused_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=f"{name}: .*write") as refused:
        Settings()
    assert "hunter2" not in str(refused.value)
