import asyncio
import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_records import opened
from office import KEY, Office

from router.core.keys import format_key, parse_key
from router.core.roles import Role
from router.identity import Passes, Refused
from router.identity.passes import IDLE, INVITATION, INVITED, LASTS, NOTED, SESSION
from router.secrets import random_key


async def invited(office: Office, name: str = "anna") -> str:
    return await office.passes.invite(await office.appoint(name), "cli:tests")


async def test_an_invitation_becomes_a_session_of_whom_it_was_made_for(office: Office) -> None:
    session = await office.passes.exchange(await invited(office))
    assert session.admin.name == "anna"
    assert session.expires == office.clock.now() + LASTS
    assert await office.passes.holder(session.token) == session.admin


async def test_an_invitation_is_used_once(office: Office) -> None:
    token = await invited(office)
    await office.passes.exchange(token)
    with pytest.raises(Refused):
        await office.passes.exchange(token)


async def test_of_many_that_use_an_invitation_at_once_one_gets_a_session(office: Office) -> None:
    token = await invited(office)
    tries = await asyncio.gather(*(office.passes.exchange(token) for _ in range(20)), return_exceptions=True)
    assert sum(isinstance(one, Refused) for one in tries) == 19
    assert [verb for verb, *_ in await office.acts()].count("admins.login") == 1


@pytest.mark.parametrize(("later", "opens"), [(INVITED - 1, True), (INVITED, False)])
async def test_an_invitation_is_good_for_fifteen_minutes(office: Office, later: float, opens: bool) -> None:
    token = await invited(office)
    office.clock.seconds += later
    if opens:
        await office.passes.exchange(token)
    else:
        with pytest.raises(Refused):
            await office.passes.exchange(token)


async def test_a_session_ends_twelve_hours_after_it_began_however_much_it_is_used(office: Office) -> None:
    token = await office.session()
    for _ in range(int(LASTS // (IDLE / 2)) - 1):
        office.clock.seconds += IDLE / 2
        await office.passes.holder(token)
    office.clock.seconds += IDLE / 2
    with pytest.raises(Refused):
        await office.passes.holder(token)


async def test_a_session_that_nobody_uses_for_an_hour_ends(office: Office) -> None:
    token = await office.session()
    office.clock.seconds += IDLE - 1
    await office.passes.holder(token)
    office.clock.seconds += IDLE
    with pytest.raises(Refused):
        await office.passes.holder(token)


async def test_that_a_session_is_used_is_written_once_a_minute_and_no_act(office: Office) -> None:
    token = await office.session()
    before, commits = await office.acts(), office.store.commits
    for _ in range(5):
        office.clock.seconds += 1
        await office.passes.holder(token)
    assert office.store.commits == commits
    office.clock.seconds += NOTED
    await office.passes.holder(token)
    assert office.store.commits == commits + 1
    assert await office.acts() == before


async def test_a_session_that_was_ended_is_refused(office: Office) -> None:
    token = await office.session()
    await office.passes.end(token)
    for use in (office.passes.holder, office.passes.end):
        with pytest.raises(Refused):
            await use(token)


async def test_who_is_disabled_is_out_at_once_and_stays_out_of_old_sessions(office: Office) -> None:
    token, unused = await office.session(), await invited(office)
    await office.people.disable("anna", "cli:tests")
    for use in (office.passes.holder(token), office.passes.exchange(unused)):
        with pytest.raises(Refused):
            await use
    await office.appoint("anna")
    with pytest.raises(Refused):
        await office.passes.holder(token)


async def test_an_invitation_that_came_after_its_admin_was_disabled_opens_nothing(office: Office) -> None:
    admin = await office.appoint("anna")
    await office.people.disable("anna", "cli:tests")
    token = await office.passes.invite(admin, "cli:tests")
    with pytest.raises(Refused):
        await office.passes.exchange(token)


async def test_what_a_session_may_is_what_its_admin_may_now(office: Office) -> None:
    token = await office.session("anna", Role.ADMIN)
    await office.appoint("anna", Role.READ_ONLY, tenants=("acme",))
    holder = await office.passes.holder(token)
    assert (holder.roles, holder.tenants) == ((Role.READ_ONLY,), ("acme",))


async def test_an_invitation_is_no_session_and_a_session_no_invitation(office: Office) -> None:
    token = await invited(office)
    for made, other in ((token, SESSION), ((await office.session("ben")), INVITATION)):
        parsed = parse_key(made, made[:3])
        assert parsed is not None
        disguised = format_key(*parsed, other)
        for use in (office.passes.holder, office.passes.exchange):
            with pytest.raises(Refused):
                await use(disguised)


async def test_a_secret_that_is_almost_right_is_refused(office: Office) -> None:
    parsed = parse_key(await invited(office), INVITATION)
    assert parsed is not None
    pass_id, secret = parsed
    wrong = secret[:-1] + ("A" if secret[-1] != "A" else "B")
    for forged in ((pass_id, wrong), (random_key()[0], secret)):
        with pytest.raises(Refused):
            await office.passes.exchange(format_key(*forged, INVITATION))


@pytest.mark.parametrize("change", ["admin = (SELECT id FROM admins WHERE id != admin)", "expires = expires + 9"])
async def test_who_writes_the_database_gives_their_session_neither_anothers_rights_nor_a_longer_life(
    office: Office, change: str
) -> None:
    token = await office.session("eve", Role.READ_ONLY)
    await office.appoint("anna", Role.ADMIN)
    assert (await office.passes.holder(token)).name == "eve"
    with closing(sqlite3.connect(office.store.path, isolation_level=None)) as file:
        assert file.execute(f"UPDATE passes SET {change}").rowcount == 1
    with pytest.raises(Refused):
        await office.passes.holder(token)


async def test_under_another_master_key_nothing_opens(office: Office) -> None:
    token = await invited(office)
    with pytest.raises(Refused):
        await Passes(office.store, bytes(32), office.clock).exchange(token)


async def test_a_pass_is_good_on_every_replica_and_after_a_restart(office: Office) -> None:
    token = await office.session()
    async with opened(office.store.folder, serving=False) as other:
        assert (await Passes(other, KEY, office.clock).holder(token)).name == "anna"


async def test_no_secret_is_stored(office: Office) -> None:
    parts = [parse_key(token, token[:3]) for token in (await invited(office), await office.session("ben"))]
    await office.store.settled()
    stored = b"".join(file.read_bytes() for file in office.store.folder.rglob("*") if file.is_file())
    for part in parts:
        assert part is not None
        assert part[0].encode() in stored, "the search finds what is there"
        assert part[1].encode() not in stored


async def test_who_comes_and_goes_stands_in_the_routers_own_log(office: Office) -> None:
    admin = await office.appoint("anna")
    session = await office.passes.exchange(await office.passes.invite(admin, "cli:root"))
    await office.passes.end(session.token)
    assert await office.acts() == [
        ("admins.make", "cli:tests", admin.id),
        ("admins.invite", "cli:root", admin.id),
        ("admins.login", "admin:anna", admin.id),
        ("admins.logout", "admin:anna", admin.id),
    ]


@given(mark=st.sampled_from(["sov", "adm", "ses"]), other=st.sampled_from(["sov", "adm", "ses"]))
def test_a_key_of_one_sort_is_none_of_another(mark: str, other: str) -> None:
    pair = random_key()
    assert (parse_key(format_key(*pair, mark), other) == pair) is (mark == other)
