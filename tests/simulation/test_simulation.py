"""The real data plane in a simulated world: whatever fails in whatever order, the invariants of DESIGN 7 hold.

hypothesis makes the scenarios, and makes those that fail small. One that failed is written here as an example.
"""

import pytest
from hypothesis import given, settings
from scenarios import scenarios
from simulation import Ask, Scenario, run


@settings(max_examples=400, deadline=None)
@given(scenarios)
def test_whatever_happens_the_invariants_hold(scenario: Scenario) -> None:
    run(scenario)


@pytest.mark.slow
@settings(max_examples=10_000, deadline=None)
@given(scenarios)
def test_whatever_happens_ten_thousand_times_the_invariants_hold(scenario: Scenario) -> None:
    run(scenario)


def test_nothing_happens_and_all_are_answered() -> None:
    world = run(Scenario([Ask(mail=True), Ask(at=1, secret=True, stream=False), Ask(at=2)], {}))
    assert [told.finishes for told in world.told] == [1, 1, 1]
    assert [sent.host for sent in world.egresses] == ["home", "own", "home"]
