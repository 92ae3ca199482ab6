"""How far a provider's words may go, by address: a resolver that gives no others.

A provider with `network: public` is reached by https at public addresses only: a name that points inward, by mistake or
by DNS rebinding, must not make the router a way into the operator's own network. One with `hosting: self` is reached at
addresses that are not public, whatever its name says: what runs elsewhere is not one's own. Every address of an answer
is checked, and connections go to the checked addresses, not to a second look-up.
"""

from collections.abc import Sequence
from enum import StrEnum

from providers._names import Resolver
from router.core.addresses import is_public
from router.core.rules import ProviderRule
from router.core.types import Zone


class Reach(StrEnum):
    PUBLIC = "public"
    PRIVATE = "private"
    """Loopback and private ranges too."""
    OWN = "own"
    """Loopback and private ranges alone."""


SAYS = {
    Reach.PUBLIC: "network is public and the address is not",
    Reach.PRIVATE: "",
    Reach.OWN: "hosting is self and the address is public",
}


class BeyondReach(OSError):  # noqa: N818 - a state of the world, as the other names of this border
    """A provider's name resolves to an address where its words may not go."""

    def __init__(self, reach: Reach) -> None:
        super().__init__(SAYS[reach])
        self.reach = reach


def reach_of(rule: ProviderRule) -> Reach:
    if not rule.private:
        return Reach.PUBLIC
    return Reach.OWN if rule.zone is Zone.SELF_HOSTED else Reach.PRIVATE


def is_within(address: str, reach: Reach) -> bool:
    """ValueError if it is no IP address."""
    match reach:
        case Reach.PUBLIC:
            return is_public(address)
        case Reach.PRIVATE:
            return True
        case Reach.OWN:
            return not is_public(address)


class CheckingResolver:
    """Raises `BeyondReach` if any address of the answer is, OSError as the resolver inside does."""

    def __init__(self, inner: Resolver, reach: Reach) -> None:
        self._inner = inner
        self._reach = reach

    async def resolve(self, host: str) -> Sequence[str]:
        found = await self._inner.resolve(host)
        if not all(is_within(address, self._reach) for address in found):
            raise BeyondReach(self._reach)
        return found
