"""What a provider lets one key use, as its headers and its 429s tell it: a score, and a time to come back. Pure.

Being told to wait says nothing bad of a route, so it is no failure of it: its breaker hears nothing. A route whose
quota is used up is passed over until some of it is back, and what is left of the smallest of its limits is its score.

    what is heard                         | what follows
    --------------------------------------|----------------------------------------------------------------
    a 429 that says how long              | used up for so long, MAX_WAIT at most
    a 429 that does not                   | used up for FIRST_PAUSE, twice as long each time, LAST_PAUSE at most
    a limit of which nothing remains      | used up until it is back: all of it at its reset, or, where it comes
                                          | back drop by drop, the first drop (RESERVE of it, one request at least)
    a limit of which something remains    | the score: what remains, and what has come back since
    an answer without a word on limits    | the next 429 that does not say how long is the first again

A 429 that comes while the quota counts as used up is a straggler: it prolongs the wait if it says so, and no more.
"""

from collections.abc import Iterable
from typing import NamedTuple

MAX_WAIT = 300.0
"""Seconds. However long a provider says to wait, a request goes to see after this."""

FIRST_PAUSE = 1.0
LAST_PAUSE = 60.0

UNSAID = 15.0
"""Seconds until a limit is looked at again of which only is said that nothing remains."""

RESERVE = 0.01
"""The share of a limit that must be back before the route is asked again."""

MOST_LIMITS = 8
"""Of one route that are remembered; no vendor has more."""


class Allotment(NamedTuple):
    """One of a provider's limits, as it stands. `reset`: seconds until it is whole again, None where that is unsaid.

    `at_once`: it comes back whole at its reset, as a window does; else drop by drop, as a bucket is filled.
    """

    name: str
    limit: float | None
    remaining: float
    reset: float | None
    at_once: bool = False


class Gauge:
    """Of one route with one key. `now` is in seconds of one clock, the same for all calls."""

    __slots__ = ("_heard", "_pause", "_until")

    def __init__(self) -> None:
        self._heard: dict[str, tuple[Allotment, float]] = {}
        self._until: float | None = None
        self._pause = 0.0

    def answered(self, allotments: Iterable[Allotment], now: float) -> None:
        """A request was answered."""
        self._pause = 0.0
        self._hear(allotments, now)

    def refused(self, wait: float | None, allotments: Iterable[Allotment], now: float) -> None:
        """A 429. `wait`: seconds, where it says so."""
        self._hear(allotments, now)
        if wait is None and self.is_spent(now):
            return
        if wait is None:
            wait = self._pause = min(max(FIRST_PAUSE, 2 * self._pause), LAST_PAUSE)
        self._close(min(max(wait, FIRST_PAUSE), MAX_WAIT), now)

    def is_spent(self, now: float) -> bool:
        return self._until is not None and now < self._until

    @property
    def until(self) -> float | None:
        """When something is back, on the clock of `now`; it may be past. None: it was never used up."""
        return self._until

    def score(self, now: float) -> float:
        """0 used up, 1 whole or unknown."""
        if self.is_spent(now):
            return 0.0
        return min((_left(allotment, now - heard) for allotment, heard in self._heard.values()), default=1.0)

    def _hear(self, allotments: Iterable[Allotment], now: float) -> None:
        for allotment in allotments:
            if allotment.name in self._heard or len(self._heard) < MOST_LIMITS:
                self._heard[allotment.name] = allotment, now
            if allotment.remaining <= 0 and allotment.limit != 0:
                self._close(min(_first_back(allotment), MAX_WAIT), now)

    def _close(self, lasting: float, now: float) -> None:
        self._until = max(self._until or 0.0, now + lasting)


def _left(allotment: Allotment, passed: float) -> float:
    """The share of it that is there `passed` seconds after it was told."""
    _, limit, remaining, reset, at_once = allotment
    if not limit or limit < 0:
        return 1.0
    share = min(max(remaining / limit, 0.0), 1.0)
    if reset is None:
        return 1.0 if passed >= UNSAID else share
    if passed >= reset:
        return 1.0
    return share if at_once else share + (1.0 - share) * passed / reset


def _first_back(allotment: Allotment) -> float:
    """Seconds until something is there again of which nothing remains."""
    if allotment.reset is None:
        return UNSAID
    if allotment.at_once or not allotment.limit or allotment.limit < 0:
        return max(allotment.reset, 0.0)
    return max(allotment.reset, 0.0) * min(max(1.0 / allotment.limit, RESERVE), 1.0)
