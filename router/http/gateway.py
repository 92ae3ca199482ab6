"""One handler for all dialects: bytes in, the walk, bytes out. It parses nothing and decides nothing."""

import asyncio
import logging
import os
import time
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from random import Random

from router.core.problems import Code, Problem
from router.core.types import Caller, Envelope
from router.http import asgi
from router.http.asgi import Message, Receive, Send
from router.pipeline import Engine, Head, Surroundings, Walk, off_loop
from router.ports import DialectPort

log = logging.getLogger("sovereign.http")

MAX_BODY = 20 * 1000 * 1000
"""Bytes of a request body, as promised in the README."""

BODY_SECONDS = 60.0
"""How long a client may take to send its body."""


WATCH_AFTER = 0.2
"""Seconds until the client's hang-up is watched for; the provider's call ends within a second of it."""


class Gateway:
    def __init__(
        self,
        engine: Callable[[], Engine],
        around: Surroundings,
        caller: Callable[[Mapping[bytes, bytes]], Caller],
        still_holds: Callable[[str], bool],
    ) -> None:
        self._engine = engine
        self._around = around
        self._caller = caller
        self._still_holds = still_holds

    async def answer(self, dialect: DialectPort, headers: Mapping[bytes, bytes], receive: Receive, send: Send) -> None:
        """Answers one request. Every way it can end is one finish or one error."""
        request_id = new_id()
        watch = Watch(receive)
        try:
            envelope = await self._envelope(request_id, dialect, headers, watch)
            await self._walk(Walk(envelope, dialect, self._engine(), self._around), request_id, dialect, send)
        except Problem as problem:
            await refuse(send, problem, dialect, request_id)
        except asyncio.CancelledError:
            if watch.problem is not None:
                await refuse(send, watch.problem, dialect, request_id)
            elif not watch.saw_it_go:  # the server is stopping, not the client
                raise
        finally:
            watch.end()

    async def _envelope(
        self, request_id: str, dialect: DialectPort, headers: Mapping[bytes, bytes], watch: "Watch"
    ) -> Envelope:
        caller = self._caller(headers)
        raw = await read_body(headers, watch.receive)
        watch.has_body = True
        body = await off_loop(len(raw), dialect.parse, raw)
        return Envelope(
            id=request_id,
            caller=caller,
            dialect=dialect.name,
            model=str(body["model"]),
            stream=body.get("stream") is True,
            body=body,
            raw=raw,
            declared=_text(headers, b"x-data-class"),
            traceparent=_text(headers, b"traceparent"),
        )

    async def _walk(self, walk: Walk, request_id: str, dialect: DialectPort, send: Send) -> None:
        sent = False
        try:
            async with aclosing(walk.run()) as parts:
                head = _head(await anext(parts))
                if walk.envelope.stream and head.problem is None:
                    sent = True
                    await self._stream(walk, head, parts, send)
                else:
                    body = b"".join([part async for part in parts if isinstance(part, bytes)])
                    sent = True
                    await asgi.reply(send, head.status, body, head_fields(head))
        except Exception as fault:  # noqa: BLE001 - the shielded last line: a fault of ours must not show text to anybody
            log.error("request %s failed inside the router: %s", request_id, where(fault))  # noqa: TRY400 - no text in logs
            problem = Problem(Code.UPSTREAM_ERROR, "the router failed on this request; its log names the place")
            if sent:
                await send({"type": "http.response.body", "body": dialect.problem_event(problem, request_id)})
            else:
                await refuse(send, problem, dialect, request_id)

    async def _stream(self, walk: Walk, head: Head, parts: AsyncGenerator[Head | bytes, None], send: Send) -> None:
        await asgi.start(send, head.status, head.headers, asgi.EVENTS, None)
        key = walk.envelope.caller.key_id
        async for part in parts:
            if not self._still_holds(key):
                problem = Problem(Code.INVALID_API_KEY, "this API key was revoked while its answer was coming")
                end = walk.dialect.problem_event(problem, walk.envelope.id)
                await send({"type": "http.response.body", "body": end, "more_body": False})
                return
            if isinstance(part, bytes):
                await send({"type": "http.response.body", "body": part, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


async def read_body(headers: Mapping[bytes, bytes], receive: Receive) -> bytes:
    """The request's bytes, bounded in size. Raises `Problem`, and CancelledError when the client has gone."""
    if headers.get(b"content-encoding", b"identity").lower() != b"identity":
        raise Problem(Code.INVALID_REQUEST, "send the body without content-encoding; compressed bodies are not read")
    declared = headers.get(b"content-length", b"0")
    if declared.isdigit() and int(declared) > MAX_BODY:
        raise too_large()
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise asyncio.CancelledError
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > MAX_BODY:
            raise too_large()
        if not message.get("more_body", False):
            return b"".join(parts)


def too_large() -> Problem:
    return Problem(Code.BODY_TOO_LARGE, f"the body is larger than {MAX_BODY // 1_000_000} MB")


async def refuse(send: Send, problem: Problem, dialect: DialectPort, request_id: str) -> None:
    """An answer that is an error, before or outside the walk."""
    head = Head(
        problem.status,
        {
            "x-request-id": f"req_{request_id}",
            "x-sovereign-route": "none",
            "x-sovereign-zone": "none",
            "x-sovereign-class": "none",
            "x-sovereign-redactions": "0",
            "x-sovereign-attempts": "0",
            "x-sovereign-ruleset": "none",
            "x-sovereign-receipt": "none",
        },
        problem,
    )
    await asgi.reply(send, head.status, dialect.problem(problem, request_id), head_fields(head))


def head_fields(head: Head) -> dict[str, str]:
    fields = dict(head.headers)
    if head.problem is not None:
        if not head.problem.may_retry:
            fields["x-should-retry"] = "false"
        if head.problem.retry_after is not None:
            fields["retry-after"] = str(max(1, round(head.problem.retry_after)))
    return fields


def where(fault: BaseException) -> str:
    """The type of a fault and the place in our code where it rose: never its message, which may hold text."""
    trace = fault.__traceback__
    place = "?"
    while trace is not None:
        place = f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(fault).__name__} at {place}"


def _head(first: Head | bytes) -> Head:
    if isinstance(first, Head):
        return first
    raise TypeError("the walk began without a head")


class Watch:
    """Cancels the task that made it when the client has gone, or is too slow with its body.

    One timer for each request. It looks after a moment only: most requests are over by then. While the body is coming,
    whoever reads it sees the client go.
    """

    __slots__ = ("_begun", "_receive", "_task", "_timer", "_walking", "has_body", "problem", "saw_it_go")

    def __init__(self, receive: Receive) -> None:
        self.has_body = False
        self.saw_it_go = False
        self.problem: Problem | None = None
        self._receive = receive
        self._walking = asyncio.current_task()
        self._task: asyncio.Task[None] | None = None
        loop = asyncio.get_running_loop()
        self._begun = loop.time()
        self._timer = loop.call_later(WATCH_AFTER, self._look, loop)

    def end(self) -> None:
        self._walking = None
        self._timer.cancel()
        if self._task is not None:
            self._task.cancel()

    async def receive(self) -> Message:
        message = await self._receive()
        self.saw_it_go = message["type"] == "http.disconnect"
        return message

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        if self.has_body:
            self._task = loop.create_task(self._until_gone())
        elif loop.time() - self._begun < BODY_SECONDS:
            self._timer = loop.call_later(WATCH_AFTER, self._look, loop)
        else:
            text = f"the body did not arrive within {BODY_SECONDS:.0f} seconds"
            self.problem = Problem(Code.INVALID_REQUEST, text)
            self._cancel()

    async def _until_gone(self) -> None:
        while not self.saw_it_go:
            await self.receive()
        self._cancel()

    def _cancel(self) -> None:
        if self._walking is not None:
            self._walking.cancel()


_numbers = Random(os.urandom(16))  # noqa: S311 - an id is a name, not a secret


def new_id() -> str:
    """24 hexadecimal digits: milliseconds since the epoch, then chance. Ids of later requests sort later."""
    return f"{int(time.time() * 1000):011x}{_numbers.getrandbits(52):013x}"


def _text(headers: Mapping[bytes, bytes], name: bytes) -> str | None:
    value = headers.get(name)
    return value.decode("latin-1").strip() if value is not None else None
