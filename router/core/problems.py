"""Everything that can be wrong, as the client sees it: a closed list of codes, each with its status.

A `Problem` carries a message for a person. It names places, rules and cures; never request text, never a secret.
"""

from enum import StrEnum

from router.core.quota import Allotment


class Code(StrEnum):
    INVALID_REQUEST = "invalid_request"
    UNKNOWN_CLASS = "unknown_class"
    INVALID_API_KEY = "invalid_api_key"
    NOT_PERMITTED = "not_permitted"
    MODEL_NOT_FOUND = "model_not_found"
    POLICY_DENIED = "policy_denied"
    BODY_TOO_LARGE = "body_too_large"
    RATE_LIMITED = "rate_limited"
    BUDGET_EXCEEDED = "budget_exceeded"
    NO_ROUTE_AVAILABLE = "no_route_available"
    LEDGER_UNAVAILABLE = "ledger_unavailable"
    DETECTOR_UNAVAILABLE = "detector_unavailable"
    STOPPED = "stopped"
    UPSTREAM_ERROR = "upstream_error"
    UPSTREAM_TIMEOUT = "upstream_timeout"


STATUS: dict[Code, int] = {
    Code.INVALID_REQUEST: 400,
    Code.UNKNOWN_CLASS: 400,
    Code.INVALID_API_KEY: 401,
    Code.NOT_PERMITTED: 403,
    Code.MODEL_NOT_FOUND: 404,
    Code.POLICY_DENIED: 403,
    Code.BODY_TOO_LARGE: 413,
    Code.RATE_LIMITED: 429,
    Code.BUDGET_EXCEEDED: 429,
    Code.NO_ROUTE_AVAILABLE: 503,
    Code.LEDGER_UNAVAILABLE: 503,
    Code.DETECTOR_UNAVAILABLE: 503,
    Code.STOPPED: 503,
    Code.UPSTREAM_ERROR: 502,
    Code.UPSTREAM_TIMEOUT: 504,
}

RETRYABLE = frozenset(
    {
        Code.RATE_LIMITED,
        Code.NO_ROUTE_AVAILABLE,
        Code.LEDGER_UNAVAILABLE,
        Code.DETECTOR_UNAVAILABLE,
        Code.UPSTREAM_ERROR,
        Code.UPSTREAM_TIMEOUT,
    }
)
"""An SDK may try these again; every other answer carries `x-should-retry: false`."""


class Problem(Exception):  # noqa: N818 - it is the answer to the client, not a fault of the program
    """An answer that is an error. `param` names the field at fault; `retry_after` is in seconds.

    `final`: this very request will be refused however long one waits, though others of its code may be tried again.
    `status` is the code's own, but for HTTP's own 404 and 405 where an address or method does not exist.
    """

    def __init__(
        self,
        code: Code,
        message: str,
        *,
        param: str | None = None,
        retry_after: float | None = None,
        status: int | None = None,
        final: bool = False,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.param = param
        self.retry_after = retry_after
        self.status = status or STATUS[code]
        self.final = final

    @property
    def may_retry(self) -> bool:
        return self.code in RETRYABLE and not self.final


class FailureKind(StrEnum):
    """How an attempt at a provider failed. The failover machine decides by this alone."""

    REFUSED = "refused"
    """No connection: refused, unresolved, TLS, or reset before a byte of the answer."""
    RESET = "reset"
    """The connection broke while the answer was coming."""
    SERVER = "server"
    """5xx."""
    RATE = "rate"
    """429."""
    TIMEOUT = "timeout"
    """Time to first token, stall or total."""
    GARBAGE = "garbage"
    """Something that is not the protocol: HTML, broken JSON, half an event, nothing at all."""
    IN_STREAM = "in_stream"
    """An error event inside a 200 answer."""
    NO_FINISH = "no_finish"
    """The stream ended without a finish."""
    TOO_LARGE = "too_large"
    """The answer exceeds what the router is willing to hold."""
    REQUEST = "request"
    """400, 404, 422: the request is at fault; nobody else is asked."""
    CONTEXT = "context"
    """The request is longer than the model takes; a candidate that has more may be asked."""
    CREDENTIAL = "credential"
    """401, 403: the router's own credential is refused."""
    STOPPED = "stopped"
    """An admin stopped the provider: it was not asked, or its answer was ended."""


class UpstreamFailure(Exception):  # noqa: N818 - the one type every foreign error becomes, at the border
    """A provider failed. `detail` and `param` hold identifiers and numbers only, never a provider's free text.

    `quota`: how its limits stand, where it says so.
    """

    def __init__(
        self,
        kind: FailureKind,
        detail: str = "",
        *,
        status: int | None = None,
        retry_after: float | None = None,
        param: str | None = None,
        quota: tuple[Allotment, ...] = (),
    ) -> None:
        super().__init__(f"{kind}{f' ({status})' if status else ''}{f': {detail}' if detail else ''}")
        self.kind = kind
        self.detail = detail
        self.status = status
        self.retry_after = retry_after
        self.param = param
        self.quota = quota
