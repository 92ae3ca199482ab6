"""The flow with a real provider, `oidc-provider-mock`, and what a wrong or hostile one comes to."""

import json
import os
import re
import subprocess
import sys
import time
import urllib.error
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from openid_double import CLIENT, SECRET, OpenIdDouble
from running import DIRECT, free_port

from router.core.roles import Role, RoleAt
from router.identity import Client, OpenIdProvider, Person, Unreachable, Untrusted
from router.secrets import SecretUnavailable

BROWSER = bytes(range(32))
BACK = "http://127.0.0.1:8081/admin/oidc/callback"
ADMIN, AUDITOR = RoleAt(Role.ADMIN, "*"), RoleAt(Role.AUDITOR, "*")
ROLES = {"router-admins": (ADMIN,), "router-audit": (AUDITOR,), "acme": (RoleAt(Role.ADMIN, "acme"), AUDITOR)}


def client_of(url: str, secret: Callable[[], str] | None = lambda: SECRET) -> Client:
    return Client(url, CLIENT, BACK, "groups", ROLES, secret)


@pytest.fixture
def double() -> Iterator[OpenIdDouble]:
    with OpenIdDouble() as double:
        yield double


async def login(double: OpenIdDouble, provider: OpenIdProvider | None = None) -> Person:
    provider = provider or OpenIdProvider(client_of(double.url))
    back = double.consent(await provider.begin(BROWSER))
    return await provider.finish(BROWSER, back["state"], back["code"], time.time())


# -------------------------------------------------------------------------------------------------- a real provider


@pytest.fixture(scope="module")
def real() -> Iterator[str]:
    port = free_port()
    person = {"sub": "0815", "preferred_username": "carla", "groups": ["staff", "router-audit"]}
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--user-claims", json.dumps(person)]
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{url}/.well-known/openid-configuration", process)
        yield url
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(200):
        assert process.poll() is None, "the provider ended"
        try:
            with DIRECT.open(url, timeout=1):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise AssertionError("the provider did not start")


def approve(url: str, subject: str) -> dict[str, str]:
    """What a browser does there: the page is shown, the button is pressed."""
    with httpx.Client(trust_env=False) as browser:
        assert "<form" in browser.get(url).text
        sent_back = browser.post(url, data={"sub": subject})
    assert sent_back.headers["location"].startswith(f"{BACK}?")
    return {name: values[0] for name, values in parse_qs(urlsplit(sent_back.headers["location"]).query).items()}


async def test_somebody_logs_in_at_a_real_provider_and_comes_back_with_roles(real: str) -> None:
    provider = OpenIdProvider(client_of(real))
    back = approve(await provider.begin(BROWSER), "0815")
    person = await provider.finish(BROWSER, back["state"], back["code"], time.time())
    assert person == Person(real, "0815", "carla", (AUDITOR,))
    with pytest.raises(Untrusted, match="this code"):
        await provider.finish(BROWSER, back["state"], back["code"], time.time())


async def test_somebody_without_a_mapped_role_does_not_get_in(real: str) -> None:
    provider = OpenIdProvider(client_of(real))
    back = approve(await provider.begin(BROWSER), "eve@corp.example")
    with pytest.raises(Untrusted, match="gives a role"):
        await provider.finish(BROWSER, back["state"], back["code"], time.time())


# ------------------------------------------------------------------------------------------------- what is sent there


async def test_every_login_has_a_state_a_nonce_and_a_challenge_of_its_own(double: OpenIdDouble) -> None:
    provider = OpenIdProvider(client_of(double.url))
    urls = [urlsplit(await provider.begin(secret)) for secret in (BROWSER, bytes(32))]
    asked = [{name: values[0] for name, values in parse_qs(url.query).items()} for url in urls]
    words = [one[name] for one in asked for name in ("state", "nonce", "code_challenge")]
    assert len(set(words)) == 6
    assert all(re.fullmatch(r"[\w-]{43}", word) for word in words)
    assert asked[0]["redirect_uri"] == BACK


@pytest.mark.parametrize(("secret", "posts"), [(SECRET, False), (SECRET, True), (None, False)])
async def test_we_prove_who_we_are_as_the_provider_wants_it(
    double: OpenIdDouble, secret: str | None, posts: bool
) -> None:
    double.secret, double.posts_secret = secret, posts
    provider = OpenIdProvider(client_of(double.url, None if secret is None else lambda: secret))
    assert (await login(double, provider)).grants == (ADMIN,)
    assert double.refused == []


async def test_another_browser_cannot_finish_the_login(double: OpenIdDouble) -> None:
    provider = OpenIdProvider(client_of(double.url))
    back = double.consent(await provider.begin(BROWSER))
    with pytest.raises(Untrusted, match="another login"):
        await provider.finish(bytes(32), back["state"], back["code"], time.time())
    assert "/token" not in double.asked


async def test_a_code_of_another_login_is_not_redeemed_with_our_verifier(double: OpenIdDouble) -> None:
    provider = OpenIdProvider(client_of(double.url))
    ours, theirs = [double.consent(await provider.begin(secret)) for secret in (BROWSER, bytes(32))]
    with pytest.raises(Untrusted, match="this code"):
        await provider.finish(BROWSER, ours["state"], theirs["code"], time.time())
    assert double.refused == ["verifier"]


