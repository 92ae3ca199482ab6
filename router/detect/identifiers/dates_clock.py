"""Times of day: `14:30`, `14:30:05,123 UTC`, `9:30 am`, `3 p.m.`, `14h30`, `8.30 Uhr`, `alle 14.30`, `5 o'clock`.

`9:30` may be a verse, a ratio or a span of time: an hour of one digit wants a word beside it.
"""

import re

from router.detect.identifiers.dates_around import Ahead, ends_clause, last_word, word_behind
from router.detect.identifiers.dates_numbers import Span
from router.detect.identifiers.dates_words import (
    BEHIND_HOURS,
    CLOCK_CUES,
    COUNTED,
    DOTTED_CUES,
    DURATIONS,
    HOUR_CUES,
    WEEKDAYS,
)

_LATEST, _NOON = 24, 12
_NUMBER = re.compile(r"[0-9]{1,2}")
_HALF = re.compile(r"[ap](?:m\b|\.? ?m\.)", re.IGNORECASE)
_ENGLISH = frozenset(
    {
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "eastern",
        "pacific",
        "central",
        "mountain",
    }
)
_CLOCK = re.compile(r"o'?clock\b", re.IGNORECASE)
_DAYTIME = re.compile(r" de la (?:mañana|tarde|noche|madrugada)| da (?:manhã|tarde|noite)")
_DRAWN = re.compile(r"[A-Za-z][0-9.-]{1,6}[ ,]$")
"""What stands before a line of SVG: `M5 12h14`."""
_WEEKDAY = re.compile(WEEKDAYS, re.IGNORECASE)
_SUFFIXED = re.compile(r"[A-Za-z]")


def clock(text: str, match: re.Match[str]) -> Span | None:
    """With a colon."""
    start, end = match.span()
    hour = int(match[0].partition(":")[0])
    touching = text[max(0, start - 2) : start]
    if hour > _LATEST or touching[-1:] in {":", "{", "?"} or (touching[-1:] == "[" and touching[:1].isalnum()):
        return None
    before = last_word(text, start)
    if before in DURATIONS:
        return None
    telling = match[0][1] != ":" or _SUFFIXED.search(match[0]) is not None or before in CLOCK_CUES
    return (start, end) if telling else None


def french(text: str, match: re.Match[str]) -> Span | None:
    """`14h30`; `2h30` is a span of time unless a word says that it is not."""
    hour = match[0].partition("h")[0].strip()
    if int(hour) > _LATEST or text[match.end() : match.end() + 1].isalpha():
        return None
    cued = last_word(text, match.start()) in HOUR_CUES
    drawn = _DRAWN.search(text[max(0, match.start() - 12) : match.start()]) is not None
    return match.span() if cued or (len(hour) == 2 and not drawn) else None  # noqa: PLR2004 - digits


def dotted(text: str, match: re.Match[str]) -> Span | None:
    """`8.30 Uhr`, `ore 14.30`."""
    value = match[0].removesuffix(".")
    start, end = match.start(), match.start() + len(value)
    hour, _, minutes = value.partition(".")
    if int(hour) > _LATEST:
        return None
    if _SUFFIXED.search(minutes):
        return start, end
    counts = word_behind(text, end) in COUNTED or text[end : end + 2].lstrip()[:1] in {"€", "%", "$"}
    cued = last_word(text, start) in DOTTED_CUES
    return (start, end) if cued and len(minutes) == 2 and not counts else None  # noqa: PLR2004 - digits


def hour(text: str, start: int, word_start: int, word: str) -> Span | None:
    """A number and one of `UNITS` behind it; `word` in lower case."""
    number = _NUMBER.match(text, start)
    if number is None or number.end() > word_start or int(number[0]) > _LATEST:
        return None
    match word:
        case "am" | "pm" | "a" | "p":
            return _half_day(text, start, word_start, int(number[0]))
        case "uhr":
            return start, word_start + len(word)
        case "o":
            told = _CLOCK.match(text, word_start)
            return (start, told.end()) if told else None
        case _:
            cued = last_word(text, start) in HOUR_CUES
            return (start, word_start + len(word)) if cued else None


UNITS = frozenset({"am", "pm", "a", "p", "uhr", "uur", "o", "oclock", "h", "heures", "heure", "horas"})


def _half_day(text: str, start: int, word_start: int, number: int) -> Span | None:
    """`3 pm`; `die 5 am Montag` is German."""
    half = _HALF.match(text, word_start)
    if half is None or not 1 <= number <= _NOON:
        return None
    following = text[half.end() : half.end() + 2]
    if text[word_start] == "a" and text[word_start - 1] == " " and following[1:].isupper():
        return (start, half.end()) if word_behind(text, half.end()) in _ENGLISH or _is_zone(text, half.end()) else None
    return start, half.end()


def _is_zone(text: str, end: int) -> bool:
    return text[end : end + 3].isupper()


_OF_HOURS = frozenset({"ore", "godz", "godzinie", "godziny"})
_ON_DAYS = frozenset({"at", "um", "om", "alle", "o"})
CUES = _OF_HOURS | _ON_DAYS | {"las", "às"}
"""The words right ahead that `plain` asks for."""


def plain(text: str, start: int, end: int, before: Ahead) -> Span | None:
    """`ore 14`, `godz. 8`, `a las 3 de la tarde`, `Monday at 9`."""
    word = before.word.lower()
    if word not in CUES or int(text[start:end]) > _LATEST:
        return None
    daytime = _DAYTIME.match(text, end)
    if word in {"las", "às"}:
        told = daytime is not None or ends_clause(text, end)
        return (start, daytime.end() if daytime else end) if told else None
    return (start, end) if word in _OF_HOURS or _is_on_day(text, end, before.other) else None


def _is_on_day(text: str, end: int, day: str) -> bool:
    """`Mon at 9`, but `sat at 9 tables` and `at 9%`."""
    if not _WEEKDAY.fullmatch(day) or (len(day) <= 3 and day[0].islower()):  # noqa: PLR2004 - letters of a short form
        return False
    return ends_clause(text, end) or word_behind(text, end) in BEHIND_HOURS
