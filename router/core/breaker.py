"""A circuit breaker for one route: a route that keeps failing is left alone for a while.

    state       | what is seen                            | next state
    ------------|-----------------------------------------|-----------------------------------------------
    CLOSED      | the nth failure within the window       | OPEN, until now + open_for
    CLOSED      | too large a share of the window fails   | OPEN, until now + open_for
    CLOSED      | a failure that says how long to wait    | OPEN, until now + that long, MAX_OPEN at most
    OPEN        | a failure that says how long to wait    | OPEN, until the later of the two times
    OPEN        | any other report: a straggler           | OPEN
    OPEN        | its time has come                       | HALF_OPEN
    HALF_OPEN   | the router's own probe goes             | HALF_OPEN; no request is admitted meanwhile
    HALF_OPEN   | that probe tells nothing, or none goes  | HALF_OPEN; the next request is the probe
    HALF_OPEN   | a request asks to be admitted           | HALF_OPEN; admitted if no other probe is out
    HALF_OPEN   | who was admitted did not go             | HALF_OPEN; no probe is out
    HALF_OPEN   | a success                               | CLOSED, the window empty
    HALF_OPEN   | a failure                               | OPEN, for twice as long (or as long as it says)

In CLOSED each success forgives the oldest failure, so a busy route opens when it fails more often than it answers, and
not because one request in a thousand fails; `share` with `volume` is a second, finer measure beside it. The time that a
breaker stays open doubles with each failed probe, and when it opens again within the window after it closed, up to
MAX_OPEN. `jitter` is a factor that the caller draws, so that replicas do not all come back at once; a wait that the
provider asked for is never shortened by it.

Where `grace` is not 0, the router sends a probe of its own that carries nothing of a customer's, and for so many
seconds requests wait for what it finds. A probe that does not report within `open_for` seconds is counted as lost (its
client hung up, its process died) and the next one may go: a breaker never stays shut for want of a report. Reports
carry no name, so in HALF_OPEN a straggler counts as the probe; its evidence is as good.

The state is a function of what was reported and of `now`, which the caller passes: seconds of one clock that does not
run backwards by more than the window.
"""

from collections import deque
from enum import StrEnum

from router.core.rules import BreakerRule

MAX_OPEN = 300.0
"""Seconds. However long a provider says to wait, it is probed again after this (Envoy's `max_ejection_time`)."""

SLICES = 10
"""Of a window, in which requests are counted for their share."""


class State(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


class Counts:
    """Answers and failures of the last seconds, in slices: bounded however many requests there are."""

    __slots__ = ("_slices",)

    def __init__(self) -> None:
        self._slices: deque[list[int]] = deque(maxlen=SLICES + 1)

    def add(self, now: float, within: float, *, failed: bool) -> None:
        number = int(now * SLICES / within)
        if not self._slices or self._slices[-1][0] < number:
            self._slices.append([number, 0, 0])
        self._slices[-1][1 + failed] += 1

    def of(self, now: float, within: float) -> tuple[int, int]:
        """Requests, and how many of them failed."""
        oldest = int(now * SLICES / within) - SLICES
        recent = [one for one in self._slices if one[0] > oldest]
        failures = sum(failed for _, _, failed in recent)
        return failures + sum(answered for _, answered, _ in recent), failures

    def clear(self) -> None:
        self._slices.clear()


class Breaker:
    """`rule` may be replaced at any time; it holds from the next report on. So may `grace`, in seconds."""

    __slots__ = ("_closed", "_counts", "_failures", "_own", "_probe", "_times", "_until", "grace", "rule")

    def __init__(self, rule: BreakerRule, grace: float = 0.0) -> None:
        self.rule = rule
        self.grace = grace
        self._failures: deque[float] = deque()
        self._counts = Counts()
        self._until: float | None = None
        self._closed: float | None = None
        self._probe: float | None = None
        self._own = True
        """The router's own probe is still to go, or out."""
        self._times = 0
        """How often it opened in a row before."""

    def state(self, now: float) -> State:
        if self._until is None:
            return State.CLOSED
        return State.OPEN if now < self._until else State.HALF_OPEN

    def is_open(self, now: float) -> bool:
        """No attempt would be admitted now. Asking changes nothing."""
        if self._until is None:
            return False
        if now < self._until or self._waits_for_own(now):
            return True
        return self._probe is not None and now < self._probe + self.rule.open_for

    def admits(self, now: float) -> bool:
        """May an attempt start now? In HALF_OPEN, yes makes the asker the one probe."""
        if self.is_open(now):
            return False
        if self._until is not None:
            self._probe = now
        return True

    def not_asked(self) -> None:
        """Whoever was admitted last did not go: it is no probe that could report."""
        self._probe = None

    def reopens_at(self) -> float | None:
        """When the next attempt may be admitted, on the clock of `now`; None while closed.

        That of the router's own probe is not in it: it takes a moment, and says more than a guess.
        """
        if self._until is None or self._probe is None:
            return self._until
        return max(self._until, self._probe + self.rule.open_for)

    # ---------------------------------------------------------------------------------------- the router's own probe

    def wants_probe(self, now: float) -> bool:
        return self.state(now) is State.HALF_OPEN and self._probe is None and self._waits_for_own(now)

    def told_nothing(self) -> None:
        """The router's own probe cannot be sent, or its answer says nothing: the next request is the probe."""
        self._own = False

    def _waits_for_own(self, now: float) -> bool:
        return self._own and self._until is not None and self._until <= now < self._until + self.grace

    # ---------------------------------------------------------------------------------------------------- reports

    def succeeded(self, now: float) -> None:
        match self.state(now):
            case State.CLOSED:
                if self._failures:
                    self._failures.popleft()
                if self.rule.share is not None:
                    self._counts.add(now, self.rule.within, failed=False)
            case State.OPEN:
                pass
            case State.HALF_OPEN:
                self._until = self._probe = None
                self._closed = now

    def failed(self, now: float, retry_after: float | None = None, jitter: float = 1.0) -> None:
        """`retry_after`: seconds the provider asked to be left alone for."""
        match self.state(now):
            case State.CLOSED:
                self._count(now, retry_after, jitter)
            case State.OPEN:
                if retry_after is not None:
                    self._open(now, retry_after, jitter)
            case State.HALF_OPEN:
                self._times += 1
                self._open(now, retry_after, jitter)

    def _count(self, now: float, retry_after: float | None, jitter: float) -> None:
        self._failures.append(now)
        while self._failures[0] <= now - self.rule.within:
            self._failures.popleft()
        if retry_after is not None or len(self._failures) >= self.rule.failures or self._is_large_share(now):
            relapsed = self._closed is not None and now <= self._closed + self.rule.within
            self._times = self._times + 1 if relapsed else 0
            self._open(now, retry_after, jitter)

    def _is_large_share(self, now: float) -> bool:
        share, within = self.rule.share, self.rule.within
        if share is None:
            return False
        self._counts.add(now, within, failed=True)
        requests, failures = self._counts.of(now, within)
        return requests >= self.rule.volume and failures >= share * requests

    def _open(self, now: float, retry_after: float | None, jitter: float) -> None:
        if retry_after is None:
            least = self.rule.open_for * jitter
            lasting = min(least * 2.0 ** min(self._times, 32), max(MAX_OPEN, least))
        else:
            lasting = min(max(retry_after, 0.0) * max(jitter, 1.0), MAX_OPEN)
        self._until = max(self._until or 0.0, now + lasting)
        self._probe = None
        self._own = True
        self._failures.clear()
        self._counts.clear()
