"""A problem in Anthropic's shape: `{"type": "error", "error": {"type", "message"}, "request_id"}`, or as one event.

Source: Anthropic API reference, "Errors". Our own `code`, and the field at fault, stand beside the type: Anthropic's
types are fewer than our codes. The status is ours.
"""

from typing import Any

import msgspec

from router.core.problems import Code, Problem

TYPES: dict[Code, str] = {
    Code.INVALID_REQUEST: "invalid_request_error",
    Code.UNKNOWN_CLASS: "invalid_request_error",
    Code.BODY_TOO_LARGE: "request_too_large",
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
    Code.UPSTREAM_TIMEOUT: "timeout_error",
}


_NOT_FOUND = 404


def error_body(problem: Problem, request_id: str) -> bytes:
    error: dict[str, Any] = {"type": _type_of(problem), "message": problem.message, "code": problem.code.value}
    if problem.param is not None:
        error["param"] = problem.param
    return msgspec.json.encode({"type": "error", "error": error, "request_id": f"req_{request_id}"})


def error_event(problem: Problem, request_id: str) -> bytes:
    return b"event: error\ndata: " + error_body(problem, request_id) + b"\n\n"


def _type_of(problem: Problem) -> str:
    """HTTP's own 404, of an address that does not exist, has a type of its own."""
    return "not_found_error" if problem.status == _NOT_FOUND else TYPES[problem.code]
