"""The shadow of a text: what recognisers read instead of it, so that typography hides nothing.

Every space becomes a space, every dash a hyphen, every digit of any script and every full-width form its ASCII twin;
characters without width disappear. `Shadow.span` leads back to the original. ASCII texts are their own shadow.
"""

import re
import sys
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u207b\u2212\ufe58\ufe63"
_DOTS = "\u2024\u3002\ufe52\uff61"
_QUOTES = "\u2018\u2019\u201a\u2032"
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u20e3\ufe00-\ufe0f\ufeff"
)


def _digits() -> dict[int, str]:
    decimals = (chr(code) for code in range(0x80, sys.maxunicode + 1) if unicodedata.category(chr(code)) == "Nd")
    return {ord(digit): str(unicodedata.digit(digit)) for digit in decimals}


def _twins() -> dict[int, str]:
    twins = _digits()
    for originals, twin in ((_SPACES, " "), (_HYPHENS, "-"), (_DOTS, "."), (_QUOTES, "'"), ("\ufe6b", "@")):
        twins |= dict.fromkeys(map(ord, originals), twin)
    return twins | {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}


_TWINS = _twins()
_TWINNED = frozenset(map(chr, _TWINS))
_NOTHING = re.compile(f"[{_INVISIBLE}]+")
_NOTHINGS = frozenset(character for character in map(chr, range(0x80, 0x10000)) if _NOTHING.match(character))


@dataclass(frozen=True, slots=True)
class Shadow:
    """`text` is read; `starts` and `shifts` say where and by how much offsets in it fall short of the original's."""

    text: str
    starts: tuple[int, ...] = ()
    shifts: tuple[int, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original: from its first character to its last, invisible ones between them included."""
        return self._original(start), self._original(end - 1) + 1

    def _original(self, offset: int) -> int:
        place = bisect_right(self.starts, offset)
        return offset + self.shifts[place - 1] if place else offset


def fold(text: str) -> Shadow:
    if text.isascii():
        return Shadow(text)
    present = set(text)
    for original in sorted(present & _TWINNED):
        text = text.replace(original, _TWINS[ord(original)])
    return Shadow(text) if present.isdisjoint(_NOTHINGS) else _drop_invisible(text)


def _drop_invisible(text: str) -> Shadow:
    kept: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    position = length = 0
    for gap in _NOTHING.finditer(text):
        kept.append(text[position : gap.start()])
        length += gap.start() - position
        position = gap.end()
        starts.append(length)
        shifts.append(position - length)
    kept.append(text[position:])
    return Shadow("".join(kept), tuple(starts), tuple(shifts))
