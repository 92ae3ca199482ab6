"""Chunks that need no more than a look, as types: whatever needs a second look fails to decode.

A typed decode costs a third of a full one. Fields that are not named are skipped unread, which is right only where
nothing has to be restored.
"""

from collections.abc import Sequence
from typing import Any

import msgspec


class PlainDelta(msgspec.Struct, gc=False):
    content: str | None = None
    reasoning_content: str | None = None
    reasoning: str | None = None
    refusal: str | None = None
    tool_calls: None = None
    function_call: None = None
    audio: None = None
    reasoning_details: None = None


class PlainChoice(msgspec.Struct, gc=False):
    delta: PlainDelta
    index: int = 0
    finish_reason: str | None = None
    message: None = None


class PlainChunk(msgspec.Struct, gc=False):
    choices: Sequence[PlainChoice]
    model: str | None = None
    usage: dict[str, Any] | None = None
    error: None = None
    object: str | None = None


_PLAIN = msgspec.json.Decoder(PlainChunk)


def plain(data: bytes) -> PlainChunk | None:
    """None for a chunk that must be read in full, and for what is no chunk at all."""
    try:
        chunk = _PLAIN.decode(data)
    except (ValueError, RecursionError):
        return None
    return None if chunk.object == "error" else chunk
