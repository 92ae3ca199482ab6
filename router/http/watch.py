"""Who ends a request before its time: the client that goes, the client that dawdles, the admin who revokes a key."""

import asyncio

from router.core.problems import Code, Problem
from router.http.asgi import Message, Receive

EVERY = 0.2
"""Seconds between two looks at what is open. A request still open at its second look is watched from then on for its
client's hang-up; the provider's call ends within a second of it."""

BODY_SECONDS = 60.0
"""How long a client may take to send its body."""


class Watch:
    """Cancels the task that made it. `problem` is what the client is told, if it is there.

    While the body is coming, whoever reads it sees the client go. Once all of the answer `is_known`, only the client
    that goes ends it: half of it would be neither a finish nor an error.
    """

    __slots__ = ("_looks", "_receive", "_task", "_walking", "has_body", "is_known", "problem", "saw_it_go")

    def __init__(self, receive: Receive) -> None:
        self.has_body = self.is_known = False
        self.saw_it_go = False
        self.problem: Problem | None = None
        self._receive = receive
        self._walking = asyncio.current_task()
        self._task: asyncio.Task[None] | None = None
        self._looks = 0

    def look(self) -> None:
        self._looks += 1
        if self.has_body:
            if self._task is None and self._looks > 1:
                self._task = asyncio.get_running_loop().create_task(self._until_gone())
        elif self._looks * EVERY >= BODY_SECONDS:
            text = f"the body did not arrive within {BODY_SECONDS:.0f} seconds"
            self.stop(Problem(Code.INVALID_REQUEST, text))

    def end(self) -> None:
        self._walking = None
        if self._task is not None:
            self._task.cancel()

    def stop(self, problem: Problem) -> None:
        if not self.is_known:
            self.problem = problem
            self._cancel()

    async def receive(self) -> Message:
        message = await self._receive()
        self.saw_it_go = message["type"] == "http.disconnect"
        return message

    async def _until_gone(self) -> None:
        while not self.saw_it_go:
            await self.receive()
        self._cancel()

    def _cancel(self) -> None:
        walking, self._walking = self._walking, None
        if walking is not None:
            walking.cancel()


class Lookout:
    """One timer looks after all open requests: most are over before it comes round."""

    def __init__(self) -> None:
        self._open: set[Watch] = set()
        self._timer: asyncio.TimerHandle | None = None

    def begin(self, receive: Receive) -> Watch:
        watch = Watch(receive)
        self._open.add(watch)
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(EVERY, self._look)
        return watch

    def end(self, watch: Watch) -> None:
        self._open.discard(watch)
        watch.end()

    def _look(self) -> None:
        for watch in tuple(self._open):
            watch.look()
        self._timer = asyncio.get_running_loop().call_later(EVERY, self._look) if self._open else None
