"""What the customer leaves alone, though a part of it is found elsewhere in the request and seen here again.

With `leave: {terms: [Max Mustermann]}` and a Mr Mustermann who is found, `Max Mustermann` stays, as it does alone.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from operator import itemgetter

from router.core.spans import Span
from router.core.types import Finding, Path, Slot


class Left:
    """`stretches`: `by` is the kind that is left alone there, "" for all but secrets."""

    def __init__(self, slots: Sequence[Slot], stretches: Iterable[Finding]) -> None:
        self._slots = slots
        by_place: dict[tuple[Path, str], list[tuple[int, int]]] = {}
        for one in stretches:
            by_place.setdefault((one.path, one.by), []).append((one.start, one.end))
        self._places = {place: _Stretches(some) for place, some in by_place.items()}
        self.spared: set[str] = set()
        """The texts of stretches in which something was seen and left alone."""

    def keeps(self, index: int, span: Span) -> bool:
        """Whether what was seen in this slot lies wholly in a stretch that is left alone as such."""
        slot = self._slots[index]
        for kind in (span.kind, "") if span.kind != "SECRET" else (span.kind,):
            around = self._places.get((slot.path, kind))
            stretch = around.around(span.start, span.end) if around else None
            if stretch is not None:
                self.spared.add(slot.text[slice(*stretch)])
                return True
        return False

    def __bool__(self) -> bool:
        return bool(self._places)


class _Stretches:
    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        self._ordered = sorted(stretches)
        self._reach = list(accumulate(((end, start) for start, end in self._ordered), max))

    def around(self, start: int, end: int) -> tuple[int, int] | None:
        """The stretch that holds this piece."""
        place = bisect_right(self._ordered, start, key=_FIRST)
        if not place:
            return None
        reach, begin = self._reach[place - 1]
        return (begin, reach) if reach >= end else None


_FIRST = itemgetter(0)
