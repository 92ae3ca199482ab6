"""What rules open: to a key, or to everybody. Asked of policy itself, for every model, class and dialect."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from typing import NamedTuple

from router.core.openness import facts_of_any
from router.core.policy import decide
from router.core.rules import Ruleset
from router.core.scopes import floor_rank
from router.core.types import Candidate, Dialect, Facts
from router.ports import KeyRecord


class Opening(NamedTuple):
    """Who may see requests for `model`, the name that clients use, of this class. In order, at least one."""

    model: str
    klass: str
    candidates: tuple[Candidate, ...]


def openings(
    rules: Ruleset,
    tenant: str,
    day: date,
    dialects: Collection[Dialect],
    key: KeyRecord | None = None,
) -> Iterator[Opening]:
    """To this key, or to any. Nothing for a tenant that these rules do not have.

    With every credential at hand and no capability asked for: what is not here was closed to any request.
    """
    if tenant not in rules.tenants:
        return
    lowest = max(rules.rank(rules.tenants[tenant].floor), floor_rank(key.floor if key else None, rules.classes))
    for model, klass, dialect in product(rules.models, rules.classes[lowest:], dialects):
        candidates = decide(_facts(tenant, model, klass, dialect, day, key), rules).candidates
        if candidates:
            yield Opening(model, klass, candidates)


def _facts(tenant: str, model: str, klass: str, dialect: Dialect, day: date, key: KeyRecord | None) -> Facts:
    facts = facts_of_any(tenant, model, klass, dialect, day)
    return replace(facts, scope=key.models, ceiling=key.ceiling) if key else facts
