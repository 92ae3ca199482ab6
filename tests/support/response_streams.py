"""Responses as providers send them, whole and streamed, and what a client makes of them."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from chat_streams import pieces

from router.core.redact import Vault
from router.dialects.responses import RESPONSES
from router.ports import Reader

ANNA = "Anna Müller"
STREET = 'Hauptstr. 1 "b"\n10115 Berlin'
BODY: dict[str, Any] = {"model": "assistant", "input": "hello"}
JSON_BODY = {**BODY, "text": {"format": {"type": "json_object"}}}
USAGE = {
    "input_tokens": 12,
    "input_tokens_details": {"cached_tokens": 5},
    "output_tokens": 34,
    "output_tokens_details": {"reasoning_tokens": 6},
    "total_tokens": 46,
}
CIPHER = "gAAAAABo" + "PERSON1x" * 16 + "=="


def vault() -> Vault:
    held = Vault()
    held.hold("PERSON", ANNA)
    held.hold("ADDRESS", STREET)
    return held


def response(*items: Mapping[str, Any], status: str = "completed", **more: Any) -> dict[str, Any]:
    return {
        "id": "resp_1",
        "object": "response",
        "created_at": 1_790_000_000,
        "status": status,
        "error": None,
        "incomplete_details": None,
        "instructions": None,
        "model": "small-1",
        "output": list(items),
        "store": False,
        "tools": [],
        "usage": USAGE if status in {"completed", "incomplete"} else None,
        **more,
    }


def message(text: str, number: int = 0, **more: Any) -> dict[str, Any]:
    part = {"type": "output_text", "text": text, "annotations": [], "logprobs": []}
    said = {"id": f"msg_{number}", "type": "message", "status": "completed", "role": "assistant"}
    return {**said, "content": [part | more]}


def refusal(text: str) -> dict[str, Any]:
    return {**message(""), "content": [{"type": "refusal", "refusal": text}]}


def call(name: str, arguments: str, number: int = 1) -> dict[str, Any]:
    kind = {"id": f"fc_{number}", "type": "function_call", "status": "completed"}
    return {**kind, "call_id": f"call_{number}", "name": name, "arguments": arguments}


def custom_call(name: str, text: str, number: int = 2) -> dict[str, Any]:
    return {
        "id": f"ctc_{number}",
        "type": "custom_tool_call",
        "call_id": f"call_{number}",
        "name": name,
        "input": text,
    }


def reasoning(*summary: str, content: Sequence[str] = ()) -> dict[str, Any]:
    item: dict[str, Any] = {"id": "rs_1", "type": "reasoning", "encrypted_content": CIPHER}
    item["summary"] = [{"type": "summary_text", "text": text} for text in summary]
    if content:
        item["content"] = [{"type": "reasoning_text", "text": text} for text in content]
    return item


def event(value: Mapping[str, Any]) -> bytes:
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"event: {value['type']}\ndata: {data}\n\n".encode()


def streamed(whole: dict[str, Any], size: int = 5) -> tuple[bytes, ...]:
    """The same response as a provider streams it, its texts in pieces of so many characters."""
    numbers = count()
    begun = {**whole, "status": "in_progress", "output": [], "usage": None}
    values = [{"type": "response.created", "response": begun}, {"type": "response.in_progress", "response": begun}]
    for index, item in enumerate(whole["output"]):
        values += _item_events(item, index, size)
    values.append({"type": f"response.{whole['status']}", "response": whole})
    return tuple(event({**value, "sequence_number": next(numbers)}) for value in values)


def _item_events(item: dict[str, Any], index: int, size: int) -> Iterator[dict[str, Any]]:
    at = {"output_index": index}
    inside = {**at, "item_id": item["id"]}
    yield {"type": "response.output_item.added", **at, "item": _emptied(item)}
    for place, part in enumerate(item.get("summary", ())):
        there = {**inside, "summary_index": place}
        kind = "response.reasoning_summary"
        yield {"type": f"{kind}_part.added", **there, "part": {**part, "text": ""}}
        yield from _text(f"{kind}_text", there, "text", part["text"], size)
        yield {"type": f"{kind}_part.done", **there, "part": part}
    for place, part in enumerate(item.get("content", ())):
        key = "refusal" if part["type"] == "refusal" else "text"
        there = {**inside, "content_index": place}
        kind = part["type"]
        yield {"type": "response.content_part.added", **there, "part": {**part, key: "", "annotations": []}}
        yield from _text(f"response.{kind}", there, key, part[key], size)
        for number, annotation in enumerate(part.get("annotations", ())):
            added = "response.output_text.annotation.added"
            yield {"type": added, **there, "annotation_index": number, "annotation": annotation}
        yield {"type": "response.content_part.done", **there, "part": part}
    for kind, key in _SAID.items():
        if item["type"] == kind:
            yield from _text(f"response.{_STEMS[kind]}", inside, key, item[key], size)
    yield {"type": "response.output_item.done", **at, "item": item}


_SAID = {"function_call": "arguments", "custom_tool_call": "input", "mcp_call": "arguments"}
_SAID["code_interpreter_call"] = "code"
_STEMS = {
    "function_call": "function_call_arguments",
    "custom_tool_call": "custom_tool_call_input",
    "mcp_call": "mcp_call_arguments",
    "code_interpreter_call": "code_interpreter_call_code",
}


def _emptied(item: dict[str, Any]) -> dict[str, Any]:
    empty: dict[str, Any] = {"content": [], "summary": [], "arguments": "", "input": "", "code": "", "outputs": []}
    return {key: empty.get(key, value) for key, value in item.items()}


def _text(stem: str, there: dict[str, Any], key: str, text: str, size: int) -> Iterator[dict[str, Any]]:
    more: dict[str, Any] = {"logprobs": []} if stem == "response.output_text" else {}
    for piece in pieces(text, size):
        yield {"type": f"{stem}.delta", **there, "delta": piece, **more}
    yield {"type": f"{stem}.done", **there, key: text, **more}


def passes(_: str) -> None:
    """Every tool call may reach the agent."""


def reader(
    held: Vault | None = None,
    refuses: Callable[[str], str | None] = passes,
    body: dict[str, Any] = BODY,
    *,
    stream: bool = True,
) -> Reader:
    return RESPONSES.reader(body=body, stream=stream, vault=held, refusal=refuses)


def read(one: Reader, parts: Iterable[bytes]) -> bytes:
    return b"".join([one.feed(part) for part in parts]) + one.finish()


def values_of(stream: bytes) -> list[dict[str, Any]]:
    """What the events say; each is named by its type."""
    values = []
    *blocks, tail = stream.decode().split("\n\n")
    assert tail == ""
    for block in blocks:
        if not block.startswith(":"):
            name, data = block.split("\n")
            value = json.loads(data.removeprefix("data: "))
            assert name == f"event: {value['type']}"
            values.append(value)
    return values


@dataclass
class Client:
    """What a client has once the stream ended, added up from deltas alone, and from what is said to be done."""

    texts: dict[tuple[Any, ...], str] = field(default_factory=dict)
    done: dict[tuple[Any, ...], str] = field(default_factory=dict)
    items: dict[int, dict[str, Any]] = field(default_factory=dict)
    numbers: list[int] = field(default_factory=list)
    final: dict[str, Any] = field(default_factory=dict)
    ends: int = 0

    def read(self, stream: bytes) -> "Client":
        for value in values_of(stream):
            self._add(value)
        return self

    def _add(self, value: dict[str, Any]) -> None:
        kind = value["type"]
        self.numbers.append(value["sequence_number"])
        stem, _, last = kind.rpartition(".")
        key = (stem, value.get("output_index"), value.get("content_index"), value.get("summary_index"))
        if last == "delta":
            assert key not in self.done, "a delta behind the end of its text"
            self.texts[key] = self.texts.get(key, "") + value["delta"]
        elif kind == "response.output_item.done":
            self.items[value["output_index"]] = value["item"]
        elif last == "done" and "part" not in value:
            said = next(value[name] for name in ("text", "refusal", "arguments", "input", "code") if name in value)
            self.done[key] = said
        elif kind in {"response.completed", "response.incomplete"}:
            self.final = value["response"]
            self.ends += 1

    def check(self) -> None:
        """All that is said several times is said alike, and the numbers have no gap."""
        assert self.numbers == list(range(self.numbers[0], self.numbers[0] + len(self.numbers)))
        assert {key: text for key, text in self.texts.items() if text} == {k: t for k, t in self.done.items() if t}
        assert [self.items[index] for index in sorted(self.items)] == self.final["output"]
        assert self.ends == 1


TEXT = response(message("Dear [[PERSON_1]], of [[ADDRESS_1]] [["))
THOUGHT = response(reasoning("Ask [[PERSON_1]]", "at [[", content=["[[PERSON_1]] is"]), message("ok"))
CALLS = response(
    message("I ask [[PERSON"),
    call("get_person", '{"name": "[[PERSON_1]]"}', 1),
    call("get_place", '{"at": "[[ADDRESS_1]]", "text": "{\\"a\\": \\"[[ADDRESS_1]]\\"}"}', 2),
    custom_call("patch", "*** [[PERSON_1]] ***", 3),
)
REFUSED = response(refusal("I will not, [[PERSON_1]] [["), status="incomplete")
CITED = response(
    message(
        "[[PERSON_1]] lives",
        annotations=[{"type": "url_citation", "title": "On [[PERSON_1]]", "url": "https://x.example"}],
    ),
    {
        "type": "code_interpreter_call",
        "id": "ci_1",
        "status": "completed",
        "container_id": "cntr_1",
        "code": "print('[[PERSON_1]]')",
        "outputs": [{"type": "logs", "logs": "[[PERSON_1]]"}],
    },
    {
        "type": "mcp_call",
        "id": "mcp_1",
        "name": "ask",
        "server_label": "s",
        "arguments": '{"who": "[[PERSON_1]]"}',
        "output": '{"at": "[[ADDRESS_1]]"}',
    },
)
WHOLES = {"text": TEXT, "thought": THOUGHT, "calls": CALLS, "refused": REFUSED, "cited": CITED}
