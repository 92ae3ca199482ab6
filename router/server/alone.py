"""Both ports in one process: binds first, so that a taken port is told at once, then serves until told to stop."""

import asyncio
import contextlib
import logging
import signal
from collections.abc import Callable
from typing import Any

from router.server.door import Door
from router.server.ports import Address, bind
from router.wiring import Router

log = logging.getLogger("sovereign.server")

GOES_ON = (
    "one process goes on; rules, keys and secrets are looked at every second, new code wants --workers or a restart"
)


async def serve(router: Router, data: Address, admin: Address, started: Callable[[int, int], Any]) -> None:
    """Serves until SIGINT or SIGTERM, then drains; a second signal ends what is left at once.

    `started` is awaited with both ports once they listen.
    """
    with contextlib.ExitStack() as sockets:
        listening = [sockets.enter_context(contextlib.closing(bind(address))) for address in (data, admin)]
        await router.start()
        try:
            doors = Door(router.data_plane), Door(router.admin)
            told = _signals()
            for door, one in zip(doors, listening, strict=True):
                await door.listen(one)
            await started(*(one.getsockname()[1] for one in listening))
            await told.get()
            router.is_leaving = True
            for one in listening:
                one.close()
            hurrying = asyncio.create_task(_hurry(told, doors))
            await doors[0].drain(router.settings.drain)
            await doors[1].drain(0)
            hurrying.cancel()
        finally:
            await router.aclose()


async def _hurry(told: "asyncio.Queue[None]", doors: tuple[Door, Door]) -> None:
    await told.get()
    for door in doors:
        door.hurry()


def _signals() -> "asyncio.Queue[None]":
    """One item for each signal to stop. A terminal that is closed stops nothing, nor does a reload."""
    told: asyncio.Queue[None] = asyncio.Queue()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, told.put_nowait, None)
    loop.add_signal_handler(signal.SIGHUP, log.info, "SIGHUP: %s", GOES_ON)
    return told
