"""Given names in short sentences, which say little of a word: `Thierry travaille au bureau.`, `frag klaus`.

Where the network half believes in a name, it is asked again about the word alone, as an item of a list. Both answers
count alike, as the sum of their logits; and a list of names must know the word well as somebody's given name. Beside a
special category in the same sentence (`Peter ist schwul.`) far less is needed.
"""

import math
import re
from bisect import bisect_left
from collections.abc import Callable, Container, Iterator, Sequence

from router.detect.naming.features import Lexicon, folded
from router.detect.naming.vectors import Vectors
from router.detect.naming.votes import CERTAIN
from router.detect.naming.words import Word

Spans = Sequence[tuple[int, int]]
_END = re.compile(r'[.!?\n|;{}\[\]"]')
_LEAST, _MOST = 2, 9
"""Words of a short sentence."""
_GIVEN = 20
_SHORTEST = 3
_WELL, _AT_ALL = 2, 1
"""Of three levels: how well a list of names knows a word."""
_ENOUGH, _BESIDE = 0.0, -5.0
"""Sums of two logits: even odds; and beside a special category."""
_HALF_BELIEVED = 0.0003
"""What is less probable than this in its sentence stays so, however sure the word alone is (0.95 at most)."""


def in_short_sentences(  # noqa: PLR0917 - all that is known of the words
    words: Sequence[Word],
    persons: Vectors,
    needed: Vectors,
    taken: Container[int],
    lexicon: Lexicon,
    alone: Callable[[str], float],
    special: Callable[[], Spans],
) -> Iterator[int]:
    """Indexes of words that are names. `persons`: the probability of each word in its sentence; `alone`: by itself.

    `special`: where special categories stand in the text, in order.
    """
    likely = (persons >= _HALF_BELIEVED) & (needed < CERTAIN)
    if not likely.any():
        return
    for start, end in _sentences(words):
        for at in range(start, end):
            if not likely[at] or at in taken:
                continue
            given = _given(words[at].text, lexicon)
            if given < _AT_ALL:
                continue
            believed = _logit(float(persons[at])) + _logit(alone(words[at].text))
            if believed < _BESIDE:
                continue
            is_enough = believed >= _ENOUGH and given >= _WELL
            if is_enough or _stands_beside(words[at], special(), words[start].start, words[end - 1].end):
                yield at


def _sentences(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    start = 0
    for at in range(1, len(words) + 1):
        if at == len(words) or _END.search(words[at].gap):
            if _LEAST <= at - start <= _MOST:
                yield start, at
            start = at


def _given(word: str, lexicon: Lexicon) -> int:
    """How well a list of given names knows it; none where it is in capitals: those are abbreviations too."""
    return 0 if len(word) < _SHORTEST or word.isupper() else lexicon.bits(folded(word)) >> _GIVEN & 3


def _stands_beside(word: Word, special: Spans, start: int, end: int) -> bool:
    """One of these stands between the two places, and is not the word itself."""
    for one in range(bisect_left(special, (start, 0)), len(special)):
        begin, stop = special[one]
        if begin >= end:
            return False
        if stop <= end and (stop <= word.start or word.end <= begin):
            return True
    return False


def _logit(probability: float) -> float:
    bounded = min(max(probability, 1e-4), 1 - 1e-4)
    return math.log(bounded / (1 - bounded))
