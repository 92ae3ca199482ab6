"""Text to words: what the recogniser reads instead of characters or word pieces.

A word is a run of letters and digits, with a hyphen, apostrophe or full stop inside where they belong to it
(`Jean-Pierre`, `O'Brien`, `J.R.`). What stands between two words is not a token: its first and last character become
features of the words beside it, so a sentence costs as many steps as it has words. An elided article is a word of its
own (`l'` before `Élysée`), and so is an English genitive (`'s` behind `Anna`).
"""

import re
from typing import NamedTuple

_LETTER = r"[^\W\d_]"
_WORD = re.compile(
    rf"(?:[LDJMNSTClmdjnstc]|[Qq]u|[Dd]ell|[Nn]ell|[Aa]ll|[Ss]ull|[Dd]all|[Uu]n|[Qq]uell|[Ll]orsqu|[Jj]usqu|[Pp]uisqu)"
    rf"(?=['\u2019]{_LETTER})"
    rf"|[^\W_]+(?:(?:-|['\u2019](?!s\b)){_LETTER}[^\W_]*)*(?:\.(?=[A-ZÀ-Þ]\.)[A-ZÀ-Þ])*"
)
"""Linear: each alternative consumes what it reads, and the look-aheads are of bounded length."""

LONGEST = 48
"""Characters of one word that are looked at: longer ones are data, not names."""


class Word(NamedTuple):
    """A word and where it stands; `gap` is the text between the word before it and this one."""

    text: str
    start: int
    end: int
    gap: str


def words(text: str) -> list[Word]:
    """All words in order, offsets in characters of `text`."""
    found = []
    last = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        found.append(Word(text[start:end], start, end, text[last:start]))
        last = end
    return found


SHAPES = 20


def shape(word: str) -> int:  # noqa: PLR0911 - a table of cases, most telling first
    """Case and make of a word, below `SHAPES`."""
    if word.isdigit():
        return 1 + min(len(word), 6)  # 2..7
    letters = word.replace("-", "").replace("'", "").replace("\u2019", "").replace(".", "")
    if not letters.isalpha():
        return 8 if letters[:1].isalpha() else 9
    if letters.islower():
        return 10
    if letters.isupper():
        return 11 if len(letters) == 1 else 12 if len(letters) <= 4 else 13  # noqa: PLR2004 - an abbreviation's length
    if word.istitle() or (word[0].isupper() and word[1:].islower()):
        return 14 if "-" not in word else 15
    if word[0].isupper():
        return 16  # McDonald, iPhone's cousin MacBook
    if word[0].islower():
        return 17  # camelCase
    return 18


_MARKS = {mark: place for place, mark in enumerate(" \n\t,.:;-/\"'()<>@#=_[{*|\\`!?&+", 2)}
_ALIKE = {"'": "\u2019", "-": "\u2013\u2014", '"': "\u201c\u201d\u201e\u00ab\u00bb", "[": "]", "{": "}", "\n": "\r"}
_MARKS |= {other: _MARKS[mark] for mark, others in _ALIKE.items() for other in others}
_BLANK = _MARKS[" "], _MARKS[" "], 0
MARKS = 32
"""0: nothing (the edge of the text, or words that touch); 1: any other character."""


def gap_marks(gap: str) -> tuple[int, int, int]:
    """The mark right behind the word before, the one right ahead of the word after, and line breaks between (0..2)."""
    if gap == " ":
        return _BLANK
    if not gap:
        return 0, 0, 0
    bare = gap.strip(" ")
    first, last = (bare[0], bare[-1]) if bare else (" ", " ")
    return _MARKS.get(first, 1), _MARKS.get(last, 1), min(gap.count("\n"), 2)
