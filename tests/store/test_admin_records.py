"""Who runs the router, as bytes and back."""

import json
from dataclasses import replace

from router.core.roles import Role
from router.ports import AdminRecord
from router.store.admin_records import admin_of, body

ANNA = AdminRecord("a1", "anna", (Role.APPROVER,), ("acme",), 1.0, team="sales")


def test_an_admin_that_was_written_before_there_were_teams_has_none() -> None:
    told = json.loads(body(ANNA))
    assert told.pop("team") == "sales"
    assert admin_of("a1", 1.0, None, json.dumps(told).encode()) == replace(ANNA, team=None)
