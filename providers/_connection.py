"""One connection to a provider: HTTP/1.1, one exchange at a time. `httptools` (llhttp) parses; what happens is here.

    state   waits for          ends in
    IDLE    a request          HEAD by `send`; GONE by anything that arrives, or after KEEP_ALIVE
    HEAD    status, headers    BODY; itself after a 1xx, which is skipped (RFC 9110 section 15.2)
    BODY    the rest           IDLE at the end of the message, if the connection can be used again; else GONE
    GONE    nothing            -

An answer ends where its length, its chunks or, having neither, the connection says (RFC 9112 section 6.3). Any other end
of the connection is a failure: REFUSED before the head has come, RESET after it. So a pool holds no connection that the
other side has closed: the protocol stays attached, and the FIN ends IDLE as soon as the loop sees it.

The connection is used again only if both sides wish it, the whole request was sent, and the answer was all that came:
bytes behind it are the start of an answer that nobody asked for, and the next request must not be given it.

A provider may send without end and say nothing: header lines, their number, and the bytes that bring no body (the head,
1xx responses, trailers, the framing of chunks) are bounded. A body is not, but it is read no faster than it is taken:
above `MUCH` the reading pauses, and the stall clock with it.

Time is one moment `_due` and one timer, re-armed lazily: moving `_due` back costs nothing, and the timer, when it rings
early, is set again. It outlives the exchange, so a busy connection hardly ever touches the loop's timers.
"""

import asyncio
import math
from enum import Enum, auto
from typing import NamedTuple, Protocol, cast

import httptools

from providers._answer import Answer
from router.core.problems import FailureKind, UpstreamFailure

KEEP_ALIVE = 60.0
"""Seconds that an unused connection is kept."""

MAX_HEADER_LINE = 8190
MAX_HEADERS = 128
MAX_BARE = 65_536
"""Bytes in a row that bring no body."""

MUCH = 1 << 18
"""Bytes unread from which on the provider has to wait."""

SMALL = 1 << 14
"""Bytes up to which a body is copied behind its head."""
PIECE = 1 << 18
"""Bytes from which on a body is sent in pieces, as the provider takes them."""

SWITCHING_PROTOCOLS = 101
NOT_HTTP = (httptools.HttpParserError, httptools.HttpParserUpgrade)
NOTHING = memoryview(b"")


class State(Enum):
    IDLE = auto()
    HEAD = auto()
    BODY = auto()
    GONE = auto()


class Waits(NamedTuple):
    first: float
    """When the first bytes of the body must be there, by the loop's clock."""
    stall: float | None
    """Seconds of silence after them; None: `end` alone counts."""
    end: float
    """When the whole answer must be there, by the loop's clock."""


class Owner(Protocol):
    def take_back(self, connection: "Connection") -> None:
        """It can be used again."""
        ...

    def forget(self, connection: "Connection") -> None:
        """It cannot."""
        ...


class Unwanted(Exception):  # noqa: N818 - never leaves this file: it stops the parser
    """A response that goes too far."""


