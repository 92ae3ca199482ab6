"""A provider that does what it is told: for tests, demonstrations and fire drills. In process; nothing leaves.

It speaks chat, Responses and messages. Entries of `script` are answered in turn, and again from the first. Each maps

    text         what it says; `echo: true` says what the last user message said, as this provider saw it
    reasoning    what it thinks first
    tool_calls   [{name, arguments}]; arguments are a mapping, or text sent as it stands
    choices      how many choices; default what the request asked
    chunk        characters per streamed event; default all at once
    finish       the finish reason; default `tool_calls` or `stop`; null: it never finishes
    usage        {prompt_tokens, completion_tokens}; default a token for each four characters

    delay        seconds before the first byte        pace       seconds between events
    refuse       true: nobody listens                 status     an HTTP error, with `retry_after` in seconds
    error        an error of this type inside the 200 answer, after the text
    cut          the answer ends after so many bytes  stall      seconds of silence before its end
    garbage      html, half or empty: that instead of an answer

It keeps `timeouts.first_token`, `stall` as a connection would: a longer silence is a `timeout` failure.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from providers import _completion, _wire
from providers._http import Http
from providers._refusals import refusal
from providers._scripted_message import ScriptedCount, ScriptedMessage
from providers._scripted_response import ScriptedResponse
from router.core.languages import SPEAKS
from router.core.problems import FailureKind, UpstreamFailure
from router.core.rules import ProviderRule
from router.core.types import Body, Candidate, Dialect, Envelope
from router.ports import Reply

GARBAGE = {
    "html": b"<!DOCTYPE html><html><body><h1>Bad gateway</h1></body></html>",
    "half": b'data: {"id":"chatcmpl-scripted","choices":[{"index":0,"delta":{"conte',
    "empty": b"",
}

MOST_CHOICES = 128
"""However many a request asks for; OpenAI's own bound."""

