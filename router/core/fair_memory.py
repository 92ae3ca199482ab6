"""A memory of bounded size that tenants share fairly.

Who holds the most forgets first, the least recently used of its own. So of n tenants, none loses anything by what
others send as long as it holds no more than the n-th part.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Value = TypeVar("Value")


@dataclass(slots=True)
class _Room(Generic[Value]):
    """What is remembered for one tenant, least recently used first. `used` in bytes."""

    known: OrderedDict[bytes, Value] = field(default_factory=OrderedDict)
    used: int = 0


class FairMemory(Generic[Value]):
    """About `size` bytes. `weigh` says about how many of them a value takes; what weighs more than all is not kept."""

    def __init__(self, size: int, weigh: Callable[[Value], int]) -> None:
        self._size = size
        self._weigh = weigh
        self._used = 0
        self._rooms: dict[str, _Room[Value]] = {}

    def __len__(self) -> int:
        return sum(len(room.known) for room in self._rooms.values())

    def recall(self, tenant: str, name: bytes) -> Value | None:
        room = self._rooms.get(tenant)
        value = room.known.get(name) if room is not None else None
        if room is not None and value is not None:
            room.known.move_to_end(name)
        return value

    def remember(self, tenant: str, name: bytes, value: Value) -> None:
        self._forget(tenant, name)
        weight = self._weigh(value)
        if weight > self._size:
            return
        room = self._rooms.setdefault(tenant, _Room())
        room.known[name] = value
        room.used += weight
        self._used += weight
        while self._used > self._size:
            largest = max(self._rooms, key=lambda name: self._rooms[name].used)
            self._forget(largest, next(iter(self._rooms[largest].known)))

    def _forget(self, tenant: str, name: bytes) -> None:
        room = self._rooms.get(tenant)
        value = room.known.pop(name, None) if room is not None else None
        if room is not None and value is not None:
            weight = self._weigh(value)
            room.used -= weight
            self._used -= weight
            if not room.known:
                del self._rooms[tenant]
