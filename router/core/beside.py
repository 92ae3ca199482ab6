r"""Whether a word that was given as a surrogate means its original where it stands: its neighbours tell.

`Gudrun` stands for Anna, but `Gudrun Pausewang` is somebody else, and `gudrun.pausewang@example.com` somebody else's.

    a part of a name        beside another part that was given it means its original. Otherwise not before another word
                            in capitals (`Gudrun Pausewang`, `Gudrun von Pausewang`), and not behind one
                            (`Maria Achterberg`), unless that is no name: a title, a greeting, an everyday word
    behind an initial       only where the original had that initial
    in an e-mail address    nothing
    in a handle             (lower case, glued by `.`, `_`, `-`, `+`) beside another part that was given only

A line break or a sign between two words parts them.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from router.core.everyday import EVERYDAY
from router.core.origins import is_given
from router.core.surrogate_words import BESIDE, CALLED, PARTICLES

MARKS = "\u0300-\u036f"
"""Combining marks: a letter and its marks are one letter."""

BEFORE = 64
"""Signs before a word that are looked at."""

INITIAL = re.compile(r"(?<!\.)([A-Z])\. ?")


class Place(NamedTuple):
    """Where a word stands; `final`: the text ends here."""

    text: str
    start: int
    end: int
    final: bool

    @property
    def before(self) -> str:
        return self.text[max(0, self.start - BEFORE) : self.start]

    def is_open(self, end: int) -> bool:
        """Whether what reaches to `end` may still go on."""
        return end == len(self.text) and not self.final


def is_meant(place: Place, is_name: bool, initials: Mapping[str, str], knows: Callable[[str], bool]) -> bool | None:
    """None for not known yet. `knows`: whether a word is a surrogate, too."""
    glued = _GLUED.match(place.text, place.end)
    end = place.end if glued is None else glued.end()
    if place.is_open(end) or (place.text[end : end + 1] == "@" and place.is_open(end + 1)):
        return None
    if _MAILBOX.match(place.text, end) or _HOST.search(place.before):
        return False
    if place.text[place.start : place.end].islower() and _is_of_others(place, knows):
        return False
    return _is_alone(place, initials, knows) if is_name else True


def _is_of_others(place: Place, knows: Callable[[str], bool]) -> bool:
    """Whether it is glued to a word that is no surrogate."""
    found = (_GLUED_BEFORE.search(place.before), _GLUED_BEHIND.match(place.text, place.end))
    words = [one[1] for one in found if one is not None]
    return bool(words) and not any(map(knows, words))


def _is_alone(place: Place, initials: Mapping[str, str], knows: Callable[[str], bool]) -> bool | None:
    """Whether no stranger's name stands beside it."""
    behind = _BEHIND.match(place.text, place.end)
    if behind is not None and place.is_open(behind.end()):
        return None
    before = _AHEAD.search(place.before)
    first = "" if before is None else before["word"]
    last = "" if behind is None else behind["word"]
    if (first and knows(first)) or (last and knows(last)):
        return True
    initial = _INITIAL_BEFORE.search(place.before)
    if initial is not None:
        return initials.get(initial[1]) == initial[1]
    return not _is_name_behind(last) and not _is_name_before(first)


def _is_name_behind(word: str) -> bool:
    return len(word) > 1 and word[0].isupper() and word.casefold() not in BESIDE


def _is_name_before(word: str) -> bool:
    if len(word) < 2 or not word[0].isupper():  # noqa: PLR2004 - one letter is no name
        return False
    return is_given(word) or word.casefold() not in _NO_NAMES


_NO_NAMES = CALLED | EVERYDAY
_LETTERS = rf"(?:[^\W\d_]|[{MARKS}])"
_GLUED = re.compile(rf"[\w.+%{MARKS}-]{{0,64}}+")
_MAILBOX = re.compile(r"@\w")
_HOST = re.compile(r"@[\w.+%-]{0,60}\Z")
_GLUED_BEFORE = re.compile(r"([^\W_]+)[._+-]\Z")
_GLUED_BEHIND = re.compile(r"[._+-]([^\W_]+)")
_AHEAD = re.compile(rf"(?P<word>{_LETTERS}+) (?:(?:{'|'.join(PARTICLES)}) ){{0,2}}\Z")
_BEHIND = re.compile(rf" (?:(?:{'|'.join(PARTICLES)}) ){{0,2}}(?P<word>{_LETTERS}{{0,40}}+)")
_INITIAL_BEFORE = re.compile(r"(?<![^\W_])([A-Z])\. ?\Z")
