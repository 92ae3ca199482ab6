"""Nationality, religious or political group (NRP, as Presidio calls it): what people are called by their people.

Looked for only where the rules ask for NRP (`router.core.lexicons.ON_REQUEST`). Whole words of the seven languages,
with a capital where the language wants one, one automaton for all. Names of languages (`in French`, `po polsku`), fixed
phrases (`Swiss cheese`) and pieces of identifiers (`Locale.GERMAN`) are left where the words beside them tell.
"""

import re
from collections.abc import Iterator
from functools import cache

from router.detect.identifiers import nationality_words as english
from router.detect.identifiers import nationality_words_germanic as germanic
from router.detect.identifiers import nationality_words_polish as polish
from router.detect.identifiers import nationality_words_romance as romance
from router.detect.identifiers.family import Family
from router.detect.identifiers.nationality_uses import (
    A_PERSON,
    ALSO_COUNTRIES,
    ALSO_NAMES,
    IN,
    NAMES,
    NO_NOUN,
    OF_LANGUAGE,
    PHRASES,
    SPEAKING,
)
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern, after, before, is_word

_SCORE = 0.8
_CAPITAL, _LOWER = 1, 2
_ANY = _CAPITAL | _LOWER
_TABLES = (
    (english.CAPITAL, _CAPITAL),
    (english.ANY_CASE, _ANY),
    (germanic.GERMAN, _CAPITAL),
    (germanic.GERMAN_ANY, _ANY),
    (germanic.GERMAN_LOWER, _LOWER),
    (germanic.DUTCH, _CAPITAL),
    (germanic.DUTCH_ANY, _ANY),
    (romance.FRENCH, _ANY),
    (romance.SPANISH, _ANY),
    (romance.ITALIAN, _ANY),
    (polish.POLISH, _CAPITAL),
    (polish.POLISH_ANY, _ANY),
)


@cache
def words() -> dict[str, int]:
    """Each form, as `_key` has it, to the cases of its first letter that count."""
    cases: dict[str, int] = {}
    for rows, case in _TABLES:
        for endings, stems in rows:
            for stem in stems.split():
                for ending in endings.split():
                    form = _key(f"{stem}{ending.strip('-')}")
                    cases[form] = cases.get(form, 0) | case
    for form in ALSO_COUNTRIES & cases.keys():
        cases[form] = _LOWER
    return cases


def is_a_people(word: str) -> bool:
    """A word with a capital that is what a people, a faith or a party is called, and nobody's name."""
    key = _key(word)
    return word[:1].isupper() and bool(words().get(key, 0) & _CAPITAL) and key not in ALSO_NAMES


def _key(word: str) -> str:
    """In lower case, `~` for what may part its words."""
    return _PARTED.sub("~", word.lower())


_PARTED = re.compile("[ ~-]")


@cache
def _pattern() -> Pattern:
    """No group: RE2 then runs its automaton alone. The sign behind a word is part of a match, and cut off again."""
    forms = sorted(words(), key=lambda form: (-len(form), form))
    listed = "|".join("[ -]".join(map(re.escape, form.split("~"))) for form in forms)
    return Pattern(rf"(?i)(?:{listed})(?:[^\pL\pN_]|$)")


def find(page: Page) -> Iterator[Hit]:
    text = page.text
    start = end = -1
    for low, high in _pattern().spans(text):
        stop = high if text[high - 1].isalnum() else high - 1
        if not _stands(text, low, stop) or not _says(text, low, stop):
            continue
        if low == end + 1 and text[end] == "-":
            end = stop  # `Polish-American`
            continue
        if start >= 0:
            yield Hit(start, end, _SCORE)
        start, end = low, stop
    if start >= 0:
        yield Hit(start, end, _SCORE)


def _stands(text: str, start: int, end: int) -> bool:
    """A word of a sentence, in a case of its language, and no piece of a path, an identifier or a call."""
    is_capital = text[start].isupper()
    if not words().get(_key(text[start:end]), 0) & (_CAPITAL if is_capital else _LOWER):
        return False
    ahead, behind = before(text, start), after(text, end)
    if is_word(ahead) or ahead in _GLUE or (ahead == "-" and not (is_capital and text[start - 2].isalpha())):
        return False
    following = text[end + 1 : end + 2]
    if behind == "-":
        return is_capital and following.isalpha() and not _SPEAKING.match(text, end)
    if behind in {".", "/", ":"}:
        return not is_word(following) or (behind == "/" and following.isupper())
    return behind not in {"=", "(", "[", "\\", "@"}


_GLUE = frozenset("./\\@#$&%~")
_SPEAKING = re.compile(r"-(?:speaking|speaker|language)", re.IGNORECASE)


def _says(text: str, start: int, end: int) -> bool:
    """Something of people, by the words beside it."""
    word = text[start:end].lower()
    ahead = _AHEAD.search(text, max(0, start - _NEAR), start)
    behind = _BEHIND.match(text, end)
    previous = ahead[1].lower() if ahead else ""
    following = behind[1] if behind else ""
    if previous in SPEAKING or following.lower() in OF_LANGUAGE:
        return False
    if word in ALSO_NAMES and previous not in A_PERSON:
        return False
    if following.lower() in PHRASES.get(word, "").split() or (following[:1].isupper() and following.lower() in NAMES):
        return False
    if previous == "from" and following in {"to", "into"}:
        return False
    if previous == "to" and _TRANSLATING.search(text, max(0, start - _NEAR), start):
        return False
    is_bare = not following or following.lower() in NO_NOUN or following[0].isupper()
    return not (previous in IN and is_bare)


_NEAR = 40
_AHEAD = re.compile(r"([^\W\d]+)[\"'=: ]{1,4}\Z")
_BEHIND = re.compile(r" {1,2}([^\W\d_]+)")
_TRANSLATING = re.compile(r"\b(?:translat|from|convert|switch|answer|reply|version)", re.IGNORECASE)

FAMILY = Family("NRP", "nationality", find)
