"""What is to be replaced in one text: spans, and what becomes of those that overlap."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

SEEN = -1.0
"""The score of what was not found in this place but seen again: what was found wins over it."""


@dataclass(frozen=True, slots=True)
class Span:
    """Offsets in characters, end exclusive."""

    start: int
    end: int
    kind: str
    score: float

    @property
    def weight(self) -> tuple[bool, int, float, str]:
        """The heaviest of those that overlap gives them its kind."""
        return self.kind == "SECRET", self.end - self.start, self.score, self.kind


def inside_addresses(found: Iterable[Span], kept: Iterable[Span]) -> list[Span]:
    """The places among `kept` that overlap an address of `found`: they count as a part of it."""
    addresses = merge(span for span in found if span.kind == "ADDRESS")
    starts = [address.start for address in addresses]
    inside: list[Span] = []
    for span in kept:
        before = bisect_left(starts, span.end) - 1
        if span.kind == "LOCATION" and before >= 0 and addresses[before].end > span.start:
            inside.append(Span(span.start, span.end, "ADDRESS", SEEN))
    return inside


def merge(spans: Iterable[Span]) -> list[Span]:
    """Spans that overlap, as one. What only touches stays apart."""
    merged: list[Span] = []
    winner: Span | None = None
    for span in sorted(spans, key=BY_START):
        if winner is None or span.start >= merged[-1].end:
            winner = span
            merged.append(span)
        else:
            last = merged[-1]
            winner = max(winner, span, key=_BY_WEIGHT)
            merged[-1] = Span(last.start, max(last.end, span.end), winner.kind, winner.score)
    return merged


BY_START = attrgetter("start", "end", "kind", "score")
_BY_WEIGHT = attrgetter("weight")
