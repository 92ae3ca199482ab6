"""The admin side, on its own port and loopback unless told otherwise: probes for all, the rest for who logs in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI, Response
from fastapi.responses import JSONResponse

from router.http import admin_api, admin_login, admin_stops
from router.http.admin_answers import FAULTS, refused
from router.http.admin_door import Cookies, Door
from router.http.admin_openid import OpenIdLogin, by_openid
from router.http.log_face import log_face
from router.identity import OpenIdProvider, Passes, People, Throttle
from router.ports import Clock, Records

Probe = Callable[[], tuple[int, Any]]


@dataclass(frozen=True, slots=True)
class AdminSide:
    """What it is made of. `rules` tells which are in force, and why newer ones are not."""

    health: Probe
    ready: Probe
    rules: Callable[[], Any]
    records: Records
    clock: Clock
    passes: Passes
    people: People
    openid: OpenIdProvider | None = None
    secure: bool = False
    """Browsers reach it by https."""


def admin_app(side: AdminSide) -> FastAPI:
    """FastAPI without its documentation pages, whose scripts would come from a foreign host."""
    app = FastAPI(title="Sovereign Router", docs_url=None, redoc_url=None, openapi_url=None)
    for fault in FAULTS:
        app.add_exception_handler(fault, refused)

    @app.get("/")
    def contents() -> dict[str, str]:
        return {
            "/healthz": "the process is up",
            "/readyz": "rules, detectors, record and routes: what holds, what not",
            "/log/<id>/checkpoint": "what is signed of a log; its hashes are at /log/<id>/tile/<L>/<N>",
            "/admin/login": "POST an invitation; then /admin/me, /keys, /stops, /receipts, /audit/verify, /config",
        }

    @app.get("/healthz")
    def healthz() -> Response:
        status, value = side.health()
        return JSONResponse(value, status)

    @app.get("/readyz")
    def readyz() -> Response:
        status, value = side.ready()
        return JSONResponse(value, status)

    app.include_router(log_face(side.records))
    _add_admin(app, side)
    return app


def _add_admin(app: FastAPI, side: AdminSide) -> None:
    cookies, throttle = Cookies(secure=side.secure), Throttle(side.clock)
    door = Door(side.passes, cookies)
    app.include_router(admin_login.by_invitation(side.passes, throttle, door))
    if side.openid is not None:
        login = OpenIdLogin(side.openid, side.people, side.passes, side.clock)
        app.include_router(by_openid(login, throttle, door, cookies))
    app.include_router(admin_api.about_me(door))
    app.include_router(admin_api.about_keys(door, side.records, side.clock))
    app.include_router(admin_stops.about_stops(door, side.records, side.clock))
    app.include_router(admin_api.about_ledger(door, side.records, side.clock))
    app.include_router(admin_api.about_rules(door, side.rules))
