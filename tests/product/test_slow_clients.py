"""What a client does with its end of the connection: reads slowly, says no more, or goes."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import upstream
from product import Product
from upstream import listening

PIECE = b"data: " + json.dumps({"choices": [{"index": 0, "delta": {"content": "w" * 65_000}}]}).encode() + b"\n\n"
MOST = 24 * 1024 * 1024
"""Bytes that systems and router may hold between a fast provider and a slow client: socket buffers, most of it."""


def connect(product: Product, model: str, *, stream: bool) -> socket.socket:
    body = json.dumps({"model": model, "stream": stream, "messages": [{"role": "user", "content": "x"}]}).encode()
    client = socket.create_connection(("127.0.0.1", int(product.router.base_url.rpartition(":")[2])))
    client.settimeout(10)
    head = f"POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {product.router.key}\r\n"
    client.sendall(head.encode() + f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
    return client


def all_of(client: socket.socket) -> bytes:
    received = b""
    while piece := client.recv(65_536):
        received += piece
    return received


@pytest.mark.parametrize("stream", [False, True])
async def test_a_client_that_closes_its_side_after_the_request_gets_the_whole_answer(
    product: Product, stream: bool
) -> None:
    slow = upstream.stream("one ", "two").but(pace=0.4) if stream else upstream.chat("one two").but(delay=0.8)
    async with listening(slow, product.first) as provider:
        with connect(product, "one", stream=stream) as client:
            await provider.asked()
            client.shutdown(socket.SHUT_WR)
            answer = await asyncio.to_thread(all_of, client)
    assert b"HTTP/1.1 200 OK" in answer
    assert b"two" in answer
    assert answer.endswith(b"0\r\n\r\n") if stream else answer.endswith(b"}")


class Flood:
    """A provider that sends as fast as it is let."""

    def __init__(self) -> None:
        self.sent = 0

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n")
        try:
            while True:
                writer.write(PIECE)
                self.sent += len(PIECE)
                await writer.drain()
        except ConnectionError:
            writer.close()


@asynccontextmanager
async def flooding(port: int) -> AsyncIterator[Flood]:
    flood = Flood()
    server = await asyncio.start_server(flood.answer, "127.0.0.1", port)
    async with server:
        yield flood


def resident(pid: int) -> int:
    """Bytes."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096


async def test_a_slow_reader_holds_the_provider_back_and_memory_stays_flat(product: Product) -> None:
    pid = product.router.process.pid
    async with flooding(product.first) as flood:
        with connect(product, "one", stream=True) as client:
            await asyncio.sleep(0.5)
            before, sent = resident(pid), flood.sent
            for _ in range(10):
                await asyncio.to_thread(client.recv, 100)
                await asyncio.sleep(0.1)
            assert flood.sent - sent < len(PIECE) * 16, "the provider went on sending"
            assert flood.sent < MOST
            assert resident(pid) - before < 8 * 1024 * 1024
