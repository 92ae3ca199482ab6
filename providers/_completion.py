"""Chat completions as OpenAI's API writes them, whole and streamed: what the in-process kinds answer with.

Source: the OpenAI API reference, objects `chat.completion` and `chat.completion.chunk`.
"""

import time
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

DONE = b"data: [DONE]\n\n"

JSON_HEADERS = {"content-type": "application/json"}
SSE_HEADERS = {"content-type": "text/event-stream"}


def whole(
    identity: str, model: str, choices: Iterable[Mapping[str, Any]], usage: Mapping[str, int] | None = None
) -> bytes:
    """`choices`: each with index, message and finish_reason."""
    body = _head(identity, "chat.completion", model) | {"choices": list(choices)}
    if usage is not None:
        body["usage"] = usage
    return msgspec.json.encode(body)


def delta(identity: str, model: str, index: int, change: Mapping[str, Any], finish: str | None = None) -> bytes:
    """One event of a stream: what is new in one choice."""
    choice = {"index": index, "delta": change, "logprobs": None, "finish_reason": finish}
    return event(_head(identity, "chat.completion.chunk", model) | {"choices": [choice]})


def tokens(identity: str, model: str, usage: Mapping[str, int]) -> bytes:
    """The event before `[DONE]`, for a client that asked `stream_options.include_usage`."""
    return event(_head(identity, "chat.completion.chunk", model) | {"choices": [], "usage": usage})


def event(value: Mapping[str, Any]) -> bytes:
    return b"data: " + msgspec.json.encode(value) + b"\n\n"


def wants_usage(request: Mapping[str, Any]) -> bool:
    options = request.get("stream_options")
    return isinstance(options, dict) and options.get("include_usage") is True


def _head(identity: str, kind: str, model: str) -> dict[str, Any]:
    return {"id": identity, "object": kind, "created": int(time.time()), "model": model}
