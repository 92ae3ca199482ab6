"""The calls among the items of a response: which may reach the agent, and what stands in place of the others.

A call is an item that the agent is to act on: a function, a custom tool, its own shell. What the provider has run
itself is none. An item that stands in place of a withheld call is a message, so the places of the others do not move.
"""

from collections.abc import Callable
from enum import Enum, auto
from typing import Any

from router.core.problems import FailureKind, UpstreamFailure
from router.dialects.responses_places import Place

_NAMED = frozenset({"function_call", "custom_tool_call", "mcp_approval_request"})
_RUN_ALREADY = frozenset(
    {"code_interpreter_call", "file_search_call", "image_generation_call", "mcp_call", "web_search_call"}
)


_ARGUMENTS = ("response.function_call_arguments.", "response.custom_tool_call_input.")
"""Events that tell what a call says."""


class Passing(Enum):
    """What of an event reaches the client, if not a refusal in its place."""

    WHOLE = auto()
    NOTHING = auto()


class OpenCalls:
    """The calls of a stream. `refusal(name)` is None for a call that may pass, else what the agent reads instead.

    The name with which a call begins decides, once; it takes all of its events with it. Arguments of a call that nobody
    announced are those of one without a name.
    """

    __slots__ = ("_open", "_refusal", "_withheld")

    def __init__(self, refusal: Callable[[str], str | None]) -> None:
        self._refusal = refusal
        self._open: set[Place] = set()
        self._withheld: set[Place] = set()

    def concerns(self, kind: str, place: Place) -> bool:
        """Whether an event that only adds to a text may be one of a call."""
        return place in self._withheld or kind.startswith(_ARGUMENTS)

    def read(self, kind: str, place: Place, name: str | None) -> Passing | str:
        """Of an event of this kind; `name` as `name_of_call`, or as the event says. A text is that of a refusal.

        Raises `UpstreamFailure` (garbage) where a call that was let through is one of a tool that may not.
        """
        if place in self._withheld:
            return Passing.NOTHING
        if name is None:
            if place in self._open or not kind.startswith(_ARGUMENTS):
                return Passing.WHOLE
            name = ""
        text = self._refusal(name)
        if place in self._open and text is not None:
            raise UpstreamFailure(FailureKind.GARBAGE, "a tool call changed its name")
        if place is not None:
            (self._open if text is None else self._withheld).add(place)
        return Passing.WHOLE if text is None else text


def name_of_call(item: Any) -> str | None:
    """What the policy knows the tool by: its name, or `shell` of a `shell_call`. None for what is no call."""
    kind = item.get("type") if isinstance(item, dict) else None
    if not isinstance(kind, str) or kind in _RUN_ALREADY or not (kind in _NAMED or kind.endswith("_call")):
        return None
    if kind == "tool_search_call" and item.get("execution") == "server":  # of no other is that what an agent looks at
        return None
    name = item.get("name")
    if isinstance(name, str) and name:
        return name
    return "" if kind in _NAMED else kind.removesuffix("_call")


def in_place_of(call: dict[str, Any], place: Place, text: str) -> dict[str, Any]:
    """The message that says why the call at this place of the output is not there."""
    part = {"type": "output_text", "text": text, "annotations": [], "logprobs": []}
    identity = f"msg_{call.get('id') or place}"
    return {"type": "message", "id": identity, "status": "completed", "role": "assistant", "content": [part]}


def without_refused(response: dict[str, Any], refusal: Callable[[str], str | None]) -> bool:
    """Withholds in place, in the output of a whole response. True when that changed it."""
    output = response.get("output")
    changed = False
    for place, item in enumerate(output if isinstance(output, list) else ()):
        name = name_of_call(item)
        if name is not None and (text := refusal(name)) is not None:
            response["output"][place] = in_place_of(item, place, text)
            changed = True
    return changed


def shown(message: dict[str, Any], place: Place) -> list[dict[str, Any]]:
    """The events of a stream that show a message of one part, all at once."""
    part = message["content"][0]
    item = {"output_index": place} if isinstance(place, int) else {}
    inside = {"item_id": message["id"], **item, "content_index": 0}
    text = part["text"]
    begun = {**message, "status": "in_progress", "content": []}
    return [
        {"type": "response.output_item.added", **item, "item": begun},
        {"type": "response.content_part.added", **inside, "part": {**part, "text": ""}},
        {"type": "response.output_text.delta", **inside, "delta": text, "logprobs": []},
        {"type": "response.output_text.done", **inside, "text": text, "logprobs": []},
        {"type": "response.content_part.done", **inside, "part": part},
        {"type": "response.output_item.done", **item, "item": message},
    ]


def has_calls(response: dict[str, Any]) -> bool:
    output = response.get("output")
    return isinstance(output, list) and any(name_of_call(item) is not None for item in output)
