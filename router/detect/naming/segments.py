"""A text in segments of at most 64 words, cut where a line, a sentence or a clause ends."""

from collections.abc import Iterator, Sequence

from router.detect.naming.words import Word, gap_marks

LENGTH = 64
_LEAST = 24
"""Words that a segment has at least, if it can choose where to end."""


def segments(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Pairs of indexes into `words`: begin, end (exclusive). Every word is in exactly one."""
    start = 0
    while len(words) - start > LENGTH:
        end = _end(words, start)
        yield start, end
        start = end
    if start < len(words):
        yield start, len(words)


def _end(words: Sequence[Word], start: int) -> int:
    """The latest of the best places: a line break, else the end of a sentence, else a comma, else anywhere."""
    for is_end in (_at_line, _at_sentence, _at_comma):
        for at in range(start + LENGTH, start + _LEAST, -1):
            if is_end(words[at].gap):
                return at
    return start + LENGTH


def _at_line(gap: str) -> bool:
    return "\n" in gap


def _at_sentence(gap: str) -> bool:
    return gap.startswith((". ", "! ", "? ", "; "))


def _at_comma(gap: str) -> bool:
    return "," in gap


def marks(words: Sequence[Word], tail: str) -> list[tuple[int, int, int, int]]:
    """For each word: the mark before it, the one that began that gap, the one behind it, and line breaks before."""
    gaps = [gap_marks(word.gap) for word in words] + [gap_marks(tail)]
    return [(gaps[at][1], gaps[at][0], gaps[at + 1][0], gaps[at][2]) for at in range(len(words))]
