"""What was used in the last minute. Pure: time is an argument.

A minute is any sixty seconds: a sliding window, counted by whole seconds, and a second is forgotten when all of it has
passed. So no sixty seconds ever hold more than the limit, and a place comes free at most a second late. The usual
choice is a bucket that refills (GCRA, ITU-T I.371): one number instead of sixty, but after a pause it lets up to twice
the limit through in one minute, and the word in `routes.yaml` is to mean what it says.
"""

from collections.abc import Mapping
from math import inf
from typing import NamedTuple

WINDOW = 60
"""Seconds."""


class Standing(NamedTuple):
    """How a limit per minute stands: of all that hold, the one with least left. `reset`: seconds until it is whole."""

    limit: int
    remaining: int
    reset: float


class Window:
    """What was counted in the last sixty seconds."""

    __slots__ = ("_last", "_oldest_until", "_seconds", "_total")

    def __init__(self) -> None:
        self._seconds: dict[int, int] = {}
        self._total = 0
        self._last = 0
        self._oldest_until = inf
        """When the first of the seconds is forgotten."""

    @classmethod
    def of(cls, seconds: Mapping[int, int]) -> "Window":
        """As it is counted elsewhere, by whole seconds."""
        window = cls()
        for second in sorted(seconds):
            window.add(seconds[second], second)
        return window

    def counted(self, now: float) -> int:
        if now >= self._oldest_until:
            self._forget(now)
        return self._total

    def add(self, amount: int, now: float) -> None:
        """Forgets too: also what nobody limits is counted, and must not be kept."""
        if now >= self._oldest_until:
            self._forget(now)
        second = self._last = int(now)
        self._total += amount
        if second in self._seconds:
            self._seconds[second] += amount
            return
        self._seconds[second] = amount
        if self._oldest_until == inf:
            self._oldest_until = second + WINDOW + 1

    def give_back(self, amount: int, second: int) -> None:
        """Of what was counted in that second. If it is forgotten already, there is nothing to give back."""
        if second in self._seconds:
            self._seconds[second] -= amount
            self._total -= amount

    def wait(self, amount: int, limit: int, now: float) -> float:
        """Seconds until so much more may be counted: 0 now, infinity never."""
        over = self.counted(now) + amount - limit
        if over <= 0:
            return 0.0
        if amount > limit:
            return inf
        frees = now
        for second, count in self._seconds.items():
            frees, over = second + WINDOW + 1, over - count
            if over <= 0:
                break
        return frees - now

    def seconds(self, now: float) -> dict[int, int]:
        """What was counted, by whole seconds."""
        self.counted(now)
        return dict(self._seconds)

    def standing(self, limit: int, now: float) -> Standing:
        left = limit - self.counted(now)
        reset = self._last + WINDOW + 1 - now if self._seconds else 0.0
        return Standing(limit, max(0, left), reset)

    def _forget(self, now: float) -> None:
        seconds, oldest = self._seconds, int(now) - WINDOW
        while seconds and (first := next(iter(seconds))) < oldest:
            self._total -= seconds.pop(first)
        self._oldest_until = next(iter(seconds)) + WINDOW + 1 if seconds else inf
