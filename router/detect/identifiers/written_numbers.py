"""Numbers as people write them: groups of letters and digits, with a mark between them or none.

`856-734-62-15`, `4 4 0 5 1 ...`, `x-2482300 w`, `seria RX nr. 123456`. A `Run` is a row of such groups; any stretch of
its groups may be the number, for another can stand right beside it. Bounded in every direction, so linear.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_LETTER = "[A-Za-zΑ-Ωα-ω]"  # noqa: RUF001 - Greek letters are meant
_MARK = r"(?: ?[-./\u00b7] ?| {1,2})"
_SERIES = rf"(?:{_MARK}|[ .]{{0,2}}(?i:nr|no|n|num|numer)\b[.:]? ?)"
"""Also what stands between the letters of a series and its number."""
_GROUP = rf"{_LETTER}{{0,10}}\d[A-Za-z0-9]{{0,28}}"
_RUN = re.compile(
    rf"(?:(?<!\w)|(?<=[\u00ba\u00aa]))(?:{_LETTER}{{1,6}}{_SERIES}){{0,3}}{_GROUP}"
    rf"(?:{_MARK}(?:{_GROUP}|{_LETTER}{{1,3}}(?!\w))){{0,40}}"
)
_SPELLED = re.compile(rf"(?<!\w)\d(?:{_MARK}\d(?!\w)){{6,}}")
_WORD = re.compile(r"[^\W_]+")
_NUMBERING = frozenset({"NR", "NO", "N", "NUM", "NUMER"})
"""`seria RX nr. 123456`: between a series and its number, part of neither."""
_MOST_GROUPS, _LONGEST = 9, 20
_DATE = re.compile(r"\d{1,2}[-./ ]{1,3}\d{1,2}[-./ ]{1,3}\d{4}|\d{4}[-./ ]{1,3}\d{1,2}[-./ ]{1,3}\d{1,2}")


class Group(NamedTuple):
    """`bare`: its letters and digits in capitals."""

    start: int
    end: int
    bare: str


class Candidate(NamedTuple):
    """`bare` is the number in capitals without its marks, `groups` how many parts it was written in."""

    start: int
    end: int
    bare: str
    groups: int


class Run(NamedTuple):
    text: str
    groups: tuple[Group, ...]

    def beginning(self, place: int, form: re.Pattern[str]) -> list[Candidate]:
        """What begins with the group at `place` and has this form, the longest first."""
        start, bare = self.groups[place].start, ""
        found: list[Candidate] = []
        for count, group in enumerate(self.groups[place : place + _MOST_GROUPS], start=1):
            if bare.isalpha() and group.bare in _NUMBERING:
                continue
            bare += group.bare
            if len(bare) > _LONGEST:
                break
            if form.fullmatch(bare) and not _DATE.fullmatch(self.text, start, group.end):
                found.append(Candidate(start, group.end, bare, count))
        return found[::-1]


def runs(text: str, left: int, right: int, cuts: frozenset[int] = frozenset()) -> Iterator[Run]:
    """Rows of groups in a stretch of the text. `cuts`: where a word that is glued to a number ends."""
    for match in _RUN.finditer(text, left, right):
        yield Run(text, tuple(_groups(text, *match.span(), cuts)))


def _groups(text: str, left: int, right: int, cuts: frozenset[int]) -> Iterator[Group]:
    position = left
    for spelled in _SPELLED.finditer(text, left, right):
        yield from _words(text, position, spelled.start(), cuts)
        yield Group(*spelled.span(), "".join(filter(str.isdigit, spelled[0])))
        position = spelled.end()
    yield from _words(text, position, right, cuts)


def _words(text: str, left: int, right: int, cuts: frozenset[int]) -> Iterator[Group]:
    for word in _WORD.finditer(text, left, right):
        start, end = word.span()
        cut = next((place for place in range(start + 1, end) if place in cuts), start) if cuts else start
        if cut > start:
            yield Group(start, cut, text[start:cut].upper())
        yield Group(cut, end, text[cut:end].upper())
