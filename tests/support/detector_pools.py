"""Pools of detector processes for tests, with the recognisers of `detector_hooks`."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import detector_hooks

from router.core.types import Slot
from router.detect.budget import Time
from router.detect.pool import DetectorPool

SUPPORT = str(Path(detector_hooks.__file__).parent)


def slots(*texts: str) -> list[Slot]:
    return [Slot(("messages", index, "content"), text, "user") for index, text in enumerate(texts)]


async def until(condition: Callable[[], bool], seconds: float = 20.0) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - what is waited for happens in the kernel
            await asyncio.sleep(0.02)


@asynccontextmanager
async def opened(workers: int = 2, *, time: Time | None = None) -> AsyncIterator[DetectorPool]:
    """A pool, all of whose workers are there. Its workers find `detector_hooks` by PYTHONPATH."""
    known = os.environ.get("PYTHONPATH", "")
    if SUPPORT not in known.split(os.pathsep):
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [SUPPORT, known]))
    made = DetectorPool(workers, key=b"k", time=time or Time(), extra=("detector_hooks:misbehaving",))
    await made.start()
    try:
        await made.detect("t", slots("warm"))
        yield made
    finally:
        await made.aclose()
