"""What an answer that is not 2xx means: an `UpstreamFailure`. Pure.

Of the provider's own words only those are kept that everybody knows (`error.code`, `error.type`, `error.param`, see
`_vocabulary`): all else may quote the request, so it is searched for the signs of a context that is too small and then
dropped.
"""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from providers import _quotas, _vocabulary
from router.core.problems import FailureKind, UpstreamFailure

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
    r"maximum context length|context (?:length|limit|window|size)|maximum model length|max_model_len"
    r"|(?:prompt|input) (?:\([^)]{0,80}\) )?is too long|longer than the model|too large for model",
    re.IGNORECASE,
)


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
    wait = _quotas.retry_after(headers, now) if kind in (FailureKind.RATE, FailureKind.SERVER) else None
    quota = _quotas.allotments(headers, now) if kind is FailureKind.RATE else ()
    detail = ", ".join(f"{name}={word}" for name, word in said.items() if word is not None)
    return UpstreamFailure(kind, detail, status=status, retry_after=wait, param=param, quota=quota)


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
