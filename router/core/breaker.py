"""A circuit breaker for one route: a route that keeps failing is left alone for a while.

    state       | what is seen                            | next state
    ------------|-----------------------------------------|-----------------------------------------------
    CLOSED      | the nth failure within the window       | OPEN, until now + open_for
    CLOSED      | a failure that says how long to wait    | OPEN, until now + that long, MAX_OPEN at most
    OPEN        | a failure that says how long to wait    | OPEN, until the later of the two times
    OPEN        | any other report: a straggler           | OPEN
    OPEN        | its time has come                       | HALF_OPEN
    HALF_OPEN   | somebody asks to be admitted            | HALF_OPEN; admitted if no other probe is out
    HALF_OPEN   | who was admitted did not go             | HALF_OPEN; no probe is out
    HALF_OPEN   | a success                               | CLOSED, the window empty
    HALF_OPEN   | a failure                               | OPEN, until now + open_for (or as long as it says)

In CLOSED each success forgives the oldest failure, so a busy route opens when it fails more often than it answers, and
not because one request in a thousand fails. A probe that does not report within `open_for` seconds is counted as lost
(its client hung up, its process died) and the next one may go: a breaker never stays shut for want of a report. Reports
carry no name, so in HALF_OPEN a straggler counts as the probe; its evidence is as good.

The state is a function of what was reported and of `now`, which the caller passes: seconds of one clock that does not
run backwards by more than the window.
"""

from collections import deque
from enum import StrEnum

from router.core.rules import BreakerRule

MAX_OPEN = 300.0
"""Seconds. However long a provider says to wait, it is probed again after this."""


class State(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


class Breaker:
    """`rule` may be replaced at any time; it holds from the next report on."""

    __slots__ = ("_failures", "_probe", "_until", "rule")

    def __init__(self, rule: BreakerRule) -> None:
        self.rule = rule
        self._failures: deque[float] = deque()
        self._until: float | None = None
        self._probe: float | None = None

    def state(self, now: float) -> State:
        if self._until is None:
            return State.CLOSED
        return State.OPEN if now < self._until else State.HALF_OPEN

    def is_open(self, now: float) -> bool:
        """No attempt would be admitted now. Asking changes nothing."""
        match self.state(now):
            case State.CLOSED:
                return False
            case State.OPEN:
                return True
            case State.HALF_OPEN:
                return self._probe is not None and now < self._probe + self.rule.open_for

    def admits(self, now: float) -> bool:
        """May an attempt start now? In HALF_OPEN, yes makes the asker the one probe."""
        if self.is_open(now):
            return False
        if self.state(now) is State.HALF_OPEN:
            self._probe = now
        return True

    def not_asked(self) -> None:
        """Whoever was admitted last did not go: it is no probe that could report."""
        self._probe = None

    def reopens_at(self) -> float | None:
        """When the next attempt may be admitted, on the clock of `now`; None while closed."""
        if self._until is None or self._probe is None:
            return self._until
        return max(self._until, self._probe + self.rule.open_for)

    def succeeded(self, now: float) -> None:
        match self.state(now):
            case State.CLOSED:
                if self._failures:
                    self._failures.popleft()
            case State.OPEN:
                pass
            case State.HALF_OPEN:
                self._until = self._probe = None

    def failed(self, now: float, retry_after: float | None = None) -> None:
        """`retry_after`: seconds the provider asked to be left alone for."""
        match self.state(now):
            case State.CLOSED:
                self._count(now, retry_after)
            case State.OPEN:
                if retry_after is not None:
                    self._open(now, retry_after)
            case State.HALF_OPEN:
                self._open(now, retry_after)

    def _count(self, now: float, retry_after: float | None) -> None:
        self._failures.append(now)
        while self._failures[0] <= now - self.rule.within:
            self._failures.popleft()
        if retry_after is not None or len(self._failures) >= self.rule.failures:
            self._open(now, retry_after)

    def _open(self, now: float, retry_after: float | None) -> None:
        lasting = self.rule.open_for if retry_after is None else min(max(retry_after, 0.0), MAX_OPEN)
        self._until = max(self._until or 0.0, now + lasting)
        self._probe = None
        self._failures.clear()
