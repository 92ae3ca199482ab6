"""A provider that costs nothing: answers are prepared bytes, so whatever is measured in front of it is the gateway.

    whole     one chat completion of some 577 bytes
    streamed  for `"stream": true` and a model called `chunks-N-P`: N events, one every P milliseconds (0: all at once),
              each written on its own, as a provider's tokens come

Where a gateway has put something in the place of an e-mail address, the answer repeats the last such word; a streamed
one in every tenth event, cut in two.

One asyncio.Protocol on uvloop. Reads requests with a Content-Length, which is what clients send.
"""

import argparse
import asyncio
import functools
import json
import re
from typing import cast

import uvloop

HEAD_END = b"\r\n\r\n"
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
STREAM = re.compile(rb'"stream": *true')
MODEL = re.compile(rb'"model": *"chunks-(\d+)-(\d+)"')
USAGE = re.compile(rb'"include_usage": *true')
STAND_IN = re.compile(rb"\[\[EMAIL_ADDRESS_\d+\]\]|<EMAIL_ADDRESS_\d+>")
TOKENS = {"prompt_tokens": 230, "completion_tokens": 40, "total_tokens": 270}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=0, help="0 takes any free port; it is printed")
    uvloop.run(serve(parser.parse_args().port))


async def serve(port: int) -> None:
    server = await asyncio.get_running_loop().create_server(Upstream, "127.0.0.1", port, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


class Upstream(asyncio.Protocol):
    """One connection. Answers in order; a paced stream is one timer."""

    def __init__(self) -> None:
        self._buffer = b""
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the interface of asyncio
        if self._timer is not None:
            self._timer.cancel()

    def data_received(self, data: bytes) -> None:
        self._buffer = self._buffer + data if self._buffer else data
        while (body := self._take()) is not None:
            self._answer(body)

    def _take(self) -> bytes | None:
        """The body of the next request that has arrived whole."""
        head = self._buffer.find(HEAD_END)
        if head < 0:
            return None
        length = LENGTH.search(self._buffer, 0, head)
        end = head + len(HEAD_END) + (int(length[1]) if length else 0)
        if len(self._buffer) < end:
            return None
        body, self._buffer = self._buffer[head + len(HEAD_END) : end], self._buffer[end:]
        return body

    def _answer(self, body: bytes) -> None:
        model, named = MODEL.search(body), STAND_IN.findall(body)
        echoed = named[-1].decode() if named else ""
        if model is None or STREAM.search(body) is None:
            self._transport.write(whole(echoed))
            return
        frames = events(int(model[1]), echoed, with_usage=USAGE.search(body) is not None)
        self._transport.write(STREAM_HEAD)
        self._write_paced(frames, 0, asyncio.get_running_loop().time(), int(model[2]) / 1000)

    def _write_paced(self, frames: tuple[bytes, ...], index: int, began: float, pace: float) -> None:
        """Every frame at its own time, counted from the first, so that a late one does not delay the rest."""
        while index < len(frames):
            self._transport.write(frames[index])
            index += 1
            if pace:
                at = began + index * pace
                loop = asyncio.get_running_loop()
                self._timer = loop.call_at(at, self._write_paced, frames, index, began, pace)
                return


@functools.lru_cache
def whole(echoed: str) -> bytes:
    body = _completion(echoed)
    return _head(b"application/json", b"content-length: %d" % len(body)) + body


def _completion(echoed: str) -> bytes:
    content = (
        "Forward secrecy means that the keys of a session cannot be recovered later, not even by somebody who comes to "
        "hold the long-term key of a server. Each session agrees on keys of its own and forgets them." + echoed
    )
    message = {"role": "assistant", "content": content, "refusal": None}
    return json.dumps(
        {
            "id": "chatcmpl-0123456789abcdef",
            "object": "chat.completion",
            "created": 1_800_000_000,
            "model": "whole",
            "choices": [{"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}],
            "usage": TOKENS,
            "system_fingerprint": "fp_0123456789",
        }
    ).encode()


def _head(kind: bytes, framing: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\ncontent-type: " + kind + b"\r\n" + framing + b"\r\n\r\n"


@functools.lru_cache
def events(count: int, echoed: str, *, with_usage: bool) -> tuple[bytes, ...]:
    """`count` events in HTTP chunks of their own, then `[DONE]` and the end."""
    words = [f" word{index:04d}" for index in range(count)]
    half = len(echoed) // 2
    for index in range(5, count - 2, 10) if echoed else ():
        words[index : index + 2] = f" {echoed[:half]}", echoed[half:]
    deltas: list[dict[str, str]] = [{"content": word} for word in words]
    deltas[0] = {"role": "assistant", "content": ""}
    deltas[-1] = {}
    chunks = [_event([{"index": 0, "delta": delta, "finish_reason": None if delta else "stop"}]) for delta in deltas]
    if with_usage:
        chunks.append(_event([], usage=TOKENS))
    frames = [_frame(chunk) for chunk in chunks]
    return (*frames[:-1], frames[-1] + _frame(b"data: [DONE]\n\n") + b"0\r\n\r\n")


def _event(choices: list[dict[str, object]], **more: object) -> bytes:
    event = {
        "id": "chatcmpl-0123456789abcdef",
        "object": "chat.completion.chunk",
        "created": 1_800_000_000,
        "model": "mock-model-2026-01",
        "system_fingerprint": "fp_0123456789",
        "choices": choices,
        **more,
    }
    return b"data: " + json.dumps(event).encode() + b"\n\n"


def _frame(data: bytes) -> bytes:
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"


STREAM_HEAD = _head(b"text/event-stream; charset=utf-8", b"transfer-encoding: chunked")

if __name__ == "__main__":
    main()
