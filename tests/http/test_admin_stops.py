"""Stop buttons on the admin side: who may press which, who sees which, and that the log names who did."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import httpx
import pytest
from admin_client import a_client, error_of, side_of
from office import Office, an_office

from router.core.roles import Role
from router.core.stops import Reach, Stop, Target
from router.ports import act_on

TARGETS = {
    "tenant=acme": Target(Reach.TENANT, "acme"),
    "tenant=globex": Target(Reach.TENANT, "globex"),
    "agent=mailer&tenant=acme": Target(Reach.AGENT, "mailer", "acme"),
    "agent=mailer": Target(Reach.AGENT, "mailer"),
    "provider=mistral": Target(Reach.PROVIDER, "mistral"),
    "everything": Target(Reach.EVERYTHING),
}
ACMES = ["tenant=acme", "agent=mailer&tenant=acme"]


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with an_office(tmp_path / "data") as office:
        yield office


@pytest.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as stack:
        yield stack


async def client_of(office: Office, stack: AsyncExitStack, role: Role, *tenants: str) -> httpx.AsyncClient:
    session = await office.session("anna", role, tenants=tenants or ("*",))
    return await stack.enter_async_context(a_client(side_of(office), session))


async def listed(client: httpx.AsyncClient) -> list[tuple[str, str, str | None]]:
    found = (await client.get("/admin/stops")).json()["stops"]
    return [(one["reach"], one["name"], one["tenant"]) for one in found]


@pytest.mark.parametrize("query", TARGETS)
async def test_what_is_stopped_is_told_and_resumed_by_the_same_words(
    office: Office, stack: AsyncExitStack, query: str
) -> None:
    client, target = await client_of(office, stack, Role.ADMIN), TARGETS[query]
    told = (await client.post(f"/admin/stop?{query}")).json()
    assert (told["reach"], told["name"], told["tenant"]) == (target.reach, target.name, target.tenant)
    assert (told["by"], told["new"]) == ("admin:anna", True)
    again = (await client.post(f"/admin/stop?{query}")).json()
    assert again == {**told, "new": False}
    assert await listed(client) == [(target.reach, target.name, target.tenant)]
    assert (await client.post(f"/admin/resume?{query}")).json()["resumed"] is True
    assert await listed(client) == []
    acts = [act for act in await office.acts(None) if act[0].startswith(target.reach)]
    assert acts == [
        (f"{target.reach}.stop", "admin:anna", target.name),
        (f"{target.reach}.resume", "admin:anna", target.name),
    ]


async def test_what_runs_is_not_resumed(office: Office, stack: AsyncExitStack) -> None:
    answer = await (await client_of(office, stack, Role.ADMIN)).post("/admin/resume?everything")
    assert (answer.status_code, error_of(answer)) == (404, "not_found")


@pytest.mark.parametrize("query", TARGETS)
@pytest.mark.parametrize("button", ["stop", "resume"])
async def test_who_is_for_one_tenant_presses_its_buttons_alone(
    office: Office, stack: AsyncExitStack, button: str, query: str
) -> None:
    target = TARGETS[query]
    if button == "resume":
        await office.store.stop(Stop(target, 1.0, "cli:bob"), act_on("stop", target, "cli:bob", 1.0))
    client = await client_of(office, stack, Role.ADMIN, "acme")
    answer = await client.post(f"/admin/{button}?{query}")
    if query in ACMES:
        assert answer.status_code == 200, answer.text
    else:
        assert (answer.status_code, error_of(answer)) == (403, "not_permitted")
        assert [stop.target for stop in await office.store.stops()] == ([target] if button == "resume" else [])


async def test_who_is_for_one_tenant_sees_its_stops_alone(office: Office, stack: AsyncExitStack) -> None:
    for target in TARGETS.values():
        await office.store.stop(Stop(target, 1.0, "cli:bob"), act_on("stop", target, "cli:bob", 1.0))
    assert len(await listed(await client_of(office, stack, Role.READ_ONLY))) == len(TARGETS)
    client = await stack.enter_async_context(
        a_client(side_of(office), await office.session("bob", Role.APPROVER, tenants=("acme",)))
    )
    assert sorted(await listed(client), key=str) == [("agent", "mailer", "acme"), ("tenant", "acme", None)]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "tenant=acme&provider=mistral",
        "tenant=acme&everything",
        "agent=",
        "agent=a%0ab",
        "everything=false",
        "everything=0",
    ],
)
async def test_what_is_not_one_target_is_refused_with_how_to_say_it(
    office: Office, stack: AsyncExitStack, query: str
) -> None:
    answer = await (await client_of(office, stack, Role.ADMIN)).post(f"/admin/stop?{query}")
    assert (answer.status_code, error_of(answer)) == (400, "invalid_request")
    assert "?provider=" in answer.json()["error"]["message"]
