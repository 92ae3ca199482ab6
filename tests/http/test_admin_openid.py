"""Login by an OpenID provider, as a browser goes through it."""

import logging
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import httpx
import pytest
from admin_client import CSRF, a_client, error_of, side_of
from office import Office, an_office
from openid_double import CLIENT, SECRET, OpenIdDouble

from router.core.roles import Role, RoleAt
from router.http import admin_openid
from router.identity import Client, OpenIdProvider
from router.identity.throttle import FAILURES
from router.ports import Act, KeyRecord

GROUPS = {
    "router-admins": (RoleAt(Role.ADMIN, "*"),),
    "acme-admins": (RoleAt(Role.ADMIN, "acme"),),
    "globex-readers": (RoleAt(Role.READ_ONLY, "globex"),),
}
BACK = "http://127.0.0.1:8081/admin/oidc/callback"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admin_openid, "SLOW", 0.0)


@pytest.fixture
def double() -> Iterator[OpenIdDouble]:
    with OpenIdDouble() as double:
        double.claims["preferred_username"] = "carla"
        yield double


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with an_office(tmp_path / "data") as office:
        yield office


@pytest.fixture
async def browser(office: Office, double: OpenIdDouble) -> AsyncIterator[httpx.AsyncClient]:
    client = Client(double.url, CLIENT, BACK, "groups", GROUPS, lambda: SECRET)
    async with a_client(side_of(office, openid=OpenIdProvider(client))) as browser:
        yield browser


