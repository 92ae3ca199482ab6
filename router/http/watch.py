"""Who ends a request before its time: the client that goes, the client that dawdles, the admin who revokes a key."""

import asyncio

from router.core.problems import Code, Problem
from router.http.asgi import Message, Receive

AFTER = 0.2
"""Seconds until the client's hang-up is watched for; the provider's call ends within a second of it."""

BODY_SECONDS = 60.0
"""How long a client may take to send its body."""


class Watch:
    """Cancels the task that made it. One timer for each request; it looks after a moment only: most are over by then.

    While the body is coming, whoever reads it sees the client go. `problem` is what the client is told, if it is there.
    """

    __slots__ = ("_begun", "_receive", "_task", "_timer", "_walking", "has_body", "problem", "saw_it_go")

    def __init__(self, receive: Receive) -> None:
        self.has_body = False
        self.saw_it_go = False
        self.problem: Problem | None = None
        self._receive = receive
        self._walking = asyncio.current_task()
        self._task: asyncio.Task[None] | None = None
        loop = asyncio.get_running_loop()
        self._begun = loop.time()
        self._timer = loop.call_later(AFTER, self._look, loop)

    def end(self) -> None:
        self._walking = None
        self._timer.cancel()
        if self._task is not None:
            self._task.cancel()

    def stop(self, problem: Problem) -> None:
        self.problem = problem
        self._cancel()

    async def receive(self) -> Message:
        message = await self._receive()
        self.saw_it_go = message["type"] == "http.disconnect"
        return message

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        if self.has_body:
            self._task = loop.create_task(self._until_gone())
        elif loop.time() - self._begun < BODY_SECONDS:
            self._timer = loop.call_later(AFTER, self._look, loop)
        else:
            text = f"the body did not arrive within {BODY_SECONDS:.0f} seconds"
            self.stop(Problem(Code.INVALID_REQUEST, text))

    async def _until_gone(self) -> None:
        while not self.saw_it_go:
            await self.receive()
        self._cancel()

    def _cancel(self) -> None:
        walking, self._walking = self._walking, None
        if walking is not None:
            walking.cancel()
