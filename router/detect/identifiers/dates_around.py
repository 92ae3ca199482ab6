"""What stands beside a number, for those who ask whether it is a date, a time of day or an age."""

import re
from typing import NamedTuple

_REACH = 48
"""Characters that are looked back over: two words and what is between them."""
_BACK = re.compile(r"([ \"':=.,(\[]{1,6})([^\W\d_]{1,15})(?:([ ,.']{1,3})([^\W\d_]{1,15}))?")
_SHORT_REACH = 20
_LAST = re.compile(r"[ \"':=.,(\[]{1,6}([^\W\d_]{1,15})")
_NEXT = re.compile(r" {1,2}([^\W\d_]{1,15})")


class Ahead(NamedTuple):
    """The word before a number as it is written, what parts them, and the word before that word."""

    word: str = ""
    marks: str = ""
    start: int = -1
    other: str = ""
    other_start: int = -1


_NOTHING = Ahead()


def ahead(text: str, start: int) -> Ahead:
    """Read backwards: a regular expression that must end somewhere would try every place to begin."""
    if not start or text[start - 1] not in " \"':=(":
        return _NOTHING
    match = _BACK.match(text[max(0, start - _REACH) : start][::-1])
    if match is None:
        return _NOTHING
    other = match[4] or ""
    return Ahead(
        match[2][::-1], match[1][::-1], start - match.end(2), other[::-1], start - match.end(4) if other else -1
    )


def last_word(text: str, start: int) -> str:
    """The word right before, in lower case: `ahead` at a third of its cost."""
    if not start or text[start - 1] not in " \"':=(":
        return ""
    match = _LAST.match(text[max(0, start - _SHORT_REACH) : start][::-1])
    return match[1][::-1].lower() if match else ""


def word_behind(text: str, end: int) -> str:
    """The next word, in lower case; "" where none follows within the line."""
    match = _NEXT.match(text, end)
    return match[1].lower() if match else ""


def ends_clause(text: str, end: int) -> bool:
    """Nothing of the sentence follows: a mark, a bracket, a line's or the text's end."""
    return text[end : end + 1] in _ENDS and not text[end + 1 : end + 2].isdigit()


_ENDS = ("", ",", ".", ";", ")", "]", "\n", "\r", '"', "'", "!", "?", ":")
