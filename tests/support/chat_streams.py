"""Streamed chat completions as providers send them, and what a client makes of them."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from router.core.problems import UpstreamFailure
from router.core.redact import Vault
from router.dialects.chat import CHAT
from router.ports import Reader

MESSAGES = [{"role": "user", "content": "hello"}]
BODY = {"model": "assistant", "messages": MESSAGES, "stream_options": {"include_usage": True}}
JSON_BODY = {**BODY, "response_format": {"type": "json_object"}}
ANNA = "Anna Müller"
STREET = 'Hauptstr. 1 "b"\n10115 Berlin'
HEAD = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1_790_000_000, "model": "small-1"}
DONE = b"data: [DONE]\n\n"
USAGE = {
    "prompt_tokens": 12,
    "completion_tokens": 34,
    "total_tokens": 46,
    "prompt_tokens_details": {"cached_tokens": 5},
    "completion_tokens_details": {"reasoning_tokens": 6},
}


def vault() -> Vault:
    held = Vault()
    held.hold("PERSON", ANNA)
    held.hold("ADDRESS", STREET)
    return held


def event(value: object) -> bytes:
    return b"data: " + json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n\n"


def chunk(delta: object, finish: object = None, index: int = 0, **more: Any) -> bytes:
    return event({**HEAD, "choices": [{"index": index, "delta": delta, "finish_reason": finish}], **more})


def call(index: int, arguments: str | None = None, name: str | None = None, **more: Any) -> dict[str, Any]:
    """One item of `delta.tool_calls`."""
    item: dict[str, Any] = {"index": index, **more}
    function = {"name": name, "arguments": arguments}
    item["function"] = {key: value for key, value in function.items() if value is not None}
    if name is not None:
        item = {"id": f"call_{index}", "type": "function", **item}
    return item


def pieces(text: str, size: int) -> Iterator[str]:
    return (text[start : start + size] for start in range(0, len(text), size))


TEXT = (
    b": keep-alive\n\n",
    chunk({"role": "assistant", "content": ""}),
    *(chunk({"content": piece}) for piece in pieces("Dear [[PERSON_1]], of [[ADDRESS_1]] [[", 5)),
    chunk({}, "stop"),
    DONE,
)

TWO_CHOICES = (
    chunk({"role": "assistant", "content": ""}, index=0),
    chunk({"role": "assistant", "content": ""}, index=1),
    chunk({"content": "I am [[PER"}, index=0),
    chunk({"content": "You are \\[\\[person"}, index=1),
    chunk({"content": "SON_1]] and [[PERSON_1"}, index=0),
    chunk({"content": "\\_1\\]\\]."}, index=1),
    chunk({"content": "]"}, "length", index=0),
    chunk({}, "stop", index=1),
    event({**HEAD, "choices": [], "usage": USAGE}),
    DONE,
)

PARALLEL_CALLS = (
    chunk({"role": "assistant", "content": None, "reasoning_content": "Ask [[PERSON"}),
    chunk({"reasoning_content": "_1]] first"}),
    chunk({"tool_calls": [call(0, "", "get_person")]}),
    chunk({"tool_calls": [call(0, '{"name": "[[PERSON')]}),
    chunk({"tool_calls": [call(1, '{"at": "[[ADDR', "get_place")]}),
    chunk({"tool_calls": [call(0, '_1]]"'), call(1, 'ESS_1]]", "text": "{\\"a\\": \\"[[ADDRESS_1]]\\"}"}')]}),
    chunk({"tool_calls": [call(0, "}")]}),
    chunk({}, "tool_calls", usage=USAGE),
    DONE,
)

FINISH_WITH_TEXT = (
    chunk({"role": "assistant", "content": "Hi [[PERSON_1]], [[PERS"}),
    chunk({"content": "ON_1]] and [[", "refusal": "no [["}, "stop"),
    DONE,
)

STREAMS = {"text": TEXT, "two": TWO_CHOICES, "calls": PARALLEL_CALLS, "with_text": FINISH_WITH_TEXT}


def passes(_: str) -> None:
    """Every tool call may reach the agent."""


def withholds(*names: str) -> Callable[[str], str | None]:
    return lambda name: f"{name} is not permitted." if name in names else None


def stream_reader(
    held: Vault | None = None,
    refusal: Callable[[str], str | None] = passes,
    body: dict[str, Any] = BODY,
    *,
    stream: bool = True,
) -> Reader:
    return CHAT.reader(body=body, stream=stream, vault=held, refusal=refusal)


def read(reader: Reader, parts: Iterable[bytes]) -> bytes:
    return b"".join([reader.feed(part) for part in parts]) + reader.finish()


def failure_of(reader: Reader) -> UpstreamFailure:
    assert not reader.complete
    assert reader.failure is not None
    return reader.failure


@dataclass
class Choice:
    """One choice as a client adds it up."""

    texts: dict[str, str] = field(default_factory=dict)
    calls: dict[int, dict[str, str]] = field(default_factory=dict)
    finishes: list[str] = field(default_factory=list)

    def add(self, delta: dict[str, Any]) -> None:
        for key in ("content", "reasoning_content", "refusal"):
            if delta.get(key):
                self.texts[key] = self.texts.get(key, "") + delta[key]
        for item in delta.get("tool_calls", ()):
            held = self.calls.setdefault(item["index"], {"id": "", "name": "", "arguments": ""})
            held["id"] += item.get("id", "")
            held["name"] += item["function"].get("name", "")
            held["arguments"] += item["function"].get("arguments", "")

    @property
    def content(self) -> str:
        return self.texts.get("content", "")


@dataclass
class Answer:
    """What a client has once the stream ended. `tail` is what was no whole event."""

    choices: dict[int, Choice] = field(default_factory=dict)
    comments: int = 0
    done: int = 0
    tail: str = ""

    @property
    def content(self) -> str:
        return self.choices[0].content

    def whole(self) -> dict[str, Any]:
        """The same answer as a provider sends it when nobody asked for a stream."""
        return {
            **HEAD,
            "object": "chat.completion",
            "choices": [
                {"index": index, "message": _message(choice), "finish_reason": choice.finishes[0]}
                for index, choice in sorted(self.choices.items())
            ],
        }


def _message(choice: Choice) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": None, **choice.texts}
    if choice.calls:
        message["tool_calls"] = [
            {
                "id": held["id"],
                "type": "function",
                "function": {"name": held["name"], "arguments": held["arguments"]},
            }
            for _, held in sorted(choice.calls.items())
        ]
    return message


def added_up(stream: bytes) -> Answer:
    """A client of its own: it shares nothing with the reader under test."""
    answer = Answer()
    *blocks, answer.tail = stream.decode().split("\n\n")
    for block in blocks:
        if block.startswith(":"):
            answer.comments += 1
        elif block == "data: [DONE]":
            answer.done += 1
        else:
            _add(answer, json.loads(block.removeprefix("data: ")))
    return answer


def _add(answer: Answer, value: dict[str, Any]) -> None:
    for said in value["choices"]:
        choice = answer.choices.setdefault(said["index"], Choice())
        choice.add(said["delta"])
        if said["finish_reason"]:
            choice.finishes.append(said["finish_reason"])


def every_cut(parts: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
    stream = b"".join(parts)
    return ((stream[:place], stream[place:]) for place in range(len(stream) + 1))
