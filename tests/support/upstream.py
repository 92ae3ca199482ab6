"""A provider over a real socket that does what a test tells it, well or badly.

    async with Upstream(chat("hello")) as upstream:            # http://127.0.0.1:<a free port>/v1
        ...                                                    # base_url: upstream.url
        assert upstream.requests[0].json["model"] == "m"       # what it was sent, whole
        assert upstream.requests[0].headers["authorization"]   # header names in lower case
        await upstream.left()                                  # returns when the client has closed the connection

Answers are given in turn, the last again and again; `upstream.answers[:] = [...]` changes them at any time. One is

    status, headers, body      a whole reply with a Content-Length
    events                     a chunked reply instead: one HTTP chunk for each piece of bytes
    delay                      seconds before the status line
    pace                       seconds between events
    piece                      the body in pieces of so many bytes, `pace` apart: slow, and split anywhere
    cut                        the connection ends after so many bytes of body, in the middle of whatever it is
    reset                      it ends with RST instead of FIN
    stall                      silence after so many bytes of body (0: after the headers), until the client leaves
    silent                     no answer at all, until the client leaves
    drop                       the connection closes without a byte (with `reset`: by RST)
    raw                        these bytes instead of an HTTP answer, then the end
    deaf                       the body of the request is not read until `await upstream.heard()`, which reads what
                               comes until the client leaves and gives its size in bytes; nothing is answered

and these make the usual ones: `chat`, `sse`, `stream`, `tool_stream`, `error`, `rate_limited`, `html`, `half_event`,
`nothing`, `stuck`, `redirect`. `refusing_url()` is a URL where nobody listens.
"""

import asyncio
import json
import socket
import struct
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Any, Self

from running import free_port

