import asyncio
from collections.abc import Callable
from contextvars import Context
from typing import TypeVarTuple

from providers._alarm import Alarm

Args = TypeVarTuple("Args")


class Clock(asyncio.BaseEventLoop):
    """A loop that only counts the timers it is asked for."""

    timers = 0

    def call_at(
        self, when: float, callback: Callable[[*Args], object], *args: *Args, context: Context | None = None
    ) -> asyncio.TimerHandle:
        self.timers += 1
        return super().call_at(when, callback, *args, context=context)


async def test_it_rings_when_it_is_due() -> None:
    loop = asyncio.get_running_loop()
    rung = asyncio.Event()
    began = loop.time()
    Alarm(loop, rung.set).set(began + 0.05)
    await asyncio.wait_for(rung.wait(), 1)
    assert loop.time() >= began + 0.05


async def test_it_rings_once_at_the_last_moment_it_was_set_to() -> None:
    loop = asyncio.get_running_loop()
    rings: list[float] = []
    alarm = Alarm(loop, lambda: rings.append(loop.time()))
    began = loop.time()
    for seconds in (0.05, 0.3, 0.02, 0.1):
        alarm.set(began + seconds)
    await asyncio.sleep(0.35)
    assert len(rings) == 1
    assert 0.1 <= rings[0] - began < 0.3


async def test_stopped_it_does_not_ring() -> None:
    loop = asyncio.get_running_loop()
    rings: list[None] = []
    alarm = Alarm(loop, lambda: rings.append(None))
    alarm.set(loop.time() + 0.02)
    alarm.stop()
    await asyncio.sleep(0.05)
    assert rings == []


def test_to_move_it_later_costs_no_timer() -> None:
    clock = Clock()
    alarm = Alarm(clock, lambda: None)
    for seconds in range(100, 200):
        alarm.set(clock.time() + seconds)
    assert clock.timers == 1
    clock.close()
