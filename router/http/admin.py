"""The admin side, on its own port and loopback unless told otherwise: health and readiness in full."""

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI, Response
from fastapi.responses import JSONResponse


def admin_app(health: Callable[[], tuple[int, Any]], ready: Callable[[], tuple[int, Any]]) -> FastAPI:
    """FastAPI without its documentation pages, whose scripts would come from a foreign host."""
    app = FastAPI(title="Sovereign Router", docs_url=None, redoc_url=None, openapi_url=None)

    @app.get("/")
    def contents() -> dict[str, str]:
        return {"/healthz": "the process is up", "/readyz": "rules, detectors, record and routes: what holds, what not"}

    @app.get("/healthz")
    def healthz() -> Response:
        status, value = health()
        return JSONResponse(value, status)

    @app.get("/readyz")
    def readyz() -> Response:
        status, value = ready()
        return JSONResponse(value, status)

    return app
