"""Keeps a connection to Redis: finds it again when it is lost, and tells the parts that use it.

While there is none, `calls` is None, and nobody waits for anything. A part says in `join` what it has to tell before
all begin to use the connection; `joined` is what it tells in that very step.
"""

import asyncio
import logging
import random
from collections.abc import Callable, Sequence
from typing import Protocol

from router.core.redis_address import RedisAddress
from router.state.redis_link import Link, Lost, Reply, Word, connect
from router.state.redis_scripts import Calls, Scripts

log = logging.getLogger("sovereign.redis")

PATIENCE = 0.25
"""Seconds that a request waits for a reply, at most, before this process goes on alone."""

TICK = 0.25
"""Seconds between two signs of life."""

PAUSES = 0.1, 2.0
"""Seconds between two tries to connect: the first, and the longest; doubled each time, and jittered."""

SETTLED = 5.0
"""Seconds after which a connection counts as one that holds."""


class Part(Protocol):
    async def join(self, calls: Calls) -> None:
        """Raises `Lost`."""
        ...

    def joined(self) -> None: ...

    def tick(self) -> None: ...


class Keeper:
    """`start` before use. `password` is asked for each connection, in a thread; it may raise OSError."""

    def __init__(
        self, address: RedisAddress, password: Callable[[], str | None], *, patience: float = PATIENCE
    ) -> None:
        self.calls: Calls | None = None
        self.parts: list[Part] = []
        self._address = address
        self._password = password
        self._patience = patience
        self._scripts = Scripts()
        self._why: str | None = None
        self._task: asyncio.Task[None] | None = None
        self._since = 0.0

    @property
    def trouble(self) -> str | None:
        return None if self.calls is not None else f"{self._address.place}: {self._why or 'not asked yet'}"

    async def start(self) -> None:
        """One try is waited for; who does not answer is asked again, as if it were lost later."""
        await self._connect()
        self._task = asyncio.create_task(self._keep())

    async def aclose(self) -> None:
        """What was told before is written, if the server takes it. Idempotent."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        calls, self.calls = self.calls, None
        if calls is not None:
            try:
                await calls.link.answer("PING")
            except Lost:
                log.warning("%s: what was told last may be lost", self._address.place)
            calls.link.end("the router stops")

    def run(self, name: str, keys: Sequence[str], words: Sequence[Word], then: Callable[[Reply], object]) -> None:
        """As `Calls.run`; `then` is called at once where there is no connection."""
        if self.calls is None:
            then(Lost("there is no connection"))
        else:
            self.calls.run(name, keys, words, then)

    def drop(self, why: str) -> None:
        """This connection is of no use: another is made, and told what there is to tell."""
        if self.calls is not None:
            self.calls.link.end(why)

    async def _keep(self) -> None:
        first, longest = PAUSES
        pause = first
        while True:
            calls = self.calls
            if calls is None:
                await asyncio.sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311 - jitter
                pause = min(2 * pause, longest)
                await self._connect()
                continue
            if self._now() - self._since > SETTLED:
                pause = first
            calls.link.ask(("PING",), lambda _: None)
            for part in self.parts:
                part.tick()
            await asyncio.sleep(TICK)

    async def _connect(self) -> None:
        try:
            password = await asyncio.to_thread(self._password)
            link = await connect(self._address, password or self._address.password, self._patience, self._lost)
            await self._join(link)
        except (Lost, OSError) as fault:
            self._told(str(fault))

    async def _join(self, link: Link) -> None:
        calls = Calls(link, self._scripts)
        try:
            await calls.load()
            for part in self.parts:
                await part.join(calls)
        except BaseException:
            link.end("it was left before it was used")
            raise
        self.calls, self._since, self._why = calls, self._now(), None
        for part in self.parts:
            part.joined()
        log.info("%s: shared with all routers there", self._address.place)

    def _lost(self, why: str) -> None:
        """A connection that was not in use yet is told of by whoever made it."""
        if self.calls is not None:
            self.calls = None
            self._told(why)

    def _told(self, why: str) -> None:
        """Once for each time that it is lost, not for each try."""
        if self._why is None:
            log.warning("%s: %s. Until it is back this process goes on alone", self._address.place, why)
        self._why = why

    def _now(self) -> float:
        return asyncio.get_running_loop().time()
