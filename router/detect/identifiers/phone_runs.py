"""Runs of digits that may hold a date, an address of a machine or a second number behind the first."""

import re
from collections.abc import Iterator

from router.detect import dates

LEAST_DIGITS = 7
LONGEST = 15
"""Digits of a number with its country code, at most (ITU-T E.164)."""
_RUN = frozenset("+0123456789 ./()-")
_NEXT = re.compile(r" (?=\d{1,3}(?:\.\d{1,3}){3}(?!\d)|\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{2,4}(?!\d))| ?/ (?=\(?0)")


def run_start(text: str, place: int) -> int:
    """Back to where the run of digits began, so that a window does not begin within a number."""
    earliest = max(0, place - 2 * LONGEST)
    while place > earliest and text[place - 1] in _RUN:
        place -= 1
    return place


def between_dates(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if text[start] in "+(":
        yield start, _before_next(text, start, end)
        return
    position = start
    for left, right in sorted(dates.find(text[start:end])):
        if start + left > position:
            yield position, start + left
        position = start + right
    if position == start and any(left == 0 for left, _ in dates.find(text[start : end + 5])):
        return
    while position < end and text[position] in " ./-)":
        position += 1
    if position < end:
        yield position, _before_next(text, position, end)


def _before_next(text: str, start: int, end: int) -> int:
    """Some countries' numbers may be so long that a date or an address behind one would pass for its last digits."""
    ends = (match.start() for match in _NEXT.finditer(text, start, end))
    return next((place for place in ends if sum(map(str.isdigit, text[start:place])) >= LEAST_DIGITS), end)
