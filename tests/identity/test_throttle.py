import pytest
from office import MovingClock

from router.identity import Throttle, TooManyFailures, throttle
from router.identity.throttle import FAILURES, REMEMBERED, WITHIN, source_of

HERE, THERE = "192.0.2.1", "192.0.2.2"


def fail(guard: Throttle, address: str = HERE, account: str | None = None, times: int = FAILURES) -> None:
    for _ in range(times):
        guard.begin(address, account)


def test_after_ten_failures_in_a_minute_no_more_is_tried_until_the_first_is_a_minute_old() -> None:
    clock = MovingClock()
    guard = Throttle(clock)
    for _ in range(FAILURES):
        guard.begin(HERE)
        clock.seconds += 1
    with pytest.raises(TooManyFailures) as refused:
        guard.begin(HERE)
    assert refused.value.retry_after == WITHIN - FAILURES
    clock.seconds += refused.value.retry_after
    guard.begin(HERE)
    with pytest.raises(TooManyFailures):
        guard.begin(HERE)


def test_who_fails_at_one_place_does_not_lock_the_others_out() -> None:
    guard = Throttle(MovingClock())
    fail(guard, HERE, "anna")
    guard.begin(THERE, "ben")
    guard.begin(THERE)


def test_an_account_that_is_guessed_at_from_many_places_waits_and_no_other_does() -> None:
    guard = Throttle(MovingClock())
    for number in range(FAILURES):
        guard.begin(f"192.0.2.{number}", "anna")
    with pytest.raises(TooManyFailures):
        guard.begin("198.51.100.7", "anna")
    guard.begin("198.51.100.7", "ben")


def test_a_try_that_is_refused_counts_for_nobody() -> None:
    guard = Throttle(MovingClock())
    fail(guard, HERE)
    for _ in range(FAILURES):
        with pytest.raises(TooManyFailures):
            guard.begin(HERE, "anna")
    guard.begin(THERE, "anna")


def test_logins_that_succeed_are_not_counted() -> None:
    guard = Throttle(MovingClock())
    for _ in range(3 * FAILURES):
        guard.begin(HERE, "anna").succeeded()
    fail(guard, HERE, "anna")
    with pytest.raises(TooManyFailures):
        guard.begin(HERE, "anna")


def test_tries_at_once_count_before_it_is_known_what_they_come_to() -> None:
    guard = Throttle(MovingClock())
    fail(guard, times=FAILURES - 1)
    last = guard.begin(HERE)
    with pytest.raises(TooManyFailures):
        guard.begin(HERE)
    last.succeeded()
    guard.begin(HERE)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("", "", True),
    ],
)
def test_the_machines_of_one_site_are_one_source(one: str, other: str, same: bool) -> None:
    assert (source_of(one) == source_of(other)) is same


def test_however_many_fail_what_is_remembered_is_bounded_and_the_busy_ones_stay(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert REMEMBERED == 4096
    monkeypatch.setattr(throttle, "REMEMBERED", 8)
    guard = Throttle(MovingClock())
    fail(guard, HERE)
    for number in range(1000):
        guard.begin(f"10.0.{number // 250}.{number % 250}")
        with pytest.raises(TooManyFailures):
            guard.begin(HERE)
    assert len(guard._tries) == 8
