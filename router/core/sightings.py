"""Where an original can be seen in a text. Redaction and the leak check ask the same question, so it stands once.

An original is compared folded (`views.fold`: no case, any white space is one space). Then there are three sorts:

    exempt   an everyday word, a single character, or no letter or digit at all: never searched for. It names nobody,
             and it would be replaced, or alarm, in every second sentence
    word     letters and underscores only, or shorter than five characters: as a whole word. `anna` is not in `hannah`
    loose    the rest, five characters and more with a digit, a space or a sign: anywhere. `Anna Schmidt` is in `Anna
             Schmidts Auto`, and an IBAN in `IBANDE89370400440532013000`

A whole word is one whose word characters at either end have no word character (letter, digit, underscore) beside them.

Cost: one pass over the words of all texts for what is a single word, and one `str.find` over all texts joined for each
of the others (about 0.3 ms a megabyte). Occurrences of one original that overlap each other count as the first one:
once that is replaced, the others are broken.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from router.core.everyday import EVERYDAY
from router.core.views import View, views

SHORT = 5
"""Originals of fewer characters are searched for as whole words only."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """An original, folded, in the text at `index`: `start` and `end` there, and in the view that showed it."""

    original: str
    index: int
    start: int
    end: int
    view: View
    in_view: tuple[int, int]

    @property
    def exact(self) -> str:
        """What stands there, decoded but not folded."""
        start, end = self.view.exactly(*self.in_view)
        return self.view.exact[start:end]

    @property
    def is_whole_word(self) -> bool:
        return _is_whole_word(self.view.folded, *self.in_view)


def is_exempt(folded: str) -> bool:
    """Whether this original, folded, is never searched for."""
    return len(folded) < 2 or folded.strip(_AROUND) in EVERYDAY or not _WORD.search(folded)  # noqa: PLR2004 - one letter


def sightings(originals: Iterable[str], texts: Sequence[str]) -> Iterator[Sighting]:
    """Every place in `texts` where one of `originals` (folded) can be seen."""
    words, others = _sort(originals)
    if not words and not others:
        return
    readings = [(index, view) for index, text in enumerate(texts) for view in views(text)]
    hay = _BORDER.join(view.folded for _, view in readings)
    starts = list(accumulate((len(view.folded) + 1 for _, view in readings), initial=0))
    for original, at in _hits(words, others, hay):
        number = bisect_right(starts, at) - 1
        index, view = readings[number]
        in_view = at - starts[number], at - starts[number] + len(original)
        yield Sighting(original, index, *view.source(*in_view), view, in_view)


def _sort(originals: Iterable[str]) -> tuple[set[str], list[str]]:
    """Single words, which are looked up, and all others, which are searched for."""
    words: set[str] = set()
    others: list[str] = []
    for original in originals:
        if is_exempt(original):
            continue
        if _WORD.fullmatch(original) and not _is_loose(original):
            words.add(original)
        else:
            others.append(original)
    return words, others


def _hits(words: set[str], others: Iterable[str], hay: str) -> Iterator[tuple[str, int]]:
    if words and not words.isdisjoint(_WORD.findall(hay)):
        yield from ((match[0], match.start()) for match in _WORD.finditer(hay) if match[0] in words)
    for original in others:
        at = hay.find(original)
        while at >= 0:
            taken = _is_loose(original) or _is_whole_word(hay, at, at + len(original))
            if taken:
                yield original, at
            at = hay.find(original, at + (len(original) if taken else 1))


def _is_loose(folded: str) -> bool:
    return len(folded) >= SHORT and not _LETTERS.fullmatch(folded)


def _is_whole_word(text: str, start: int, end: int) -> bool:
    if start > 0 and _WORD.match(text[start]) and _WORD.match(text[start - 1]):
        return False
    return not (end < len(text) and _WORD.match(text[end]) and _WORD.match(text[end - 1]))


_BORDER = "\ud800"
"""Half a surrogate pair: in no text that `jsontext.parse` let in, so nothing is found across it."""

_AROUND = " \t\n.,;:!?'\"()"
_WORD = re.compile(r"\w+")
_LETTERS = re.compile(r"[^\W\d]+")
