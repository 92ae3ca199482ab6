r"""The shadow of a text: what recognisers read instead of it, so that typography hides nothing.

Every space becomes a space, every dash a hyphen, every digit of any script and every full-width or mathematical letter
its ASCII twin; ligatures become their letters, letters and the marks on them one letter. What shows nothing disappears:
characters without width, controls of a terminal, strokes through a letter. `Shadow.span` leads back to the original.
"""

import re
import sys
import unicodedata
from dataclasses import dataclass

from router.core.decoding import Chunk, back, decode

_SPACES = (
    "\x0b\x0c\x1c\x1d\x1e\x1f\x85"
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u2800\u3000"
)
_LINES = "\u2028\u2029"
_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u207b\u2212\ufe58\ufe63"
_DOTS = "\u2024\u3002\ufe52\uff61"
_QUOTES = "\u2018\u2019\u201a\u2032"
_CONTROLS = r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
"""C0 and C1 without white space (ECMA-48, section 5)."""
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20e3\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""Default_Ignorable_Code_Point (UAX 44), and the fillers."""
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
"""The blocks of combining marks that belong to no script."""
_LIGATURES = "\u0132\u0133\ufb00-\ufb06"
_TERMINAL = r"\x1b\[[0-?]{0,64}[ -/]{0,4}[@-~]|\x1b\][^\x07\x1b]{0,1024}(?:\x07|\x1b\\)"
"""Control sequences and operating system commands (ECMA-48, sections 5.4 and 5.6)."""
_SCRIBBLED = 3
"""Signs in a row with marks of their own: in no orthography, spelt apart or not. Such a run is read without them."""
_MOST_MARKS = 2
"""Marks on one letter in any orthography, as in Vietnamese. More are scribble."""


def _digits() -> dict[int, str]:
    decimals = (chr(code) for code in range(0x80, sys.maxunicode + 1) if unicodedata.category(chr(code)) == "Nd")
    return {ord(digit): str(unicodedata.digit(digit)) for digit in decimals}


def _mathematical() -> dict[int, str]:
    """Letters of the mathematical alphabets, and of Letterlike Symbols where those have holes."""
    plain = {code: unicodedata.normalize("NFKC", chr(code)) for code in (*range(0x2100, 0x2150), *_ALPHABETS)}
    return {code: letter for code, letter in plain.items() if len(letter) == 1 and letter.isascii()}


_ALPHABETS = range(0x1D400, 0x1D800)


def _twins() -> dict[int, str]:
    twins = _mathematical() | _digits()
    pairs = ((_SPACES, " "), (_LINES, "\n"), (_HYPHENS, "-"), (_DOTS, "."), (_QUOTES, "'"), ("\ufe6b", "@"))
    for originals, twin in (*pairs, ("\u017f", "s")):
        twins |= dict.fromkeys(map(ord, originals), twin)
    return twins | {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}


_TWINS = _twins()
_TWINNED = frozenset(map(chr, _TWINS))
_FEW = 8
"""Different characters up to which replacing one after the other is faster than one pass over a table."""

_ODD = re.compile(
    rf"{_TERMINAL}|[{_CONTROLS}{_INVISIBLE}]+|(?:[^\s{_CONTROLS}{_INVISIBLE}{_MARKS}][{_MARKS}]+){{{_SCRIBBLED},}}|[{_LIGATURES}]|[^\s{_CONTROLS}{_INVISIBLE}{_MARKS}]?[{_MARKS}]+"
)
_IS_ODD = re.compile(f"[{_CONTROLS}{_INVISIBLE}{_LIGATURES}{_MARKS}]")
_ODDS = frozenset(_IS_ODD.findall("".join(map(chr, range(sys.maxunicode + 1)))))
_ODD_BYTES = bytes(code for code in range(0x80) if chr(code) in _ODDS or chr(code) in _TWINNED)
_ANY_MARK = re.compile(f"[{_MARKS}]+")
_NOTHING = re.compile(f"[{_CONTROLS}{_INVISIBLE}]*")


@dataclass(frozen=True, slots=True)
class Shadow:
    """`text` is read; `chunks` are the pieces of it that are longer or shorter than in the original."""

    text: str
    chunks: tuple[Chunk, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original: from its first character to its last, invisible ones between them included."""
        return back(self.chunks, start, end)


def fold(text: str) -> Shadow:
    if text.isascii() and not _has_controls(text):
        return Shadow(text)
    present = set(text)
    twinned = present & _TWINNED
    if len(twinned) > _FEW:
        text = text.translate(_TWINS)
    else:
        for original in sorted(twinned):
            text = text.replace(original, _TWINS[ord(original)])
    return Shadow(text) if present.isdisjoint(_ODDS) else Shadow(*decode(text, _ODD, _plain))


def _has_controls(text: str) -> bool:
    encoded = text.encode()
    return len(encoded.translate(None, _ODD_BYTES)) < len(encoded)


def _plain(odd: str) -> str:
    """What one odd piece is read as."""
    if odd[0] == "\x1b" or _NOTHING.fullmatch(odd):
        return ""
    if odd[-1] not in _MARKED:
        return unicodedata.normalize("NFKC", odd)
    signs = sum(sign not in _MARKED for sign in odd)
    if signs > 1:
        return _ANY_MARK.sub("", odd)
    marks = len(odd) - signs
    return _ANY_MARK.sub("", unicodedata.normalize("NFC", odd) if marks <= _MOST_MARKS else odd)


_MARKED = frozenset(one for one in _ODDS if _ANY_MARK.match(one))