@pytest.fixture(autouse=True)
def _today(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """The provider's tokens are of the office's time."""
    monkeypatch.setattr("openid_double.time.time", office.clock.now)


async def leave(browser: httpx.AsyncClient) -> str:
    """Where the browser is sent."""
    answer = await browser.get("/admin/oidc/login")
    assert answer.status_code == 303
    return answer.headers["location"]


async def come_back(browser: httpx.AsyncClient, back: dict[str, str]) -> httpx.Response:
    return await browser.get(f"{urlsplit(BACK).path}?{urlencode(back)}")


async def test_somebody_whom_the_provider_vouches_for_is_let_in(
    office: Office, double: OpenIdDouble, browser: httpx.AsyncClient
) -> None:
    answer = await come_back(browser, double.consent(await leave(browser)))
    assert answer.status_code == 200
    assert "url=../../" in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    me = (await browser.get("/admin/me")).json()
    host = urlsplit(double.url).netloc
    assert (me["name"], me["roles"], me["tenants"], me["login"]) == (f"{host}/carla", ["admin"], ["*"], "openid")
    assert "sovereign_login" not in browser.cookies
    told = [(verb, actor) for verb, actor, _ in await office.acts()]
    assert told == [("admins.make", f"admin:{host}/carla"), ("admins.login", f"admin:{host}/carla")]


async def test_what_a_claim_gives_at_one_tenant_holds_there_alone(
    office: Office, double: OpenIdDouble, browser: httpx.AsyncClient
) -> None:
    double.claims["groups"] = ["acme-admins", "globex-readers"]
    for tenant in ("acme", "globex", "initech"):
        await office.store.admit([*await office.store.tenants(), tenant])
        await office.store.add_key(a_key(tenant), Act("keys.issue", "router", 1.0, tenant, target=f"k-{tenant}"))
    await come_back(browser, double.consent(await leave(browser)))
    me = (await browser.get("/admin/me")).json()
    assert (me["roles"], me["tenants"], me["more"]) == ([], [], ["admin@acme", "read_only@globex"])
    (carla,) = await office.store.admins()
    for tenant in ("globex", "initech"):
        mine = replace(a_key(tenant), id=f"mine-{tenant}", owner=carla.id)
        await office.store.add_key(mine, Act("keys.issue", "router", 2.0, tenant, target=mine.id))
    assert {key["id"] for key in (await browser.get("/admin/keys")).json()["keys"]} == {"k-acme", "mine-globex"}
    for tenant, answered in {"acme": 200, "globex": 404, "initech": 404}.items():
        assert (await browser.get(f"/admin/audit/verify?tenant={tenant}")).status_code == answered
        assert (await browser.post(f"/admin/keys/k-{tenant}/revoke", headers=CSRF)).status_code == answered
    assert (await browser.get("/admin/audit/verify")).status_code == 404
    acts = [one.body for one in await office.store.log_entries(None, 0, 10) if one.body]
    assert b'"more":"admin@acme,read_only@globex"' in b"".join(acts)


def a_key(tenant: str) -> KeyRecord:
    return KeyRecord(f"k-{tenant}", tenant, "bot", ("*",), ("all",), None, b"d" * 32, 1.0, None, None)


async def test_while_away_the_browser_keeps_a_secret_that_comes_back_across_sites(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/admin/oidc/login")
    name, *words = [word.strip().lower() for word in answer.headers["set-cookie"].split(";")]
    assert re.fullmatch(r"sovereign_login=[0-9a-f]{64}", name)
    assert {"httponly", "samesite=lax", "path=/", "max-age=600"} <= set(words)
    assert name.partition("=")[2] not in answer.headers["location"]


async def test_the_session_of_a_provider_is_a_strict_cookie(double: OpenIdDouble, browser: httpx.AsyncClient) -> None:
    answer = await come_back(browser, double.consent(await leave(browser)))
    cookies = [cookie.lower() for cookie in answer.headers.get_list("set-cookie")]
    assert any("sovereign_session=ses_" in cookie and "samesite=strict" in cookie for cookie in cookies)


@pytest.mark.parametrize("wrong", ["state", "code", "cookie", "no cookie", "no code", "denied"])
async def test_a_login_that_was_not_begun_in_this_browser_fails(
    office: Office, double: OpenIdDouble, browser: httpx.AsyncClient, wrong: str
) -> None:
    back = double.consent(await leave(browser))
    match wrong:
        case "state":
            back["state"] = "x" * 43
        case "cookie":
            browser.cookies.set("sovereign_login", "ab" * 32, domain="127.0.0.1", path="/")
        case "no cookie":
            browser.cookies.clear()
        case "no code":
            back = {}
        case "denied":
            back = {"error": "access_denied", "state": back["state"]}
        case "code":
            back["code"] = "guessed"
    answer = await come_back(browser, back)
    assert error_of(answer) == "login_failed"
    assert "sovereign_session" not in browser.cookies
    assert await office.store.admins() == []


async def test_why_a_login_was_refused_stands_in_the_log_and_not_in_the_answer(
    double: OpenIdDouble, browser: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    double.claims["groups"] = ["staff"]
    with caplog.at_level(logging.WARNING):
        answer = await come_back(browser, double.consent(await leave(browser)))
    assert (answer.status_code, error_of(answer)) == (401, "login_failed")
    assert "groups" in caplog.text
    assert "groups" not in answer.text


async def test_who_was_disabled_here_is_not_let_in_by_the_provider(
    office: Office, double: OpenIdDouble, browser: httpx.AsyncClient
) -> None:
    await come_back(browser, double.consent(await leave(browser)))
    (admin,) = await office.store.admins()
    await office.people.disable(admin.name, "cli:tests")
    assert error_of(await browser.get("/admin/me")) == "not_logged_in"
    assert error_of(await come_back(browser, double.consent(await leave(browser)))) == "login_failed"


async def test_failed_logins_by_the_provider_count_with_all_others(
    double: OpenIdDouble, browser: httpx.AsyncClient
) -> None:
    await leave(browser)
    for _ in range(FAILURES):
        assert error_of(await come_back(browser, {"state": "x", "code": "y"})) == "login_failed"
    assert error_of(await come_back(browser, {"state": "x", "code": "y"})) == "too_many_failures"
    refused = await browser.post("/admin/login", json={"token": "adm_x"}, headers=CSRF)
    assert error_of(refused) == "too_many_failures"
    assert "/token" not in double.asked


async def test_a_provider_that_is_down_is_told_and_counts_for_no_failure(
    double: OpenIdDouble, browser: httpx.AsyncClient
) -> None:
    double.status = 503
    for _ in range(FAILURES + 1):
        answer = await browser.get("/admin/oidc/login")
        assert (answer.status_code, error_of(answer)) == (502, "provider_unavailable")
    double.status = 200
    assert (await come_back(browser, double.consent(await leave(browser)))).status_code == 200
