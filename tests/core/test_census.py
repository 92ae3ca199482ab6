"""Tenants that are there without an act, or not there without one, are told."""

import pytest

from router.core.census import MAKE, UNMAKE, Census

ACME = {"verb": MAKE, "target": "1", "details": {"name": "acme"}}
GONE = {"verb": UNMAKE, "target": "1", "details": {}}
UNNAMED = {"verb": MAKE, "target": "1", "details": {}}

Logs = dict[str, str | None]


@pytest.mark.parametrize(
    ("acts", "before", "after", "misfit"),
    [
        ([ACME], {"1": "acme"}, {"1": "acme"}, None),
        ([ACME], {}, {"1": "acme"}, None),
        ([ACME], {}, {}, "made and never erased"),
        ([ACME], {"1": "other"}, {"1": "other"}, "is called 'other' now"),
        ([ACME, GONE], {}, {}, None),
        ([ACME, GONE], {"1": "acme"}, {}, None),
        ([ACME, GONE], {"1": "acme"}, {"1": "acme"}, "was erased, and is there"),
        ([UNNAMED], {}, {}, None),
        ([], {"1": "acme"}, {"1": "acme"}, None),
    ],
)
def test_the_tenants_are_those_that_the_acts_tell(
    acts: list[dict[str, object]], before: Logs, after: Logs, misfit: str | None
) -> None:
    census = Census()
    for act in acts:
        census.hear(act)
    found = census.misfit(before, after)
    assert found is None if misfit is None else misfit in (found or "")
