"""Which item an event of a streamed response is about.

Hosts name it by its index in the output, by its id, or both, and not in every event alike. The index that an id had
first stands for both from there on.
"""

from typing import Any

Place = int | str | None
"""An index in the output, else an id."""


class Places:
    __slots__ = ("_indices",)

    def __init__(self) -> None:
        self._indices: dict[str, int] = {}

    def of(self, index: int | None, identity: str | None) -> Place:
        if index is None:
            return self._indices.get(identity, identity) if identity else None
        if identity:
            self._indices.setdefault(identity, index)
        return index

    def of_event(self, event: dict[str, Any]) -> Place:
        """An item says its own id."""
        index, identity, item = event.get("output_index"), event.get("item_id"), event.get("item")
        if identity is None and isinstance(item, dict):
            identity = item.get("id")
        return self.of(index if isinstance(index, int) else None, identity if isinstance(identity, str) else None)
