import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Protocol

import detector_hooks
import pytest
import pytest_asyncio
import uvloop

from router.core.types import Finding, Slot, SlotKind
from router.detect.budget import Time
from router.detect.crew import Nursery
from router.detect.merging import Found
from router.detect.pool import DetectorPool

HOOKS = ("detector_hooks:misbehaving",)
ROOT = Path(__file__).resolve().parents[2]


class Lookups(Protocol):
    """The fixture `lookups`."""

    def refused(self) -> list[str]: ...


def _slot(text: str, index: int = 0, kind: SlotKind = SlotKind.TEXT) -> Slot:
    return Slot(("messages", index, "content"), text, "user", kind)


def _slots(*texts: str) -> list[Slot]:
    return [_slot(text, index) for index, text in enumerate(texts)]


def _lives(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False


async def _until(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - what is waited for happens in the kernel
            await asyncio.sleep(0.02)


@pytest.fixture(autouse=True)
def _hooks_can_be_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    support = str(Path(detector_hooks.__file__).parent)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, [support, os.environ.get("PYTHONPATH")])))


@pytest_asyncio.fixture
async def pool() -> AsyncIterator[DetectorPool]:
    made = DetectorPool(2, key=b"k", time=Time(seconds=0.5), extra=HOOKS)
    await made.start()
    yield made
    await made.aclose()


async def test_starting_returns_at_once_and_the_first_request_waits() -> None:
    fresh = DetectorPool(1, key=b"k")
    started = time.monotonic()
    await fresh.start()
    assert time.monotonic() - started < 0.05
    ready_at_once = fresh.ready
    scan = await fresh.detect("t", _slots("mail ann@example.com"))
    assert (ready_at_once, fresh.ready) == (False, True)
    assert time.monotonic() - started < 15
    await fresh.aclose()
    assert scan.findings == (Finding(("messages", 0, "content"), 5, 20, "EMAIL_ADDRESS", 0.95, "email"),)
    assert scan.failed == 0


async def test_starting_again_changes_nothing(pool: DetectorPool) -> None:
    for _ in range(3):
        await pool.start()
    await pool.detect("t", _slots("warm"))
    await _until(lambda: len(pool.pids) == 2)
    await asyncio.sleep(0.3)
    assert len(pool.pids) == 2
    assert len(pool._channels) == 2


async def test_keys_and_numbers_are_read_and_a_key_gives_its_value_meaning(pool: DetectorPool) -> None:
    slots = [
        Slot(("m", "$", 0), "ann@example.com", "user", SlotKind.KEY),
        Slot(("m", "$", 1), "4111111111111111", "user", SlotKind.NUMBER),
        Slot(("m", "$", 2), "bsn", "user", SlotKind.KEY),
        Slot(("m", "$", 3), "111222333", "user", hint="bsn"),
        Slot(("m", "$", 5), "123", "user", hint="cvv"),
        Slot(("m", "$", 7), "123", "user"),
    ]
    scan = await pool.detect("t", slots)
    assert [(one.path[-1], one.kind) for one in scan.findings] == [
        (0, "EMAIL_ADDRESS"),
        (1, "CREDIT_CARD"),
        (3, "NATIONAL_ID"),
        (5, "SECRET"),
    ]


async def test_one_text_under_two_names_is_two_texts(pool: DetectorPool) -> None:
    named = Slot(("m", "bsn"), "111222333", "user", hint="bsn")
    unnamed = Slot(("m", "x"), "111222333", "user")
    for slots, expected in ([unnamed], []), ([named, unnamed], ["bsn"]), ([unnamed, named], ["bsn"]):
        scan = await pool.detect("two names", slots)
        assert [one.path[-1] for one in scan.findings] == expected


async def test_a_look_up_in_a_worker_is_refused_and_written_down(pool: DetectorPool, lookups: Lookups) -> None:
    scan = await pool.detect("t", _slots("LOOKUP"))
    assert scan.failed == 1
    assert lookups.refused() == ["detector.invalid"]


async def test_every_slot_of_the_same_text_gets_its_findings(pool: DetectorPool) -> None:
    scan = await pool.detect("t", _slots(*["ann@example.com"] * 3, "hi", ""))
    assert [one.path[1] for one in scan.findings] == [0, 1, 2]
    assert scan.failed == 0


async def test_a_text_far_longer_than_a_piece_is_read_whole(pool: DetectorPool) -> None:
    text = ("lorem ipsum dolor. " * 30_000 + "ann@example.com ") * 2
    scan = await pool.detect("t", _slots(text))
    assert [text[one.start : one.end] for one in scan.findings] == ["ann@example.com"] * 2


