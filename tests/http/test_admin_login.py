"""In and out of the admin side, by a browser and by a program."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from admin_client import CSRF, a_client, error_of, side_of
from office import Office, an_office

from router.core.keys import format_key
from router.core.roles import Role
from router.http import admin_login
from router.identity.passes import IDLE
from router.identity.throttle import FAILURES


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admin_login, "SLOW", 0.0)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with an_office(tmp_path / "data") as office:
        yield office


@pytest.fixture
async def client(office: Office) -> AsyncIterator[httpx.AsyncClient]:
    async with a_client(side_of(office)) as client:
        yield client


async def invited(office: Office, name: str = "anna") -> str:
    return await office.passes.invite(await office.appoint(name, Role.AUDITOR, tenants=("acme",)), "cli:tests")


async def test_a_browser_logs_in_is_known_by_its_cookie_and_logs_out(office: Office, client: httpx.AsyncClient) -> None:
    answer = await client.post("/admin/login", json={"token": await invited(office)}, headers=CSRF)
    assert answer.status_code == 200
    assert answer.json()["admin"]["name"] == "anna"
    assert "session" not in answer.json()
    me = (await client.get("/admin/me")).json()
    assert (me["roles"], me["tenants"], me["login"]) == (["auditor"], ["acme"], "invitation")
    session = client.cookies["sovereign_session"]
    assert (await client.post("/admin/logout", headers=CSRF)).json() == {"logged_out": True}
    assert "sovereign_session" not in client.cookies
    assert error_of(await client.get("/admin/me")) == "not_logged_in"
    stolen = await client.get("/admin/me", headers={"authorization": f"Bearer {session}"})
    assert error_of(stolen) == "not_logged_in"


async def test_a_program_gets_its_session_in_the_answer_and_no_cookie(
    office: Office, client: httpx.AsyncClient
) -> None:
    asked = {"token": await invited(office), "bearer": True}
    answer = await client.post("/admin/login", json=asked, headers=CSRF)
    assert "set-cookie" not in answer.headers
    bearer = {"authorization": f"Bearer {answer.json()['session']}"}
    assert (await client.get("/admin/me", headers=bearer)).json()["name"] == "anna"
    assert (await client.post("/admin/logout", headers=bearer)).json() == {"logged_out": True}
    assert error_of(await client.get("/admin/me", headers=bearer)) == "not_logged_in"


@pytest.mark.parametrize("secure", [False, True])
async def test_no_script_and_no_other_site_has_the_cookie(office: Office, secure: bool) -> None:
    async with a_client(side_of(office, secure=secure)) as client:
        answer = await client.post("/admin/login", json={"token": await invited(office)}, headers=CSRF)
    name, *words = [word.strip().lower() for word in answer.headers["set-cookie"].split(";")]
    assert {"httponly", "samesite=strict", "path=/", "max-age=43200"} <= set(words)
    assert not any(word.startswith("domain") for word in words)
    assert ("secure" in words) is secure
    assert name.startswith("__host-sovereign_session=" if secure else "sovereign_session=")


async def test_a_page_of_another_site_can_neither_log_in_nor_change_anything(
    office: Office, client: httpx.AsyncClient
) -> None:
    token = await invited(office)
    for body in ({"json": {"token": token}}, {"data": {"token": token}}):
        refused = await client.post("/admin/login", **body)  # type: ignore[arg-type]  # httpx types each word apart
        assert (refused.status_code, error_of(refused)) == (403, "not_permitted")
    await client.post("/admin/login", json={"token": token}, headers=CSRF)
    for path in ("/admin/logout", "/admin/keys/k1/revoke"):
        assert error_of(await client.post(path)) == "not_permitted"
        assert error_of(await client.post(path, headers={"authorization": "Bearer x"})) == "not_permitted"
    assert (await client.get("/admin/me")).status_code == 200
    preflight = await client.options("/admin/logout", headers={"origin": "https://evil.example"})
    assert "access-control-allow-origin" not in preflight.headers


BAD: dict[str, Any] = {
    "nothing": b"",
    "no JSON": b"{",
    "no object": b"[]",
    "no token": b"{}",
    "a token that is no text": b'{"token": 5}',
    "a word too many": b'{"token": "adm_x", "admin": true}',
    "too long": b'{"token": "' + b"a" * 5000 + b'"}',
}


@pytest.mark.parametrize("name", BAD)
async def test_what_is_no_login_is_told_so_without_its_content(client: httpx.AsyncClient, name: str) -> None:
    answer = await client.post("/admin/login", content=BAD[name], headers=CSRF)
    assert (answer.status_code, error_of(answer)) == (400, "invalid_request")
    assert "adm_x" not in answer.text


async def test_a_failure_never_says_which_part_was_wrong(office: Office, client: httpx.AsyncClient) -> None:
    used, late, disabled, good = [await invited(office, name) for name in ("ann", "ben", "carl", "dora")]
    await office.passes.exchange(used)
    await office.people.disable("carl", "cli:tests")
    mistyped = good[:-1] + ("a" if good[-1] != "a" else "b")
    answers = [
        await client.post("/admin/login", json={"token": token}, headers=CSRF)
        for token in (used, disabled, mistyped, "adm_x", "", "\u00e9" * 99)
    ]
    office.clock.seconds += 3600
    answers.append(await client.post("/admin/login", json={"token": late}, headers=CSRF))
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.text for answer in answers}) == 1
    assert error_of(answers[0]) == "login_failed"


async def test_after_ten_failures_a_place_waits_for_a_minute_even_with_a_good_token_and_no_other_place_does(
    office: Office,
) -> None:
    side = side_of(office)
    token, other = await invited(office), await invited(office, "ben")
    async with a_client(side) as client, a_client(side, address="192.0.2.7") as elsewhere:
        tries = [client.post("/admin/login", json={"token": "adm_x"}, headers=CSRF) for _ in range(30)]
        statuses = [answer.status_code for answer in await asyncio.gather(*tries)]
        assert (statuses.count(401), statuses.count(429)) == (10, 20)
        refused = await client.post("/admin/login", json={"token": token}, headers=CSRF)
        assert error_of(refused) == "too_many_failures"
        assert refused.headers["retry-after"] == "60"
        assert (await elsewhere.post("/admin/login", json={"token": other}, headers=CSRF)).status_code == 200
        office.clock.seconds += 60
        assert (await client.post("/admin/login", json={"token": token}, headers=CSRF)).status_code == 200


async def test_an_invitation_that_is_guessed_at_from_everywhere_waits(office: Office) -> None:
    side, token = side_of(office), await invited(office)
    head, _, _ = token.rpartition("_")[0].rpartition("_")
    wrong = format_key(head.removeprefix("adm_"), "a" * 43, "adm")
    for number in range(FAILURES):
        async with a_client(side, address=f"192.0.2.{number}") as client:
            answer = await client.post("/admin/login", json={"token": wrong}, headers=CSRF)
            assert error_of(answer) == "login_failed"
    async with a_client(side, address="192.0.2.99") as client:
        assert error_of(await client.post("/admin/login", json={"token": token}, headers=CSRF)) == "too_many_failures"


async def test_logins_that_succeed_are_never_too_many(office: Office, client: httpx.AsyncClient) -> None:
    for number in range(FAILURES + 1):
        token = await invited(office, f"anna{number}")
        assert (await client.post("/admin/login", json={"token": token}, headers=CSRF)).status_code == 200


async def test_a_failure_is_slow_and_told_in_the_log_without_the_token(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(admin_login, "SLOW", 0.2)
    began = time.monotonic()
    with caplog.at_level(logging.WARNING):
        await client.post("/admin/login", json={"token": "adm_secret"}, headers=CSRF)
    assert time.monotonic() - began >= 0.2
    assert "login" in caplog.text
    assert "adm_secret" not in caplog.text


async def test_a_session_that_was_left_alone_has_ended_and_its_cookie_goes(
    office: Office, client: httpx.AsyncClient
) -> None:
    await client.post("/admin/login", json={"token": await invited(office)}, headers=CSRF)
    office.clock.seconds += IDLE
    assert error_of(await client.get("/admin/me")) == "not_logged_in"
    assert (await client.post("/admin/logout", headers=CSRF)).json() == {"logged_out": False}
    assert "sovereign_session" not in client.cookies


async def test_an_agents_key_is_no_admins_session(client: httpx.AsyncClient) -> None:
    key = {"authorization": "Bearer sov_abcdefgh_" + "a" * 43 + "_abcdef", "x-api-key": "sov_x"}
    assert error_of(await client.get("/admin/me", headers=key)) == "not_logged_in"


async def test_login_by_a_provider_is_not_there_where_none_is_named(client: httpx.AsyncClient) -> None:
    for path in ("/admin/oidc/login", "/admin/oidc/callback?code=x&state=y"):
        assert error_of(await client.get(path)) == "not_found"
