"""What was used in the last minute: requests, and tokens. Pure: time is an argument.

A minute is any sixty seconds: a sliding window, counted by whole seconds, and a second is forgotten when all of it has
passed. So no sixty seconds ever hold more than the limit, and a place comes free at most a second late. The usual
choice is a bucket that refills (GCRA, ITU-T I.371): one number instead of sixty, but after a pause it lets up to twice
the limit through in one minute, and the word in `routes.yaml` is to mean what it says.
"""

from collections.abc import Iterable, Iterator
from math import inf
from typing import Literal, NamedTuple

WINDOW = 60
"""Seconds."""

REQUESTS: Literal[0] = 0
TOKENS: Literal[1] = 1
"""The places of the two in what a minute counts."""


class Standing(NamedTuple):
    """How a limit per minute stands: of all that hold, the one with least left. `reset`: seconds until it is whole."""

    limit: int
    remaining: int
    reset: float


class Minute:
    """What was counted in the last sixty seconds."""

    __slots__ = ("_last", "_oldest_until", "_requests", "_seconds", "_tokens")

    def __init__(self) -> None:
        self._seconds: dict[int, list[int]] = {}
        """Requests and tokens, by second."""
        self._requests = 0
        self._tokens = 0
        self._last = [-WINDOW - 1, -WINDOW - 1]
        """The seconds in which some were counted last."""
        self._oldest_until = inf
        """When the first of the seconds is forgotten."""

    @classmethod
    def of(cls, seconds: Iterable[tuple[int, int, int]]) -> "Minute":
        """As it is counted elsewhere: second, requests, tokens."""
        minute = cls()
        for second, requests, tokens in sorted(seconds):
            minute.add(requests, tokens, second)
        return minute

    def counted(self, now: float) -> tuple[int, int]:
        """Requests and tokens."""
        if now >= self._oldest_until:
            self._forget(now)
        return self._requests, self._tokens

    def add(self, requests: int, tokens: int, now: float) -> None:
        """Forgets too: also what nobody limits is counted, and must not be kept."""
        if now >= self._oldest_until:
            self._forget(now)
        second = int(now)
        counts = self._seconds.get(second)
        if counts is None:
            counts = self._seconds[second] = [0, 0]
            if second < self._last[TOKENS]:  # told late
                self._seconds = dict(sorted(self._seconds.items()))
            self._oldest_until = min(self._oldest_until, second + WINDOW + 1)
        if requests:
            counts[REQUESTS] += requests
            self._requests += requests
            self._last[REQUESTS] = max(self._last[REQUESTS], second)
        counts[TOKENS] += tokens
        self._tokens += tokens
        self._last[TOKENS] = max(self._last[TOKENS], second)

    def give_back(self, tokens: int, second: int) -> None:
        """Of what was counted in that second. If it is forgotten already, there is nothing to give back."""
        counts = self._seconds.get(second)
        if counts is not None:
            counts[TOKENS] -= tokens
            self._tokens -= tokens

    def wait(self, what: Literal[0, 1], amount: int, limit: int, now: float) -> float:
        """Seconds until so much more may be counted: 0 now, infinity never."""
        over = self.counted(now)[what] + amount - limit
        if over <= 0:
            return 0.0
        if amount > limit:
            return inf
        frees = now
        for second, counts in self._seconds.items():
            frees, over = second + WINDOW + 1, over - counts[what]
            if over <= 0:
                break
        return frees - now

    def whole_at(self, what: Literal[0, 1]) -> int:
        """When all of it is forgotten; it may be past."""
        return self._last[what] + WINDOW + 1

    def seconds(self, now: float) -> Iterator[tuple[int, int, int]]:
        """What was counted, by whole seconds: second, requests, tokens."""
        self.counted(now)
        for second, (requests, tokens) in sorted(self._seconds.items()):
            yield second, requests, tokens

    def _forget(self, now: float) -> None:
        seconds, oldest = self._seconds, int(now) - WINDOW
        while seconds and (first := next(iter(seconds))) < oldest:
            requests, tokens = seconds.pop(first)
            self._requests -= requests
            self._tokens -= tokens
        self._oldest_until = next(iter(seconds)) + WINDOW + 1 if seconds else inf
