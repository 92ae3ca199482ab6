from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.core.failover import ANSWERS, SAYS, Failover, counts_for_breaker
from router.core.problems import STATUS, Code, FailureKind, Problem, UpstreamFailure
from router.core.types import Candidate, Treatment, Zone

K = FailureKind


def candidate(route: str, *, context: int | None = None, retries: int = 0) -> Candidate:
    provider, _, model = route.partition("/")
    return Candidate(provider, model or "m", Zone.EU, Treatment.REDACTED, context, retries)


A, B, C = (candidate(name) for name in "abc")


def machine(
    *candidates: Candidate,
    is_open: Callable[[str], bool] = lambda _: False,
    is_spent: Callable[[str], bool] = lambda _: False,
    is_free: Callable[[str], bool] = lambda _: True,
    may_retry: Callable[[], bool] = lambda: True,
    reopens_at: Callable[[str], float | None] = lambda _: None,
) -> Failover:
    return Failover(
        candidates, is_open=is_open, is_spent=is_spent, is_free=is_free, may_retry=may_retry, reopens_at=reopens_at
    )


def failing(failover: Failover, *failures: UpstreamFailure | FailureKind, now: float = 100.0) -> list[str]:
    """The routes that were tried while these failures happened, one each."""
    tried = []
    for failure in failures:
        given_ = failover.next(now)
        assert given_ is not None
        tried.append(given_.route)
        failover.failed(failure if isinstance(failure, UpstreamFailure) else UpstreamFailure(failure), now)
    return tried


def all_failing(failover: Failover, kind: FailureKind) -> list[str]:
    tried = []
    while (given_ := failover.next(0.0)) is not None:
        tried.append(given_.route)
        failover.failed(UpstreamFailure(kind), 0.0)
    return tried


# --------------------------------------------------------------------------------------------------------- the order


def test_every_kind_of_failure_has_its_answer() -> None:
    assert set(ANSWERS) == set(FailureKind)


@pytest.mark.parametrize("kind", [kind for kind in K if kind not in (K.REQUEST, K.CONTEXT)])
def test_it_moves_on_in_the_order_of_the_list(kind: FailureKind) -> None:
    assert all_failing(machine(A, B, C), kind) == ["a/m", "b/m", "c/m"]


def test_a_request_at_fault_is_asked_of_nobody_else() -> None:
    assert all_failing(machine(A, B, C), K.REQUEST) == ["a/m"]


def test_success_ends_it() -> None:
    failover = machine(A, B)
    assert failover.next(0.0) == A
    failover.succeeded()
    assert failover.next(0.0) is None


@pytest.mark.parametrize("kind", [K.REFUSED, K.RESET, K.SERVER])
def test_what_may_pass_in_a_moment_is_repeated_before_the_next_one(kind: FailureKind) -> None:
    twice = candidate("a", retries=2)
    assert all_failing(machine(twice, B), kind) == ["a/m", "a/m", "a/m", "b/m"]


@pytest.mark.parametrize("kind", [kind for kind in K if not ANSWERS[kind].repeats])
def test_nothing_else_is_repeated(kind: FailureKind) -> None:
    twice = candidate("a", retries=2)
    assert all_failing(machine(twice), kind) == ["a/m"]


def test_who_says_how_long_to_wait_is_not_asked_again_at_once() -> None:
    failover = machine(candidate("a", retries=1), B)
    assert failing(failover, UpstreamFailure(K.SERVER, retry_after=1.0), K.SERVER) == ["a/m", "b/m"]


def test_the_retry_budget_stops_repeats_and_not_moving_on() -> None:
    failover = machine(candidate("a", retries=1), candidate("b", retries=1), may_retry=lambda: False)
    assert all_failing(failover, K.SERVER) == ["a/m", "b/m"]


def test_the_retry_budget_is_not_asked_to_move_on() -> None:
    asked: list[bool] = []

    def may_retry() -> bool:
        asked.append(True)
        return True

    all_failing(machine(A, B, C, may_retry=may_retry), K.SERVER)
    assert asked == []


