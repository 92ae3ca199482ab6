"""The detector: texts in, findings out, read by processes of their own so that a slow text never stalls a stream.

Imports nothing heavy: Presidio, spaCy and the patterns live in the workers. What can go wrong, and what then happens:

    a recogniser raises          the text counts as failed
    a text is late               its worker is killed and replaced, the text counts as failed
    a worker dies                the text it was reading goes to another worker, alone and once
      in both cases              the other texts of its job go to another worker, once
    no worker starts             every text counts as failed until one does; the log says why
    a worker says no hello       the nursery hangs: it is killed and replaced, and with it its workers
    a request is cancelled       its jobs are dropped; an answer on its way is still remembered
    a request is out of time     the same, and what it still misses counts as failed
    a request is too long        it is not begun, and counts as failed at once

Failures are never remembered.
"""

import asyncio
import logging
import socket
import sys
from collections.abc import Iterable, Sequence

from router.core.lexicons import NO_LEXICON, Lexicon
from router.core.types import KINDS, Finding, Slot
from router.detect.budget import Time
from router.detect.crew import Channel, Nursery
from router.detect.hints import hint
from router.detect.jobs import Job, Reading, Ticket
from router.detect.lodging import Lodging
from router.detect.memo import Known, Memo, Namer
from router.detect.merging import Found
from router.detect.names import NAMED
from router.detect.rota import Rota
from router.detect.wire import Answer, Fault, Hello
from router.ports import Scan

_SHORTEST, _SHORTEST_NAMED = 3, 2
"""Characters of the shortest text that can hold something (`Ann`); and of one whose key tells (`"name": "Bo"`)."""
_PAUSE = 0.1
"""Seconds after a loss in which a new worker comes first; then whoever is idle takes over."""
_BREATH = 1 << 18
"""Characters hashed before the event loop gets a turn."""

_TIME = Time()

log = logging.getLogger("sovereign.detect")


