from hypothesis import given
from hypothesis import strategies as st

from router.core.rules import Detection, Ruleset
from router.ports import Shared
from router.state.memory import BUDGET_LEAST, BUDGET_SHARE, MemoryState, RetryBudget

DETECTION = Detection(enabled=True, languages=("en",), raises={}, unscanned="restricted", keep=frozenset())


def rules(*classes: str) -> Ruleset:
    return Ruleset(classes, DETECTION, {}, {}, {}, "0" * 64)


RULES = rules("public", "internal", "confidential", "restricted")


def state() -> MemoryState:
    return MemoryState(marks_per_tenant=4)


def test_it_is_the_shared_port() -> None:
    shared: Shared = state()
    assert shared.may_retry("t", 0.0)


# --------------------------------------------------------------------------------------------------------- high water


def test_marks_are_bounded_least_recently_used_first_out() -> None:
    shared = state()
    for mark in (b"1", b"2", b"3", b"4"):
        shared.raise_water("t", mark, "internal", RULES)
    shared.high_water("t", [b"1"], RULES)
    shared.raise_water("t", b"5", "internal", RULES)
    known = [mark for mark in (b"1", b"2", b"3", b"4", b"5") if shared.high_water("t", [mark], RULES)]
    assert known == [b"1", b"3", b"4", b"5"]


def test_one_tenant_cannot_push_out_anothers_marks() -> None:
    shared = state()
    shared.raise_water("t", b"1", "restricted", RULES)
    for number in range(100):
        shared.raise_water("flood", b"%d" % number, "internal", RULES)
    assert shared.high_water("t", [b"1"], RULES) == "restricted"


# ------------------------------------------------------------------------------------------------------- retry budget


@given(st.lists(st.tuples(st.floats(0.0, 3.0), st.booleans()), max_size=200))
def test_repeats_never_exceed_the_share_of_what_the_window_holds(events: list[tuple[float, bool]]) -> None:
    budget, now, log = RetryBudget(), 0.0, list[tuple[float, bool]]()
    for passed, is_request in events:
        now += passed
        if is_request:
            budget.add(1, 0, now)
            log.append((now, True))
        elif budget.may_retry(now):
            log.append((now, False))
            recent = [kind for at, kind in log if int(at) > now - 10.0]
            assert recent.count(False) <= max(BUDGET_LEAST, BUDGET_SHARE * recent.count(True) + 1)
