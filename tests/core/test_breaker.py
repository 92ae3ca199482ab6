from hypothesis import given
from hypothesis import strategies as st

from router.core.breaker import MAX_OPEN, SLICES, Breaker, Counts, State
from router.core.rules import BreakerRule

RULE = BreakerRule(failures=3, within=10.0, open_for=30.0)


def opened(at: float = 0.0) -> Breaker:
    breaker = Breaker(RULE)
    for _ in range(RULE.failures):
        breaker.failed(at)
    return breaker


def test_it_opens_at_the_nth_failure_within_the_window() -> None:
    breaker = Breaker(RULE)
    breaker.failed(0.0)
    breaker.failed(1.0)
    assert breaker.admits(1.0)
    breaker.failed(2.0)
    assert breaker.state(2.0) is State.OPEN
    assert not breaker.admits(31.9)
    assert breaker.reopens_at() == 32.0


def test_failures_older_than_the_window_do_not_count() -> None:
    breaker = Breaker(RULE)
    for at in (0.0, 9.0, 10.0, 19.5):
        breaker.failed(at)
        assert breaker.state(at) is State.CLOSED
    breaker.failed(19.8)
    assert breaker.state(19.8) is State.OPEN


def test_each_success_forgives_a_failure_so_a_busy_route_stays_open_to_traffic() -> None:
    breaker = Breaker(RULE)
    for second in range(100):
        breaker.failed(second / 10)
        breaker.succeeded(second / 10)
    assert breaker.state(10.0) is State.CLOSED


def test_failing_more_often_than_answering_opens_it() -> None:
    breaker = Breaker(RULE)
    for moment in (0.0, 0.1, 0.2, 0.3):
        breaker.failed(moment)
        breaker.failed(moment)
        breaker.succeeded(moment)
    assert breaker.state(0.3) is State.OPEN


def test_who_was_admitted_and_did_not_go_leaves_its_place_to_another() -> None:
    breaker = opened()
    assert breaker.admits(30.0)
    breaker.not_asked()
    assert breaker.admits(30.0)
    assert not breaker.admits(30.0)
    closed = Breaker(RULE)
    closed.not_asked()
    assert closed.admits(0.0)


def test_half_open_admits_one_probe() -> None:
    breaker = opened()
    assert not breaker.is_open(30.0)
    assert breaker.admits(30.0)
    assert not breaker.admits(30.0)
    assert breaker.is_open(59.9)
    assert breaker.reopens_at() == 60.0


def test_asking_whether_it_is_open_takes_no_probe() -> None:
    breaker = opened()
    assert [breaker.is_open(31.0) for _ in range(3)] == [False] * 3
    assert breaker.admits(31.0)


def test_a_probe_that_succeeds_closes_it_and_empties_the_window() -> None:
    breaker = opened()
    assert breaker.admits(30.0)
    breaker.succeeded(31.0)
    assert breaker.state(31.0) is State.CLOSED
    assert breaker.reopens_at() is None
    breaker.failed(31.0)
    breaker.failed(31.0)
    assert breaker.admits(31.0)


def test_a_probe_that_fails_opens_it_again() -> None:
    breaker = opened()
    assert breaker.admits(30.0)
    breaker.failed(32.0)
    assert breaker.state(91.9) is State.OPEN, "for twice as long as before"
    assert breaker.admits(92.0)


def test_the_open_time_doubles_up_to_the_cap_and_a_quiet_time_forgets_it() -> None:
    breaker, now = opened(), 0.0
    lasted = []
    for _ in range(6):
        at = breaker.reopens_at()
        assert at is not None
        lasted.append(at - now)
        now = at
        assert breaker.admits(now)
        breaker.failed(now)
    assert lasted == [30.0, 60.0, 120.0, 240.0, 300.0, 300.0]
    at = breaker.reopens_at()
    assert at is not None
    breaker.succeeded(at)
    late = at + RULE.within + 1
    for _ in range(RULE.failures):
        breaker.failed(late)
    assert breaker.reopens_at() == late + 30.0


def test_one_that_fails_as_soon_as_it_closed_stays_open_for_longer() -> None:
    breaker = opened()
    breaker.succeeded(30.0)
    for _ in range(RULE.failures):
        breaker.failed(31.0)
    assert breaker.reopens_at() == 91.0


def test_jitter_spreads_the_open_time_and_never_shortens_what_a_provider_asked_for() -> None:
    for jitter, until in ((0.8, 24.0), (1.0, 30.0), (1.2, 36.0)):
        breaker = Breaker(BreakerRule(failures=1, within=10.0, open_for=30.0))
        breaker.failed(0.0, jitter=jitter)
        assert breaker.reopens_at() == until
    for jitter, until in ((0.8, 10.0), (1.2, 12.0)):
        breaker = Breaker(RULE)
        breaker.failed(0.0, 10.0, jitter)
        assert breaker.reopens_at() == until


# ------------------------------------------------------------------------------------------- share of the requests

SHARED = BreakerRule(failures=1000, within=10.0, open_for=30.0, share=0.2, volume=20)


def test_a_share_of_the_requests_opens_it_though_most_are_answered() -> None:
    breaker = Breaker(SHARED)
    for number in range(20):
        assert breaker.state(number / 10) is State.CLOSED
        if number % 5 == 4:
            breaker.failed(number / 10)
        else:
            breaker.succeeded(number / 10)
    assert breaker.state(2.0) is State.OPEN


