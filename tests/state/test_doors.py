import asyncio
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from router.core.rules import Concurrency
from router.ports import LONGEST_LINE
from router.state.doors import LEAST_WAIT, MOST_WAIT, MOST_WAITING, Door


def waiting(door: Door, tenant: str, patience: float = 5.0) -> asyncio.Task[bool]:
    return asyncio.create_task(door.enter(tenant, patience))


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_as_many_as_there_is_room_for_go_in_and_one_more_when_one_leaves() -> None:
    door = Door(Concurrency(2))
    assert [await door.enter("a", 0.0) for _ in range(3)] == [True, True, False]
    third = waiting(door, "a")
    await settle()
    assert (door.inside, door.waiting, third.done()) == (2, 1, False)
    door.leave(1.0)
    assert await third
    assert (door.inside, door.waiting) == (2, 0)


async def test_nobody_overtakes_who_waits() -> None:
    door = Door(Concurrency(1))
    assert await door.enter("a", 0.0)
    first = waiting(door, "a")
    await settle()
    door.leave(1.0)
    assert not door.step_in(), "the place is taken by who waited"
    assert await first


async def test_tenants_are_let_in_in_turn() -> None:
    door = Door(Concurrency(1))
    assert await door.enter("flood", 0.0)
    order: list[str] = []

    async def go(tenant: str) -> None:
        if await door.enter(tenant, 5.0):
            order.append(tenant)
            door.leave(0.0)

    tasks = [asyncio.create_task(go(tenant)) for tenant in ["flood"] * 20 + ["calm"] * 2]
    await settle()
    door.leave(0.0)
    await asyncio.gather(*tasks)
    assert order[:4] == ["flood", "calm", "flood", "calm"]
    assert (door.inside, door.waiting) == (0, 0)


async def test_who_waited_long_enough_goes_away_and_leaves_nothing() -> None:
    door = Door(Concurrency(1))
    assert await door.enter("a", 0.0)
    assert not await door.enter("a", 0.01)
    assert (door.inside, door.waiting) == (1, 0)


async def test_who_goes_in_the_very_moment_of_its_turn_passes_it_on() -> None:
    door = Door(Concurrency(1))
    assert await door.enter("a", 0.0)
    goes, stays = waiting(door, "a"), waiting(door, "a")
    await settle()
    door.leave(0.0)
    goes.cancel()
    async with asyncio.timeout(1):
        assert await stays
    assert (door.inside, door.waiting) == (1, 0)


async def test_a_full_line_sends_the_newcomer_away_at_once_or_who_came_last_of_the_largest() -> None:
    door = Door(Concurrency(1))
    assert await door.enter("a", 0.0)
    tasks = [waiting(door, "a") for _ in range(MOST_WAITING)]
    await settle()
    assert not await door.enter("a", 5.0)
    calm = waiting(door, "calm")
    await settle()
    assert tasks[-1].done()
    assert not tasks[-1].result()
    door.leave(0.0)
    door.leave(0.0)
    assert await calm
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert door.waiting == 0


async def test_the_wait_that_is_told_follows_the_line_within_its_bounds() -> None:
    door = Door(Concurrency(2))
    assert door.wait() == LEAST_WAIT
    for _ in range(200):
        assert door.step_in()
        door.leave(100.0)
    assert 45 < door.wait() <= 51
    assert await door.enter("a", 0.0)
    assert await door.enter("a", 0.0)
    tasks = [waiting(door, "a") for _ in range(20)]
    await settle()
    assert door.wait() == MOST_WAIT
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def test_an_adaptive_door_shrinks_when_the_server_is_overloaded() -> None:
    door = Door(Concurrency(256, adaptive=True))
    before = door.limit
    for _ in range(3):
        door.overloaded()
    assert door.limit < before
    assert Door(Concurrency(2, adaptive=True)).limit == 2


def test_the_line_is_never_longer_than_an_sdk_waits() -> None:
    assert LONGEST_LINE <= 60


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 4), st.integers(1, 40))
def test_whoever_is_cancelled_whenever_nothing_is_left_behind(seed: int, most: int, people: int) -> None:
    """Random comings, goings and cancellations; in the end the door is empty and lets in as many as ever."""

    async def run() -> None:
        random, door, peak = Random(seed), Door(Concurrency(most)), [0]

        async def visit(tenant: str) -> None:
            if await door.enter(tenant, random.choice([0.0, 0.0005, 5.0])):
                try:
                    peak[0] = max(peak[0], door.inside)
                    await asyncio.sleep(random.choice([0, 0, 0.0005]))
                finally:
                    door.leave(0.001)

        tasks: list[asyncio.Task[None]] = []
        for _ in range(people):
            tasks.append(asyncio.create_task(visit(random.choice("abc"))))
            if random.random() < 0.5:
                await asyncio.sleep(0)
            if random.random() < 0.4:
                random.choice(tasks).cancel()
        for task in tasks:
            if random.random() < 0.3:
                task.cancel()
                await asyncio.sleep(0)
        await asyncio.gather(*tasks, return_exceptions=True)
        assert (door.inside, door.waiting) == (0, 0)
        assert peak[0] <= most
        assert [door.step_in() for _ in range(most + 1)] == [True] * most + [False]

    asyncio.run(run())
