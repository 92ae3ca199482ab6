"""A closed loop of clients on raw sockets: each sends its next request when the last was answered.

In a process of its own, so that what it costs is not counted as the gateway's. Prints one JSON object.
"""

import argparse
import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from typing import cast

import httptools
import uvloop

PATIENCE = 60.0
"""Seconds after which a gateway that hangs is given up."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`each`: requests per client, however long they take; 0: until `seconds` have passed.

    `asks`: requests, asked in turn by whichever client is free, and what their answers must contain.
    """

    port: int
    asks: Sequence[tuple[bytes, bytes]]
    clients: int
    seconds: float
    each: int


@dataclass(slots=True)
class Tally:
    """Latencies are in seconds: to the first byte of a body, and to its end."""

    first: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    events: int = 0
    broken: int = 0
    lacking: int = 0
    """Answers without what they must contain."""


class Client(asyncio.Protocol):
    """One connection, used again and again. httptools calls the `on_...` methods."""

    def __init__(self, plan: Plan, asks: Iterator[tuple[bytes, bytes]], tally: Tally, until: float) -> None:
        self._asks = asks
        self._tally = tally
        self._until = until
        self._left = plan.each or sys.maxsize
        self._loop = asyncio.get_running_loop()
        self._answered = True
        self._tail = b""
        self._body: list[bytes] = []
        self.done: asyncio.Future[bool] = self._loop.create_future()
        """True: more is wanted, but the gateway closed the connection between two requests."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._ask()

    def data_received(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError:
            self._transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the interface of asyncio
        if not self._answered:
            self._tally.broken += 1
        if not self.done.done():
            self.done.set_result(self._answered and self._wants_more())

    def on_message_begin(self) -> None:
        self._first = 0.0

    def on_body(self, body: bytes) -> None:
        self._first = self._first or time.perf_counter()
        if self._expects:
            self._body.append(body)
        seen = self._tail + body
        self._tally.events += seen.count(b"data:")
        self._tail = seen[-4:]

    def on_message_complete(self) -> None:
        now = time.perf_counter()
        self._tally.statuses[self._parser.get_status_code()] += 1
        self._tally.first.append((self._first or now) - self._sent)
        self._tally.whole.append(now - self._sent)
        if self._expects and self._expects not in b"".join(self._body):
            self._tally.lacking += 1
        self._answered = True
        self._left -= 1
        if self._wants_more() and self._parser.should_keep_alive():
            self._loop.call_soon(self._ask)
        else:
            self._transport.close()

    def _wants_more(self) -> bool:
        return self._left > 0 and time.perf_counter() < self._until

    def _ask(self) -> None:
        if self._transport.is_closing():
            return
        self._parser = httptools.HttpResponseParser(self)
        self._tail = b""
        self._body.clear()
        self._answered = False
        request, self._expects = next(self._asks)
        self._sent = time.perf_counter()
        self._transport.write(request)


async def run(plan: Plan) -> dict[str, object]:
    loop = asyncio.get_running_loop()
    tally = Tally()
    began = time.perf_counter()
    until = began + (sys.maxsize if plan.each else plan.seconds)

    asks = cycle(plan.asks)

    async def client() -> None:
        more = True
        while more:
            _, one = await loop.create_connection(lambda: Client(plan, asks, tally, until), "127.0.0.1", plan.port)
            more = await one.done

    everyone = asyncio.gather(*(client() for _ in range(plan.clients)))
    hung = False
    try:
        await asyncio.wait_for(everyone, plan.seconds + PATIENCE)
    except TimeoutError:
        hung = True
    return report(tally, time.perf_counter() - began, hung=hung)


def report(tally: Tally, seconds: float, *, hung: bool) -> dict[str, object]:
    answered = tally.statuses.total()
    return {
        "requests": answered,
        "errors": answered - tally.statuses[200] + tally.broken,
        "lacking": tally.lacking,
        "statuses": dict(tally.statuses),
        "hung": hung,
        "events": tally.events,
        "seconds": seconds,
        "p50_us": quantile(tally.whole, 0.5),
        "p99_us": quantile(tally.whole, 0.99),
        "first_p50_us": quantile(tally.first, 0.5),
        "first_p99_us": quantile(tally.first, 0.99),
    }


def quantile(seconds: list[float], share: float) -> float:
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1e6 if ordered else 0.0


def request(path: str, headers: Mapping[str, str], body: bytes) -> bytes:
    lines = (
        f"POST {path} HTTP/1.1",
        "host: 127.0.0.1",
        *(f"{name}: {value}" for name, value in headers.items()),
        "content-type: application/json",
        "accept: */*",
        f"content-length: {len(body)}",
    )
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--path", default="/v1/chat/completions")
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--each", type=int, default=0, help="requests per client; 0: until the seconds have passed")
    options = parser.parse_args()
    given = json.load(sys.stdin)  # the key stands in no process list
    asks = [
        (request(options.path, given["headers"], ask["body"].encode()), ask["expects"].encode())
        for ask in given["asks"]
    ]
    plan = Plan(options.port, asks, options.clients, options.seconds, options.each)
    print(json.dumps(uvloop.run(run(plan))))


if __name__ == "__main__":
    main()
