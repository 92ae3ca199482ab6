"""Answers of the admin side: JSON, never kept by a cache; what is refused as `{"error": {code, message}}`."""

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from http import HTTPStatus
from typing import Any

from fastapi import Request, Response
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from router.identity import TooManyFailures
from router.ports import LedgerUnavailable

PRIVATE = {"cache-control": "no-store", "x-content-type-options": "nosniff"}

LARGEST = 4096
"""Bytes of a request's body."""


class Code(StrEnum):
    INVALID_REQUEST = "invalid_request"
    LOGIN_FAILED = "login_failed"
    NOT_LOGGED_IN = "not_logged_in"
    NOT_PERMITTED = "not_permitted"
    NOT_FOUND = "not_found"
    TOO_MANY_FAILURES = "too_many_failures"
    PROVIDER_UNAVAILABLE = "provider_unavailable"
    LEDGER_UNAVAILABLE = "ledger_unavailable"


STATUS: Mapping[Code, HTTPStatus] = {
    Code.INVALID_REQUEST: HTTPStatus.BAD_REQUEST,
    Code.LOGIN_FAILED: HTTPStatus.UNAUTHORIZED,
    Code.NOT_LOGGED_IN: HTTPStatus.UNAUTHORIZED,
    Code.NOT_PERMITTED: HTTPStatus.FORBIDDEN,
    Code.NOT_FOUND: HTTPStatus.NOT_FOUND,
    Code.TOO_MANY_FAILURES: HTTPStatus.TOO_MANY_REQUESTS,
    Code.PROVIDER_UNAVAILABLE: HTTPStatus.BAD_GATEWAY,
    Code.LEDGER_UNAVAILABLE: HTTPStatus.SERVICE_UNAVAILABLE,
}


class AdminProblem(Exception):  # noqa: N818 - the answer to the client, not a fault of the program
    """`message` is for a person: it names what to do, and holds no secret."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def told(value: Any, status: int = HTTPStatus.OK) -> Response:
    return JSONResponse(value, status, PRIVATE)


def when(seconds: float | None) -> str | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


async def body_of(request: Request) -> bytes:
    """Raises `AdminProblem` as soon as it is too large."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST:
            raise AdminProblem(Code.INVALID_REQUEST, f"a request's body is at most {LARGEST} bytes")
    return body


# -------------------------------------------------------------------------------------- handlers, one for each fault


async def refused(_: Request, problem: Exception) -> Response:
    match problem:
        case AdminProblem():
            return _refusal(problem.code, problem.message, STATUS[problem.code])
        case TooManyFailures():
            answer = _refusal(Code.TOO_MANY_FAILURES, str(problem), STATUS[Code.TOO_MANY_FAILURES])
            answer.headers["retry-after"] = str(math.ceil(problem.retry_after))
            return answer
        case LedgerUnavailable():
            return _refusal(Code.LEDGER_UNAVAILABLE, str(problem), STATUS[Code.LEDGER_UNAVAILABLE])
        case HTTPException(status_code=HTTPStatus.NOT_FOUND):
            return _refusal(Code.NOT_FOUND, "there is nothing at this address", HTTPStatus.NOT_FOUND)
        case HTTPException():
            return _refusal(Code.INVALID_REQUEST, problem.detail, problem.status_code)
        case _:
            raise problem


FAULTS: tuple[type[Exception], ...] = (AdminProblem, TooManyFailures, LedgerUnavailable, HTTPException)


def _refusal(code: Code, message: str, status: int) -> Response:
    return told({"error": {"code": code, "message": message}}, status)
