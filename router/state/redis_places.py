"""Requests that run in this process, of those whose number is limited: Redis is told of them on each new connection."""

from collections import Counter
from collections.abc import Sequence

from router.core.limits import Claim, Holder
from router.state.redis_talk import Talk


class Places:
    """By holder."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk
        self.held = Counter[Holder]()

    def occupy(self, claims: Sequence[Claim]) -> None:
        self.held.update(claim.holder for claim in claims if is_limited(claim))

    def vacate(self, claims: Sequence[Claim]) -> None:
        for holder in (claim.holder for claim in claims if is_limited(claim)):
            self.held[holder] -= 1
            if self.held[holder] <= 0:
                del self.held[holder]

    def tell(self) -> None:
        for tenant in {holder.tenant for holder in self.held}:
            running = {holder: number for holder, number in self.held.items() if holder.tenant == tenant}
            keys = [self._talk.keys.places(holder) for holder in running]
            self._talk.run("places", tenant, keys, (self._talk.lease, *running.values()), self._talk.heard)


def is_limited(claim: Claim) -> bool:
    """Whether a request takes a place of it."""
    return claim.quota.concurrent_requests is not None
