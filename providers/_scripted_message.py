"""One entry of a script as a message of Anthropic's: `providers.scripted` in the other language.

A `finish` that OpenAI has a word for is told by Anthropic's; what the model thinks has a signature that signs nothing.
"""

import json
from collections.abc import Mapping
from typing import Any

from providers import _message

FINISHES = {"stop": "end_turn", "length": "max_tokens", "tool_calls": "tool_use", "content_filter": "refusal"}
SIGNATURE = "c2NyaXB0ZWQ="


class ScriptedMessage:
    """`text`: what it says. `asked`: tokens of the request."""

    def __init__(self, entry: Mapping[str, Any], text: str, model: str, turn: int, asked: int) -> None:
        calls = [_call(f"toolu_{turn}_{number}", call) for number, call in enumerate(entry.get("tool_calls", ()))]
        thought = {"type": "thinking", "thinking": entry.get("reasoning"), "signature": SIGNATURE}
        said = {"type": "text", "text": text}
        self._blocks = [*([thought] if "reasoning" in entry else ()), *([said] if text else ()), *calls]
        finish = entry.get("finish", "tool_calls" if calls else "stop")
        self._finish = FINISHES.get(finish, finish)
        told = entry.get("usage", {"prompt_tokens": asked, "completion_tokens": len(text) // 4})
        usage = {"input_tokens": told.get("prompt_tokens", 0), "output_tokens": told.get("completion_tokens", 0)}
        self._told = f"msg_scripted_{turn}", model, self._blocks, self._finish, usage
        self._entry = entry

    def whole(self) -> bytes:
        if "error" in self._entry:
            return json.dumps(self._error()).encode()
        identity, model, blocks, finish, usage = self._told
        return _message.whole(identity, model, [_read(block) for block in blocks], finish, usage)

    def events(self) -> list[bytes]:
        size = self._entry.get("chunk")
        if "error" not in self._entry:
            return list(_message.events(*self._told, size=size))
        identity, model, blocks, _, usage = self._told
        return [*_message.events(identity, model, blocks, None, usage, size=size), _message.event(**self._error())]

    def _error(self) -> dict[str, Any]:
        return {"type": "error", "error": {"type": self._entry["error"], "message": "scripted"}}


class ScriptedCount:
    """How long a request is."""

    def __init__(self, tokens: int) -> None:
        self._tokens = tokens

    def whole(self) -> bytes:
        return json.dumps({"input_tokens": max(1, self._tokens)}).encode()

    def events(self) -> list[bytes]:
        return [self.whole()]


def _call(identity: str, call: Mapping[str, Any]) -> dict[str, Any]:
    arguments = call.get("arguments", {})
    given = arguments if isinstance(arguments, str) else json.loads(json.dumps(arguments, default=dict))
    return {"type": "tool_use", "id": identity, "name": call["name"], "input": given}


def _read(block: Mapping[str, Any]) -> Mapping[str, Any]:
    """As a whole message has it: an input is an object, and arguments that are none stand in one, as they are."""
    text = block.get("input")
    if not isinstance(text, str):
        return block
    try:
        given = json.loads(text or "{}")
    except ValueError:
        given = None
    return {**block, "input": given if isinstance(given, dict) else {"text": text}}
