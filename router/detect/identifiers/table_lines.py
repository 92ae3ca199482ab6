"""The lines of a table below its head."""

import re
from collections.abc import Iterator

LONGEST_LINE = 4_000
RULER = re.compile(r"[\s|:+-]+")
"""A line that parts the head from the rows."""
_MOST_LINES = 2_000


def lines(text: str, start: int) -> Iterator[tuple[int, str]]:
    """Where each begins, and the line without its end."""
    for _ in range(_MOST_LINES):
        end = text.find("\n", start, start + LONGEST_LINE)
        end = min(len(text), start + LONGEST_LINE) if end < 0 else end
        if start >= len(text):
            return
        yield start, text[start:end]
        start = end + 1