def test_a_share_of_too_few_requests_says_nothing() -> None:
    breaker = Breaker(SHARED)
    for _ in range(19):
        breaker.failed(1.0)
    assert breaker.state(1.0) is State.CLOSED
    breaker.failed(1.0)
    assert breaker.state(1.0) is State.OPEN


def test_requests_older_than_the_window_are_not_in_the_share() -> None:
    breaker = Breaker(SHARED)
    for _ in range(15):
        breaker.failed(0.0)
    for _ in range(10):
        breaker.failed(11.5)
    assert breaker.state(11.5) is State.CLOSED


def test_what_is_counted_does_not_grow_with_the_requests() -> None:
    counts = Counts()
    for number in range(10_000):
        counts.add(number / 100, 10.0, failed=number % 2 == 0)
    assert len(counts._slices) <= SLICES + 1
    requests, failures = counts.of(99.99, 10.0)
    assert requests == 2 * failures == 1000


# ----------------------------------------------------------------------------------------- the router's own probe


def graceful() -> Breaker:
    breaker = Breaker(RULE, grace=15.0)
    for _ in range(RULE.failures):
        breaker.failed(0.0)
    return breaker


def test_no_request_is_the_probe_while_the_routers_own_is() -> None:
    breaker = graceful()
    assert not breaker.wants_probe(29.9)
    assert breaker.wants_probe(30.0)
    assert not breaker.admits(30.0)
    assert breaker.is_open(44.9)
    breaker.succeeded(31.0)
    assert breaker.admits(31.0)
    assert not breaker.wants_probe(31.0)


def test_a_probe_of_the_routers_own_that_fails_opens_it_for_longer() -> None:
    breaker = graceful()
    breaker.failed(31.0)
    assert not breaker.wants_probe(90.9)
    assert breaker.wants_probe(91.0)


def test_where_the_routers_own_probe_says_nothing_a_request_is_it() -> None:
    breaker = graceful()
    breaker.told_nothing()
    assert not breaker.wants_probe(30.0)
    assert breaker.admits(30.0)
    assert not breaker.admits(30.0)
    breaker.failed(31.0)
    assert breaker.wants_probe(91.0), "it is tried again the next time"


def test_a_prober_that_never_comes_does_not_keep_it_shut() -> None:
    breaker = graceful()
    assert not breaker.admits(44.9)
    assert breaker.admits(45.0)


def test_a_probe_that_never_reports_is_lost_and_the_next_may_go() -> None:
    breaker = opened()
    assert breaker.admits(30.0)
    assert not breaker.admits(59.9)
    assert breaker.admits(60.0)
    assert not breaker.admits(60.0)


def test_retry_after_opens_at_once_for_that_long() -> None:
    breaker = Breaker(RULE)
    breaker.failed(100.0, retry_after=7.0)
    assert not breaker.admits(106.9)
    assert breaker.admits(107.0)


def test_no_retry_after_is_believed_beyond_the_cap() -> None:
    breaker = Breaker(RULE)
    breaker.failed(0.0, retry_after=86_400.0)
    assert breaker.reopens_at() == MAX_OPEN


def test_stragglers_neither_prolong_nor_close_an_open_breaker() -> None:
    breaker = opened()
    breaker.failed(29.0)
    breaker.succeeded(29.0)
    assert breaker.state(29.0) is State.OPEN
    assert breaker.reopens_at() == 30.0


def test_a_straggler_that_says_how_long_to_wait_is_heard() -> None:
    breaker = opened()
    breaker.failed(1.0, retry_after=5.0)
    assert breaker.reopens_at() == 30.0
    breaker.failed(2.0, retry_after=60.0)
    assert breaker.reopens_at() == 62.0


def test_a_new_rule_holds_from_the_next_report_on() -> None:
    breaker = Breaker(RULE)
    breaker.failed(0.0)
    breaker.rule = BreakerRule(failures=2, within=10.0, open_for=5.0)
    breaker.failed(0.0)
    assert breaker.reopens_at() == 5.0


EVENTS = st.lists(
    st.tuples(
        st.floats(0.0, 20.0),
        st.sampled_from(["admit", "succeed", "fail"]),
        st.one_of(st.none(), st.floats(-10.0, 10_000.0)),
    ),
    max_size=60,
)


@given(EVENTS)
def test_whatever_happens_it_admits_again_within_the_cap(events: list[tuple[float, str, float | None]]) -> None:
    breaker, now = Breaker(RULE), 0.0
    for passed, event, wait in events:
        now += passed
        match event:
            case "admit":
                before = breaker.is_open(now)
                assert breaker.admits(now) is not before
            case "succeed":
                breaker.succeeded(now)
            case _:
                breaker.failed(now, wait)
    assert breaker.admits(now + MAX_OPEN + RULE.open_for)


@given(EVENTS)
def test_reopens_at_is_the_first_moment_that_admits(events: list[tuple[float, str, float | None]]) -> None:
    breaker, now = Breaker(RULE), 0.0
    for passed, event, wait in events:
        now += passed
        if event == "fail":
            breaker.failed(now, wait)
        elif event == "succeed":
            breaker.succeeded(now)
        else:
            breaker.admits(now)
    at = breaker.reopens_at()
    if at is None:
        assert not breaker.is_open(now)
    else:
        assert not breaker.is_open(at)
        assert at <= now or breaker.is_open(now)
