"""Which call a streamed piece belongs to when it does not say so.

OpenAI numbers every piece of a tool call by `index`, and clients put them together by it; some providers leave it out.
Then the call is known by its `id`, else it is the one that was spoken of last; a piece with a name but no id begins the
next one, if that one has a name already. The index found is written into the piece.
"""

from typing import Any


class CallOrder:
    __slots__ = ("_by_id", "_last", "_most", "_named")

    def __init__(self) -> None:
        self._by_id: dict[str, int] = {}
        self._named: set[int] = set()
        self._last = 0
        self._most = -1

    def number(self, delta: dict[str, Any]) -> bool:
        """Gives each piece in `delta["tool_calls"]` its index, in place. True when one had none."""
        items = delta.get("tool_calls")
        if not isinstance(items, list):
            return False
        changed = [self._number(item) for item in items if isinstance(item, dict)]
        return any(changed)

    def _number(self, item: dict[str, Any]) -> bool:
        stated = item.get("index")
        known = isinstance(stated, int) and stated >= 0
        said, named = item.get("id"), _has_name(item)
        name = said if isinstance(said, str) else ""
        index = stated if isinstance(stated, int) and known else self._index(name, named=named)
        if name:
            self._by_id[name] = index
        if named:
            self._named.add(index)
        self._last, self._most = index, max(self._most, index)
        item["index"] = index
        return not known

    def _index(self, name: str, *, named: bool) -> int:
        if name in self._by_id:
            return self._by_id[name]
        is_new = bool(name) or (named and self._last in self._named)
        return self._most + 1 if is_new else self._last


def _has_name(item: dict[str, Any]) -> bool:
    holders = (item.get("function"), item.get("custom"))
    return any(isinstance(holder, dict) and bool(holder.get("name")) for holder in holders)
