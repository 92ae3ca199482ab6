"""What a process grants by itself while it cannot count with the others: a share of each limit (`state.share`)."""

from collections.abc import Sequence

from router.core.lessening import fitting
from router.core.limits import Accounts, Advance, Claim, Cost, Grant, Moment, Refusal
from router.state.share import Share


class Alone:
    """`accounts`: what is known here."""

    def __init__(self, accounts: Accounts, share: Share) -> None:
        self._accounts = accounts
        self._share = share

    def reserve(self, claims: Sequence[Claim], cost: Cost, at: Moment) -> Grant | Refusal:
        held = self._accounts.reserve(self._share.alone(claims, at.month), cost, at)
        return fitting(held, claims, cost) if isinstance(held, Refusal) else held._replace(claims=tuple(claims))

    def advance(self, claims: Sequence[Claim], money: int, at: Moment) -> Advance | Refusal:
        held = self._accounts.advance(self._share.alone(claims, at.month), money, at)
        if isinstance(held, Refusal):
            return fitting(held, claims, Cost(0, money))
        return held._replace(claims=tuple(claims))
