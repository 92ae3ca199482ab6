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
    error = {
        "message": problem.message,
        "type": TYPES[problem.code],
        "param": problem.param,
        "code": problem.code.value,
    }
    return msgspec.json.encode({"error": error})


def error_event(problem: Problem) -> bytes:
    return b"data: " + error_body(problem) + b"\n\n"
