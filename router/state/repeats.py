"""How many requests were repeated, in all processes: told a few times a second, so that nobody waits for it."""

from collections.abc import Callable
from typing import NamedTuple

from router.state.memory import BUDGET_LEAST, BUDGET_SHARE, BUDGET_WINDOW


class Seen(NamedTuple):
    """Requests and repeats of a tenant in the last seconds, in all processes, and when that was told."""

    requests: int
    repeats: int
    at: float


class Repeats:
    """`send`: of a tenant, requests and repeats since it was sent last. `clock` in seconds.

    What happened since the last `tell` is added to what was seen then.
    """

    def __init__(self, send: Callable[[str, int, int], None], clock: Callable[[], float]) -> None:
        self._send = send
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
        for tenant, (requests, repeats) in new.items():
            self._send(tenant, requests, repeats)

    def told(self, tenant: str, requests: int, repeats: int) -> None:
        """Of all processes together."""
        self._seen[tenant] = Seen(requests, repeats, self._clock())

    def forget(self) -> None:
        self._new.clear()
        self._seen.clear()

    def _since(self, tenant: str) -> list[int]:
        return self._new.setdefault(tenant, [0, 0])
