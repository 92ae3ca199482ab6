"""What an answer that is not 2xx means: an `UpstreamFailure`. Pure.

Of the provider's own words only those are kept that everybody knows (`error.code`, `error.type`, `error.param`, see
`_vocabulary`): all else may quote the request, so it is searched for the signs of a context that is too small and then
dropped.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from providers import _vocabulary
from router.core.problems import FailureKind, UpstreamFailure

LONGEST_WAIT = 3600.0
"""Seconds. No Retry-After is believed beyond this."""

KINDS: dict[int, FailureKind] = {
    400: FailureKind.REQUEST,
    404: FailureKind.REQUEST,
    422: FailureKind.REQUEST,
    401: FailureKind.CREDENTIAL,
    402: FailureKind.CREDENTIAL,
    403: FailureKind.CREDENTIAL,
    408: FailureKind.TIMEOUT,
    409: FailureKind.SERVER,
    421: FailureKind.SERVER,
    425: FailureKind.SERVER,
    429: FailureKind.RATE,
    498: FailureKind.SERVER,  # Groq: flex tier is out of capacity
}
"""Of the rest, 5xx is the server's fault. What is left says something of the host, such as a retired path or a smaller
limit, and another may well answer."""

_MAY_BE_CONTEXT = frozenset({400, 413, 422, 500})
_CONTEXT_WORDS = re.compile(
    r"maximum context length|context (?:length|window|size)|maximum model length|max_model_len"
    r"|(?:prompt|input) (?:\([^)]{0,80}\) )?is too long|longer than the model|too large for model",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r"(?:(\d{1,6})h)?(?:(\d{1,6})m(?!s))?(?:(\d{1,6}(?:\.\d{1,9})?)s)?(?:(\d{1,6}(?:\.\d{1,9})?)ms)?"
)
_SECONDS = re.compile(r"\d{1,12}(?:\.\d{1,9})?")


def refusal(status: int, headers: Mapping[str, str], body: bytes, now: datetime) -> UpstreamFailure:
    """`headers` answer to lower-case names. `body` may be cut off. `now` in UTC: some headers name a time of day."""
    if 300 <= status < 400:  # noqa: PLR2004 - the class of redirections, RFC 9110 section 15.4
        return UpstreamFailure(FailureKind.GARBAGE, "redirect", status=status)
    fault = _fault(body)
    kind = _kind(status)
    if status in _MAY_BE_CONTEXT and _is_context(fault):
        kind = FailureKind.CONTEXT
    param = _vocabulary.place(fault.get("param"))
    said = {"code": _vocabulary.code(fault.get("code")), "type": _vocabulary.code(fault.get("type")), "param": param}
    wait = retry_after(headers, now) if kind in (FailureKind.RATE, FailureKind.SERVER) else None
    detail = ", ".join(f"{name}={word}" for name, word in said.items() if word is not None)
    return UpstreamFailure(kind, detail, status=status, retry_after=wait, param=param)


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds to wait, at most `LONGEST_WAIT`; None if nothing says so.

    Sources: RFC 9110 section 10.2.3; `retry-after-ms` (OpenAI, Azure); `x-ratelimit-reset-*` as a duration such as
    `6m0s` (OpenAI); `anthropic-ratelimit-*-reset` as an RFC 3339 time.
    """
    wait = _milliseconds(headers.get("retry-after-ms"))
    if wait is None:
        wait = _seconds_or_date(headers.get("retry-after"), now)
    if wait is None:
        wait = _reset(headers, now)
    return None if wait is None else min(max(wait, 0.0), LONGEST_WAIT)


def _kind(status: int) -> FailureKind:
    known = KINDS.get(status)
    if known is not None:
        return known
    match status // 100:
        case 5:
            return FailureKind.SERVER
        case _:
            return FailureKind.GARBAGE


def _fault(body: bytes) -> Mapping[str, Any]:
    """The object that says what is wrong: OpenAI's `error`, or the top (vLLM, Mistral), also inside a list (Google)."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return {"message": body.decode("utf-8", "replace")}
    if isinstance(said, list) and said:
        said = said[0]
    if not isinstance(said, dict):
        return {}
    for name in ("error", "detail"):
        inner = said.get(name)
        if isinstance(inner, dict):
            return inner
        if isinstance(inner, str):
            return {**said, "message": inner}
    return said


def _is_context(fault: Mapping[str, Any]) -> bool:
    if any(_vocabulary.code(fault.get(name)) in _vocabulary.CONTEXT_CODES for name in ("code", "type")):
        return True
    message = fault.get("message")
    return isinstance(message, str) and _CONTEXT_WORDS.search(message) is not None


def _milliseconds(value: str | None) -> float | None:
    return float(value) / 1000 if value is not None and _SECONDS.fullmatch(value) else None


def _seconds_or_date(value: str | None, now: datetime) -> float | None:
    if value is None:
        return None
    if _SECONDS.fullmatch(value):
        return float(value)
    try:
        at = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    return (_aware(at) - now).total_seconds()


def _reset(headers: Mapping[str, str], now: datetime) -> float | None:
    """What is used up decides; if nothing says so, the soonest reset."""
    resets = list(_resets(headers, now))
    used_up = [wait for wait, remaining in resets if remaining == "0"]
    return max(used_up) if used_up else min((wait for wait, _ in resets), default=None)


def _resets(headers: Mapping[str, str], now: datetime) -> Iterator[tuple[float, str | None]]:
    for name, value in headers.items():
        low = name.lower()
        if low.startswith("x-ratelimit-reset-"):
            wait, rest = _duration(value), low.replace("-reset-", "-remaining-", 1)
        elif low.startswith("anthropic-ratelimit-") and low.endswith("-reset"):
            wait, rest = _until(value, now), low.removesuffix("-reset") + "-remaining"
        else:
            continue
        if wait is not None:
            yield wait, headers.get(rest)


def _duration(value: str) -> float | None:
    """`6m0s`, `1h2m3s`, `1.5s`, `12ms`, or plain seconds."""
    if _SECONDS.fullmatch(value):
        return float(value)
    found = _DURATION.fullmatch(value)
    if found is None or not value:
        return None
    hours, minutes, seconds, milliseconds = (float(part or 0) for part in found.groups())
    return timedelta(hours=hours, minutes=minutes, seconds=seconds, milliseconds=milliseconds).total_seconds()


def _until(value: str, now: datetime) -> float | None:
    try:
        return (_aware(datetime.fromisoformat(value)) - now).total_seconds()
    except ValueError:
        return None


def _aware(at: datetime) -> datetime:
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)
