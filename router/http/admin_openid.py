"""Into the admin side by an OpenID provider: the browser is sent there, and comes back with a code."""

import asyncio
import logging
from dataclasses import dataclass
from http import HTTPStatus
from secrets import token_bytes

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from router.http.admin_answers import PRIVATE, AdminProblem, Code
from router.http.admin_door import Cookies, Door, address_of
from router.http.admin_login import SLOW
from router.identity import OpenIdProvider, Passes, People, Refused, Session, Throttle, Unreachable, Untrusted
from router.ports import Clock

log = logging.getLogger("sovereign.admin")

AWAY = "sovereign_login"
"""The cookie of who is at the provider."""
AWAY_SECONDS = 600.0
SECRET = 32
"""Bytes of it."""
HOME = '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=../../"><title>Logged in</title>'
"""A page, and no redirect: only what this page asks for comes from this site, and bears the strict cookie."""
PAGE = {**PRIVATE, "content-security-policy": "default-src 'none'; frame-ancestors 'none'"}


@dataclass(frozen=True, slots=True)
class OpenIdLogin:
    provider: OpenIdProvider
    people: People
    passes: Passes
    clock: Clock

    async def session(self, cookie: str | None, state: str, code: str) -> Session:
        """Raises `Refused`, `Untrusted` and `Unreachable`."""
        person = await self.provider.finish(_secret(cookie), state, code, self.clock.now())
        return await self.passes.admit(await self.people.welcome(person), "openid")


def by_openid(openid: OpenIdLogin, throttle: Throttle, door: Door, cookies: Cookies) -> APIRouter:
    routes = APIRouter(prefix="/admin/oidc")

    @routes.get("/login")
    async def leave() -> Response:
        secret = token_bytes(SECRET)
        try:
            answer = RedirectResponse(await openid.provider.begin(secret), HTTPStatus.SEE_OTHER, PRIVATE)
        except Unreachable as fault:
            raise AdminProblem(Code.PROVIDER_UNAVAILABLE, str(fault)) from None
        cookies.put(answer, AWAY, secret.hex(), AWAY_SECONDS, lax=True)
        return answer

    @routes.get("/callback")
    async def come_back(request: Request, state: str = "", code: str = "") -> Response:
        attempt = throttle.begin(address_of(request))
        try:
            session = await openid.session(cookies.get(request, AWAY), state, code)
        except Unreachable as fault:
            attempt.succeeded()
            raise AdminProblem(Code.PROVIDER_UNAVAILABLE, str(fault)) from None
        except (Refused, Untrusted) as fault:
            log.warning("a login by the OpenID provider failed: %s", str(fault) or "the admin is disabled")
            await asyncio.sleep(SLOW)
            raise AdminProblem(Code.LOGIN_FAILED, "this login was refused; the router's log says why") from None
        attempt.succeeded()
        answer = door.let_in(HTMLResponse(HOME, headers=PAGE), session.token)
        cookies.drop(answer, AWAY)
        return answer

    return routes


def _secret(cookie: str | None) -> bytes:
    try:
        secret = bytes.fromhex(cookie or "")
    except ValueError:
        secret = b""
    if len(secret) != SECRET:
        raise Untrusted("no login was begun in this browser, or it was ten minutes ago")
    return secret
