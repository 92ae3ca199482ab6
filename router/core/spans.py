"""What is to be replaced in one text: spans, and what becomes of those that overlap."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from functools import partial
from operator import attrgetter
from typing import NamedTuple

SEEN = -1.0
"""The score of what was not found in this place but seen again: what was found wins over it."""


class Span(NamedTuple):
    """Offsets in characters, end exclusive. In order: by where it begins."""

    start: int
    end: int
    kind: str
    score: float

    @property
    def weight(self) -> tuple[bool, int, float, str]:
        """The heaviest of those that overlap gives them its kind."""
        return self.kind == "SECRET", self.end - self.start, self.score, self.kind


span_of: Callable[[tuple[int, int, str, float]], Span] = partial(tuple.__new__, Span)
"""As `Span._make`, at a third of its cost: a long history has thousands."""


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
    for span in sorted(spans):
        if winner is None or span.start >= merged[-1].end:
            winner = span
            merged.append(span)
        elif winner is merged[-1] and _is_again(span, winner):
            winner = merged[-1] = span  # in order, so its score is no worse
        else:
            last = merged[-1]
            winner = max(winner, span, key=_BY_WEIGHT)
            merged[-1] = Span(last.start, max(last.end, span.end), winner.kind, winner.score)
    return merged


def _is_again(one: Span, other: Span) -> bool:
    """The same place and kind: most of what overlaps was found there and seen there, perhaps twice."""
    return one.end == other.end and one.start == other.start and one.kind == other.kind


_BY_WEIGHT = attrgetter("weight")
