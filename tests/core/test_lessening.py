from hypothesis import given
from hypothesis import strategies as st

from router.core.lessening import lessened
from router.core.limits import NANO, Claim, Holder
from router.core.rules import Quota

HOLDER = Holder("t", "tenant", "t")
MOST = st.none() | st.integers(1, 10**9)


def test_each_limit_is_a_share_and_at_least_one() -> None:
    quota = Quota(requests_per_minute=10, tokens_per_minute=1, concurrent_requests=5, budget_eur_per_month=None)
    assert lessened(Claim(HOLDER, quota), 0.5, 0).quota == Quota(5, 1, 2, None)


def test_of_a_budget_it_is_a_share_of_what_is_left() -> None:
    claim = Claim(HOLDER, Quota(budget_eur_per_month=100.0))
    assert lessened(claim, 0.5, 60 * NANO).quota.budget_eur_per_month == 80.0
    assert lessened(claim, 0.5, 100 * NANO).quota.budget_eur_per_month == 100.0
    assert lessened(claim, 0.5, 120 * NANO).quota.budget_eur_per_month == 100.0


@given(
    quota=st.builds(Quota, MOST, MOST, MOST, st.none() | st.floats(0, 1e7)),
    share=st.floats(0, 1, exclude_min=True),
    spent=st.integers(0, 10**17),
)
def test_it_is_never_more_than_the_limit(quota: Quota, share: float, spent: int) -> None:
    less = lessened(Claim(HOLDER, quota), share, spent).quota
    whole = (quota.requests_per_minute, quota.tokens_per_minute, quota.concurrent_requests)
    parts = (less.requests_per_minute, less.tokens_per_minute, less.concurrent_requests)
    for most, part in zip((*whole, quota.budget_eur_per_month), (*parts, less.budget_eur_per_month), strict=True):
        assert (most is None) == (part is None)
        assert most is None or part is None or part <= most
