"""Providers in a simulated network: the router's own HTTP client speaks to them, and they play what they are told.

A host answers a chat completion with the words of its last user message, so whoever asked can tell what came back. What
else it does with a call is a `Play`. All that a host is sent is told to `Network.egress` before it is answered.
"""

import asyncio
import json
import os
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from providers._connection import Connection
from providers._http import Http
from providers._pool import Origin, Pool


class Way(StrEnum):
    """How a call goes."""

    WELL = "well"
    REFUSE = "refuse"
    """No connection is made."""
    MUTE = "mute"
    """A connection that never comes about."""
    RESET = "reset"
    """The connection is reset after `after` bytes of the answer."""
    CUT = "cut"
    """It ends in good order after so many."""
    STALL = "stall"
    """Silence after so many."""
    STATUS = "status"
    """`status` in place of an answer, with `wait` as Retry-After if there is one."""
    ERROR_EVENT = "error_event"
    """An error inside a 200, after `after` events, counted round and round: after -1 it comes behind the finish."""
    NO_FINISH = "no_finish"
    """All the words, and then no finish."""
    LIES = "lies"
    """A web page under a 200, which calls itself the content that was asked for."""
    GARBAGE = "garbage"
    """No HTTP."""


class Play(NamedTuple):
    way: Way = Way.WELL
    after: int = 0
    status: int = 500
    wait: int | None = None
    delay: float = 0.0
    """Seconds before the answer begins."""
    pace: float = 0.0
    """Seconds between two pieces of it."""
    piece: int = 64
    """Bytes of a piece: an answer is split anywhere."""


WELL = Play()


class Sent(NamedTuple):
    """What a provider was sent, and when, by the loop's clock."""

    host: str
    body: bytes
    at: float


@dataclass
class Host:
    name: str
    plays: deque[Play] = field(default_factory=deque)
    """In turn; when none is left all goes well."""
    open: int = 0
    """Connections that are not closed."""

    def next(self) -> Play:
        return self.plays.popleft() if self.plays else WELL


class Network:
    """`hosts` by name. `egress` is told each request before it is answered."""

    def __init__(self, plays: Mapping[str, Iterable[Play]], egress: Callable[[Sent], None]) -> None:
        self.hosts = {name: Host(name, deque(each)) for name, each in plays.items()}
        self.egress = egress
        self.quiet = os.eventfd(0)
        """Stands for the socket of every connection: never readable."""

    async def connect(self, origin: Origin, connection: Connection) -> "End":
        """Raises OSError."""
        host = self.hosts[origin.host.removesuffix(".test")]
        if host.plays and host.plays[0].way in (Way.REFUSE, Way.MUTE):
            if host.next().way is Way.MUTE:
                await asyncio.sleep(10_000)
            raise ConnectionRefusedError
        return End(self, host, connection)

    def aclose(self) -> None:
        os.close(self.quiet)


class _Socket:
    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def fileno(self) -> int:
        return self._descriptor


