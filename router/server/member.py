"""A worker as its supervisor sees it: a process, a line to it, and what it said last."""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic
from typing import TypeVar

import router
from router import config
from router.server import control
from router.server.control import Fault, Line

T = TypeVar("T")

PREPARING = 30.0
ASKING = 5.0
GOING = 5.0
"""Seconds for an answer; and between the end of the line and that of the process."""
FRESH = 5.0
"""Seconds without a sign of life after which others accept in its place."""


@dataclass(frozen=True, slots=True)
class Ends:
    """The supervisor's ends of a new worker's lines, and the worker's."""

    ours: tuple[socket.socket, ...]
    theirs: tuple[socket.socket, ...]

    @classmethod
    def of(cls, count: int) -> "Ends":
        pairs = [socket.socketpair() for _ in range(count)]
        return cls(tuple(ours for ours, _ in pairs), tuple(theirs for _, theirs in pairs))


class Member:
    """`changed` is called whenever something that it is changes, `lost` once, when its line ended."""

    def __init__(self, place: int, changed: Callable[["Member"], None], lost: Callable[["Member"], None]) -> None:
        self.place = place
        self.born = self.said_at = monotonic()
        self.started = self.ready = self.draining = self.gone = False
        self.version = 0
        self.ruleset = ""
        self.reason: str | None = None
        """Why it could not start."""
        self.places: frozenset[int] = frozenset()
        self._changed, self._lost = changed, lost
        self._end = asyncio.Event()
        self._line = Line(self._heard, self._hung_up)
        self._prepared: dict[int, asyncio.Future[list[Fault] | None]] = {}
        self._asked: asyncio.Future[list[str] | None] | None = None
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def serves_well(self) -> bool:
        return self.ready and monotonic() - self.said_at < FRESH

    @property
    def pid(self) -> int:
        return self._process.pid if self._process is not None else 0

    async def start(self, ends: Ends, begin: control.Begin) -> None:
        """Raises OSError."""
        numbers = [one.fileno() for one in ends.theirs]
        self._process = subprocess.Popen(  # noqa: ASYNC220, S603 - milliseconds; our own interpreter and module
            [sys.executable, "-P", "-m", "router.server.worker", *map(str, numbers)],
            pass_fds=[*numbers, *begin.doors],
            stdin=subprocess.DEVNULL,
            env=_environment(),
        )
        await asyncio.get_running_loop().create_unix_connection(lambda: self._line, sock=ends.ours[0])
        self.say(begin)

    def say(self, order: control.Order) -> None:
        self._line.say(order)

    def serve(self, places: frozenset[int]) -> None:
        if places != self.places:
            self.places = places
            self.say(control.Serve(sorted(places)))

    def drain(self) -> None:
        self.draining = True
        self.say(control.Drain())

    def kill(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.kill()

    async def prepare(self, version: int, rules: bytes) -> list[Fault] | None:
        """Why it refuses; nothing where it does not; None where it is gone."""
        answer: asyncio.Future[list[Fault] | None] = asyncio.get_running_loop().create_future()
        self._prepared[version] = answer
        self.say(control.Prepare(version, rules))
        done, _ = await asyncio.wait([answer], timeout=PREPARING)
        self._prepared.pop(version, None)
        if self.gone:
            return None
        return answer.result() if done else [_silent(self.place)]

    async def ask(self) -> list[str] | None:
        """Receipts of what is open there; nothing where it is gone; None where nobody can say."""
        self._asked = asyncio.get_running_loop().create_future()
        self.say(control.Ask())
        done, _ = await asyncio.wait([self._asked], timeout=ASKING)
        if self.gone:
            return []
        return self._asked.result() if done else None

    async def ended(self) -> int:
        """Its exit code; negative for a signal's. Killed if it does not go."""
        if self._process is None:
            return 0
        try:
            return await asyncio.to_thread(self._process.wait, GOING)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return await asyncio.to_thread(self._process.wait)

    async def ended_by(self, patience: float) -> None:
        """Waits so many seconds for it to end by itself, then ends it."""
        try:
            await asyncio.wait_for(self._end.wait(), patience)
        except TimeoutError:
            self.kill()
        await self.ended()

    def _heard(self, body: bytes) -> None:
        self.said_at = monotonic()
        match control.read_report(body):
            case control.Started():
                self.started = True
                self._changed(self)
            case control.Failed(reason=reason):
                self.reason = reason
            case control.State(ready=ready, ruleset=ruleset):
                if (ready, ruleset) != (self.ready, self.ruleset):
                    self.ready, self.ruleset = ready, ruleset
                    self._changed(self)
            case control.Prepared(version=version, faults=faults):
                self._settle(self._prepared.get(version), faults)
            case control.Open(receipts=receipts):
                self._settle(self._asked, receipts)

    def _hung_up(self) -> None:
        self.gone, self.ready = True, False
        self._end.set()
        for future in self._prepared.values():
            self._settle(future, None)
        self._settle(self._asked, None)
        self._lost(self)

    @staticmethod
    def _settle(future: asyncio.Future[T] | None, value: T) -> None:
        if future is not None and not future.done():
            future.set_result(value)


def _silent(place: int) -> Fault:
    wrong = f"worker {place} did not answer within {PREPARING:.0f} s"
    return asdict(config.Fault("", wrong, "look at its log; save the file again"))


def _environment() -> dict[str, str]:
    """All of the supervisor's, secrets too: a worker needs the same. And our own modules, wherever it was started."""
    root = str(Path(router.__file__).resolve().parents[1])
    path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
    return {**os.environ, "PYTHONPATH": path}
