"""What was counted in the last minute, in whatever order it was told."""

from hypothesis import given
from hypothesis import strategies as st

from router.core.window import REQUESTS, WINDOW, Minute


@given(st.lists(st.tuples(st.integers(1000, 1059), st.integers(1, 3), st.integers(0, 9)), min_size=1, max_size=12))
def test_what_is_told_late_is_counted_as_if_it_had_come_in_time(told: list[tuple[int, int, int]]) -> None:
    late, ordered = Minute(), Minute()
    for second, requests, tokens in told:
        late.add(requests, tokens, second)
    for second, requests, tokens in sorted(told):
        ordered.add(requests, tokens, second)
    assert late.whole_at(REQUESTS) == ordered.whole_at(REQUESTS)
    limit = sum(requests for _, requests, _ in told)
    for clock in range(1060, 1060 + WINDOW + 3):
        assert late.wait(REQUESTS, 1, limit, clock) == ordered.wait(REQUESTS, 1, limit, clock)
        assert late.counted(clock) == ordered.counted(clock)
