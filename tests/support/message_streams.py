"""Streamed messages of Anthropic's API for tests, and a client of our own that adds them up."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from router.core.redact import Vault
from router.dialects.messages import MESSAGES
from router.ports import Reader

ANNA = "Anna Müller"
STREET = 'Hauptstr. 1 "b"\n10115 Berlin'
BODY: dict[str, Any] = {"model": "assistant", "max_tokens": 9, "messages": [{"role": "user", "content": "hello"}]}
HEAD = {"id": "msg_1", "type": "message", "role": "assistant", "model": "claude-1", "stop_sequence": None}
BEGUN = {"input_tokens": 12, "cache_read_input_tokens": 5, "cache_creation_input_tokens": 2, "output_tokens": 1}
PING = b'event: ping\ndata: {"type": "ping"}\n\n'
STOP = b'event: message_stop\ndata: {"type":"message_stop"}\n\n'


def vault() -> Vault:
    held = Vault()
    held.hold("PERSON", ANNA)
    held.hold("ADDRESS", STREET)
    return held


def event(name: str, **members: Any) -> bytes:
    said = json.dumps({"type": name, **members}, ensure_ascii=False, separators=(",", ":"))
    return f"event: {name}\ndata: {said}\n\n".encode()


def start(**more: Any) -> bytes:
    return event("message_start", message={**HEAD, "content": [], "stop_reason": None, "usage": BEGUN, **more})


def finish(reason: str | None, tokens: int = 34) -> bytes:
    return event("message_delta", delta={"stop_reason": reason, "stop_sequence": None}, usage={"output_tokens": tokens})


def block(index: int, content: dict[str, Any], *deltas: dict[str, Any], stops: bool = True) -> tuple[bytes, ...]:
    begin = event("content_block_start", index=index, content_block=content)
    middle = [event("content_block_delta", index=index, delta=delta) for delta in deltas]
    return (begin, *middle, *([event("content_block_stop", index=index)] if stops else []))


def pieces(text: str, size: int) -> Iterator[str]:
    return (text[at : at + size] for at in range(0, len(text), size))


def text(index: int, said: str, size: int = 5, **more: Any) -> tuple[bytes, ...]:
    deltas = ({"type": "text_delta", "text": piece} for piece in pieces(said, size))
    return block(index, {"type": "text", "text": "", **more}, *deltas)


def call(index: int, name: str, arguments: str, size: int = 4) -> tuple[bytes, ...]:
    deltas = ({"type": "input_json_delta", "partial_json": piece} for piece in ("", *pieces(arguments, size)))
    return block(index, {"type": "tool_use", "id": f"toolu_{index}", "name": name, "input": {}}, *deltas)


def thinking(index: int, thought: str, size: int = 4) -> tuple[bytes, ...]:
    deltas = [{"type": "thinking_delta", "thinking": piece} for piece in pieces(thought, size)]
    signed = {"type": "signature_delta", "signature": "EqQB[[PERSON_1]]=="}
    return block(index, {"type": "thinking", "thinking": "", "signature": ""}, *deltas, signed)


def message(*blocks: Iterable[bytes], reason: str = "end_turn") -> tuple[bytes, ...]:
    return (start(), PING, *(part for one in blocks for part in one), finish(reason), STOP)


CITED = {
    "type": "char_location",
    "cited_text": "of [[PERSON_1]]",
    "document_title": "[[ADDRESS_1]]",
    "document_index": 0,
}
FOUND = {
    "type": "web_search_result",
    "url": "https://x.example/[[PERSON_1]]",
    "title": "[[PERSON_1]]",
    "page_age": None,
}
CIPHER = {**FOUND, "encrypted_content": "Eq[[PERSON_1]]"}

STREAMS: dict[str, tuple[bytes, ...]] = {
    "text": message(text(0, "Dear [[PERSON_1]], of [[ADDRESS_1]] [[")),
    "thinking": message(thinking(0, "Ask [[PERSON_1]] first"), text(1, "[[person 1]] it is")),
    "calls": message(
        text(0, "I ask [["),
        call(1, "get_person", '{"name": "[[PERSON_1]]"}'),
        call(2, "get_place", '{"at": "[[ADDRESS_1]]", "text": "{\\"a\\": \\"[[ADDRESS_1]]\\"}"}'),
        reason="tool_use",
    ),
    "citations": message(
        block(
            0,
            {"type": "text", "text": "", "citations": []},
            {"type": "text_delta", "text": "It says [[PER"},
            {"type": "citations_delta", "citation": CITED},
            {"type": "text_delta", "text": "SON_1]]"},
        )
    ),
    "search": message(
        block(
            0,
            {"type": "server_tool_use", "id": "srvtoolu_1", "name": "web_search", "input": {}},
            {"type": "input_json_delta", "partial_json": '{"query": "[[PERSON_1]]"}'},
        ),
        block(1, {"type": "web_search_tool_result", "tool_use_id": "srvtoolu_1", "content": [CIPHER]}),
        block(2, {"type": "redacted_thinking", "data": "Eq[[PERSON_1]]"}),
        text(3, "[[PERSON_1]]"),
    ),
}


def passes(_: str) -> None:
    """Every tool call may reach the agent."""


def withholds(*names: str) -> Callable[[str], str | None]:
    return lambda name: f"{name} is not permitted." if name in names else None


def reader(
    held: Vault | None = None,
    refusal: Callable[[str], str | None] = passes,
    *,
    stream: bool = True,
    body: dict[str, Any] = BODY,
) -> Reader:
    return MESSAGES.reader(body=body, stream=stream, vault=held, refusal=refusal)


def read(one: Reader, parts: Iterable[bytes]) -> bytes:
    return b"".join([one.feed(part) for part in parts]) + one.finish()


def events(stream: bytes) -> list[dict[str, Any]]:
    """A client of its own: it shares nothing with the reader under test. Names of events are what their data says."""
    found = []
    *blocks, tail = stream.decode().split("\n\n")
    assert tail == ""
    for one in blocks:
        name, said = one.split("\n")
        value = json.loads(said.removeprefix("data: "))
        assert name == f"event: {value['type']}"
        found.append(value)
    return found


def added_up(stream: bytes) -> dict[str, Any]:
    """The message that a client has once the stream ended, as the API gives it whole."""
    said = events(stream)
    blocks: list[dict[str, Any]] = []
    inputs: dict[int, str] = {}
    whole: dict[str, Any] = {}
    for value in said:
        match value["type"]:
            case "message_start":
                whole = value["message"]
            case "content_block_start":
                assert value["index"] == len(blocks), "blocks are numbered without a gap"
                blocks.append(value["content_block"])
            case "content_block_delta":
                _add(blocks[value["index"]], value["delta"], inputs, value["index"])
            case "message_delta":
                whole |= {"stop_reason": value["delta"]["stop_reason"], "usage": whole["usage"] | value["usage"]}
    for index, given in inputs.items():
        blocks[index]["input"] = json.loads(given)
    assert [value["type"] for value in said].count("message_stop") == 1
    return {**whole, "content": blocks}


def _add(block: dict[str, Any], delta: dict[str, Any], inputs: dict[int, str], index: int) -> None:
    match delta["type"]:
        case "input_json_delta":
            inputs[index] = inputs.get(index, "") + delta["partial_json"]
        case "citations_delta":
            block["citations"] = [*block["citations"], delta["citation"]]
        case "text_delta" | "thinking_delta" | "signature_delta":
            name = delta["type"].removesuffix("_delta")
            block[name] += delta[name]


def every_cut(parts: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
    stream = b"".join(parts)
    return ((stream[:place], stream[place:]) for place in range(len(stream) + 1))
