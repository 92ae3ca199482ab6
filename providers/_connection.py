"""One connection to a provider: HTTP/1.1, one exchange at a time.

    state   waits for          ends in
    IDLE    a request          BUSY by `send`; GONE by anything that arrives, or after KEEP_ALIVE
    BUSY    the whole answer   IDLE at the end of the message, if the connection can be used again; else GONE
    GONE    nothing            -

Any other end of the connection than that of the message is a failure: REFUSED before the head has come, RESET after it.
So a pool holds no connection that the other side has closed: the protocol stays attached, and the FIN ends IDLE as soon
as the loop sees it; `is_quiet` asks for what the loop has not seen yet.

The connection is used again only if both sides wish it, the whole request was sent, and the answer was all that came:
bytes behind it are the start of an answer that nobody asked for, and the next request must not be given it.

A body may be of any size, but it is read no faster than it is taken: above MUCH the reading pauses, and the stall clock
with it. What brings no body (the head, 1xx responses, trailers, the framing of chunks) is bounded.

There is one alarm for whatever is waited for. It is never switched off between exchanges, only moved.
"""

import asyncio
import select
from enum import Enum, auto
from typing import NamedTuple, Protocol, cast

from providers._alarm import Alarm
from providers._answer import Answer
from providers._response import NotHttp, ResponseReader
from router.core.problems import FailureKind, UpstreamFailure

KEEP_ALIVE = 60.0
"""Seconds that an unused connection is kept."""

MAX_BARE = 65_536
"""Bytes in a row that bring no body."""

MUCH = 1 << 18
"""Bytes unread from which on the provider has to wait."""

SMALL = 1 << 14
"""Bytes up to which a body is copied behind its head."""
PIECE = 1 << 18
"""Bytes from which on a body is sent in pieces, as the provider takes them."""

NOTHING = memoryview(b"")


class State(Enum):
    IDLE = auto()
    BUSY = auto()
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


class Connection(asyncio.Protocol):
    def __init__(self, owner: Owner) -> None:
        self._loop = asyncio.get_running_loop()
        self.closed: asyncio.Future[None] = self._loop.create_future()
        self._owner = owner
        self._state = State.IDLE
        self._answer: Answer | None = None
        self._reader = ResponseReader()
        self._waits = Waits(0.0, None, 0.0)
        self._alarm = Alarm(self._loop, self._ring)
        self._poll = select.poll()
        self._bare = 0
        self._unsent = NOTHING
        self._is_full = False
        self._is_held_back = False

    def is_quiet(self) -> bool:
        """Idle, and nothing has come that the loop has not yet read: a FIN, or an answer that nobody asked for."""
        return self._is_idle() and not self._poll.poll(0)

    def send(self, head: bytes, body: bytes, waits: Waits) -> Answer:
        """To an idle connection. `head` ends with the empty line. One that was lost meanwhile fails the answer."""
        self._answer = answer = Answer(self)
        if not self._is_idle():
            self._fail(FailureKind.REFUSED)
            return answer
        self._state = State.BUSY
        self._bare = 0
        self._reader.expect(answer)
        self._waits = waits
        self._alarm.set(waits.first)
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
        if self._is_held_back:
            self._is_held_back = False
            self._transport.resume_reading()
            self._await_more()

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
        self._poll.register(transport.get_extra_info("socket").fileno(), select.POLLIN)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - its text is foreign
        self._break()
        self._alarm.stop()
        self._reader.release()
        self.closed.set_result(None)

    def eof_received(self) -> None:
        if self._answer is not None and self._answer.status and self._reader.ends_with_connection:
            self._finish(self._answer)
        else:
            self._break()

    def pause_writing(self) -> None:
        self._is_full = True

    def resume_writing(self) -> None:
        self._is_full = False
        self._push()

    def data_received(self, data: bytes) -> None:
        answer = self._answer
        if answer is None:
            self.abort()
            return
        unread = answer.size
        try:
            self._reader.feed(data)
        except NotHttp:
            self._fail(FailureKind.GARBAGE, "not http")
            return
        if self._reader.is_complete:
            self._finish(answer)
        elif answer.size > unread:
            self._go_on(answer)
        else:
            self._bear_with(answer, len(data))

    # ------------------------------------------------------------------------------------------------ what follows

    def _is_idle(self) -> bool:
        return self._state is State.IDLE and not self._transport.is_closing()

    def _push(self) -> None:
        while self._unsent and not self._is_full:
            piece, self._unsent = self._unsent[:PIECE], self._unsent[PIECE:]
            self._transport.write(piece)

    def _go_on(self, answer: Answer) -> None:
        self._bare = 0
        if answer.size > MUCH and not self._transport.is_closing():
            self._is_held_back = True
            self._transport.pause_reading()
            self._alarm.set(self._waits.end)
        else:
            self._await_more()
        answer.wake()

    def _await_more(self) -> None:
        waits = self._waits
        if waits.stall is not None:
            self._alarm.set(min(waits.end, self._loop.time() + waits.stall))

    def _bear_with(self, answer: Answer, size: int) -> None:
        """What came was not of the body."""
        self._bare += size
        if self._bare > MAX_BARE:
            self._fail(FailureKind.GARBAGE, "not http")
        elif answer.status:
            answer.wake()

    def _finish(self, answer: Answer) -> None:
        self._answer = None
        self.read_on()
        if self._reader.may_go_on and not self._unsent and not self._transport.get_write_buffer_size():
            self._state = State.IDLE
            self._alarm.set(self._loop.time() + KEEP_ALIVE)
            self._owner.take_back(self)
        else:
            self.abort()
        answer.end()

    def _break(self) -> None:
        has_begun = self._answer is not None and self._answer.status
        self._fail(FailureKind.RESET if has_begun else FailureKind.REFUSED)

    def _fail(self, kind: FailureKind, detail: str = "") -> None:
        answer, self._answer = self._answer, None
        self.abort()
        if answer is not None:
            answer.fail(UpstreamFailure(kind, detail))

    def _ring(self) -> None:
        if self._alarm.due >= self._waits.end:
            self._fail(FailureKind.TIMEOUT, "total")
        else:
            has_begun = self._answer is not None and self._answer.status
            self._fail(FailureKind.TIMEOUT, "stall" if has_begun else "first_token")
