"""One choice of a streamed chat completion: what of each delta may go to the client, and what must go before it.

What ends a choice, its `finish_reason`, must come behind all of its text. So at the finish everything that was kept
back goes first: held-back text, calls that waited for a name, the text of refusals. It joins the finishing delta where
its channel stands in it, else it is a delta of its own just before.
"""

from collections.abc import Callable
from enum import Enum, auto
from typing import Any

from router.core.problems import FailureKind, UpstreamFailure
from router.core.redact import Vault
from router.core.restore import Restorer
from router.dialects.channels import Channels
from router.dialects.chat_calls import Calls
from router.dialects.chat_order import CallOrder
from router.dialects.chat_reply import CALL_FINISHES, read_message
from router.dialects.instructing import joined

_CONTENT = (
    "content",
    "tool_calls",
    "reasoning_content",
    "reasoning",
    "refusal",
    "function_call",
    "audio",
    "reasoning_details",
)


class Change(Enum):
    """What became of a choice in one chunk. `GONE`: nothing is left of it to send."""

    NONE = auto()
    SOME = auto()
    GONE = auto()


class ChoiceStream:
    """`finish_reason` is None until the choice has finished; `spoke` once it had content."""

    __slots__ = ("_calls", "_channels", "_json_content", "_order", "_refusal", "_vault", "finish_reason", "spoke")

    def __init__(self, vault: Vault | None, refusal: Callable[[str], str | None], *, json_content: bool) -> None:
        self._vault = vault
        self._refusal = refusal
        self._json_content = json_content
        self._order = CallOrder()
        self._calls = Calls(refusal)
        self._channels = None if vault is None else Channels(vault, json_content=json_content)
        self.finish_reason: str | None = None
        self.spoke = False

    def may_finish_plainly(self, reason: str) -> bool:
        """Nothing of ours has to go before this finish."""
        return self.finish_reason is None and reason != "error" and self._channels is None and self._calls.settled

    def restorer(self, key: str) -> Restorer | None:
        """Of the texts that stand directly in the deltas under this key, once one was read."""
        return None if self._channels is None else self._channels.restorer(key)

    def read(self, choice: dict[str, Any]) -> tuple[Change, list[dict[str, Any]]]:
        """Changes `choice` in place; gives the deltas that must go before it.

        Raises `UpstreamFailure` (garbage, in_stream).
        """
        delta = _delta(choice)
        changed = self._read_message(choice)
        changed |= self._order.number(delta)
        changed |= self._calls.read(delta)
        changed |= self._channels is not None and self._channels.read(delta)
        before: list[dict[str, Any]] = []
        if choice.get("finish_reason"):
            changed |= self._finish(choice, delta, before)
        self.spoke |= bool(delta.get("content"))
        if not changed:
            return Change.NONE, before
        empty = not (delta or choice.get("finish_reason") or choice.get("logprobs"))
        return Change.GONE if empty else Change.SOME, before

    def rest(self) -> list[dict[str, Any]]:
        """The stream ends here, in whatever way: what is still held back."""
        if self._channels is None:
            return []
        self._channels.read({})
        return self._channels.flush()[1]

    def _read_message(self, choice: dict[str, Any]) -> bool:
        """Some providers repeat the message so far beside each delta."""
        message = choice.get("message")
        if not isinstance(message, dict):
            return False
        return read_message({"message": message}, self._vault, self._refusal, json_content=self._json_content)

    def _finish(self, choice: dict[str, Any], delta: dict[str, Any], before: list[dict[str, Any]]) -> bool:
        if self.finish_reason is not None:  # the client sees one finish
            choice["finish_reason"] = None
            return True
        reason = _reason(choice)
        changed = self._give_held(before)
        changed |= self._give_calls(delta, before)
        if changed and not self._calls.any_open and self._calls.any_withheld and reason in CALL_FINISHES:
            choice["finish_reason"] = "stop"
        self.finish_reason = choice["finish_reason"]
        return changed

    def _give_held(self, before: list[dict[str, Any]]) -> bool:
        if self._channels is None:
            return False
        grown, tails = self._channels.flush()
        before += tails
        self.spoke |= any("content" in tail for tail in tails)
        return grown

    def _give_calls(self, delta: dict[str, Any], before: list[dict[str, Any]]) -> bool:
        """Calls that never got a name, then what the agent reads in place of withheld ones."""
        nameless, refused = self._calls.finish()
        if nameless:
            if self._channels is not None:
                self._channels.read(nameless)
                self._channels.flush()
            before.append(nameless)
        if not refused:
            return False
        if isinstance(content := delta.get("content"), str) and content:
            delta["content"] = joined(content, refused)
        else:
            before.append({"content": f"\n\n{refused}" if self.spoke else refused})
        return True


def index_of(choice: dict[str, Any]) -> int:
    """`1.0` is the whole number that the typed decoders read in it (RFC 8259, section 6); what is none is the first."""
    match choice.get("index"):
        case int(index) if not isinstance(index, bool):
            return index
        case float(index) if index.is_integer():
            return int(index)
        case _:
            return 0


def has_content(delta: object) -> bool:
    """Whether a delta shows the client something of the answer; a role alone does not."""
    return isinstance(delta, dict) and any(delta.get(key) for key in _CONTENT)


def _delta(choice: dict[str, Any]) -> dict[str, Any]:
    delta = choice.get("delta")
    if isinstance(delta, dict):
        return delta
    if delta is not None or isinstance(choice.get("message"), dict):
        raise UpstreamFailure(FailureKind.GARBAGE, "a choice without a delta")
    return {}


def _reason(choice: dict[str, Any]) -> str:
    reason = choice["finish_reason"]
    if not isinstance(reason, str):
        raise UpstreamFailure(FailureKind.GARBAGE, "a finish_reason that is no string")
    if reason == "error":
        raise UpstreamFailure(FailureKind.IN_STREAM, "finish_reason error")
    return reason
