"""The blast radius of a leaked key: what was done with it, and what else could have been (GDPR, articles 33 and 34).

Counted is the key and every key derived from it: whoever had the one may have made the others. Where the process died
before a request had its receipt, agent and model are not known; where the intent does not name the key either (those of
older versions), such requests of the tenant are told apart, and never left out.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any, NamedTuple

from router.core.rules import Ruleset
from router.core.types import Dialect
from router.ports import KeyRecord
from router.reports.reach import openings
from router.reports.reading import Rules
from router.reports.recipients import moment, recipient_json, recipients
from router.reports.requests import UNKNOWN, Period, Request
from router.reports.tallies import Tallies


def family(keys: Iterable[KeyRecord], key_id: str) -> list[KeyRecord]:
    """The key, then all that were derived from it, and from those. Empty when there is none of this id."""
    by_parent: dict[str | None, list[KeyRecord]] = {}
    found: dict[str, KeyRecord] = {}
    for key in keys:
        by_parent.setdefault(key.parent, []).append(key)
        if key.id == key_id:
            found[key.id] = key
    ahead = list(found)
    for name in ahead:  # grows while it is walked; a line that leads back to itself ends where it began
        for key in by_parent.get(name, []):
            if key.id not in found:
                found[key.id] = key
                ahead.append(key.id)
    return list(found.values())


class Way(NamedTuple):
    """From the name that clients ask for to where it leads."""

    model: str
    provider: str
    upstream: str
    zone: str


@dataclass(frozen=True, slots=True)
class InForce:
    """Rules that applied to a tenant, named as it was then, from this day on."""

    digest: str
    tenant: str
    day: date


class Exposure:
    def __init__(self, keys: Collection[KeyRecord]) -> None:
        self.keys = tuple(keys)
        self.by_key: Counter[str] = Counter()
        self.days: Counter[str] = Counter()
        self.agents: Counter[str] = Counter()
        self.models: Counter[str] = Counter()
        self.classes: Counter[str] = Counter()
        self.kinds: Counter[str] = Counter()
        self.unsent = 0
        """Requests of which nothing was sent: denied, held, or nobody answered the call."""
        self.sent = Tallies()
        self.nobodys = Tallies()
        """Of requests whose key is not known."""
        self.unknown = 0
        self.used: set[Way] = set()
        self.in_force: dict[tuple[str, str], date] = {}
        """By digest and tenant: the first day on which a request was decided by them."""
        self.first, self.last = float("inf"), float("-inf")

    def take(self, request: Request) -> None:
        if request.key is None:
            self.unknown += 1
            self.nobodys.take(request)
        elif request.key in {key.id for key in self.keys}:
            self._take(request, request.key)

    def _take(self, request: Request, key: str) -> None:
        facts, day = request.facts, _day(request.at)
        agent, model = facts.get("agent", UNKNOWN), facts.get("model", UNKNOWN)
        self.by_key[key] += 1
        self.days[day.isoformat()] += 1
        self.agents[agent] += 1
        self.models[model] += 1
        self.classes[request.klass] += 1
        self.kinds.update(request.kinds)
        self.unsent += not request.sendings
        self.sent.take(request)
        self.used |= {Way(model, one.provider, one.model, one.zone) for one in request.sendings}
        self.first, self.last = min(self.first, request.at), max(self.last, request.at)
        place = request.ruleset, request.tenant
        self.in_force[place] = min(day, self.in_force.get(place, day))

    def rules_in_force(self, period: Period, activations: Iterable[tuple[float, str]]) -> list[InForce]:
        """Whatever applied while the key could be used within the period: as the logs tell, both of them."""
        key, found = self.keys[0], dict(self.in_force)
        since = max(key.created, period.since or 0.0)
        until = min(end for end in (key.revoked, key.expires, period.until, float("inf")) if end is not None)
        timeline = [*activations, (float("inf"), "")]
        for (start, digest), (end, _) in pairwise(timeline):
            if start < until and end > since:
                place, day = (digest, key.tenant), _day(max(start, since))
                found[place] = min(day, found.get(place, day))
        return [InForce(digest, tenant, day) for (digest, tenant), day in found.items()]

    def unused(
        self, in_force: Iterable[InForce], rules: Mapping[str, Ruleset], dialects: Collection[Dialect]
    ) -> dict[Way, set[str]]:
        """What the key could have reached and did not, with the classes that could have gone there."""
        ways: dict[Way, set[str]] = {}
        for one in in_force:
            if one.digest in rules:
                for way, klass in self._ways(one, rules[one.digest], dialects):
                    ways.setdefault(way, set()).add(klass)
        return {way: classes for way, classes in sorted(ways.items()) if way not in self.used}

    def _ways(self, one: InForce, rules: Ruleset, dialects: Collection[Dialect]) -> Iterator[tuple[Way, str]]:
        key = self.keys[0]
        for opening in openings(rules, one.tenant, one.day, dialects, key):
            for candidate in opening.candidates:
                yield Way(opening.model, candidate.provider, candidate.model, candidate.zone.value), opening.klass


def exposure_json(
    found: Exposure, rules: Mapping[str, Rules], unused: Mapping[Way, set[str]], unreadable: Iterable[str]
) -> dict[str, Any]:
    """`unreadable`: digests of rules that applied and could not be asked."""
    total = sum(found.by_key.values())
    return {
        "keys": [_key_json(key, found.by_key[key.id]) for key in found.keys],
        "requests": total,
        "nothing_sent": found.unsent,
        "first": moment(found.first) if total else None,
        "last": moment(found.last) if total else None,
        **{name: dict(sorted(getattr(found, name).items())) for name in ("days", "agents", "models", "classes")},
        "kinds": dict(sorted(found.kinds.items())),
        "recipients": [recipient_json(row) for row in recipients(found.sent, rules)],
        "of_unknown_key": {
            "requests": found.unknown,
            "recipients": [recipient_json(row) for row in recipients(found.nobodys, rules)],
        },
        "reachable_unused": [{**way._asdict(), "classes": sorted(classes)} for way, classes in unused.items()],
        "rules_not_readable": sorted(unreadable),
    }


def _key_json(key: KeyRecord, requests: int) -> dict[str, Any]:
    times = {name: getattr(key, name) for name in ("created", "expires", "revoked")}
    return {
        **{name: getattr(key, name) for name in ("id", "tenant", "agent", "owner", "team", "parent", "floor")},
        "models": list(key.models),
        "tools": list(key.tools),
        **{name: None if seconds is None else moment(seconds) for name, seconds in times.items()},
        "requests": requests,
    }


def _day(seconds: float) -> date:
    return datetime.fromtimestamp(seconds, UTC).date()
