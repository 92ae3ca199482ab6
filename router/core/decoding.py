"""A text with some of its pieces turned into others, and the way back: where a piece of the new stands in the old.

A place inside a chunk is led back to the whole chunk, so that nothing is ever cut in half.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from operator import itemgetter

Chunk = tuple[int, int, int, int]
"""Start and end in the decoded text, start and end in the source. Ends are exclusive."""


def decode(text: str, pattern: re.Pattern[str], turn: Callable[[str], str]) -> tuple[str, tuple[Chunk, ...]]:
    """`text` with every match turned, and the chunks that changed."""
    return decode_spans(text, (match.span() for match in pattern.finditer(text)), turn)


def decode_spans(
    text: str, spans: Iterable[tuple[int, int]], turn: Callable[[str], str]
) -> tuple[str, tuple[Chunk, ...]]:
    """`text` with what stands at `spans` turned, and the chunks that changed. Spans are apart and in order."""
    pieces: list[str] = []
    chunks: list[Chunk] = []
    at = done = 0
    for start, end in spans:
        new = turn(text[start:end])
        at += start - done
        pieces += (text[done:start], new)
        chunks.append((at, at + len(new), start, end))
        at += len(new)
        done = end
    if not chunks:
        return text, ()
    pieces.append(text[done:])
    return "".join(pieces), tuple(chunks)


def excerpt(start: int) -> tuple[Chunk, ...]:
    """The way back from a piece of a text that begins at `start` there."""
    return ((0, 0, start, start),)


def back(chunks: tuple[Chunk, ...], start: int, end: int) -> tuple[int, int]:
    """Where a piece of the decoded text stands in the source."""
    return _place(chunks, start)[0], _place(chunks, end - 1)[1]


def _place(chunks: tuple[Chunk, ...], at: int) -> tuple[int, int]:
    """Start and end, in the source, of what the character at `at` came from."""
    before = bisect_right(chunks, at, key=_START) - 1
    if before < 0:
        return at, at + 1
    _, end, source_start, source_end = chunks[before]
    if at < end:
        return source_start, source_end
    at += source_end - end
    return at, at + 1


_START = itemgetter(0)
