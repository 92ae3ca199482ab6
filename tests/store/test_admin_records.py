"""Who runs the router, as bytes and back."""

import json
from dataclasses import replace

import pytest

from router.core.roles import Role
from router.ports import AdminRecord
from router.store.admin_records import admin_of, body
from router.store.faults import StoreError

ANNA = AdminRecord("a1", "anna", (Role.APPROVER,), ("acme",), 1.0, team="sales")


def test_an_admin_that_was_written_before_there_were_teams_has_none() -> None:
    told = json.loads(body(ANNA))
    assert told.pop("team") == "sales"
    assert admin_of("a1", 1.0, None, json.dumps(told).encode()) == replace(ANNA, team=None)


def test_an_admin_whose_row_says_other_than_the_body_is_not_believed() -> None:
    over = replace(ANNA, disabled=5.0)
    assert admin_of("a1", 1.0, 5.0, body(over)) == over
    for made, disabled, sealed in ((1.0, None, over), (1.0, 6.0, over), (2.0, 5.0, over), (1.0, 5.0, ANNA)):
        with pytest.raises(StoreError, match=r"admin 'anna': .*behind the router's back"):
            admin_of("a1", made, disabled, body(sealed))


def test_of_an_earlier_versions_body_the_row_alone_tells_when_it_was_made_and_ended() -> None:
    told = {name: value for name, value in json.loads(body(ANNA)).items() if name not in {"made", "disabled"}}
    assert admin_of("a1", 3.0, 4.0, json.dumps(told).encode()) == replace(ANNA, made=3.0, disabled=4.0)
