"""What a client reads from a real socket: whole answers, streams, and what no answer may hold."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http.client import HTTPResponse
from io import BytesIO
from socket import socket
from typing import Any, cast

import pytest

from router.http import asgi
from router.http.asgi import App, Receive, Scope, Send
from router.server import door as doors
from router.server.door import Door

BODY = b'{"answer": "yes"}'
ASK = b"POST /v1/x HTTP/1.1\r\nhost: r\r\ncontent-length: 2\r\n\r\n{}"
LAST = ASK.replace(b"host: r", b"host: r\r\nconnection: close")


class Told:
    """What a response says, read as the standard library reads it."""

    def __init__(self, raw: bytes, method: str = "POST") -> None:
        read = HTTPResponse(cast("socket", _Bytes(raw)), method=method)
        read.begin()
        self.status, self.headers = read.status, dict(read.getheaders())
        self.body = read.read()


class _Bytes:
    def __init__(self, raw: bytes) -> None:
        self._raw = raw

    def makefile(self, *_: Any) -> BytesIO:
        return BytesIO(self._raw)


@asynccontextmanager
async def served(app: App) -> AsyncIterator[tuple[Door, int]]:
    door, listening = Door(app), socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    await door.listen(listening)
    try:
        yield door, listening.getsockname()[1]
    finally:
        await door.drain(0)
        listening.close()


async def replied(app: App, *asks: bytes) -> bytes:
    """All that comes until the end of the connection."""
    async with served(app) as (_, port):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"".join(asks))
        said = await asyncio.wait_for(reader.read(), 5)
        writer.close()
    return said


async def whole(_: Scope, receive: Receive, send: Send) -> None:
    await receive()
    await asgi.reply(send, 200, BODY, {"x-request-id": "req_1"})


def answering(*messages: dict[str, Any]) -> App:
    async def app(_: Scope, receive: Receive, send: Send) -> None:
        await receive()
        for message in messages:
            await send(message)

    return app


def start(*headers: tuple[bytes, bytes], status: int = 200) -> dict[str, Any]:
    return {"type": "http.response.start", "status": status, "headers": list(headers)}


def body(data: bytes, *, more: bool = False) -> dict[str, Any]:
    return {"type": "http.response.body", "body": data, "more_body": more}


async def test_a_whole_answer_has_its_headers_its_date_and_its_body() -> None:
    told = Told(await replied(whole, LAST))
    assert (told.status, told.body) == (200, BODY)
    assert told.headers["x-request-id"] == "req_1"
    assert told.headers["content-length"] == str(len(BODY))
    assert told.headers["date"].endswith("GMT")


async def test_requests_behind_one_another_are_answered_in_order() -> None:
    said = await replied(whole, ASK, ASK, LAST)
    assert said.count(b"HTTP/1.1 200 OK\r\n") == said.count(BODY) == 3


async def test_whoever_wishes_no_second_request_is_told_that_the_connection_ends() -> None:
    told = Told(await replied(whole, LAST))
    assert (told.headers["connection"], told.body) == ("close", BODY)


async def test_the_answer_of_head_has_the_length_and_no_body() -> None:
    told = await replied(whole, b"HEAD / HTTP/1.1\r\nhost: r\r\nconnection: close\r\n\r\n")
    assert Told(told, "HEAD").headers["content-length"] == str(len(BODY))
    assert told.endswith(b"\r\n\r\n")


async def test_a_stream_comes_in_chunks_and_ends() -> None:
    messages = start((b"content-type", b"text/event-stream")), body(b"one ", more=True), body(b"two")
    told = Told(await replied(answering(*messages), LAST))
    assert (told.headers["transfer-encoding"], told.body) == ("chunked", b"one two")


async def test_a_body_in_pieces_of_the_length_that_was_told_is_whole() -> None:
    messages = start((b"content-length", b"7")), body(b"one ", more=True), body(b"two")
    assert Told(await replied(answering(*messages), LAST)).body == b"one two"


async def test_an_answer_without_headers_is_one() -> None:
    assert Told(await replied(answering(start(status=204), body(b"")), LAST)).status == 204


@pytest.mark.parametrize("value", [b"a\r\nset-cookie: b", b"a\nb", b"a\rb", b"a\x00b", b"a\x7fb"])
async def test_no_header_is_split(value: bytes) -> None:
    messages = start((b"x-name", value), (b"content-length", b"2")), body(b"{}")
    told = await replied(answering(*messages), LAST)
    assert b"x-name" not in told
    assert b"set-cookie" not in told
    assert b" 200 " not in told


@pytest.mark.parametrize(
    "name", [b"", b"x y", b"x:y", b"x\r\nset-cookie: y", b"x\ty", b"x(y)", b"x/y", b"x\xe9y", b'"x"']
)
@pytest.mark.parametrize("more", [(), ((b"content-length", b"2"),)], ids=["stream", "whole"])
async def test_no_header_has_a_name_that_is_none(name: bytes, more: tuple[tuple[bytes, bytes], ...]) -> None:
    """A token (RFC 9110, section 5.6.2)."""
    told = await replied(answering(start((name, b"value"), *more), body(b"{}")), LAST)
    assert b"value" not in told
    assert b" 200 " not in told


async def test_a_header_may_have_any_name_that_is_a_token() -> None:
    name = b"x!#$%&'*+-.^_`|~09azAZ"
    told = await replied(answering(start((name, b"value"), (b"content-length", b"2")), body(b"{}")), LAST)
    assert name + b": value\r\n" in told


@pytest.mark.parametrize("length", [b"1", b"3", b"many"])
async def test_no_answer_looks_whole_that_is_not_as_long_as_it_says(length: bytes) -> None:
    told = await replied(answering(start((b"content-length", length)), body(b"{}")), LAST)
    assert b"{}" not in told or b"content-length: 3" in told


async def test_a_fault_between_head_and_body_is_told_as_one() -> None:
    async def app(_: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send(start((b"content-length", b"2")))
        raise ValueError("a fault of ours")

    assert Told(await replied(app, LAST)).status == 500


async def test_a_connection_that_rests_too_long_is_closed_and_one_that_is_served_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(doors, "KEEP_ALIVE", 0.3)
    answer = asyncio.Event()

    async def app(_: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await answer.wait()
        await asgi.reply(send, 200, BODY)

    async with served(app) as (_, port):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(ASK)
        await asyncio.sleep(1.5)
        answer.set()
        assert await asyncio.wait_for(reader.readuntil(BODY), 1)
        assert await asyncio.wait_for(reader.read(), 3) == b""
        writer.close()
