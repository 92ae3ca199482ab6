"""Candidates of providers that an admin stopped: never given, and told where nothing else is in the way."""

import pytest

from router.core.failover import Failover
from router.core.problems import Code, FailureKind, UpstreamFailure
from router.core.types import Candidate, Treatment, Zone

STOPPED = {"s"}


def candidate(provider: str, model: str = "m", retries: int = 0) -> Candidate:
    return Candidate(provider, model, Zone.EU, Treatment.REDACTED, None, retries)


def machine(*candidates: Candidate, broken: tuple[str, ...] = (), spent: tuple[str, ...] = ()) -> Failover:
    return Failover(
        candidates,
        is_open=lambda route: route in broken,
        is_spent=lambda route: route in spent,
        is_stopped=lambda provider: provider in STOPPED,
    )


S, T, A, B = candidate("s"), candidate("s", "n"), candidate("a"), candidate("b")


def tried(failover: Failover, kind: FailureKind = FailureKind.SERVER) -> list[str]:
    found = []
    while (given := failover.next(0.0)) is not None:
        found.append(given.route)
        failover.failed(UpstreamFailure(kind), 0.0)
    return found


def test_every_route_of_a_stopped_provider_is_passed_over() -> None:
    assert tried(machine(S, A, T, B)) == ["a/m", "b/m"]


def test_a_provider_that_was_stopped_meanwhile_is_not_asked_again() -> None:
    stopped: list[str] = []
    failover = Failover(
        (candidate("a", retries=2), B), is_open=lambda _: False, is_stopped=lambda provider: provider in stopped
    )
    assert failover.next(0.0) is not None
    failover.failed(UpstreamFailure(FailureKind.SERVER), 0.0)
    stopped.append("a")
    assert failover.next(0.0) == B


def test_an_answer_that_was_ended_moves_on_and_is_not_repeated() -> None:
    assert tried(machine(candidate("a", retries=2), B), FailureKind.STOPPED) == ["a/m", "b/m"]


def test_where_nobody_else_stands_in_the_way_it_is_told_and_not_to_be_tried_again() -> None:
    failover = machine(S, A, T)
    assert tried(failover, FailureKind.STOPPED) == ["a/m"]
    problem = failover.verdict()
    assert (problem.code, problem.status, problem.may_retry, problem.retry_after) == (Code.STOPPED, 503, False, None)
    assert "s/m (stopped), a/m (stopped), s/n (stopped)" in problem.message
    assert "an admin has to resume" in problem.message


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (FailureKind.SERVER, Code.NO_ROUTE_AVAILABLE),
        (FailureKind.RATE, Code.RATE_LIMITED),
        (FailureKind.TIMEOUT, Code.UPSTREAM_TIMEOUT),
        (FailureKind.REQUEST, Code.INVALID_REQUEST),
        (FailureKind.CONTEXT, Code.STOPPED),
    ],
)
def test_beside_a_failure_that_failure_is_told(kind: FailureKind, code: Code) -> None:
    failover = machine(S, A)
    tried(failover, kind)
    assert failover.verdict().code is code


def test_what_the_leak_check_kept_back_says_nothing_of_a_stopped_one() -> None:
    failover = machine(A, S)
    assert failover.next(0.0) == A
    failover.drop(A)
    assert failover.next(0.0) is None
    assert failover.verdict().code is Code.STOPPED


def test_where_waiting_helps_that_is_told() -> None:
    broken, spent = machine(S, A, broken=("a/m",)), machine(S, A, spent=("a/m",))
    assert tried(broken) == tried(spent) == []
    assert (broken.verdict().code, spent.verdict().code) == (Code.NO_ROUTE_AVAILABLE, Code.RATE_LIMITED)
    assert "s/m (stopped)" in broken.verdict().message


def test_who_has_none_but_stopped_ones_behind_is_the_last() -> None:
    failover = machine(A, S)
    assert failover.next(0.0) == A
    assert failover.is_last()
