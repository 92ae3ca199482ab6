"""Endpoints that a provider has on other hosts than the issuer's: by https, as named, at public addresses alone."""

import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from certificate import server_context
from openid_double import CLIENT, SECRET, OpenIdDouble

from router.core.roles import Role, RoleAt
from router.identity import Client, OpenIdProvider, Person, Unreachable, issuer_wire

BROWSER = bytes(range(32))
BACK = "http://127.0.0.1:8081/back"
HOST = "provider.example"
NAMED = frozenset({HOST, "other.example"})
ASKED = ("token_endpoint", "jwks_uri")
"""By the router itself; to the third endpoint it sends the browser."""


@pytest.fixture
def double() -> Iterator[OpenIdDouble]:
    with OpenIdDouble() as double:
        yield double


class Names:
    """What the operating system says of the names here; an answer each time, the last one for ever."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.answers: list[list[str]] = []
        self.asked: list[str] = []
        self._real = socket.getaddrinfo
        monkeypatch.setattr(socket, "getaddrinfo", self._answer)

    def _answer(self, host: str, port: int, *more: Any, **named: Any) -> list[Any]:
        if not host.endswith(".example"):
            return self._real(host, port, *more, **named)
        self.asked.append(host)
        found = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return [info for address in found for info in self._real(address, port, type=socket.SOCK_STREAM)]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    return Names(monkeypatch)


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every address that a connection was tried to, but the issuer's own."""
    tried: list[str] = []
    connect = socket.create_connection

    def noting(address: tuple[str, int], *more: Any, **named: Any) -> socket.socket:
        tried.append(address[0])
        return connect(address, *more, **named)

    monkeypatch.setattr(socket, "create_connection", noting)
    return tried


async def login(double: OpenIdDouble, hosts: frozenset[str] = NAMED) -> Person:
    roles = {"router-admins": (RoleAt(Role.ADMIN, "*"),)}
    provider = OpenIdProvider(Client(double.url, CLIENT, BACK, "groups", roles, lambda: SECRET, hosts))
    back = double.consent(await provider.begin(BROWSER))
    return await provider.finish(BROWSER, back["state"], back["code"], time.time())


@pytest.mark.parametrize("name", ["authorization_endpoint", *ASKED])
@pytest.mark.parametrize(
    "address",
    [
        "http://elsewhere.example/x",
        "//elsewhere.example/x",
        "https:///x",
        "https://user@elsewhere.example/x",
        "https://elsewhere.example:99999/x",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://[",
        None,
        5,
    ],
)
async def test_an_endpoint_that_is_no_https_address_is_neither_asked_nor_sent_to(
    double: OpenIdDouble, lookups: Any, name: str, address: object
) -> None:
    double.configuration[name] = address
    with pytest.raises(Unreachable, match=name):
        await login(double)
    assert lookups.refused() == []


async def test_a_browser_is_sent_to_whatever_https_address_the_issuer_names(double: OpenIdDouble, lookups: Any) -> None:
    double.configuration["authorization_endpoint"] = "https://login.example/authorize?tenant=a"
    client = Client(double.url, CLIENT, BACK, "groups", {}, None)
    url = urlsplit(await OpenIdProvider(client).begin(BROWSER))
    assert (url.netloc, url.query.startswith("tenant=a&response_type=code&")) == ("login.example", True)
    assert lookups.refused() == []


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["10.0.0.1"],
        ["169.254.169.254"],
        ["100.64.0.1"],
        ["::1"],
        ["::ffff:10.0.0.1"],
        ["1.1.1.1", "::1"],
    ],
)
async def test_a_name_that_points_inward_is_refused_before_anything_is_connected_to(
    double: OpenIdDouble, names: Names, connected: list[str], name: str, addresses: list[str]
) -> None:
    names.answers = [addresses]
    double.configuration[name] = f"https://{HOST}/x"
    with pytest.raises(Unreachable, match="not public"):
        await login(double)
    assert set(connected) <= {"127.0.0.1"}
    assert len(connected) == double.asked.count("/.well-known/openid-configuration") + double.asked.count("/jwks")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "[::1]", "[::ffff:127.0.0.1]"])
async def test_an_address_that_is_written_out_is_checked_in_every_spelling(
    double: OpenIdDouble, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    monkeypatch.setenv("NO_DNS_ALLOW", host)
    double.configuration["jwks_uri"] = f"https://{host}/jwks"
    with pytest.raises(Unreachable, match="not public"):
        await login(double, frozenset({host.strip("[]")}))


@pytest.mark.parametrize("name", ASKED)
async def test_a_host_that_no_setting_names_is_not_even_looked_up(
    double: OpenIdDouble, lookups: Any, names: Names, name: str
) -> None:
    double.configuration[name] = "https://elsewhere.example/x"
    with pytest.raises(Unreachable, match=r"'elsewhere\.example', which no setting names.*SOVEREIGN_OIDC_HOSTS"):
        await login(double)
    assert (names.asked, lookups.refused()) == ([], [])


@pytest.fixture
def loopback_is_public(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """There is no public host where tests run: the check itself is tested above, and in tests/core."""
    monkeypatch.setattr(issuer_wire, "is_public", lambda address: address in {"127.0.0.1", "127.0.0.9"})
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
    return tmp_path


async def test_somebody_logs_in_where_keys_and_tokens_are_on_another_host(
    double: OpenIdDouble, names: Names, loopback_is_public: Path, connected: list[str]
) -> None:
    """The address that was checked is the one that is used, whatever a name server says next."""
    names.answers = [["127.0.0.1"], ["127.0.0.1"], ["10.0.0.1"]]
    with double.elsewhere(server_context(loopback_is_public)) as port:
        double.configuration = {
            name: f"https://{HOST}:{port}/{path}" for name, path in zip(ASKED, ("token", "jwks"), strict=True)
        }
        assert (await login(double)).subject == "0815"
    assert names.asked == [HOST, HOST]
    assert set(connected) == {"127.0.0.1"}


async def test_the_next_address_is_tried_where_nobody_answers_at_the_first(
    double: OpenIdDouble, names: Names, loopback_is_public: Path
) -> None:
    names.answers = [["127.0.0.9", "127.0.0.1"]]
    with double.elsewhere(server_context(loopback_is_public)) as port:
        double.configuration["jwks_uri"] = f"https://{HOST}:{port}/jwks"
        assert (await login(double)).subject == "0815"


async def test_another_host_must_show_its_own_certificate(
    double: OpenIdDouble, names: Names, loopback_is_public: Path
) -> None:
    names.answers = [["127.0.0.1"]]
    with double.elsewhere(server_context(loopback_is_public)) as port:
        double.configuration["jwks_uri"] = f"https://other.example:{port}/jwks"
        with pytest.raises(Unreachable, match=r"the certificate of other\.example"):
            await login(double)
