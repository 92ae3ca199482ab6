"""Which tenants there must be, and what they are called, as the acts in the router's own log tell.

Of tenants whose making it does not tell, as earlier versions did not, nothing is known.
"""

from collections.abc import Mapping
from typing import Any

MAKE = "tenant.make"
"""The act with which a tenant begins; its target is the tenant's id."""
UNMAKE = "tenant.erase"
"""The act with which it ends."""


class Census:
    """Hears the acts in order."""

    def __init__(self) -> None:
        self._made: dict[str, str] = {}
        self._erased: set[str] = set()

    def hear(self, act: Mapping[str, Any]) -> None:
        if act["verb"] == MAKE and "name" in act["details"]:
            self._made[act["target"]] = act["details"]["name"]
        elif act["verb"] == UNMAKE:
            self._erased.add(act["target"])

    def misfit(self, before: Mapping[str, str | None], after: Mapping[str, str | None]) -> str | None:
        """The first tenant that is not as the acts tell. None where all are.

        `before`, `after`: the tenants' ids and names before the log was read, and after: others come and go meanwhile.
        """
        there = {**before, **after}
        for log_id, name in self._made.items():
            where = f"tenant {name!r} ({log_id})"
            if log_id in self._erased:
                if log_id in before and log_id in after:
                    return f"{where} was erased, and is there"
            elif log_id not in there:
                return f"{where} was made and never erased by an act, and is not there"
            elif there[log_id] != name:
                return f"{where} is called {there[log_id]!r} now, and no act tells of that"
        return None
