"""How long the record is kept, as the file says it."""

import pytest
from routes_files import Spoil, faults, load, put, spoilt

from router.core.rules import Retention

RECORD = "tenants.default.record"
BUDGET = put("tenants.default.limits", {"per_key": {"budget_eur_per_month": 5}})


def test_without_a_line_everything_is_kept() -> None:
    assert load(spoilt()).ruleset.tenants["default"].record == Retention(None, hold=False)


def test_days_and_a_hold_are_read() -> None:
    loaded = load(spoilt(put(RECORD, {"keep_days": 400, "hold": True})))
    assert loaded.ruleset.tenants["default"].record == Retention(400, hold=True)


@pytest.mark.parametrize(
    ("spoils", "path", "write"),
    [
        ([put(RECORD, {"keep_days": 31}), BUDGET], f"{RECORD}.keep_days", "write 32 or more"),
        ([put(RECORD, {"keep_days": 0})], f"{RECORD}.keep_days", None),
        ([put(RECORD, {"keep_days": "400"})], f"{RECORD}.keep_days", None),
        ([put(RECORD, {"hold": "no"})], f"{RECORD}.hold", None),
        ([put(RECORD, {"keep": 400})], f"{RECORD}.keep", None),
    ],
)
def test_what_cannot_be_meant_is_told_by_its_place(spoils: list[Spoil], path: str, write: str | None) -> None:
    (fault,) = faults(spoilt(*spoils))
    assert fault.path == path
    assert write is None or fault.write == write


def test_a_month_is_enough_for_a_budget_and_less_without_one() -> None:
    assert not faults(spoilt(put(RECORD, {"keep_days": 32}), BUDGET))
    assert not faults(spoilt(put(RECORD, {"keep_days": 1})))
