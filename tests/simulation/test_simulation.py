"""The real data plane in a simulated world: whatever fails in whatever order, the invariants of DESIGN 7 hold.

hypothesis makes the scenarios, and makes those that fail small. One that failed is written here as an example.
"""

import pytest
from hypothesis import given, settings
from scenarios import scenarios
from simulated_network import Play, Way
from simulation import Ask, Event, Scenario, run


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


def test_an_answer_that_is_being_handed_over_whole_is_not_cut_off() -> None:
    """Nobody can say whether the key still holds when half of the answer is out: the other half follows."""
    refused = Play(Way.STATUS, status=400, delay=3.0)
    events = [Event("unread", at=10.3, by=4.0)]
    world = run(Scenario([Ask(at=10.6, secret=True, pause=0.5)], {"own": [refused]}, events))
    assert world.told[0].status == 400
    assert world.told[0].errors == 1


def test_a_stream_that_breaks_off_goes_on_elsewhere() -> None:
    world = run(Scenario([Ask(mail=True)], {"home": [Play(Way.RESET, after=1000)]}))
    attempts = world.store.receipts[0].attempts
    assert [one.continued_from for one in attempts] == [None, 1]
    assert world.told[0].finishes == 1


def test_of_two_that_are_asked_at_once_one_answers() -> None:
    world = run(Scenario([Ask()], {"home": [Play(delay=5.0)]}))
    assert [sent.host for sent in world.egresses] == ["home", "far"]
    assert world.told[0].headers[b"x-sovereign-route"] == b"far/b"
