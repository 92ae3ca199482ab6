"""Dates as English writes parts of them: `since March`, `on 3/21`, `Mar-21-2020`, `in '98`, `9am-5pm`, `the nineties`.

What `dates` reads in all languages needs a number with a telling shape; here the words around a bare month, a year or
a pair of numbers tell. Months that are names of people as well (`April`, `June`) ask for a surer word. All is linear.
"""

import re
from collections.abc import Iterator

from router.detect import dates
from router.detect.identifiers.dates_around import word_behind
from router.detect.identifiers.dates_words import COUNTED
from router.detect.identifiers.family import Family
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern, after, before, stands_alone

_BEFORE, _BEHIND = frozenset("./'-"), frozenset("%/'-")
"""What may not touch it, beside letters and digits."""
_YEAR = r"(?:19|20)\d\d"
_YEAR_END = rf"(?:{_YEAR}|'\d\d)"
_MONTH = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
)
_NO_NAME = "January|February|July|September|October|November|December|Feb|Apr|Jul|Sept|Oct|Nov|Dec"
_DAY = r"[0-3]?\d(?:st|nd|rd|th)?"
_HOUR, _HALF = r"\d{1,2}(?:[:.][0-5]\d)?", r" ?[ap](?:m|\.m\.)"
_TO = r" ?(?:-|to|until|till) ?"
_DECADES = "twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties"
_WEEKDAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_WHEN = "on|by|until|till|since|from|before|after|due|date:"
_SURE = Pattern(
    "|".join(
        (
            rf"\b(?:{_MONTH}[., ]{{0,3}}(?:the )?{_DAY} ?,? {{0,2}}{_YEAR_END}",
            rf"{_YEAR}[, -]{{1,2}}{_MONTH}[. -]{{1,2}}{_DAY}",
            rf"{_DAY}[. ]?(?:of )?{_MONTH}[., ]{{0,2}}{_YEAR_END}",
            rf"{_MONTH}(?:[-/]\d{{1,2}}[-/]|-|, | ')(?:{_YEAR}|\d\d)",
            rf"{_YEAR}-?W[0-5]\d(?:-[1-7])?",
            rf"{_YEAR}-[1-9]-\d{{1,2}}",
            rf"{_HOUR}(?:{_HALF})?{_TO}{_HOUR}{_HALF}",
            rf"\d{{1,2}}\.[0-5]\d{_HALF}",
            rf"(?:{_WEEKDAYS}),? the \d{{1,2}}(?:st|nd|rd|th))",
        )
    )
)
_LED = Pattern(
    r"\b(?:"
    rf"(?i:in|since|until|till|during|last|next|this|early|late|mid|by|end of|start of|beginning of)[ -]({_MONTH})"
    rf"|(?i:before|after|from|to|through|for|of|between) ({_NO_NAME})"
    rf"|(?i:in|since|of|before|after|until|till|from|back in) ('\d\d)"
    rf"|(?i:the|early|late|mid)[ -]((?:nineteen )?(?:{_DECADES}))"
    rf"|(?i:{_WHEN}) (\d{{1,2}}/\d{{1,2}}(?:{_TO}\d{{1,2}}/\d{{1,2}})?)"
    rf"|(?i:{_WHEN}|dated|born|was) (\d{{1,2}}[-.]\d{{1,2}}[-.]\d\d)"
    rf"|(?i:years|summer|winter) (?:of )?({_YEAR}(?: ?- ?(?:{_YEAR}|\d\d))?)"
    rf"|[a-z]{{3,}},? ({_YEAR})(?:[.,;!?)\n]|$)"
    rf"|(?:the|a|that|of) ({_YEAR}) [a-z]{{3,}}"
    rf"|(?:[a-z]{{3,}},? |^)({_YEAR}) (?:was|is|has|had|will|saw|marked|when|where|because|but|he|she|they|we|it)"
    r")"
)
"""Its groups, by number: two of months, a short year, a decade, a pair of numbers, three of them, then of years."""
_MONTHS, _PAIR, _THREE, _BARE_YEARS = (1, 2), 5, 6, (8, 9, 10)
_COUNTING = frozenset(
    """
    port ports line lines error errors code codes page pages room version number no id size over about nearly almost
    than least most total exactly only all first last http status build release revision ticket order bus route flight
    model windows office rfc iso return returns equals value values up plus minus times around approximately some
    roughly under above below item items row rows step steps case user users chapter section figure table question
    highway gate unit box locker channel level score points max min limit width height length count sum bug issue
    """.split()  # noqa: SIM905 - a table is read as a table
)
"""Right before a number it is no year."""
_NUMBER, _NAMED, _WORD = re.compile(r"\d+"), re.compile(r" [A-Z]"), re.compile(r"([^\W\d_]+)[ ,(]*$")
_MOST_AHEAD = 24
_LATEST_HOUR = _LATEST_MONTH = 12
_LAST_DAY = 31
_INCHES, _ALWAYS_OPEN, _LEAP = 16, (24, 7), 2000
_SCORE = 0.75


def find(page: Page) -> Iterator[Hit]:
    text = page.text
    for start, end in _SURE.spans(text):
        if _stands(text, start, end) and _exists(text[start:end]):
            yield Hit(start, end, _SCORE)
    for _, *groups in _LED.groups(text):
        number, (start, end) = max(enumerate(groups, 1), key=lambda group: group[1])
        if _stands(text, start, end) and _fits(text, number, start, end):
            yield Hit(start, end, _SCORE)


def _stands(text: str, start: int, end: int) -> bool:
    touching = before(text, start), after(text, end)
    return stands_alone(text, start, end) and touching[0] not in _BEFORE and touching[1] not in _BEHIND


def _exists(written: str) -> bool:
    """The day and the hours are some of the calendar's and the clock's."""
    numbers = [int(one) for one in _NUMBER.findall(written)]
    if written[-1] in "m.":
        return numbers[0] <= _LATEST_HOUR
    if not any(map(str.isalpha, written)):
        return dates.exists(*numbers, year_first=True)
    return len(numbers) == 1 or any(1 <= number <= _LAST_DAY for number in numbers)


def _fits(text: str, number: int, start: int, end: int) -> bool:
    """What stands behind it may say that it is a name, or counts something."""
    if number in _MONTHS:
        return _NAMED.match(text, end) is None
    numbers = [int(one) for one in _NUMBER.findall(text, start, end)]
    if number == _PAIR:
        return all(map(_is_day, numbers[::2], numbers[1::2]))
    if number == _THREE:
        return dates.exists(*numbers, year_first=False)
    if number in _BARE_YEARS and _is_counted(text, start, end):
        return False
    return word_behind(text, end) not in COUNTED


def _is_day(one: int, other: int) -> bool:
    """Month and day in an order that shows, no `5/16` of an inch and no `24/7`; `dates` judges pairs of months."""
    shows = max(one, other) > _LATEST_MONTH and other != _INCHES and (one, other) != _ALWAYS_OPEN
    return shows and dates.exists(one, other, _LEAP, year_first=False)


def _is_counted(text: str, start: int, end: int) -> bool:
    """`port 1984`, `about 2010.`; a round number is as often one of things."""
    ahead = _WORD.search(text, max(0, start - _MOST_AHEAD), start)
    return text[start:end] == str(_LEAP) or (ahead is not None and ahead[1].lower() in _COUNTING)


FAMILY = Family("DATE_TIME", "date_english", find)