DEFAULT: Mapping[str, Any] = {"text": "This is the scripted provider; `script` in routes.yaml says what it answers."}


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_truth(value: object) -> bool:
    return isinstance(value, bool)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_seconds(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0


def _is_usage(value: object) -> bool:
    return isinstance(value, Mapping) and all(isinstance(k, str) and _is_count(v) for k, v in value.items())


def _are_calls(value: object) -> bool:
    return isinstance(value, Sequence) and all(
        isinstance(call, Mapping)
        and set(call) <= {"name", "arguments"}
        and isinstance(call.get("name"), str)
        and isinstance(call.get("arguments", {}), str | Mapping)
        for call in value
    )


KEYS: dict[str, tuple[Callable[[object], bool], str]] = {
    "text": (_is_text, "a text"),
    "echo": (_is_truth, "true or false"),
    "reasoning": (_is_text, "a text"),
    "tool_calls": (_are_calls, "a list of {name, arguments}"),
    "choices": (lambda value: _is_count(value) and value != 0, "a number from 1"),
    "chunk": (lambda value: _is_count(value) and value != 0, "a number of characters from 1"),
    "finish": (lambda value: value is None or isinstance(value, str), "a finish reason, or null"),
    "usage": (_is_usage, "{prompt_tokens, completion_tokens}"),
    "delay": (_is_seconds, "a number of seconds"),
    "pace": (_is_seconds, "a number of seconds"),
    "refuse": (_is_truth, "true or false"),
    "status": (lambda v: _is_count(v) and v in range(300, 600), "an HTTP status from 300 to 599"),
    "retry_after": (_is_seconds, "a number of seconds"),
    "error": (_is_text, "the type of the error"),
    "cut": (_is_count, "a number of bytes"),
    "stall": (_is_seconds, "a number of seconds"),
    "garbage": (lambda value: value in list(GARBAGE), f"one of {', '.join(GARBAGE)}"),
}


def faults(script: Sequence[Mapping[str, Any]]) -> list[str]:
    """What is wrong with a script, each with its place: `script[1].pace: write a number of seconds`. Empty: nothing."""
    return [fault for number, entry in enumerate(script) for fault in _faults(f"script[{number}]", entry)]


def _faults(place: str, entry: object) -> Iterator[str]:
    if not isinstance(entry, Mapping):
        yield f"{place}: write a mapping such as {{text: hello}}"
        return
    for key, value in entry.items():
        if key not in KEYS:
            yield f"{place}.{key}: unknown key, write one of {', '.join(KEYS)}"
            continue
        fits, expected = KEYS[key]
        if not fits(value):
            yield f"{place}.{key}: write {expected}"


def connect(rule: ProviderRule, _http: Http, _secret: Callable[[], str | None]) -> "Connection":
    """Raises ValueError that names every place of the script that is wrong. Whoever catches it knows the provider."""
    wrong = faults(rule.script)
    if wrong:
        raise ValueError("; ".join(wrong))
    return Connection(rule)


class Connection:
    dialects = SPEAKS["scripted"]
    restores = True

    def __init__(self, rule: ProviderRule) -> None:
        self._rule = rule
        self._turn = 0

    def encode(self, envelope: Envelope, body: Body, candidate: Candidate) -> bytes:
        return _wire.encode(envelope, body, self._rule, candidate)

    async def send(
        self, dialect: Dialect, body: bytes, *, model: str, stream: bool, features: tuple[str, ...] = ()
    ) -> Reply:
        script = self._rule.script or (DEFAULT,)
        entry = script[self._turn % len(script)]
        self._turn += 1
        limits = self._rule.timeouts
        if entry.get("refuse"):
            raise UpstreamFailure(FailureKind.REFUSED, "scripted")
        await _silence(entry.get("delay", 0), limits.first_token if stream else limits.total, "first_token")
        if "status" in entry:
            raise _refused(entry)
        answer = self._answer(dialect, entry, json.loads(body), model)
        pieces = [GARBAGE[entry["garbage"]]] if "garbage" in entry else answer.events() if stream else [answer.whole()]
        headers = _completion.SSE_HEADERS if stream else _completion.JSON_HEADERS
        return Reply(200, headers, _play(_cut(pieces, entry.get("cut")), entry, limits.stall))

    async def aclose(self) -> None: ...

    def _answer(
        self, dialect: Dialect, entry: Mapping[str, Any], request: Mapping[str, Any], model: str
    ) -> "Answer | ScriptedCount | ScriptedMessage | ScriptedResponse":
        asked = _tokens(request)
        match dialect:
            case "messages":
                return ScriptedMessage(entry, _said(entry, request), model, self._turn, asked)
            case "count_tokens":
                return ScriptedCount(asked)
            case "responses":
                calls = [(call["name"], _arguments(call)) for call in entry.get("tool_calls", ())]
                return ScriptedResponse(entry, _said(entry, request), calls, model, self._turn, asked)
            case _:
                return Answer(entry, request, model, self._turn)


def _refused(entry: Mapping[str, Any]) -> UpstreamFailure:
    headers = {"retry-after": str(entry["retry_after"])} if "retry_after" in entry else {}
    body = json.dumps({"error": {"type": entry["error"]}}).encode() if "error" in entry else b""
    return refusal(entry["status"], headers, body, datetime.now(UTC))


async def _play(pieces: Sequence[bytes], entry: Mapping[str, Any], limit: float) -> AsyncIterator[bytes]:
    for number, piece in enumerate(pieces):
        if number:
            await _silence(entry.get("pace", 0), limit, "stall")
        if number == len(pieces) - 1:
            await _silence(entry.get("stall", 0), limit, "stall")
        yield piece


async def _silence(seconds: float, limit: float, name: str) -> None:
    if seconds:
        await asyncio.sleep(min(seconds, limit))
    if seconds > limit:
        raise UpstreamFailure(FailureKind.TIMEOUT, name)


def _cut(pieces: Sequence[bytes], after: int | None) -> list[bytes]:
    if after is None:
        return list(pieces)
    kept: list[bytes] = []
    for piece in pieces:
        kept.append(piece[: after - sum(map(len, kept))])
    return [piece for piece in kept if piece]


class Answer:
    """One entry of the script, as bytes."""

    def __init__(self, entry: Mapping[str, Any], request: Mapping[str, Any], model: str, turn: int) -> None:
        self._entry = entry
        self._request = request
        self._model = model
        self._id = f"chatcmpl-scripted-{turn}"
        self._text = _said(entry, request)
        calls = entry.get("tool_calls", ())
        self._calls = [_call(f"call_{turn}_{number}", call) for number, call in enumerate(calls)]
        self._finish: str | None = entry.get("finish", "tool_calls" if self._calls else "stop")
        asked = request.get("n")
        self._choices: int = entry.get("choices") or (max(1, min(asked, MOST_CHOICES)) if isinstance(asked, int) else 1)

    def whole(self) -> bytes:
        if "error" in self._entry:
            return json.dumps(self._error()).encode()
        message: dict[str, Any] = {"role": "assistant", "content": self._text or None}
        if "reasoning" in self._entry:
            message["reasoning_content"] = self._entry["reasoning"]
        if self._calls:
            message["tool_calls"] = self._calls
        choices = [
            {"index": index, "message": message, "logprobs": None, "finish_reason": self._finish}
            for index in range(self._choices)
        ]
        return _completion.whole(self._id, self._model, choices, self._usage())

    def events(self) -> list[bytes]:
        events = [
            self._delta(index, change)
            for change in ({"role": "assistant", "content": ""}, *self._changes())
            for index in range(self._choices)
        ]
        if "error" in self._entry:
            return [*events, _completion.event(self._error())]
        if self._finish is not None:
            events += [self._delta(index, {}, self._finish) for index in range(self._choices)]
        if _completion.wants_usage(self._request):
            events.append(_completion.tokens(self._id, self._model, self._usage()))
        return [*events, _completion.DONE]

    def _changes(self) -> Iterator[dict[str, Any]]:
        for piece in self._pieces(self._entry.get("reasoning", "")):
            yield {"reasoning_content": piece}
        for piece in self._pieces(self._text):
            yield {"content": piece}
        for number, call in enumerate(self._calls):
            opening = {"name": call["function"]["name"], "arguments": ""}
            yield {"tool_calls": [{"index": number, "id": call["id"], "type": "function", "function": opening}]}
            for piece in self._pieces(call["function"]["arguments"]):
                yield {"tool_calls": [{"index": number, "function": {"arguments": piece}}]}

    def _pieces(self, text: str) -> list[str]:
        size = self._entry.get("chunk") or max(1, len(text))
        return [text[start : start + size] for start in range(0, len(text), size)]

    def _delta(self, index: int, change: Mapping[str, Any], finish: str | None = None) -> bytes:
        return _completion.delta(self._id, self._model, index, change, finish)

    def _usage(self) -> dict[str, int]:
        if "usage" in self._entry:
            usage = dict(self._entry["usage"])
        else:
            usage = {"prompt_tokens": _tokens(self._request), "completion_tokens": len(self._text) // 4 * self._choices}
        usage.setdefault("total_tokens", sum(usage.values()))
        return usage

    def _error(self) -> dict[str, Any]:
        kind = self._entry["error"]
        return {"error": {"message": "scripted", "type": kind, "param": None, "code": kind}}


def _tokens(request: Mapping[str, Any]) -> int:
    return len(json.dumps(_asked(request))) // 4


def _said(entry: Mapping[str, Any], request: Mapping[str, Any]) -> str:
    return _last_user_text(request) if entry.get("echo") else str(entry.get("text", ""))


def _call(identity: str, call: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": identity, "type": "function", "function": {"name": call["name"], "arguments": _arguments(call)}}


def _arguments(call: Mapping[str, Any]) -> str:
    given = call.get("arguments", {})
    return given if isinstance(given, str) else json.dumps(given, ensure_ascii=False, default=dict)


def _last_user_text(request: Mapping[str, Any]) -> str:
    """The text of the last user message; of content in parts, the texts one after the other."""
    asked = _asked(request)
    messages = [message for message in asked if isinstance(message, dict)]
    content = next((message.get("content") for message in reversed(messages) if message.get("role") == "user"), asked)
    if isinstance(content, list):
        return "".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    return content if isinstance(content, str) else ""


def _asked(request: Mapping[str, Any]) -> Any:
    """Messages; in Responses items, or what the user says."""
    return request.get("messages", request.get("input", ""))
