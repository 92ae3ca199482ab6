import asyncio
import os
import signal
import time

from detector_pools import opened, slots

from router.detect.budget import Time


async def test_one_slow_text_of_many_fails_alone_and_in_time() -> None:
    texts = [f"Ann Other {number}" for number in range(200)]
    async with opened(time=Time(seconds=0.5)) as pool:
        started = time.monotonic()
        scan = await pool.detect("t", slots(*texts[:117], "STUCK", *texts[117:]))
    assert time.monotonic() - started < 5
    assert scan.failed == 1
    assert len({one.path for one in scan.findings}) == 200


async def test_a_request_never_takes_longer_than_its_time_and_what_it_misses_counts_as_failed() -> None:
    async with opened(1, time=Time(most=0.5)) as pool:
        started = time.monotonic()
        scan = await pool.detect("t", slots(*(f"SLOW Ann Other {number}" for number in range(10))))
        assert 0.4 < time.monotonic() - started < 2
    assert scan.failed >= 7
    assert len({one.path for one in scan.findings}) + scan.failed == 10


def test_time_grows_with_the_text_up_to_a_bound() -> None:
    allowed = Time(seconds=1, per_character=0.001, patience=10, most=60)
    assert [allowed.of_job(0), allowed.of_job(1_000)] == [1, 2]
    assert [allowed.of_request(0), allowed.of_request(1_000), allowed.of_request(10**9)] == [12, 14, 60]


async def test_what_is_too_long_to_be_read_in_time_fails_at_once_and_nothing_of_it_is_begun() -> None:
    """Ten million characters of prose: two workers would need over a minute, and everybody else would wait."""
    prose = "The quick brown fox jumps over the lazy dog. " * 222_223
    async with opened() as pool:
        started = time.monotonic()
        scan = await pool.detect("t", slots(prose, "Ann Other"))
        assert time.monotonic() - started < 30
        assert (scan.failed, scan.findings) == (2, ())
        assert len((await pool.detect("t", slots("Ann Other"))).findings) == 1


def test_time_suffices_for_what_so_many_workers_read_in_it() -> None:
    allowed = Time(most=60, words=1_000)
    assert [allowed.suffices(60_000, 1), allowed.suffices(60_001, 1), allowed.suffices(60_001, 2)] == [
        True,
        False,
        True,
    ]


async def test_a_history_that_was_read_before_is_not_read_again() -> None:
    turns = [f"Turn {number}: " + "the quick brown fox jumps over the lazy dog. " * 20 for number in range(220)]
    async with opened() as pool:
        first = await pool.detect("t", slots(*turns))
        for pid in pool.pids:
            os.kill(pid, signal.SIGSTOP)
        assert await asyncio.wait_for(pool.detect("t", slots(*turns)), 5) == first
