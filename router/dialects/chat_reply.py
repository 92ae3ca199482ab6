"""A whole chat completion: collected, checked, restored, tool calls withheld.

A reply that nothing changed is returned as the provider's own bytes.
"""

from collections.abc import Callable
from typing import Any

from router.core.problems import FailureKind, UpstreamFailure
from router.core.redact import Vault
from router.dialects.channels import Channels
from router.dialects.chat_calls import Calls
from router.dialects.chat_written import written
from router.dialects.instructing import joined
from router.dialects.whole import Whole, garbage, reply_of
from router.dialects.wire import dump, model_of, read_usage, restore_around

CALL_FINISHES = frozenset({"tool_calls", "function_call"})


class WholeReply(Whole):
    """A chat completion. What a vault holds is put back in it."""

    def __init__(self, *, vault: Vault | None, refusal: Callable[[str], str | None], json_content: bool) -> None:
        super().__init__()
        self._vault = vault or None
        self._refusal = refusal
        self._json_content = json_content

    def _read(self, raw: bytes) -> bytes:
        reply = reply_of(raw)
        choices = _choices(reply)
        self.usage = read_usage(reply.get("usage"))
        if self.usage is None or not self.usage.output_tokens:
            self.written = sum(written(choice["message"]) for choice in choices)
        self.response_model = model_of(reply)
        changes = [restore_around(reply, self._vault), *map(self._read_choice, choices)]
        self.finish_reasons = tuple(choice["finish_reason"] for choice in choices)
        return dump(reply) if any(changes) else raw

    def _read_choice(self, choice: dict[str, Any]) -> bool:
        return read_message(choice, self._vault, self._refusal, json_content=self._json_content)


def read_message(
    choice: dict[str, Any], vault: Vault | None, refusal: Callable[[str], str | None], *, json_content: bool
) -> bool:
    """Restores `choice["message"]` in place and takes out the tool calls that may not pass. True when that changed it.

    Where no call is left the choice did not finish for the sake of one: `finish_reason` becomes `stop`.
    """
    message = choice["message"]
    calls = Calls(refusal)
    changed = calls.read(message)
    nameless, refused = calls.finish()
    for key, value in nameless.items():
        message[key] = [*message.get(key, ()), *value] if isinstance(value, list) else value
    if vault is not None:
        channels = Channels(vault, json_content=json_content)
        changed |= channels.read(message)
        channels.flush()
    if refused:
        message["content"] = joined(message.get("content"), refused)
        changed = True
        if not calls.any_open and choice.get("finish_reason") in CALL_FINISHES:
            choice["finish_reason"] = "stop"
    return changed


def _choices(reply: dict[str, Any]) -> list[dict[str, Any]]:
    choices = reply.get("choices")
    if not isinstance(choices, list) or not choices:
        raise garbage("no choices")
    for choice in choices:
        if not isinstance(choice, dict) or not isinstance(choice.get("message"), dict):
            raise garbage("a choice without a message")
        reason = choice.get("finish_reason")
        if not isinstance(reason, str) or not reason:
            raise UpstreamFailure(FailureKind.NO_FINISH, "a choice without a finish_reason")
        if reason == "error":
            raise UpstreamFailure(FailureKind.IN_STREAM, "finish_reason error")
    return choices
