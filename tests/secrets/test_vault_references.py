"""`vault:` against a double of the server, tests/support/vault_double.py: what is read, kept, and let go."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from certificate import server_context
from vault_double import ROLE, SECRET, Issued, VaultDouble

from router.core.references import parse_reference
from router.secrets import Secrets, SecretUnavailable
from router.secrets.vault import KEPT, RETRY, TTL, UNASKED, VaultSecrets, kv_path

KEY = "vault:secret/mistral#key"


class Lookups(Protocol):
    def refused(self) -> list[str]: ...


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def vault() -> Iterator[VaultDouble]:
    with VaultDouble() as double:
        double.write("secret", "mistral", {"key": "sk-1", "number": 7, "empty": " "})
        yield double


@pytest.fixture
def clock() -> Clock:
    return Clock()


def by_token(vault: VaultDouble, **more: str) -> dict[str, str]:
    return {"VAULT_ADDR": vault.url, "VAULT_TOKEN": vault.root, **more}


def by_role(vault: VaultDouble, **more: str) -> dict[str, str]:
    return {"VAULT_ADDR": vault.url, "VAULT_ROLE_ID": ROLE, "VAULT_SECRET_ID": SECRET, **more}


def read(secrets: VaultSecrets, text: str = KEY) -> str:
    reference = parse_reference(text)
    assert reference is not None
    return secrets.resolve(reference)


def why_not(secrets: VaultSecrets, text: str = KEY) -> str:
    with pytest.raises(SecretUnavailable) as raised:
        read(secrets, text)
    assert str(raised.value).startswith(f"{text}: ")
    assert raised.value.__context__ is None
    return raised.value.why


@pytest.mark.parametrize(
    ("place", "path"),
    [
        ("secret/mistral", "secret/data/mistral"),
        ("secret/data/mistral", "secret/data/mistral"),
        ("/secret/llm/mistral", "secret/data/llm/mistral"),
        ("team/kv/data/llm/mistral", "team/kv/data/llm/mistral"),
        ("secret/data", "secret/data/data"),
        ("secret/a b?c", "secret/data/a%20b%3Fc"),
    ],
)
def test_both_ways_to_write_a_path_lead_to_the_same(place: str, path: str) -> None:
    assert kv_path(place) == path


@pytest.mark.parametrize("text", [KEY, "vault:secret/data/mistral#key"])
@pytest.mark.parametrize("prefix", ["VAULT_", "BAO_"])
def test_a_field_is_read_with_a_token(vault: VaultDouble, text: str, prefix: str) -> None:
    environ = {f"{prefix}ADDR": f"{vault.url}/", f"{prefix}TOKEN": vault.root}
    assert Secrets(environ).resolve(text) == "sk-1"
    assert vault.seen[-1]["x-vault-request"] == "true"


def test_the_variables_of_openbao_come_first(vault: VaultDouble) -> None:
    environ = {"BAO_ADDR": vault.url, "VAULT_ADDR": "http://127.0.0.1:1", "VAULT_TOKEN": vault.root}
    assert Secrets(environ).resolve(KEY) == "sk-1"


def test_a_token_may_stand_in_a_file_or_at_home_and_be_exchanged_there(
    vault: VaultDouble, tmp_path: Path, clock: Clock
) -> None:
    path = tmp_path / ".vault-token"
    for environ in ({"HOME": str(tmp_path)}, {"VAULT_TOKEN_FILE": str(path)}):
        path.write_text(f"{vault.root}\n")
        secrets = VaultSecrets({"VAULT_ADDR": vault.url, **environ}, clock)
        assert read(secrets) == "sk-1"
        vault.tokens["hvs.next"] = Issued()
        path.write_text("hvs.next\n")
        clock.now += TTL
        secrets.refresh()
        assert vault.seen[-1]["x-vault-token"] == "hvs.next"


def test_a_namespace_is_named(clock: Clock) -> None:
    with VaultDouble(namespace="team/a") as vault:
        vault.write("secret", "mistral", {"key": "sk-1"})
        assert read(VaultSecrets(by_token(vault, VAULT_NAMESPACE="team/a/"), clock)) == "sk-1"
        assert "404" in why_not(VaultSecrets(by_token(vault), clock))


def test_the_certificate_is_verified_against_the_authority_that_is_named(tmp_path: Path, clock: Clock) -> None:
    with VaultDouble(tls=server_context(tmp_path)) as vault:
        vault.write("secret", "mistral", {"key": "sk-1"})
        authority = str(tmp_path / "certificate.pem")
        assert read(VaultSecrets(by_token(vault, VAULT_CACERT=authority), clock)) == "sk-1"
        assert "VAULT_CACERT" in why_not(VaultSecrets(by_token(vault), clock))
        assert "VAULT_CACERT" in why_not(VaultSecrets(by_token(vault, VAULT_CACERT="/nowhere"), clock))
        assert "VAULT_CACERT" in why_not(VaultSecrets(by_token(vault, VAULT_SKIP_VERIFY="1"), clock))


@pytest.mark.parametrize(
    ("environ", "cure"),
    [
        ({}, "VAULT_ADDR"),
        ({"VAULT_ADDR": "vault.example.eu"}, "VAULT_ADDR"),
        ({"VAULT_ADDR": "ftp://vault.example.eu"}, "VAULT_ADDR"),
        ({"VAULT_ADDR": "http://u:p@127.0.0.1:1"}, "VAULT_ADDR"),
        ({"VAULT_ADDR": "http://127.0.0.1:1"}, "nothing lets the router in"),
        ({"VAULT_ADDR": "http://127.0.0.1:1", "VAULT_ROLE_ID": "r"}, "belong together"),
        ({"VAULT_ADDR": "http://127.0.0.1:1", "VAULT_TOKEN_FILE": "/nowhere/t"}, "/nowhere/t: No such file"),
        ({"VAULT_ADDR": "http://127.0.0.1:1", "VAULT_TOKEN": "t"}, "whether it is up"),
        ({"VAULT_ADDR": "http://127.0.0.1:1", "VAULT_TOKEN": "hvs.two\nlines"}, "VAULT_ADDR"),
    ],
)
def test_what_is_missing_is_named(environ: dict[str, str], cure: str, clock: Clock) -> None:
    why = why_not(VaultSecrets(environ, clock))
    assert cure in why
    assert "hvs.two" not in why


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("vault:secret/other#key", "404"),
        ("vault:secret/mistral#other", "no text in its field 'other'"),
        ("vault:secret/mistral#number", "no text in its field 'number'"),
        ("vault:secret/mistral#empty", "no text in its field 'empty'"),
        ("vault:auth/token/lookup-self#ttl", "404"),
    ],
)
def test_what_is_not_there_is_told_with_its_cure(vault: VaultDouble, clock: Clock, text: str, says: str) -> None:
    assert says in why_not(VaultSecrets(by_token(vault), clock), text)


def test_a_wrong_token_and_a_path_that_is_closed_are_told_alike(vault: VaultDouble, clock: Clock) -> None:
    vault.forbidden.add("mistral")
    for environ in (by_token(vault), by_token(vault) | {"VAULT_TOKEN": "hvs.wrong"}, by_role(vault)):
        assert "403" in why_not(VaultSecrets(environ, clock))


def test_a_role_that_is_not_accepted_names_its_variables(vault: VaultDouble, clock: Clock) -> None:
    why = why_not(VaultSecrets(by_role(vault) | {"VAULT_SECRET_ID": "hush"}, clock))
    assert "VAULT_SECRET_ID" in why
    assert "hush" not in why


def test_a_role_logs_in_once_and_its_token_is_renewed_before_it_ends(vault: VaultDouble, clock: Clock) -> None:
    secrets = VaultSecrets(by_role(vault), clock)
    for _ in range(200):
        assert read(secrets) == "sk-1"
        clock.now += TTL
        secrets.refresh()
    assert vault.logins == 1
    assert vault.renewals == 2  # 6000 s of leases of 3600 s


def test_role_and_secret_may_stand_in_files(vault: VaultDouble, tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "role").write_text(f"{ROLE}\n")
    (tmp_path / "secret").write_text(f"{SECRET}\n")
    files = {"VAULT_ROLE_ID_FILE": str(tmp_path / "role"), "VAULT_SECRET_ID_FILE": str(tmp_path / "secret")}
    assert read(VaultSecrets({"VAULT_ADDR": vault.url, **files}, clock)) == "sk-1"


def test_where_renewal_is_refused_the_role_logs_in_again(vault: VaultDouble, clock: Clock) -> None:
    vault.max_leases = 0
    secrets = VaultSecrets(by_role(vault), clock)
    read(secrets)
    clock.now += vault.lease
    secrets.refresh()
    assert read(secrets) == "sk-1"
    assert vault.logins == 2


def test_a_token_that_ended_early_is_replaced_by_another_login(vault: VaultDouble, clock: Clock) -> None:
    secrets = VaultSecrets(by_role(vault), clock)
    read(secrets)
    vault.end_tokens()
    clock.now += TTL
    secrets.refresh()
    assert read(secrets) == "sk-1"
    assert vault.logins == 2


def test_a_token_that_was_given_is_renewed_too(vault: VaultDouble, clock: Clock) -> None:
    vault.tokens["hvs.periodic"] = Issued(ttl=300, renewable=True)
    secrets = VaultSecrets(by_token(vault) | {"VAULT_TOKEN": "hvs.periodic"}, clock)
    read(secrets)
    clock.now += 200
    secrets.refresh()
    assert (read(secrets), vault.renewals) == ("sk-1", 1)


def test_what_was_read_is_read_again_after_its_time_and_not_before(vault: VaultDouble, clock: Clock) -> None:
    secrets = VaultSecrets(by_token(vault), clock)
    assert read(secrets) == "sk-1"
    vault.write("secret", "mistral", {"key": "sk-2"})
    asked = len(vault.asked)
    clock.now += TTL - 1
    assert not secrets.is_stale()
    secrets.refresh()
    assert (read(secrets), len(vault.asked)) == ("sk-1", asked)
    clock.now += 1
    assert secrets.is_stale()
    assert read(secrets) == "sk-1"  # to ask for it never waits for the network
    secrets.refresh()
    assert read(secrets) == "sk-2"


SILENCES: dict[str, dict[str, Any]] = {
    "sealed": {"sealed": True},
    "down for maintenance": {"status": 502},
    "too many requests": {"status": 429},
    "a standby": {"status": 473},
    "a redirect": {"redirect": "http://vault.example.eu"},
    "no vault": {"garbage": b"<html>"},
    "a list": {"garbage": b"[]"},
}


@pytest.mark.parametrize("how", SILENCES)
def test_the_last_good_value_is_kept_while_the_vault_does_not_answer_and_no_longer(
    vault: VaultDouble, clock: Clock, how: str, lookups: Lookups
) -> None:
    secrets = VaultSecrets(by_token(vault), clock)
    read(secrets)
    for name, value in SILENCES[how].items():
        setattr(vault, name, value)
    began = clock.now
    while clock.now + RETRY < began + KEPT:
        clock.now += RETRY
        secrets.refresh()
        assert read(secrets) == "sk-1"
    clock.now = began + KEPT
    assert "for 15 minutes now" in why_not(secrets)
    for name in SILENCES[how]:
        setattr(vault, name, getattr(VaultDouble(), name))
    clock.now += RETRY
    secrets.refresh()
    assert read(secrets) == "sk-1"
    assert lookups.refused() == []


def test_a_vault_that_went_away_counts_as_one_that_does_not_answer(clock: Clock) -> None:
    with VaultDouble() as vault:
        vault.write("secret", "mistral", {"key": "sk-1"})
        secrets = VaultSecrets(by_token(vault), clock)
        read(secrets)
    clock.now += TTL
    secrets.refresh()
    assert read(secrets) == "sk-1"
    clock.now += KEPT
    assert "whether it is up" in why_not(secrets)


@pytest.mark.parametrize("no", ["deleted", "denied"])
def test_a_no_counts_at_once(vault: VaultDouble, clock: Clock, no: str) -> None:
    secrets = VaultSecrets(by_token(vault), clock)
    read(secrets)
    if no == "deleted":
        vault.delete("secret", "mistral")
    else:
        vault.forbidden.add("mistral")
    clock.now += TTL
    secrets.refresh()
    why_not(secrets)
    vault.forbidden.clear()
    vault.write("secret", "mistral", {"key": "sk-3"})
    clock.now += RETRY
    secrets.refresh()
    assert read(secrets) == "sk-3"


def test_many_references_wait_for_a_silent_vault_once(vault: VaultDouble, clock: Clock) -> None:
    vault.sealed = True
    secrets = VaultSecrets(by_token(vault), clock)
    for number in range(20):
        assert "sealed" in why_not(secrets, f"vault:secret/p{number}#key")
    assert len(vault.asked) == 1


def test_what_nobody_asks_for_is_forgotten(vault: VaultDouble, clock: Clock) -> None:
    secrets = VaultSecrets(by_token(vault), clock)
    read(secrets)
    clock.now += UNASKED + 1
    secrets.refresh()
    assert not secrets.is_stale()
    assert "sk-1" not in repr(secrets.__dict__)


def test_what_it_knows_is_shown_without_values(vault: VaultDouble, clock: Clock) -> None:
    secrets = VaultSecrets(by_role(vault), clock)
    read(secrets)
    shown = repr(secrets._known) + repr(secrets._session._lease)
    assert "why" in shown
    for secret in ("sk-1", ROLE, SECRET, "hvs."):
        assert secret not in shown


def test_one_reads_at_once_while_another_waits_for_a_slow_vault(vault: VaultDouble, clock: Clock) -> None:
    secrets = VaultSecrets(by_token(vault), clock)
    read(secrets)
    vault.delay = 0.5
    clock.now += TTL
    background = threading.Thread(target=secrets.refresh)
    background.start()
    began = time.perf_counter()
    assert all(read(secrets) == "sk-1" for _ in range(1000))
    assert time.perf_counter() - began < 0.4
    background.join()
