"""TITLE: forms of address and academic titles, without the names behind them.

Looked for only where the rules ask for TITLE (`router.core.lexicons.ON_REQUEST`). A title counts before a name, or what
has a name's capital; several in a row (`Herr Prof. Dr.`) are one; alone it counts as the value of a field that is
called title, Anrede, salutation.
"""

import re
from collections.abc import Iterable, Iterator

from router.core.everyday import EVERYDAY
from router.detect.identifiers.family import Family
from router.detect.identifiers.title_words import (
    ABBREVIATED,
    BARE,
    CAPITALISED,
    DATES,
    DOTTED,
    KEYS,
    LOOSE,
    OFFICES,
    OWN,
    PARTICLES,
    POSTS,
)
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern, before, is_word

_SCORE = 0.8


def _spelt(form: str) -> str:
    return re.escape(form).replace(r"\.", "[.-]{0,2} ?")


def _listed(*words: str) -> str:
    forms = {form for some in words for form in some.split()}
    return "|".join(map(_spelt, sorted(forms, key=lambda form: (-len(form), form))))


_OFFICE = rf"(?:monsieur le|madame la|m\. le|mme la) (?:{'|'.join(OFFICES.split())})"
_PLAIN = _listed(LOOSE, ABBREVIATED, CAPITALISED, BARE)
_TITLES = Pattern(rf"(?i)\b(?:(?:{_OFFICE}|{_PLAIN})(?:[^\pL\pN_]|$)|(?:{_listed(DOTTED)})\.)")
"""No group, so RE2 runs its automaton alone. The sign behind a title is part of a match, and cut off again."""

_LOOSE = frozenset(form.replace(".", "") for form in LOOSE.split())
_ANY_CASE = _LOOSE | frozenset(form.replace(".", "") for form in ABBREVIATED.split())
_CAPITALISED = frozenset(CAPITALISED.split())
_DOTTED = frozenset(DOTTED.replace(".", "").split())
_BARE = frozenset(BARE.split())


def find(page: Page) -> Iterator[Hit]:
    text = page.text
    for start, end, last in _rows(text, list(_titles(text))):
        if _is_value(text, start, end) or _is_before_name(text, end, last):
            yield Hit(start, end, _SCORE)


def _titles(text: str) -> Iterator[tuple[int, int]]:
    """Each with its dot."""
    for start, stop in _TITLES.spans(text):
        last = text[stop - 1]
        is_whole = last.isalpha() or (last == "." and " l" not in text[start:stop].lower())
        end = stop if is_whole else stop - 1
        if _may_be(text, start, end):
            yield start, end


def _may_be(text: str, start: int, end: int) -> bool:
    """By its own case and dot, and what stands right before it."""
    ahead = before(text, start)
    if is_word(ahead) or ahead in _GLUE or (ahead == "." and not _TITLE_AHEAD.search(text, max(0, start - 12), start)):
        return False
    key, is_dotted = _key(text[start:end]), text[end - 1] == "."
    if key in _ANY_CASE or " l" in text[start:end]:
        return not _is_somebody(text, start)
    is_capital = text[start].isupper()
    if key in _CAPITALISED and is_capital:
        return True
    return key in _DOTTED and (is_dotted or (key in _BARE and is_capital)) and not _is_initial(text, start, key)


_GLUE = frozenset("-/\\@#$%&=+")
_TITLE_AHEAD = re.compile(r"(?i)\b(?:prof|dr|mgr|ing|dipl|univ|med|herr|sig|hab|lek|avv|dott)\.\Z")


def _key(title: str) -> str:
    return _MARKS.sub("", title.lower())


_MARKS = re.compile(r"[. -]")


def _is_somebody(text: str, start: int) -> bool:
    """`meine Frau Anna`, `Peter Pan Wendy`."""
    word = _BEFORE.search(text, max(0, start - 24), start)
    if word is None:
        return False
    is_name = word[1].istitle() and text.startswith("Pan ", start)
    return word[1].lower() in OWN or is_name


_BEFORE = re.compile(r"([^\W\d_]+) \Z")


def _is_initial(text: str, start: int, key: str) -> bool:
    """`John M. Smith`, `M. J. Smith`."""
    if key != "m":
        return False
    word = _BEFORE.search(text, max(0, start - 24), start)
    return (word is not None and word[1].istitle()) or _INITIAL.match(text, start + 2) is not None


_INITIAL = re.compile(r" ?[^\W\d_]\.")


def _rows(text: str, titles: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Titles that follow each other as one: where it starts and ends, and where the last of them starts."""
    row: tuple[int, int, int] | None = None
    for start, end in titles:
        if row is not None and text[row[1] : start] in {"", " ", "  "}:
            row = row[0], end, start
            continue
        if row is not None:
            yield row
        row = start, end, start
    if row is not None:
        yield row


def _is_before_name(text: str, end: int, last: int) -> bool:
    title = text[last:end]
    if " l" in title.lower() and _key(title) not in _ANY_CASE:
        return True
    name = _NAME.match(text, end)
    if name is None or not (name["gap"] or title.endswith(".")):
        return False
    word, key = name["word"], _key(title)
    if word.lower() in PARTICLES:
        return name["more"] is not None and name["more"][-1].isupper()
    if word.lower() in {"sr": POSTS, "fr": DATES}.get(key, ()):
        return False
    if name["rest"]:
        word = name["rest"][1:] if word.islower() else word  # `Mr d'Arcy`
    if word[0].isupper():
        return not _is_shouted(title) or word.isupper()
    return key in _LOOSE and title.islower() and len(word) > 1 and word.lower() not in EVERYDAY


_NAME = re.compile(
    r"(?P<gap> {0,2})(?P<word>[^\W\d_]+)(?P<rest>'[^\W\d_]+)?(?P<more>(?: [^\W\d_]{1,5}){0,2} ?'?[^\W\d_a-z])?"
)


def _is_shouted(title: str) -> bool:
    """`MR`, `DR`, `MS` without a dot are other things too, unless all around them is in capitals."""
    return len(title) > 1 and title.isupper() and "." not in title


def _is_value(text: str, start: int, end: int) -> bool:
    return _CLOSED.match(text, end) is not None and _FIELD.search(text, max(0, start - _NEAR), start) is not None


_NEAR = 40
_FIELD = re.compile(rf"(?i)(?:^|[\W_]|(?<=[a-z])(?=[A-Z]))(?:{'|'.join(KEYS.split())})[\"']?\s?[:=>]\s?[\"']?\Z")
_CLOSED = re.compile(r"\s*(?:[\"'<,;}\n]|\Z)")

FAMILY = Family("TITLE", "title", find)