async def test_a_stuck_text_fails_alone_and_its_worker_is_replaced(pool: DetectorPool) -> None:
    await pool.detect("t", _slots("warm"))
    await _until(lambda: len(pool.pids) == 2)
    before = set(pool.pids)
    scan = await pool.detect("t", _slots("Ann Other 1", "STUCK", "Ann Other 2", "Ann Other 3"))
    assert [one.path[1] for one in scan.findings] == [0, 2, 3]
    assert scan.failed == 1
    await _until(lambda: len(pool.pids) == 2)
    assert len(before & set(pool.pids)) == 1
    assert not any(map(_lives, before - set(pool.pids)))


async def test_a_text_that_kills_its_worker_twice_fails_alone(pool: DetectorPool) -> None:
    scan = await pool.detect("t", _slots("CRASH", "Ann Other"))
    assert [one.path[1] for one in scan.findings] == [1]
    assert scan.failed == 1


async def test_after_a_second_loss_the_rest_of_a_job_fails_too(pool: DetectorPool) -> None:
    scan = await pool.detect("t", _slots("CRASH 1", "CRASH 2", "Ann Other"))
    assert scan.findings == ()
    assert scan.failed == 3
    assert (await pool.detect("t", _slots("Ann Other"))).failed == 0


async def test_a_recogniser_that_raises_fails_its_text_and_nothing_is_logged(
    pool: DetectorPool, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    scan = await pool.detect("t", _slots("RAISE Zanzibar", "Ann Other"))
    assert [one.kind for one in scan.findings] == ["PERSON"]
    assert scan.failed == 1
    assert "Zanzibar" not in caplog.text + "".join(capfd.readouterr())


async def test_a_worker_killed_from_outside_is_replaced_and_its_work_done(pool: DetectorPool) -> None:
    await pool.detect("t", _slots("warm"))
    await _until(lambda: len(pool.pids) == 2)
    for pid in pool.pids:
        os.kill(pid, signal.SIGKILL)
    scan = await pool.detect("t", _slots("Ann Other"))
    assert (len(scan.findings), scan.failed) == (1, 0)
    await _until(lambda: len(pool.pids) == 2)


async def test_successes_are_remembered_and_failures_are_not(pool: DetectorPool) -> None:
    await pool.detect("t", _slots("SLOW Ann Other"))
    started = time.monotonic()
    assert len((await pool.detect("t", _slots("SLOW Ann Other"))).findings) == 1
    assert time.monotonic() - started < 0.1
    started = time.monotonic()
    await pool.detect("another tenant", _slots("SLOW Ann Other"))
    assert time.monotonic() - started > 0.15
    known = len(pool._memo)
    await pool.detect("t", _slots("RAISE"))
    assert len(pool._memo) == known


async def test_a_small_request_does_not_wait_for_a_large_one(pool: DetectorPool) -> None:
    await pool.detect("t", _slots("warm"))
    large = asyncio.create_task(pool.detect("big", _slots(*(f"SLOW {index} " + "- " * 60_000 for index in range(8)))))
    await asyncio.sleep(0.3)
    small = await asyncio.wait_for(pool.detect("small", _slots("Ann Other")), 5)
    assert len(small.findings) == 1
    assert not large.done()
    large.cancel()
    await asyncio.gather(large, return_exceptions=True)


async def test_a_cancelled_request_leaves_the_pool_sound(pool: DetectorPool) -> None:
    await pool.detect("t", _slots("warm"))
    for _ in range(5):
        task = asyncio.create_task(pool.detect("t", _slots(*(f"SLOW {index}" for index in range(3)))))
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    scans = await asyncio.gather(*(pool.detect("t", _slots(f"{index} Ann Other")) for index in range(20)))
    assert [scan.findings[0].start for scan in scans] == [len(f"{index} ") for index in range(20)]
    assert pool._waiting == {}


async def test_a_text_that_is_not_unicode_counts_as_failed(pool: DetectorPool) -> None:
    scan = await pool.detect("t", _slots("lone \ud800 surrogate", "ann@example.com"))
    assert scan.failed == 1
    assert len(scan.findings) == 1


@pytest.mark.parametrize(
    ("extra", "why"),
    [
        ("detector_hooks:unborn", "RuntimeError at detector_hooks.py:"),
        ("no_such_module:at_all", "ModuleNotFoundError at "),
    ],
)
async def test_without_a_worker_every_text_counts_as_failed_nobody_waits_long_and_the_log_says_why_once(
    extra: str, why: str, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    broken = DetectorPool(1, key=b"k", extra=(extra,))
    assert broken.trouble() is None
    await broken.start()
    scan = await broken.detect("t", _slots("ann@example.com", "bob@example.com"))
    assert scan.failed == 2
    started = time.monotonic()
    assert (await broken.detect("t", _slots("ann@example.com"))).failed == 1
    assert time.monotonic() - started < 1
    assert not broken.ready
    assert why in str(broken.trouble())
    await broken.aclose()
    logged = caplog.text + "".join(capfd.readouterr())
    assert logged.count(why) == 1
    assert "ann@" not in logged
    assert detector_hooks.UNBORN not in logged


async def test_a_pool_that_was_never_started_fails_after_its_patience() -> None:
    assert (
        await DetectorPool(1, key=b"k", time=Time(patience=0.05)).detect("t", _slots("ann@example.com"))
    ).failed == 1


async def test_closing_leaves_no_process_behind_even_while_one_is_stuck() -> None:
    made = DetectorPool(2, key=b"k", time=Time(seconds=60), extra=HOOKS)
    await made.start()
    await made.detect("t", _slots("warm"))
    stuck = asyncio.create_task(made.detect("t", _slots("STUCK")))
    await asyncio.sleep(0.1)
    assert isinstance(made._nursery, Nursery)
    assert made._nursery._process is not None
    pids = [made._nursery._process.pid, *made.pids]
    await made.aclose()
    assert (await stuck).failed == 1
    assert not any(map(_lives, pids))


async def test_closing_while_it_starts_leaves_nothing_behind() -> None:
    made = DetectorPool(2, key=b"k")
    await made.start()
    await asyncio.sleep(0.01)
    await made.aclose()
    assert isinstance(made._nursery, Nursery)
    process = made._nursery._process
    assert process is None or process.returncode is not None


async def test_the_nursery_is_replaced_when_it_dies(pool: DetectorPool) -> None:
    await pool.detect("t", _slots("warm"))
    assert isinstance(pool._nursery, Nursery)
    assert pool._nursery._process is not None
    before = [pool._nursery._process.pid, *pool.pids]
    os.kill(before[0], signal.SIGKILL)
    await _until(lambda: not any(map(_lives, before)))
    assert (await pool.detect("t", _slots("Ann Other"))).failed == 0


PROGRAM = """
import asyncio, sys
from router.core.types import Slot
from router.detect.budget import Time
from router.detect.pool import DetectorPool

async def main():
    pool = DetectorPool(1, key=b"k", time=Time(seconds=60), extra=("detector_hooks:misbehaving",))
    await pool.start()
    scan = await pool.detect("t", [Slot(("x",), "ann@example.com +49 30 123456", "user")])
    heavy = [name for name in ("presidio_analyzer", "spacy", "re2", "phonenumbers", "stdnum") if name in sys.modules]
    print(len(scan.findings), heavy, pool._nursery._process.pid, *pool.pids, flush=True)
    await pool.detect("t", [Slot(("x",), "STUCK", "user")])

asyncio.run(main())
"""


def test_workers_die_with_the_data_plane_and_it_imports_nothing_heavy() -> None:
    process = subprocess.Popen([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout is not None
    found, heavy, *pids = process.stdout.readline().split()
    assert (found, heavy) == ("2", "[]")
    assert all(_lives(int(pid)) for pid in pids)
    process.kill()
    process.wait()
    process.stdout.close()
    deadline = time.monotonic() + 5
    while any(_lives(int(pid)) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(_lives(int(pid)) for pid in pids)


def test_no_key_of_the_data_plane_reaches_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MISTRAL_API_KEY", "a-secret")

    async def main() -> list[Finding]:
        made = DetectorPool(1, key=b"k", extra=HOOKS)
        await made.start()
        scan = await made.detect("t", _slots("PYTHONPATH and MISTRAL_API_KEY"))
        await made.aclose()
        return list(scan.findings)

    (found,) = asyncio.run(main())
    assert (found.start, found.end) == (0, len("PYTHONPATH"))


def test_it_runs_on_uvloop() -> None:
    async def main() -> list[Found | Finding]:
        made = DetectorPool(1, key=b"k")
        await made.start()
        scan = await made.detect("t", _slots("ann@example.com"))
        await made.aclose()
        return list(scan.findings)

    assert len(uvloop.run(main())) == 1