def test_a_breaker_that_opened_meanwhile_stops_the_repeat() -> None:
    opened: set[str] = set()
    failover = machine(candidate("a", retries=3), B, is_open=opened.__contains__)
    assert failing(failover, K.SERVER) == ["a/m"]
    opened.add("a/m")
    assert failover.next(0.0) == B


def test_an_open_breaker_is_passed_over() -> None:
    assert all_failing(machine(A, B, C, is_open={"a/m", "c/m"}.__contains__), K.SERVER) == ["b/m"]


def test_context_moves_on_only_to_known_larger_context() -> None:
    small, unknown, same, large = (
        candidate("a", context=8),
        candidate("b"),
        candidate("c", context=8),
        candidate("d", context=32),
    )
    assert all_failing(machine(small, unknown, same, large), K.CONTEXT) == ["a/m", "d/m"]


def test_context_of_unknown_size_moves_on_to_any_known_one() -> None:
    assert all_failing(machine(candidate("a"), candidate("b"), candidate("c", context=8)), K.CONTEXT) == ["a/m", "c/m"]


def test_a_refused_credential_closes_all_of_that_provider() -> None:
    failover = machine(candidate("a/x"), candidate("a/y"), candidate("b/z"))
    assert failing(failover, K.CREDENTIAL, K.SERVER) == ["a/x", "b/z"]
    assert failover.next(0.0) is None


def test_a_dropped_candidate_is_neither_repeated_nor_failed() -> None:
    failover = machine(candidate("a", retries=3), B)
    first = failover.next(0.0)
    assert first is not None
    failover.drop(first)
    assert failover.next(0.0) == B


# -------------------------------------------------------------------------------------------------------- invariant 1

CANDIDATES = st.lists(
    st.builds(
        Candidate,
        provider=st.sampled_from(["a", "b", "c"]),
        model=st.sampled_from(["x", "y", "z"]),
        zone=st.just(Zone.EU),
        treatment=st.sampled_from(Treatment),
        context=st.one_of(st.none(), st.integers(1, 4)),
        retries=st.integers(0, 3),
    ),
    max_size=6,
)


@given(CANDIDATES, st.data())
def test_whatever_fails_it_gives_none_but_the_decisions_own_and_ends(
    candidates: list[Candidate], data: st.DataObject
) -> None:
    failover = Failover(
        tuple(candidates),
        is_open=lambda _: data.draw(st.booleans(), "is open"),
        may_retry=lambda: data.draw(st.booleans(), "may retry"),
        reopens_at=lambda _: data.draw(st.one_of(st.none(), st.floats(0.0, 99.0)), "reopens at"),
    )
    places: list[int] = []
    bound = sum(1 + each.retries for each in candidates)
    for _ in range(bound + 1):
        given_ = failover.next(0.0)
        if given_ is None:
            break
        assert any(given_ is each for each in candidates)
        places.append(min(i for i, each in enumerate(candidates) if each is given_))
        if data.draw(st.booleans(), "leaks"):
            failover.drop(given_)
            continue
        if data.draw(st.booleans(), "costs too much"):
            failover.forgo(given_, Problem(Code.BUDGET_EXCEEDED, "spent", retry_after=9.0))
            continue
        kind = data.draw(st.sampled_from(FailureKind), "kind")
        wait = data.draw(st.one_of(st.none(), st.floats(0.0, 9.0)), "wait")
        failover.failed(UpstreamFailure(kind, retry_after=wait), 0.0)
    else:
        pytest.fail("more attempts than candidates and their retries")
    assert failover.next(0.0) is None
    problem = failover.verdict()
    assert problem.code in SAYS or problem.code is Code.BUDGET_EXCEEDED
    assert problem.retry_after is None or problem.retry_after >= 1.0


@given(CANDIDATES)
def test_it_walks_forward_through_the_list(candidates: list[Candidate]) -> None:
    failover = machine(*candidates)
    tried = all_failing(failover, K.SERVER)
    assert tried == [each.route for each in candidates for _ in range(1 + each.retries)]


