"""A page: one stretch of folded text, and what recognisers share about it, computed at most once."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import NamedTuple

from router.detect.cues import CueFinder, Spans
from router.detect.patterns import Pattern
from router.detect.sieve import Sieve

_DIGITS = b"0123456789"
_NO_SIEVE = Sieve(())


class Hit(NamedTuple):
    """Something found on a page: offsets in its text, end exclusive."""

    start: int
    end: int
    score: float


class Page:
    """Offsets are characters of `text`. Of a pattern that is not in the `sieve` the text is asked each time."""

    def __init__(self, text: str, finder: CueFinder, sieve: Sieve = _NO_SIEVE) -> None:
        self.text = text
        self._finder = finder
        self._sieve = sieve
        self._held: dict[int, frozenset[Pattern]] = {}

    @cached_property
    def digits(self) -> int:
        """How many ASCII digits it has: what cannot hold a number need not be searched for one."""
        return len(self._encoded) - len(self._encoded.translate(None, _DIGITS))

    @cached_property
    def _encoded(self) -> bytes:
        return self.text.encode()

    def holds(self, pattern: Pattern) -> bool:
        """It matches somewhere."""
        number = self._sieve.number(pattern)
        return pattern.found(self.text) if number is None else pattern in self._of_pass(number)

    def _of_pass(self, number: int) -> frozenset[Pattern]:
        held = self._held.get(number)
        if held is None:
            held = self._held[number] = self._sieve.held(number, self._encoded)
        return held

    def spans(self, pattern: Pattern, group: int = 0) -> Iterator[tuple[int, int]]:
        """Those of all matches, or of one group of each."""
        return pattern.spans(self.text, group) if self._is_worth(pattern) else iter(())

    def groups(self, pattern: Pattern) -> Iterator[tuple[tuple[int, int], ...]]:
        """The spans of all groups of each match, the whole match first; (-1, -1) for a group that took no part."""
        return pattern.groups(self.text) if self._is_worth(pattern) else iter(())

    def _is_worth(self, pattern: Pattern) -> bool:
        """To be searched for: what no sieve knows is not asked twice."""
        number = self._sieve.number(pattern)
        return number is None or pattern in self._of_pass(number)

    @cached_property
    def _cues(self) -> dict[str, Spans]:
        return dict(self._finder.find(self.text))

    @property
    def tags(self) -> AbstractSet[str]:
        """Of all cues that stand here: fewer than there are to ask for."""
        return self._cues.keys()

    def cues(self, tag: str) -> Spans:
        return self._cues.get(tag, ())

    def near(self, tag: str, start: int, end: int, *, before: int = 60, after: int = 40) -> bool:
        """A cue of this tag ends at most `before` characters ahead of the span, or begins as soon after it."""
        spans = self.cues(tag)
        place = bisect_left(spans, (start,))
        ahead = place > 0 and spans[place - 1][1] >= start - before
        return ahead or (place < len(spans) and spans[place][0] <= end + after)

    def ahead(self, tag: str, start: int) -> int | None:
        """Where the last cue of this tag ahead of `start` ends; None without one."""
        spans = self.cues(tag)
        place = bisect_left(spans, (start,))
        return min(spans[place - 1][1], start) if place else None

    def behind(self, tag: str, end: int) -> tuple[int, int] | None:
        """The first cue of this tag that begins at `end` or later."""
        spans = self.cues(tag)
        place = bisect_left(spans, (end,))
        return spans[place] if place < len(spans) else None

    def windows(self, tags: Iterable[str], *, before: int, after: int) -> Iterator[tuple[int, int]]:
        """Stretches around the cues of these tags; those that overlap are one, so a text is read at most once."""
        left = right = 0
        for start, end in sorted(span for tag in tags for span in self.cues(tag)):
            if start - before > right and right:
                yield left, right
                right = 0
            if not right:
                left = max(0, start - before)
            right = max(right, min(len(self.text), end + after))
        if right:
            yield left, right
