"""Cues: words that give a number its meaning ("IBAN", "geboren am", "PESEL"), found in one pass for all recognisers.

A cue is written in lower case. A space in it also matches `_`, `-`, `.` or nothing (`date of birth`, `dateOfBirth`,
`date_of_birth`); a `*` at the end of a word takes more letters, for the endings of inflected languages.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from router.detect.patterns import Pattern

_HEAD = 1
"""No cue begins with a space or an ending, so its first character tells where to look it up."""

MEMORY = 192 << 20
"""Bytes that the one pattern of all cues may use: thousands of words, each an end of its own. It grows as needed."""
Spans = tuple[tuple[int, int], ...]


class CueFinder:
    """Finds every cue of every tag. Built once; `find` is linear in the text."""

    def __init__(self, tagged: Mapping[str, Iterable[str]]) -> None:
        tags: dict[str, set[str]] = defaultdict(set)
        for tag, words in tagged.items():
            for word in words:
                tags[word].add(tag)
        self._words = {word: frozenset(those) for word, those in tags.items()}
        self._by_head: dict[str, list[str]] = defaultdict(list)
        for word in tags:
            self._by_head[word[:_HEAD]].append(word)
        alternatives = "|".join(_bounded(word) for word in sorted(tags))
        self._pattern = Pattern(rf"(?i)[^\pL\pN](?:{alternatives})", MEMORY, longest=True)
        self._tags_of = lru_cache(maxsize=4096)(self._look_up)

    @property
    def size(self) -> int:
        """Instructions of its program. A state of its automaton may take bytes for each of them."""
        return self._pattern.size

    def find(self, text: str) -> Mapping[str, Spans]:
        """Tag to the spans of its cues, in order."""
        found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for start, end in self._pattern.spans(f" {text.replace('_', ' ')}"):  # the blank makes up for what is before
            tags, stop = self._told(text, start, end - 1)
            if tags and _ends(text, stop):
                for tag in tags:
                    found[tag].append((start, stop))
        return {tag: tuple(spans) for tag, spans in found.items()}

    def _told(self, text: str, start: int, end: int) -> tuple[frozenset[str], int]:
        """The tags of the cue, and where it ends.

        The pattern leaves an inflected ending out, and may have taken the character behind a word along.
        """
        for stop in (_word_end(text, end), end, end - 1):
            tags = self._tags_of(text[start:stop].lower())
            if tags:
                return tags, stop
        return tags, end

    def _look_up(self, word: str) -> frozenset[str]:
        candidates = self._by_head.get(word[:_HEAD], ())
        return frozenset().union(*(self._words[one] for one in candidates if _whole(one).fullmatch(word)))


def _ends(text: str, end: int) -> bool:
    """The cue is a whole word: no letter follows, unless a new one of camel case begins."""
    following = text[end : end + 1]
    return not following.isalnum() or following.isdigit() or (following.isupper() and text[end - 1].islower())


def _word_end(text: str, end: int) -> int:
    match = _LETTERS.match(text, end)
    return match.end() if match else end


_LETTERS = re.compile(r"[^\W\d_]{0,40}")
"""An ending longer than that is none."""


def _bounded(word: str) -> str:
    r"""RE2 asks for the end of the word already where it can: a hit that code must drop costs a hundred times as much.

    It has no look-ahead and its `\b` knows ASCII alone, so a digit or capital behind the word is taken along.
    """
    source = _source(word.removesuffix("*"), letters=r"[a-z\x80-\x{10FFFF}]")
    return rf"{source}(?:\b|[0-9]|(?-i:[A-Z]))" if word[-1].isascii() and word[-1].isalnum() else source


@cache
def _whole(word: str) -> re.Pattern[str]:
    return re.compile(_source(word, letters=r"[a-z\x80-\U0010FFFF]"))


def _source(word: str, *, letters: str) -> str:
    return "".join(_piece(character, letters) for character in word)


def _piece(character: str, letters: str) -> str:
    match character:
        case " ":
            return "[ _.-]{0,2}"
        case "*":
            return letters + "*"
        case _:
            return re.escape(character)
