"""Dates in numbers: `2021-05-12T14:30:01Z`, `12.05.2021`, `5/12/21`, `12/May/2021:14:30:01`, `am 12.5.`, `12/05`.

ISO 8601 and RFC 3339; the common log format; day, month and year in the order of any country. Four digits of a year
tell by themselves; two digits, or none, want a word ahead, for versions, sections and fractions look the same.
"""

import re

from router.detect import dates
from router.detect.identifiers.dates_around import ahead, last_word
from router.detect.identifiers.dates_words import (
    DATE_CUES,
    EXPIRY,
    EXPIRY_LINKS,
    GERMAN_CUES,
    SLASH_CUES,
    VALID,
    VERSIONS,
    YEAR_CUES,
)

Span = tuple[int, int]
_NUMBERS = re.compile(r"[0-9]+")
_DAY_FIRST = re.compile(r"([0-9]{1,2})([./-]) ?([0-9]{1,2})[./-] ?([0-9]{4}|[0-9]{2})")
_LATEST_MONTH = 12


def iso(text: str, match: re.Match[str]) -> Span | None:
    value = match[0]
    year, month, day = (value[:4], value[5:7], value[8:10]) if value[4] == "-" else _NUMBERS.findall(value)[:3]
    if not dates.exists(int(year), int(month), int(day), year_first=True):
        return None
    return match.span() if last_word(text, match.start()) != "version" else None


def compact(_: str, match: re.Match[str]) -> Span | None:
    value = match[0]
    exists = dates.exists(int(value[:4]), int(value[4:6]), int(value[6:8]), year_first=True)
    return match.span() if exists and int(value[9:11]) <= 24 and int(value[11:13]) <= 59 else None  # noqa: PLR2004 - hours, minutes


def log(_: str, match: re.Match[str]) -> Span | None:
    day, month, year = match[0][:11].split("/")
    return match.span() if month.lower() in dates.MONTHS and 1 <= int(day) <= 31 and year[:2] in _CENTURIES else None  # noqa: PLR2004 - days


def full(text: str, match: re.Match[str]) -> Span | None:
    """Day, month and year; or from one such to another."""
    found = list(_DAY_FIRST.finditer(match[0]))
    if not found or not all(_exists(one) for one in found):
        return None
    before = last_word(text, match.start())
    return match.span() if before not in VERSIONS and (before in DATE_CUES or _tells(found[0])) else None


def _exists(date: re.Match[str]) -> bool:
    return dates.exists(int(date[1]), int(date[3]), int(date[4]), year_first=False)


def _tells(date: re.Match[str]) -> bool:
    """It can be hardly anything else: `12.5.2021`, `12-05-2021`, `12/05/21`."""
    day, sign, month, year = date.groups()
    padded = len(day) == len(month) == 2  # noqa: PLR2004 - digits
    if len(year) == 2:  # noqa: PLR2004 - digits
        return padded and sign == "/"
    return padded or sign != "-"


def pair(text: str, match: re.Match[str]) -> Span | None:
    """`am 12.5.`, `le 12/05`, `seit 05/2021`: day and month, or month and year, behind a word."""
    value = match[0]
    first, second = (int(one) for one in _NUMBERS.findall(value))
    before = last_word(text, match.start())
    if value[-1] == ".":
        return match.span() if before in GERMAN_CUES and _in_year(first, second) else None
    if 1 <= first <= _LATEST_MONTH and _expires(text, match.start(), value.partition("/")[2], before):
        return match.span()
    if second > _LATEST_MONTH:
        right = before in YEAR_CUES and 1 <= first <= _LATEST_MONTH and value[-4:-2] in _CENTURIES
        return match.span() if right else None
    return match.span() if before in SLASH_CUES and _in_year(first, second) else None


def _expires(text: str, start: int, year: str, before: str) -> bool:
    """`expires 05/24`, `exp. 12/2027`, `gültig bis 03/29`; of a year without a century what a card may say."""
    if len(year) == 2 and not _CARDS_FROM <= year <= _CARDS_TO:  # noqa: PLR2004 - digits
        return False
    if before in EXPIRY:
        return True
    return before in EXPIRY_LINKS and ahead(text, start).other.lower() in EXPIRY | VALID


_CARDS_FROM, _CARDS_TO = "13", "50"


def _in_year(day: int, month: int) -> bool:
    return dates.exists(day, month, _LEAP, year_first=False) and month <= _LATEST_MONTH


_LEAP = 2000
"""A year that has every day."""
_CENTURIES = frozenset({"18", "19", "20"})