class DetectorPool:
    """Implements `router.ports.Detector`.

    `workers`: processes. `key`: secret of this process, under which texts are remembered.
    `extra`: further recognisers, `module:callable` each, besides the built-in ones (see `router.detect.names`).
    `nursery`: where another process has it.
    """

    def __init__(
        self,
        workers: int = 2,
        *,
        key: bytes,
        time: Time = _TIME,
        kinds: frozenset[str] = KINDS,
        extra: Sequence[str] = (),
        nursery: Nursery | Lodging | None = None,
    ) -> None:
        self._size = max(1, workers)
        self._time = time
        self._memo = Memo(key)
        self._rota = Rota()
        self._nursery = nursery or nursery_of(kinds, extra)
        self._channels: dict[int, Channel] = {}
        self._waiting: dict[Ticket, asyncio.Future[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._up = asyncio.Event()
        self._opening = asyncio.Lock()
        self._hired = self._stillborn = 0
        self._started = self._closed = False
        self._fault: str | None = None

    @property
    def ready(self) -> bool:
        """At least one worker said hello and lives."""
        return any(channel.pid is not None for channel in self._channels.values())

    @property
    def pids(self) -> tuple[int, ...]:
        """Of the workers that are ready."""
        return tuple(channel.pid for channel in self._channels.values() if channel.pid is not None)

    def trouble(self) -> str | None:
        """Why no worker comes; None while one is there, or may yet come."""
        if self.ready:
            return None
        return self._fault or ("no process of the detection starts" if self._broken else None)

    async def start(self) -> None:
        """Starting again changes nothing: a reload that turns detection on may do so."""
        if not self._started:
            self._started = True
            for _ in range(self._size):
                self._spawn(0.0)

    async def aclose(self) -> None:
        self._closed = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for channel in list(self._channels.values()):
            channel.abort()
        await asyncio.to_thread(self._nursery.close)
        for ticket in list(self._waiting):
            self._give_up(ticket)

    async def detect(self, tenant: str, slots: Sequence[Slot], lexicon: Lexicon = NO_LEXICON) -> Scan:
        known, readings, places = await self._look_up(tenant, slots, lexicon)
        if readings:
            await self._read(Ticket(list(readings.values()), tenant, lexicon))
        failed = files = 0
        findings: list[Finding] = []
        left: list[Finding] = []
        for slot, name in places:
            found = known.get(name) if name else None
            if found is None and name in readings and not readings[name].failed and readings[name].done:
                found = Known.of(readings[name].findings())
            if found is None:
                failed += 1
            else:
                findings += found.at(slot.path)
                left += found.left_at(slot.path)
                files += found.files
        return Scan(tuple(findings), failed, files, tuple(left))

    async def _look_up(
        self, tenant: str, slots: Sequence[Slot], lexicon: Lexicon
    ) -> tuple[dict[bytes, Known], dict[bytes, Reading], list[tuple[Slot, bytes]]]:
        """What is remembered, what must be read, and which slot has which text; b"" for a text that is not Unicode."""
        known: dict[bytes, Known] = {}
        readings: dict[bytes, Reading] = {}
        places: list[tuple[Slot, bytes]] = []
        hashed = 0
        namer = self._memo.namer(tenant, lexicon.digest)
        own = frozenset(wording.place for wording in lexicon.find)
        for slot in slots:
            called = hint(slot)
            if len(slot.text) < _shortest(called, lexicon):
                continue
            hashed += len(slot.text)
            if hashed > _BREATH:
                await asyncio.sleep(0)
                hashed = 0
            name = _name(namer, called, slot.text)
            places.append((slot, name))
            if name and name not in known and name not in readings:
                found = self._memo.recall(tenant, name)
                if found is None:
                    readings[name] = Reading(name, called, slot.text, own)
                else:
                    known[name] = found
        return known, readings, places

    async def _read(self, ticket: Ticket) -> None:
        """Has the texts read. Returns when each is done or failed."""
        size = sum(len(reading.text) for reading in ticket.readings)
        if not self._time.suffices(sum(reading.text.count(" ") for reading in ticket.readings), self._size):
            self._give_up(ticket)
            return
        try:
            async with asyncio.timeout(self._time.patience):
                await self._up.wait()
            async with asyncio.timeout(0 if self._broken else self._time.of_request(size)):
                await self._enqueue(ticket)
        except TimeoutError:
            self._give_up(ticket)
        finally:
            ticket.dropped = True
            self._waiting.pop(ticket, None)

    def _enqueue(self, ticket: Ticket) -> asyncio.Future[None]:
        done = self._waiting[ticket] = asyncio.get_running_loop().create_future()
        self._rota.add(ticket)
        self._dispatch()
        return done

    def _give_up(self, ticket: Ticket) -> None:
        ticket.dropped = True
        for reading in ticket.readings:
            reading.failed = reading.failed or not reading.done
        self._settle(ticket, force=True)

    def _settle(self, ticket: Ticket, *, force: bool = False) -> None:
        done = self._waiting.get(ticket)
        if done is not None and not done.done() and (force or ticket.done):
            done.set_result(None)

    def _dispatch(self) -> None:
        for channel in reversed(list(self._channels.values())):  # the newest first: what killed one may kill its peers
            if not channel.idle:
                continue
            job = self._rota.take()
            if job is None:
                return
            allowed = self._time.of_job(job.size)
            channel.timer = asyncio.get_running_loop().call_later(allowed, self._late, channel)
            channel.send(job)

    def _heard(self, channel: Channel, message: Hello | Fault | Answer) -> None:
        match message:
            case Hello(pid=pid):
                channel.pid = pid
                self._release(channel)
                self._nursery.proven = True
                self._stillborn = 0
                self._fault = None
                self._up.set()
            case Fault(reason=reason):
                if reason != self._fault:
                    log.error("detection does not start, texts count as unscanned: %s", reason)
                self._fault = reason
            case Answer(found=found):
                self._answered(channel, None if found is None else [_interned(one) for one in found])
        self._dispatch()

    def _answered(self, channel: Channel, found: Iterable[Found] | None) -> None:
        job = channel.job
        if job is None:
            return
        reading = job.pieces[job.answered].reading
        job.answer(found)
        if reading.done and not reading.failed:
            self._memo.remember(job.ticket.tenant, reading.name, Known.of(reading.findings()))
        if not job.rest:
            self._release(channel)
            self._settle(job.ticket)

    @staticmethod
    def _release(channel: Channel) -> None:
        channel.job = None
        if channel.timer is not None:
            channel.timer.cancel()
            channel.timer = None

    def _late(self, channel: Channel) -> None:
        channel.late = True
        self._nursery.kill(channel.number)
        channel.abort()

    def _unborn(self) -> None:
        """A worker is long overdue: the nursery hangs, and so nobody comes of it."""
        log.error("the parent of the detection's processes does not answer: it is killed and replaced")
        self._nursery.abandon()
        for channel in self._channels.values():
            if channel.pid is None:
                channel.abort()

    def _lost(self, channel: Channel) -> None:
        self._channels.pop(channel.number, None)
        job = channel.job
        self._release(channel)
        if job is not None and job.rest:
            self._bury(job, late=channel.late)
        if not self.ready:
            self._up.clear()
        if not self._closed:
            self._replace(born=channel.pid is not None)

    def _bury(self, job: Job, *, late: bool) -> None:
        """A text that was late, or that a second worker died of, fails; all others get one more chance."""
        if job.retried or job.ticket.dropped:
            job.fail()
        else:
            suspect, *others = job.rest
            if late:
                job.answer(None)
            else:
                self._rota.put_back(Job(job.ticket, [suspect], retried=True))
            if others:
                self._rota.put_back(Job(job.ticket, others, retried=True))
        self._settle(job.ticket)
        asyncio.get_running_loop().call_later(_PAUSE, self._dispatch)

    def _replace(self, *, born: bool) -> None:
        """A worker that never said hello is not replaced at once: what killed it may kill the next."""
        self._stillborn += not born
        if self._broken:
            self._up.set()  # nobody should wait for what does not come
            for ticket in list(self._waiting):
                self._give_up(ticket)
        self._spawn(0.0 if born else min(5.0, 0.1 * 2**self._stillborn))

    @property
    def _broken(self) -> bool:
        return self._stillborn >= 2 * self._size and not self.ready

    def _spawn(self, delay: float) -> None:
        task = asyncio.get_running_loop().create_task(self._hire(delay))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _hire(self, delay: float) -> None:
        await asyncio.sleep(delay)
        self._hired += 1
        channel = Channel(self._hired, self._heard, self._lost)
        try:
            async with self._opening:
                if not self._nursery.alive:
                    await asyncio.to_thread(self._nursery.open)
            await self._connect(channel)
        except OSError:
            self._replace(born=False)

    async def _connect(self, channel: Channel) -> None:
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                self._nursery.fork(channel.number, theirs)
            self._channels[channel.number] = channel
            loop = asyncio.get_running_loop()
            overdue = self._time.birth if self._nursery.proven else self._time.imports
            channel.timer = loop.call_later(overdue, self._unborn)
            await loop.create_unix_connection(lambda: channel, sock=ours)
        except BaseException:
            self._channels.pop(channel.number, None)
            self._release(channel)
            ours.close()
            raise


def nursery_of(kinds: frozenset[str] = KINDS, extra: Sequence[str] = ()) -> Nursery:
    return Nursery(kinds, (*NAMED, *extra))


def _shortest(called: str, lexicon: Lexicon) -> int:
    """What a tenant wants found can be short."""
    if lexicon.find:
        return 1
    return _SHORTEST_NAMED if called else _SHORTEST


def _name(namer: Namer, hint: str, text: str) -> bytes:
    """b"" for a text that is not Unicode."""
    try:
        return namer(hint, text)
    except UnicodeEncodeError:
        return b""


def _interned(one: tuple[int, int, str, float, str]) -> Found:
    """Kinds and names repeat endlessly: one copy of each is remembered."""
    start, end, kind, score, by = one
    return Found(start, end, sys.intern(kind), score, sys.intern(by))
