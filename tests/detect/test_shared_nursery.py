"""Several data planes with one nursery: each has detectors of its own, and the imports are there once."""

import asyncio
import os
import signal
import socket
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from router.core.types import Slot
from router.detect.lodging import Landlord, Lodging
from router.detect.pool import DetectorPool, nursery_of

TEXT = (Slot(("messages", 0, "content"), "write to anna@example.org", "user"),)


@pytest.fixture
async def house() -> AsyncIterator[tuple[Landlord, list[DetectorPool]]]:
    landlord = Landlord(nursery_of())
    pools = []
    for _ in range(2):
        ours, theirs = socket.socketpair()
        landlord.serve(ours)
        pools.append(DetectorPool(1, key=b"k", nursery=Lodging(theirs)))
        await pools[-1].start()
    yield landlord, pools
    for pool in pools:
        await pool.aclose()
    await landlord.aclose()


def nursery(landlord: Landlord) -> int:
    assert landlord._nursery._process is not None
    return landlord._nursery._process.pid


def parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not holds():  # noqa: ASYNC110 - processes come and go without telling
            await asyncio.sleep(0.05)


async def test_all_detectors_have_one_parent_and_each_ends_with_its_own_data_plane(
    house: tuple[Landlord, list[DetectorPool]],
) -> None:
    landlord, (one, other) = house
    await until(lambda: one.ready and other.ready)
    assert {parent(pid) for pid in (*one.pids, *other.pids)} == {nursery(landlord)}
    assert [found.kind for found in (await one.detect("t", TEXT)).findings] == ["EMAIL_ADDRESS"]
    (gone,) = one.pids
    await one.aclose()
    await until(lambda: not Path(f"/proc/{gone}").exists())
    assert [found.kind for found in (await other.detect("t", TEXT)).findings] == ["EMAIL_ADDRESS"]


async def test_a_nursery_that_is_killed_is_replaced_for_all(house: tuple[Landlord, list[DetectorPool]]) -> None:
    landlord, (one, other) = house
    await until(lambda: one.ready and other.ready)
    before = nursery(landlord)
    os.kill(before, signal.SIGKILL)
    await until(lambda: not one.ready or not other.ready)
    await until(lambda: one.ready and other.ready)
    assert {parent(pid) for pid in (*one.pids, *other.pids)} == {nursery(landlord)} != {before}


async def test_a_data_plane_that_says_that_it_hangs_gets_another(house: tuple[Landlord, list[DetectorPool]]) -> None:
    landlord, (one, other) = house
    await until(lambda: one.ready and other.ready)
    before = nursery(landlord)
    one._nursery.abandon()
    await until(lambda: nursery(landlord) != before and one.ready and other.ready)
