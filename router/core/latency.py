"""How long a route lets one wait for its first content: a peak-sensitive moving average, and what is under way there.

A wait that is longer than the average counts at once; one that is shorter only as time passes, and so does silence, so
that a route which was slow is tried again (peak EWMA, as in Finagle's load balancers). The average is multiplied with
what is under way, the asker's own request included. A route that nobody has asked yet scores 0 and is tried first, but
not by everybody at once.

The state is a function of what was reported and of `now`, which the caller passes: seconds of one clock.
"""

import math
from collections import OrderedDict
from dataclasses import dataclass

DECAY = 30.0
"""Seconds in which a wait loses 63 % of its say. Models take seconds to answer: it is longer than for other calls."""

FAILED = 10.0
"""Seconds that a failure counts as, at least: who fails at once is not fast."""

UNKNOWN = 1.0
"""Seconds that a route counts as while its first answers are under way."""

MOST = 4096
"""Routes that are remembered, the latest used."""


@dataclass(slots=True)
class Pace:
    average: float = 0.0
    at: float = 0.0
    under_way: int = 0

    def heard(self, waited: float, now: float) -> None:
        share = math.exp((self.at - now) / DECAY) if now > self.at else 1.0
        aged = self.average * share
        self.average = waited if waited >= aged else aged + waited * (1 - share)
        self.at = max(self.at, now)

    def aged(self, now: float) -> float:
        return self.average * math.exp(-max(0.0, now - self.at) / DECAY)

    def score(self, now: float) -> float:
        aged = self.aged(now)
        return (aged or UNKNOWN) * (self.under_way + 1) if aged or self.under_way else 0.0


class Latencies:
    """By route. `begun` once for each attempt, `ended` once for each that began."""

    def __init__(self) -> None:
        self._paces: OrderedDict[str, Pace] = OrderedDict()

    def score(self, route: str, now: float) -> float:
        """Seconds that a request sent there now may have to wait: less is better."""
        pace = self._paces.get(route)
        return 0.0 if pace is None else pace.score(now)

    def begun(self, route: str) -> None:
        pace = self._paces.get(route)
        if pace is None:
            pace = self._paces[route] = Pace()
            if len(self._paces) > MOST:
                self._paces.popitem(last=False)
        else:
            self._paces.move_to_end(route)
        pace.under_way += 1

    def answered(self, route: str, waited: float, now: float) -> None:
        """The first content came after `waited` seconds."""
        self._heard(route, waited, now)

    def ended(
        self, route: str, now: float, *, failed_after: float | None = None, left_after: float | None = None
    ) -> None:
        """`failed_after`: seconds to a failure before any content. `left_after`: nobody waited any longer than that."""
        pace = self._paces.get(route)
        if pace is None:
            return
        pace.under_way = max(0, pace.under_way - 1)
        if failed_after is not None:
            self._heard(route, max(failed_after, FAILED), now)
        elif left_after is not None and left_after > pace.aged(now):
            self._heard(route, left_after, now)

    def _heard(self, route: str, waited: float, now: float) -> None:
        pace = self._paces.get(route)
        if pace is not None:
            pace.heard(max(0.0, waited), now)
