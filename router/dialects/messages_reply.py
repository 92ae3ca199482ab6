"""A whole message: collected, checked, restored, tool calls withheld. What nothing changed is the provider's bytes."""

from collections.abc import Callable
from typing import Any

from router.core.problems import FailureKind, UpstreamFailure
from router.core.redact import Vault
from router.core.restore import restore
from router.dialects.messages_calls import Calls
from router.dialects.messages_words import UNTOUCHED, put_back, read_usage, written
from router.dialects.whole import Whole, garbage, reply_of
from router.dialects.wire import dump, model_of, put_back_input


class WholeMessage(Whole):
    """`json_content`: the request asked for JSON."""

    def __init__(self, *, vault: Vault | None, refusal: Callable[[str], str | None], json_content: bool) -> None:
        super().__init__()
        self._vault = vault or None
        self._calls = Calls(refusal)
        self._json_content = json_content

    def _read(self, raw: bytes) -> bytes:
        message = reply_of(raw)
        blocks, reason = _content(message), _stop_reason(message)
        self.usage = read_usage(message.get("usage"))
        if self.usage is None or not self.usage.output_tokens:
            self.written = sum(map(written, blocks))
        self.response_model = model_of(message)
        kept = [block for block in blocks if self._calls.may_pass(block)]
        changed = self._restore(message, kept)
        if refused := self._calls.refused:
            message["content"] = [*kept, {"type": "text", "text": refused}]
            message["stop_reason"] = self._calls.stop_reason(reason)
            changed = True
        self.finish_reasons = (message["stop_reason"],)
        return dump(message) if changed else raw

    def _restore(self, message: dict[str, Any], blocks: list[dict[str, Any]]) -> bool:
        """In place. True when that changed something."""
        if self._vault is None:
            return False
        changes = [restore_block(block, self._vault, json_content=self._json_content) for block in blocks]
        around = {key: value for key, value in message.items() if key != "content"}
        new = put_back(around, self._vault)
        message.update(new)
        return any(changes) or new is not around


def restore_block(block: dict[str, Any], vault: Vault, *, json_content: bool) -> bool:
    """In place. True when that changed it."""
    if block.get("type") == "redacted_thinking":
        return False
    changed = False
    for key, value in block.items():
        match key:
            case "input":
                block[key] = put_back_input(value, vault)
            case "text" if isinstance(value, str):
                block[key] = restore(vault, value, escape=json_content or None)
            case _ if key not in UNTOUCHED:
                block[key] = put_back(value, vault)
            case _:
                continue
        changed |= block[key] != value
    return changed


def _content(message: dict[str, Any]) -> list[dict[str, Any]]:
    """Raises `UpstreamFailure` (garbage)."""
    content = message.get("content")
    if message.get("type") != "message" or not isinstance(content, list):
        raise garbage("no message")
    if not all(isinstance(block, dict) for block in content):
        raise garbage("a block that is no object")
    return content


def _stop_reason(message: dict[str, Any]) -> str:
    """Raises `UpstreamFailure` (no_finish)."""
    reason = message.get("stop_reason")
    if not isinstance(reason, str) or not reason:
        raise UpstreamFailure(FailureKind.NO_FINISH, "a message without a stop_reason")
    return reason
