from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.core.gradient import LEAST, START, Gradient


def simulated(capacity: int, *, demand: int, rounds: int = 600, most: int = 256) -> tuple[Gradient, list[int]]:
    """A server that answers `capacity` requests at once in 0.2 s, and lets what is beyond wait its turn."""
    random, gradient, limits = Random(1), Gradient(most), list[int]()
    for _ in range(rounds):
        running = min(demand, gradient.limit)
        waits = max(1.0, running / capacity)
        gradient.took(0.2 * waits * random.uniform(0.9, 1.1), running)
        limits.append(gradient.limit)
    return gradient, limits


def test_it_begins_small() -> None:
    assert Gradient(256).limit == START
    assert Gradient(3).limit == 3


@pytest.mark.parametrize("capacity", [10, 40, 120])
def test_it_finds_about_what_a_server_can_do(capacity: int) -> None:
    _, limits = simulated(capacity, demand=10_000)
    late = sum(limits[-200:]) / 200
    assert capacity <= late <= 4 * max(capacity, START), late


def test_it_does_not_grow_while_nobody_uses_it() -> None:
    gradient, _ = simulated(1000, demand=3)
    assert gradient.limit == START


def test_a_server_that_refuses_shrinks_it_at_once_and_not_to_nothing() -> None:
    gradient = Gradient(256)
    gradient.overloaded()
    assert gradient.limit == int(START * 0.9)
    for _ in range(100):
        gradient.overloaded()
    assert gradient.limit == LEAST


def test_it_comes_back_when_the_server_does() -> None:
    gradient, _ = simulated(40, demand=10_000)
    for _ in range(60):
        gradient.overloaded()
    assert gradient.limit == LEAST
    for _ in range(300):
        gradient.took(0.2, gradient.limit)
    assert gradient.limit >= 40


@given(
    st.integers(1, 300),
    st.lists(st.one_of(st.none(), st.tuples(st.floats(0, 1e4), st.integers(0, 400))), max_size=200),
)
def test_it_stays_within_its_bounds_whatever_it_sees(most: int, events: list[tuple[float, int] | None]) -> None:
    gradient = Gradient(most)
    for event in events:
        if event is None:
            gradient.overloaded()
        else:
            gradient.took(*event)
        assert min(LEAST, most) <= gradient.limit <= most


def test_a_server_that_became_slower_for_good_is_not_held_down_for_ever() -> None:
    gradient, _ = simulated(40, demand=10_000)
    limits = []
    for _ in range(3000):
        gradient.took(3.0 * max(1.0, gradient.limit / 40), gradient.limit)
        limits.append(gradient.limit)
    assert min(limits) == LEAST
    assert 10 <= limits[-1] <= 160
