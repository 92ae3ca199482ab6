"""HTTP as the router takes it: uvicorn's protocol with bounds on headers, and errors in the documented shape.

A client may close its side once its request is sent and still gets its answer, and one that takes nothing of its answer
is not waited for without end (`lingering`).

Nothing of a request is known yet when these bounds hold, so they hold for everybody, also without a key.
"""

import asyncio
import json
from typing import cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

from router.http.cork import Cork
from router.http.delivery import UNDECIDED, new_id
from router.http.exchange import Exchange
from router.http.lingering import COMMENT, INTERIM, HalfClosed, Unread

MAX_HEAD = 64 * 1024
"""Bytes of a request line and headers."""

MAX_HEADERS = 200

TOO_MUCH = f"the headers exceed {MAX_HEAD // 1024} KiB or {MAX_HEADERS} lines"

STREAMS = "/v1/"
"""Below this path, answers in chunks are server-sent events."""

HEAD_SECONDS = 15.0
"""How long a client may take from the first byte of a request, or from connecting, to the end of its headers."""


class Connections(ServerState):
    """All connections of one application. `closing`: who asks from now on is told that the connection ends."""

    closing = False


class BoundedHttp(HttpToolsProtocol):
    server_state: Connections

    @property
    def rests(self) -> bool:
        """Nothing is asked, and nothing begun to be."""
        cycle = self._asked
        return (cycle is None or cycle.response_complete) and not (self._in_head and self._head_bytes)

    @property
    def _asked(self) -> RequestResponseCycle | None:
        return cast("RequestResponseCycle | None", self.cycle)  # uvicorn declares it without its None

    def say_it_closes(self) -> None:
        """With the answer to what is asked, if its head is not written yet; else the next request is told."""
        cycle = self._asked
        if cycle is not None and not cycle.response_started:
            cycle.keep_alive = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn declares it
        super().connection_made(cast("asyncio.Transport", Cork(transport, self.loop)))
        self._in_head = True
        self._head_bytes = 0
        self._last = 0
        self.resting_since = self.loop.time()
        """By the clock of the loop, while it `rests`."""
        self._head_timer: asyncio.TimerHandle | None = self._too_slow()
        self._unread = Unread(self.transport, self.loop)
        self._half_closed: HalfClosed | None = None

    def connection_lost(self, exc: Exception | None) -> None:
        self._hurry_no_more()
        self._unread.end()
        if self._half_closed is not None:
            self._half_closed.end()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._last = len(data)
        super().data_received(data)
        if not self._in_head:
            return
        self._head_bytes += len(data)
        if self._head_bytes > MAX_HEAD or len(self.headers) > MAX_HEADERS:
            self._refuse(431, TOO_MUCH)
        elif self._head_timer is None:
            self._head_timer = self._too_slow()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._unread.begin()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._unread.end()

    def eof_received(self) -> bool:  # type: ignore[override]  # uvicorn gives None, which closes the connection
        """True keeps it open: the whole request is here, and whoever sent it may be waiting for the answer."""
        if self._half_closed is not None:
            return True
        if not self._is_answering() or self._question() is None:
            return False
        self.cycle.keep_alive = False
        self._half_closed = HalfClosed(self.transport, self.loop, self._question)
        return True

    def _is_answering(self) -> bool:
        """One request, whole, and its answer not yet."""
        cycle: RequestResponseCycle | None = self.cycle  # uvicorn types it as if there always were one
        return cycle is not None and not cycle.more_body and not cycle.response_complete and not self.pipeline

    def _question(self) -> bytes | None:
        """Bytes that mean nothing to the client, whatever it has had of its answer. None where no such bytes are."""
        cycle = self.cycle
        if cycle.response_complete or cycle.scope["http_version"] != "1.1":
            return None
        if not cycle.response_started:
            return INTERIM
        return COMMENT if cycle.chunked_encoding and cycle.scope["path"].startswith(STREAMS) else None

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._in_head = True
        self._head_bytes = 0

    def on_headers_complete(self) -> None:
        self._in_head = False
        self._hurry_no_more()
        if self._is_too_much():
            self._refuse(431, TOO_MUCH)
        else:
            super().on_headers_complete()
            self.cycle.__class__ = Exchange  # uvicorn cannot be told which class to make
            if self.server_state.closing:
                self.say_it_closes()

    def on_response_complete(self) -> None:
        """As uvicorn's, without a timer for each request: whoever rests too long is seen by the door."""
        self.resting_since = self.loop.time()
        if self.transport.is_closing():
            return
        self.flow.resume_reading()
        if self.pipeline:
            self._start_asgi_task(*self.pipeline.pop())

    def _is_too_much(self) -> bool:
        """Counted only where it could be: what was read so far may hold the body's beginning too."""
        if len(self.headers) > MAX_HEADERS:
            return True
        if self._head_bytes + self._last <= MAX_HEAD:
            return False
        return len(self.url) + sum(len(name) + len(value) for name, value in self.headers) > MAX_HEAD

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - ours names the cure
        self._refuse(400, "this is not a valid HTTP/1.1 request")

    def _too_slow(self) -> asyncio.TimerHandle:
        text = f"the headers did not arrive within {HEAD_SECONDS:.0f} seconds"
        return self.loop.call_later(HEAD_SECONDS, self._refuse, 408, text)

    def _hurry_no_more(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _refuse(self, status: int, message: str) -> None:
        """No parser can be trusted to find the next request after this one: the connection ends."""
        transport = cast("asyncio.Transport | None", self.transport)
        if transport is None or transport.is_closing():
            return
        transport.write(refusal(status, message))
        transport.close()


def refusal(status: int, message: str) -> bytes:
    """A whole HTTP response."""
    error = {"message": message, "type": "invalid_request_error", "param": None, "code": "invalid_request"}
    body = json.dumps({"error": error}).encode()
    headers = {
        "content-type": "application/json",
        "content-length": str(len(body)),
        "connection": "close",
        "x-should-retry": "false",
        "x-request-id": f"req_{new_id()}",
        **UNDECIDED,
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status} Refused\r\n{lines}\r\n".encode("latin-1") + body
