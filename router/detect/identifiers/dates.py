"""Dates, times of day and ages, for those who must not let them out.

HIPAA's Safe Harbor (45 CFR 164.514(b)(2)) wants all elements of dates removed that are of one person, but the year.
Looked for only where the rules ask for DATE_TIME (`router.core.types.ON_REQUEST`). A date begins with a number or has
one behind the month, so one pass goes over the numbers of a page; what a number's shape and the words beside it may
mean is judged by the kind of shape. All repetitions are bounded, so it is linear.
"""

import re
from collections.abc import Callable, Iterator

from router.detect.identifiers import dates_ages, dates_bare_ages, dates_clock, dates_months, dates_numbers
from router.detect.identifiers.dates_around import ahead, last_word
from router.detect.identifiers.dates_numbers import Span
from router.detect.identifiers.family import Family
from router.detect.page import Hit, Page

_SCORE = 0.8
_END = r"(?![\w%°]|[-/.]\w|:[0-9])"
_OFFSET = r" ?[+-][0-9]{2}:?[0-9]{2}(?![\w:.-])"
_ZONE = rf"(?: ?(?:Z|UTC|GMT|CES?T|[ECMP][SD]T)(?:[+-][0-9]{{1,2}}(?::?[0-9]{{2}})?)?(?!\w)|{_OFFSET})?"
_SECONDS = r"(?::[0-6][0-9](?:[.,][0-9]{1,9})?)?"
_STAMP = rf"(?:(?:T|,? {{1,2}})(?:[01]?[0-9]|2[0-4]):[0-5][0-9]{_SECONDS}{_ZONE})?"
_DAY_FIRST = r"(?:\. ?[0-9]{1,2}\. ?|/[0-9]{1,2}/|-[0-9]{1,2}-)[0-9]{2}(?:[0-9]{2})?"
_HALF = r"(?: ?[AaPp](?:[Mm]\b|\. ?[Mm]\.))?"
_HOURS = r"(?: ?(?:Uhr|uur|hrs|[hH])\b)?"
_NTH = r"(?:st|nd|rd|th|er|re|º|ª|°|\.)?"
_SHAPES = re.compile(
    rf"""[0-9](?<![\w.\-+\#$€£@%\\][0-9])(?<!(?<![ (][mfwMFW])/[0-9])(?:
      (?P<iso>[0-9]{{3}}(?:-[01][0-9]-[0-3][0-9]|/[01]?[0-9]/[0-3]?[0-9]){_STAMP.replace(" ", "[ ]")}{_END})
    | (?P<compact>[0-9]{{7}}T[0-9]{{4}}(?:[0-9]{{2}})?(?:Z|[+-][0-9]{{4}})?{_END})
    | (?P<log>[0-9]/[A-Z][a-z]{{2}}/[0-9]{{4}}(?::[0-9]{{2}}:[0-5][0-9]:[0-6][0-9](?:[ ][+-][0-9]{{4}})?)?{_END})
    | (?P<full>(?:[0-9]?\.(?:[0-9]{{1,2}}\.)?[ ]?(?:-|bis|do|al|tot)[ ]?[0-9]{{1,2}}|[0-9]?)
        {_DAY_FIRST.replace(" ", "[ ]")}(?:[ ]?-[ ]?[0-9]{{1,2}}{_DAY_FIRST.replace(" ", "[ ]")})?
        {_STAMP.replace(" ", "[ ]")}{_END})
    | (?P<clock>[0-9]?:[0-5][0-9]{_SECONDS}{(_HALF + _ZONE).replace(" ", "[ ]")}
        (?:[ ]?-[ ]?[0-9]{{1,2}}:[0-5][0-9]{_HALF.replace(" ", "[ ]")})?{_HOURS.replace(" ", "[ ]")}{_END}(?!:))
    | (?P<french>[0-9]?[ ]?h[ ]?[0-5][0-9]{_END})
    | (?P<pair>[0-9]?\.[ ]?[0-9]{{1,2}}\.(?![\w-])|[0-9]/(?:[0-9]{{4}}|[0-9]{{2}}){_END})
    | (?P<dotted>[0-9]?\.[0-5][0-9](?:[ ]?(?:Uhr|uur)\b)?{_END})
    | (?P<worded>[0-9]{{0,3}}{_NTH}(?:[ ]?-[ ]?[0-9]{{1,2}}{_NTH})?[ ./'-]{{0,2}}(?:(?:of|de|di|del|den)[ ]|d')?
        (?P<name>[^\W\d_]{{1,16}}))
    | (?P<plain>[0-9]{{0,3}}(?!\w))
    )""",
    re.VERBOSE,
)
_LEADING = re.compile(r"[0-9]{1,4}")


