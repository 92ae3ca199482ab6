"""By what a conversation in items is known again: the same words give the same bytes in its next turn.

What differs from turn to turn though nobody said anything else is left out: ids, statuses, the two ways to write a
message. `instructions` are the first turn, as a system message is: with others it is another conversation.
"""

from typing import Any

from router.core.types import Body
from router.dialects.asking import canonical

_PASSING = frozenset({"id", "call_id", "status", "approval_request_id"})
_TEXTS = frozenset({"input_text", "output_text", "text"})


def turns(body: Body) -> tuple[bytes, ...]:
    """Canonical bytes of each, in order."""
    return tuple([canonical(one) for one in [*_instructions(body), *map(_words, items_of(body))]])


def opening(body: Body) -> tuple[bytes, ...]:
    """`turns` until the model first spoke: what a conversation begins with, and keeps."""
    items = items_of(body)
    spoke = next((number for number, item in enumerate(items) if _is_models(item)), len(items))
    begun = len(_instructions(body)) + spoke
    return turns(body)[: max(1, begun)]


def items_of(body: Body) -> list[dict[str, Any]]:
    """A string is what the user says. A prompt template alone has no items."""
    given = body.get("input")
    if isinstance(given, list):
        return given
    return [] if given is None else [{"role": "user", "content": given}]


def _instructions(body: Body) -> list[dict[str, Any]]:
    said = body.get("instructions")
    return [{"role": "system", "content": said}] if said else []


def _words(item: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in item.items() if key not in _PASSING}
    kept["type"] = item.get("type") or "message"
    if isinstance(kept.get("content"), list):
        kept["content"] = _content(kept["content"])
    return kept


def _content(parts: list[Any]) -> Any:
    """One text in a part is the text."""
    match parts:
        case [{"type": str(kind), "text": str(text)}] if kind in _TEXTS:
            return text
        case _:
            return parts


def _is_models(item: dict[str, Any]) -> bool:
    kind = item.get("type") or "message"
    return item.get("role") == "assistant" if kind == "message" else item.get("role") is None
