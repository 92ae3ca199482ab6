"""The clients of a soak: what they ask, how they behave, and what they make of the answer.

Every request that its client waits for ends as one of `finish` and `error`; whatever else comes of it is told in words.
"""

import asyncio
import json
import random
import re
import socket
from collections import Counter, defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import httptools
from faulty import WORD
from load import request

PATIENCE = 60.0
"""Seconds without a byte; no route of the soak may let anybody wait longer."""
QUESTIONS = 2_000
"""Different ones. They are asked again and again, so that the router's memories of bounded size are full early on: what
grows after that grows with each request."""
FINISH, ERROR, LEFT = "finish", "error", "left"
HALF = re.compile(r"\[(\[[A-Z_\d]*\]?)?$")
"""A placeholder that the provider did not finish is given as it came."""


@dataclass(frozen=True, slots=True)
class Kind:
    """`share`: how often, of a hundred. `more`: words that the answer has beyond the question's."""

    name: str
    model: str
    share: int
    stream: bool = False
    mail: bool = False
    leaves: bool = False
    slow: bool = False
    more: int = 0

    def words(self, number: int) -> str:
        return f"this is question {number}" + f", ask mail{number}@soak.example" * self.mail

    def body(self, number: int) -> bytes:
        message = {"role": "user", "content": self.words(number)}
        told = {"model": self.model, "stream": self.stream, "max_tokens": self.more, "messages": [message]}
        if not self.more:
            del told["max_tokens"]
        return json.dumps(told).encode()

    def expected(self, number: int) -> str:
        return self.words(number) + WORD * self.more


KINDS = (
    Kind("plain", "plain", 25),
    Kind("streamed", "plain", 22, stream=True),
    Kind("redacted", "redacted", 12, mail=True),
    Kind("redacted stream", "redacted", 15, stream=True, mail=True, more=20),
    Kind("one route", "alone", 6, stream=True, more=20),
    Kind("drill", "drill", 6, stream=True),
    Kind("hung up", "plain", 6, leaves=True),
    Kind("hung up stream", "redacted", 6, stream=True, mail=True, leaves=True, more=200),
    Kind("slow reader", "steady", 2, stream=True, slow=True, more=20_000),
)


@dataclass(slots=True)
class Got:
    """An answer as it comes; httptools calls the `on_...` methods."""

    headers: dict[str, str] = field(default_factory=dict)
    body: bytearray = field(default_factory=bytearray)
    whole: bool = False

    def on_header(self, name: bytes, value: bytes) -> None:
        self.headers[name.decode().lower()] = value.decode()

    def on_body(self, body: bytes) -> None:
        self.body += body

    def on_message_complete(self) -> None:
        self.whole = True


def judged(kind: Kind, number: int, status: int, body: bytes) -> str:
    """What became of it: FINISH, ERROR, or in words what is wrong."""
    events = _events(body) if kind.stream and status == 200 else [json.loads(body)]
    choices = [choice for event in events for choice in event.get("choices", ())]
    words = "".join((one.get("delta") or one.get("message") or {}).get("content") or "" for one in choices)
    finishes = sum(bool(one.get("finish_reason")) for one in choices)
    errors = sum("error" in event for event in events)
    if finishes + errors != 1:
        return f"{finishes} finishes and {errors} errors"
    if kind.stream and status == 200 and body.endswith(b"data: [DONE]\n\n") != bool(finishes):
        return "[DONE] without a finish, or a finish without it"
    if finishes:
        return FINISH if words == kind.expected(number) else "a finish after other words than were said"
    return ERROR if kind.expected(number).startswith(HALF.sub("", words)) else "other words than were said"


def _events(body: bytes) -> list[dict[str, Any]]:
    lines = [line[6:] for line in body.decode().split("\n") if line.startswith("data: ")]
    return [json.loads(line) for line in lines if line != "[DONE]"]


