"""The processes behind the pool, as the event loop sees them: one nursery, and the channels to its workers."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

import router
from router.core.frames import Frames
from router.core.lexicons import Lexicon
from router.detect.jobs import Job
from router.detect.nursery_commands import COMMAND, FORK, JOIN, KILL
from router.detect.wire import Answer, Fault, Forget, Hello, Learn, frame, read_message
from router.detect.wire import Job as WireJob

_INHERITED = ("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "TZ", "SSL_CERT_FILE")
"""Of the data plane's environment. The rest, and so every provider's key, stays with it."""
_OBSERVED = ("NO_DNS_ALLOW", "NO_DNS_LOG")
"""Also passed on: where the test suite's guard, which comes by PYTHONPATH, writes down the look-ups that it refused."""
_GONE_WITHIN = 5.0
_TERMS, _PATTERN = 20_000, 50
"""Terms that a worker keeps compiled, of all lexicons together, at some 2 kB each; and how many a pattern counts as."""


class Asking:
    """The line to a nursery: `fork` asks it for a worker."""

    def __init__(self) -> None:
        self._control: socket.socket | None = None
        self.proven = False
        """A worker of this process said hello: its imports are done."""

    def fork(self, number: int, channel: socket.socket) -> None:
        """Asks for a worker that serves `channel`. Raises OSError when the nursery is gone."""
        socket.send_fds(self._line(), [COMMAND.pack(FORK, number)], [channel.fileno()])

    def kill(self, number: int) -> None:
        if self._control is not None:
            try:
                self._control.send(COMMAND.pack(KILL, number))
            except OSError:
                self._hang_up()  # it is gone, and its workers with it

    def join(self, control: socket.socket) -> None:
        """Lets another data plane ask there: it has the other end. Raises OSError when the nursery is gone."""
        socket.send_fds(self._line(), [COMMAND.pack(JOIN, 0)], [control.fileno()])

    def _line(self) -> socket.socket:
        if self._control is None:
            raise ConnectionError("the nursery is not open")
        return self._control

    def _hang_up(self) -> None:
        if self._control is not None:
            self._control.close()
            self._control = None


class Nursery(Asking):
    """The nursery process: `open` starts it."""

    def __init__(self, kinds: frozenset[str], extra: Sequence[str]) -> None:
        super().__init__()
        self._kinds, self._extra = kinds, extra
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._closed = self._abandoned = False

    @property
    def alive(self) -> bool:
        return self._process is not None and not self._abandoned and self._process.poll() is None

    def open(self) -> None:
        """Starts the process; blocks for milliseconds, not for its imports. Raises OSError."""
        with self._lock:
            if not self._closed:
                self._hang_up()
                if self._process is not None:
                    _wait(self._process)
                self._abandoned = self.proven = False
                self._control, theirs = socket.socketpair()
                self._control.setblocking(False)  # one that hangs must not make the event loop wait
                with theirs:
                    self._process = self._run(theirs.fileno())

    def _run(self, control: int) -> subprocess.Popen[bytes]:
        arguments = [str(control), json.dumps(sorted(self._kinds)), json.dumps(list(self._extra))]
        return subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
            [sys.executable, "-P", "-m", "router.detect.nursery", *arguments],
            pass_fds=[control],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env=_environment(),
        )

    def abandon(self) -> None:
        """Kills the process, and so its workers: it does not answer. `open` starts another."""
        self._abandoned = True
        self._hang_up()
        if self._process is not None:
            self._process.kill()

    def close(self) -> None:
        """Ends it and every worker, for good; blocks until they are gone, seconds at most."""
        with self._lock:
            self._closed = True
            self._hang_up()
            if self._process is not None:
                _wait(self._process)


class Channel(asyncio.Protocol):
    """The line to one worker. At most one job is with it."""

    def __init__(
        self, number: int, heard: Callable[["Channel", Hello | Fault | Answer], None], lost: Callable[["Channel"], None]
    ) -> None:
        self.number = number
        self.pid: int | None = None
        """Known once it said hello."""
        self.job: Job | None = None
        self.late = False
        """Its job took too long: it is being killed."""
        self.timer: asyncio.TimerHandle | None = None
        self._heard, self._lost = heard, lost
        self._told: OrderedDict[bytes, int] = OrderedDict()
        self._frames = Frames()
        self._transport: asyncio.Transport | None = None

    @property
    def idle(self) -> bool:
        return self.pid is not None and self.job is None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # a stream socket's; uvloop's own is no subclass of it

    def data_received(self, data: bytes) -> None:
        for body in self._frames.feed(data):
            self._heard(self, read_message(body))

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - why it was lost changes nothing
        self._lost(self)

    def send(self, job: Job) -> None:
        self.job = job
        lexicon = job.ticket.lexicon
        if self._transport is not None:
            self._transport.write(self._news(lexicon))
            self._transport.write(frame(WireJob([piece.item for piece in job.pieces], lexicon.digest)))

    def _news(self, lexicon: Lexicon) -> bytes:
        """What the worker must hear before a job with this lexicon: it knows those last used."""
        if not lexicon.digest:
            return b""
        is_new = lexicon.digest not in self._told
        self._told.setdefault(lexicon.digest, _weight(lexicon))
        self._told.move_to_end(lexicon.digest)
        if not is_new:
            return b""
        news = bytearray()
        while len(self._told) > 1 and sum(self._told.values()) > _TERMS:
            news += frame(Forget(self._told.popitem(last=False)[0]))
        return bytes(news) + frame(Learn(lexicon))

    def abort(self) -> None:
        if self._transport is not None:
            self._transport.abort()


def _weight(lexicon: Lexicon) -> int:
    wordings = (*lexicon.find, *lexicon.leave)
    return sum(len(one.terms) + _PATTERN * len(one.patterns) for one in wordings)


def _wait(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(_GONE_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _environment() -> dict[str, str]:
    root = str(Path(router.__file__).resolve().parents[1])
    inherited = {name: os.environ[name] for name in (*_INHERITED, *_OBSERVED) if name in os.environ}
    path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
    return inherited | {"PYTHONPATH": path, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
