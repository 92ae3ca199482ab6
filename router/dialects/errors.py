"""A problem in OpenAI's shape: `{"error": {"message", "type", "param", "code"}}`, whole or as one stream event.

Source: OpenAI API reference, "Error codes". Spoken by every OpenAI dialect (chat, responses, embeddings, completions).
"""

import msgspec

from router.core.problems import Code, Problem

TYPES: dict[Code, str] = {
    Code.INVALID_REQUEST: "invalid_request_error",
    Code.UNKNOWN_CLASS: "invalid_request_error",
    Code.BODY_TOO_LARGE: "invalid_request_error",
    Code.INVALID_API_KEY: "authentication_error",
    Code.NOT_PERMITTED: "permission_error",
    Code.POLICY_DENIED: "permission_error",
    Code.MODEL_NOT_FOUND: "not_found_error",
    Code.RATE_LIMITED: "rate_limit_error",
    Code.BUDGET_EXCEEDED: "rate_limit_error",
    Code.NO_ROUTE_AVAILABLE: "api_error",
    Code.LEDGER_UNAVAILABLE: "api_error",
    Code.DETECTOR_UNAVAILABLE: "api_error",
    Code.STOPPED: "api_error",
    Code.UPSTREAM_ERROR: "api_error",
    Code.UPSTREAM_TIMEOUT: "api_error",
}


def error_body(problem: Problem) -> bytes:
    return msgspec.json.encode({"error": _error(problem)})


def error_event(problem: Problem) -> bytes:
    return b"data: " + error_body(problem) + b"\n\n"


def named_error_event(problem: Problem) -> bytes:
    """As Responses streams have it: said flat as the reference writes it, and below `error`, by which the SDKs raise.

    It is the last event, whatever its number.
    """
    error = _error(problem)
    flat = {"type": "error", "sequence_number": 0, **{key: error[key] for key in ("code", "message", "param")}}
    return b"event: error\ndata: " + msgspec.json.encode({**flat, "error": error}) + b"\n\n"


def _error(problem: Problem) -> dict[str, str | None]:
    return {
        "message": problem.message,
        "type": TYPES[problem.code],
        "param": problem.param,
        "code": problem.code.value,
    }
