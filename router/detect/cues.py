"""Cues: words that give a number its meaning ("IBAN", "geboren am", "PESEL"), found in one pass for all recognisers.

A cue is written in lower case. A space in it also matches `_`, `-`, `.` or nothing (`date of birth`, `dateOfBirth`,
`date_of_birth`); a `*` at the end of a word takes more letters, for the endings of inflected languages.

One Aho-Corasick automaton knows all forms of all cues. It is complete when built: no text is slow for being the first
of its kind, and processes that fork share it. What the automaton cannot ask (which sign, whose capital) is asked here.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from ahocorasick_rs import BytesAhoCorasick, Implementation

from router.detect.cue_forms import Alphabet, Form, fold, forms

Spans = tuple[tuple[int, int], ...]
_Standing = list[tuple[Form, int]]
"""The forms that stand at a place, and where each ends."""


class CueFinder:
    """Finds every cue of every tag. Built once; `find` is linear in the text."""

    def __init__(self, tagged: Mapping[str, Iterable[str]]) -> None:
        tags: dict[str, set[str]] = defaultdict(set)
        for tag, words in tagged.items():
            for word in words:
                tags[word].add(tag)
        known = [form for word, those in sorted(tags.items()) for form in forms(word, frozenset(those))]
        self._alphabet = Alphabet(form.text for form in known)
        by_code: dict[bytes, list[Form]] = defaultdict(list)
        for form in known:
            by_code[self._alphabet.encode(form.text)].append(form)
        self._forms = list(by_code.values())
        self._bounded = [all(form.bounded and not form.rest for form in those) for those in self._forms]
        self._automaton = BytesAhoCorasick(list(by_code), implementation=Implementation.ContiguousNFA)

    def find(self, text: str) -> Mapping[str, Spans]:
        """Tag to the spans of its cues, in order. Of cues that overlap the first counts, then the longest."""
        found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        free = 0
        for start, standing in self._standing(text):
            if start < free:
                continue
            tags, stop, free = _judged(text, standing)
            span = start, stop
            for tag in tags:
                found[tag].append(span)
        return {tag: tuple(spans) for tag, spans in found.items()}

    def _standing(self, text: str) -> list[tuple[int, _Standing]]:
        """The places where forms stand, in order. Most hits are heads of longer words: those go first."""
        folded = fold(text)
        closed = f"{text} "
        places: dict[int, _Standing] = {}
        for number, start, after in self._automaton.find_matches_as_indexes(
            self._alphabet.encode(folded), overlapping=True
        ):
            if self._bounded[number] and "a" <= closed[after - 1] <= "z":
                continue
            for form in self._forms[number]:
                end = form.end(folded, start)
                if end >= 0 and not (form.bounded and "a" <= closed[end] <= "z"):
                    places.setdefault(start, []).append((form, end))
        return sorted(places.items())


def _judged(text: str, standing: _Standing) -> tuple[frozenset[str], int, int]:
    """The tags of the cue that stands there, where it ends, and where the next may begin.

    What bounds the next cue is no part of this one.
    """
    form, end = standing[0]
    if len(standing) == 1 and not text[end : end + 1].isalnum():  # as nearly all do: there is nothing to weigh
        return form.tags, end, end + 1
    end = max([_reach(text, form, end) for form, end in standing])
    tags, stop = _told(text, standing, end)
    return tags if _ends(text, stop) else frozenset(), stop, end + 1


def _reach(text: str, form: Form, end: int) -> int:
    """A digit or capital behind a cue counts for its length."""
    following = text[end : end + 1]
    return end + 1 if form.bounded and following.isalnum() and following.isascii() else end


def _told(text: str, standing: _Standing, end: int) -> tuple[frozenset[str], int]:
    """The tags of the longest cue, and where it ends: with its inflected ending, without the character behind it."""
    for stop in (_word_end(text, end), end, end - 1):
        tags = [form.tags for form, there in standing if there == stop or _takes(text, form, there, stop)]
        if tags:
            return tags[0].union(*tags[1:]), stop
    return frozenset(), end


def _takes(text: str, form: Form, end: int, stop: int) -> bool:
    return form.starred and end < stop and _ENDING.fullmatch(text, end, stop) is not None


_ENDING = re.compile(r"[A-Za-z\x80-\U0010FFFF]*")


def _ends(text: str, end: int) -> bool:
    """The cue is a whole word: no letter follows, unless a new one of camel case begins."""
    following = text[end : end + 1]
    return not following.isalnum() or following.isdigit() or (following.isupper() and text[end - 1].islower())


def _word_end(text: str, end: int) -> int:
    if not text[end : end + 1].isalpha():
        return end
    match = _LETTERS.match(text, end)
    return match.end() if match else end


_LETTERS = re.compile(r"[^\W\d_]{0,40}")
"""An ending longer than that is none."""
