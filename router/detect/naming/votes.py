"""The second vote: what the lexicon and the words around say of a word, as the probability the network must reach.

The network is asked first and outvoted by nobody; but where the lexicon knows a word as a name and hardly as anything
else, less is needed to believe it, and where it is an everyday word, more. In code nearly all is needed, but for a word
with a capital that is hardly anything but a name and stands free, and one with a capital right beside it: `author =
Anna Kowalska`.
"""

from collections.abc import Container, Sequence
from functools import lru_cache

import numpy as np

from router.detect.naming.code import in_code, is_glued
from router.detect.naming.features import Lexicon, folded, is_everyday
from router.detect.naming.vectors import Vectors
from router.detect.naming.words import LONGEST, Word, shape

USUAL, EASY, HARD, EASIEST, HARDEST, CERTAIN = 0.6, 0.3, 0.9, 0.15, 0.95, 0.995
_GIVEN, _FAMILY, _ADDRESS = 20, 22, 1 << 28
_LOWER = 10
_WELL = 2
"""Of three levels: how well a list of names knows a word."""
_DATA = frozenset({8, 9, 17, 18})
"""Shapes of words with digits inside or in camel case."""


class Votes:
    """One for each lexicon; what it finds out of a word form is remembered."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._of = lru_cache(maxsize=16_384)(self._alone)
        self._is_address = lru_cache(maxsize=16_384)(self._addresses)

    def thresholds(self, words: Sequence[Word], text: str) -> Vectors:
        """For each word what the probability of being in a name must reach."""
        needed = np.array([self._of(word.text[:LONGEST]) for word in words], dtype=np.float32)
        for at in range(1, len(words)):
            word = words[at]
            if word.gap in _BEHIND and word.text[:1].isupper() and self._is_address(words[at - 1].text[:LONGEST]):
                needed[at] = EASIEST
        coded = [*in_code(words, text)]
        free = {at for at in coded if words[at].text[:1].isupper() and not is_glued(text, words[at])}
        names = {at for at in free if needed[at] <= EASY}
        for at in coded:
            if at not in names and not (at in free and _is_beside(words, at, names)):
                needed[at] = CERTAIN
        return needed

    def _addresses(self, word: str) -> bool:
        return bool(self._lexicon.bits(folded(word)) & _ADDRESS) and not word.isupper()

    def _alone(self, word: str) -> float:
        make = shape(word)
        if make in _DATA or len(word) == 1:
            return HARDEST
        bits = self._lexicon.bits(folded(word))
        given, family = bits >> _GIVEN & 3, bits >> _FAMILY & 3
        if not is_everyday(bits):
            return EASY if max(given, family) >= _WELL else USUAL
        named = given if make == _LOWER else max(given, family)
        return USUAL if named >= _WELL else HARD


def _is_beside(words: Sequence[Word], at: int, names: Container[int]) -> bool:
    """Nothing but a space parts it from one of these: `author = Anna Sauerbier`."""
    return (at - 1 in names and words[at].gap == " ") or (at + 1 in names and words[at + 1].gap == " ")


_BEHIND = frozenset({" ", ". ", ".", "\u00a0"})
