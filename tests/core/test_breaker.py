from hypothesis import given
from hypothesis import strategies as st

from router.core.breaker import MAX_OPEN, Breaker, State
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
    assert breaker.state(61.9) is State.OPEN
    assert breaker.admits(62.0)


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
