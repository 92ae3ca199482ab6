"""What was granted in the last minute and Redis does not know: while it was lost, or all of it where Redis forgot it.

Clocks of two machines are not one, so what is told is how long ago it was. Where a second there and a second here do
not begin together, it counts as the later: a place comes free a second later for it, and never too early.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from router.core.limits import Accounts, Claim, Grant, Holder
from router.core.window import WINDOW
from router.state.redis_link import Lost, Reply, Word
from router.state.redis_scripts import Calls
from router.state.redis_talk import Talk

AT_ONCE = 10
"""Holders in one command, each with up to sixty seconds: no request waits long behind it."""

Uses = dict[tuple[Holder, int], list[int]]
"""Of a holder in a second: requests, tokens."""


class Counts:
    """`accounts` have all that this process granted. `clock` is the one that requests are counted by."""

    def __init__(self, talk: Talk, accounts: Accounts, clock: Callable[[], float]) -> None:
        self._talk = talk
        self._accounts = accounts
        self._clock = clock
        self._alone: dict[str, OrderedDict[tuple[Holder, int], list[int]]] = {}

    def granted(self, claims: Sequence[Claim], tokens: int, second: int) -> None:
        """By this process alone."""
        for claim in claims:
            self._add(claim.holder, second, 1, tokens)

    def settled(self, grant: Grant, used: int, second: int) -> None:
        """Of what was told already nothing is taken back: it counts as it was reserved."""
        more = used - grant.tokens
        for claim in grant.claims:
            alone = self._alone.get(claim.holder.tenant, OrderedDict())
            if more > 0:
                self._add(claim.holder, second, 0, more)
            elif (use := alone.get((claim.holder, grant.second))) is not None:
                use[1] = max(0, use[1] + more)

    async def tell_first(self, calls: Calls, tenant: str) -> None:
        """What was granted alone, before anybody asks again. Raises `Lost`."""
        told = self._alone.pop(tenant, OrderedDict())
        try:
            await self._tell_first(calls, tenant, told)
        except Lost:
            self._back(told)
            raise

    async def tell_all_first(self, calls: Calls, tenant: str) -> bool:
        """As `tell_first`, to a Redis that knows nothing of it. Whether there was anything."""
        self._alone.pop(tenant, None)
        told = {
            (holder, second): [requests, tokens]
            for holder, second, requests, tokens in self._accounts.minute(tenant, self._clock())
        }
        await self._tell_first(calls, tenant, told)
        return bool(told)

    def tell(self) -> None:
        """What was granted alone since, if somebody listens."""
        if not self._talk.is_open:
            return
        alone, self._alone = self._alone, {}
        for tenant, uses in alone.items():
            for batch in self._batches(uses):
                self._talk.run("count", tenant, *self._command(batch), partial(self._told, batch))

    async def _tell_first(self, calls: Calls, tenant: str, uses: Uses) -> None:
        for batch in self._batches(uses):
            keys, words = self._command(batch)
            await self._talk.answer(calls, "count", tenant, keys, *words)

    def _batches(self, uses: Uses) -> "list[Uses]":
        """All of one holder together, and of the last minute alone."""
        by_holder: dict[Holder, Uses] = {}
        oldest = int(self._clock()) - WINDOW
        for (holder, second), use in uses.items():
            if second >= oldest:
                by_holder.setdefault(holder, {})[holder, second] = use
        holders = list(by_holder.values())
        return [_merged(holders[start : start + AT_ONCE]) for start in range(0, len(holders), AT_ONCE)]

    def _command(self, batch: Uses) -> tuple[list[str], list[Word]]:
        now = int(self._clock())
        seconds: dict[Holder, list[Word]] = {}
        for (holder, second), (requests, tokens) in sorted(batch.items()):
            seconds.setdefault(holder, []).extend((max(0, now - second - 1), requests, tokens))
        words: list[Word] = []
        for told in seconds.values():
            words += [len(told) // 3, *told]
        return [self._talk.keys.use(holder) for holder in seconds], words

    def _told(self, batch: Uses, reply: Reply) -> None:
        if not self._talk.heard(reply):
            self._back(batch)

    def _back(self, uses: Uses) -> None:
        for (holder, second), (requests, tokens) in uses.items():
            self._add(holder, second, requests, tokens)

    def _add(self, holder: Holder, second: int, requests: int, tokens: int) -> None:
        alone = self._alone.setdefault(holder.tenant, OrderedDict())
        use = alone.setdefault((holder, second), [0, 0])
        use[0] += requests
        use[1] += tokens
        while next(iter(alone))[1] < second - WINDOW:
            alone.popitem(last=False)


def _merged(parts: Iterable[Mapping[tuple[Holder, int], list[int]]]) -> Uses:
    return {place: use for part in parts for place, use in part.items()}
