"""Third parties that the operation depends on: a register with substitutes and concentration (DORA, articles 28, 29).

Not the templates of Implementing Regulation (EU) 2024/2956: those ask for much that no router knows (legal entity
identifiers, dates and law of contracts, who signs). What it does know stands here, counted over all tenants.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from router.core.rules import Ruleset
from router.core.types import Dialect
from router.reports.reach import Opening, openings
from router.reports.reading import Rules
from router.reports.recipients import Recipient, recipients, terms_json
from router.reports.tallies import Tallies, Tally
from router.reports.terms import terms_of

OWN = "own machines"
UNSTATED = "not stated"


def register_json(
    tallies: Tallies, then: Mapping[str, Rules], now: Rules, openness: Mapping[str, list[Opening]]
) -> dict[str, Any]:
    """`then`: rules by digest, what tallies are of; `now`: those of today; `openness`: what they open, by tenant."""
    rows = recipients(tallies, then)
    names = sorted({*now["providers"], *(row.provider for row in rows)})
    tries = sum(row.tally.tries for row in rows)
    return {
        "providers": [_party(name, [row for row in rows if row.provider == name], now, openness) for name in names],
        "concentration": {
            "tries": tries,
            "providers": _shares(((row.provider, row.tally.tries) for row in rows), tries),
            "parent_countries": _shares(((_parent(row), row.tally.tries) for row in rows), tries),
        },
    }


def openness_of(rules: Ruleset, day: date, dialects: Collection[Dialect]) -> dict[str, list[Opening]]:
    """By tenant."""
    return {tenant: list(openings(rules, tenant, day, dialects)) for tenant in rules.tenants}


def _party(name: str, rows: list[Recipient], now: Rules, openness: Mapping[str, list[Opening]]) -> dict[str, Any]:
    """Facts of today's rules; of the last that had it, where they do not."""
    is_present, tally = name in now["providers"], Tally()
    for row in rows:
        tally.add(row.tally)
    return {
        "provider": name,
        "in_present_rules": is_present,
        **terms_json(terms_of(now, name) if is_present else rows[-1].terms),
        "services": _services(name, openness),
        "functions": [
            {"tenant": tenant, "agent": agent, "requests": count}
            for (tenant, agent), count in sorted(tally.functions.items())
        ],
        "models_used": dict(sorted(tally.models.items())),
        "requests": tally.requests,
        "tries": tally.tries,
    }


def _services(name: str, openness: Mapping[str, list[Opening]]) -> list[dict[str, Any]]:
    """For each model name that it may answer: who else may, and for whom it is the only one."""
    others: dict[str, set[str]] = {}
    alone: dict[str, set[tuple[str, str]]] = {}
    for tenant, opened in openness.items():
        for opening in opened:
            permitted = {candidate.provider for candidate in opening.candidates}
            if name in permitted:
                others.setdefault(opening.model, set()).update(permitted - {name})
                if permitted == {name}:
                    alone.setdefault(opening.model, set()).add((tenant, opening.klass))
    return [
        {
            "model": model,
            "substitutes": sorted(substitutes),
            "no_substitute_for": [{"tenant": tenant, "class": klass} for tenant, klass in sorted(alone.get(model, ()))],
        }
        for model, substitutes in sorted(others.items())
    ]


def _parent(row: Recipient) -> str:
    return OWN if row.terms.own else row.terms.parent or UNSTATED


def _shares(counts: Iterable[tuple[str, int]], total: int) -> dict[str, float]:
    """Largest first."""
    sums: Counter[str] = Counter()
    for name, count in counts:
        sums[name] += count
    return {name: round(count / total, 4) for name, count in sums.most_common()}
