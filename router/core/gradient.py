"""How many requests a server answers at once without getting slower. Pure.

After Netflix's concurrency-limits, `Gradient2Limit`: the limit follows the ratio of the usual time to that of late. The
time is that until the first content of a stream, which is where a server that has too much to do lets requests wait.
While it is as usual the limit grows by about the square root of itself; when it is more than TOLERANCE times the usual,
the limit shrinks in proportion, to half at most, and goes SMOOTHING of that way with each answer. A server that
refuses, or is not done in time, shrinks it by a tenth at once. It does not grow while it is not used.

One thing is different: there the usual time is an average of everything, and a server that is pressed for long makes
that usual. Here a pressed server teaches nothing of it, but while the limit is as low as at the start: there it can
only have become slower.
"""

from math import sqrt

LEAST = 4
START = 8
TOLERANCE = 2.0
SMOOTHING = 0.2
BACK_OFF = 0.9
LONG, SHORT = 600, 10
"""Answers that the usual time, and that of late, are averages of."""
FIRST = 50
"""Answers that are all taken as usual, something must be, and that change no limit."""


class Gradient:
    """Of one server. `most`: what the limit never exceeds. Times in seconds."""

    __slots__ = ("_late", "_limit", "_seen", "_usual", "most")

    def __init__(self, most: int) -> None:
        self.most = most
        self._limit = float(min(START, most))
        self._seen = 0
        self._usual = self._late = 0.0

    @property
    def limit(self) -> int:
        return int(self._limit)

    def took(self, seconds: float, running: int) -> None:
        """An answer began after so long, while `running` requests were at the server, this one among them."""
        is_used = running * 2 >= self._limit
        self._remember(max(seconds, 1e-3), is_pressed=is_used and self.limit > START)
        if is_used and self._seen > FIRST:
            gradient = min(max(TOLERANCE * self._usual / self._late, 0.5), 1.0)
            aimed = self._limit * gradient + sqrt(self._limit)
            self._set(self._limit * (1 - SMOOTHING) + aimed * SMOOTHING)

    def overloaded(self) -> None:
        """The server refused a request for having too many, or did not answer it in time."""
        self._set(self._limit * BACK_OFF)

    def _remember(self, seconds: float, *, is_pressed: bool) -> None:
        self._seen += 1
        self._late += (seconds - self._late) / min(self._seen, SHORT)
        if not is_pressed or self._seen <= FIRST:
            self._usual += (seconds - self._usual) * max(2 / (LONG + 1), 1 / self._seen)
        if self._usual > 2 * self._late:
            self._usual *= 0.95

    def _set(self, limit: float) -> None:
        self._limit = min(max(limit, min(LEAST, self.most)), self.most)
