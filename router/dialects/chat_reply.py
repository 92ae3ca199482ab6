"""A whole chat completion: collected, checked, restored, tool calls withheld.

A reply that nothing changed is returned as the provider's own bytes.
"""

from collections.abc import Callable
from typing import Any

from router.core.problems import FailureKind, UpstreamFailure
from router.core.redact import Vault
from router.core.restore import restore
from router.core.types import Usage
from router.dialects.channels import Channels
from router.dialects.chat_calls import Calls
from router.dialects.chat_written import written
from router.dialects.instructing import joined
from router.dialects.wire import change_texts, dump, load, read_usage, stated_error

MAX_REPLY = 64 * 1024 * 1024
"""Bytes."""

CALL_FINISHES = frozenset({"tool_calls", "function_call"})

_UNTOUCHED = frozenset(
    {"id", "object", "created", "model", "system_fingerprint", "service_tier", "usage", "choices", "obfuscation"}
)


class WholeReply:
    """Implements `ports.Reader` for a reply that is one JSON object."""

    def __init__(self, *, vault: Vault | None, refusal: Callable[[str], str | None], json_content: bool) -> None:
        self._vault = vault or None
        self._refusal = refusal
        self._json_content = json_content
        self._received = bytearray()
        self.committed = False
        self.complete = False
        self.failure: UpstreamFailure | None = None
        self.usage: Usage | None = None
        self.written = 0
        self.heard = 0
        self.finish_reasons: tuple[str, ...] = ()
        self.response_model: str | None = None

    @property
    def finished(self) -> bool:
        return self.complete

    def feed(self, data: bytes) -> bytes:
        if self.failure is None:
            self._received += data
            if len(self._received) > MAX_REPLY:
                self.failure = UpstreamFailure(FailureKind.TOO_LARGE, f"more than {MAX_REPLY} bytes")
                self._received.clear()
        return b""

    def finish(self, broken: UpstreamFailure | None = None) -> bytes:
        if self.failure is not None or self.complete:
            return b""
        raw = bytes(self._received)
        self._received.clear()
        try:
            answer = self._read(raw)
        except UpstreamFailure as failure:
            self.failure = broken or failure
            return b""
        except RecursionError:
            self.failure = broken or _garbage("nested too deeply")
            return b""
        self.committed = self.complete = True
        return answer

    def _read(self, raw: bytes) -> bytes:
        reply = _object(raw)
        if (failure := stated_error(reply)) is not None:
            raise failure
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


def restore_around(reply: dict[str, Any], vault: Vault | None) -> bool:
    """Restores, in place, what a provider says beside the choices: citations, search results. True when it changed.

    `logprobs` of a choice stay as they came, here and in streams: they describe the tokens that the model wrote, and
    those are the placeholders.
    """
    if vault is None:
        return False
    changed = False
    for key, value in reply.items():
        if key not in _UNTOUCHED:
            reply[key] = change_texts(value, lambda text: restore(vault, text))
            changed |= reply[key] is not value
    return changed


def model_of(reply: dict[str, Any]) -> str | None:
    model = reply.get("model")
    return model if isinstance(model, str) and model else None


def _object(raw: bytes) -> dict[str, Any]:
    try:
        reply = load(raw)
    except ValueError:
        reply = None
    if not isinstance(reply, dict):
        raise _garbage("not a JSON object")
    return reply


def _choices(reply: dict[str, Any]) -> list[dict[str, Any]]:
    choices = reply.get("choices")
    if not isinstance(choices, list) or not choices:
        raise _garbage("no choices")
    for choice in choices:
        if not isinstance(choice, dict) or not isinstance(choice.get("message"), dict):
            raise _garbage("a choice without a message")
        reason = choice.get("finish_reason")
        if not isinstance(reason, str) or not reason:
            raise UpstreamFailure(FailureKind.NO_FINISH, "a choice without a finish_reason")
        if reason == "error":
            raise UpstreamFailure(FailureKind.IN_STREAM, "finish_reason error")
    return choices


def _garbage(detail: str) -> UpstreamFailure:
    return UpstreamFailure(FailureKind.GARBAGE, detail)
