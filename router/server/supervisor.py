"""The parent of the workers. It answers no request, and so it hardly ever has a reason to end.

What is there once is here: the sockets, the folder's lock, the rules and their swap, the parent of the detection, what
is counted together. A worker may die at any time: its sockets are open here, so what waits there waits on, and the
others accept it until another worker took its place.

    SIGTERM, SIGINT   all workers drain, then it ends; said twice, at once
    SIGHUP            new workers take the places of the old, one after another
"""

import asyncio
import logging
import signal
import socket
import time
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any

from router import wiring
from router.core.faults import where
from router.ports import LedgerUnavailable
from router.process import close_to_others
from router.server import control
from router.server.door import LAST
from router.server.member import Ends, Member
from router.server.ports import Address, bind, bind_all
from router.server.rules import Swap
from router.settings import Settings

TICK = 1.0
SILENT = 60.0
"""Seconds without a sign of life after which a worker counts as hanging, and is killed."""
READY_WITHIN = 60.0
"""Seconds that a new worker has to take an old one's place."""
PAUSES = 0.2, 30.0
"""Seconds before a worker that died is started again: the first time, doubled each time, and at most."""
SOUND = 60.0
"""Seconds of life after which a death is a first one again."""
GRACE = 5.0

log = logging.getLogger("sovereign.server")

Told = Callable[[int, int, str | None], Awaitable[None]]
"""Awaited with both ports, and the first key if there was none and it was asked for."""


