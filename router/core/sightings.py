"""Where an original can be seen in a text. Redaction and the leak check ask the same question, so it stands once.

An original is compared folded (`views.fold`: no case, any white space is one space). Then there are three sorts:

    exempt   an everyday word, a single character, four digits or fewer, no letter or digit at all, or what was found as
             a title or a people: never searched for. It names nobody, and it would be replaced, or alarm, in every
             second sentence
    word     letters and underscores only, or shorter than twelve characters: as a whole word. `anna` is not in
             `hannah`, and `a1b2c3` is not in a hash
    loose    the rest, twelve characters and more with a digit, a space or a sign: anywhere, but not inside a longer
             number. `Anna Schmidt` is in `Anna Schmidts Auto`, and an IBAN in `IBANDE89370400440532013000`

A whole word is one whose word characters at either end have no word character (letter, digit, underscore) beside them.
An original that begins or ends with a digit never has a digit beside it there.

By value. What is a number at heart (`BY_VALUE`) is the same number however it is grouped: `DE89 3704 ...` is
`de89-3704-...`. So its letters and digits alone are searched for as well, by the same rule, in the text without its
separators; at least eight of them, and at most three separators in a gap.

In a form a space is a plus, and who writes one by hand leaves the pluses that were there. So what holds both is
searched for with spaces alone too, if that is eight characters or more: `Arndt + Sohn` is `Arndt+++Sohn`.

Cost: one pass over all texts joined, however many originals there are (`router.core.needles`). Occurrences of one
original that overlap each other count as the first one: once that is replaced, the others are broken.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from router.core.everyday import EVERYDAY
from router.core.grouping import Ungrouped, ungrouped
from router.core.needles import Hit, by_grams, by_words
from router.core.views import View, fold, views

SHORT = 5
"""The leak check wants originals of fewer characters in their exact case."""

SHARED = frozenset({"NRP", "TITLE"})
"""Kinds of words that belong to nobody: replaced where they were found, and nowhere else."""
BY_VALUE = frozenset({"CREDIT_CARD", "IBAN_CODE", "NATIONAL_ID", "PHONE_NUMBER"})
"""Kinds that are the same however their digits are grouped."""


class Wanted(NamedTuple):
    """What is searched for: a folded original, or its letters and digits alone."""

    text: str
    by_value: bool = False


@dataclass(frozen=True, slots=True)
class Sighting:
    """What was wanted, in the text at `index`: `start` and `end` there, and in the view that showed it."""

    wanted: Wanted
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
    def is_all(self) -> bool:
        """Nothing else stands in that text."""
        return self.in_view == (0, len(self.view.folded))

    @property
    def is_whole_word(self) -> bool:
        return _is_whole_word(self.view.folded, *self.in_view)


def wanted(original: str, kind: str) -> tuple[Wanted, ...]:
    """All that this original, found as that kind, is to be searched for."""
    if kind in SHARED:
        return ()
    folded = fold(original)
    found = tuple(Wanted(spelt) for spelt in _spellings(folded) if not is_exempt(spelt))
    if kind not in BY_VALUE:
        return found
    value = "".join(filter(str.isalnum, folded))
    return (*found, Wanted(value, by_value=True)) if len(value) >= _SHORTEST_VALUE and _DIGIT.search(value) else found


def _spellings(folded: str) -> Iterator[str]:
    yield folded
    if "+" in folded and " " in folded:
        spaced = fold(folded.replace("+", " ")).strip()
        if len(spaced) >= _SHORTEST_VALUE:
            yield spaced


def is_exempt(folded: str) -> bool:
    """Whether this original, folded, is never searched for."""
    if len(folded) < 2 or folded.strip(_AROUND) in EVERYDAY or not _WORD.search(folded):  # noqa: PLR2004 - one letter
        return True
    return len(folded) <= _SHORTEST_NUMBER and folded.isdigit()


def sightings(originals: Iterable[Wanted], texts: Sequence[str]) -> Iterator[Sighting]:
    """Every place in `texts` where one of `originals` can be seen."""
    return Hay(enumerate(texts)).sightings(originals)


class Hay:
    """Numbered texts to search in, as often as one likes. Nothing is read before the first search."""

    def __init__(self, texts: Iterable[tuple[int, str]]) -> None:
        self._texts = texts

    def sightings(self, originals: Iterable[Wanted]) -> Iterator[Sighting]:
        """Every place where one of `originals` can be seen. What is seen of one does not depend on the others."""
        words, loose, values = _sort(originals)
        if not words and not loose and not values:
            return
        for original, at, end in _hits(words, loose, values, self._folded, lambda: self._numbers):
            number = bisect_right(self._starts, at) - 1
            index, view = self._readings[number]
            in_view = at - self._starts[number], end - self._starts[number]
            yield Sighting(original, index, *view.source(*in_view), view, in_view)

    @cached_property
    def _readings(self) -> list[tuple[int, View]]:
        return [(index, view) for index, text in self._texts for view in views(text)]

    @cached_property
    def _folded(self) -> str:
        return _BORDER.join(view.folded for _, view in self._readings)

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate((len(view.folded) + 1 for _, view in self._readings), initial=0))

    @cached_property
    def _numbers(self) -> Ungrouped:
        return ungrouped(self._folded)


def _sort(originals: Iterable[Wanted]) -> tuple[set[str], set[str], set[str]]:
    """What stands as whole words only, what may stand anywhere, and values."""
    words: set[str] = set()
    loose: set[str] = set()
    values: set[str] = set()
    for original, by_value in originals:
        (values if by_value else loose if _is_loose(original) else words).add(original)
    return words, loose, values


def _hits(
    words: set[str], loose: set[str], values: set[str], hay: str, without_gaps: Callable[[], Ungrouped]
) -> Iterator[tuple[Wanted, int, int]]:
    for look, some in ((by_words, words), (by_grams, loose)):
        for original, start, end in look(some, hay, lambda hit: _stands_alone(hay, hit[1], hit[2], hit[0])):
            yield Wanted(original), start, end
    if values:
        numbers = without_gaps()
        for value, at, after in by_grams(values, numbers.text, lambda hit: _is_number(numbers, hit)):
            yield Wanted(value, by_value=True), *numbers.source(at, after)


def _is_number(numbers: Ungrouped, hit: Hit) -> bool:
    start, end = numbers.source(hit[1], hit[2])
    return _stands_alone(numbers.hay, start, end, hit[0]) and numbers.is_grouped(start, end)


def _stands_alone(hay: str, start: int, end: int, original: str) -> bool:
    """Whether what stands there, and is this original, is no part of something longer."""
    if not _is_loose(original):
        return _is_whole_word(hay, start, end)
    if start > 0 and hay[start].isdigit() and hay[start - 1].isdigit():
        return False
    return not (end < len(hay) and hay[end - 1].isdigit() and hay[end].isdigit())


def _is_loose(folded: str) -> bool:
    return len(folded) >= _LOOSE and not _LETTERS.fullmatch(folded)


def _is_whole_word(text: str, start: int, end: int) -> bool:
    if start > 0 and _WORD.match(text[start]) and _WORD.match(text[start - 1]):
        return False
    return not (end < len(text) and _WORD.match(text[end]) and _WORD.match(text[end - 1]))


_BORDER = "\ud800"
"""Half a surrogate pair: in no text that `jsontext.parse` let in, so nothing is found across it."""

_SHORTEST_NUMBER, _SHORTEST_VALUE, _LOOSE = 4, 8, 12
_AROUND = " \t\n.,;:!?'\"()"
_WORD = re.compile(r"\w+")
_LETTERS = re.compile(r"[^\W\d]+")
_DIGIT = re.compile(r"\d")
