"""The real data plane in a simulated world: whatever fails in whatever order, the invariants of DESIGN 7 hold.

hypothesis makes the scenarios, and makes those that fail small. One that failed is written here as an example.
"""

import pytest
from hypothesis import given, settings
from scenarios import scenarios
from simulated_network import Play, Way, written
from simulation import HALF, Ask, Event, Scenario, run

from router.core.types import Outcome


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


UNREAD = Event("unread", at=8.6, by=20.0)
"""From 11.5 on nobody is let in and at 12 all answers end, since nobody knows whose keys still hold."""


def test_a_finish_that_a_slow_client_has_not_taken_is_none_and_the_error_follows() -> None:
    world = run(Scenario([Ask(at=10.7, mail=True, pause=0.5)], {}, [UNREAD]))
    assert (world.told[0].finishes, world.told[0].errors) == (0, 1)
    assert world.store.receipts[0].outcome is Outcome.CANCELLED


def test_a_finish_that_the_client_has_is_followed_by_no_error_and_the_record_says_ok() -> None:
    """The router ends the answer between the finish and the provider's `[DONE]`."""
    whole = len(written(Play(), {"stream": True, "messages": [{"role": "user", "content": "talk0x goes on"}]}))
    apart = Play(piece=whole - len(b"data: [DONE]\n\n"), pace=3.0)
    world = run(Scenario([Ask(at=11.0)], {"home": [apart]}, [UNREAD]))
    assert world.told[0].ended == pytest.approx(12.0, abs=0.05)
    assert world.told[0].body.endswith(b"data: [DONE]\n\n")
    assert world.store.receipts[0].attempts[0].outcome is Outcome.OK


def test_a_slow_client_that_has_the_finish_gets_what_waited_behind_it() -> None:
    """At 12 the provider's `[DONE]` waits for room."""
    whole = len(written(Play(), {"stream": True, "messages": [{"role": "user", "content": "talk0x goes on"}]}))
    apart = Play(piece=whole - len(b"data: [DONE]\n\n"), pace=0.1)
    world = run(Scenario([Ask(at=11.0, pause=0.4)], {"home": [apart]}, [UNREAD]))
    assert (world.told[0].finishes, world.told[0].errors) == (1, 0)
    assert world.told[0].body.endswith(b"data: [DONE]\n\n")
    assert world.told[0].body.count(b"[DONE]") == 1


def test_a_stream_whose_head_a_slow_client_has_not_taken_is_refused_as_one_that_never_began() -> None:
    world = run(Scenario([Ask(at=11.5, pause=0.5)], {}, [UNREAD]))
    assert (world.told[0].status, world.told[0].errors) == (503, 1)


def test_what_a_provider_says_after_the_finish_is_no_error_of_the_answer() -> None:
    refuses = [Play(Way.REFUSE)] * 2
    world = run(Scenario([Ask(mail=True)], {"home": refuses, "near": [Play(Way.ERROR_EVENT, after=-1)]}))
    assert (world.told[0].finishes, world.told[0].errors) == (1, 0)


def test_half_a_placeholder_that_nobody_goes_on_with_is_given_as_it_came() -> None:
    world = run(Scenario([Ask(mail=True)], {"home": [Play(Way.ERROR_EVENT, after=9, piece=1)]}))
    assert world.told[0].errors == 1
    assert HALF.search(world.told[0].words)
