"""Words that stand alone: a line, a cell or a piece of Latin among other letters that is nothing but a name.

Without a sentence the network says little: `Peter Walker` is a name to it, `Peter Walker,` is not. As an item of a list
it knows it better, so what stands alone and was not found, and may be a name by the lexicon, is asked again as one.

Lines of one form below each other (`Rossi, Mario` and `Bianchi, Gioia`; `ROSSI Mario` and `BIANCHI Gioia`) are a list
of names where the lexicon knows most of them: then the others are names as well.
"""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from router.detect.naming.features import Lexicon, folded
from router.detect.naming.words import Word

_GIVEN, _FAMILY, _TOWN = 20, 22, 24
_PARTICLE = 1 << 29
_LEVELS = tuple(3 << 2 * place for place in range(10))
_WELL, _COMMON = 2, 3
"""Of three levels: in some lists of names; an everyday word."""
_MOST = 5
"""Words of one name."""
_EDGE = re.compile('[\\n\\t|"\u201c\u201d\u201e\u00ab\u00bb\u2022\u25cf]|[\u0370-\u03ff\u0400-\u052f\u0590-\uffff]')
_WITHIN = frozenset({" ", ", ", ". ", ".", "  ", "\u00a0"})
_TRAILING = re.compile(r"[\s,.;:!*_-]*")


class Stretch(NamedTuple):
    """Indexes of words, end exclusive."""

    start: int
    end: int


def stretches(words: Sequence[Word], tail: str, borders: Container[int] = ()) -> Iterator[Stretch]:
    """What stands alone, in order: at most `_MOST` words between two edges, with nothing but blanks and commas.

    `borders`: words ahead of which the script changes.
    """
    start = 0 if words and _TRAILING.sub("", words[0].gap[-1:]) == "" else -1
    for at in range(1, len(words) + 1):
        gap = words[at].gap if at < len(words) else f"{tail}\n"
        is_border = at in borders
        if gap in _WITHIN and not is_border:
            continue
        edge = len(gap) if is_border else _edge(gap)
        if start >= 0 <= edge and _TRAILING.fullmatch(gap, 0, edge):
            start += at - start > 1 and words[start].text.isdigit()
            if at - start <= _MOST:
                yield Stretch(start, at)
        start = at if edge >= 0 else -1


def _edge(gap: str) -> int:
    found = _EDGE.search(gap)
    return found.start() if found else -1


def may_be_names(words: Sequence[Word], lexicon: Lexicon) -> bool:
    """All words have capitals and are known as names, one of them well as somebody's given name."""
    known = [lexicon.bits(folded(word.text)) for word in words]
    if not all(_may_be(word.text, bits) for word, bits in zip(words, known, strict=True)):
        return False
    if len(words) == 1:
        return len(words[0].text) > 1 and _given(known[0]) >= _WELL and _common(known[0]) < _COMMON
    return any(_given(bits) >= _WELL for bits in known)


def in_lists(words: Sequence[Word], found: Iterable[Stretch], lexicon: Lexicon) -> Iterator[Stretch]:
    """The surnames and the given names of lists of at least two lines of a form, surname first."""
    lines = [(stretch, _parted(words, stretch)) for stretch in found]
    for _, group in groupby(_with_places(words, lines), key=lambda one: one[:2]):
        parts = [(stretch, middle) for *_, stretch, middle in group]
        if len(parts) > 1 and _are_names(words, parts, lexicon):
            for stretch, middle in parts:
                yield from (Stretch(stretch.start, middle), Stretch(middle, stretch.end))


def _with_places(
    words: Sequence[Word], lines: Iterable[tuple[Stretch, tuple[str, int]]]
) -> Iterator[tuple[str, int, Stretch, int]]:
    """Each line with its form and the number of the run of lines right below each other that it is in."""
    run, last = 0, -1
    for stretch, (form, middle) in lines:
        if stretch.start != last or words[stretch.start].gap.count("\n") > 1:
            run += 1
        last = stretch.end
        if form:
            yield form, run, stretch, middle


def _parted(words: Sequence[Word], stretch: Stretch) -> tuple[str, int]:
    """The form of a line, empty for none, and where its given names begin."""
    commas = [at for at in range(stretch.start + 1, stretch.end) if words[at].gap.startswith(",")]
    inside = words[stretch.start : stretch.end]
    if not all(word.text[0].isupper() for word in (inside[0], inside[-1])):
        return "", 0
    if len(commas) == 1:
        return "comma", commas[0]
    shouted = next((at for at, word in enumerate(inside) if not _is_shouted(word.text)), 0)
    if commas or not shouted or any(map(_is_shouted, (word.text for word in inside[shouted:]))):
        return "", 0
    return "capitals", stretch.start + shouted


def _is_shouted(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _are_names(words: Sequence[Word], parts: Sequence[tuple[Stretch, int]], lexicon: Lexicon) -> bool:
    """Most lines have a known surname and a known given name, and are no two towns."""
    sure = 0
    for stretch, middle in parts:
        known = [lexicon.bits(folded(word.text)) for word in words[stretch.start : stretch.end]]
        behind = middle - stretch.start
        families, givens = known[:behind], known[behind:]
        towns = all(bits >> _TOWN & 3 for bits in known)
        sure += not towns and any(map(_family, families)) and any(map(_given, givens))
    return 2 * sure > len(parts)


def _may_be(word: str, bits: int) -> bool:
    if bits & _PARTICLE or (len(word.rstrip(".")) == 1 and word[0].isupper()):
        return True
    return word[0].isupper() and bool(_given(bits) or _family(bits))


def _given(bits: int) -> int:
    return bits >> _GIVEN & 3


def _family(bits: int) -> int:
    return bits >> _FAMILY & 3


def _common(bits: int) -> int:
    return max((bits & one) >> 2 * place for place, one in enumerate(_LEVELS))
