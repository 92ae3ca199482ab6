"""A text without the separators that group the digits of a number, and the way back.

`DE89 3704 0044`, `DE89-3704-0044` and `de8937040044` are one number. Taking the separators out of the whole text is
one pass in C; where a piece of the rest stood is worked out block by block, only where somebody asks.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate

_WIDE = "\u2010\u2011\u2012\u2013\u2014\u2212"
_SEPARATORS = f" -./(){_WIDE}"
_BLOCK = 256


@dataclass(slots=True)
class Ungrouped:
    """`text` is `hay` without separators."""

    hay: str
    text: str
    starts: list[int] = field(default_factory=list)
    """Where in `text` each block of `hay` begins, once somebody asked."""
    kept: dict[int, list[int]] = field(default_factory=dict)

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Where a piece of `text` stands in `hay`, separators inside it included."""
        return self._place(start), self._place(end - 1) + 1

    def is_grouped(self, start: int, end: int) -> bool:
        """Whether that piece of `hay` is in groups as people write them: no gap is long."""
        return _LONG_GAP.search(self.hay, start, end) is None

    def _place(self, at: int) -> int:
        if not self.starts:
            blocks = (_without(self.hay[start : start + _BLOCK]) for start in range(0, len(self.hay), _BLOCK))
            self.starts = list(accumulate(map(len, blocks), initial=0))
        block = bisect_right(self.starts, at) - 1
        kept = self.kept.get(block)
        if kept is None:
            start = block * _BLOCK
            piece = self.hay[start : start + _BLOCK]
            kept = self.kept[block] = [start + n for n, sign in enumerate(piece) if sign not in _SEPARATORS]
        return kept[at - self.starts[block]]


def ungrouped(hay: str) -> Ungrouped:
    return Ungrouped(hay, _without(hay))


def _without(text: str) -> str:
    data = text.encode("utf-8", "surrogatepass").translate(None, _NARROW)
    rest = data.decode("utf-8", "surrogatepass")
    for sign in _WIDE if _LEAD in data else "":
        rest = rest.replace(sign, "")
    return rest


_NARROW = b" -./()"
_LEAD = b"\xe2"
"""With which each of the others begins in UTF-8."""

_LONG_GAP = re.compile(rf"[{re.escape(_SEPARATORS)}]{{4}}")