# --------------------------------------------------------------------------------------------------------- the verdict


def verdict_of(*failures: UpstreamFailure | FailureKind) -> Problem:
    failover = machine(*(candidate(name) for name in "abcdef"[: len(failures)]))
    failing(failover, *failures)
    assert failover.next(100.0) is None
    return failover.verdict()


@pytest.mark.parametrize(
    ("failures", "code"),
    [
        ([K.REFUSED], Code.NO_ROUTE_AVAILABLE),
        ([K.RESET, K.SERVER], Code.NO_ROUTE_AVAILABLE),
        ([K.CREDENTIAL], Code.NO_ROUTE_AVAILABLE),
        ([K.TIMEOUT, K.TIMEOUT], Code.UPSTREAM_TIMEOUT),
        ([K.TIMEOUT, K.REFUSED], Code.NO_ROUTE_AVAILABLE),
        ([K.RATE, K.RATE], Code.RATE_LIMITED),
        ([K.RATE, K.SERVER], Code.NO_ROUTE_AVAILABLE),
        ([K.GARBAGE], Code.UPSTREAM_ERROR),
        ([K.IN_STREAM, K.REFUSED], Code.UPSTREAM_ERROR),
        ([K.NO_FINISH], Code.UPSTREAM_ERROR),
        ([K.TOO_LARGE], Code.UPSTREAM_ERROR),
        ([K.REQUEST], Code.INVALID_REQUEST),
        ([K.SERVER, K.REQUEST], Code.INVALID_REQUEST),
        ([K.CONTEXT], Code.INVALID_REQUEST),
        ([K.REFUSED, K.CONTEXT], Code.NO_ROUTE_AVAILABLE),
    ],
)
def test_the_client_is_told(failures: list[FailureKind], code: Code) -> None:
    assert verdict_of(*failures).code is code


def test_only_the_last_failure_of_a_candidate_counts() -> None:
    failover = machine(candidate("a", retries=1))
    assert failing(failover, K.SERVER, K.TIMEOUT) == ["a/m", "a/m"]
    assert failover.verdict().code is Code.UPSTREAM_TIMEOUT


def test_a_providers_401_is_not_the_clients_401() -> None:
    problem = verdict_of(UpstreamFailure(K.CREDENTIAL, status=401))
    assert problem.status == STATUS[Code.NO_ROUTE_AVAILABLE] == 503


def test_a_refused_request_says_who_refused_it_and_which_field() -> None:
    failure = UpstreamFailure(K.REQUEST, "code=invalid_value, param=messages[0]", status=400, param="messages[0]")
    problem = verdict_of(failure)
    assert problem.message == "a/m refused the request with HTTP 400 (code=invalid_value, param=messages[0])"
    assert problem.param == "messages[0]"


def test_rate_limits_say_the_shortest_wait() -> None:
    waits = (UpstreamFailure(K.RATE, retry_after=9.0), UpstreamFailure(K.RATE, retry_after=4.0))
    assert verdict_of(*waits).retry_after == 4.0


def test_a_rate_limit_always_says_how_long_to_wait() -> None:
    assert verdict_of(K.RATE).retry_after == 1.0
    assert verdict_of(UpstreamFailure(K.RATE, retry_after=0.0)).retry_after == 1.0


def test_a_rate_limit_that_opened_the_breaker_says_when_it_closes() -> None:
    failover = machine(A, B, reopens_at={"a/m": 130.0, "b/m": 112.5}.get)
    failing(failover, K.RATE, K.RATE)
    assert failover.verdict().code is Code.RATE_LIMITED
    assert failover.verdict().retry_after == 12.5


def test_the_longer_of_what_a_provider_asks_and_its_breaker_keeps_is_said() -> None:
    for asked, reopens, said in ((600.0, 400.0, 600.0), (5.0, 130.0, 30.0), (5.0, 90.0, 5.0)):
        failover = machine(A, reopens_at={"a/m": reopens}.get)
        failing(failover, UpstreamFailure(K.RATE, retry_after=asked))
        assert failover.verdict().retry_after == said