class Connection(asyncio.Protocol):
    """The parser's callbacks only note what they see; what follows from it is done when the parser has returned."""

    def __init__(self, owner: Owner) -> None:
        self.closed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._loop = asyncio.get_running_loop()
        self._owner = owner
        self._parser = httptools.HttpResponseParser(self)
        self._state = State.IDLE
        self._answer: Answer | None = None
        self._waits = Waits(0.0, None, 0.0)
        self._unsent = NOTHING
        self._full = False
        self._held_back = False
        self._due = self._rings = math.inf
        self._timer: asyncio.TimerHandle | None = None

    @property
    def is_idle(self) -> bool:
        return self._state is State.IDLE and not self._transport.is_closing()

    def send(self, head: bytes, body: bytes, waits: Waits) -> Answer:
        """Only to an idle connection. `head` ends with the empty line. `body` must stay as it is until it is sent."""
        self._answer = answer = Answer(self)
        self._waits = waits
        self._headers: dict[bytes, bytes] = {}
        self._lines = self._bare = 0
        self._complete = self._until_eof = self._again = False
        if not self.is_idle:
            self._break()
            return answer
        self._state = State.HEAD
        self._wait_until(waits.first)
        if len(body) <= SMALL:
            self._transport.write(head + body)
        elif len(body) <= PIECE:
            self._transport.writelines((head, body))
        else:
            self._transport.write(head)
            self._unsent = memoryview(body)
            self._push()
        return answer

    def hang_up(self) -> None:
        self._fail(FailureKind.RESET)

    def read_on(self) -> None:
        if self._held_back:
            self._held_back = False
            self._transport.resume_reading()
            self._heard()

    def abort(self) -> None:
        """Closes at once: nothing that is still to be sent is sent."""
        if self._state is State.GONE:
            return
        self._state = State.GONE
        self._unsent = NOTHING
        self._owner.forget(self)
        self._transport.abort()

    # ------------------------------------------------------------------------------------------- asyncio.Protocol

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - its text is foreign
        self._break()
        if self._timer is not None:
            self._timer.cancel()
        del self._parser  # it knows this connection: a circle
        self.closed.set_result(None)

    def eof_received(self) -> None:
        if self._state is State.BODY and self._until_eof:
            self._finish()
        else:
            self._break()

    def pause_writing(self) -> None:
        self._full = True

    def resume_writing(self) -> None:
        self._full = False
        self._push()

    def data_received(self, data: bytes) -> None:
        answer = self._answer
        if answer is None:
            self.abort()
            return
        unread = answer.size
        try:
            self._parser.feed_data(data)
        except NOT_HTTP:
            self._again = False
            if not self._complete:
                self._fail(FailureKind.GARBAGE, "not http")
                return
        if self._complete:
            self._finish()
        elif answer.size > unread:
            self._bare = 0
            self._heard()
            answer.wake()
        else:
            self._bare += len(data)
            self._heard_nothing()

    # ------------------------------------------------------------------------------------------ the parser's calls

    def on_message_begin(self) -> None:
        if self._complete:
            raise Unwanted

    def on_header(self, name: bytes, value: bytes) -> None:
        self._lines += 1
        if self._lines > MAX_HEADERS or len(name) + len(value) > MAX_HEADER_LINE:
            raise Unwanted
        if self._state is State.HEAD:
            name = name.lower()
            headers = self._headers
            headers[name] = headers[name] + b", " + value if name in headers else value

    def on_headers_complete(self) -> None:
        status = self._parser.get_status_code()
        headers, self._headers = self._headers, {}
        if status == SWITCHING_PROTOCOLS:
            raise Unwanted
        if 100 <= status < 200:  # noqa: PLR2004 - the class of interim responses
            return
        coding = headers.get(b"transfer-encoding")
        if coding is not None and coding.strip().lower() != b"chunked":
            raise Unwanted
        self._until_eof = coding is None and b"content-length" not in headers
        self._state = State.BODY
        if self._answer is not None:
            self._answer.begin(status, headers)

    def on_body(self, body: bytes) -> None:
        if self._answer is not None:
            self._answer.add(body)

    def on_message_complete(self) -> None:
        if self._state is State.BODY:
            self._complete = True
            self._again = self._parser.should_keep_alive()

    # ------------------------------------------------------------------------------------------------ what follows

    def _push(self) -> None:
        while self._unsent and not self._full:
            piece, self._unsent = self._unsent[:PIECE], self._unsent[PIECE:]
            self._transport.write(piece)

    def _heard(self) -> None:
        """Pieces of the body came, or were taken after a pause."""
        waits = self._waits
        answer = self._answer
        if answer is not None and answer.size > MUCH and not self._transport.is_closing():
            self._held_back = True
            self._transport.pause_reading()
            self._wait_until(waits.end)
        elif waits.stall is not None:
            self._wait_until(min(waits.end, self._loop.time() + waits.stall))

    def _heard_nothing(self) -> None:
        if self._bare > MAX_BARE:
            self._fail(FailureKind.GARBAGE, "not http")
        elif self._state is State.BODY and self._answer is not None:
            self._answer.wake()

    def _finish(self) -> None:
        answer, self._answer = self._answer, None
        self.read_on()
        if self._again and not self._unsent and not self._transport.get_write_buffer_size():
            self._state = State.IDLE
            self._wait_until(self._loop.time() + KEEP_ALIVE)
            self._owner.take_back(self)
        else:
            self.abort()
        if answer is not None:
            answer.end()

    def _break(self) -> None:
        self._fail(FailureKind.RESET if self._state is State.BODY else FailureKind.REFUSED)

    def _fail(self, kind: FailureKind, detail: str = "") -> None:
        answer, self._answer = self._answer, None
        self.abort()
        if answer is not None:
            answer.fail(UpstreamFailure(kind, detail))

    # -------------------------------------------------------------------------------------------------------- time

    def _wait_until(self, moment: float) -> None:
        self._due = moment
        if moment < self._rings:
            if self._timer is not None:
                self._timer.cancel()
            self._timer = self._loop.call_at(moment, self._ring)
            self._rings = moment

    def _ring(self) -> None:
        self._timer, self._rings = None, math.inf
        if self._state is State.GONE:
            return
        if self._loop.time() < self._due:
            self._wait_until(self._due)
        elif self._due >= self._waits.end:
            self._fail(FailureKind.TIMEOUT, "total")
        else:
            self._fail(FailureKind.TIMEOUT, "stall" if self._state is State.BODY else "first_token")
