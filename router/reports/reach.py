"""What rules open: to a key, or to everybody. Asked of policy itself, for every model, class and dialect."""

from collections.abc import Collection, Iterator
from datetime import date
from itertools import product
from typing import NamedTuple

from router.core.policy import decide
from router.core.rules import Ruleset
from router.core.types import Candidate, Dialect, Facts

ALL = ("*",)


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
    scope: tuple[str, ...] = ALL,
    floor: str | None = None,
) -> Iterator[Opening]:
    """For every credential at hand and no capability asked for: what is not here was closed to any request.

    `scope`: model patterns of a key; `floor`: its lowest class. Nothing for a tenant that these rules do not have.
    """
    if tenant not in rules.tenants:
        return
    lowest = rules.rank(rules.tenants[tenant].floor)
    if floor is not None:  # as in core.classify: a class that the rules no longer have counts as the highest
        lowest = max(lowest, rules.rank(floor) if floor in rules.classes else len(rules.classes) - 1)
    for model, klass, dialect in product(rules.models, rules.classes[lowest:], dialects):
        candidates = decide(_facts(tenant, model, klass, dialect, scope, day), rules).candidates
        if candidates:
            yield Opening(model, klass, candidates)


def _facts(tenant: str, model: str, klass: str, dialect: Dialect, scope: tuple[str, ...], day: date) -> Facts:
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
        scope=scope,
    )
