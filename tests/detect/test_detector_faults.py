"""What heals where the parent of the detection's processes hangs."""

import os
import signal
import sys
from pathlib import Path

import detector_hooks
import pytest
from detector_pools import opened, slots, until

from router.detect.budget import Time
from router.detect.crew import Nursery
from router.detect.pool import DetectorPool

QUICK = Time(birth=1.0, imports=30.0)


@pytest.fixture(autouse=True)
def _hooks_can_be_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    support = str(Path(detector_hooks.__file__).parent)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, [support, os.environ.get("PYTHONPATH")])))


def _parent(pool: DetectorPool) -> int:
    assert isinstance(pool._nursery, Nursery)
    assert pool._nursery._process is not None
    return pool._nursery._process.pid


def _lives(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


async def test_a_parent_that_hangs_is_replaced_once_a_worker_is_overdue(caplog: pytest.LogCaptureFixture) -> None:
    async with opened(time=QUICK) as pool:
        await until(lambda: len(pool.pids) == 2)
        before = _parent(pool)
        os.kill(before, signal.SIGSTOP)
        for pid in pool.pids:
            os.kill(pid, signal.SIGKILL)
        scan = await pool.detect("t", slots("Ann Other"))
        assert (len(scan.findings), scan.failed) == (1, 0)
        await until(lambda: len(pool.pids) == 2)
        assert _parent(pool) != before
        assert not _lives(before)
    assert "does not answer" in caplog.text


async def test_a_parent_that_hangs_while_it_starts_is_replaced_too() -> None:
    pool = DetectorPool(1, key=b"k", time=Time(imports=4.0))
    await pool.start()
    await until(lambda: pool._nursery.alive)
    before = _parent(pool)
    os.kill(before, signal.SIGSTOP)
    await until(lambda: _parent(pool) != before, 10)
    await pool.aclose()


async def test_closing_ends_a_parent_that_hangs() -> None:
    pool = DetectorPool(1, key=b"k")
    await pool.start()
    await until(lambda: pool._nursery.alive)
    os.kill(_parent(pool), signal.SIGSTOP)
    await pool.aclose()
    assert not _lives(_parent(pool))


@pytest.mark.skipif(sys.platform != "linux", reason="prctl(2) is Linux's own")
async def test_workers_which_hold_the_words_of_requests_dump_no_core_and_let_no_debugger_in() -> None:
    async with opened(workers=1) as pool:
        assert len((await pool.detect("t", slots("CLOSED"))).findings) == 1
