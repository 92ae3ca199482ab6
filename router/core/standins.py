"""Finding surrogates in an answer, and what each stands for.

A surrogate is known by its letters, digits and signs, folded, in a tree (numbers in one of their own, without what
groups them): a text is walked from every place where a word begins, however many surrogates there are. It counts as a
whole word only; a genitive `s` may be glued to a name (`Beckers`, and `Becker's` anyway). No surrogate is the beginning
of another of its tree.

    a name, a place, a company    as it was given; or all in capitals, in lower case, or beginning with a capital, and
                                  then what it stands for is written so, too
    a number                      however its digits are grouped, by at most three separators in a gap
    anything else                 in any case
"""

import re
from dataclasses import dataclass, field
from enum import Enum, auto

from router.core.mentions import Mention, Unfinished

_SEPARATORS = frozenset(" -./()")
_GAP = 3


class Sort(Enum):
    WORD = auto()
    NUMBER = auto()
    EXACT = auto()


@dataclass(slots=True)
class Entry:
    """`exact`: what was written for what, in its case and grouping; the first is what any other writing means."""

    sort: Sort
    exact: dict[str, str] = field(default_factory=dict, repr=False)

    def original(self, written: str) -> str | None:
        known = self.exact.get(written)
        if known is not None:
            return known
        first = next(iter(self.exact.values()))
        return first if self.sort is not Sort.WORD else _in_the_case_of(written, first)


@dataclass(slots=True)
class _Node:
    below: dict[str, "_Node"] = field(default_factory=dict)
    entry: Entry | None = None


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

    def add(self, form: str, sort: Sort) -> Entry | None:
        """A new entry; None when the form is, begins, or goes on from another."""
        node = self._root(sort)
        signs = key(form, sort)
        for sign in signs:
            if node.entry is not None:
                return None
            node = node.below.setdefault(sign, _Node())
        if node.entry is not None or node.below:
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
            self._first = re.compile(rf"(?<![^\W_])[{re.escape(signs)}]")
        for place in self._first.finditer(text, start):
            other = self._walk(self._others, text, place.start(), final=final)
            number = self._walk(self._numbers, text, place.start(), final=final)
            found = number if other is None or isinstance(number, Unfinished) else other
            if found is not None:
                return found
        return None

    def _root(self, sort: Sort) -> _Node:
        return self._numbers if sort is Sort.NUMBER else self._others

    def _walk(self, node: _Node, text: str, start: int, *, final: bool) -> Mention | Unfinished | None:
        is_number = node is self._numbers
        at, gap = start, 0
        while at < len(text):
            below = node.below.get(text[at].lower())
            if below is None:
                if not is_number or at == start or text[at] not in _SEPARATORS or gap == _GAP:
                    return None
                gap += 1
            else:
                node, gap = below, 0
            at += 1
            if node.entry is not None:
                return self._settle(node.entry, text, start, at, final=final)
        return None if final else Unfinished(start)

    def _settle(self, entry: Entry, text: str, start: int, end: int, *, final: bool) -> Mention | Unfinished | None:
        """Whether it ends there. It does not where a word goes on, but for a genitive."""
        after = text[end : end + 2]
        bends = entry.sort is Sort.WORD and after[:1] in {"s", "S"}
        if not final and (not after or (bends and len(after) == 1)):
            return Unfinished(start)
        if after[:1].isalnum() and not (bends and not after[1:].isalnum()):
            return None
        original = entry.original(text[start:end])
        return None if original is None else Mention(start, end, original)

    def __len__(self) -> int:
        return self._count

    def __repr__(self) -> str:
        return f"<StandIns of {self._count}>"


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
