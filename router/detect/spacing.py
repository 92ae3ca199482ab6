"""Letters set apart: `A n n a  M ü l l e r`, `m a x @ f i r m . d e`, `D E 8 9  3 7 0 4`.

Rows of digits are matrices more often than numbers of somebody, and rows of marks are drawings: four letters must be
among the signs, or a number must begin with two, as an IBAN does.
"""

import re
from collections.abc import Iterator

from router.detect.patterns import Pattern

_GATE = Pattern(r"(?:^|\s)\pL \S \S[ \t]{1,4}\S[ \t]{1,4}\S(?:\s|$)")
_ROW = re.compile(r"(?<!\S)\S(?: \S)(?:[ \t]{1,4}\S(?!\S)){3,}")
_GAP = re.compile(r"[ \t]+")
_IS_IBAN = re.compile(r"[A-Z] [A-Z](?:[ \t]{1,4}\d){2}")
_LEAST_LETTERS = 4


def gaps(text: str) -> Iterator[tuple[int, int]]:
    """White space between signs that stand apart, in order. Not where a word begins with a capital: `a M`."""
    if not _GATE.found(text):
        return
    for row in _ROW.finditer(text):
        if sum(map(str.isalpha, row[0])) < _LEAST_LETTERS and not _IS_IBAN.match(row[0]):
            continue
        for gap in _GAP.finditer(text, *row.span()):
            start, end = gap.span()
            if end - start > 1 or not _begins_word(text, end):
                yield start, end


def _begins_word(text: str, at: int) -> bool:
    """A capital between small letters."""
    return text[at - 2].islower() and text[at].isupper() and text[at + 2 : at + 3].islower()


def closed(gap: str) -> str:
    """What is read in place of a gap: nothing within a word, a space between two."""
    return " " if len(gap) > 1 else ""
