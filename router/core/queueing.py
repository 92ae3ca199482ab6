"""Who may go next to a server that is busy: tenants in turn, and within a tenant who came first. Pure.

The line is bounded, and its bound is shared fairly: when it is full, whoever came last of the tenant that has most in
it makes room, unless that is the newcomer's own tenant, which is then refused. So a tenant that floods the line waits
behind itself, and another one's only request is the next but one to go.
"""

from collections import OrderedDict
from typing import Generic, TypeVar

T = TypeVar("T")


class FairLine(Generic[T]):
    """`most`: how many may wait. All that wait are different."""

    __slots__ = ("_tenants", "_waiting", "most")

    def __init__(self, most: int) -> None:
        self.most = most
        self._tenants: OrderedDict[str, OrderedDict[T, None]] = OrderedDict()
        """Whose turn it is stands first. Nobody stands here who waits for nothing."""
        self._waiting = 0

    def __len__(self) -> int:
        return self._waiting

    def join(self, tenant: str, one: T) -> T | None:
        """Waits from now on. Gives who must go for it: None, somebody else, or the newcomer itself."""
        leaver = self._leaver(tenant, one) if self._waiting >= self.most else None
        if leaver is one:
            return one
        self._tenants.setdefault(tenant, OrderedDict())[one] = None
        self._waiting += 1
        return leaver

    def leave(self, tenant: str, one: T) -> bool:
        """Does not wait any more. False if it did not."""
        own = self._tenants.get(tenant)
        if own is None or one not in own:
            return False
        self._remove(tenant, own, one)
        return True

    def next(self) -> T | None:
        """Who goes now; its tenant comes last from now on."""
        for tenant, own in self._tenants.items():
            one = next(iter(own))
            self._remove(tenant, own, one)
            if own:
                self._tenants.move_to_end(tenant)
            return one
        return None

    def _leaver(self, tenant: str, one: T) -> T:
        largest = max(self._tenants, key=lambda name: len(self._tenants[name]), default=tenant)
        own = self._tenants.get(tenant, ())
        if not self._tenants or len(self._tenants[largest]) <= len(own) + 1:
            return one
        last = next(reversed(self._tenants[largest]))
        self._remove(largest, self._tenants[largest], last)
        return last

    def _remove(self, tenant: str, own: OrderedDict[T, None], one: T) -> None:
        del own[one]
        self._waiting -= 1
        if not own:
            del self._tenants[tenant]
