"""The tool calls of one choice: which may reach the agent, and what it reads in place of the others.

A call arrives in deltas: id and name first, then its arguments in pieces. Until its name is known its deltas wait; then
the name decides once. A call that may pass gives its deltas on, waiting ones first; a withheld one is dropped, and the
calls behind it move up so that the client sees no gap. A call is told apart by its `index`; another id at the same
index is another call. Once a call was let through its name is final: a second name would be a way past the decision.

The legacy `function_call` is one more call, and so is OpenAI's `custom` tool, whose name stands under `custom`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from router.core.problems import FailureKind, UpstreamFailure

_FUNCTION_CALL = -1


class _State(Enum):
    WAITING = auto()
    OPEN = auto()
    WITHHELD = auto()


@dataclass(slots=True)
class _Call:
    slot: int
    id: str
    state: _State = _State.WAITING
    names: tuple[str, ...] = ()
    shift: int = 0
    waiting: list[dict[str, Any]] = field(default_factory=list)


class Calls:
    """`refusal(name)` is None for a call that may pass, else what the agent reads instead."""

    __slots__ = ("_calls", "_current", "_refusal", "_refusals")

    def __init__(self, refusal: Callable[[str], str | None]) -> None:
        self._refusal = refusal
        self._calls: list[_Call] = []
        self._current: dict[int, _Call] = {}
        self._refusals: dict[str, None] = {}

    @property
    def settled(self) -> bool:
        """Nothing waits and nothing was withheld: a finish can pass as it is."""
        return not self._refusals and all(call.state is _State.OPEN for call in self._calls)

    @property
    def any_open(self) -> bool:
        return any(call.state is _State.OPEN for call in self._calls)

    @property
    def any_withheld(self) -> bool:
        return any(call.state is _State.WITHHELD for call in self._calls)

    def read(self, delta: dict[str, Any]) -> bool:
        """Takes out of `delta`, in place, what may not pass. True when that changed it.

        Raises `UpstreamFailure` (garbage) when a call that was let through changes its name.
        """
        changed = False
        if isinstance(items := delta.get("tool_calls"), list) and items:
            changed = self._read_items(delta, items)
        if isinstance(call := delta.get("function_call"), dict):
            changed |= self._read_function_call(delta, call)
        return changed

    def finish(self) -> tuple[dict[str, Any], str]:
        """The choice ends: the delta of what still waits for a name and may pass, and the text of all refusals."""
        delta: dict[str, Any] = {}
        for call in self._calls:
            if call.state is _State.WAITING and (items := self._decide(call, ("",))):
                if call.slot == _FUNCTION_CALL:
                    delta["function_call"] = _joined(items)
                else:
                    delta.setdefault("tool_calls", []).extend(items)
        refusals, self._refusals = "\n".join(self._refusals), {}
        return delta, refusals

    def _read_items(self, delta: dict[str, Any], items: list[Any]) -> bool:
        before = [(id(item), item.get("index") if isinstance(item, dict) else None) for item in items]
        kept = [piece for place, item in enumerate(items) for piece in self._read_item(item, _slot(item, place))]
        delta["tool_calls"] = kept
        if not kept:
            del delta["tool_calls"]
        return before != [(id(item), item.get("index")) for item in kept]

    def _read_function_call(self, delta: dict[str, Any], call: dict[str, Any]) -> bool:
        kept = self._read_item(call, _FUNCTION_CALL)
        if not kept:
            del delta["function_call"]
        elif len(kept) > 1:
            delta["function_call"] = _joined(kept)
        return len(kept) != 1

    def _read_item(self, item: Any, slot: int) -> list[dict[str, Any]]:
        """What may pass now. What is no object is no call and is dropped."""
        if not isinstance(item, dict):
            return []
        call = self._call(item, slot)
        names = _names(item)
        match call.state:
            case _State.WITHHELD:
                return []
            case _State.WAITING:
                call.waiting.append(item)
                return self._decide(call, names) if names else []
            case _State.OPEN:
                if names not in {(), call.names}:
                    raise UpstreamFailure(FailureKind.GARBAGE, "a tool call changed its name")
                return [_renumbered(item, call.shift)]

    def _call(self, item: dict[str, Any], slot: int) -> _Call:
        call = self._current.get(slot)
        said = item.get("id")
        name = said if isinstance(said, str) else ""
        if call is None or (name and call.id and name != call.id):
            call = _Call(slot, name)
            self._calls.append(call)
            self._current[slot] = call
        call.id = call.id or name
        return call

    def _decide(self, call: _Call, names: tuple[str, ...]) -> list[dict[str, Any]]:
        refusals = [text for name in names if (text := self._refusal(name)) is not None]
        items, call.waiting = call.waiting, []
        call.names = names
        if refusals:
            call.state = _State.WITHHELD
            self._refusals.update(dict.fromkeys(refusals))
            return []
        call.state = _State.OPEN
        call.shift = sum(other.state is _State.WITHHELD and 0 <= other.slot < call.slot for other in self._calls)
        return [_renumbered(item, call.shift) for item in items]


def _slot(item: object, place: int) -> int:
    index = item.get("index") if isinstance(item, dict) else None
    return index if isinstance(index, int) and index >= 0 else place


def _names(item: dict[str, Any]) -> tuple[str, ...]:
    """Every name that the call goes by; normally one."""
    holders = (item.get("function"), item.get("custom"), item)
    names = [holder.get("name") for holder in holders if isinstance(holder, dict)]
    return tuple(dict.fromkeys(name for name in names if isinstance(name, str) and name))


def _renumbered(item: dict[str, Any], shift: int) -> dict[str, Any]:
    if shift and isinstance(item.get("index"), int):
        item["index"] -= shift
    return item


def _joined(pieces: list[dict[str, Any]]) -> dict[str, Any]:
    arguments = [piece["arguments"] for piece in pieces if isinstance(piece.get("arguments"), str)]
    merged: dict[str, Any] = {}
    for piece in pieces:
        merged.update(piece)
    return {**merged, "arguments": "".join(arguments)}
