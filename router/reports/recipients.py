"""Who got what: every provider that words went to, or were tried to be sent to, under the terms of that time.

A provider whose facts or contract changed stands there once for each version of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from router.reports.reading import Rules
from router.reports.tallies import Tallies, Tally
from router.reports.terms import Terms, terms_of


@dataclass(frozen=True, slots=True)
class Recipient:
    """`rulesets`: the digests of the rules that said `terms`."""

    provider: str
    terms: Terms
    tally: Tally
    rulesets: tuple[str, ...]


def recipients(tallies: Tallies, rules: Mapping[str, Rules]) -> list[Recipient]:
    """By name, and of one name by time. `rules` by digest."""
    found: dict[tuple[str, Terms], tuple[Tally, list[str]]] = {}
    for (provider, digest), tally in tallies.by_place.items():
        whole, digests = found.setdefault((provider, terms_of(rules.get(digest), provider)), (Tally(), []))
        whole.add(tally)
        digests.append(digest)
    rows = [Recipient(name, terms, tally, tuple(digests)) for (name, terms), (tally, digests) in found.items()]
    return sorted(rows, key=lambda row: (row.provider, row.tally.first))


def recipient_json(row: Recipient) -> dict[str, Any]:
    tally, terms = row.tally, row.terms
    return {
        "provider": row.provider,
        **terms_json(terms),
        "zones": sorted(tally.zones),
        "first": moment(tally.first),
        "last": moment(tally.last),
        "requests": tally.requests,
        "tries": tally.tries,
        "answered": tally.answered,
        "redacted": tally.redacted,
        "raw": tally.raw,
        "not_all_read": tally.unread,
        "models": dict(sorted(tally.models.items())),
        "classes": dict(sorted(tally.classes.items())),
        "kinds": dict(sorted(tally.kinds.items())),
        "kinds_in_clear": dict(sorted(tally.in_clear.items())),
        "rulesets": list(row.rulesets),
    }


def terms_json(terms: Terms) -> dict[str, Any]:
    return {
        "facts_known": terms.known,
        "own_machines": terms.own,
        "kind": terms.kind,
        "entity": terms.entity,
        "address": terms.address,
        "seat": terms.seat,
        "parent": terms.parent,
        "inference": list(terms.inference),
        "storage": list(terms.storage),
        "outside_eea": list(terms.outside),
        "transfer_basis": terms.transfer_basis,
        "contract": terms.reference,
        "contract_ends": terms.expires,
        "evidence": terms.evidence,
        "evidence_sha256": terms.sha256,
        "retention_days": terms.retention_days,
        "training_prohibited": None if terms.training is None else terms.training == "prohibited",
    }


def moment(seconds: float) -> str:
    """ISO 8601 in UTC."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
