"""The effective class of a request: the maximum of everything that can raise it. Nothing lowers it.

Sources, each named in the receipt: the tenant's floor, the key's floor, what the client declared, every kind that was
detected, every label that says something was not read, and the class of an earlier turn of the same conversation.
"""

from collections.abc import Collection

from router.core.problems import Code, Problem
from router.core.rules import Ruleset, Tenant
from router.core.types import Caller

Source = tuple[str, str]
"""What raised the class, and to which, e.g. ("detected:IBAN_CODE", "confidential")."""


def classify(  # noqa: PLR0917 - every source of a class, side by side
    rules: Ruleset,
    tenant: Tenant,
    caller: Caller,
    declared: str | None,
    kinds: Collection[str],
    labels: Collection[str],
    high_water: str | None,
) -> tuple[str, tuple[Source, ...]]:
    """The effective class, and every source of a class.

    `kinds` are the names of what was found; `high_water` is the class of the conversation so far.
    Raises `Problem` (unknown_class) if the client declared a word that is no class.
    """
    raises, unscanned = rules.detection.raises, rules.detection.unscanned
    sources: list[Source] = [("tenant", tenant.floor)]
    if caller.floor is not None:
        sources.append(("key", _known(rules, caller.floor)))
    if declared is not None:
        sources.append(("declared", _declared(rules, declared)))
    sources += [(f"detected:{kind}", raises[kind]) for kind in kinds if kind in raises]
    sources += [(f"label:{label}", unscanned) for label in labels]
    if high_water is not None:
        sources.append(("conversation", _known(rules, high_water)))
    return rules.highest(*[klass for _, klass in sources]), tuple(sources)


def _declared(rules: Ruleset, declared: str) -> str:
    if declared not in rules.classes:
        known = ", ".join(rules.classes)
        raise Problem(
            Code.UNKNOWN_CLASS,
            f"x-data-class names no class of this router; write one of: {known}",
            param="x-data-class",
        )
    return declared


def _known(rules: Ruleset, klass: str) -> str:
    """Keys and conversations outlive a `routes.yaml`: a class that it no longer has counts as its highest."""
    return klass if klass in rules.classes else rules.classes[-1]
