"""The recogniser: text in, names out."""

import re
from collections import deque
from collections.abc import Callable, Container, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from router.detect.naming.alone import Stretch, in_lists, may_be_names, stretches
from router.detect.naming.data import is_data
from router.detect.naming.decoding import KINDS, Name, again, names, odds
from router.detect.naming.doubts import doubt
from router.detect.naming.encoder import Encoder
from router.detect.naming.forms_of_address import without_title
from router.detect.naming.joined import Joined, joined
from router.detect.naming.markup import spoken
from router.detect.naming.scripts import latin
from router.detect.naming.short import Spans, in_short_sentences
from router.detect.naming.votes import Votes
from router.detect.naming.words import Word, words

MODEL = Path(__file__).parent / "model"
_PERSON = KINDS.index("PERSON")
_NEXT_LINE = re.compile(r"-[ \t]?\r?\n[ \t>]{0,8}([^\W\d_]{2,24})(?![\w-])")
_AND = frozenset({"and", "or", "und", "oder", "et", "ou", "y", "e", "ed", "o", "en", "of", "i", "oraz", "lub"})
"""Behind a dash these begin no half of a name."""
_LISTED = 0.9
"""How sure a name is that the form of its list tells."""
_HALF_SURE = 0.6
"""How sure a name in a short sentence is."""
_REMEMBERED = 4_096
"""Words that were read alone."""
_ASKED_AT_LEAST, _FOR_ONE = 4, 250
"""So often is what stands alone asked again, and once more for so many characters of the text: it takes 0.5 ms."""


class Found(NamedTuple):
    """A name: offsets in characters, its kind and how sure the recogniser is, 0 to 1."""

    start: int
    end: int
    kind: str
    score: float


class Recogniser:
    """Reads whole texts. Not safe for use by two threads."""

    def __init__(self, folder: Path = MODEL) -> None:
        self._encoder = Encoder(folder)
        self._votes = Votes(self._encoder.lexicon)
        self._by_itself = lru_cache(_REMEMBERED)(self._read_alone)

    def find(self, text: str, special: Callable[[], Spans] = tuple) -> Iterator[Found]:
        """Names in order, none overlapping. `special`: where special categories stand, if it is asked."""
        text = spoken(text)
        standing = words(text)
        if not standing:
            return
        read, borders = latin(standing, text)
        known = list(self._in_sentences(read, text, cache(special)))
        alone = self._alone(read, text, borders, {at for name in known for at in range(name.start, name.end)})
        found = [
            Found(standing[name.start].start, standing[name.end - 1].end, KINDS[name.kind], name.score)
            for name in sorted([*known, *alone])
        ]
        limits = [*(one.start for one in found[1:]), len(text)]
        whole = [_to_its_end(text, one, limit) for one, limit in zip(found, limits, strict=False)]
        for one in _united(whole, list(self._joined(text))):
            if not is_data(text, one.start, one.end, self._encoder.lexicon):
                yield one

    def _in_sentences(self, found: Sequence[Word], text: str, special: Callable[[], Spans]) -> Iterator[Name]:
        given = odds(self._encoder.probabilities(found, text))
        needed = self._votes.thresholds(found, text)
        first = list(names(found, given, needed))
        known = again(found, first)
        sure = list(names(found, given, needed, known)) if known else first
        taken = {at for name in sure for at in range(name.start, name.end)}
        persons = given.kinds[:, _PERSON]
        short = in_short_sentences(found, persons, needed, taken, self._encoder.lexicon, self._by_itself, special)
        for name in (*sure, *(Name(at, at + 1, _PERSON, _HALF_SURE) for at in short)):
            if not doubt(found, name, self._encoder.lexicon):
                yield without_title(found, name)

    def _read_alone(self, word: str) -> float:
        """How probably a word names somebody, read as an item of a list."""
        item = Word(word, 2, 2 + len(word), "- ")
        return float(odds(self._encoder.probabilities([item], f"- {word}")).kinds[0, _PERSON])

    def _alone(
        self, found: Sequence[Word], text: str, borders: Container[int], taken: Container[int]
    ) -> Iterator[Name]:
        """Persons among what stands alone and was not found."""
        lexicon = self._encoder.lexicon
        standing = list(stretches(found, text[found[-1].end :], borders))
        listed = [one for one in in_lists(found, standing, lexicon) if not _meets(one, taken)]
        yield from (Name(one.start, one.end, _PERSON, _LISTED) for one in listed)
        done = {at for one in listed for at in range(*one)}
        room = _ASKED_AT_LEAST + len(text) // _FOR_ONE
        told: dict[tuple[str, ...], list[Name]] = {}
        for one in standing:
            inside = found[one.start : one.end]
            if _meets(one, taken) or _meets(one, done) or not may_be_names(inside, lexicon):
                continue
            said = tuple(word.text for word in inside)
            if said not in told and len(told) < room:
                told[said] = self._as_item(inside)
            for name in told.get(said, ()):
                yield name._replace(start=name.start + one.start, end=name.end + one.start)

    def _joined(self, text: str) -> Iterator[Found]:
        """Persons among what is joined to one token."""
        room = _ASKED_AT_LEAST + len(text) // _FOR_ONE
        told: dict[tuple[str, ...], list[Name]] = {}
        for one in joined(text, self._encoder.lexicon):
            if one.is_listed:
                yield Found(one.spans[0][0], one.spans[-1][1], KINDS[_PERSON], _LISTED)
                continue
            if one.words not in told and len(told) < room:
                told[one.words] = self._as_item(_apart(one))
            for name in told.get(one.words, ()):
                if name.end - name.start > 1 and name.score >= one.needed:
                    yield Found(one.spans[name.start][0], one.spans[name.end - 1][1], KINDS[_PERSON], name.score)

    def _as_item(self, inside: Sequence[Word]) -> list[Name]:
        """The persons among words that are read as an item of a list."""
        item, found = "", list[Word]()
        for word in inside:
            gap = word.gap if found else "- "
            start = len(item) + len(gap)
            item += f"{gap}{word.text}"
            found.append(Word(word.text, start, len(item), gap))
        given = odds(self._encoder.probabilities(found, item))
        return [name for name in names(found, given, self._votes.thresholds(found, item)) if name.kind == _PERSON]


def _apart(one: Joined) -> list[Word]:
    return [Word(word, *span, " ") for word, span in zip(one.words, one.spans, strict=True)]


def _to_its_end(text: str, one: Found, limit: int) -> Found:
    """With the rest of a last word that a line end parts: `Linden-` and `baum` below."""
    rest = _NEXT_LINE.match(text, one.end, limit) if one.kind == KINDS[_PERSON] else None
    parts = rest is not None and rest[1].islower() and rest[1] not in _AND
    return one._replace(end=rest.end()) if rest and parts else one


def _united(found: Sequence[Found], taken_apart: Sequence[Found]) -> Iterator[Found]:
    """Both in order; what was taken apart goes before what lies within it, and stays away where it meets others."""
    rest = deque(found)
    for one in taken_apart:
        while rest and rest[0].end <= one.start:
            yield rest.popleft()
        while rest and one.start <= rest[0].start and rest[0].end <= one.end:
            rest.popleft()
        if not rest or one.end <= rest[0].start:
            yield one
    yield from rest


def _meets(stretch: Stretch, taken: Container[int]) -> bool:
    return any(at in taken for at in range(*stretch))