def test_a_rate_limit_of_a_moment_ago_is_still_a_rate_limit_with_the_rest_of_its_wait() -> None:
    failover = machine(A, is_spent=lambda _: True, reopens_at=lambda _: 107.0)
    assert failover.next(100.0) is None
    problem = failover.verdict()
    assert (problem.code, problem.retry_after) == (Code.RATE_LIMITED, 7.0)


def test_a_rate_limit_beside_an_open_breaker_is_not_said_of_all() -> None:
    failover = machine(A, B, is_open={"b/m"}.__contains__, reopens_at={"b/m": 105.0}.get)
    failing(failover, UpstreamFailure(K.RATE, retry_after=30.0))
    assert failover.next(100.0) is None
    problem = failover.verdict()
    assert (problem.code, problem.retry_after) == (Code.NO_ROUTE_AVAILABLE, 5.0)


def test_a_rate_limit_is_never_said_without_a_wait_and_a_denial_never_with_one() -> None:
    for kind in K:
        problem = verdict_of(UpstreamFailure(kind, retry_after=3.0))
        assert (problem.retry_after is None) is not problem.may_retry


def test_all_breakers_open_tells_when_the_first_opens_again() -> None:
    failover = machine(A, B, is_open=lambda _: True, reopens_at={"a/m": 130.0, "b/m": 112.5}.get)
    assert failover.next(100.0) is None
    problem = failover.verdict()
    assert problem.code is Code.NO_ROUTE_AVAILABLE
    assert problem.retry_after == 12.5
    assert problem.message == "no permitted route answers: a/m (breaker open), b/m (breaker open)"


def test_a_leak_that_stops_every_route_is_a_denial() -> None:
    failover = machine(A, B)
    while (given_ := failover.next(0.0)) is not None:
        failover.drop(given_)
    assert failover.verdict().code is Code.POLICY_DENIED
    assert not failover.verdict().may_retry


SPENT = Problem(Code.BUDGET_EXCEEDED, "spent", retry_after=9.0)
TOO_MUCH = Problem(Code.BUDGET_EXCEEDED, "more than the budget alone", retry_after=9.0, final=True)


def test_a_budget_is_told_where_nothing_else_is_in_the_way() -> None:
    failover = machine(A, B, C)
    for problem in (TOO_MUCH, SPENT):
        given_ = failover.next(0.0)
        assert given_ is not None
        failover.forgo(given_, problem)
    assert failover.next(0.0) == C
    failover.drop(C)
    assert failover.next(0.0) is None
    assert failover.verdict() is SPENT, "what waiting helps against is the better news"


def test_a_failure_is_told_before_a_budget() -> None:
    failover = machine(A, B)
    assert failover.next(0.0) == A
    failover.failed(UpstreamFailure(K.SERVER), 0.0)
    assert failover.next(0.0) == B
    failover.forgo(B, SPENT)
    assert failover.next(0.0) is None
    assert failover.verdict().code is Code.NO_ROUTE_AVAILABLE
    assert "b/m (beyond the budget)" in failover.verdict().message


def test_messages_name_routes_and_kinds_and_nothing_else() -> None:
    problem = verdict_of(UpstreamFailure(K.SERVER, "code=overloaded", status=529), UpstreamFailure(K.REFUSED, "tls"))
    assert problem.message == "no permitted route answers: a/m (server, HTTP 529), b/m (refused)"


def test_what_is_the_requests_doing_is_not_held_against_the_route() -> None:
    assert {kind for kind in K if not counts_for_breaker(kind)} == {
        *(K.REQUEST, K.CONTEXT, K.TOO_LARGE, K.RATE, K.STOPPED)
    }


# ------------------------------------------------------------------------------------------- no quota, and no room


def test_a_route_without_quota_is_passed_over_and_its_breaker_is_not_asked() -> None:
    asked: list[str] = []

    def is_open(route: str) -> bool:
        asked.append(route)
        return False

    assert all_failing(machine(A, B, is_open=is_open, is_spent={"a/m"}.__contains__), K.SERVER) == ["b/m"]
    assert asked == ["b/m"], "asking may make a probe of who asks"


