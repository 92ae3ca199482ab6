"""Which routes are open at all: to some request of some tenant, today."""

from dataclasses import replace
from datetime import date
from itertools import product

from router.core.policy import decide
from router.core.rules import Ruleset
from router.core.types import DIALECTS, Dialect, Facts


def facts_of_any(tenant: str, model: str, klass: str, dialect: Dialect, day: date) -> Facts:
    """A request of this tenant of which nothing else is known: no capability asked for, every credential at hand."""
    return Facts(
        request="",
        tenant=tenant,
        key="",
        agent="",
        dialect=dialect,
        model=model,
        stream=False,
        day=day,
        effective=klass,
        raised_by=(),
        labels=(),
        kinds=(),
        needs=(),
        size=0,
        scope=("*",),
    )


def open_routes(rules: Ruleset, day: date, closed: tuple[str, ...]) -> list[str]:
    """In the order of the file, each once. `closed`: providers whose credential is not at hand."""
    found: dict[str, None] = {}
    for tenant, model, klass, dialect in product(rules.tenants, rules.models, rules.classes, DIALECTS):
        facts = replace(facts_of_any(tenant, model, klass, dialect, day), closed=closed)
        found.update(dict.fromkeys(candidate.route for candidate in decide(facts, rules).candidates))
    return list(found)