DONE = b"data: [DONE]\n\n"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    events: Sequence[bytes] | None = None
    delay: float = 0.0
    pace: float = 0.0
    piece: int | None = None
    cut: int | None = None
    reset: bool = False
    stall: int | None = None
    silent: bool = False
    drop: bool = False
    raw: bytes | None = None
    deaf: bool = False

    def but(self, **changes: Any) -> "Answer":
        """The same with some of it changed: `chat("hello").but(delay=2)`."""
        return replace(self, **changes)


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    connection: int
    """Which connection it came on, from 0: equal numbers mean that it was kept alive."""

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Upstream:
    def __init__(self, *answers: Answer) -> None:
        self.answers: list[Answer] = list(answers)
        self.requests: list[Request] = []
        self.connections = 0
        self.open = 0
        """Connections that the client has not closed."""
        self.port = 0
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._left = asyncio.Event()
        self._came = asyncio.Event()
        self._listen = asyncio.Event()
        self._heard: asyncio.Queue[int] = asyncio.Queue()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    async def left(self, within: float = 1.0) -> None:
        """Returns once no client holds a connection. TimeoutError after `within` seconds."""
        async with asyncio.timeout(within):
            while self.open:
                self._left.clear()
                await self._left.wait()

    async def asked(self, count: int = 1, within: float = 5.0) -> None:
        """Returns once `count` requests have come."""
        async with asyncio.timeout(within):
            while len(self.requests) < count:
                self._came.clear()
                await self._came.wait()

    async def heard(self, within: float = 5.0) -> int:
        self._listen.set()
        async with asyncio.timeout(within):
            return await self._heard.get()

    def _record(self, request: Request) -> None:
        self.requests.append(request)
        self._came.set()

    def _next_answer(self) -> Answer:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        number, self.connections, self.open = self.connections, self.connections + 1, self.open + 1
        try:
            while await self._exchange(reader, writer, number):
                pass
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            self.open -= 1
            self._left.set()
            self._tasks.discard(task)
            writer.close()
            with suppress(OSError, asyncio.CancelledError):
                await writer.wait_closed()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, number: int) -> bool:
        """One request and its answer; False when the connection is over."""
        head = await reader.readuntil(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        method, path, _ = first.split(" ", 2)
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        if self.answers[0].deaf:
            self._record(Request(method, path, headers, b"", number))
            await self._listen.wait()
            self._heard.put_nowait(len(await reader.read()))
            return False
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        self._record(Request(method, path, headers, body, number))
        return await _Play(self._next_answer(), reader, writer).run()


@dataclass(slots=True)
class _Play:
    answer: Answer
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    sent: int = 0

    async def run(self) -> bool:
        answer = self.answer
        if answer.delay:
            await self._wait(answer.delay)
        if answer.silent:
            await self._until_client_leaves()
            return False
        if answer.drop or answer.raw is not None:
            self.writer.write(answer.raw or b"")
            return await self._end()
        self.writer.write(self._head())
        for number, piece in enumerate(self._pieces()):
            if number and answer.pace:
                await self.writer.drain()
                await self._wait(answer.pace)
            if not await self._send(piece):
                return await self._end()
        if answer.events is not None:
            self.writer.write(b"0\r\n\r\n")
        await self.writer.drain()
        return True

    async def _send(self, piece: bytes) -> bool:
        """False when the answer is cut here."""
        for limit, stalls in ((self.answer.cut, False), (self.answer.stall, True)):
            if limit is not None and self.sent + len(piece) >= limit:
                self._write(piece[: limit - self.sent])
                await self.writer.drain()
                if stalls:
                    await self._until_client_leaves()
                return False
        self.sent += len(piece)
        self._write(piece)
        await self.writer.drain()
        return True

    def _write(self, piece: bytes) -> None:
        if self.answer.events is None:
            self.writer.write(piece)
        elif piece:
            self.writer.write(b"%x\r\n%b\r\n" % (len(piece), piece))

    def _pieces(self) -> list[bytes]:
        if self.answer.events is not None:
            return list(self.answer.events)
        body, size = self.answer.body, self.answer.piece or max(1, len(self.answer.body))
        return [body[start : start + size] for start in range(0, len(body), size)] or [b""]

    def _head(self) -> bytes:
        streamed = self.answer.events is not None
        headers = {"content-type": "text/event-stream" if streamed else "application/json", **self.answer.headers}
        headers |= {"transfer-encoding": "chunked"} if streamed else {"content-length": str(len(self.answer.body))}
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return f"HTTP/1.1 {self.answer.status} Status\r\n{lines}\r\n".encode("latin-1")

    async def _end(self) -> bool:
        if self.answer.reset:
            sock = self.writer.get_extra_info("socket")
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.writer.transport.abort()
            return False
        await self.writer.drain()
        return False

    async def _wait(self, seconds: float) -> None:
        """Sleeps, but not beyond the client's leaving, which is an OSError."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._until_client_leaves()
                raise ConnectionResetError

    async def _until_client_leaves(self) -> None:
        assert await self.reader.read(1) == b"", "a client sends one request at a time"


def sse(*events: Any, done: bool = True) -> Answer:
    """A stream of JSON events, `[DONE]` at its end."""
    pieces = [b"data: " + json.dumps(event).encode() + b"\n\n" for event in events]
    return Answer(events=[*pieces, DONE] if done else pieces)


def chat(text: str = "hello", *, model: str = "m", finish: str | None = "stop", **message: Any) -> Answer:
    """A whole chat completion; further fields of the message as keywords."""
    choice = {"index": 0, "message": {"role": "assistant", "content": text, **message}, "finish_reason": finish}
    usage = {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10}
    completion = {"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": model}
    return Answer(body=json.dumps(completion | {"choices": [choice], "usage": usage}).encode())


def chunk(delta: Mapping[str, Any], finish: str | None = None, *, index: int = 0, model: str = "m") -> dict[str, Any]:
    """One event of a streamed chat completion."""
    choice = {"index": index, "delta": dict(delta), "finish_reason": finish}
    return {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": model, "choices": [choice]}


def stream(*texts: str, finish: str | None = "stop", done: bool = True) -> Answer:
    """A streamed chat completion that says these texts one by one. `finish=None`: it just ends."""
    events = [chunk({"role": "assistant", "content": ""}), *(chunk({"content": text}) for text in texts)]
    return sse(*events, *([chunk({}, finish)] if finish else []), done=done)


def tool_stream(name: str, *arguments: str) -> Answer:
    """A streamed tool call, its arguments in these pieces."""
    opening = {"index": 0, "id": "call_1", "type": "function", "function": {"name": name, "arguments": ""}}
    deltas = [{"tool_calls": [{"index": 0, "function": {"arguments": piece}}]} for piece in arguments]
    first = {"role": "assistant", "content": None, "tool_calls": [opening]}
    return sse(chunk(first), *map(chunk, deltas), chunk({}, "tool_calls"))


def error(status: int, message: str = "no", *, headers: Mapping[str, str] | None = None, **fields: Any) -> Answer:
    """An error in OpenAI's shape; `code`, `type`, `param` as keywords."""
    body = {"error": {"message": message, "type": None, "param": None, "code": None, **fields}}
    return Answer(status=status, headers=headers or {}, body=json.dumps(body).encode())


def rate_limited(seconds: float | None = None) -> Answer:
    headers = {} if seconds is None else {"retry-after": f"{seconds:g}"}
    return error(429, "slow down", code="rate_limit_exceeded", headers=headers)


def html(status: int = 200) -> Answer:
    """A proxy's error page where JSON should be."""
    page = b"<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>"
    return Answer(status=status, headers={"content-type": "text/html"}, body=page)


def half_event() -> Answer:
    """A stream that ends, in order, in the middle of an event."""
    return Answer(events=[b'data: {"id":"chatcmpl-1","choices":[{"index":0,"delta":{"conte'])


def nothing(*, reset: bool = False) -> Answer:
    return Answer(drop=True, reset=reset)


def stuck() -> Answer:
    return Answer(silent=True)


def redirect(location: str) -> Answer:
    return Answer(status=307, headers={"location": location})


def refusing_url() -> str:
    """A port of this machine that was free a moment ago."""
    return f"http://127.0.0.1:{free_port()}/v1"


def listening(answer: Answer, port: int) -> Upstream:
    """One that takes the port of a provider in `routes.yaml`."""
    provider = Upstream(answer)
    provider.port = port
    return provider
