"""What the replies of the dialects share: JSON in and out, usage, errors inside a 200 answer, values put back.

JSON is read by msgspec and, where that refuses (NaN, half of a surrogate pair: providers send both), by the standard
library; of duplicate keys both take the last. What cannot be read is a ValueError, nothing else.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from router.core.problems import FailureKind, UpstreamFailure
from router.core.redact import Vault
from router.core.restore import restore
from router.core.types import Usage

_KNOWN_ERRORS = frozenset(
    {
        "api_error",
        "authentication_error",
        "content_filter",
        "context_length_exceeded",
        "insufficient_quota",
        "internal_error",
        "internal_server_error",
        "invalid_request_error",
        "overloaded_error",
        "permission_error",
        "rate_limit_error",
        "rate_limit_exceeded",
        "server_error",
        "service_unavailable",
        "timeout",
        "timeout_error",
    }
)
"""What may stand in a record. Any other word of a provider could be a piece of the request."""

_STATUSES = range(400, 600)

_UNTOUCHED = frozenset(
    {"id", "object", "created", "model", "system_fingerprint", "service_tier", "usage", "choices", "obfuscation"}
)


def load(data: bytes) -> Any:
    """Raises ValueError."""
    try:
        return msgspec.json.decode(data)
    except (ValueError, RecursionError):
        return _load_forgiving(data)


def _load_forgiving(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except RecursionError:
        raise ValueError("too deeply nested") from None


def dump(value: object) -> bytes:
    """Compact UTF-8. A NaN becomes null, for it is no JSON; half of a surrogate pair stays an escape."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":")).encode()


def change_texts(value: Any, change: Callable[[str], str]) -> Any:
    """`value` with every string changed, object keys apart. The same object when nothing changed."""
    if isinstance(value, str):
        changed = change(value)
        return value if changed == value else changed
    if isinstance(value, list):
        items = [change_texts(item, change) for item in value]
        return value if all(new is old for new, old in zip(items, value, strict=True)) else items
    if isinstance(value, dict):
        entries = {key: change_texts(item, change) for key, item in value.items()}
        return value if all(entries[key] is item for key, item in value.items()) else entries
    return value


def read_usage(value: object, read: str = "prompt", written: str = "completion") -> Usage | None:
    """OpenAI's `usage` object; `read` and `written` are what its language calls tokens in and out.

    None when it is no object; what is no whole number counts as 0.
    """
    if not isinstance(value, dict):
        return None
    return Usage(
        input_tokens=count(value, f"{read}_tokens"),
        output_tokens=count(value, f"{written}_tokens"),
        cached_tokens=count(value.get(f"{read}_tokens_details"), "cached_tokens"),
        reasoning_tokens=count(value.get(f"{written}_tokens_details"), "reasoning_tokens"),
    )


def count(value: object, key: str) -> int:
    number = value.get(key) if isinstance(value, dict) else None
    return number if type(number) is int and number >= 0 else 0


def stated_error(value: Mapping[str, Any]) -> UpstreamFailure | None:
    """The error that an answer with status 200 states, in any of the shapes that providers use."""
    if value.get("error"):
        return _failure(value["error"])
    if "error" in (value.get("object"), value.get("type")):
        return _failure(value)
    return None


def _failure(error: object) -> UpstreamFailure:
    code, kind = (error.get("code"), error.get("type")) if isinstance(error, Mapping) else (None, None)
    status = code if isinstance(code, int) and code in _STATUSES else None
    known = [word for word in (code, kind) if isinstance(word, str) and word in _KNOWN_ERRORS]
    return UpstreamFailure(FailureKind.IN_STREAM, known[0] if known else "an error in a 200 answer", status=status)


def restore_around(reply: dict[str, Any], vault: Vault | None) -> bool:
    """Restores, in place, what a provider says beside the choices: citations, search results. True when it changed.

    `logprobs` of a choice stay as they came, here and in streams: they describe the tokens that the model wrote, and
    those are the placeholders.
    """
    if vault is None:
        return False
    changed = False
    for key, value in reply.items():
        if key not in _UNTOUCHED:
            reply[key] = change_texts(value, lambda text: restore(vault, text))
            changed |= reply[key] is not value
    return changed


def model_of(reply: dict[str, Any]) -> str | None:
    model = reply.get("model")
    return model if isinstance(model, str) and model else None


def put_back_input(value: Any, vault: Vault) -> Any:
    """What a tool is given, keys and all. The same object when nothing changed."""
    text = dump(value).decode()
    restored = restore(vault, text, escape=True)
    return value if restored == text else load(restored.encode())
