"""What the headers of an answer say of limits and waits. Pure.

    vendor                     | headers                                                            | reset is
    ---------------------------|--------------------------------------------------------------------|-------------------
    all (RFC 9110, 10.2.3)     | retry-after                                                        | seconds or a date
    OpenAI, Azure              | retry-after-ms                                                     | milliseconds
    OpenAI, Azure, Groq, xAI,  | x-ratelimit-{limit,remaining,reset}-{requests,tokens}              | `6m0s`, `250ms`,
    Together, Fireworks        |                                                                    | plain seconds
    Cerebras                   | x-ratelimit-{limit,remaining,reset}-{requests-day,tokens-minute}   | seconds
    Anthropic                  | anthropic-ratelimit-{requests,tokens,input-tokens,output-tokens}-… | RFC 3339
    Mistral                    | x-ratelimit-{limit,remaining}-{req-minute,tokens-minute,…}         | unsaid
    Mistral                    | ratelimitbysize-{limit,remaining,reset}, x-ratelimitbysize-…-minute | seconds
    OpenRouter                 | x-ratelimit-{limit,remaining,reset}                                | epoch milliseconds
    IETF draft, before its 8th | ratelimit-{limit,remaining,reset}                                  | seconds

The buckets of OpenAI and of those who copy it, and Anthropic's, fill drop by drop, and `reset` is when they are full;
windows (the others) are whole again at once. A number that is an epoch is known by its size.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from router.core.quota import Allotment

LONGEST_WAIT = 3600.0
"""Seconds. No wait and no reset is believed beyond this."""

MOST = 32
"""Headers on limits that are read of one answer."""

EPOCH, EPOCH_IN_MILLISECONDS = 1e9, 1e11
"""From here on a number is a time since 1970: as a wait, the first would be thirty years."""

DROP_BY_DROP = re.compile(r"requests|tokens|input-tokens|output-tokens")
"""Names of limits that are buckets."""

_SAID = re.compile(
    r"anthropic-ratelimit-(?P<of>[a-z0-9-]{1,40})-(?P<what>limit|remaining|reset)"
    r"|(?:x-)?ratelimit(?P<by>bysize)?-(?P<told>limit|remaining|reset)(?:-(?P<name>[a-z0-9-]{1,40}))?"
)
_DURATION = re.compile(
    r"(?:(\d{1,6})h)?(?:(\d{1,6})m(?!s))?(?:(\d{1,6}(?:\.\d{1,9})?)s)?(?:(\d{1,6}(?:\.\d{1,9})?)ms)?"
)
_NUMBER = re.compile(r"\d{1,15}(?:\.\d{1,9})?")


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds to wait, at most `LONGEST_WAIT`; None if nothing says so. `headers` answer to lower-case names."""
    wait = _milliseconds(headers.get("retry-after-ms"))
    if wait is None:
        wait = _seconds_or_date(headers.get("retry-after"), now)
    if wait is None:
        wait = _reset(headers, now)
    return None if wait is None else min(max(wait, 0.0), LONGEST_WAIT)


def allotments(headers: Mapping[str, str], now: datetime) -> tuple[Allotment, ...]:
    """The limits of which is said what remains."""
    said = _said(headers)
    return tuple(
        Allotment(name, _number(words.get("limit")), remaining, _wait(words.get("reset"), now), _is_window(name))
        for name, words in said.items()
        if (remaining := _number(words.get("remaining"))) is not None
    )


def _reset(headers: Mapping[str, str], now: datetime) -> float | None:
    """What is used up decides; if nothing says so, the soonest reset."""
    resets = [(_wait(words.get("reset"), now), words.get("remaining")) for words in _said(headers).values()]
    used_up = [wait for wait, remaining in resets if wait is not None and _number(remaining) == 0]
    return max(used_up) if used_up else min((wait for wait, _ in resets if wait is not None), default=None)


def _said(headers: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """By the name of the limit: `limit`, `remaining` and `reset`, as they stand there."""
    said: dict[str, dict[str, str]] = {}
    for name, what, value in _told(headers):
        said.setdefault(name, {})[what] = value
    return said


def _told(headers: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    left = MOST
    for header, value in headers.items():
        low = header.lower()
        found = _SAID.fullmatch(low) if "ratelimit" in low else None
        if found is None:
            continue
        left -= 1
        if left < 0:
            return
        of, what, by, told, name = found.groups()
        yield (of, what, value) if of else (f"{by or ''}{name or ''}" or "requests-window", told, value)


def _is_window(name: str) -> bool:
    return DROP_BY_DROP.fullmatch(name) is None


def _number(value: str | None) -> float | None:
    return float(value) if value is not None and _NUMBER.fullmatch(value) else None


def _wait(value: str | None, now: datetime) -> float | None:
    """Seconds until a reset, however it is written; at most `LONGEST_WAIT`."""
    if value is None:
        return None
    wait = _duration(value)
    if wait is None:
        wait = _until(value, now)
    elif wait >= EPOCH:
        wait = (wait / 1000 if wait >= EPOCH_IN_MILLISECONDS else wait) - now.timestamp()
    return None if wait is None else min(max(wait, 0.0), LONGEST_WAIT)


def _milliseconds(value: str | None) -> float | None:
    number = _number(value)
    return None if number is None else number / 1000


def _seconds_or_date(value: str | None, now: datetime) -> float | None:
    if value is None:
        return None
    number = _number(value)
    if number is not None:
        return number
    try:
        at = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    return (_aware(at) - now).total_seconds()


def _duration(value: str) -> float | None:
    """`6m0s`, `1h2m3s`, `1.5s`, `12ms`, or plain seconds."""
    number = _number(value)
    if number is not None:
        return number
    found = _DURATION.fullmatch(value)
    if found is None or not value:
        return None
    hours, minutes, seconds, milliseconds = (float(part or 0) for part in found.groups())
    return timedelta(hours=hours, minutes=minutes, seconds=seconds, milliseconds=milliseconds).total_seconds()


def _until(value: str, now: datetime) -> float | None:
    try:
        return (_aware(datetime.fromisoformat(value)) - now).total_seconds()
    except ValueError:
        return None


def _aware(at: datetime) -> datetime:
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)
