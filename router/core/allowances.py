"""How limits are told to a client: the headers that SDKs read, and the error of a request that is over one.

Source: OpenAI, "Rate limits in headers". A reset is a duration as Go writes it, such as `6m0s`, in whole seconds.
"""

from math import ceil

from router.core.limits import Measure, Refusal, Scope, Standings
from router.core.problems import Code, Problem

UNITS = {
    Measure.REQUESTS: "requests a minute",
    Measure.TOKENS: "tokens a minute",
    Measure.CONCURRENT: "requests at once",
    Measure.BUDGET: "euro a month",
}

PLACES: dict[Scope, str] = {"tenant": "", "agent": "per_agent.", "key": "per_key."}


def headers_of(standings: Standings) -> dict[str, str]:
    headers: dict[str, str] = {}
    if (requests := standings.requests) is not None:
        headers["x-ratelimit-limit-requests"] = str(requests.limit)
        headers["x-ratelimit-remaining-requests"] = str(requests.remaining)
        headers["x-ratelimit-reset-requests"] = duration(ceil(requests.reset))
    if (tokens := standings.tokens) is not None:
        headers["x-ratelimit-limit-tokens"] = str(tokens.limit)
        headers["x-ratelimit-remaining-tokens"] = str(tokens.remaining)
        headers["x-ratelimit-reset-tokens"] = duration(ceil(tokens.reset))
    return headers


def problem_of(refusal: Refusal) -> Problem:
    """Names whose limit it is, where it stands and when to come back. Nothing of the request."""
    tenant, scope, name = refusal.holder
    code = Code.BUDGET_EXCEEDED if refusal.measure is Measure.BUDGET else Code.RATE_LIMITED
    limit = f"{refusal.limit:.15g} {UNITS[refusal.measure]}"
    where = f"tenants.{tenant}.limits.{PLACES[scope]}{refusal.measure} in routes.yaml"
    if scope == "key":
        where = f"{where}, or as the key was issued"
    message = f"this request would exceed the limit of {scope} {name!r}: {limit} ({where}); {_cure(refusal)}"
    return Problem(code, message, retry_after=refusal.wait, final=not refusal.fits)


def duration(seconds: int) -> str:
    """Of less than an hour: no limit here is longer than a minute."""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes}m{rest}s" if minutes else f"{rest}s"


def _cure(refusal: Refusal) -> str:
    if not refusal.fits:
        return "it is more than that alone: send less, or set a lower max_tokens"
    match refusal.measure:
        case Measure.REQUESTS | Measure.TOKENS:
            return f"try again in {ceil(refusal.wait)} s"
        case Measure.CONCURRENT:
            return "try again when one of them has ended"
        case Measure.BUDGET:
            return f"that of {refusal.month} is spent or reserved, the next month begins in {_long(refusal.wait)}"


def _long(seconds: float) -> str:
    """Rounded up, in days from two days on."""
    hours = ceil(seconds / 3600)
    return f"{ceil(hours / 24)} days" if hours > 48 else f"{hours} hours"  # noqa: PLR2004 - two days
