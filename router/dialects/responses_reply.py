"""A whole response: collected, checked, restored, calls withheld. One that nothing changed keeps its own bytes."""

from collections.abc import Callable
from typing import Any

from router.core.problems import FailureKind, UpstreamFailure
from router.core.types import Usage
from router.dialects.chat_written import size_of
from router.dialects.responses_calls import has_calls, without_refused
from router.dialects.responses_restoring import Originals
from router.dialects.whole import Whole, garbage, reply_of
from router.dialects.wire import dump, model_of, read_usage

_WRITTEN = frozenset({"text", "refusal", "name", "arguments", "input", "code"})
_REASONS = {"max_output_tokens": "length", "content_filter": "content_filter"}


class WholeResponse(Whole):
    """Implements `ports.Reader` for a response that is one JSON object."""

    def __init__(self, originals: Originals | None, refusal: Callable[[str], str | None]) -> None:
        super().__init__()
        self._originals = originals
        self._refusal = refusal

    def _read(self, raw: bytes) -> bytes:
        response = reply_of(raw)
        if not isinstance(response.get("output"), list):
            raise garbage("no output")
        check_status(response.get("status"))
        self.usage = usage_of(response)
        if self.usage is None or not self.usage.output_tokens:
            self.written = written(response["output"])
        self.response_model = model_of(response)
        changed = self._originals is not None and self._originals.into_response(response)
        changed |= without_refused(response, self._refusal)
        self.finish_reasons = finish_reasons(response)
        return dump(response) if changed else raw


def usage_of(response: dict[str, Any]) -> Usage | None:
    return read_usage(response.get("usage"), "input", "output")


def finish_reasons(response: dict[str, Any]) -> tuple[str, ...]:
    """In the words that a record has for them."""
    if response.get("status") != "incomplete":
        return ("tool_calls" if has_calls(response) else "stop",)
    details = response.get("incomplete_details")
    reason = details.get("reason") if isinstance(details, dict) else None
    return (_REASONS.get(reason, "other") if isinstance(reason, str) else "other",)


def written(value: Any) -> int:
    """Bytes of what a model wrote in these items."""
    if isinstance(value, list):
        return sum(map(written, value))
    if not isinstance(value, dict):
        return 0
    texts = (member for key, member in value.items() if key in _WRITTEN and isinstance(member, str))
    return sum(map(size_of, texts)) + sum(map(written, value.values()))


def check_status(status: object) -> None:
    """Raises `UpstreamFailure` (in_stream, no_finish) where it is none of a response that has ended well."""
    match status:
        case "completed" | "incomplete":
            return
        case "failed":
            raise UpstreamFailure(FailureKind.IN_STREAM, "status failed")
        case _:
            raise UpstreamFailure(FailureKind.NO_FINISH, "a response that is not completed")
