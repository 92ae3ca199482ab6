"""One of several workers: starts a router of its own, accepts where the supervisor says, ends when it says or is gone.

SIGINT and SIGTERM are ignored: a terminal or a service manager sends them to the whole group, and the supervisor knows
when it is whose turn. What is left open when the supervisor dies is served as in any other drain.
"""

import asyncio
import logging
import signal
import socket
import sys
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

import uvloop

from router import config
from router.core.faults import where
from router.ports import LedgerUnavailable
from router.secrets import SecretUnavailable
from router.server import control
from router.server.control import Line
from router.server.door import PARTING, Door
from router.server.logs import log_to_stderr
from router.settings import Settings
from router.wiring import Built, Part, Router, detectors

EVERY = 1.0
"""Seconds between two signs of life."""
WRONG = 2

log = logging.getLogger("sovereign.server")


class Worker:
    """`place`, `commons`: the lines of `wiring.Part`."""

    def __init__(self, settings: Settings, place: socket.socket, commons: socket.socket) -> None:
        self._settings = settings
        self._place, self._commons = place, commons
        self._orders: asyncio.Queue[control.Order] = asyncio.Queue()
        self._line = Line(lambda body: self._orders.put_nowait(control.read_order(body)), self._alone)
        self._tasks: set[asyncio.Task[None]] = set()
        self._prepared: dict[int, Built] = {}
        self._serving: set[int] = set()

    async def run(self, line: socket.socket) -> int:
        """Until it has drained; the exit code."""
        await asyncio.get_running_loop().create_unix_connection(lambda: self._line, sock=line)
        begin = await self._orders.get()
        if not isinstance(begin, control.Begin):
            return 0
        try:
            self._router = await self._start(begin)
        except (config.ConfigErrors, LedgerUnavailable, SecretUnavailable, ValueError, OSError) as fault:
            self._line.say(control.Failed(str(fault)))
            await asyncio.sleep(PARTING)  # the reason leaves before the process does
            return WRONG
        try:
            await self._serve(begin)
        finally:
            for task in self._tasks:
                task.cancel()
            await self._router.aclose()
            self._line.close()
        return 0

    async def _start(self, begin: control.Begin) -> Router:
        share = max(1, detectors() // begin.of)
        part = Part(begin.rules, self._place, self._commons, share, is_first=begin.number == 0)
        router = Router(self._settings, Path(begin.routes), part=part)
        try:
            await router.start()
        except BaseException:
            await router.aclose()
            raise
        router.refuse([dict(fault) for fault in begin.faults])
        return router

    async def _serve(self, begin: control.Begin) -> None:
        self._sockets = [socket.socket(fileno=descriptor) for descriptor in begin.doors]
        data, admin = Door(self._router.data_plane), Door(self._router.admin)
        self._doors = [*(data for _ in self._sockets[1:]), admin]
        self._line.say(control.Started())
        self._do(self._live())
        ending: asyncio.Task[None] | None = None
        while ending is None or not ending.done():
            order = asyncio.ensure_future(self._orders.get())
            await asyncio.wait([order, *([ending] if ending else [])], return_when=asyncio.FIRST_COMPLETED)
            if not order.done():
                order.cancel()
            elif not isinstance(order.result(), control.Drain):
                await self._obey(order.result())
            elif ending is None:
                ending = asyncio.create_task(self._drain(data, admin))
            else:
                data.hurry()
                admin.hurry()
        await ending

    async def _obey(self, order: control.Order) -> None:
        match order:
            case control.Serve(places=places):
                await self._accept(set(places))
            case control.Prepare(version=version, rules=rules):
                self._do(self._prepare(version, rules))
            case control.Commit(version=version):
                await self._commit(version)
            case control.Abort(version=version, faults=faults):
                self._prepared.pop(version, None)
                self._router.refuse([dict(fault) for fault in faults])
            case control.Ask():
                self._do(self._tell_open(self._router.open_receipts()))
            case control.Team(workers=workers):
                self._router.team = list(workers)
            case _:
                log.warning("the supervisor said what nobody expected: %s", type(order).__name__)

    async def _accept(self, places: set[int]) -> None:
        if self._router.is_leaving:
            return
        for place in self._serving - places:
            self._doors[place].leave(self._sockets[place])
        for place in places - self._serving:
            await self._doors[place].listen(self._sockets[place])
        self._serving = places

    async def _prepare(self, version: int, rules: bytes) -> None:
        try:
            self._prepared = {version: await self._router.prepare(rules)}
        except config.ConfigErrors as errors:
            self._line.say(control.Prepared(version, [asdict(fault) for fault in errors.faults]))
        except Exception as fault:  # noqa: BLE001 - whatever it is, the answer is no, and all others keep their rules
            why = str(fault) if isinstance(fault, LedgerUnavailable) else where(fault)
            told = config.Fault("", f"a worker could not prepare it: {why}", "look at its log; save the file again")
            self._line.say(control.Prepared(version, [asdict(told)]))
        else:
            self._line.say(control.Prepared(version, []))

    async def _commit(self, version: int) -> None:
        built = self._prepared.pop(version, None)
        if built is not None:
            with suppress(LedgerUnavailable):  # what was spent is told again with the next rules; these are in force
                await self._router.adopt(built)

    async def _tell_open(self, receipts: list[str]) -> None:
        """All that is not open is on disk by then."""
        with suppress(LedgerUnavailable):
            await self._router.around.store.settled()
            self._line.say(control.Open(receipts))

    async def _live(self) -> None:
        while True:
            status, told = self._router.ready()
            self._line.say(control.State(ready=status == 200, ruleset=told["ruleset"]))  # noqa: PLR2004 - HTTP's ok
            await asyncio.sleep(EVERY)

    async def _drain(self, data: Door, admin: Door) -> None:
        self._router.is_leaving = True
        for one in self._sockets:
            one.close()
        await data.drain(self._settings.drain)
        await admin.drain(0)

    def _alone(self) -> None:
        self._orders.put_nowait(control.Drain())

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def main(arguments: Sequence[str]) -> int:
    """`arguments`: descriptors of the control line, the line to the nursery and the line to the commons."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    log_to_stderr()
    line, place, commons = (socket.socket(fileno=int(descriptor)) for descriptor in arguments)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(_run(line, place, commons))


async def _run(line: socket.socket, place: socket.socket, commons: socket.socket) -> int:
    return await Worker(Settings(), place, commons).run(line)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
