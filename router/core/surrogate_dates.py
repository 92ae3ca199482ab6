"""Dates, times of day and ages that stand for others: another day, month and year in the same format, another hour.

Names of months and of days of the week stay, and time zones. What comes out is a date that may be, so that a model can
reckon with it: hours below 24, minutes below 60, days up to 28.
"""

import re
from collections.abc import Iterator

from router.core.surrogate_values import shaped, supply

_DATED = re.compile(
    r"(?P<zone> ?\+[0-9]{2}:?[0-9]{2}$"
    r"|(?:(?<=:[0-9]{2}:[0-9]{2})|(?<=[.,][0-9]{3})|(?<=[.,][0-9]{6})) ?-[0-9]{2}:?[0-9]{2}$)"
    r"|(?P<compact>[0-9]{8}T[0-9]{4}(?:[0-9]{2})?)"
    r"|(?P<clock>(?P<first>[0-9]{1,2})(?P<mark> ?[:h] ?)[0-5][0-9](?P<seconds>:[0-6][0-9])?"
    r"(?P<fraction>[.,][0-9]+)?)"
    r"|(?P<dotted>[0-9]{1,2}\.[0-5][0-9](?=$| (?:Uhr|uur)))"
    r"|(?P<hour>[0-9]{1,2}(?= ?(?:[ap]\.?m|uhr|uur|o'?clock|heures?|horas|h)\b))"
    r"|(?P<decade>[0-9]{3}0(?='?s|er))|(?P<part>[0-9]+)",
    re.IGNORECASE,
)
_HALF_DAY = re.compile(r"[ap]\.? ?m", re.IGNORECASE)


def date(original: str, chance: Iterator[int]) -> str | None:
    """A date, a time of day, an age. None for a bare age or year: such a number in an answer may be any."""
    if not re.search(r"[0-9]{2}", original) or re.fullmatch(r"[0-9]{1,4}", original):
        return None
    hours = range(1, 13) if _HALF_DAY.search(original) else range(24)
    return _DATED.sub(lambda match: _dated(match, hours, chance), original)


def _dated(match: re.Match[str], hours: range, chance: Iterator[int]) -> str:
    value = match[0]
    match match.lastgroup:
        case "zone":
            return value
        case "compact":
            return _compact(value, chance)
        case "clock":
            return _clock(match, hours, chance)
        case "dotted":
            return f"{_hour(value.partition('.')[0], hours, chance)}.{_sixtieth(chance)}"
        case "hour":
            return _hour(value, hours, chance)
        case _:
            return f"19{next(chance) % 10}0" if match.lastgroup == "decade" else _date_part(value, next(chance))


def _compact(value: str, chance: Iterator[int]) -> str:
    day = "".join(_date_part(part, next(chance)) for part in (value[:4], value[4:6], value[6:8]))
    return f"{day}T{_hour('00', range(24), chance)}" + "".join(_sixtieth(chance) for _ in value[11::2])


def _clock(match: re.Match[str], hours: range, chance: Iterator[int]) -> str:
    hour, mark, seconds, fraction = (match[name] or "" for name in ("first", "mark", "seconds", "fraction"))
    told = _hour(hour, hours, chance) + mark + _sixtieth(chance)
    return told + (f":{_sixtieth(chance)}" if seconds else "") + shaped(fraction, chance)


def _hour(original: str, hours: range, chance: Iterator[int]) -> str:
    """As many digits as the original has."""
    return str(next(chance) % 9 + 1) if len(original) == 1 else f"{hours[next(chance) % len(hours)]:02}"


def _sixtieth(chance: Iterator[int]) -> str:
    return f"{next(chance) % 60:02}"


def _date_part(part: str, chance: int) -> str:
    """Another day, month or year, whichever its length and size allow."""
    if len(part) == _YEAR:
        return str(1941 + chance % 60)
    if len(part) == 1:
        return str(chance % 9 + 1)
    if len(part) > 2:  # noqa: PLR2004 - no part of a date: all of one, or something else
        return shaped(part, supply(f"date/{chance}"))
    least, span = next((least, span) for most, least, span in _DATE_PARTS if int(part) <= most)
    return f"{least + chance % span:02}"


_YEAR = 4
_DATE_PARTS = ((12, 1, 12), (31, 13, 16), (99, 35, 60))
"""Two digits up to this one become one of so many from here on: months, days that are no months, years."""
