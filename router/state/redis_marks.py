"""High-water marks that Redis is to have: sent as soon as they are raised, and kept until it says that it has them."""

import asyncio
from collections.abc import Callable, Mapping
from functools import partial

from router.state.redis_link import Reply, Word
from router.state.redis_scripts import Calls
from router.state.redis_talk import Talk

AT_ONCE = 200
"""In one command, so that nothing else waits for it long."""


class Unwritten:
    """At most `most` marks of each tenant. Redis raises marks and lowers none, so one may be sent twice.

    `classes` tells them as they are now, from the lowest.
    """

    def __init__(self, talk: Talk, most: int, classes: Callable[[], tuple[str, ...]]) -> None:
        self._talk = talk
        self._most = most
        self._classes = classes
        self._marks: dict[str, dict[bytes, str]] = {}
        self._writing: asyncio.Handle | None = None

    def raised(self, tenant: str, marks: Mapping[bytes, str]) -> None:
        """All that is raised in one turn of the event loop is sent in one command."""
        self.keep(tenant, marks)
        if self._writing is None and self._talk.is_open:
            self._writing = asyncio.get_running_loop().call_soon(self.write)

    def keep(self, tenant: str, marks: Mapping[bytes, str]) -> None:
        unwritten = self._marks.setdefault(tenant, {})
        unwritten.update(marks)
        while len(unwritten) > self._most:
            del unwritten[next(iter(unwritten))]

    def write(self) -> None:
        """Sends all; what does not arrive is kept."""
        self._writing = None
        for tenant in tuple(self._marks):
            for batch in self._batches(tenant):
                words = self._words(batch)
                self._talk.run("raise", tenant, self._keys(tenant), words, partial(self._written, tenant, batch))

    async def write_first(self, calls: Calls, tenant: str) -> None:
        """Before anybody asks again, and waiting for each: there may be many. Raises `Lost`."""
        keys, batches = self._keys(tenant), self._batches(tenant)
        try:
            while batches:
                await self._talk.answer(calls, "raise", tenant, keys, *self._words(batches[0]))
                del batches[0]
        finally:
            for batch in batches:
                self._back(tenant, batch)

    def _batches(self, tenant: str) -> "list[dict[bytes, str]]":
        marks = tuple(self._marks.pop(tenant, {}).items())
        return [dict(marks[start : start + AT_ONCE]) for start in range(0, len(marks), AT_ONCE)]

    def _keys(self, tenant: str) -> list[str]:
        return self._talk.keys.tenant(tenant, "young", "old", "raised")

    def _words(self, batch: Mapping[bytes, str]) -> list[Word]:
        classes = self._classes()
        words: list[Word] = [len(classes), *classes]
        for mark, klass in batch.items():
            words += [mark, klass]
        return words

    def _written(self, tenant: str, batch: dict[bytes, str], reply: Reply) -> None:
        if not self._talk.heard(reply):
            self._back(tenant, batch)

    def _back(self, tenant: str, batch: dict[bytes, str]) -> None:
        """What was raised since is higher."""
        self.keep(tenant, batch | self._marks.get(tenant, {}))
