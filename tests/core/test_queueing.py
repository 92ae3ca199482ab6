from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from router.core.queueing import FairLine


def in_turn(line: FairLine[str]) -> list[str]:
    served = []
    while (one := line.next()) is not None:
        served.append(one)
    return served


def test_tenants_go_in_turn_and_within_a_tenant_who_came_first() -> None:
    line: FairLine[str] = FairLine(100)
    for one in ("a1", "a2", "a3", "b1", "c1", "b2"):
        assert line.join(one[0], one) is None
    assert in_turn(line) == ["a1", "b1", "c1", "a2", "b2", "a3"]
    assert len(line) == 0


def test_who_comes_late_waits_for_one_of_each_and_not_for_the_flood() -> None:
    line: FairLine[str] = FairLine(1000)
    for number in range(500):
        line.join("flood", f"f{number}")
    line.join("calm", "c")
    assert in_turn(line).index("c") == 1


def test_a_full_line_makes_room_for_a_tenant_that_has_less_in_it() -> None:
    line: FairLine[str] = FairLine(3)
    for one in ("a1", "a2", "a3"):
        line.join("a", one)
    assert line.join("b", "b1") == "a3", "who came last of the largest goes"
    assert line.join("a", "a4") == "a4", "the largest makes room for nobody of its own"
    assert in_turn(line) == ["a1", "b1", "a2"]


def test_equal_shares_stay_as_they_are() -> None:
    line: FairLine[str] = FairLine(2)
    line.join("a", "a1")
    line.join("b", "b1")
    assert line.join("c", "c1") == "c1"
    assert line.join("b", "b2") == "b2"


def test_who_leaves_is_not_served_and_leaves_nothing() -> None:
    line: FairLine[str] = FairLine(5)
    line.join("a", "a1")
    assert line.leave("a", "a1")
    assert not line.leave("a", "a1")
    assert not line.leave("z", "a1")
    assert (len(line), line._tenants, line.next()) == (0, {}, None)


STEPS = st.lists(st.tuples(st.sampled_from(["join", "next", "leave"]), st.sampled_from("abcd")), max_size=120)


@given(st.integers(1, 8), STEPS)
def test_nobody_is_lost_or_served_twice_and_the_line_stays_bounded(most: int, steps: list[tuple[str, str]]) -> None:
    line: FairLine[int] = FairLine(most)
    waiting: dict[int, str] = {}
    for number, (step, tenant) in enumerate(steps):
        match step:
            case "join":
                gone = line.join(tenant, number)
                waiting[number] = tenant
                if gone is not None:
                    del waiting[gone]
            case "next":
                served = line.next()
                assert (served is None) == (not waiting)
                if served is not None:
                    own = waiting.pop(served)
                    assert all(other > served for other, whose in waiting.items() if whose == own)
            case _:
                one = next((one for one, whose in waiting.items() if whose == tenant), -1)
                assert line.leave(tenant, one) == (one != -1)
                waiting.pop(one, None)
        assert len(line) == len(waiting) <= most
        assert line._tenants.keys() == set(waiting.values())


@given(st.lists(st.sampled_from("aaaaaaab"), min_size=1, max_size=60))
def test_in_any_stretch_no_tenant_that_waits_is_served_less_than_another_by_more_than_one(arrivals: list[str]) -> None:
    line: FairLine[tuple[str, int]] = FairLine(1000)
    for number, tenant in enumerate(arrivals):
        line.join(tenant, (tenant, number))
    left, served = Counter(arrivals), Counter[str]()
    while (one := line.next()) is not None:
        served[one[0]] += 1
        waiting = [tenant for tenant in left if served[tenant] < left[tenant]]
        assert all(served[other] <= served[tenant] + 1 for tenant in waiting for other in left)
