import pytest
from office import MovingClock

from router.identity import Throttle, TooManyFailures
from router.identity.throttle import FAILURES, WITHIN


def test_after_ten_failures_in_a_minute_no_more_is_tried_until_the_first_is_a_minute_old() -> None:
    clock = MovingClock()
    throttle = Throttle(clock)
    for _ in range(FAILURES):
        throttle.begin()
        clock.seconds += 1
    with pytest.raises(TooManyFailures) as refused:
        throttle.begin()
    assert refused.value.retry_after == WITHIN - FAILURES
    clock.seconds += refused.value.retry_after
    throttle.begin()
    with pytest.raises(TooManyFailures):
        throttle.begin()


def test_logins_that_succeed_are_not_counted() -> None:
    throttle = Throttle(MovingClock())
    for _ in range(3 * FAILURES):
        throttle.begin()
        throttle.succeeded()
    throttle.begin()


def test_tries_at_once_count_before_it_is_known_what_they_come_to() -> None:
    throttle = Throttle(MovingClock())
    for _ in range(FAILURES):
        throttle.begin()
    with pytest.raises(TooManyFailures):
        throttle.begin()
    throttle.succeeded()
    throttle.begin()
