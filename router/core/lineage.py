"""Which agent keys hold: each by itself, and those that were made under another only as long as that one does.

A key that was revoked is over, and all that was made under it. So is one that has expired, unless it was replaced
(rotated): then what was made under it goes on as long as its successor holds, for rotation changes a secret and not
what was granted. Until the old one expires both hold: that is the overlap. What both use is counted under the id of
the first. A line that leads back to itself, which only a forged archive could hold, holds nothing.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Generic, Protocol, TypeVar


class Link(Protocol):
    """A key's place in its line. Times in seconds since the epoch."""

    @property
    def id(self) -> str: ...
    @property
    def parent(self) -> str | None: ...
    @property
    def replaces(self) -> str | None: ...
    @property
    def expires(self) -> float | None: ...
    @property
    def revoked(self) -> float | None: ...


class State(StrEnum):
    ACTIVE = "active"
    REPLACED = "replaced"
    """It still holds, until its overlap is over."""
    EXPIRED = "expired"
    REVOKED = "revoked"
    PARENT_ENDED = "parent ended"


K = TypeVar("K", bound=Link)


class Lineage(Generic[K]):
    """All keys there are. What it tells does not change."""

    def __init__(self, keys: Iterable[K] = ()) -> None:
        self._keys = {key.id: key for key in keys}
        self._firsts: dict[str, str] = {}
        self._successors = {key.replaces: key for key in self._keys.values() if key.replaces is not None}

    def find(self, key_id: str) -> K | None:
        return self._keys.get(key_id)

    def successor(self, key: K) -> K | None:
        """The key that it was replaced by."""
        return self._successors.get(key.id)

    def first(self, key: K) -> str:
        """The id of the key that this one was rotated from, at whatever remove; its own where it was not."""
        known = self._firsts.get(key.id)
        if known is None:
            seen, first = {key.id}, key
            while (before := self._keys.get(first.replaces or "")) is not None and before.id not in seen:
                seen.add(before.id)
                first = before
            known = self._firsts[key.id] = first.id
        return known

    def line(self, key: K, now: float) -> tuple[K, ...] | None:
        """The key and all that it was made under, nearest first; None unless every one of them holds."""
        if key.revoked is not None or _is_over(key, now):
            return None
        line = [key]
        while (above := line[-1].parent) is not None:
            grant = self._grant(above, now)
            if grant is None or grant in line:
                return None
            line.append(grant)
        return tuple(line)

    def state(self, key: K, now: float) -> State:
        if key.revoked is not None:
            return State.REVOKED
        if _is_over(key, now):
            return State.EXPIRED
        if self.line(key, now) is None:
            return State.PARENT_ENDED
        return State.ACTIVE if self.successor(key) is None else State.REPLACED

    def _grant(self, key_id: str, now: float) -> K | None:
        """The key of this id, or in its place the first of its successors that has not expired. None if it is over."""
        key = self._keys.get(key_id)
        seen: set[str] = set()
        while key is not None and key.revoked is None and key.id not in seen:
            if not _is_over(key, now):
                return key
            seen.add(key.id)
            key = self._successors.get(key.id)
        return None


def _is_over(key: Link, now: float) -> bool:
    return key.expires is not None and now >= key.expires
