"""Ages and years: `35 years old`, `42-year-old`, `aged 35`, `elle a 34 ans`, `35enne`, `35-letni`; `in 1987`, `1980s`.

A span of time is no age: `for 30 years`, `depuis 3 ans`, `35 lat temu`. So years that are only counted must be had by
somebody, stand behind a person, or alone between two marks (`Marie, 34 ans,`).
"""

import re

from router.detect.identifiers.dates_around import ahead, ends_clause, word_behind
from router.detect.identifiers.dates_numbers import Span
from router.detect.identifiers.dates_words import (
    AGE_CUES,
    AGE_PAIRS,
    BETWEEN,
    COUNTED,
    HAVING,
    OF_PERSONS,
    PERSONS,
    YEAR_CUES,
)

_OLDEST = 125
_ENGLISH = re.compile(r"(?:year|yr|month|week|day)s?[ -](?:olds?\b|of age\b)", re.IGNORECASE)
_SHORT = re.compile(r"y(?:/|\.)?o\b\.?|yo\b", re.IGNORECASE)
_TOLD = re.compile(
    r"(?:jahre?|monate?|wochen?|tage?) alt\b|(?:año|mese|ano|mes|anno|anni|année)s? (?:de edad|di età|de idade)\b"
    r"|(?:jaar|maanden|weken|dagen) oud\b",
    re.IGNORECASE,
)
"""Units with a word behind them that says what they count."""
_ADJECTIVES = frozenset(
    {
        "jährig",
        "jährige",
        "jähriger",
        "jährigen",
        "jährigem",
        "jähriges",
        "enne",
        "enni",
        "jarig",
        "jarige",
        "jarigen",
        "letni",
        "letnia",
        "letnie",
        "letniej",
        "letniego",
        "letniemu",
        "letnim",
        "letnią",
        "letnich",
        "letnimi",
        "latek",
        "latka",
    }
)
"""`35-jährige`, `35enne`, `35-jarige`, `35-letniej`."""
_COUNTS = frozenset({"ans", "an", "mois", "años", "meses", "anni", "mesi", "jaar", "lat", "lata", "anos", "jahre"})
UNITS = frozenset(
    {
        *("year", "years", "yr", "yrs", "month", "months", "week", "weeks", "day", "days", "y", "yo"),
        *("jahr", "jahre", "monat", "monate", "woche", "wochen", "tag", "tage", "maanden", "weken", "dagen"),
        *("mes", "mese", "año", "ano", "anno", "année"),
    }
) | (_COUNTS | _ADJECTIVES)
"""What `unit` is asked about."""
_ROUND = frozenset({"2000", "2048"})
_YEAR = re.compile(rf"(?:(?: ?- ?| (?:{BETWEEN}) )(?:(?:1[89]|20)[0-9]{{2}}))?(?![\w%]|[-/.,:][\w])")
_SOONEST, _LATEST = "1880", "2100"


def unit(text: str, start: int, word_start: int, word: str) -> Span | None:
    """A number and a unit of time behind it, if they tell somebody's age; `word` in lower case."""
    number = text[start:word_start].rstrip(" -.'")
    if not number.isdigit() or int(number) > _OLDEST:
        return None
    end = word_start + len(word)
    if word in _ADJECTIVES:
        return start, end
    told = _ENGLISH.match(text, word_start) or _SHORT.match(text, word_start) or _TOLD.match(text, word_start)
    if told:
        return start, told.end()
    return (start, end) if word in _COUNTS and _is_had(text, start, end) else None


def _is_had(text: str, start: int, end: int) -> bool:
    before = ahead(text, start)
    nearest, other = before.word.lower(), before.other.lower()
    if nearest in AGE_CUES or (other, nearest) in AGE_PAIRS:
        return True
    alone = ends_clause(text, end)
    if "," in before.marks or before.marks.endswith("(") or not text[:start].strip(" \"'("):
        return alone
    if word_behind(text, end) in _OF or text[end : end + 3] == " d'":
        return False
    if before.marks.startswith(" ") and nearest in OF_PERSONS:
        named = before.other[:1].isupper() or before.other == ""
        return other in PERSONS or named
    return nearest in HAVING


_OF = frozenset(
    {"de", "di", "fa", "temu", "doświadczenia", "pracy", "van", "aan", "plus", "plusieurs", "ervaring", "erfahrung"}
)
"""`34 ans de service`, `35 anni fa`."""


def plain(start: int, end: int, number: str, word: str, other: str) -> Span | None:
    """`aged 35`, `"age": "35"`, `im Alter von 35`; the words before it in lower case."""
    if int(number) > _OLDEST or not (word in AGE_CUES or (other, word) in AGE_PAIRS):
        return None
    return start, end


def year(text: str, start: int, end: int, word: str) -> Span | None:
    """`in 1987`, `since 2014`, `from 1990 to 1995`: four digits behind a word."""
    number = text[start:end]
    if word not in YEAR_CUES or not _SOONEST <= number <= _LATEST:
        return None
    match = _YEAR.match(text, end)
    if match is None or word_behind(text, match.end()) in COUNTED:
        return None
    if number in _ROUND and not ends_clause(text, match.end()):
        return None
    return start, match.end()


def decade(text: str, start: int, word_start: int, word: str) -> Span | None:
    """`1980s`, `1980's`, `1980er`."""
    number = text[start:word_start].rstrip("'")
    if len(number) != 4 or number[-1] != "0" or not _SOONEST <= number <= _LATEST:  # noqa: PLR2004 - digits of a year
        return None
    return start, word_start + len(word)


DECADES = frozenset({"s", "er", "ern"})
POLISH_YEARS = frozenset({"r", "roku", "rok", "rokiem"})
CUES = AGE_CUES | YEAR_CUES | {word for _, word in AGE_PAIRS}
"""The words right ahead that `plain` and `year` ask for."""


def polish_year(text: str, start: int, word_start: int, word: str) -> Span | None:
    """`2014 r.`, `1987 roku`."""
    number = text[start:word_start].strip()
    if len(number) != 4 or not _SOONEST <= number <= _LATEST or (word == "r" and text[word_start + 1 :][:1] != "."):  # noqa: PLR2004 - digits of a year
        return None
    return start, word_start + len(word) + (word == "r")
