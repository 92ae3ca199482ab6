"""What a text is called where it stands: `{"bsn": "111222333"}` holds no personal number without its key.

The key is the last name in a slot's path, or, inside JSON in a string, the nearest object key before it.
"""

from collections.abc import Iterable, Iterator

from router.core.types import Path, Slot, SlotKind

_LONGEST_TEXT, _LONGEST_HINT = 512, 64
_SAYS_NOTHING = frozenset(
    {"arguments", "body", "content", "data", "description", "input", "instructions", "message", "messages", "metadata"}
    | {"name", "output", "parts", "prompt", "query", "role", "system", "text", "title", "type", "user", "value", "$"}
)
"""Names of containers. Left out so that the same text is remembered as one, wherever it stands."""


def hints(slots: Iterable[Slot]) -> Iterator[tuple[Slot, str]]:
    """Each slot with its hint, "" where it needs or has none."""
    keys: dict[Path, str] = {}
    for slot in slots:
        if slot.kind is SlotKind.KEY:
            keys[slot.path[:-1]] = slot.text
            yield slot, ""
        else:
            yield slot, _hint(slot, keys)


def _hint(slot: Slot, keys: dict[Path, str]) -> str:
    if len(slot.text) > _LONGEST_TEXT:
        return ""
    nested = len(slot.path) > 1 and slot.path[-2] == "$"
    name = keys.get(slot.path[:-1], "") if nested else _last_name(slot.path)
    return "" if name.lower() in _SAYS_NOTHING or len(name) > _LONGEST_HINT else name


def _last_name(path: Path) -> str:
    return next((part for part in reversed(path) if isinstance(part, str)), "")
