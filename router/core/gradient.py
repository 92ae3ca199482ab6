"""How many requests a server answers at once without getting slower. Pure.

After Netflix's concurrency-limits, `Gradient2Limit`: the limit follows the ratio of the usual time to the newest one.
The time is that until the first content of a stream, which is where a server that has too much to do lets requests
wait. While it is as usual the limit grows by about the square root of itself; when it gets longer than TOLERANCE times
the usual, the limit shrinks in proportion, to half at most, and a SMOOTHING-th of that way with each answer. A server
that refuses, or is not done in time, shrinks it by a tenth at once.

It does not grow while it is not used: nothing is learned of a load that nobody tried. The usual time is a slow average,
and fades faster while it is far above the newest: so a busy hour is not taken for the rule for long.
"""

from math import sqrt

LEAST = 4
START = 16
TOLERANCE = 2.0
SMOOTHING = 0.2
BACK_OFF = 0.9
LONG = 600
"""Answers that the usual time is an average of."""


class Gradient:
    """Of one server. `most`: what the limit never exceeds. Times in seconds."""

    __slots__ = ("_limit", "_usual", "most")

    def __init__(self, most: int) -> None:
        self.most = most
        self._limit = float(min(START, most))
        self._usual: float | None = None

    @property
    def limit(self) -> int:
        return int(self._limit)

    def took(self, seconds: float, running: int) -> None:
        """An answer began after so long, while `running` requests were at the server, this one among them."""
        seconds = max(seconds, 1e-3)
        usual = self._average(seconds)
        if running * 2 < self._limit:
            return
        gradient = min(max(TOLERANCE * usual / seconds, 0.5), 1.0)
        aimed = self._limit * gradient + sqrt(self._limit)
        self._set(self._limit * (1 - SMOOTHING) + aimed * SMOOTHING)

    def overloaded(self) -> None:
        """The server refused a request for having too many, or did not answer it in time."""
        self._set(self._limit * BACK_OFF)

    def _average(self, seconds: float) -> float:
        if self._usual is None:
            self._usual = seconds
        else:
            self._usual += (seconds - self._usual) * 2 / (LONG + 1)
            if self._usual > 2 * seconds:
                self._usual *= 0.95
        return self._usual

    def _set(self, limit: float) -> None:
        self._limit = min(max(limit, min(LEAST, self.most)), self.most)