def test_where_only_quota_is_in_the_way_the_client_is_told_when_it_is_back() -> None:
    failover = machine(A, B, is_spent=lambda _: True, reopens_at={"a/m": 130.0, "b/m": 112.5}.get)
    assert failover.next(100.0) is None
    problem = failover.verdict()
    assert (problem.code, problem.status, problem.retry_after) == (Code.RATE_LIMITED, 429, 12.5)
    assert "a/m (no quota or no room), b/m (no quota or no room)" in problem.message


def test_a_server_without_room_is_left_for_the_next_and_told_with_its_wait() -> None:
    failover = machine(A, B)
    for wait in (7.0, 3.0):
        given_ = failover.next(0.0)
        assert given_ is not None
        failover.crowd_out(given_, wait)
    assert failover.next(0.0) is None
    assert (failover.verdict().code, failover.verdict().retry_after) == (Code.RATE_LIMITED, 3.0)


@pytest.mark.parametrize(
    ("failed", "code"),
    [
        (K.RATE, Code.RATE_LIMITED),
        (K.CONTEXT, Code.RATE_LIMITED),
        (K.SERVER, Code.NO_ROUTE_AVAILABLE),
        (K.TIMEOUT, Code.UPSTREAM_TIMEOUT),
        (K.GARBAGE, Code.UPSTREAM_ERROR),
    ],
)
def test_quota_beside_a_failure_is_told_only_where_waiting_helps(failed: FailureKind, code: Code) -> None:
    big = candidate("b", context=100)
    failover = machine(candidate("a", context=10), big, is_spent={"b/m"}.__contains__)
    failing(failover, failed)
    assert failover.next(0.0) is None
    assert failover.verdict().code is code


def test_quota_beside_an_open_breaker_is_not_said_of_all() -> None:
    failover = machine(A, B, is_spent={"a/m"}.__contains__, is_open=lambda _: True)
    assert failover.next(0.0) is None
    assert failover.verdict().code is Code.NO_ROUTE_AVAILABLE


def test_quota_is_told_before_a_budget() -> None:
    failover = machine(A, B, is_spent={"b/m"}.__contains__)
    assert failover.next(0.0) == A
    failover.forgo(A, SPENT)
    assert failover.next(0.0) is None
    assert failover.verdict().code is Code.RATE_LIMITED


def test_the_last_is_who_has_nobody_behind_that_could_be_asked() -> None:
    free = {"a/m", "b/m"}
    failover = machine(A, B, C, is_free=free.__contains__)
    failover.next(0.0)
    assert not failover.is_last()
    free.clear()
    assert failover.is_last()
    failover.next(0.0)
    failover.next(0.0)
    free.add("b/m")
    assert failover.is_last(), "who was passed is not come back to"


# ----------------------------------------------------------------------------------------------------- two at once


def test_of_two_that_were_asked_at_once_the_first_is_not_repeated_and_both_are_told() -> None:
    failover = machine(candidate("a", retries=3), candidate("b", retries=1), C)
    first, second = failover.next(0.0), failover.next(0.0)
    assert first is not None
    assert second is not None
    failover.failed(UpstreamFailure(K.SERVER), 0.0, first)
    failover.failed(UpstreamFailure(K.SERVER), 0.0, second)
    assert failover.next(0.0) is second, "the last one may be repeated"
    failover.failed(UpstreamFailure(K.SERVER), 0.0, second)
    assert failover.next(0.0) is C
    failover.failed(UpstreamFailure(K.TIMEOUT), 0.0)
    assert "a/m (server), b/m (server), c/m (timeout)" in failover.verdict().message


def test_when_the_first_of_two_fails_alone_the_walk_moves_behind_the_second() -> None:
    failover = machine(candidate("a", retries=3), B, C)
    first, _ = failover.next(0.0), failover.next(0.0)
    failover.failed(UpstreamFailure(K.SERVER), 0.0, first)
    assert failover.next(0.0) is C
