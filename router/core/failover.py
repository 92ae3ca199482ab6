"""Which candidate is tried next, and what the client is told when none is left. A pure machine: no I/O, no clock.

It walks the Decision's own candidates once, in order, and can give nothing else: it holds no other list. What a failure
means stands in `ANSWERS`, whole. Six rules complete the table:

- A candidate whose breaker is open is passed over, and not come back to. If that leaves nobody, the client is told when
  the first of them opens again, and `no_route_available`: policy's list is never widened for want of a route.
- One whose quota is used up, or whose server has no room, is passed over as well. Where nothing else stands in the way
  the client is told `rate_limited`, always with a wait, as it is when every candidate said 429.
- The same candidate is repeated at most `candidate.retries` times, never when it said how long to wait, and only within
  the tenant's retry budget. Moving on is not budgeted: the list bounds it, and moving on is what failover is for.
- REQUEST ends the walk: whoever is asked next would refuse it too.
- CONTEXT moves on, but only to candidates known to take more than the one that refused.
- CREDENTIAL closes the credential: every later candidate of that provider is passed over.

A candidate whose bytes may not leave (the leak check) is dropped, and one that is beyond a budget is forgone: neither
was tried, and nothing failed. Where nothing else is in the way the client is told of the budget. One whose provider an
admin stopped is passed over; where that is all that stands in the way the client is told `stopped`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from router.core.problems import RETRYABLE, Code, FailureKind, Problem, UpstreamFailure
from router.core.types import Candidate


@dataclass(frozen=True, slots=True)
class Answer:
    moves_on: bool
    """To the next candidate, while the client has seen no content."""
    repeats: bool
    """The same candidate may do better at once."""
    counts: bool
    """It says something of the route, not of the request: its breaker hears of it."""


ANSWERS: dict[FailureKind, Answer] = {
    FailureKind.REFUSED: Answer(moves_on=True, repeats=True, counts=True),
    FailureKind.RESET: Answer(moves_on=True, repeats=True, counts=True),
    FailureKind.SERVER: Answer(moves_on=True, repeats=True, counts=True),
    FailureKind.RATE: Answer(moves_on=True, repeats=False, counts=False),  # its quota hears of it, see core.quota
    FailureKind.TIMEOUT: Answer(moves_on=True, repeats=False, counts=True),
    FailureKind.GARBAGE: Answer(moves_on=True, repeats=False, counts=True),
    FailureKind.IN_STREAM: Answer(moves_on=True, repeats=False, counts=True),
    FailureKind.NO_FINISH: Answer(moves_on=True, repeats=False, counts=True),
    FailureKind.TOO_LARGE: Answer(moves_on=True, repeats=False, counts=False),
    FailureKind.REQUEST: Answer(moves_on=False, repeats=False, counts=False),
    FailureKind.CONTEXT: Answer(moves_on=True, repeats=False, counts=False),
    FailureKind.CREDENTIAL: Answer(moves_on=True, repeats=False, counts=True),
    FailureKind.STOPPED: Answer(moves_on=True, repeats=False, counts=False),
}

ANSWERED_BADLY = frozenset({FailureKind.GARBAGE, FailureKind.IN_STREAM, FailureKind.NO_FINISH, FailureKind.TOO_LARGE})
"""The provider was there and answered, and the answer is of no use."""

NOT_FOUND = 404

LEAST_WAIT = 1.0
"""Seconds. A client that is told to wait waits at least so long, also where nobody said how long."""

SAYS = {
    Code.POLICY_DENIED: "the leak check stopped every permitted route",
    Code.INVALID_REQUEST: "the request is longer than the context of every permitted model",
    Code.RATE_LIMITED: "every permitted route is rate limited, or full",
    Code.UPSTREAM_TIMEOUT: "no permitted route answered in time",
    Code.UPSTREAM_ERROR: "no permitted route gave an answer that can be used",
    Code.STOPPED: "every permitted route is stopped, and an admin has to resume one",
    Code.NO_ROUTE_AVAILABLE: "no permitted route answers",
}


def counts_for_breaker(kind: FailureKind) -> bool:
    return ANSWERS[kind].counts


def _always(_route: str = "") -> bool:
    return True


def _never(_route: str) -> bool:
    return False


def _never_known(_route: str) -> float | None:
    return None


class Failover:
    """One request's way through its candidates.

    `is_open(route)` is asked once, right before a candidate would be given: it may make the asker a breaker's probe.
    `is_spent(route)` and `is_free(route)` change nothing: its quota is used up; an attempt could start there at once.
    Nor does `is_stopped(provider)`.
    `may_retry()` is asked once before a repeat and takes one from the tenant's budget. `reopens_at(route)` is on the
    clock of `next`'s `now`.
    """

    def __init__(
        self,
        candidates: tuple[Candidate, ...],
        *,
        is_open: Callable[[str], bool],
        is_spent: Callable[[str], bool] = _never,
        is_free: Callable[[str], bool] = _always,
        may_retry: Callable[[], bool] = _always,
        reopens_at: Callable[[str], float | None] = _never_known,
        is_stopped: Callable[[str], bool] = _never,
    ) -> None:
        self._candidates = candidates
        self._is_open = is_open
        self._is_spent = is_spent
        self._is_free = is_free
        self._may_retry = may_retry
        self._reopens_at = reopens_at
        self._is_stopped = is_stopped
        self._place = -1
        self._repeats_left = 0
        self._repeat = False
        self._over = False
        self._more_than = -1
        self._refused_credential: set[str] = set()
        self._failures: dict[Candidate, UpstreamFailure] = {}
        self._passed_over: list[Candidate] = []
        self._limited: dict[Candidate, float | None] = {}
        self._dropped: list[Candidate] = []
        self._stopped: dict[Candidate, None] = {}
        self._forgone: dict[Candidate, Problem] = {}
        self._now = 0.0

    def next(self, now: float) -> Candidate | None:
        """The candidate to try now. None in the end, always: then `verdict` is what the client is told."""
        self._now = now
        if self._over:
            return None
        if self._repeat:
            self._repeat = False
            candidate = self._candidates[self._place]
            is_closed = self._is_stopped(candidate.provider) or self._is_open(candidate.route)
            if not is_closed and self._may_retry():
                return candidate
        return self._move_on()

    def failed(self, failure: UpstreamFailure, now: float, candidate: Candidate | None = None) -> None:
        """The candidate given last failed, or this one of two that were asked at once. It is not repeated then."""
        self._now = now
        is_last = candidate is None or candidate is self._candidates[self._place]
        candidate = candidate or self._candidates[self._place]
        if failure.kind is FailureKind.STOPPED:
            self._stopped[candidate] = None
        else:
            self._failures[candidate] = failure
        answer = ANSWERS[failure.kind]
        self._over = not answer.moves_on
        if failure.kind is FailureKind.CREDENTIAL:
            self._refused_credential.add(candidate.provider)
        if failure.kind is FailureKind.CONTEXT:
            self._more_than = max(self._more_than, candidate.context or 0)
        self._repeat = is_last and answer.repeats and self._repeats_left > 0 and failure.retry_after is None
        self._repeats_left -= self._repeat

    def succeeded(self) -> None:
        """The candidate given last answers the client: nobody else is tried."""
        self._over = True

    def drop(self, candidate: Candidate) -> None:
        """The candidate given last may not be sent to after all. It did not fail."""
        self._dropped.append(candidate)

    def forgo(self, candidate: Candidate, problem: Problem) -> None:
        """The candidate given last costs more than is left; `problem` says whose budget stands in the way."""
        self._forgone[candidate] = problem

    def crowd_out(self, candidate: Candidate, wait: float) -> None:
        """The server of the candidate given last has no room, perhaps in `wait` seconds. Nothing was sent there."""
        self._limited[candidate] = wait

    def is_last(self) -> bool:
        """Nobody behind the candidate given last could be asked at once."""
        behind = self._candidates[self._place + 1 :]
        return not any(
            self._is_eligible(one) and not self._is_stopped(one.provider) and self._is_free(one.route) for one in behind
        )

    def verdict(self) -> Problem:
        """What the client is told when none is left. Names routes and kinds, nothing else."""
        limited, stopped, wait = list(self._limited), list(self._stopped), self._wait()
        ways = self._failures, self._passed_over, limited, self._dropped, self._forgone, stopped
        return _Verdict(*ways, wait).problem()

    def _move_on(self) -> Candidate | None:
        while self._place + 1 < len(self._candidates):
            self._place += 1
            candidate = self._candidates[self._place]
            if not self._is_eligible(candidate):
                continue
            if self._is_stopped(candidate.provider):
                self._stopped[candidate] = None
                continue
            route = candidate.route
            if self._is_spent(route):
                self._limited[candidate] = None
                continue
            if self._is_open(route):
                self._passed_over.append(candidate)
                continue
            self._repeats_left = candidate.retries
            return candidate
        self._over = True
        return None

    def _is_eligible(self, candidate: Candidate) -> bool:
        if candidate.provider in self._refused_credential:
            return False
        return self._more_than < 0 or (candidate.context is not None and candidate.context > self._more_than)

    def _wait(self) -> float | None:
        """Seconds until somebody may be asked again, at least `LEAST_WAIT`; None if nobody said."""
        asked: dict[Candidate, float | None] = dict.fromkeys(self._passed_over) | self._limited
        asked |= {candidate: failure.retry_after for candidate, failure in self._failures.items()}
        waits = [wait for pair in asked.items() if (wait := self._wait_for(*pair)) is not None]
        return max(LEAST_WAIT, min(waits)) if waits else None

    def _wait_for(self, candidate: Candidate, asked: float | None) -> float | None:
        """The longer of what was asked for and what its breaker or quota keeps, which may have closed just now."""
        reopens = self._reopens_at(candidate.route)
        kept = reopens - self._now if reopens is not None else None
        return max((wait for wait in (asked, kept) if wait is not None), default=None)


@dataclass(frozen=True, slots=True)
class _Verdict:
    failures: dict[Candidate, UpstreamFailure]
    """The last failure of each candidate that was tried, in order."""
    passed_over: list[Candidate]
    """Their breakers are open."""
    limited: list[Candidate]
    """Their quota is used up, or their server is full."""
    dropped: list[Candidate]
    forgone: dict[Candidate, Problem]
    stopped: list[Candidate]
    wait: float | None

    def problem(self) -> Problem:
        if self.forgone and not (self.failures or self.passed_over or self.limited):
            return min(self.forgone.values(), key=lambda problem: problem.final)
        for candidate, failure in self.failures.items():
            if failure.kind is FailureKind.REQUEST:
                return _refused(candidate, failure)
        code = self._code() if self._is_worth_asking_again() else Code.STOPPED
        wait = self.wait if code in RETRYABLE else None
        if code is Code.RATE_LIMITED and wait is None:
            wait = LEAST_WAIT
        return Problem(code, f"{SAYS[code]}: {self._tried() or 'none is left'}", retry_after=wait)

    def _is_worth_asking_again(self) -> bool:
        """False where, but for what cannot serve this request at all, nothing but stops stands in the way."""
        is_tried = any(failure.kind is not FailureKind.CONTEXT for failure in self.failures.values())
        return not self.stopped or bool(is_tried or self.passed_over or self.limited)

    def _code(self) -> Code:
        kinds = {failure.kind for failure in self.failures.values()}
        if not self.passed_over:
            if self.limited and kinds <= {FailureKind.RATE, FailureKind.CONTEXT}:
                return Code.RATE_LIMITED
            if self.dropped and not kinds:
                return Code.POLICY_DENIED
            if kinds == {FailureKind.CONTEXT}:
                return Code.INVALID_REQUEST
            if kinds == {FailureKind.RATE}:
                return Code.RATE_LIMITED
        if kinds == {FailureKind.TIMEOUT}:
            return Code.UPSTREAM_TIMEOUT
        return Code.UPSTREAM_ERROR if kinds & ANSWERED_BADLY else Code.NO_ROUTE_AVAILABLE

    def _tried(self) -> str:
        tried = [f"{candidate.route} ({_how(failure)})" for candidate, failure in self.failures.items()]
        passed = [f"{candidate.route} (breaker open)" for candidate in self.passed_over]
        passed += [f"{candidate.route} (no quota or no room)" for candidate in self.limited]
        kept_back = [f"{candidate.route} (leak check)" for candidate in self.dropped]
        kept_back += [f"{candidate.route} (beyond the budget)" for candidate in self.forgone]
        kept_back += [f"{candidate.route} (stopped)" for candidate in self.stopped]
        return ", ".join(tried + passed + kept_back)


def _refused(candidate: Candidate, failure: UpstreamFailure) -> Problem:
    status = f" with HTTP {failure.status}" if failure.status else ""
    status += " (is the model there?)" if failure.status == NOT_FOUND else ""
    detail = f" ({failure.detail})" if failure.detail else ""
    message = f"{candidate.route} refused the request{status}{detail}"
    return Problem(Code.INVALID_REQUEST, message, param=failure.param)


def _how(failure: UpstreamFailure) -> str:
    return f"{failure.kind}, HTTP {failure.status}" if failure.status else str(failure.kind)
