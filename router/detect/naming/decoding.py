"""Probabilities to spans: which words are names, of what, and where a name begins and ends."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from router.detect.naming.vectors import Vectors
from router.detect.naming.words import Word

KINDS = ("PERSON", "LOCATION", "ORGANIZATION")
_JOINING = frozenset({"", " ", "-", "'", "\u2019", ".", "\u00a0", "_", "  "})
"""What may stand between two words of one name; a full stop and a space only behind an initial or `St`."""
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
    """From words x 7 labels (O, then B and I of each kind) to words x 3 kinds."""
    return Odds(probabilities[:, 1::2] + probabilities[:, 2::2], probabilities[:, 1::2].sum(axis=1))


PERSON_ENOUGH = 0.2
"""A name may be somebody's from this share of its probability on: places and firms are often left in the clear."""
_SURE = 0.9
_SHORTEST_AGAIN = 3


def names(
    words: Sequence[Word], given: Odds, threshold: Vectors, known: frozenset[str] = frozenset()
) -> Iterator[Name]:
    """Runs of words whose probability of being in any name reaches `threshold` (one a word), or that are `known`."""
    total = given.kinds.sum(axis=1)
    inside = total >= threshold
    told = [word.text in known for word in words] if known else None
    at = 0
    while at < len(words):
        if not inside[at] and not (told and told[at]):
            at += 1
            continue
        end = at + 1
        while end < len(words) and (inside[end] or (told and told[end])) and _goes_on(words, given, end):
            end += 1
        kinds = given.kinds[at:end].sum(axis=0)
        person = kinds[0] >= PERSON_ENOUGH * kinds.sum() or not inside[at:end].any()
        yield Name(at, end, 0 if person else int(kinds.argmax()), float(np.minimum(total[at:end], 1).min()))
        at = end


def again(words: Sequence[Word], found: Sequence[Name]) -> frozenset[str]:
    """The second look: capitalised words that surely were part of a person's name are so wherever they stand."""
    sure = (word for one in found if one.kind == 0 and one.score >= _SURE for word in words[one.start : one.end])
    return frozenset(word.text for word in sure if len(word.text) >= _SHORTEST_AGAIN and word.text[0].isupper())


def _goes_on(words: Sequence[Word], given: Odds, at: int) -> bool:
    """The word continues the name before it: it does not begin one of its own, and nothing parts them."""
    before = words[at - 1].text
    if words[at].gap not in _JOINING and not (words[at].gap == ". " and len(before) <= _SHORT):
        return False
    return bool(given.begins[at] <= _NEW * given.kinds[at].sum())
