"""What a process grants by itself while it cannot count with the others: a share of each limit (`core.lessening`)."""

from collections.abc import Sequence
from dataclasses import replace

from router.core.lessening import lessened
from router.core.limits import NANO, Accounts, Advance, Claim, Cost, Grant, Holder, Measure, Moment, Refusal


class Alone:
    """`accounts`: what is known here. `share`: of each limit, between 0 and 1."""

    def __init__(self, accounts: Accounts, share: float) -> None:
        self._accounts = accounts
        self._share = share
        self._base: dict[tuple[Holder, str], int] = {}
        """What was spent when the others were lost."""

    def reserve(self, claims: Sequence[Claim], cost: Cost, at: Moment) -> Grant | Refusal:
        held = self._accounts.reserve(self._lessened(claims, at.month), cost, at)
        return _fitting(held, claims, cost) if isinstance(held, Refusal) else held._replace(claims=tuple(claims))

    def advance(self, claims: Sequence[Claim], money: int, at: Moment) -> Advance | Refusal:
        held = self._accounts.advance(self._lessened(claims, at.month), money, at)
        return (
            _fitting(held, claims, Cost(0, money)) if isinstance(held, Refusal) else held._replace(claims=tuple(claims))
        )

    def is_over(self) -> None:
        """The others are back."""
        self._base.clear()

    def _lessened(self, claims: Sequence[Claim], month: str) -> list[Claim]:
        def base(holder: Holder) -> int:
            return self._base.setdefault((holder, month), self._accounts.spent(holder, month))

        return [lessened(claim, self._share, base(claim.holder)) for claim in claims]


def _fitting(refusal: Refusal, claims: Sequence[Claim], cost: Cost) -> Refusal:
    """What is more than a lessened limit alone, but not more than the limit, fits when the others are back."""
    for holder, quota in claims:
        most = quota.tokens_per_minute if refusal.measure is Measure.TOKENS else quota.budget_eur_per_month
        asked = cost.tokens if refusal.measure is Measure.TOKENS else cost.money / NANO
        if holder == refusal.holder and not refusal.fits and most is not None and asked <= most:
            return replace(refusal, fits=True)
    return refusal
