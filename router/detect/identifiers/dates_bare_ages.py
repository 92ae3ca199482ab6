"""Ages told without a unit: `I'm 27`, `sie wird 40`, `my son is 7`, `Anna Berg (35)`, `my wife (34F)`.

A number says so little that both sides must tell: somebody and a verb before it, and behind it no noun that it could
count (`I'm 5 minutes late`, `he is 20 km away`). `it is 35` and `they are 12` are no ages.
"""

import re

from router.detect.identifiers.dates_around import Ahead, ahead, ends_clause
from router.detect.identifiers.dates_bare_words import (
    ADVERBS,
    ALONE,
    BEHIND,
    JOINING,
    KIN,
    MODALS,
    NOT_NAMES,
    NOT_WORKS,
    OWNED,
    OWNED_JOINING,
    OWNED_PAIRS,
    PEOPLE,
    SELF,
    STREETS,
    SUBJECTS,
    THINGS,
    TOLD,
    VERBS_BEHIND,
)
from router.detect.identifiers.dates_numbers import Span

_OLDEST, _GROWN = 110, 10
_SOMEBODY = PEOPLE | KIN
SEXES = frozenset({"m", "f", "w"})
"""Right behind the number, or before it and a slash."""
_BEHIND = re.compile(r" {1,2}([^\W\d_]{1,15})(?: ([0-9]{1,4}))?")
_WHEN = re.compile(
    r" in (?:[A-Z][a-z]|(?:19|20)[0-9]{2}\b|(?:a|two|three|four|five|six) )"
    r"| a (?:gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre)\b"
)
"""`30 in May`; not `3 in total`, `5 in 100`."""
_ASIDE = re.compile(r"(?: \(| - )(?![0-9])")
_NAME = r"([^\W\d_]{2,15}(?:[-'][^\W\d_]{2,15})?)"
_NAMED = re.compile(
    rf"(?<![\w.'-]){_NAME} (?:(?:von|van|der|den|de|del|della|di|da|le|la|ten|zu) ){{0,2}}{_NAME}(?:, | \()$"
)
_REACH = 64
_BEHIND_SEX = re.compile(r"[0-9]{2}(?![\w/-]|[.,:][0-9])")
_YEARS = re.compile(r"((?:19|20)[0-9]{2})(?: ?- ?((?:19|20)[0-9]{2}))?\)")

CUES = frozenset(verb for _, verb in TOLD | OWNED_PAIRS) | ALONE | OWNED | SUBJECTS | ADVERBS | {"be"}
"""The words right ahead that `told` asks for."""


def told(text: str, start: int, end: int, before: Ahead) -> Span | None:
    """A number behind somebody and a verb; `before` is what stands ahead of `start`."""
    if not _is_age(text[start:end]) or before.marks != " ":
        return None
    word = before.word.lower()
    if word in SUBJECTS and _next(text, end) in VERBS_BEHIND:
        return start, end
    if word in ADVERBS:
        before = ahead(text, before.start)
        word = before.word.lower()
    other = before.other.lower()
    if word in OWNED or (other, word) in OWNED_PAIRS:
        fits = (
            end - start > 1 and (ends_clause(text, end) or _joins(text, end)) and text[end : end + 1] not in {":", "'"}
        )
        return (start, end) if fits else None
    return (start, end) if _is_told(text, before, word, other) and _ends(text, start, end) else None


def _is_told(text: str, before: Ahead, word: str, other: str) -> bool:
    if word == "be" and other in MODALS:
        return ahead(text, before.other_start).word.lower() in _SOMEBODY
    return (other, word) in TOLD or (word in ALONE and other not in THINGS)


def _is_age(number: str) -> bool:
    return number[0] != "0" and len(number) <= len(str(_OLDEST)) and int(number) <= _OLDEST


def _ends(text: str, start: int, end: int) -> bool:
    """Nothing follows that the number could count."""
    if ends_clause(text, end):
        mark = text[end : end + 1]
        return mark != ":" and (mark != "'" or end - start > 1)
    if _ASIDE.match(text, end) or _WHEN.match(text, end):
        return True
    return _next(text, end) in BEHIND


def _joins(text: str, end: int) -> bool:
    return _next(text, end) in OWNED_JOINING


def _next(text: str, end: int) -> str:
    """The next word, in lower case; "" where it leads to another count: `27 and 28`."""
    match = _BEHIND.match(text, end)
    if match is None:
        return ""
    word = match[1].lower()
    return "" if match[2] and word in JOINING else word


def sexed(text: str, start: int, word_start: int, word: str) -> Span | None:
    """`I'm 35M`, `my wife (34F)`, `patient (35/m)`: of somebody, for `35M` may be a size."""
    end = word_start + len(word)
    number, _, rest = text[start:word_start].partition("/")
    if rest or not number.isdigit() or text[end : end + 1] in {"/", "_", "-"} or text[end : end + 1].isalnum():
        return None
    return (start, end) if _is_age(number) and int(number) >= _GROWN and _is_self(text, start) else None


def behind_sex(text: str, start: int) -> Span | None:
    """`patient (m/35)`: the number begins at `start`, the letter two before."""
    match = _BEHIND_SEX.match(text, start)
    return (start - 2, match.end()) if match and _is_age(match[0]) and _is_self(text, start - 2) else None


def _is_self(text: str, start: int) -> bool:
    before = ahead(text, start)
    word = before.word.lower()
    if before.marks.endswith("("):
        return word in SELF
    return (before.other.lower(), word) in TOLD or word in SELF - {"my", "mi", "mein", "meine", "meiner", "mijn"}


def aside(text: str, start: int, end: int) -> Span | None:
    """`Anna Berg, 35, from`, `Anna Berg (35)`, `Thriller (1982)`, `(1931-2024)`: between marks."""
    if end - start == 4:  # noqa: PLR2004 - digits of a year
        return _bracketed_year(text, start)
    if not _is_age(text[start:end]) or not _closes(text, start, end):
        return None
    behind = text[max(0, start - _REACH) : start]
    named = _NAMED.search(behind)
    if (
        named is None
        or not STREETS.isdisjoint(behind.lower().split())
        or not all(_is_name(one) for one in named.groups())
    ):
        return None
    counted = text[start - 1] == "(" and text[end + 1 : end + 2] in {"", "\n"} and named[2].endswith("s")
    return None if counted else (start, end)


def _closes(text: str, start: int, end: int) -> bool:
    """Of the pair of marks the second; what lists numbers goes on with a digit."""
    if text[start - 1] == "(":
        return text[end : end + 1] == ")" and text[end + 1 : end + 2] != ":" and not text[end + 2 : end + 3].isupper()
    return text[start - 2] == "," and text[end : end + 2] == ", " and text[end + 2 : end + 3].isalpha()


def _is_name(word: str) -> bool:
    return word[0].isupper() and not word.isupper() and word.lower() not in NOT_NAMES


def _bracketed_year(text: str, start: int) -> Span | None:
    match = _YEARS.match(text, start) if text[start - 1] == "(" else None
    if match is None or "2048" in match[0] or "copyright" in text[max(0, start - _REACH) : start].lower():
        return None
    before = ahead(text, start)
    named = before.word[:1].isupper() and before.marks == " (" and before.word.lower() not in NOT_WORKS
    if match[2]:
        spaced = match.end(2) - start > 9  # noqa: PLR2004 - a hyphen between two years; with spaces a subtraction
        return (start, match.end(2)) if match[1] < match[2] and (named or not spaced) else None
    return (start, match.end(1)) if named or before.marks in {'" (', "' ("} else None
