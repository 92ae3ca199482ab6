"""What limits are while replicas cannot count together: each holds a share of them, and never more than all of one.

Of a budget it is a share of what was left of it when the count was lost: what was spent stays spent.
"""

from collections.abc import Sequence
from dataclasses import replace

from router.core.limits import NANO, Claim, Cost, Measure, Refusal
from router.core.rules import Quota


def lessened(claim: Claim, share: float, spent: int) -> Claim:
    """`share` of 0 to 1; `spent` in nano-euro, when the count was lost. At least one of each is left."""
    quota = claim.quota
    return Claim(
        claim.holder,
        Quota(
            _part(quota.requests_per_minute, share),
            _part(quota.tokens_per_minute, share),
            _part(quota.concurrent_requests, share),
            _budget(quota.budget_eur_per_month, share, spent / NANO),
        ),
    )


def fitting(refusal: Refusal, claims: Sequence[Claim], cost: Cost) -> Refusal:
    """What is more than a lessened limit alone, but not more than that of `claims`, fits when all is counted again."""
    for holder, quota in claims:
        most = quota.tokens_per_minute if refusal.measure is Measure.TOKENS else quota.budget_eur_per_month
        asked = cost.tokens if refusal.measure is Measure.TOKENS else cost.money / NANO
        if holder == refusal.holder and not refusal.fits and most is not None and asked <= most:
            return replace(refusal, fits=True)
    return refusal


def _part(most: int | None, share: float) -> int | None:
    return None if most is None else min(most, max(1, int(most * share)))


def _budget(most: float | None, share: float, spent: float) -> float | None:
    return most if most is None or spent >= most else min(most, spent + (most - spent) * share)
