"""The texts of one choice, each restored by a machine of its own.

A channel is one text that grows from delta to delta: content, reasoning, refusal, the arguments of one tool call, the
transcript of audio. It is known by its path in the delta, so a field that nobody thought of is a channel like any
other. List items are told apart by their `index`, else by place and `type`.

A machine may hold back the end of its text (`router.core.restore`). `flush` gives it back when the choice ends: behind
the channel's text if that stands in the delta read last, else as a delta of its own. A tool call's tail is not flushed
when the next one starts: whole JSON leaves nothing behind, and calls that arrive interleaved stay whole.

A whole message is read the same way, as one delta that is flushed at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from router.core.redact import Vault
from router.core.restore import Restorer, restore
from router.dialects.wire import change_texts

Step = str | tuple[Any, ...]

_STRUCTURE = frozenset({"role", "id", "type", "name", "index", "data", "signature"})
_ARRIVES_WHOLE = frozenset({"annotations"})


@dataclass(slots=True)
class _Channel:
    restorer: Restorer
    holder: Any
    key: str | int
    skeleton: tuple[Step, ...]
    read: int = 0
    """In which read it was fed last: `holder` is part of that delta."""


class Channels:
    """`json_content`: the request asked for JSON, so content is escaped as tool arguments are."""

    __slots__ = ("_channels", "_json_content", "_reads", "_vault")

    def __init__(self, vault: Vault, *, json_content: bool) -> None:
        self._vault = vault
        self._json_content = json_content
        self._channels: dict[tuple[Step, ...], _Channel] = {}
        self._reads = 0

    def read(self, delta: dict[str, Any]) -> bool:
        """Restores `delta` in place. True when that changed it."""
        self._reads += 1
        changed = False
        for key, value in delta.items():
            if key in _ARRIVES_WHOLE:
                delta[key] = change_texts(value, lambda text: restore(self._vault, text))
                changed |= delta[key] is not value
            elif key not in _STRUCTURE:
                changed |= self._read(value, delta, key, (key,), (key,))
        return changed

    def restorer(self, key: str) -> Restorer | None:
        """Of the texts that stand directly in the deltas under this key, once one was read."""
        channel = self._channels.get((key,))
        return None if channel is None else channel.restorer

    def flush(self) -> tuple[bool, list[dict[str, Any]]]:
        """Whether the delta read last has grown, and the deltas that must go before it."""
        grown = False
        deltas: list[dict[str, Any]] = []
        for channel in self._channels.values():
            tail = channel.restorer.flush()
            if tail and channel.read == self._reads:
                channel.holder[channel.key] += tail
                grown = True
            elif tail:
                deltas.append(_delta(channel.skeleton, tail))
        return grown, deltas

    def _read(
        self, value: Any, holder: Any, key: str | int, path: tuple[Step, ...], skeleton: tuple[Step, ...]
    ) -> bool:
        match value:
            case str():
                return self._feed(value, holder, key, path, skeleton)
            case dict():
                changes = [
                    self._read(item, value, name, (*path, name), (*skeleton, name))
                    for name, item in value.items()
                    if name not in _STRUCTURE
                ]
                return any(changes)
            case list():
                changes = [
                    self._read(item, value, place, (*path, _identity(item, place)), (*skeleton, _face(item, path)))
                    for place, item in enumerate(value)
                ]
                return any(changes)
            case _:
                return False

    def _feed(self, text: str, holder: Any, key: str | int, path: tuple[Step, ...], skeleton: tuple[Step, ...]) -> bool:
        channel = self._channels.get(path)
        if channel is None:
            restorer = Restorer(self._vault, escape=self._is_json(path))
            channel = self._channels[path] = _Channel(restorer, holder, key, skeleton)
        channel.holder, channel.key, channel.skeleton, channel.read = holder, key, skeleton, self._reads
        restored = channel.restorer.feed(text)
        holder[key] = restored
        return restored != text

    def _is_json(self, path: tuple[Step, ...]) -> bool | None:
        """None for what may be JSON though nobody asked for it."""
        if path[0] == "content":
            return self._json_content or None
        return path[0] in {"tool_calls", "function_call"} and path[-1] == "arguments"


def _identity(item: object, place: int) -> tuple[Any, ...]:
    """What makes the items of two deltas the same one."""
    if not isinstance(item, dict):
        return (place,)
    index = item.get("index")
    return ("index", index) if isinstance(index, int) else (place, str(item.get("type")))


def _face(item: object, path: tuple[Step, ...]) -> tuple[tuple[str, Any], ...]:
    """What an item says of itself besides its text. A tool call says its type once only."""
    names = ("index",) if path == ("tool_calls",) else ("index", "type")
    return tuple(_entries(item, names))


def _entries(item: object, names: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    if isinstance(item, dict):
        yield from ((name, item[name]) for name in names if isinstance(item.get(name), int | str))


def _delta(skeleton: tuple[Step, ...], tail: str) -> dict[str, Any]:
    value: Any = tail
    for step in reversed(skeleton):
        match step:
            case str():
                value = {step: value}
            case tuple():
                value = [{**dict(step), **value}] if isinstance(value, dict) else [value]
    delta: dict[str, Any] = value
    return delta
