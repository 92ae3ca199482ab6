"""Dates with the month's name: `the 3rd of May`, `May 5, 2021`, `le 1er janvier`, `12-14 maja 2023`, `March 2021`.

Names of months are everyday words in some language or other (`may`, `set`, `out`, `mars`): those need a year, or the
case that the month is written in.
"""

import re

from router.detect import dates
from router.detect.identifiers.dates_around import Ahead, word_behind
from router.detect.identifiers.dates_numbers import Span
from router.detect.identifiers.dates_words import (
    BEHIND_HOURS,
    BETWEEN,
    CAPITAL_MONTHS,
    DATE_CUES,
    EVERYDAY_MONTHS,
    FIRST_MONTHS,
    LATE_MONTHS,
    SMALL_MONTHS,
    WEEKDAYS,
)

_NUMBERS = re.compile(r"[0-9]+")
_ORDINAL = r"(?:st|nd|rd|th|er|re|º|ª|°|\.)?"
_YEAR = re.compile(r"\.?,?[ /-](?:de |del |of )?(?:(?:1[89]|20)[0-9]{2}(?!\w|[.,:]?[0-9])|'[0-9]{2}(?!\w))")
_SHORT_YEAR = re.compile(r"-[0-9]{2}(?![\w:.-])")
_TIME = r"(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-6][0-9](?:[.,][0-9]{1,9})?)?(?: ?[AaPp](?:[Mm]\b|\.[Mm]\.))?"
_DAY_LAST = re.compile(
    rf"(?P<days>[0-3]?[0-9])(?P<nth>st|nd|rd|th)?(?: ?- ?[0-3]?[0-9](?:st|nd|rd|th)?)?"
    rf"(?P<rest>,? {{1,2}}(?:(?:1[89]|20)[0-9]{{2}}|{_TIME}(?: (?:1[89]|20)[0-9]{{2}})?)(?![\w:]))?(?![\w%]|[-/.:][\w])"
)
_LEAD = re.compile(
    rf"(?:(?<!\w)(?:{WEEKDAYS})\.?,? (?:the |den |dem |le |el |il |op |de |dnia )?)?"
    rf"(?:(?<![\w.,/:-])[0-3]?[0-9]{_ORDINAL}(?: ?- ?| (?:{BETWEEN}) (?:le |el |il |the )?))?$",
    re.IGNORECASE,
)
"""A day of the week, and another day, before a date: `Monday the 3rd to 5th of May`."""
MONTHS = dates.MONTHS | LATE_MONTHS
_REACH = 34
_LAST_DAY = 31


def named(text: str, start: int, at: int, end: int) -> Span | None:
    """Days from `start`, the month from `at` to `end`."""
    head, written = text[start:at], text[at:end]
    days = [int(one) for one in _NUMBERS.findall(head)]
    if any(not 1 <= day <= _LAST_DAY for day in days) or text[end : end + 1].isalnum():
        return None
    year = _YEAR.match(text, end) or (_SHORT_YEAR.match(text, end) if head.endswith("-") else None)
    if year is not None:
        return start, year.end()
    if head[-1:].isdigit() or head[-1:] == "/" or text[end : end + 1] in {"-", "_", "("}:
        return None
    return (start, end) if _is_bare(written) else None


def _is_bare(written: str) -> bool:
    """The month is told by its name alone."""
    word = written.lower()
    if word in SMALL_MONTHS:
        return word in {written, "mai"}
    return word not in EVERYDAY_MONTHS and (word not in CAPITAL_MONTHS or written[0].isupper())


def behind_month(text: str, start: int, end: int, before: Ahead) -> Span | None:
    """The number behind the month: a year, or in English a day."""
    if before.marks.strip(" .") or len(before.marks) > 2:  # noqa: PLR2004 - a stop and a space, or two spaces
        return None
    linked = before.word.lower() in {"de", "del", "of"} and before.marks == " "
    month, month_start = (before.other, before.other_start) if linked else (before.word, before.start)
    if month.lower() not in MONTHS or ("." in before.marks and len(month) > 4):  # noqa: PLR2004 - letters of a short form
        return None
    if end - start == 4:  # noqa: PLR2004 - digits of a year
        return (month_start, end) if _is_of_year(month, text[start:end]) else None
    return _day_last(text, start, month, month_start, before.other) if not linked else None


def _is_of_year(month: str, year: str) -> bool:
    """`May 2021`; not `mag 2000` and not `Mars 2020`."""
    word = month.lower()
    if not "1880" <= year <= "2100" or (word in EVERYDAY_MONTHS and word not in FIRST_MONTHS):
        return False
    if word in CAPITAL_MONTHS and month[0].islower():
        return year[2:] != "00"
    return word != "mars" or month[0].islower()


def _day_last(text: str, start: int, month: str, month_start: int, cue: str) -> Span | None:
    match = _DAY_LAST.match(text, start)
    word = month.lower()
    if match is None or word not in FIRST_MONTHS or not 1 <= int(match["days"]) <= _LAST_DAY:
        return None
    if not (match["nth"] or match["rest"] or cue.lower() in DATE_CUES):
        if month[0].islower() and (len(word) <= 4 or word in CAPITAL_MONTHS):  # noqa: PLR2004 - letters of a short form
            return None
        behind = word_behind(text, match.end())
        if word in CAPITAL_MONTHS and behind and behind not in BEHIND_HOURS:
            return None
    return month_start, match.end()


def widened(text: str, start: int, since: int) -> int:
    """Where it begins with the day of the week, and the first of two days, that stand before it."""
    if not start or text[start - 1] not in " -":
        return start
    left = max(since, start - _REACH)
    match = _LEAD.search(text[left:start])
    return left + match.start() if match else start
