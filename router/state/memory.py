"""State of one process: retry budgets, high-water marks, limits. Nothing here must survive a restart.

What was spent this month is known to the store, and `prime` takes it from there.

The high-water marks of each tenant have a store of their own, bounded and least recently used first out, so that no
tenant can push another's out.
"""

from collections import OrderedDict, deque
from collections.abc import Iterable, Mapping, Sequence

from router.core.limits import Accounts, Advance, Claim, Cost, Grant, Holder, Moment, Refusal
from router.core.rules import Ruleset
from router.ports import Begun

BUDGET_SHARE = 0.2
BUDGET_LEAST = 3
BUDGET_WINDOW = 10.0
"""Seconds. Repeats are at most a fifth of a tenant's requests in this window, and three are always free (Envoy's
`retry_budget` defaults: 20 %, `min_retry_concurrency` 3)."""

MARKS_PER_TENANT = 32_768
"""A mark is a digest of 16 bytes or so: some 6 MB for a tenant that uses them all."""


class RetryBudget:
    """How many repeats one tenant has left: counts of requests and repeats in a sliding window of whole seconds."""

    __slots__ = ("_counts", "_repeats", "_requests")

    def __init__(self) -> None:
        self._counts: deque[list[int]] = deque()
        self._requests = 0
        self._repeats = 0

    def add(self, requests: int, repeats: int, now: float) -> None:
        second = self._second(now)
        second[1] += requests
        second[2] += repeats
        self._requests += requests
        self._repeats += repeats

    def counted(self, now: float) -> tuple[int, int]:
        """Requests and repeats in the window."""
        self._second(now)
        return self._requests, self._repeats

    def may_retry(self, now: float) -> bool:
        requests, repeats = self.counted(now)
        if repeats >= max(BUDGET_LEAST, BUDGET_SHARE * requests):
            return False
        self.add(0, 1, now)
        return True

    def _second(self, now: float) -> list[int]:
        """[second, requests, repeats] of now, what is older than the window forgotten."""
        while self._counts and self._counts[0][0] <= now - BUDGET_WINDOW:
            _, requests, repeats = self._counts.popleft()
            self._requests -= requests
            self._repeats -= repeats
        if not self._counts or self._counts[-1][0] < int(now):
            self._counts.append([int(now), 0, 0])
        return self._counts[-1]


class MemoryState:
    """Implements `ports.Shared`."""

    def __init__(self, *, marks_per_tenant: int = MARKS_PER_TENANT) -> None:
        self._marks_per_tenant = marks_per_tenant
        self._budgets: dict[str, RetryBudget] = {}
        self._water: dict[str, OrderedDict[bytes, str]] = {}
        self._accounts = Accounts()

    async def start(self) -> None:
        """There is nothing to open."""

    async def aclose(self) -> None:
        """There is nothing to close."""

    def trouble(self) -> str | None:
        return None

    def requested(self, tenant: str, now: float) -> None:
        self._budget(tenant).add(1, 0, now)

    def may_retry(self, tenant: str, now: float) -> bool:
        return self._budget(tenant).may_retry(now)

    def high_water(self, tenant: str, marks: Sequence[bytes], rules: Ruleset) -> str | None:
        water = self._water.get(tenant)
        if not water:
            return None
        known = [mark for mark in marks if mark in water]
        for mark in known:
            water.move_to_end(mark)
        return highest((water[mark] for mark in known), rules)

    def raise_water(self, tenant: str, mark: bytes, effective: str, rules: Ruleset) -> None:
        water = self._water.setdefault(tenant, OrderedDict())
        held = water.get(mark)
        water[mark] = effective if held is None else rules.highest(_current(held, rules), _current(effective, rules))
        water.move_to_end(mark)
        if len(water) > self._marks_per_tenant:
            water.popitem(last=False)

    async def begin(
        self,
        tenant: str,  # noqa: ARG002 - as the port has it
        marks: Sequence[bytes],  # noqa: ARG002 - `high_water` tells all that is known
        claims: Sequence[Claim],
        cost: Cost,
        at: Moment,
        rules: Ruleset,  # noqa: ARG002 - as above
    ) -> Begun:
        """Awaits nothing, so no other request comes between the look and the count."""
        return Begun(self._accounts.reserve(claims, cost, at))

    def settle(self, grant: Grant, used: int, now: float) -> None:
        self._accounts.settle(grant, used, now)

    async def advance(self, claims: Sequence[Claim], money: int, at: Moment) -> Advance | Refusal:
        """As `begin`."""
        return self._accounts.advance(claims, money, at)

    def pay(self, advance: Advance, money: int) -> None:
        self._accounts.pay(advance, money)

    def prime(self, month: str, spent: Mapping[Holder, int]) -> None:
        self._accounts.prime(month, spent)

    def _budget(self, tenant: str) -> RetryBudget:
        budget = self._budgets.get(tenant)
        if budget is None:
            budget = self._budgets[tenant] = RetryBudget()
        return budget


def highest(classes: Iterable[str], rules: Ruleset) -> str | None:
    """None of none."""
    return max((_current(klass, rules) for klass in classes), key=rules.rank, default=None)


def _current(klass: str, rules: Ruleset) -> str:
    """A class that a reload took away fails closed: it counts as the highest there is."""
    return klass if klass in rules.classes else rules.classes[-1]
