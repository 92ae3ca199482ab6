"""What admins see and do: every address with every role, for their own tenants and for others."""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from admin_client import CSRF, RULES, a_client, error_of, side_of
from ledger_records import file_of, locked, make_act, make_attempt, make_intent, make_key, make_receipt
from office import Office, an_office

from router.core.roles import Role, RoleAt
from router.core.stops import Reach, Stop, Target
from router.identity import Person
from router.ports import AdminRecord, act_on

VERIFIER = Path(__file__).resolve().parents[2] / "verifier" / "sovereign_verify.py"
MISTRAL = Stop(Target(Reach.PROVIDER, "mistral"), 1.0, "cli:anna")
MAY = {
    ("GET", "/admin/me"): set(Role),
    ("GET", "/admin/keys"): set(Role),
    ("GET", "/admin/config"): set(Role),
    ("POST", "/admin/keys/k1/revoke"): {Role.ADMIN},
    ("GET", "/admin/stops"): set(Role),
    ("POST", "/admin/stop?tenant=acme"): {Role.ADMIN},
    ("POST", "/admin/resume?provider=mistral"): {Role.ADMIN},
    ("GET", "/admin/receipts/own"): set(Role),
    ("GET", "/admin/audit/verify"): {Role.ADMIN, Role.AUDITOR},
    ("GET", "/admin/audit/verify?tenant=acme"): {Role.ADMIN, Role.AUDITOR},
}


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """Two tenants, with a key each, and a request of the first."""
    async with an_office(tmp_path / "data", "acme", "globex") as office:
        await office.store.add_key(make_key("k1"), make_act(target="k1"))
        await office.store.add_key(make_key("k2", tenant="globex"), make_act(target="k2", tenant="globex"))
        await office.store.intend(make_intent("r1"))
        await office.store.stop(MISTRAL, act_on("stop", MISTRAL.target, MISTRAL.by, MISTRAL.since))
        office.store.attempted("acme", "r1", make_attempt(1))
        office.store.concluded(make_receipt("r1"))
        await office.store.intend(make_intent("own")._replace(owner="approver", team="sales"))
        await office.store.settled()
        yield office


@pytest.fixture
async def clients(office: Office) -> AsyncIterator["Clients"]:
    async with AsyncExitStack() as stack:
        yield Clients(office, stack)


class Clients:
    def __init__(self, office: Office, stack: AsyncExitStack) -> None:
        self._office = office
        self._stack = stack
        self._app = side_of(office)

    async def of(self, role: Role, *tenants: str, name: str = "", team: str | None = "sales") -> httpx.AsyncClient:
        session = await self._office.session(name or role.value, role, tenants=tenants or ("*",), team=team)
        return await self._stack.enter_async_context(a_client(self._app, session))

    async def by(self, admin: AdminRecord) -> httpx.AsyncClient:
        session = (await self._office.passes.admit(admin, "openid")).token
        return await self._stack.enter_async_context(a_client(self._app, session))

    async def nobody(self) -> httpx.AsyncClient:
        return await self._stack.enter_async_context(a_client(self._app))


async def reads(office: Office, tenant: str | None) -> list[tuple[str, str, str]]:
    return [act for act in await office.acts(tenant) if act[0] == "ledger.read"]


async def test_probes_are_open_to_all_as_ever(clients: Clients) -> None:
    client = await clients.nobody()
    assert (await client.get("/healthz")).json() == {"status": "ok"}
    assert (await client.get("/readyz")).status_code == 503
    assert "/healthz" in (await client.get("/")).json()


@pytest.mark.parametrize(("method", "path"), MAY)
async def test_each_address_is_for_its_roles_and_for_nobody_else(clients: Clients, method: str, path: str) -> None:
    assert error_of(await (await clients.nobody()).request(method, path, headers=CSRF)) == "not_logged_in"
    for role in Role:
        answer = await (await clients.of(role)).request(method, path)
        if role in MAY[method, path]:
            assert answer.status_code == 200, (role, answer.text)
        else:
            assert (answer.status_code, error_of(answer)) == (403, "not_permitted")


async def test_every_address_under_admin_is_in_the_table_above(office: Office) -> None:
    """Or is how one logs in and out."""
    told = side_of(office).openapi()["paths"]
    served = {(method.upper(), path) for path, methods in told.items() for method in methods}
    known = {("POST", "/admin/login"), ("POST", "/admin/logout"), *((m, p.partition("?")[0]) for m, p in MAY)}
    patterns = {(method, path.replace("/k1/", "/{key_id}/").replace("/own", "/{receipt_id}")) for method, path in known}
    assert {(method, path) for method, path in served if path.startswith("/admin")} == patterns


