"""Spans of time as people write and read them: `90d`, `12h`, `2027-03-31`, `never`; "in 89 days"."""

import re
from datetime import UTC, datetime

from router.issuing import NEVER

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_SPAN = re.compile(r"([0-9]{1,5})([smhd])")
_NAMES = (("day", 86_400), ("hour", 3600), ("minute", 60))


def span(text: str, option: str) -> float:
    """Seconds. Raises ValueError."""
    match = _SPAN.fullmatch(text)
    if match is None:
        raise ValueError(f"{option} takes a span such as 90d, 12h, 30m or 45s")
    return float(int(match[1]) * _SECONDS[match[2]])


def moment(text: str, now: float, option: str) -> float:
    """Seconds since the epoch of a span from now, or of 00:00 UTC of a day; NEVER. Raises ValueError, also if past."""
    if text == "never":
        return NEVER
    if _SPAN.fullmatch(text):
        at = now + span(text, option)
    else:
        try:
            at = datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC).timestamp()
        except ValueError:
            raise ValueError(f"{option} takes 90d, 12h, a day such as 2027-03-31, or never") from None
    if at <= now:
        raise ValueError(f"{option} {text} is not in the future")
    return at


def about(seconds: float) -> str:
    """A span for a person, rounded down to its largest unit."""
    for name, size in _NAMES:
        if seconds >= size:
            count = int(seconds // size)
            return f"{count} {name}{'' if count == 1 else 's'}"
    return f"{max(0, int(seconds))} s"
