"""How long routes let one wait, on a clock of the test's own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.core.latency import DECAY, FAILED, MOST, UNKNOWN, Latencies

R = "home/a"


def answered(latencies: Latencies, waited: float, now: float, route: str = R) -> None:
    latencies.begun(route)
    latencies.answered(route, waited, now)
    latencies.ended(route, now)


def test_a_route_that_nobody_asked_is_tried_first_but_not_by_all_at_once() -> None:
    latencies = Latencies()
    answered(latencies, 0.5, 0.0, "known/m")
    assert latencies.score(R, 0.0) == 0.0 < latencies.score("known/m", 0.0)
    latencies.begun(R)
    assert latencies.score(R, 0.0) == 2 * UNKNOWN > latencies.score("known/m", 0.0)


def test_a_longer_wait_counts_at_once_and_a_shorter_one_only_in_time() -> None:
    latencies = Latencies()
    answered(latencies, 1.0, 0.0)
    answered(latencies, 8.0, 0.0)
    assert latencies.score(R, 0.0) == 8.0
    answered(latencies, 1.0, 0.0)
    assert latencies.score(R, 0.0) == pytest.approx(8.0)
    answered(latencies, 1.0, DECAY)
    assert 1.0 < latencies.score(R, DECAY) < 4.0


def test_a_route_that_was_slow_is_tried_again_after_a_while() -> None:
    latencies = Latencies()
    answered(latencies, 9.0, 0.0)
    assert latencies.score(R, 10 * DECAY) < 0.01


def test_what_is_under_way_counts_until_it_is_over() -> None:
    latencies = Latencies()
    answered(latencies, 2.0, 0.0)
    latencies.begun(R)
    latencies.begun(R)
    assert latencies.score(R, 0.0) == 6.0
    latencies.ended(R, 0.0)
    latencies.ended(R, 0.0)
    latencies.ended(R, 0.0)
    assert latencies.score(R, 0.0) == 2.0


def test_who_fails_at_once_is_not_fast() -> None:
    latencies = Latencies()
    latencies.begun(R)
    latencies.ended(R, 0.0, failed_after=0.001)
    assert latencies.score(R, 0.0) == FAILED


@pytest.mark.parametrize(("waited", "score"), [(1.0, 2.0), (5.0, 5.0)])
def test_whom_nobody_waited_for_any_longer_was_at_least_so_slow(waited: float, score: float) -> None:
    latencies = Latencies()
    answered(latencies, 2.0, 0.0)
    latencies.begun(R)
    latencies.ended(R, 0.0, left_after=waited)
    assert latencies.score(R, 0.0) == score


@given(st.lists(st.tuples(st.floats(0, 600), st.floats(0, 1e6)), max_size=20), st.floats(0, 2e6))
def test_a_score_is_never_beyond_the_longest_wait_nor_below_nothing(
    waits: list[tuple[float, float]], now: float
) -> None:
    latencies = Latencies()
    for waited, at in waits:
        answered(latencies, waited, at)
    assert 0.0 <= latencies.score(R, now) <= max((waited for waited, _ in waits), default=0.0) + UNKNOWN


def test_no_more_routes_are_remembered_than_it_says() -> None:
    latencies = Latencies()
    for number in range(MOST + 1):
        answered(latencies, 3.0, 0.0, f"p/{number}")
    assert latencies.score("p/0", 0.0) == 0.0
    latencies.ended("p/0", 0.0, failed_after=1.0)
    assert latencies.score(f"p/{MOST}", 0.0) == 3.0