async def test_keys_are_listed_without_anything_that_opens_a_door(clients: Clients) -> None:
    answer = await (await clients.of(Role.AUDITOR)).get("/admin/keys")
    first, second = answer.json()["keys"]
    assert (first["id"], first["tenant"], first["agent"]) == ("k1", "acme", "mailer")
    assert (second["id"], second["tenant"]) == ("k2", "globex")
    assert "digest" not in answer.text
    assert make_key("k1").digest.hex() not in answer.text


async def test_who_is_for_one_tenant_sees_its_keys_alone(clients: Clients) -> None:
    for tenants, wanted in ((("acme",), ["k1"]), (("acme", "globex"), ["k1", "k2"]), (("other",), [])):
        client = await clients.of(Role.ADMIN, *tenants)
        assert [key["id"] for key in (await client.get("/admin/keys")).json()["keys"]] == wanted


SEES = {
    "an admin": (Role.ADMIN, "anna", None, ["k1", "mine", "ours"]),
    "an auditor": (Role.AUDITOR, "anna", None, ["k1", "mine", "ours"]),
    "the owner of a key": (Role.READ_ONLY, "anna", None, ["mine"]),
    "the owner of a key, of a team": (Role.APPROVER, "anna", "sales", ["mine", "ours"]),
    "somebody of the team": (Role.READ_ONLY, "bob", "sales", ["ours"]),
    "somebody who has none": (Role.READ_ONLY, "bob", None, []),
    "an approver of another team": (Role.APPROVER, "bob", "legal", []),
}


@pytest.mark.parametrize("who", SEES)
async def test_people_see_their_own_keys_and_their_teams_unless_their_role_says_otherwise(
    office: Office, clients: Clients, who: str
) -> None:
    role, name, team, wanted = SEES[who]
    for key in (
        replace(make_key("mine"), owner="anna", team="legal-eu"),
        replace(make_key("ours"), team="sales"),
        replace(make_key("elsewhere", tenant="globex"), owner="anna", team="sales"),
    ):
        await office.store.add_key(key, make_act(target=key.id, tenant=key.tenant))
    client = await clients.of(role, "acme", name=name, team=team)
    assert sorted(key["id"] for key in (await client.get("/admin/keys")).json()["keys"]) == wanted


async def test_a_key_is_revoked_by_an_admin_who_is_named_in_its_tenants_log(office: Office, clients: Clients) -> None:
    client = await clients.of(Role.ADMIN)
    assert (await client.post("/admin/keys/k1/revoke")).json() == {"id": "k1", "revoked": True}
    revoked = {key.id: key.revoked for key in await office.store.keys()}
    assert revoked == {"k1": office.clock.now(), "k2": None}
    assert ("keys.revoke", "admin:admin", "k1") in await office.acts("acme")


@pytest.mark.parametrize("path", ["k2", "nobody", "..", "k1%00"])
async def test_a_key_of_another_tenant_is_as_unknown_as_one_that_never_was(
    office: Office, clients: Clients, path: str
) -> None:
    client = await clients.of(Role.ADMIN, "acme")
    answer = await client.post(f"/admin/keys/{path}/revoke")
    assert (answer.status_code, error_of(answer)) == (404, "not_found")
    assert all(key.revoked is None for key in await office.store.keys())