class Supervisor:
    """Raises `ConfigErrors`, `SecretUnavailable`."""

    def __init__(self, settings: Settings, routes: Path, workers: int) -> None:
        self._settings = settings
        self._routes = routes
        self._count = workers
        self._master = wiring.master_of(settings)
        self._members: list[Member] = []
        self._posts: dict[int, Member] = {}
        """Who has each place now; whoever takes it over is a member, and not here yet."""
        self._deaths = dict.fromkeys(range(workers), 0)
        self._sockets: list[socket.socket] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._first: asyncio.Future[None] | None = None
        self._ending = False
        self._unmarked = False
        self._team: list[control.Fault] = []
        self.rules = Swap(routes)

    async def serve(self, data: Address, admin: Address, told: Told, *, show_key: bool) -> None:
        """Until told to stop. Raises `PortTaken`, `StoreError`, and ValueError when no worker starts."""
        close_to_others()
        self._sockets = [*bind_all(data, self._count), bind(admin)]
        ports = self._sockets[0].getsockname()[1], self._sockets[-1].getsockname()[1]
        self._landlord, self._commons = wiring.landlord(), wiring.commons()
        self._store = wiring.open_store(self._settings, self._master, serving=True)
        signals = _signals()
        try:
            key = await self._open(show_key=show_key)
            self._first = asyncio.get_running_loop().create_future()
            for place in range(self._count):
                self._posts[place] = await self._hire(place)
            await self._first
            await told(*ports, key)
            self._do(self._watch())
            while await signals.get() == signal.SIGHUP:
                self._do(self._renew())
            await self._leave(signals)
        finally:
            await self._end()

    async def _open(self, *, show_key: bool) -> str | None:
        await self._store.start()
        await self.rules.keep(self._store)
        if not show_key or "default" not in self.rules.loaded.ruleset.tenants:
            return None
        return await wiring.first_key(self._store, self._master, time.time())

    # ------------------------------------------------------------------------------------------------- who serves

    async def _hire(self, place: int) -> Member:
        """A process that begins to start."""
        member = Member(place, self._changed, self._lost)
        member.version = self.rules.version
        ends = Ends.of(3)
        doors = [one.fileno() for one in self._sockets]
        try:
            rules = self.rules
            begin = control.Begin(place, self._count, str(self._routes), rules.raw, doors, rules.faults)
            await member.start(ends, begin)
        finally:
            for end in ends.theirs:
                end.close()
        self._members.append(member)
        self._landlord.serve(ends.ours[1])
        await self._commons.serve(ends.ours[2])
        return member

    def _changed(self, member: Member) -> None:
        if member.started and member.version != self.rules.version:
            self._do(self._catch_up(member))
        self._assign()
        if self._first is not None and not self._first.done() and all(one.started for one in self._posts.values()):
            self._first.set_result(None)

    async def _catch_up(self, member: Member) -> None:
        await self.rules.catch_up(member)
        self._assign()

    def _assign(self) -> None:
        """Each place has one who accepts there: its own worker, or while that is not ready another one.

        Nobody accepts under rules that are not in force any more.
        """
        serving = {place: member for place, member in self._posts.items() if member.started and not member.gone}
        able = {place: member for place, member in serving.items() if member.version == self.rules.version}
        ready = {place: member for place, member in able.items() if member.serves_well}
        able = {} if self._ending else ready or able
        wanted: dict[Member, set[int]] = {}
        for place in range(self._count + 1):
            if able:
                owner = able.get(place % self._count) or list(able.values())[place % len(able)]
                wanted.setdefault(owner, set()).add(place)
        for member in sorted(self._members, key=lambda one: one not in wanted):  # who takes over, before who lets go
            if member.started and not member.draining:
                member.serve(frozenset(wanted.get(member, ())))
        self._tell()

    def _tell(self) -> None:
        """All of them how all are."""
        team: list[control.Fault] = [
            {
                "place": one.place,
                "process": one.pid,
                "ready": one.ready,
                "draining": one.draining,
                "ruleset": one.ruleset,
            }
            for one in self._members
        ]
        if team != self._team:
            self._team = team
            for member in self._members:
                if member.started:
                    member.say(control.Team(team))

    # --------------------------------------------------------------------------------------------- when one is gone

    def _lost(self, member: Member) -> None:
        self._members.remove(member)
        if not self._ending:
            self._assign()
        self._do(self._bury(member))

    async def _bury(self, member: Member) -> None:
        code = await member.ended()
        if code and not member.draining:
            why = member.reason or (f"signal {-code}" if code < 0 else f"exit code {code}")
            log.error("worker %d (process %d) ended: %s", member.place, member.pid, why)
        await self._mark_orphans()
        if self._ending or self._posts.get(member.place) is not member:
            return
        if self._first is not None and not self._first.done():
            self._first.set_exception(ValueError(member.reason or f"a worker ended with {code} before it could serve"))
            return
        await self._replace(member)

    async def _replace(self, member: Member) -> None:
        place = member.place
        self._deaths[place] = 0 if monotonic() - member.born > SOUND else self._deaths[place] + 1
        first, most = PAUSES
        pause = min(most, first * 2 ** (self._deaths[place] - 1)) if self._deaths[place] else 0.0
        log.warning("worker %d is started again in %.1f s; the others serve its connections", place, pause)
        await asyncio.sleep(pause)
        if not self._ending and self._posts.get(place) is member:
            self._posts[place] = await self._hire(place)

    async def _mark_orphans(self) -> None:
        """What nobody has open any more and nobody recorded the end of. Of several hosts, age alone tells."""
        orphans = wiring.orphans_of(self._store)
        if orphans is None:
            return
        self._unmarked = True
        with suppress(LedgerUnavailable):
            before = await orphans.left_open()
            answers = await asyncio.gather(*(one.ask() for one in self._members if one.started)) if before else []
            if None in answers:
                return
            living = {receipt for answer in answers for receipt in answer or ()}
            left = [one for one in before & await orphans.left_open() if one.receipt not in living]
            await orphans.mark_orphans(left)
            if left:
                log.warning("%d requests were open in a worker that died; the record says so", len(left))
            self._unmarked = False

    # ------------------------------------------------------------------------------------------------ what is watched

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(TICK)
            for member in self._members:
                if member.started and monotonic() - member.said_at > SILENT:
                    log.error("worker %d (process %d) hangs: it is killed", member.place, member.pid)
                    member.kill()
            self._assign()
            if self._unmarked:
                await self._mark_orphans()
            await self.rules.look(self._store, [one for one in self._members if one.started])

    async def _renew(self) -> None:
        """One after another; the first that does not become ready ends it, and nothing was lost."""
        for place in range(self._count):
            old = self._posts[place]
            heir = await self._hire(place)
            if not await self._takes_over(heir, old):
                log.error(
                    "a new worker %d does not become ready (%s): the old goes on", place, heir.reason or "see /readyz"
                )
                heir.kill()
                return
            self._posts[place] = heir
            self._assign()
            if not old.gone:
                old.drain()
                await old.ended_by(self._settings.drain + LAST + GRACE)
            log.info("worker %d is process %d now", place, heir.pid)

    async def _takes_over(self, heir: Member, old: Member) -> bool:
        """As ready as the old one is."""
        deadline = monotonic() + READY_WITHIN
        while not heir.gone and not self._ending and monotonic() < deadline:
            if heir.ready or (heir.started and not old.ready and not old.gone):
                return True
            await asyncio.sleep(0.05)
        return False

    # --------------------------------------------------------------------------------------------------------- the end

    async def _leave(self, signals: "asyncio.Queue[int]") -> None:
        self._ending = True
        log.info("draining, %.0f s at most", self._settings.drain)
        for one in self._sockets:
            one.close()
        for member in list(self._members):
            if member.started:
                member.drain()
            else:
                member.kill()
        hurrying = asyncio.create_task(self._hurry(signals))
        await asyncio.gather(*(one.ended_by(self._settings.drain + LAST + GRACE) for one in list(self._members)))
        hurrying.cancel()

    async def _hurry(self, signals: "asyncio.Queue[int]") -> None:
        while await signals.get() == signal.SIGHUP:
            pass
        for member in list(self._members):
            member.drain()

    async def _end(self) -> None:
        self._ending = True
        for member in list(self._members):
            member.kill()
            await member.ended()
        with suppress(LedgerUnavailable):
            await self._mark_orphans()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for one in self._sockets:
            one.close()
        await self._landlord.aclose()
        await self._store.aclose()

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(_shielded(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _shielded(work: Coroutine[Any, Any, None]) -> None:
    """Nothing that fails once may end the process that all others depend on."""
    try:
        await work
    except Exception as fault:  # noqa: BLE001 - as it says
        log.error("the supervisor goes on after a fault of its own: %s", where(fault))  # noqa: TRY400 - its text stays


def _signals() -> "asyncio.Queue[int]":
    told: asyncio.Queue[int] = asyncio.Queue()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, told.put_nowait, number)
    return told
