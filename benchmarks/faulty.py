"""A provider over real TCP that echoes the last message, and breaks in every way that a path of it is told to.

    /good/v1/chat/completions     always answers
    /bad/v1/chat/completions      draws one of WAYS each time

Counts what it was asked and what it did, and each request on a path that begins with `eu` in which an address of ours
stands: those were to be redacted.
"""

import asyncio
import json
import random
import re
import socket
import struct
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

WAYS = {
    "well": 50,
    "slow": 8,
    "reset": 6,
    "cut": 8,
    "stall": 2,
    "429": 6,
    "500": 6,
    "error in 200": 6,
    "web page": 4,
    "no finish": 4,
}
"""How often, of a hundred. A connection that is refused needs nobody: a port where nobody listens."""
PAGE = b"<!DOCTYPE html><html><body>Sign in</body></html>"
OURS = re.compile(rb"mail\d+@soak\.example")
"""An address that only a provider of our own may see."""
WORD = " and so on"
EVENT = 40
"""Characters of an event."""
ABORT = struct.pack("ii", 1, 0)
"""SO_LINGER that ends a connection by RST, socket(7)."""


class Faulty:
    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self.played: Counter[str] = Counter()
        self.leaks = 0
        self.port = 0

    async def start(self) -> asyncio.Server:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        return server

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            while await self._exchange(reader, writer):
                await writer.drain()
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Whether the connection goes on."""
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        path = head.split(b" ", 2)[1].decode()
        length = next(int(line[15:]) for line in head.split(b"\r\n") if line.startswith(b"content-length:"))
        body = await reader.readexactly(length)
        if path.startswith("/eu") and OURS.search(body):
            self.leaks += 1
        way = "well"
        if "bad" in path:
            (way,) = self._random.choices(tuple(WAYS), tuple(WAYS.values()))
        self.played[way] += 1
        return await self._play(way, json.loads(body), reader, writer)

    async def _play(
        self, way: str, asked: Mapping[str, Any], reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bool:
        parts = answer(way, asked)
        if way in ("reset", "cut", "stall"):
            data = b"".join(parts)
            writer.write(data[: self._random.randrange(len(data))])  # never all: the connection would be used again
            await writer.drain()
            if way == "stall":
                await reader.read()
            elif way == "reset":
                writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, ABORT)
            return False
        for part in parts:
            if writer.is_closing():
                return False
            writer.write(part)
            await writer.drain()
            if way == "slow":
                await asyncio.sleep(0.02)
        return True


def answer(way: str, asked: Mapping[str, Any]) -> list[bytes]:
    """The pieces of one, head and all."""
    match way:
        case "429":
            return [_whole(b"429 Too Many Requests", b'{"error": {"message": "slower"}}', b"retry-after: 1\r\n")]
        case "500":
            return [_whole(b"500 Internal Server Error", b'{"error": {"message": "broken"}}')]
        case "web page":
            return [_whole(b"200 OK", PAGE)]
    words, finish = said(asked), None if way == "no finish" else "stop"
    failure = {"error": {"message": "overloaded", "type": "server_error"}}
    if not asked.get("stream"):
        choice = {"index": 0, "message": {"role": "assistant", "content": words}, "finish_reason": finish}
        told = failure if way == "error in 200" else {"id": "c", "object": "chat.completion", "choices": [choice]}
        return [_whole(b"200 OK", json.dumps(told).encode())]
    texts = [words[start : start + EVENT] for start in range(0, len(words), EVENT)]
    events: list[Mapping[str, object]] = [_delta({"content": text}) for text in texts]
    events.append(failure if way == "error in 200" else _delta({}, finish))
    told_events = [b"data: " + json.dumps(event).encode() + b"\n\n" for event in events]
    told_events.append(b"data: [DONE]\n\n")
    head = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
    return [head, *(f"{len(each):x}\r\n".encode() + each + b"\r\n" for each in told_events), b"0\r\n\r\n"]


def said(asked: Mapping[str, Any]) -> str:
    """What the user said last, and so on."""
    return str(asked["messages"][-1]["content"]) + WORD * int(asked.get("max_tokens") or 0)


def _delta(delta: Mapping[str, str], finish: str | None = None) -> dict[str, object]:
    return {"id": "c", "model": "x", "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}


def _whole(status: bytes, body: bytes, more: bytes = b"") -> bytes:
    kind = b"text/html" if body is PAGE else b"application/json"
    return b"HTTP/1.1 %b\r\ncontent-type: %b\r\n%bcontent-length: %d\r\n\r\n%b" % (status, kind, more, len(body), body)
