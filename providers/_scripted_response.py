"""One entry of a script as a response of OpenAI's: `providers.scripted` in the other language."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from providers import _model_response

STATUSES = {"length": "incomplete", "content_filter": "incomplete"}


class ScriptedResponse:
    """`text`: what it says. `calls`: names, and arguments as text. `asked`: tokens of the request."""

    def __init__(
        self, entry: Mapping[str, Any], text: str, calls: Sequence[tuple[str, str]], model: str, turn: int, asked: int
    ) -> None:
        thought = [_model_response.reasoning(f"rs_{turn}", entry["reasoning"])] if "reasoning" in entry else []
        said = [_model_response.message(f"msg_{turn}", text)] if text else []
        asks = [
            _model_response.call(f"fc_{turn}_{number}", f"call_{turn}_{number}", *call)
            for number, call in enumerate(calls)
        ]
        finish = entry.get("finish", "stop")
        status = None if finish is None else STATUSES.get(finish, _model_response.COMPLETED)
        told = entry.get("usage", {"prompt_tokens": asked, "completion_tokens": len(text) // 4})
        usage = {"input_tokens": told.get("prompt_tokens", 0), "output_tokens": told.get("completion_tokens", 0)}
        self._told = f"resp_scripted_{turn}", model, [*thought, *said, *asks]
        self._status, self._usage, self._entry = status, usage, entry

    def whole(self) -> bytes:
        if "error" in self._entry:
            return json.dumps({"error": self._error()}).encode()
        return _model_response.whole(*self._told, self._status or "in_progress", self._usage)

    def events(self) -> list[bytes]:
        size = self._entry.get("chunk")
        if "error" not in self._entry:
            return list(_model_response.events(*self._told, self._status, self._usage, size=size))
        said = list(_model_response.events(*self._told, None, size=size))
        return [*said, _model_response.event({"type": "error", "sequence_number": len(said), **self._error()})]

    def _error(self) -> dict[str, Any]:
        return {"code": self._entry["error"], "message": "scripted", "param": None}
