"""In and out of the admin side: by an invitation."""

import asyncio
import logging

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, ValidationError

from router.http.admin_answers import AdminProblem, Code, body_of, told, when
from router.http.admin_door import Door, address_of
from router.identity import Passes, Refused, Session, Throttle, account_of
from router.ports import AdminRecord

log = logging.getLogger("sovereign.admin")

SLOW = 0.25
"""Seconds that a failed try takes longer."""
FAILED = "this token is not known here, was used, or has expired; `sovereign admin invite` prints another"


class Login(BaseModel):
    """`bearer`: the session comes in the answer, for a program; else as a cookie that no script can read."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    token: str
    bearer: bool = False


def by_invitation(passes: Passes, throttle: Throttle, door: Door) -> APIRouter:
    routes = APIRouter(prefix="/admin")

    @routes.post("/login")
    async def login(request: Request) -> Response:
        door.check_origin(request)
        asked = _read(await body_of(request))
        attempt = throttle.begin(address_of(request), account_of(asked.token))
        try:
            session = await passes.exchange(asked.token)
        except Refused:
            log.warning("a login by invitation failed")
            await asyncio.sleep(SLOW)
            raise AdminProblem(Code.LOGIN_FAILED, FAILED) from None
        attempt.succeeded()
        if asked.bearer:
            return told({**_welcome(session), "session": session.token})
        return door.let_in(told(_welcome(session)), session.token)

    @routes.post("/logout")
    async def logout(request: Request) -> Response:
        try:
            await passes.end(door.session(request))
        except Refused:
            return door.let_out(told({"logged_out": False}))
        return door.let_out(told({"logged_out": True}))

    return routes


def profile(admin: AdminRecord) -> dict[str, object]:
    login = "invitation" if admin.issuer is None else "openid"
    what = {"roles": admin.roles, "tenants": admin.tenants, "more": [str(grant) for grant in admin.more]}
    return {"id": admin.id, "name": admin.name, **what, "team": admin.team, "login": login}


def _welcome(session: Session) -> dict[str, object]:
    return {"admin": profile(session.admin), "expires": when(session.expires)}


def _read(body: bytes) -> Login:
    try:
        return Login.model_validate_json(body)
    except ValidationError:
        usage = 'send {"token": "adm_..."}, and "bearer": true for a session in the answer'
    raise AdminProblem(Code.INVALID_REQUEST, usage)
