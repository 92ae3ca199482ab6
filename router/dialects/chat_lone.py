"""Chunks whose only words are one text of one choice, as nearly all are, where words have to be restored.

They are read as types, which costs a third of a full decoding, and nothing in them is skipped: a chunk that has any
other field is none. Where the text changes it alone is written anew.
"""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from router.dialects.chat_plain import PlainChoice, PlainChunk, PlainDelta
from router.dialects.wire import dump


class LoneDelta(PlainDelta, gc=False, forbid_unknown_fields=True):
    role: str | None = None


class LoneChoice(PlainChoice, gc=False, kw_only=True, forbid_unknown_fields=True):
    delta: LoneDelta
    logprobs: msgspec.Raw | None = None


class LoneChunk(PlainChunk, gc=False, kw_only=True, forbid_unknown_fields=True):
    """Besides `choices` only what `chat_reply.restore_around` leaves as it is."""

    choices: Sequence[LoneChoice]
    id: str | None = None
    created: int | None = None
    service_tier: str | None = None
    system_fingerprint: str | None = None
    obfuscation: str | None = None


class Lone(NamedTuple):
    """`key`: what the text is called in its delta."""

    chunk: LoneChunk
    key: str
    text: str


def lone(data: bytes) -> Lone | None:
    """None for a chunk with no text, with several, or with anything else that tells; and for what is no chunk."""
    try:
        chunk = _DECODER.decode(data)
    except (ValueError, RecursionError):
        return None
    if chunk.object == "error" or len(chunk.choices) != 1 or chunk.choices[0].finish_reason:
        return None
    delta = chunk.choices[0].delta
    texts = [Lone(chunk, key, text) for key in _TEXTS if (text := getattr(delta, key))]
    return texts[0] if len(texts) == 1 else None


def place_of(data: bytes, key: str, text: str) -> slice | None:
    """Where this member's value stands in a chunk, quotes included. None where that is not certain.

    A key with its quotes is never a piece of other words: in a string a quote has a backslash before it. Behind a
    backslash elsewhere the key may be spelled once more, and a chunk of several lines is no event of one line.
    """
    name, literal = f'"{key}"'.encode(), dump(text)
    if data.count(name) != 1 or b"\n" in data:
        return None
    for lead in (name + b":", name + b": "):
        at = data.find(lead + literal)
        if at >= 0:
            start = at + len(lead)
            end = start + len(literal)
            return None if b"\\" in data[:start] or b"\\" in data[end:] else slice(start, end)
    return None


_DECODER = msgspec.json.Decoder(LoneChunk)
_TEXTS = ("content", "reasoning_content", "reasoning", "refusal")
