import math
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.core.patience import ENOUGH, GROWTH, LONGEST, SHORTEST, SLACK, Patience, bucket, edge


def after(*times: float) -> Patience:
    patience = Patience()
    for seconds in times:
        patience.took(seconds)
    return patience


@given(st.floats(SHORTEST, LONGEST))
def test_a_bucket_holds_its_times_and_is_a_tenth_wide(seconds: float) -> None:
    top = edge(bucket(seconds))
    assert seconds <= top * (1 + 1e-9)
    assert top <= seconds * GROWTH * (1 + 1e-9)


def test_until_there_is_enough_the_longest_holds() -> None:
    assert after(*[0.2] * (ENOUGH - 1)).deadline(1.0, 120.0) == 120.0
    assert after(*[0.2] * ENOUGH).deadline(0.1, 120.0) < 0.4


def test_the_deadline_is_half_as_long_again_as_nearly_all_took() -> None:
    random = Random(7)
    times = [random.lognormvariate(math.log(8), 0.4) for _ in range(3000)]
    exact = sorted(times[-1500:])[int(1500 * 0.99)]
    assert after(*times).deadline(1.0, 600.0) == pytest.approx(SLACK * exact, rel=0.25)


def test_it_stays_between_its_bounds() -> None:
    assert after(*[0.05] * 100).deadline(10.0, 120.0) == 10.0
    assert after(*[300.0] * 100).deadline(10.0, 120.0) == 120.0


def test_old_times_fade() -> None:
    patience = after(*[60.0] * 1000)
    assert patience.deadline(1.0, 600.0) > 85
    for _ in range(6000):
        patience.took(1.0)
    assert patience.deadline(1.0, 600.0) < 2


def test_a_route_that_became_slower_as_a_whole_is_given_more_time_each_time() -> None:
    """Its deadlines pass and nothing is seen: without counting those, it would never be waited for again."""
    patience = after(*[1.0] * 500)
    needs, tries = 20.0, 0
    while patience.deadline(0.5, 120.0) < needs:
        patience.gave_up(patience.deadline(0.5, 120.0))
        tries += 1
        assert tries < 150
    assert tries > 3, "one late answer is not yet a slow route"


def test_weights_stay_finite_however_long_it_runs() -> None:
    patience = after(*[0.5] * 50_000)
    assert math.isfinite(patience._total)
    assert patience.quantile(0.5) == pytest.approx(0.5, rel=0.11)


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=80), st.floats(0.01, 1.0))
def test_a_quantile_lies_among_what_was_seen(times: list[float], share: float) -> None:
    found = after(*times).quantile(share)
    assert found is not None
    clamped = [min(max(seconds, SHORTEST), LONGEST) for seconds in times]
    assert min(clamped) * (1 - 1e-9) <= found <= max(clamped) * GROWTH * (1 + 1e-9)
