import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.core.quota import FIRST_PAUSE, LAST_PAUSE, MAX_WAIT, MOST_LIMITS, UNSAID, Allotment, Gauge


def bucket(remaining: float, *, limit: float | None = 100.0, reset: float | None = 60.0) -> Allotment:
    return Allotment("requests", limit, remaining, reset)


def window(remaining: float, *, reset: float | None = 60.0) -> Allotment:
    return Allotment("requests-day", 100.0, remaining, reset, at_once=True)


def test_what_nothing_is_known_of_has_all_its_quota() -> None:
    gauge = Gauge()
    assert (gauge.score(0.0), gauge.is_spent(0.0), gauge.until) == (1.0, False, None)


def test_a_429_that_says_how_long_closes_it_for_so_long() -> None:
    gauge = Gauge()
    gauge.refused(7.0, (), 100.0)
    assert gauge.is_spent(106.9)
    assert gauge.score(106.9) == 0.0
    assert gauge.until == 107.0
    assert not gauge.is_spent(107.0)


def test_a_429_that_says_nothing_closes_it_for_longer_each_time_and_an_answer_forgets_it() -> None:
    gauge, now, pauses = Gauge(), 0.0, []
    for _ in range(8):
        gauge.refused(None, (), now)
        assert gauge.until is not None
        pauses.append(gauge.until - now)
        now = gauge.until
    assert pauses == [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, LAST_PAUSE, LAST_PAUSE]
    gauge.answered((), now)
    gauge.refused(None, (), now)
    assert gauge.until == now + FIRST_PAUSE


def test_stragglers_neither_lengthen_the_pause_nor_shorten_it() -> None:
    gauge = Gauge()
    for _ in range(50):
        gauge.refused(None, (), 0.0)
    assert gauge.until == FIRST_PAUSE
    gauge.refused(30.0, (), 0.5)
    gauge.refused(2.0, (), 0.6)
    assert gauge.until == 30.5


@pytest.mark.parametrize(
    ("allotment", "closed_for"),
    [
        (bucket(0), 0.6),
        (bucket(0, limit=5000), 0.6),
        (bucket(0, limit=10), 6.0),
        (bucket(0, limit=1), 60.0),
        (bucket(0, limit=None), 60.0),
        (bucket(0, reset=None), UNSAID),
        (window(0), 60.0),
        (window(0, reset=86_400.0), MAX_WAIT),
    ],
)
def test_a_limit_of_which_nothing_remains_closes_it_until_something_is_back(
    allotment: Allotment, closed_for: float
) -> None:
    gauge = Gauge()
    gauge.answered([allotment], 1000.0)
    assert gauge.is_spent(1000.0)
    assert gauge.until == pytest.approx(1000.0 + closed_for)


def test_the_score_is_what_is_left_of_the_smallest_limit() -> None:
    gauge = Gauge()
    gauge.answered([bucket(50), window(20)], 0.0)
    assert gauge.score(0.0) == pytest.approx(0.2)


def test_a_bucket_fills_drop_by_drop_and_a_window_at_once() -> None:
    for allotment, half_way in ((bucket(20), 0.6), (window(20), 0.2)):
        gauge = Gauge()
        gauge.answered([allotment], 0.0)
        assert gauge.score(30.0) == pytest.approx(half_way)
        assert gauge.score(60.0) == 1.0


def test_a_limit_of_nothing_at_all_is_nobodys_limit() -> None:
    """Mistral says `limit 0, remaining 0` of keys without an allowance for one of its windows."""
    gauge = Gauge()
    gauge.answered([bucket(0, limit=0)], 0.0)
    assert not gauge.is_spent(0.0)


def test_no_provider_can_make_it_remember_more_than_a_few_limits() -> None:
    gauge = Gauge()
    gauge.answered([Allotment(f"l{number}", 10.0, 5.0, 1.0) for number in range(1000)], 0.0)
    assert len(gauge._heard) == MOST_LIMITS


NUMBERS = st.floats(0, 1e9)
ALLOTMENTS = st.lists(
    st.builds(
        Allotment,
        st.sampled_from(["a", "b"]),
        st.none() | NUMBERS,
        NUMBERS | st.just(0.0),
        st.none() | NUMBERS,
        st.booleans(),
    ),
    max_size=3,
)


@given(st.lists(st.tuples(st.floats(0, 100), st.booleans(), st.none() | NUMBERS, ALLOTMENTS), max_size=30))
def test_whatever_is_heard_it_is_never_closed_for_longer_than_the_cap(
    events: list[tuple[float, bool, float | None, list[Allotment]]],
) -> None:
    gauge, now = Gauge(), 0.0
    for passed, refused, wait, allotments in events:
        now += passed
        if refused:
            gauge.refused(wait, allotments, now)
            assert gauge.is_spent(now)
        else:
            gauge.answered(allotments, now)
        assert 0.0 <= gauge.score(now) <= 1.0
        assert (gauge.score(now) == 0.0) or not gauge.is_spent(now)
    assert not gauge.is_spent(now + MAX_WAIT)