def find(page: Page) -> Iterator[Hit]:
    if not page.digits:
        return
    text, done = page.text, 0
    for match in _SHAPES.finditer(text):
        if match.start() < done:
            continue
        span = _JUDGES[str(match.lastgroup)](text, match)
        if span is not None and span[0] >= done:
            start = dates_months.widened(text, span[0], done) if _is_calendar(match, span) else span[0]
            done = span[1]
            yield Hit(start, done, _SCORE)


def _is_calendar(match: re.Match[str], span: Span) -> bool:
    """A date rather than a time of day, an age, a year: a day of the week may stand before it."""
    if match.lastgroup == "worded" and match["name"].lower() in dates_months.MONTHS:
        return True
    return match.lastgroup in {"iso", "full", "pair"} or span[0] < match.start()


def _paired(text: str, match: re.Match[str]) -> Span | None:
    """`am 12.5.`; or `alle 14.30.` at the end of a sentence."""
    span = dates_numbers.pair(text, match)
    return span or (dates_clock.dotted(text, match) if match[0].endswith(".") else None)


def _worded(text: str, match: re.Match[str]) -> Span | None:
    """A number and the word behind it; else the number by what stands ahead."""
    word = match["name"].lower()
    judge = _BY_WORD.get(word)
    span = judge(text, match.start(), match.start("name"), word) if judge else None
    return span or _plain(text, match)


def _month(text: str, start: int, at: int, word: str) -> Span | None:
    return dates_months.named(text, start, at, at + len(word))


_BY_WORD: dict[str, Callable[[str, int, int, str], Span | None]] = {
    **dict.fromkeys(dates_ages.DECADES, dates_ages.decade),
    **dict.fromkeys(dates_ages.POLISH_YEARS, dates_ages.polish_year),
    **dict.fromkeys(dates_clock.UNITS, dates_clock.hour),
    **dict.fromkeys(dates_ages.UNITS, dates_ages.unit),
    **dict.fromkeys(dates_bare_ages.SEXES, dates_bare_ages.sexed),
    **dict.fromkeys(dates_months.MONTHS, _month),
}
"""The word behind a number to who judges them; no word has two."""


def _alone(text: str, match: re.Match[str]) -> Span | None:
    """A number with no word behind it; between marks a name or a title may explain it."""
    start, end = match.span()
    marked = start and (text[start - 1] == "(" or text[end : end + 2] == ", ")
    span = dates_bare_ages.aside(text, start, end) if marked else None
    return span or _plain(text, match)


def _plain(text: str, match: re.Match[str]) -> Span | None:
    """A number that only the words ahead of it can explain."""
    start = match.start()
    if last_word(text, start) not in _CUES:
        return dates_bare_ages.behind_sex(text, start) if text[start - 1 : start] == "/" else None
    number = _LEADING.match(text, start)
    if number is None:
        return None
    before, end = ahead(text, start), number.end()
    word = before.word.lower()
    if end - start == 4:  # noqa: PLR2004 - digits of a year
        if _continues(text, end):
            return None
        return dates_months.behind_month(text, start, end, before) or dates_ages.year(text, start, end, word)
    span = dates_months.behind_month(text, start, end, before)
    if span is not None or _continues(text, end):
        return span
    return (
        dates_ages.plain(start, end, number[0], word, before.other.lower())
        or dates_bare_ages.told(text, start, end, before)
        or (dates_clock.plain(text, start, end, before) if before.marks.strip(" .") == "" else None)
    )


_CUES = dates_months.MONTHS | dates_ages.CUES | dates_bare_ages.CUES | dates_clock.CUES | {"of", "del"}
"""Words right ahead of a number that may make it part of a date; all other numbers are passed over fast."""


def _continues(text: str, end: int) -> bool:
    """It is the head of something longer, `35x` or `35.5`."""
    following = text[end : end + 2]
    return (
        following[:1].isalnum()
        or following[:1] in {"_", "%", "/"}
        or (following[:1] in ".,:" and following[1:].isdigit())
    )


_JUDGES: dict[str, Callable[[str, re.Match[str]], Span | None]] = {
    "iso": dates_numbers.iso,
    "compact": dates_numbers.compact,
    "log": dates_numbers.log,
    "full": dates_numbers.full,
    "clock": dates_clock.clock,
    "french": dates_clock.french,
    "dotted": dates_clock.dotted,
    "pair": _paired,
    "worded": _worded,
    "plain": _alone,
}

FAMILY = Family("DATE_TIME", "date_time", find)
