"""Requests, put together again from the entries of a log.

A request is its intents, one for each time that words were about to leave, and its receipt. Where a process died in
between there is no receipt: then what was in it is not known, but whose key asked and to whom it went is. (Intents of
older versions do not name the key.)
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from router.core.types import Label, Outcome, Treatment
from router.ports import Kept

UNKNOWN = "unknown"
"""How a try ended of which nothing more was recorded."""


@dataclass(frozen=True, slots=True)
class Period:
    """Seconds since the epoch; `until` is the first moment that no longer belongs to it. None: as far as there is."""

    since: float | None = None
    until: float | None = None

    def holds(self, at: float) -> bool:
        return (self.since is None or at >= self.since) and (self.until is None or at < self.until)


@dataclass(frozen=True, slots=True)
class Sending:
    """One try: words were about to leave, and most likely did. A try that failed may have been received."""

    at: float
    provider: str
    model: str
    zone: str
    treatment: str
    klass: str
    outcome: str
    """A `core.types.Outcome`, or UNKNOWN."""


@dataclass(frozen=True, slots=True)
class Request:
    """`at`: of its first try; of its receipt where nothing was tried. `ruleset`: the digest it was decided by."""

    id: str
    at: float
    tenant: str
    ruleset: str
    klass: str
    sendings: tuple[Sending, ...]
    receipt: Mapping[str, Any] | None
    key: str | None
    """The id of the key that asked; None where nothing that was recorded says so."""

    @property
    def facts(self) -> Mapping[str, Any]:
        """As `core.ledger.encode_facts` tells them; empty where there is no receipt."""
        return self.receipt["facts"] if self.receipt else {}

    @property
    def kinds(self) -> frozenset[str]:
        """Of personal data that was found in it."""
        return frozenset(kind for kind, _ in self.facts.get("kinds", ()))

    @property
    def is_read(self) -> bool:
        """All of it was searched, so `kinds` is all that was in it."""
        return self.receipt is not None and Label.UNSCANNED not in self.facts["labels"]

    def in_clear(self, treatment: str) -> frozenset[str]:
        """The kinds that a try with this treatment showed as they were, at least in part."""
        unreplaced = {Label.UNREPLACEABLE, Label.TOO_MANY}
        if treatment == Treatment.RAW or self.receipt is None or unreplaced.intersection(self.facts["labels"]):
            return self.kinds
        return self.kinds - {kind for kind, _ in self.receipt["redactions"]}


@dataclass(slots=True)
class _Pieces:
    intents: list[Mapping[str, Any]] = field(default_factory=list)
    outcomes: dict[int, str] = field(default_factory=dict)


class Gathering:
    """Takes entries in the order of the log, and gives each request when it is complete. Holds those still open."""

    def __init__(self) -> None:
        self.entries = 0
        self.pruned = 0
        """Entries whose words are gone: what they told is in no report."""
        self._open: dict[str, _Pieces] = {}

    def take(self, kept: Kept) -> Request | None:
        """The request that this entry completes."""
        self.entries += 1
        if kept.body is None:
            self.pruned += 1
            return None
        entry = json.loads(kept.body)
        match entry["kind"]:
            case "intent":
                self._pieces(kept.id).intents.append(entry)
            case "attempt":
                self._pieces(kept.id).outcomes[entry["attempt"]["number"]] = entry["attempt"]["outcome"]
            case "orphan":
                self._pieces(kept.id).outcomes.setdefault(entry["number"], Outcome.ORPHANED.value)
            case "receipt":
                return _concluded(kept, entry["receipt"], self._open.pop(kept.id, _Pieces()))
        return None

    def rest(self) -> Iterator[Request]:
        """Those that nobody concluded."""
        for name, pieces in self._open.items():
            if pieces.intents:
                first = pieces.intents[0]
                sendings = _sendings(pieces)
                said = first["at"], first["tenant"], first["ruleset"], first["effective"]
                yield Request(name, *said, sendings, None, first.get("key"))

    def _pieces(self, name: str) -> _Pieces:
        return self._open.setdefault(name, _Pieces())


def _concluded(kept: Kept, receipt: Mapping[str, Any], pieces: _Pieces) -> Request:
    pieces.outcomes |= {attempt["number"]: attempt["outcome"] for attempt in receipt["attempts"]}
    facts, sendings = receipt["facts"], _sendings(pieces)
    at = sendings[0].at if sendings else kept.at
    digest = receipt["decision"]["digest"]
    return Request(kept.id, at, facts["tenant"], digest, facts["effective"], sendings, receipt, facts["key"])


def _sendings(pieces: _Pieces) -> tuple[Sending, ...]:
    return tuple(
        Sending(
            at=intent["at"],
            provider=intent["provider"],
            model=intent["model"],
            zone=intent["zone"],
            treatment=intent["treatment"],
            klass=intent["effective"],
            outcome=pieces.outcomes.get(intent["attempt"], UNKNOWN),
        )
        for intent in sorted(pieces.intents, key=lambda one: one["attempt"])
    )