class Crowd:
    """`pause`: seconds between two requests of a client, on average."""

    def __init__(self, port: int, key: str, pause: float, seed: int) -> None:
        self._port, self._key, self._pause = port, key, pause
        self._random = random.Random(seed)
        self._number = 0
        self.asked: defaultdict[str, Counter[str]] = defaultdict(Counter)
        """What became of the requests of each kind."""
        self.codes: Counter[str] = Counter()
        self.rulesets: Counter[str] = Counter()

    def total(self, outcome: str) -> int:
        return sum(counts[outcome] for counts in self.asked.values())

    def wrong(self) -> dict[str, int]:
        """All that neither finished, nor failed in good order, nor was left by its client."""
        told = ((f"{name}: {what}", n) for name, counts in self.asked.items() for what, n in counts.items())
        return {what: count for what, count in told if what.rpartition(": ")[2] not in (FINISH, ERROR, LEFT)}

    async def client(self, end: asyncio.Event) -> None:
        """Until `end`: the request that runs then is waited for."""
        line: _Line | None = None
        while not end.is_set():
            (kind,) = self._random.choices(KINDS, [kind.share for kind in KINDS])
            if line is not None and (kind.slow or kind.leaves):
                line.close()
                line = None
            line = await self._ask(kind, line)
            await asyncio.sleep(self._random.expovariate(1 / self._pause))
        if line is not None:
            line.close()

    async def _ask(self, kind: Kind, line: "_Line | None") -> "_Line | None":
        """One request; the connection if it can be used again."""
        self._number += 1
        number = self._number % QUESTIONS
        try:
            line = line or await _Line.open(self._port, slow=kind.slow)
            outcome = await self._exchange(kind, number, line)
        except TimeoutError:
            outcome = f"not a byte for {PATIENCE:.0f} s"
        except (OSError, EOFError, ValueError, httptools.HttpParserError) as fault:
            outcome = f"broke off ({type(fault).__name__})"
        self.asked[kind.name][outcome] += 1
        if outcome not in (FINISH, ERROR, LEFT):
            print(
                f"wrong   question {number} ({kind.name}, {'no answer' if line is None else line.asked_as}): {outcome}",
                flush=True,
            )
        if line is None or (outcome in (FINISH, ERROR) and line.lasts and not kind.slow):
            return line
        line.close()
        return None

    async def _exchange(self, kind: Kind, number: int, line: "_Line") -> str:
        line.ask(self._key, kind.body(number))
        if kind.leaves:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._random.choice((0.001, 0.05, 0.4))):
                    await line.answer(slow=False)
            return LEFT
        status, got = await line.answer(slow=kind.slow)
        self.rulesets[got.headers.get("x-sovereign-ruleset", "none")] += 1
        outcome = judged(kind, number, status, bytes(got.body))
        if outcome == ERROR:
            event = _events(bytes(got.body))[-1] if status == 200 else json.loads(got.body)
            self.codes[str(event["error"]["code"])] += 1
        return outcome


class _Line:
    """One connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self.lasts = True
        self.asked_as = "no answer"
        """What the router calls the last request: by that its log is searched."""

    @classmethod
    async def open(cls, port: int, *, slow: bool) -> "_Line":
        sock = socket.socket()
        sock.setblocking(False)
        if slow:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        try:
            await asyncio.get_running_loop().sock_connect(sock, ("127.0.0.1", port))
            return cls(*await asyncio.open_connection(sock=sock, limit=1024 if slow else 1 << 16))
        except BaseException:
            sock.close()
            raise

    def ask(self, key: str, body: bytes) -> None:
        self.asked_as = "no answer"
        self._writer.write(request("/v1/chat/completions", {"authorization": f"Bearer {key}"}, body))

    async def answer(self, *, slow: bool) -> tuple[int, Got]:
        got = Got()
        parser = httptools.HttpResponseParser(got)
        while not got.whole:
            async with asyncio.timeout(PATIENCE):
                data = await self._reader.read(1024 if slow else 1 << 16)
            if not data:
                raise EOFError
            parser.feed_data(data)
            self.asked_as = got.headers.get("x-request-id", "no answer")
            if slow:
                await asyncio.sleep(0.002)
        self.lasts = parser.should_keep_alive()
        return parser.get_status_code(), got

    def close(self) -> None:
        self._writer.close()
