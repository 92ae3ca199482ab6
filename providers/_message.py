"""Messages as Anthropic's API writes them, whole and streamed: what the in-process kinds answer with.

Source: the Anthropic API reference, object `Message`; "Streaming messages".
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

Block = Mapping[str, Any]
"""A block of content, whole. To be streamed, the `input` of a tool may be the text that its deltas make."""

NO_TOKENS = {"input_tokens": 0, "output_tokens": 0}


def whole(
    identity: str, model: str, blocks: Sequence[Block], reason: str | None, usage: Mapping[str, int] = NO_TOKENS
) -> bytes:
    return msgspec.json.encode(_message(identity, model, usage) | {"content": list(blocks), "stop_reason": reason})


def events(
    identity: str,
    model: str,
    blocks: Sequence[Block],
    reason: str | None,
    usage: Mapping[str, int] = NO_TOKENS,
    *,
    size: int | None = None,
) -> Iterator[bytes]:
    """`size`: characters of a delta, by default all. Without a `reason` the stream never finishes."""
    begun = {**usage, "output_tokens": 0}
    yield event("message_start", message=_message(identity, model, begun) | {"content": [], "stop_reason": None})
    for index, block in enumerate(blocks):
        empty, deltas = _deltas(block, size)
        yield event("content_block_start", index=index, content_block=empty)
        for delta in deltas:
            yield event("content_block_delta", index=index, delta=delta)
        yield event("content_block_stop", index=index)
    if reason is not None:
        told = {"output_tokens": usage["output_tokens"]}
        yield event("message_delta", delta={"stop_reason": reason, "stop_sequence": None}, usage=told)
        yield event("message_stop")


def event(type: str, **members: Any) -> bytes:  # noqa: A002 - the member's own name
    return b"event: %b\ndata: %b\n\n" % (type.encode(), msgspec.json.encode({"type": type, **members}))


def _message(identity: str, model: str, usage: Mapping[str, int]) -> dict[str, Any]:
    head = {"id": identity, "type": "message", "role": "assistant", "model": model}
    return head | {"stop_sequence": None, "usage": dict(usage)}


def _deltas(block: Block, size: int | None) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """How a block begins, and what follows."""
    match block["type"]:
        case "tool_use":
            given = block["input"]
            text = given if isinstance(given, str) else msgspec.json.encode(given).decode()
            return {**block, "input": {}}, [
                {"type": "input_json_delta", "partial_json": one} for one in _cut(text, size)
            ]
        case "thinking":
            thought = [{"type": "thinking_delta", "thinking": one} for one in _cut(block["thinking"], size)]
            signed = {"type": "signature_delta", "signature": block["signature"]}
            return {"type": "thinking", "thinking": "", "signature": ""}, [*thought, signed]
        case _:
            return {**block, "text": ""}, [{"type": "text_delta", "text": one} for one in _cut(block["text"], size)]


def _cut(text: str, size: int | None) -> list[str]:
    step = size or max(1, len(text))
    return [text[start : start + step] for start in range(0, len(text), step)]
