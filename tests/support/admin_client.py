"""The admin side in this process, and a browser or a program that talks to it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from fastapi import FastAPI
from office import Office

from router.http.admin import AdminSide, admin_app
from router.identity import OpenIdProvider

CSRF = {"x-sovereign-csrf": "1"}
RULES = {"ruleset": "f" * 64, "rejected": [{"where": "models.x"}]}


def side_of(office: Office, *, openid: OpenIdProvider | None = None, secure: bool = False) -> FastAPI:
    return admin_app(
        AdminSide(
            health=lambda: (200, {"status": "ok"}),
            ready=lambda: (503, {"ready": False}),
            rules=lambda: RULES,
            records=office.store,
            clock=office.clock,
            passes=office.passes,
            people=office.people,
            openid=openid,
            secure=secure,
        )
    )


@asynccontextmanager
async def a_client(
    app: FastAPI, session: str | None = None, address: str = "127.0.0.1"
) -> AsyncIterator[httpx.AsyncClient]:
    """Bears `session`, if one is given; keeps cookies, as browsers do. `address`: where it comes from."""
    headers = {} if session is None else {"authorization": f"Bearer {session}"}
    transport = httpx.ASGITransport(app=app, client=(address, 4711))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8081", headers=headers) as client:
        yield client


def error_of(answer: httpx.Response) -> str:
    """Its code. Each refusal has this one shape."""
    told = answer.json()
    assert told.keys() == {"error"}
    assert told["error"].keys() == {"code", "message"}
    assert answer.headers["cache-control"] == "no-store"
    return str(told["error"]["code"])
