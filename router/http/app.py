"""The data plane: a plain ASGI application, no framework object per request. It routes by path, and that is all."""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from router.core.problems import Code, Problem
from router.core.types import Caller
from router.http import asgi
from router.http.asgi import Receive, Scope, Send
from router.http.delivery import UNDECIDED, Delivery, new_id
from router.http.gateway import Gateway
from router.ports import DialectPort

DECISIVE = frozenset({b"authorization", b"x-api-key", b"api-key", b"x-data-class", b"content-length"})
KEYS = frozenset({b"authorization", b"x-api-key", b"api-key"})

ANTHROPIC, VERSION = "/v1/messages", b"anthropic-version"
"""Anthropic's endpoint, and the header that its clients send everywhere."""


class DataPlane:
    """`endpoints` maps a path to its dialect; `health` answers the two probes as (status, JSON value).

    Beside the endpoints a client is spoken to as the first of them speaks; who says which version of Anthropic's API it
    wants, as those of Anthropic do.

    `missing` says of paths, by what they begin with, why there is nothing and what to do instead.
    """

    def __init__(
        self,
        gateway: Gateway,
        endpoints: Mapping[str, DialectPort],
        caller: Callable[[Mapping[bytes, bytes], str], Caller],
        models: Callable[[Caller], list[str]],
        health: Mapping[str, Callable[[], tuple[int, Any]]],
        missing: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._gateway = gateway
        self._endpoints = endpoints
        self._caller = caller
        self._models = models
        self._health = health
        self._missing = missing
        self._plain = next(iter(endpoints.values()))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise RuntimeError(f"the data plane speaks HTTP alone, not {scope['type']}")
        path, method = scope["path"], scope["method"]
        headers: Mapping[bytes, bytes] = {}
        try:
            headers = unambiguous(scope["headers"])
            if (dialect := self._endpoints.get(path)) is not None and method == "POST":
                await self._gateway.answer(dialect, headers, peer_of(scope), receive, send)
            elif path in self._health and method in ("GET", "HEAD"):
                status, value = self._health[path]()
                await answer(send, value, status)
            elif path == "/" and method == "HEAD":  # Claude Code asks whether anybody is there
                await answer(send, {})
            elif path == "/v1/models" or path.startswith("/v1/models/"):
                await self._models_of(scope, headers, send)
            else:
                raise self._nowhere(path)
        except Problem as problem:
            await Delivery(send, self._language(path, headers), new_id()).refuse(problem)

    def _language(self, path: str, headers: Mapping[bytes, bytes]) -> DialectPort:
        default = self._endpoints.get(ANTHROPIC, self._plain) if VERSION in headers else self._plain
        return self._endpoints.get(path, default)

    async def _models_of(self, scope: Scope, headers: Mapping[bytes, bytes], send: Send) -> None:
        if scope["method"] not in ("GET", "HEAD"):
            raise Problem(Code.INVALID_REQUEST, "/v1/models takes GET", status=405)
        is_anthropic = VERSION in headers
        shape = anthropic_model if is_anthropic else openai_model
        models = [shape(name) for name in self._models(self._caller(headers, peer_of(scope)))]
        wanted = scope["path"].removeprefix("/v1/models").strip("/")
        if not wanted:
            await answer(send, anthropic_list(models) if is_anthropic else {"object": "list", "data": models})
            return
        for model in models:
            if model["id"] == wanted:
                await answer(send, model)
                return
        raise Problem(Code.MODEL_NOT_FOUND, "no such model for this key; GET /v1/models lists them", param="model")

    def _nowhere(self, path: str) -> Problem:
        if path in self._endpoints or path in self._health:
            takes = "POST" if path in self._endpoints else "GET"
            return Problem(Code.INVALID_REQUEST, f"{path} takes {takes}", status=405)
        for beginning, why in self._missing.items():
            if path.startswith(beginning):
                return Problem(Code.INVALID_REQUEST, why, status=404)
        served = ", ".join(f"POST {path}" for path in self._endpoints)
        message = f"there is no such endpoint; this router serves {served}, GET /v1/models"
        return Problem(Code.INVALID_REQUEST, message, status=404)


def openai_model(name: str) -> dict[str, Any]:
    return {"id": name, "object": "model", "created": 0, "owned_by": "sovereign"}


def anthropic_model(name: str) -> dict[str, Any]:
    """Nobody knows when it was made."""
    return {"type": "model", "id": name, "display_name": name, "created_at": "1970-01-01T00:00:00Z"}


def anthropic_list(models: list[dict[str, Any]]) -> dict[str, Any]:
    """All of them, on one page."""
    ends = [models[0]["id"], models[-1]["id"]] if models else [None, None]
    return {"data": models, "has_more": False, "first_id": ends[0], "last_id": ends[1]}


def peer_of(scope: Scope) -> str:
    """The address at the other end of the connection; "" where there is none. No header says otherwise."""
    client = scope.get("client")
    return str(client[0]) if client else ""


async def answer(send: Send, value: Any, status: int = 200) -> None:
    await asgi.reply(send, status, json.dumps(value).encode(), {"x-request-id": f"req_{new_id()}", **UNDECIDED})


def unambiguous(headers: list[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    """Headers by lower-case name. What decides something and comes twice is refused: which one would count?"""
    fields = dict(reversed(headers))  # of what comes twice and decides nothing, the first counts
    if len(fields) < len(headers):
        for name, count in Counter(name for name, _ in headers).items():
            if count > 1 and name in DECISIVE:
                raise Problem(Code.INVALID_REQUEST, f"the header {name.decode('latin-1')} was sent more than once")
    keys = {value.rpartition(b" ")[2] for name in KEYS if (value := fields.get(name, b"")).strip()}
    if len(keys) > 1:
        raise Problem(Code.INVALID_REQUEST, "two different API keys were sent; send one")
    return fields
