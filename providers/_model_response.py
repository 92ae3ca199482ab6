"""Responses as OpenAI's API writes them, whole and streamed: what the in-process kinds answer with.

Source: the OpenAI API reference, "The response object" and "Streaming events". Named so because `_response` is HTTP's.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any

import msgspec

Item = Mapping[str, Any]
"""An item of the output, whole. One of `message`, `reasoning` and `call`."""

NO_TOKENS = {"input_tokens": 0, "output_tokens": 0}

COMPLETED = "completed"


def message(identity: str, text: str) -> Item:
    part = {"type": "output_text", "text": text, "annotations": [], "logprobs": []}
    return {"id": identity, "type": "message", "status": COMPLETED, "role": "assistant", "content": [part]}


def reasoning(identity: str, text: str) -> Item:
    return {"id": identity, "type": "reasoning", "summary": [{"type": "summary_text", "text": text}]}


def call(identity: str, call_id: str, name: str, arguments: str) -> Item:
    said = {"call_id": call_id, "name": name, "arguments": arguments}
    return {"id": identity, "type": "function_call", "status": COMPLETED, **said}


def whole(
    identity: str, model: str, items: Sequence[Item], status: str = COMPLETED, usage: Mapping[str, int] = NO_TOKENS
) -> bytes:
    return msgspec.json.encode(_response(identity, model, items, status, usage))


def events(
    identity: str,
    model: str,
    items: Sequence[Item],
    status: str | None = COMPLETED,
    usage: Mapping[str, int] = NO_TOKENS,
    *,
    size: int | None = None,
) -> Iterator[bytes]:
    """`size`: characters of a delta, by default all. Without a `status` the stream never ends."""
    numbers = count()
    for value in _values(identity, model, items, status, usage, size):
        yield event(value | {"sequence_number": next(numbers)})


def event(value: Mapping[str, Any]) -> bytes:
    return b"event: %b\ndata: %b\n\n" % (str(value["type"]).encode(), msgspec.json.encode(value))


def _values(
    identity: str, model: str, items: Sequence[Item], status: str | None, usage: Mapping[str, int], size: int | None
) -> Iterator[dict[str, Any]]:
    begun = _response(identity, model, [], "in_progress", None)
    yield {"type": "response.created", "response": begun}
    yield {"type": "response.in_progress", "response": begun}
    for index, item in enumerate(items):
        yield from _item(item, index, size)
    if status is not None:
        yield {"type": f"response.{status}", "response": _response(identity, model, items, status, usage)}


def _item(item: Item, index: int, size: int | None) -> Iterator[dict[str, Any]]:
    at = {"output_index": index}
    inside = {"item_id": item["id"], **at}
    empty: dict[str, Any] = {"content": [], "summary": [], "arguments": ""}
    begun = {key: empty.get(key, value) for key, value in item.items()}
    yield {"type": "response.output_item.added", **at, "item": begun}
    match item["type"]:
        case "message":
            there = {**inside, "content_index": 0}
            part = item["content"][0]
            yield {"type": "response.content_part.added", **there, "part": {**part, "text": ""}}
            yield from _text("response.output_text", {**there, "logprobs": []}, "text", part["text"], size)
            yield {"type": "response.content_part.done", **there, "part": part}
        case "reasoning":
            there = {**inside, "summary_index": 0}
            part = item["summary"][0]
            yield {"type": "response.reasoning_summary_part.added", **there, "part": {**part, "text": ""}}
            yield from _text("response.reasoning_summary_text", there, "text", part["text"], size)
            yield {"type": "response.reasoning_summary_part.done", **there, "part": part}
        case _:
            yield from _text("response.function_call_arguments", inside, "arguments", item["arguments"], size)
    yield {"type": "response.output_item.done", **at, "item": item}


def _text(stem: str, there: Mapping[str, Any], key: str, text: str, size: int | None) -> Iterator[dict[str, Any]]:
    step = size or max(1, len(text))
    for start in range(0, len(text), step):
        yield {"type": f"{stem}.delta", **there, "delta": text[start : start + step]}
    yield {"type": f"{stem}.done", **there, key: text}


def _response(
    identity: str, model: str, items: Sequence[Item], status: str, usage: Mapping[str, int] | None
) -> dict[str, Any]:
    why = {"reason": "max_output_tokens"} if status == "incomplete" else None
    told = None if usage is None else {**usage, "total_tokens": sum(usage.values())}
    return {
        "id": identity,
        "object": "response",
        "created_at": int(time.time()),
        "status": status,
        "error": None,
        "incomplete_details": why,
        "instructions": None,
        "metadata": {},
        "model": model,
        "output": list(items),
        "parallel_tool_calls": True,
        "temperature": None,
        "tool_choice": "auto",
        "tools": [],
        "top_p": None,
        "usage": told,
    }
