"""What routes.yaml may leave to the router to learn: deadlines and how many requests go out at once."""

from typing import Any

import pytest
from routes_files import SMALL, Spoil, faults, load, put, spoilt

from router.config import Fault
from router.core.rules import BreakerRule, Concurrency, Timeouts

CLOUD = "providers.cloud"


def told(spoil: Spoil) -> list[Fault]:
    return faults(spoilt(spoil))


@pytest.mark.parametrize(
    ("line", "least", "most"),
    [
        (12, None, 12.0),
        (0.5, None, 0.5),
        ("learned", 10.0, 120.0),
        ({"learned": True}, 10.0, 120.0),
        ({"learned": True, "least": 2}, 2.0, 120.0),
        ({"learned": True, "least": 2, "most": 8.5}, 2.0, 8.5),
        ({"learned": True, "least": 300}, 300.0, 300.0),
    ],
)
def test_first_token_is_seconds_or_learned(line: Any, least: float | None, most: float) -> None:
    timeouts = load(spoilt(put(f"{CLOUD}.timeouts", {"first_token": line}))).ruleset.providers["cloud"].timeouts
    assert timeouts == Timeouts(first_token=most, least_first_token=least)


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("lerned", "'lerned' is not known here"),
        (0, "must be greater than 0 and at most 86400, is 0"),
        (True, "true is not known here"),
        (86_401, "must be greater than 0 and at most 86400, is 86401"),
        ([], "a list is not known here"),
        ({"least": 3}, "says bounds, and not that it is learned"),
        ({"learned": False}, "says bounds, and not that it is learned"),
        ({"learned": True, "leest": 3}, "unknown key 'leest'"),
        ({"learned": True, "least": "3"}, "'3' is not known here"),
        ({"learned": True, "least": 30, "most": 20}, "least (30 s) is longer than most (20 s)"),
    ],
)
def test_what_first_token_may_not_be_is_told_with_its_cure(line: Any, wrong: str) -> None:
    (fault,) = told(put(f"{CLOUD}.timeouts", {"first_token": line}))
    assert (fault.path, fault.wrong) == (f"{CLOUD}.timeouts.first_token", wrong)
    assert fault.write.startswith("write ")


def test_a_learned_deadline_longer_than_the_total_is_told() -> None:
    (fault,) = told(put(f"{CLOUD}.timeouts", {"first_token": "learned", "total": 60}))
    assert (fault.path, fault.wrong) == (f"{CLOUD}.timeouts.first_token", "is longer than total (60 s)")


@pytest.mark.parametrize(
    ("line", "rule"), [(16, Concurrency(16)), (1, Concurrency(1)), ("adaptive", Concurrency(256, adaptive=True))]
)
def test_concurrency_is_a_number_or_adaptive(line: Any, rule: Concurrency) -> None:
    assert load(spoilt(put(f"{CLOUD}.concurrency", line))).ruleset.providers["cloud"].concurrency == rule


@pytest.mark.parametrize("line", [0, -1, 1.5, True, "adaptative", "16", [], 100_001])
def test_what_concurrency_may_not_be_is_told_with_its_cure(line: Any) -> None:
    (fault,) = told(put(f"{CLOUD}.concurrency", line))
    assert (fault.path, fault.write) == (f"{CLOUD}.concurrency", "write adaptive, or a whole number such as 16")


def test_a_breaker_may_have_a_share_with_a_volume() -> None:
    breaker = load(spoilt(put(f"{CLOUD}.breaker", {"share": 0.5, "volume": 50}))).ruleset.providers["cloud"].breaker
    assert breaker == BreakerRule(share=0.5, volume=50)
    for line in ({"share": 0}, {"share": 1.1}, {"share": 0.5, "volume": 1}):
        (fault,) = told(put(f"{CLOUD}.breaker", line))
        assert fault.path.startswith(f"{CLOUD}.breaker.")


def test_nothing_of_it_is_there_by_default() -> None:
    cloud = load(SMALL).ruleset.providers["cloud"]
    assert (cloud.timeouts, cloud.breaker, cloud.concurrency) == (Timeouts(), BreakerRule(), None)
    assert cloud.breaker.share is None


def test_the_canonical_file_reads_as_the_file_does() -> None:
    lines = {"first_token": {"learned": True, "least": 3}}
    first = load(spoilt(put(f"{CLOUD}.timeouts", lines), put(f"{CLOUD}.concurrency", "adaptive")))
    again = load(first.canonical)
    assert again.ruleset == first.ruleset
    assert again.ruleset.digest == first.ruleset.digest
