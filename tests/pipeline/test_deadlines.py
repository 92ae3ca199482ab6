"""Deadlines of many tasks under one timer: kept or missed exactly as `asyncio.timeout` would have it."""

import asyncio
import time

import pytest

from router.pipeline.deadlines import LOOK, Deadlines


async def test_who_is_late_is_told_by_a_timeout_and_nobody_else() -> None:
    deadlines = Deadlines()

    async def wait(patience: float, work: float) -> bool:
        try:
            with deadlines.within(patience):
                await asyncio.sleep(work)
        except TimeoutError:
            return False
        return True

    began = time.monotonic()
    kept = await asyncio.gather(*(wait(*pair) for pair in ((0.05, 9), (9, 0.05), (0.2, 9), (0.3, 0.01), (0.1, 9))))
    assert kept == [False, True, False, True, False]
    assert 0.2 <= time.monotonic() - began < 2


@pytest.mark.parametrize("patience", [0.0, -1.0])
async def test_no_time_at_all_is_over_at_the_first_wait(patience: float) -> None:
    deadlines = Deadlines()
    with pytest.raises(TimeoutError), deadlines.within(patience):
        await asyncio.sleep(9)
    with deadlines.within(patience):
        pass  # nothing was waited for


async def test_a_cancellation_from_elsewhere_stays_one() -> None:
    deadlines, inside = Deadlines(), asyncio.Event()

    async def wait() -> None:
        with deadlines.within(0.05):
            inside.set()
            await asyncio.sleep(9)

    task = asyncio.create_task(wait())
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    late = asyncio.create_task(wait())
    await asyncio.sleep(0)
    loop = asyncio.get_running_loop()
    loop.call_later(0.05 + LOOK, late.cancel)  # whichever of the two comes first
    time.sleep(0.1)  # noqa: ASYNC251 - both are due in one round of the loop
    with pytest.raises((asyncio.CancelledError, TimeoutError)):
        await late
    assert deadlines._open == set()


async def test_an_error_of_the_work_itself_is_not_taken_for_lateness() -> None:
    deadlines = Deadlines()
    with pytest.raises(ValueError, match="of its own"), deadlines.within(9):
        raise ValueError("of its own")
    with pytest.raises(TimeoutError), deadlines.within(0.01):
        await asyncio.sleep(1)
    with deadlines.within(9):
        await asyncio.sleep(0.05)  # the task is as good as new
    task = asyncio.current_task()
    assert task is not None
    assert task.cancelling() == 0


async def test_deadlines_stand_in_each_other() -> None:
    deadlines = Deadlines()
    with deadlines.within(9):
        with pytest.raises(TimeoutError), deadlines.within(0.01):
            await asyncio.sleep(1)
        await asyncio.sleep(0.01)


def test_every_loop_has_a_timer_of_its_own() -> None:
    deadlines = Deadlines()

    async def late() -> None:
        with pytest.raises(TimeoutError), deadlines.within(0.01):
            await asyncio.sleep(9)

    async def stopped() -> None:
        with deadlines.within(60):
            await asyncio.sleep(0)

    asyncio.run(stopped())
    asyncio.run(late())
    asyncio.run(late())


async def test_what_is_kept_costs_no_timer() -> None:
    deadlines, set_timers = Deadlines(), 0
    loop = asyncio.get_running_loop()
    before = loop.call_at

    def counted(*args: object, **more: object) -> asyncio.TimerHandle:
        nonlocal set_timers
        set_timers += 1
        return before(*args, **more)  # type: ignore[arg-type]  # it passes them on

    loop.call_at = counted  # type: ignore[method-assign]  # this loop is the test's own
    for _ in range(1000):
        with deadlines.within(60):
            pass
    assert set_timers == 1
