"""What one client gets: whole or streamed, once, and an error in whatever form its answer still can take."""

import os
import time
from collections.abc import Mapping
from math import ceil
from random import Random

from router.core.problems import Problem
from router.http import asgi
from router.http.asgi import Send
from router.pipeline import Head
from router.ports import DialectPort

UNDECIDED: Mapping[str, str] = {
    "x-sovereign-route": "none",
    "x-sovereign-zone": "none",
    "x-sovereign-class": "none",
    "x-sovereign-redactions": "0",
    "x-sovereign-attempts": "0",
    "x-sovereign-ruleset": "none",
    "x-sovereign-receipt": "none",
}
"""The headers of an answer that was given before anything was decided."""

_numbers = Random(os.urandom(16))  # noqa: S311 - an id is a name, not a secret


def new_id() -> str:
    """24 hexadecimal digits: milliseconds since the epoch, then chance. Ids of later requests sort later."""
    return f"{int(time.time() * 1000):011x}{_numbers.getrandbits(52):013x}"


class Delivery:
    """`rest` tells what is left of a stream whose finish was passed on: no error may follow it. None before that.

    A part whose `send` was cancelled was not passed on: the server waits for room before it writes, and not after. So
    it goes before the rest of a stream that has its finish, and before an error it is left out.
    """

    __slots__ = ("_begun", "_over", "_send", "_unsent", "dialect", "id", "rest")

    def __init__(self, send: Send, dialect: DialectPort, request_id: str) -> None:
        self.dialect = dialect
        self.id = request_id
        self.rest = _nothing
        self._send = send
        self._begun = False
        self._over = False
        self._unsent = b""

    async def begin(self, head: Head) -> None:
        await asgi.start(self._send, head.status, head.headers)
        self._begun = True

    async def pass_on(self, part: bytes) -> None:
        self._unsent = part
        await self._send({"type": "http.response.body", "body": part, "more_body": True})
        self._unsent = b""

    async def end(self, last: bytes = b"") -> None:
        self._over = True
        await self._send({"type": "http.response.body", "body": last})

    async def whole(self, head: Head, body: bytes) -> None:
        self._over = True
        await asgi.reply(self._send, head.status, body, fields(head))

    async def refuse(self, problem: Problem) -> None:
        """An error: as the answer, or as the last event of a stream that has begun and not finished."""
        if self._over:
            return
        if not self._begun:
            head = Head(problem.status, {"x-request-id": f"req_{self.id}", **UNDECIDED}, problem)
            await self.whole(head, self.dialect.problem(problem, self.id))
        else:
            rest = self.rest()
            await self.end(self.dialect.problem_event(problem, self.id) if rest is None else self._unsent + rest)


def fields(head: Head) -> dict[str, str]:
    named = dict(head.headers)
    if head.problem is not None:
        if not head.problem.may_retry:
            named["x-should-retry"] = "false"
        if head.problem.retry_after is not None:
            named["retry-after"] = str(max(1, ceil(head.problem.retry_after)))
    return named


def _nothing() -> bytes | None:
    return None
