"""Probabilities to spans: which words are names, of what, and where a name begins and ends."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from router.detect.naming.vectors import Vectors
from router.detect.naming.votes import CERTAIN, HARD, HARDEST
from router.detect.naming.words import Word

KINDS = ("PERSON", "LOCATION", "ORGANIZATION", "ADDRESS")
LABELS = ("O", *(f"{part}-{kind}" for kind in KINDS for part in "BI"))
"""What the network says of a word: outside of names, or at the beginning of one or inside."""
_JOINING = frozenset({"", " ", "-", "'", "\u2019", ".", "\u00a0", "_", "  "})
"""What may stand between two words of one name; a full stop and a space only behind an initial or `St`."""
_WITHIN_ADDRESS = re.compile(r"[ \n\u00a0,;./()\u00b7\u00b0\u00ba#'\u2019-]{0,4}")
"""What parts neither fields of a table nor values of JSON."""
_SHORT = 3
_NEW = 0.85
"""Share of its probability from which on a word begins a name of its own: two words side by side mostly are one."""


class Name(NamedTuple):
    """Indexes of words, end exclusive; `kind` is a place in KINDS, `score` the least sure word's probability."""

    start: int
    end: int
    kind: int
    score: float


class Odds(NamedTuple):
    """For each word: the probability of being in a name of each kind, and of beginning one."""

    kinds: Vectors
    begins: Vectors


def odds(probabilities: Vectors) -> Odds:
    """From words x 9 labels (O, then B and I of each kind) to words x 4 kinds."""
    return Odds(probabilities[:, 1::2] + probabilities[:, 2::2], probabilities[:, 1::2].sum(axis=1))


PERSON_ENOUGH = 0.2
"""A name may be somebody's from this share of its probability on: places and firms are often left in the clear."""
ADDRESS_ENOUGH = 0.5
"""An address is made of numbers and everyday words: what a word must reach to be a name is not asked of them."""
TOGETHER = 0.3
"""What each of several words of one name must reach."""
SIDE_BY_SIDE = 0.1
"""The same for words with a capital that are no everyday words: two of these in a row are hardly ever by chance."""
_ADDRESS = KINDS.index("ADDRESS")
_SURE = 0.9
_SHORTEST_AGAIN = 3


def names(
    words: Sequence[Word], given: Odds, threshold: Vectors, known: frozenset[str] = frozenset()
) -> Iterator[Name]:
    """Runs of words whose probability of being in any name reaches `threshold` (one a word), or that are `known`.

    Words that bear each other out need `TOGETHER` alone: two unsure ones side by side are a name more often than one
    that is rather sure.
    """
    total = given.kinds.sum(axis=1)
    address = _in_addresses(given, threshold)
    told = np.fromiter((word.text in known for word in words), dtype=np.bool_, count=len(words))
    are_sure = (total >= threshold) | address | told
    are_likely = are_sure | ((total >= _together(words, threshold)) & (threshold < HARDEST))
    sure, likely = are_sure.tolist(), are_likely.tolist()
    at = 0
    while at < len(words):
        end = at + 1
        while end < len(words) and likely[at] and likely[end] and _goes_on(words, given, address, end):
            end += 1
        if sure[at] or end - at > 1:
            kinds = given.kinds[at:end].sum(axis=0)
            person = kinds[0] >= PERSON_ENOUGH * kinds.sum() or told[at:end].all()
            kind = _ADDRESS if address[at] else 0 if person else int(kinds.argmax())
            yield Name(at, end, kind, float(np.minimum(total[at:end], 1).min()))
        at = end


def _together(words: Sequence[Word], threshold: Vectors) -> Vectors:
    """What each word must reach beside another that reaches its own: less where its case speaks for a name."""
    capital = np.fromiter(
        (word.text[0].isupper() and not word.text.isupper() for word in words), dtype=np.bool_, count=len(words)
    )
    needed: Vectors = np.where(capital & (threshold < HARD), np.float32(SIDE_BY_SIDE), np.float32(TOGETHER))
    return needed


def _in_addresses(given: Odds, threshold: Vectors) -> NDArray[np.bool_]:
    """Words more likely in an address than in any other name, beside another such word."""
    likely = given.kinds[:, _ADDRESS]
    enough = likely >= np.where(threshold >= CERTAIN, CERTAIN, ADDRESS_ENOUGH)
    enough &= likely > given.kinds[:, :_ADDRESS].sum(axis=1)
    beside = np.zeros_like(enough)
    beside[1:] |= enough[:-1]
    beside[:-1] |= enough[1:]
    return enough & beside


def again(words: Sequence[Word], found: Sequence[Name]) -> frozenset[str]:
    """The second look: capitalised words that surely were part of a person's name are so wherever they stand."""
    sure = (word for one in found if one.kind == 0 and one.score >= _SURE for word in words[one.start : one.end])
    return frozenset(word.text for word in sure if len(word.text) >= _SHORTEST_AGAIN and word.text[0].isupper())


def _goes_on(words: Sequence[Word], given: Odds, address: NDArray[np.bool_], at: int) -> bool:
    """The word continues the name before it: it does not begin one of its own, and nothing parts them."""
    if address[at] != address[at - 1]:
        return False
    before, gap = words[at - 1].text, words[at].gap
    joined = (
        _WITHIN_ADDRESS.fullmatch(gap) if address[at] else gap in _JOINING or (gap == ". " and len(before) <= _SHORT)
    )
    return bool(joined and given.begins[at] <= _NEW * given.kinds[at].sum())
