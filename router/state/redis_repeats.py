"""How many requests were repeated, in all processes: told a few times a second, so that nobody waits for it."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from router.state.memory import BUDGET_LEAST, BUDGET_SHARE, BUDGET_WINDOW
from router.state.redis_link import Reply
from router.state.redis_talk import Talk


class Seen(NamedTuple):
    """Requests and repeats of a tenant in the last seconds, in all processes, and when that was told."""

    requests: int
    repeats: int
    at: float


class Repeats:
    """`clock` in seconds. What happened since the last `tell` is added to what was seen then."""

    def __init__(self, talk: Talk, clock: Callable[[], float]) -> None:
        self._talk = talk
        self._clock = clock
        self._new: dict[str, list[int]] = {}
        self._seen: dict[str, Seen] = {}

    def requested(self, tenant: str) -> None:
        self._since(tenant)[0] += 1

    def repeated(self, tenant: str) -> None:
        self._since(tenant)[1] += 1

    def is_spent(self, tenant: str) -> bool:
        """By what is known of all processes. False where nothing is."""
        seen = self._seen.get(tenant)
        if seen is None or self._clock() - seen.at >= BUDGET_WINDOW:
            return False
        requests, repeats = self._since(tenant)
        return seen.repeats + repeats >= max(BUDGET_LEAST, BUDGET_SHARE * (seen.requests + requests))

    def tell(self) -> None:
        new, self._new = self._new, {}
        for tenant, counts in new.items():
            keys = self._talk.keys.tenant(tenant, "retries")
            self._talk.run("retries", tenant, keys, counts, partial(self._told, tenant))

    def forget(self) -> None:
        self._new.clear()
        self._seen.clear()

    def _since(self, tenant: str) -> list[int]:
        return self._new.setdefault(tenant, [0, 0])

    def _told(self, tenant: str, reply: Reply) -> None:
        if self._talk.heard(reply):
            self._seen[tenant] = Seen(reply[1], reply[2], self._clock())
