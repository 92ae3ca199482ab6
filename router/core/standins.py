"""Finding surrogates in an answer, and what each stands for.

A surrogate is known by its letters, digits and signs, folded, in a tree (numbers in one of their own, without what
groups them): a text is walked from every place where a word begins, however many surrogates there are. It counts as a
whole word only; a genitive `s` may be glued to a name (`Beckers`, and `Becker's` anyway). No surrogate is the beginning
of another of its tree, unless it is a name that one is a case of (`Bogdan`, `Bogdanem`): the longest counts.

What stands beside it may make it somebody else's (`router.core.beside`).

    a name, a place, a company    as it was given; or all in capitals, in lower case, or beginning with a capital, and
                                  then what it stands for is written so, too
    a number                      however its digits are grouped, by at most three separators in a gap
    anything else                 in any case
"""

import re
import unicodedata
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from router.core.beside import INITIAL, MARKS, Place, is_meant
from router.core.mentions import Mention, Unfinished

_SEPARATORS = frozenset(" \n-./()")
_GAP = 3


class Sort(Enum):
    NAME = auto()
    """A word of somebody's name."""
    WORD = auto()
    NUMBER = auto()
    EXACT = auto()


@dataclass(slots=True)
class Entry:
    """`exact`: what was written for what, in its case and grouping; the first is what any other writing means."""

    sort: Sort
    exact: dict[str, str] = field(default_factory=dict, repr=False)
    initials: dict[str, str] = field(default_factory=dict, repr=False)
    """Of those whose family name this is: the surrogate's initial, and the original's."""

    @property
    def bends(self) -> bool:
        return self.sort in {Sort.NAME, Sort.WORD}

    def original(self, written: str) -> str | None:
        known = self.exact.get(written)
        if known is not None:
            return known
        first = next(iter(self.exact.values()))
        return _in_the_case_of(written, first) if self.bends else first


@dataclass(slots=True)
class _Node:
    below: dict[str, "_Node"] = field(default_factory=dict)
    entry: Entry | None = None


class _Spelt(NamedTuple):
    entry: Entry
    end: int


class StandIns:
    """Surrogates by their letters. `__len__`: how many differ in more than case and grouping."""

    __slots__ = ("_count", "_first", "_numbers", "_others")

    def __init__(self) -> None:
        self._numbers = _Node()
        self._others = _Node()
        self._first: re.Pattern[str] | None = None
        self._count = 0

    def get(self, form: str, sort: Sort) -> Entry | None:
        node: _Node | None = self._root(sort)
        for sign in key(form, sort):
            node = node.below.get(sign) if node is not None else None
        return node.entry if node is not None else None

    def add(self, form: str, sort: Sort, *, bent: bool = False) -> Entry | None:
        """A new entry; None when the form is, begins, or goes on from another. `bent`: the latter two may be."""
        node = self._root(sort)
        signs = key(form, sort)
        for sign in signs:
            if node.entry is not None and not bent:
                return None
            node = node.below.setdefault(sign, _Node())
        if node.entry is not None or (node.below and not bent):
            return None
        node.entry = Entry(sort)
        self._count += 1
        self._first = None
        return node.entry

    def next(self, text: str, start: int, *, final: bool) -> Mention | Unfinished | None:
        """The first at or after `start` of a text in the normal spelling. `final`: the text ends here."""
        if self._first is None:
            signs = "".join(
                sorted({sign for one in (*self._numbers.below, *self._others.below) for sign in (one, one.upper())})
            )
            self._first = re.compile(rf"(?<![^\W_])(?<![{MARKS}])[{re.escape(signs)}]")
        for place in self._first.finditer(text, start):
            at = place.start()
            found: Mention | Unfinished | None = None
            for root in (self._others, self._numbers):
                walked = self._walk(root, text, at, final=final)
                one = self._settle(walked, text, at, final=final) if isinstance(walked, _Spelt) else walked
                found = one if found is None or isinstance(one, Unfinished) else found
            found = found or self._initial(text, at, final=final)
            if found is not None:
                return found
        return None

    def _root(self, sort: Sort) -> _Node:
        return self._numbers if sort is Sort.NUMBER else self._others

    def _walk(self, node: _Node, text: str, start: int, *, final: bool) -> _Spelt | Unfinished | None:
        """What is spelt from here on, the longest, and where that ends."""
        is_number = node is self._numbers
        at, gap = start, 0
        best: _Spelt | None = None
        while at < len(text):
            below = node.below.get(text[at].lower())
            if below is None:
                if best is not None:
                    return best
                if not is_number or at == start or text[at] not in _SEPARATORS or gap == _GAP:
                    return None
                gap += 1
            else:
                node, gap = below, 0
            at += 1
            if node.entry is not None:
                best = _Spelt(node.entry, at)
                if not node.below:
                    return best
        return best if final else Unfinished(start)

    def _settle(self, spelt: _Spelt, text: str, start: int, *, final: bool) -> Mention | Unfinished | None:
        """Whether it stands for its original there."""
        entry, end = spelt
        ends = _ends(entry, text, end, final=final)
        if ends and entry.bends:
            ends = is_meant(Place(text, start, end, final), entry.sort is Sort.NAME, entry.initials, self.knows)
        if ends is None:
            return Unfinished(start)
        original = entry.original(text[start:end]) if ends else None
        return None if original is None else Mention(start, end, original)

    def _initial(self, text: str, start: int, *, final: bool) -> Mention | Unfinished | None:
        """`G. Achterberg`: the initial of a surrogate goes with the family name."""
        written = INITIAL.match(text, start)
        if written is None:
            return None
        if written.end() == len(text):
            return None if final else Unfinished(start)
        spelt = self._walk(self._others, text, written.end(), final=final)
        if not isinstance(spelt, _Spelt):
            return None if spelt is None else Unfinished(start)
        entry, end = spelt
        initial = entry.initials.get(written[1], written[1])
        original = None if initial == written[1] else entry.original(text[written.end() : end])
        ends = original is not None and _ends(entry, text, end, final=final)
        if ends is None:
            return Unfinished(start)
        return Mention(start, end, f"{initial}{written[0][1:]}{original}") if ends else None

    def knows(self, word: str) -> bool:
        """Whether this word, or what it is the genitive of, is a surrogate."""
        return any(self.get(form, Sort.NAME) is not None for form in (word, word.rstrip("sS")) if form)

    def __len__(self) -> int:
        return self._count

    def __repr__(self) -> str:
        return f"<StandIns of {self._count}>"


def _ends(entry: Entry, text: str, end: int, *, final: bool) -> bool | None:
    """Whether the word ends there, None for not known yet. It does not where it goes on, but for a genitive."""
    after = text[end : end + 2]
    bends = entry.bends and after[:1] in {"s", "S"}
    if not final and (not after or (bends and len(after) == 1)):
        return None
    return not (_goes_on(after[:1]) and not (bends and not _goes_on(after[1:])))


def _goes_on(sign: str) -> bool:
    return sign.isalnum() or (sign != "" and unicodedata.combining(sign) != 0)


def key(form: str, sort: Sort) -> str:
    folded = form.lower()
    return "".join(filter(str.isalnum, folded)) if sort is Sort.NUMBER else folded


def _in_the_case_of(written: str, original: str) -> str | None:
    if written.islower():
        return original.lower()
    if written.isupper():
        return original.upper()
    if not written[0].isupper() or not written[1:].islower():
        return None
    return (
        " ".join(word[:1].upper() + word[1:] for word in original.lower().split(" "))
        if _is_flat(original)
        else original
    )


def _is_flat(original: str) -> bool:
    return original.islower() or original.isupper()