async def test_a_wrong_secret_is_refused_by_the_provider_and_not_told(double: OpenIdDouble) -> None:
    with pytest.raises(Unreachable, match="answers 401") as refused:
        await login(double, OpenIdProvider(client_of(double.url, lambda: "hunter2")))
    assert double.refused == ["client"]
    assert "hunter2" not in str(refused.value)


async def test_a_secret_that_is_not_at_hand_is_told_by_its_reference(double: OpenIdDouble) -> None:
    def missing() -> str:
        raise SecretUnavailable("env:OIDC", "set it")

    with pytest.raises(Unreachable, match="env:OIDC"):
        await login(double, OpenIdProvider(client_of(double.url, missing)))


# --------------------------------------------------------------------------------------------------- what is believed


@pytest.mark.parametrize(
    ("claims", "name", "grants"),
    [
        ({"groups": ["router-audit", "router-admins"]}, "0815", (ADMIN, AUDITOR)),
        ({"groups": "router-audit", "email": "c@corp.example"}, "c@corp.example", (AUDITOR,)),
        ({"groups": ["router-admins"], "preferred_username": "carla", "email": "x@y"}, "carla", (ADMIN,)),
        ({"groups": ["router-admins"], "preferred_username": "a\nb", "email": 5}, "0815", (ADMIN,)),
        ({"groups": ["router-admins"], "sub": "x" * 200}, "unnamed", (ADMIN,)),
        ({"groups": ["router-audit", "acme"]}, "0815", (AUDITOR, RoleAt(Role.ADMIN, "acme"))),
    ],
)
async def test_name_and_roles_are_what_the_token_says(
    double: OpenIdDouble, claims: dict[str, Any], name: str, grants: tuple[RoleAt, ...]
) -> None:
    double.claims |= claims
    person = await login(double)
    assert (person.name, person.grants) == (name, grants)


@pytest.mark.parametrize("groups", [None, [], ["staff"], "staff", {"router-admins": 1}, [["router-admins"]], 7, True])
async def test_a_login_that_no_role_is_mapped_to_is_refused(double: OpenIdDouble, groups: Any) -> None:
    double.claims["groups"] = groups
    with pytest.raises(Untrusted, match="gives a role"):
        await login(double)


@pytest.mark.parametrize("claims", [{"nonce": "another"}, {"aud": "other"}, {"iss": "https://x"}, {"exp": 1}])
async def test_a_token_that_does_not_fit_is_refused_in_the_flow_too(
    double: OpenIdDouble, claims: dict[str, Any]
) -> None:
    double.claims |= claims
    with pytest.raises(Untrusted):
        await login(double)


async def test_a_new_key_of_the_provider_is_fetched_once_a_minute_at_most(
    double: OpenIdDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider = OpenIdProvider(client_of(double.url))
    await login(double, provider)
    double.rotate()
    with pytest.raises(Untrusted):
        await login(double, provider)
    assert double.asked.count("/jwks") == 1
    monkeypatch.setattr("router.identity.openid.AGAIN", 0.0)
    await login(double, provider)
    await login(double, provider)
    assert double.asked.count("/jwks") == 2


# -------------------------------------------------------------------------------------------- a provider that is wrong


async def test_what_another_issuer_publishes_is_not_taken(double: OpenIdDouble) -> None:
    double.configuration["issuer"] = f"{double.url}/"
    with pytest.raises(Unreachable, match="SOVEREIGN_OIDC_ISSUER"):
        await login(double)


async def test_a_redirect_is_not_followed(double: OpenIdDouble) -> None:
    with OpenIdDouble() as other:
        double.redirect = other.url
        with pytest.raises(Unreachable, match="answers 307"):
            await login(double)
        assert other.asked == []


@pytest.mark.parametrize("garbage", [b"", b"<html>", b"[]", b"nul", b"\xff", b"[" * 100_000, b" " * (2 << 20)])
async def test_an_answer_that_is_no_object_is_no_answer(double: OpenIdDouble, garbage: bytes) -> None:
    double.garbage = garbage
    with pytest.raises(Unreachable, match="JSON object"):
        await login(double)


async def test_a_provider_that_is_down_is_named_and_asked_again_the_next_time(double: OpenIdDouble) -> None:
    provider = OpenIdProvider(client_of(double.url))
    double.status = 503
    with pytest.raises(Unreachable, match="answers 503"):
        await provider.begin(BROWSER)
    double.status = 200
    assert (await login(double, provider)).subject == "0815"
    nobody = OpenIdProvider(client_of(f"http://127.0.0.1:{free_port()}"))
    with pytest.raises(Unreachable, match="is it up"):
        await nobody.begin(BROWSER)


async def test_a_token_without_an_id_is_refused(double: OpenIdDouble) -> None:
    double.mangle = lambda _: ""
    with pytest.raises(Untrusted):
        await login(double)
