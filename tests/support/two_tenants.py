"""Rules of two tenants, each with words of its own, as this version and the one before kept them."""

from collections.abc import Iterator
from datetime import date
from itertools import product

from routes_files import load
from traffic import RULES

from router.core.kept_rules import whole_digest
from router.core.openness import facts_of_any
from router.core.policy import decide
from router.core.rules import Ruleset
from router.core.types import Candidate, Facts

ACME, OTHER = "acme", "quagga-ltd"
ACME_WORD, OTHER_WORD = "Zebraprojekt", "Okapiprojekt"
BOTH = load(
    RULES.replace("  acme:\n", f"  acme:\n    detection: {{find: [{{terms: [{ACME_WORD}]}}]}}\n").replace(
        "  beta: {", f"  {OTHER}: {{detection: {{find: [{{terms: [{OTHER_WORD}]}}]}}, "
    )
)
OLD_DIGEST = whole_digest(BOTH.canonical)
DAY = date(2026, 3, 1)


def decisions(rules: Ruleset, tenant: str) -> list[tuple[Candidate, ...]]:
    """What may see each sort of request of this tenant."""
    return [decide(facts, rules).candidates for facts in requests(tenant)]


def requests(tenant: str) -> Iterator[Facts]:
    for model, klass in product(BOTH.ruleset.models, BOTH.ruleset.classes):
        yield facts_of_any(tenant, model, klass, "chat", DAY)
