"""Admins of a running router: invited by a command, logged in on the admin port, out again at once."""

import json
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from openid_double import CLIENT, SECRET, OpenIdDouble
from product import RULES, Product
from running import StartRouter

CSRF = {"x-sovereign-csrf": "1"}


def call(product: Product, method: str, path: str, session: str | None = None, **more: Any) -> httpx.Response:
    headers = CSRF | ({} if session is None else {"authorization": f"Bearer {session}"})
    with httpx.Client(trust_env=False) as client:
        return client.request(method, f"{product.router.admin_url}{path}", headers=headers, **more)


def invite(product: Product, name: str, roles: str, *more: str) -> str:
    done = product.router.run("admin", "invite", name, "--roles", roles, "--json", *more)
    assert done.returncode == 0, done.stderr
    return str(json.loads(done.stdout)["token"])


def login(product: Product, name: str, roles: str, *more: str) -> str:
    token = invite(product, name, roles, *more)
    answer = call(product, "POST", "/admin/login", json={"token": token, "bearer": True})
    assert answer.status_code == 200, answer.text
    return str(answer.json()["session"])


def in_time(holds: Callable[[], bool]) -> bool:
    """Within five seconds, as the documents promise."""
    end = time.monotonic() + 5
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def test_an_auditor_is_invited_logs_in_and_reads_a_receipt_and_all_of_it_is_recorded(product: Product) -> None:
    receipt = product.ask("echo").headers["x-sovereign-receipt"]
    session = login(product, "audrey", "auditor", "--tenants", "default", "--routes", str(product.router.routes))
    assert call(product, "GET", f"/admin/receipts/{receipt}", session).json()["receipt"]["id"] == receipt
    assert call(product, "GET", "/admin/audit/verify?tenant=default", session).json()["ok"] is True
    assert call(product, "GET", "/admin/audit/verify", session).status_code == 404
    assert call(product, "POST", "/admin/keys/x/revoke", session).status_code == 403
    own = (
        product.router.run("audit", "export").stdout
        + product.router.run("audit", "export", "--tenant", "default").stdout
    )
    acts = [entry for line in own.splitlines() if (entry := json.loads(line)["entry"])["kind"] == "act"]
    done = [(act["verb"], act["actor"].partition(":")[0]) for act in acts if "audrey" in json.dumps(act)]
    assert done == [
        ("admins.make", "cli"),
        ("admins.invite", "cli"),
        ("admins.login", "admin"),
        ("ledger.read", "admin"),
        ("ledger.read", "admin"),
    ]


def test_who_is_disabled_by_a_command_is_out_at_once(product: Product) -> None:
    session = login(product, "dan", "read_only")
    assert call(product, "GET", "/admin/me", session).json()["name"] == "dan"
    assert call(product, "GET", "/admin/config", session).json()["ruleset"]
    assert product.router.run("admin", "disable", "dan").returncode == 0
    assert call(product, "GET", "/admin/me", session).status_code == 401
    again = product.router.run("admin", "disable", "dan")
    assert (again.returncode, "admin list" in again.stderr) == (1, True)
    told = {admin["name"]: admin for admin in json.loads(product.router.run("admin", "list", "--json").stdout)}
    assert told["dan"]["disabled"] is not None
    assert "dan  read_only  tenants *  by invitation  disabled" in product.router.run("admin", "list").stdout


def test_an_invitation_is_shown_once_and_opens_once(product: Product) -> None:
    done = product.router.run("admin", "invite", "ida", "--roles", "approver, admin")
    token = done.stdout.split()[0]
    assert token.startswith("adm_")
    assert call(product, "POST", "/admin/login", json={"token": token}).status_code == 200
    assert call(product, "POST", "/admin/login", json={"token": token}).status_code == 401
    assert token not in product.router.run("admin", "list", "--json").stdout + product.router.logged()


@pytest.mark.parametrize(
    ("arguments", "cure"),
    [
        (("admin", "invite", "x y", "--roles", "admin"), "an admin's name"),
        (("admin", "invite", "x", "--roles", "root"), "read_only"),
        (("admin", "invite", "x", "--roles", "admin", "--tenants", "nobody"), "has no tenant 'nobody'"),
    ],
)
def test_a_wrong_invitation_is_told_and_makes_nobody(product: Product, arguments: tuple[str, ...], cure: str) -> None:
    done = product.router.run(*arguments, "--routes", str(product.router.routes))
    assert (done.returncode, cure in done.stderr, "Traceback" in done.stderr) == (2, True, False)
    assert "x" not in {admin["name"] for admin in json.loads(product.router.run("admin", "list", "--json").stdout)}


def test_a_key_that_an_admin_revokes_is_refused_by_the_data_plane_within_five_seconds(product: Product) -> None:
    scope = ("--tenant", "default", "--agent", "leaver", "--routes", str(product.router.routes))
    key = json.loads(product.router.run("keys", "issue", *scope, "--json").stdout)

    def status() -> int:
        return product.ask("echo", headers={"Authorization": f"Bearer {key['key']}"}).status_code

    assert in_time(lambda: status() == 200)
    session = login(product, "anna", "admin")
    assert key["id"] in {shown["id"] for shown in call(product, "GET", "/admin/keys", session).json()["keys"]}
    done = call(product, "POST", f"/admin/keys/{key['id']}/revoke", session)
    assert done.json() == {"id": key["id"], "revoked": True}
    assert in_time(lambda: status() == 401)


def test_an_admin_logs_in_by_the_provider_that_the_environment_names_and_no_other_host_is_looked_up(
    router_process: StartRouter,
) -> None:
    with OpenIdDouble() as provider:
        provider.claims["preferred_username"] = "carla"
        environment = {
            "SOVEREIGN_OIDC_ISSUER": provider.url,
            "SOVEREIGN_OIDC_CLIENT_ID": CLIENT,
            "SOVEREIGN_OIDC_CLIENT_SECRET": "env:OIDC_SECRET",
            "SOVEREIGN_OIDC_ROLES": "groups:router-admins=admin",
            "SOVEREIGN_ADMIN_URL": "http://127.0.0.1:8081/",
            "OIDC_SECRET": SECRET,
        }
        router = router_process(RULES.replace("{first}", "1").replace("{second}", "2"), env=environment)
        with httpx.Client(trust_env=False, base_url=router.admin_url) as browser:
            away = browser.get("/admin/oidc/login").headers["location"]
            assert "redirect_uri=http%3A%2F%2F127.0.0.1%3A8081%2Fadmin%2Foidc%2Fcallback&" in away
            assert browser.get("/admin/oidc/callback", params=provider.consent(away)).status_code == 200
            assert browser.get("/admin/me").json()["name"].endswith("/carla")
        assert router.lookups() == []
        assert SECRET not in router.logged()
