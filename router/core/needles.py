r"""Many strings looked for in one text, at a cost that does not grow with how many there are.

Two ways, each one pass over the text with a dictionary:

    by words    for what stands there as whole words: its first word is looked up among the words of the text
    by grams    for what may begin anywhere, even within a word. Of the text every n-th gram (a piece of so many
                characters) is looked up; of each needle the grams at its first n places are known, so that wherever it
                stands exactly one of them is met

What agrees in a word or a gram is compared whole: one look-up for each length that such a needle has. A few needles,
those that are longer than `LONG` (there is no room for many), and all of them in a short text, are searched for one by
one.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator

Hit = tuple[str, int, int]
"""A needle, and where it stands: start, end exclusive."""

Counts = Callable[[Hit], bool]

LONG, FEW, SHORT = 512, 8, 2_000

_Places = dict[str, dict[int, set[int]]]
"""By a piece of a needle: how far it is from the needle's start, and the lengths of the needles that have it there."""

_WORD = re.compile(r"\w+")
_LONGEST_GRAM = 12
_FEW_WORDS = 32
"""So many are looked for one by one faster than the words of the text are counted up."""


def by_words(needles: Collection[str], hay: str, counts: Counts) -> Iterator[Hit]:
    """As `by_grams`, but only where the first word of one is a whole word of `hay`; a needle without words nowhere."""
    needles = _there(needles, hay)
    places: _Places = {}
    for needle in needles:
        first = _WORD.search(needle)
        if first is not None:
            _add(places, first[0], first.start(), len(needle))
    if len(places) <= _FEW_WORDS:
        places = {word: offsets for word, offsets in places.items() if word in hay}
    elif places.keys().isdisjoint(_WORD.findall(hay)):
        return
    if not places:
        return
    known = frozenset(needles)
    words = (match for match in _WORD.finditer(hay) if match[0] in places)
    hits = (hit for match in words for hit in _around(places[match[0]], known, hay, match.start()))
    yield from _apart(hits, counts)


def by_grams(needles: Collection[str], hay: str, counts: Counts) -> Iterator[Hit]:
    """Everywhere that each stands and `counts`. Of those of one needle that overlap only the first one does."""
    needles = _there(needles, hay)
    many = frozenset(needle for needle in needles if 1 < len(needle) <= LONG)
    if len(many) <= FEW:
        many = frozenset()
    else:
        yield from _apart(_by_grams(many, hay), counts)
    for needle in {needle for needle in needles if needle and needle not in many}:
        at = hay.find(needle)
        while at >= 0:
            hit = needle, at, at + len(needle)
            taken = counts(hit)
            if taken:
                yield hit
            at = hay.find(needle, hit[2] if taken else at + 1)


def _there(needles: Collection[str], hay: str) -> Collection[str]:
    """Without those that are not, where looking for each costs little."""
    if len(needles) <= FEW or len(hay) <= SHORT:
        return [needle for needle in needles if needle in hay]
    return needles


def _apart(hits: Iterable[Hit], counts: Counts) -> Iterator[Hit]:
    done: dict[str, int] = {}
    for hit in hits:
        if hit[1] >= done.get(hit[0], 0) and counts(hit):
            done[hit[0]] = hit[2]
            yield hit


def _by_grams(needles: frozenset[str], hay: str) -> Iterator[Hit]:
    shortest = min(map(len, needles))
    size = min(shortest // 2, _LONGEST_GRAM)
    step = min(shortest - size + 1, _LONGEST_GRAM)
    pieces = {needle[offset : offset + size] for needle in needles for offset in range(step)}
    met = [at for at in range(0, len(hay) - size + 1, step) if hay[at : at + size] in pieces]
    known = {hay[at : at + size] for at in met}
    places: _Places = {}
    for needle in needles if met else ():
        for offset in range(step):
            piece = needle[offset : offset + size]
            if piece in known:
                _add(places, piece, offset, len(needle))
    for at in met:
        yield from _around(places[hay[at : at + size]], needles, hay, at)


def _add(places: _Places, piece: str, offset: int, length: int) -> None:
    places.setdefault(piece, {}).setdefault(offset, set()).add(length)


def _around(offsets: dict[int, set[int]], needles: frozenset[str], hay: str, at: int) -> Iterable[Hit]:
    """What stands around the piece at `at`, the farthest from it first."""
    found: list[Hit] = []
    for offset in sorted(offsets, reverse=True):
        start = at - offset
        if start >= 0:
            pieces = (hay[start : start + length] for length in offsets[offset])
            found += ((piece, start, start + len(piece)) for piece in pieces if piece in needles)
    return found
