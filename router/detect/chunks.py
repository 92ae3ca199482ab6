"""Cuts a long text into chunks that overlap, so that what stands across a border is seen whole by one of them.

Each chunk owns the findings that begin in its own part; borders of ownership lie in the middle of the overlaps. A
chunk is cut behind a line end where there is one near, else behind a space, else anywhere.
"""

from collections.abc import Iterator
from typing import NamedTuple

SIZE, OVERLAP = 32_768, 1_024
"""Characters. Half an overlap is more than the longest value of a chunked recogniser plus the reach of its cues. In
long chunks what is done once for each, and read twice, is little; what is remembered of one is bounded all the same.
"""


class Chunk(NamedTuple):
    """`start` and `end` bound what is read, `low` and `high` where findings that it owns may begin."""

    start: int
    end: int
    low: int
    high: int

    def owns(self, start: int, end: int) -> bool:
        """A finding that begins before `low` is the previous chunk's, unless it goes on past what that one saw."""
        mine = start < self.high if self.high < self.end else True
        return mine and (start >= self.low or end > self._previous_end)

    @property
    def _previous_end(self) -> int:
        return 2 * self.low - self.start


def cut(text: str, size: int = SIZE, overlap: int = OVERLAP) -> Iterator[Chunk]:
    """Chunks of at most `size` characters, each sharing `overlap` characters with the one before."""
    start = low = 0
    while len(text) - start > size:
        end = _border(text, start + size - overlap // 2, start + size)
        yield Chunk(start, end, low, end - overlap // 2)
        start, low = end - overlap, end - overlap // 2
    yield Chunk(start, len(text), low, len(text))


def _border(text: str, earliest: int, latest: int) -> int:
    for separator in "\n ":
        place = text.rfind(separator, earliest, latest)
        if place >= 0:
            return place + 1
    return latest
