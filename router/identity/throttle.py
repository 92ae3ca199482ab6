"""Failures to get in, of everybody together: a guesser who has many addresses has no more tries than one.

A try counts from its beginning, so that many at once are no more than one after the other.
"""

from collections import deque

from router.ports import Clock

FAILURES = 10
WITHIN = 60.0
"""Seconds."""


class TooManyFailures(Exception):  # noqa: N818 - an answer
    """`retry_after`: seconds until another try is taken."""

    def __init__(self, retry_after: float) -> None:
        super().__init__(f"too many failed logins; try again in {retry_after:.0f} seconds")
        self.retry_after = retry_after


class Throttle:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._tries: deque[float] = deque()

    def begin(self) -> None:
        """A try begins. Raises `TooManyFailures`."""
        now = self._clock.monotonic()
        while self._tries and now - self._tries[0] >= WITHIN:
            self._tries.popleft()
        if len(self._tries) >= FAILURES:
            raise TooManyFailures(self._tries[0] + WITHIN - now)
        self._tries.append(now)

    def succeeded(self) -> None:
        """The try that was begun last, or another that is as good, was no failure."""
        if self._tries:
            self._tries.pop()