class End(asyncio.Transport):
    """The router's end of a connection, and behind it the host that answers."""

    def __init__(self, network: Network, host: Host, protocol: Connection) -> None:
        super().__init__({"socket": _Socket(network.quiet)})
        self._loop = asyncio.get_running_loop()
        self._network, self._host, self._protocol = network, host, protocol
        self._heard: asyncio.Queue[bytes] = asyncio.Queue()
        self._waiting: deque[bytes | None] = deque()
        self._is_paused = self._is_closing = False
        host.open += 1
        protocol.connection_made(self)
        self._serving = self._loop.create_task(self._serve())

    # ----------------------------------------------------------------------------------------- asyncio.Transport

    def write(self, data: "bytes | bytearray | memoryview[Any]") -> None:
        if not self._is_closing:
            self._heard.put_nowait(bytes(data))

    def writelines(self, list_of_data: Iterable[Any]) -> None:
        self.write(b"".join(list_of_data))

    def get_write_buffer_size(self) -> int:
        return 0

    def is_closing(self) -> bool:
        return self._is_closing

    def close(self) -> None:
        if not self._is_closing:
            self._is_closing = True
            self._host.open -= 1
            self._serving.cancel()
            self._loop.call_soon(self._protocol.connection_lost, None)

    def abort(self) -> None:
        self.close()

    def pause_reading(self) -> None:
        self._is_paused = True

    def resume_reading(self) -> None:
        self._is_paused = False
        self._loop.call_soon(self._hand_on)

    # -------------------------------------------------------------------------------------------------- the host

    def _deliver(self, data: bytes | None) -> None:
        """None: nothing more comes."""
        self._waiting.append(data)
        self._hand_on()

    def _hand_on(self) -> None:
        while self._waiting and not self._is_paused and not self._is_closing:
            data = self._waiting.popleft()
            if data is not None:
                self._protocol.data_received(data)
            else:
                self._protocol.eof_received()
                self.close()

    async def _serve(self) -> None:
        while True:
            request = await self._request()
            self._network.egress(Sent(self._host.name, request, self._loop.time()))
            if not await self._play(self._host.next(), json.loads(request)):
                return

    async def _request(self) -> bytes:
        read = b""
        while b"\r\n\r\n" not in read:
            read += await self._heard.get()
        head, _, body = read.partition(b"\r\n\r\n")
        length = next(int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
        while len(body) < length:
            body += await self._heard.get()
        return body

    async def _play(self, play: Play, asked: Mapping[str, Any]) -> bool:
        """Whether the connection can go on."""
        await asyncio.sleep(play.delay)
        answer = written(play, asked)
        ends = play.way in (Way.RESET, Way.CUT, Way.STALL)
        if ends:
            answer = answer[: play.after]
        for start in range(0, len(answer), play.piece):
            self._deliver(answer[start : start + play.piece])
            await asyncio.sleep(play.pace)
        if play.way is Way.STALL:
            return False
        if play.way is Way.RESET:
            self.close()
        elif ends or play.way is Way.GARBAGE:
            self._deliver(None)
        return not ends


def written(play: Play, asked: Mapping[str, Any]) -> bytes:
    """The bytes of an answer, head and all."""
    if play.way is Way.GARBAGE:
        return b"220 mail.test ready\r\n"
    if play.way is Way.STATUS:
        more = "" if play.wait is None else f"retry-after: {play.wait}\r\n"
        return _whole(play.status, "application/json", b'{"error": {"message": "no"}}', more)
    stream = asked.get("stream") is True
    kind = "text/event-stream" if stream else "application/json"
    if play.way is Way.LIES:
        return _whole(200, kind, b"<html><body>Sign in</body></html>")
    words = said(asked)
    return _streamed(play, words) if stream else _whole(200, kind, _reply(play, words))


def said(asked: Mapping[str, Any]) -> str:
    """What a host answers: its own words from the start, or what is left of those that it is to go on with."""
    *_, user = (message["content"] for message in asked["messages"] if message["role"] == "user")
    words, last = f"You said: {user}. That was all.", asked["messages"][-1]
    return words.removeprefix(last["content"]) if last.get("prefix") else words


def _reply(play: Play, words: str) -> bytes:
    if play.way is Way.ERROR_EVENT:
        return b'{"error": {"message": "overloaded"}}'
    message = {"role": "assistant", "content": words}
    choice = {"index": 0, "message": message, "finish_reason": None if play.way is Way.NO_FINISH else "stop"}
    return json.dumps({"id": "c", "object": "chat.completion", "model": "x", "choices": [choice]}).encode()


def _streamed(play: Play, words: str) -> bytes:
    pieces = [words[start : start + 5] for start in range(0, len(words), 5)]
    events = [_delta({"role": "assistant"}), *(_delta({"content": piece}) for piece in pieces)]
    if play.way is not Way.NO_FINISH:
        events.append(_delta({}, "stop"))
    if play.way is Way.ERROR_EVENT:
        events = [*events[: play.after % (len(events) + 1)], {"error": {"message": "overloaded", "code": 503}}]
    body = b"".join(b"data: %b\n\n" % json.dumps(event).encode() for event in events) + b"data: [DONE]\n\n"
    return _whole(200, "text/event-stream", body)


def _delta(delta: Mapping[str, str], finish: str | None = None) -> dict[str, Any]:
    return {"id": "c", "model": "x", "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}


def _whole(status: int, kind: str, body: bytes, more: str = "") -> bytes:
    head = f"HTTP/1.1 {status} Whatever\r\ncontent-type: {kind}\r\ncontent-length: {len(body)}\r\n{more}\r\n"
    return head.encode() + body


class SimulatedPool(Pool):
    """Looks nothing up; all else is as ever."""

    def __init__(self, network: Network) -> None:
        super().__init__(_Nowhere())
        self._network = network

    async def connect(self, origin: Origin) -> Connection:
        connection = Connection(self)
        await self._network.connect(origin, connection)
        self._open[connection] = origin
        connection.closed.add_done_callback(lambda _: self._open.pop(connection))
        return connection


class _Nowhere:
    async def resolve(self, host: str) -> list[str]:
        raise AssertionError(f"{host} was looked up")


class SimulatedHttp(Http):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self._pool = SimulatedPool(network)
