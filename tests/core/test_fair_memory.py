from hypothesis import given
from hypothesis import strategies as st

from router.core.fair_memory import FairMemory


def memory_of(size: int) -> FairMemory[int]:
    """A value is as heavy as it says."""
    return FairMemory(size, lambda value: value)


def test_what_is_remembered_is_recalled_by_tenant_and_name() -> None:
    memory = memory_of(100)
    memory.remember("a", b"x", 7)
    asked = [("a", b"x"), ("a", b"y"), ("b", b"x")]
    assert ([memory.recall(*one) for one in asked], len(memory)) == ([7, None, None], 1)


def test_the_least_recently_used_is_forgotten_first() -> None:
    memory = memory_of(2)
    memory.remember("a", b"1", 1)
    memory.remember("a", b"2", 1)
    memory.recall("a", b"1")
    memory.remember("a", b"3", 1)
    assert [memory.recall("a", name) for name in (b"1", b"2", b"3")] == [1, None, 1]


def test_what_is_remembered_anew_takes_the_place_of_what_was() -> None:
    memory = memory_of(10)
    for value in (4, 9, 6, 11):
        memory.remember("a", b"x", value)
        assert (memory.recall("a", b"x"), len(memory)) == ((value, 1) if value < 11 else (None, 0))


def test_what_can_never_fit_pushes_nothing_out() -> None:
    memory = memory_of(10)
    memory.remember("a", b"x", 5)
    memory.remember("a", b"y", 11)
    assert (memory.recall("a", b"x"), memory.recall("a", b"y")) == (5, None)


@given(st.lists(st.tuples(st.sampled_from("bcd"), st.integers(0, 20), st.integers(1, 30)), max_size=200))
def test_no_more_is_kept_than_fits_and_no_tenant_within_its_share_loses_by_the_others(
    told: list[tuple[str, int, int]],
) -> None:
    memory = memory_of(100)
    for name in (b"1", b"2"):
        memory.remember("a", name, 12)  # together less than a fourth of the whole
    for tenant, number, weight in told:
        memory.remember(tenant, bytes([number]), weight)
        kept = (memory.recall(other, bytes([one])) for other in "bcd" for one in range(21))
        assert sum(value for value in kept if value) <= 100 - 24
    assert [memory.recall("a", name) for name in (b"1", b"2")] == [12, 12]
