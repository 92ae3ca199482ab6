import asyncio
import json
from dataclasses import replace

import pytest
from office import Office

from router.core.roles import Role, RoleAt
from router.identity import Person, Refused

CARLA = Person("https://login.corp.example/realms/a", "0815", "carla@corp.example", (RoleAt(Role.AUDITOR, "*"),))


async def test_an_admin_is_made_once_and_changed_by_the_same_name(office: Office) -> None:
    made = await office.appoint("anna", Role.ADMIN)
    office.clock.seconds += 5
    changed = await office.appoint("anna", Role.AUDITOR, tenants=("acme",))
    assert await office.store.admins() == [changed] == [replace(made, roles=(Role.AUDITOR,), tenants=("acme",))]
    assert [verb for verb, *_ in await office.acts()] == ["admins.make", "admins.change"]


async def test_the_log_tells_of_each_change_whose_keys_and_requests_they_see(office: Office) -> None:
    for team in ("sales", "hr", None):
        await office.appoint("anna", Role.APPROVER, tenants=("acme",), team=team)
    await office.store.settled()
    told = [json.loads(one.body) for one in await office.store.log_entries(None, 0, 99) if one.body]
    details = [one["details"] for one in told if one["verb"].startswith("admins.")]
    common = {"name": "anna", "roles": "approver", "tenants": "acme"}
    assert details == [common | {"team": "sales"}, common | {"team": "hr"}, common]


@pytest.mark.parametrize("team", ["", " ", "sales\n", "a" * 101, "\u202esales"])
async def test_a_team_that_could_not_be_told_on_a_line_is_refused(office: Office, team: str) -> None:
    with pytest.raises(ValueError, match="a team's name"):
        await office.appoint("anna", team=team)


async def test_nothing_is_recorded_where_nothing_changes(office: Office) -> None:
    await office.appoint("anna")
    await office.appoint("anna")
    assert len(await office.acts()) == 1


@pytest.mark.parametrize("name", ["", "a b", "login.corp.example/anna", "-anna", "anna\n", "a" * 65, "ann\u0430"])
async def test_a_name_that_could_be_taken_for_another_is_refused(office: Office, name: str) -> None:
    with pytest.raises(ValueError, match="an admin's name"):
        await office.appoint(name)


async def test_who_is_disabled_is_enabled_by_a_new_appointment_alone(office: Office) -> None:
    await office.appoint("anna")
    assert await office.people.disable("anna", "cli:tests") is not None
    assert await office.people.disable("anna", "cli:tests") is None
    assert await office.people.disable("nobody", "cli:tests") is None
    assert [admin.disabled for admin in await office.store.admins()] == [office.clock.now()]
    await office.appoint("anna")
    assert [admin.disabled for admin in await office.store.admins()] == [None]
    assert [verb for verb, *_ in await office.acts()] == ["admins.make", "admins.disable", "admins.change"]


async def test_whom_a_provider_vouches_for_is_known_by_issuer_and_subject_and_by_no_name(office: Office) -> None:
    first = await office.people.welcome(CARLA)
    renamed = await office.people.welcome(replace(CARLA, name="carla.jones@corp.example"))
    namesake = await office.people.welcome(replace(CARLA, subject="4711"))
    other_realm = await office.people.welcome(replace(CARLA, issuer="https://login.corp.example/realms/b"))
    assert first.id == renamed.id
    assert len({first.id, namesake.id, other_realm.id}) == 3
    assert first.name == "login.corp.example/carla@corp.example"


async def test_a_local_admin_is_nobody_of_a_provider(office: Office) -> None:
    local = await office.appoint("0815")
    assert (await office.people.welcome(replace(CARLA, name="0815"))).id != local.id


async def test_roles_of_a_provider_are_those_that_it_gives_today(office: Office) -> None:
    await office.people.welcome(CARLA)
    promoted = await office.people.welcome(replace(CARLA, grants=(RoleAt(Role.ADMIN, "*"),)))
    assert await office.store.admins() == [promoted]
    assert promoted.roles == (Role.ADMIN,)


async def test_a_provider_does_not_bring_back_who_was_disabled_here(office: Office) -> None:
    admin = await office.people.welcome(CARLA)
    await office.people.disable(admin.name, "cli:tests")
    with pytest.raises(Refused):
        await office.people.welcome(replace(CARLA, grants=(RoleAt(Role.ADMIN, "*"),)))


async def test_a_first_login_that_comes_twice_at_once_makes_one_admin(office: Office) -> None:
    found = await asyncio.gather(*(office.people.welcome(CARLA) for _ in range(10)))
    assert len({admin.id for admin in found}) == 1
    assert len(await office.store.admins()) == 1
    assert len(await office.acts()) == 1


async def test_who_an_admin_is_cannot_be_read_from_the_disk(office: Office) -> None:
    await office.people.welcome(CARLA)
    await office.store.settled()
    stored = b"".join(file.read_bytes() for file in office.store.folder.rglob("*") if file.is_file())
    assert b"admins" in stored, "the search finds what is there"
    assert b"carla" not in stored
