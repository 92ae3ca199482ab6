"""What went to whom, counted: one tally for each provider and each version of the rules."""

from collections import Counter
from dataclasses import dataclass, field

from router.core.types import Outcome, Treatment
from router.reports.requests import Request, Sending


@dataclass(slots=True)
class Tally:
    """`requests` counts each once, `tries` each time that it was sent. The counters count requests, but for tries."""

    requests: int = 0
    tries: int = 0
    answered: int = 0
    redacted: int = 0
    """Tries with placeholders in place of what was found."""
    raw: int = 0
    unread: int = 0
    """Requests of which something could not be searched, or of which no receipt tells what was in them."""
    first: float = float("inf")
    last: float = float("-inf")
    """Seconds since the epoch."""
    classes: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    """Of personal data found."""
    in_clear: Counter[str] = field(default_factory=Counter)
    """Of those, what some try showed as it was."""
    models: Counter[str] = field(default_factory=Counter)
    zones: Counter[str] = field(default_factory=Counter)
    functions: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By tenant and agent, as the request named them; the agent is "" where no receipt tells it."""

    def take(self, request: Request, sendings: list[Sending]) -> None:
        """`sendings`: those of the request that went here, at least one."""
        self.requests += 1
        self.unread += not request.is_read
        self.classes[request.klass] += 1
        self.kinds.update(request.kinds)
        self.in_clear.update(frozenset().union(*(request.in_clear(one.treatment) for one in sendings)))
        self.models.update({one.model for one in sendings})
        self.zones.update({one.zone for one in sendings})
        self.functions[request.tenant, request.facts.get("agent", "")] += 1
        for one in sendings:
            self.tries += 1
            self.answered += one.outcome == Outcome.OK
            self.redacted += one.treatment == Treatment.REDACTED
            self.raw += one.treatment == Treatment.RAW
            self.first, self.last = min(self.first, one.at), max(self.last, one.at)

    def add(self, other: "Tally") -> None:
        self.requests += other.requests
        self.tries += other.tries
        self.answered += other.answered
        self.redacted += other.redacted
        self.raw += other.raw
        self.unread += other.unread
        self.first, self.last = min(self.first, other.first), max(self.last, other.last)
        for name in ("classes", "kinds", "in_clear", "models", "zones", "functions"):
            getattr(self, name).update(getattr(other, name))


class Tallies:
    """Memory grows with providers and versions of the rules, not with requests."""

    def __init__(self) -> None:
        self.by_place: dict[tuple[str, str], Tally] = {}
        """By provider and digest of the rules."""

    @property
    def digests(self) -> set[str]:
        return {digest for _, digest in self.by_place}

    def take(self, request: Request) -> None:
        shares: dict[str, list[Sending]] = {}
        for sending in request.sendings:
            shares.setdefault(sending.provider, []).append(sending)
        for provider, sendings in shares.items():
            self.by_place.setdefault((provider, request.ruleset), Tally()).take(request, sendings)
