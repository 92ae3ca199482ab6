"""What comes first, the answer or its record: alone nobody waits for the record, in company it is made first."""

from typing import Any

import pytest
from simulated_network import Play, Way
from simulation import Ask, Scenario, SlowNotebook, World, run

from router.core.types import Outcome, Receipt
from router.http.delivery import Delivery


@pytest.fixture
def order(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    seen: list[str] = []
    whole, concluded = Delivery.whole, SlowNotebook.concluded

    async def answering(self: Delivery, *told: Any) -> None:
        seen.append("answer")
        await whole(self, *told)

    def recording(self: SlowNotebook, receipt: Receipt, *about: Any) -> None:
        seen.append("record")
        concluded(self, receipt, *about)

    monkeypatch.setattr(Delivery, "whole", answering)
    monkeypatch.setattr(SlowNotebook, "concluded", recording)
    return seen


def outcomes(world: World) -> list[Outcome]:
    return [receipt.outcome for receipt in world.store.receipts]


def test_alone_the_answer_comes_first(order: list[str]) -> None:
    world = run(Scenario([Ask(stream=False)], {}))
    assert order == ["answer", "record"]
    assert (world.told[0].finishes, outcomes(world)) == (1, [Outcome.OK])


def test_in_company_the_record_comes_first(order: list[str]) -> None:
    slow = {"home": [Play(), Play(delay=1.0)]}
    world = run(Scenario([Ask(stream=False), Ask(stream=False)], slow))
    assert order[:2] == ["record", "answer"]
    assert outcomes(world) == [Outcome.OK, Outcome.OK]


def test_a_client_that_goes_once_it_has_its_answer_has_had_one(order: list[str]) -> None:
    """It was served for so long that its hang-up is watched for."""
    world = run(Scenario([Ask(stream=False, secret=True, pause=0.5, leaves=4.2)], {"own": [Play(delay=3.9)]}))
    assert order == ["answer", "record"]
    assert outcomes(world) == [Outcome.OK]


def test_an_error_is_recorded_before_it_is_told(order: list[str]) -> None:
    run(Scenario([Ask(stream=False, secret=True)], {"own": [Play(Way.STATUS, status=400)]}))
    assert order == ["record", "answer"]
