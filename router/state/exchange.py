"""Notices of one process to itself: an `Exchange` where nothing is shared, and what each process remembers of it."""

from collections.abc import Callable, Iterator, Mapping
from time import monotonic

MOST = 1024
"""Notices under one topic: what ends first makes room."""

LONGEST = 200
"""Characters of a name or a value: a notice is no place for text."""


class MemoryExchange:
    """Implements `ports.Exchange`. `clock` in seconds."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._topics: dict[str, dict[str, tuple[str, float]]] = {}

    def tell(self, topic: str, name: str, value: str, lasting: float) -> None:
        """Raises ValueError for what is too long to be a notice."""
        if len(name) > LONGEST or len(value) > LONGEST:
            raise ValueError(f"a notice under {topic!r} is longer than {LONGEST} characters")
        told = self._told(topic)
        told[name] = value, self._clock() + lasting
        if len(told) > MOST:
            del told[min(told, key=lambda other: told[other][1])]

    def heard(self, topic: str) -> Mapping[str, str]:
        now = self._clock()
        told = self._told(topic)
        for name in [name for name, (_, end) in told.items() if end <= now]:
            del told[name]
        return {name: value for name, (value, _) in told.items()}

    def standing(self) -> Iterator[tuple[str, str, str, float]]:
        """Of all that still holds: topic, name, value, and for how many seconds."""
        now = self._clock()
        for topic, told in self._topics.items():
            yield from ((topic, name, value, end - now) for name, (value, end) in told.items() if end > now)

    def _told(self, topic: str) -> dict[str, tuple[str, float]]:
        return self._topics.setdefault(topic, {})