async def test_a_receipt_comes_with_a_proof_that_convinces_a_verifier_alone(
    office: Office, clients: Clients, tmp_path: Path
) -> None:
    told = (await (await clients.of(Role.AUDITOR)).get("/admin/receipts/r1")).json()
    assert told["receipt"]["id"] == "r1"
    assert len(told["intents"]) == 1
    (tmp_path / "proof").write_text(told["proof"])
    command = [sys.executable, "-I", "-S", str(VERIFIER), "receipt", str(tmp_path / "proof"), "--key", told["key"]]
    done = await asyncio.to_thread(subprocess.run, command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert await reads(office, "acme") == [("ledger.read", "admin:auditor", "r1")]


@pytest.mark.parametrize("role", [Role.APPROVER, Role.READ_ONLY])
async def test_who_may_not_read_the_ledger_sees_what_bears_their_name_or_their_teams(
    office: Office, clients: Clients, role: Role
) -> None:
    by_name, by_team = await clients.of(role, name="approver", team=None), await clients.of(role, name="berta")
    for client in (by_name, by_team):
        told = (await client.get("/admin/receipts/own")).json()
        assert [one["receipt"] for one in told["intents"]] == ["own"]
        assert "proof" in told
    stranger = await clients.of(role, name="carla", team="legal")
    for client, path in ((by_name, "r1"), (by_team, "r1"), (stranger, "own"), (stranger, "r1")):
        answer = await client.get(f"/admin/receipts/{path}")
        assert (answer.status_code, error_of(answer)) == (404, "not_found")
    readers = [actor for _, actor, _ in await reads(office, "acme")]
    assert readers == ["admin:approver", "admin:berta"]


async def test_a_name_that_a_provider_tells_shows_nobody_elses_requests(office: Office, clients: Clients) -> None:
    """Somebody may call themselves there what they like; the key that is theirs names their id."""
    issuer = "https://approver.example"
    person = Person(issuer, "sub-1", "approver", (RoleAt(Role.APPROVER, "*"),))
    admin = await office.people.welcome(person)
    for owner, number in ((admin.name, 1), (admin.id, 2)):
        await office.store.intend(make_intent(f"by-{number}")._replace(owner=owner))
    client = await clients.by(admin)
    answers = [(await client.get(f"/admin/receipts/{name}")).status_code for name in ("own", "by-1", "by-2")]
    assert answers == [404, 404, 200]


async def test_a_receipt_of_another_tenant_is_not_there_and_nobody_is_said_to_have_read_it(
    office: Office, clients: Clients
) -> None:
    client = await clients.of(Role.AUDITOR, "globex")
    hidden, unknown = await client.get("/admin/receipts/r1"), await client.get("/admin/receipts/r2")
    assert (hidden.status_code, unknown.status_code) == (404, 404)
    assert hidden.text.replace("r1", "r2") == unknown.text
    assert await reads(office, "acme") == []


async def test_a_log_is_verified_whole_and_who_asked_stands_in_it(office: Office, clients: Clients) -> None:
    client = await clients.of(Role.AUDITOR)
    for tenant, query in (("acme", "?tenant=acme"), (None, "")):
        told = (await client.get(f"/admin/audit/verify{query}")).json()
        assert (told["tenant"], told["ok"], told["fault"]) == (tenant, True, None)
        assert told["size"] == (await office.store.log_head(tenant)).size
        assert [actor for _, actor, _ in await reads(office, tenant)] == ["admin:auditor"]


async def test_a_log_that_was_changed_does_not_verify(office: Office, clients: Clients) -> None:
    client = await clients.of(Role.AUDITOR)
    await client.get("/admin/audit/verify")
    office.kept("UPDATE entries SET leaf = zeroblob(32) WHERE seq = 0")
    told = (await client.get("/admin/audit/verify")).json()
    assert told["ok"] is False
    assert told["fault"]


@pytest.mark.parametrize("query", ["", "?tenant=globex", "?tenant=nobody", "?tenant=*", "?tenant="])
async def test_who_is_for_one_tenant_verifies_its_log_alone(office: Office, clients: Clients, query: str) -> None:
    client = await clients.of(Role.AUDITOR, "acme")
    assert (await client.get("/admin/audit/verify?tenant=acme")).status_code == 200
    assert error_of(await client.get(f"/admin/audit/verify{query}")) == "not_found"
    assert await reads(office, "globex") == await reads(office, None) == []


async def test_which_rules_are_in_force_is_told_and_why_newer_ones_are_not(clients: Clients) -> None:
    assert (await (await clients.of(Role.READ_ONLY)).get("/admin/config")).json() == RULES


async def test_a_ledger_that_cannot_be_written_is_told_and_nothing_is_read(office: Office, clients: Clients) -> None:
    client = await clients.of(Role.AUDITOR)
    with locked(file_of(office.store.folder)):
        answer = await client.get("/admin/receipts/r1")
    assert (answer.status_code, error_of(answer)) == (503, "ledger_unavailable")
    assert "intents" not in answer.text


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/nowhere", 404), ("DELETE", "/admin/keys", 405)])
async def test_what_is_not_there_is_told_in_the_same_shape(
    clients: Clients, method: str, path: str, status: int
) -> None:
    answer = await (await clients.nobody()).request(method, path)
    assert answer.status_code == status
    assert error_of(answer) in ("not_found", "invalid_request")


async def test_an_admin_is_named_by_their_id_too_in_what_they_did(office: Office, clients: Clients) -> None:
    client = await clients.of(Role.ADMIN)
    me = (await client.get("/admin/me")).json()
    await client.post("/admin/keys/k1/revoke")
    entries = await office.store.log_entries("acme", 0, (await office.store.log_head("acme")).size)
    acts = [json.loads(entry.body) for entry in entries if entry.kind == "act" and entry.body]
    assert [act["details"] for act in acts if act["verb"] == "keys.revoke"] == [{"by": me["id"]}]
