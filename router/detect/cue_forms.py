"""The forms of cues: what a cue looks like in lower case, one for each way to join its words, and their alphabet."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import product
from typing import NamedTuple

import numpy as np

_JOINTS = ("", " ", "  ")
"""What stands for the gap between two words; `_fits` knows the signs that a blank of these may be."""
_GAP_SIGNS = frozenset(" _.-")
_PLANES = 0x40000
"""Code points behind it are no letters and no digits."""
_SIGN, _OTHER_LETTER, _FIRST = 0, 1, 2
_LETTERS = r"[a-z\x80-\U0010FFFF]{0,40}"
"""An ending longer than that is none."""


class Form(NamedTuple):
    text: str
    """In lower case, up to the first star; each blank stands for a sign of a gap."""
    tags: frozenset[str]
    starred: bool
    """More letters may follow."""
    bounded: bool
    """It ends in an ASCII letter or digit, where the end of the word is asked for at once."""
    rest: re.Pattern[str] | None
    """What follows a star inside the cue, from that star on."""

    def end(self, folded: str, start: int) -> int:
        """Where it ends in the folded text if it stands there, without the letters of a last star; -1 if it does not.

        The signs of both are still to be compared: to the automaton they are all one.
        """
        end = start + len(self.text)
        if not folded.startswith(self.text, start) and not _fits(folded[start:end], self.text):
            return -1
        if self.rest is None:
            return end
        match = self.rest.match(folded, end)
        return match.end() if match else -1


def _fits(there: str, form: str) -> bool:
    return len(there) == len(form) and all(
        one == other or (other == " " and one in _GAP_SIGNS) for one, other in zip(there, form, strict=True)
    )


def forms(word: str, tags: frozenset[str]) -> Iterator[Form]:
    """All forms of a cue; three for each gap ahead of a star inside it."""
    starred = word.endswith("*")
    head, _, tail = word.removesuffix("*").partition("*")
    rest = re.compile(_LETTERS + "".join(map(_piece, fold(tail)))) if tail else None
    bounded = word[-1].isascii() and word[-1].isalnum()
    parts = fold(head).split(" ")
    for joints in product(_JOINTS, repeat=len(parts) - 1):
        text = parts[0] + "".join(joint + part for joint, part in zip(joints, parts[1:], strict=True))
        yield Form(text, tags, starred, bounded, rest)


def _piece(character: str) -> str:
    match character:
        case " ":
            return "[ _.-]{0,2}"
        case "*":
            return _LETTERS
        case _:
            return re.escape(character)


def fold(text: str) -> str:
    """In lower case, of the same length: İ is the one letter whose lower case is two; the sigmas are one letter."""
    return text.replace("İ", "i").lower().replace("\N{GREEK SMALL LETTER FINAL SIGMA}", "\N{GREEK SMALL LETTER SIGMA}")


class Alphabet:
    """One byte for each character of a folded text: offsets in bytes are offsets in characters.

    All that is no letter and no digit is one byte, which bounds cues: so `_`, a blank and an apostrophe are the same.
    No cue begins with a sign: each comma and blank would be its beginning.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        texts = list(texts)
        table = bytearray(_OTHER_LETTER if _is_letter(chr(code)) else _SIGN for code in range(_PLANES))
        letters = {one for text in texts for one in text if _is_letter(one)}
        for place, letter in enumerate(sorted(letters)):
            table[ord(letter)] = _FIRST + place % (256 - _FIRST)  # two may share one: forms are compared once more
        self._ascii = bytes(table[:256])
        self._table = np.frombuffer(bytes(table), dtype=np.uint8)

    def encode(self, folded: str) -> bytes:
        """A sign, for the beginning, and the text."""
        if folded.isascii():
            return b"\0" + folded.encode("ascii").translate(self._ascii)
        codes = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        return b"\0" + self._table.take(codes, mode="clip").tobytes()


def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] in "LN"
