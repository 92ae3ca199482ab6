"""Dates and ages told by the words around them: `Q3 2021`, `summer of '69`, `in his 40s`, `F/34 with fever`, `the 80s`.

What `dates` reads begins with a number whose shape or nearest word tells it. Here a phrase does, mostly an English
one. Each is a part of a pattern and has a group for what pins a day, a year or an age; all are linear.
"""

import re
from collections.abc import Iterator

from router.detect.identifiers.dates_around import word_behind
from router.detect.identifiers.dates_words import COUNTED
from router.detect.identifiers.family import Family
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern

_BEGIN, _END = r"(?:^|[^\pL\pN_./-])", r"(?:$|[^\pL\pN_%/-])"
_YEAR = r"(?:19|20)\d\d"
_SPAN = rf"{_YEAR}(?: ?[/-] ?(?:{_YEAR}|\d\d))?"
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_NTHS = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth"
    "|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty[ -](?:first|second|third|fourth|fifth|sixth|seventh"
    "|eighth|ninth)|thirtieth|thirty[ -]first"
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_SHORT = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec"
_SEASONS = (
    "spring|summer|autumn|fall|winter|christmas|easter|thanksgiving|frühjahr|frühling|sommer|herbst|weihnachten|ostern"
    "|printemps|été|automne|hiver|noël|primavera|verano|otoño|invierno|navidad|estate|autunno|inverno|natale|lente|zomer"
    "|herfst|kerst|wiosna|lato|jesień|zima"
)
_PEOPLE = "woman|man|boy|girl|male|female|patient|lady|gentleman|child|infant|toddler|teenager|person|guy|kid"
_AGE = r"(?:1[01]\d|[1-9]?\d)"
_CLINICAL = (
    r"(?:with|presents|presenting|presented|c/o|complaining|complains|admitted|s/p|h/o|hx|seen|here for|reports)"
)
_ALWAYS = Pattern(
    rf"(?i){_BEGIN}("
    rf"Q[1-4][ /'-]{{0,2}}(?:FY ?)?(?:20)?\d\d|(?:FY ?)?{_YEAR}[ /-]?Q[1-4]|H[12][ /]{_YEAR}|FY ?(?:20)?\d\d"
    rf"|(?:1st|2nd|3rd|4th|first|second|third|fourth|last) quarter (?:of )?{_YEAR}"
    rf"|(?:week|kw|semaine|semana|settimana|tydzień) ?\d{{1,2}}(?:, ?| ?/ ?| of | )(?:{_YEAR})"
    rf"|(?:the )?(?:{_NTHS}) of (?:{_MONTHS})(?:,? {_YEAR})?|(?-i:{_MONTHS}) (?:the )?(?:{_NTHS})(?:,? {_YEAR})?"
    rf"|(?-i:\d{{1,2}}[ -](?:{_SHORT})[ -]\d\d)"
    rf"|\d{{1,2}}:\d\d ?(?:to|-|until|till|bis|à|tot|do) ?\d{{1,2}}:\d\d"
    rf"|(?:(?:{_TENS})(?:[ -](?:{_ONES}))?|{_TEENS}|{_ONES})[ -](?:years?|months?|weeks?)[ -]olds?"
    rf"){_END}"
)
_BEHIND = Pattern(
    rf"(?i){_BEGIN}(?:"
    rf"(?:{_SEASONS}) (?:of |de |del |d')?('\d\d|{_SPAN})"
    rf"|(?:end of|beginning of|start of|middle of|back in|as of|fiscal year|financial year|tax year|school year"
    rf"|academic year|season) ({_SPAN})"
    rf"|in (?:his|her|their|my|your|our) (?:early |mid |mid-|late |very )?"
    rf"(\d0'?s|(?:twen|thir|for|fif|six|seven|eigh|nine)ties)"
    rf"|(?:the |early |late |mid-? ?)('?[2-9]0'?s|(?:1[89]|20)\d0'?s)"
    rf"|(?:age[ds]?|ages of|aged between|aged from) ({_AGE} ?(?:-|to|and|or|&) ?{_AGE})"
    rf"|(?:{_PEOPLE}) of (?:about |around )?({_AGE})"
    rf"|(?:on|by|until|till|before|after|since) the (\d{{1,2}}(?:st|nd|rd|th))"
    rf"){_END}"
)
_BEFORE = Pattern(
    rf"{_BEGIN}(?:({_SPAN}) (?:season|school year|academic year|fiscal year|financial year|tax year|election|budget)s?"
    rf"|([1-9]\d ?[/-]? ?[MFmf]|[MFmf] ?[/-]? ?[1-9]\d),? {_CLINICAL}"
    rf"|([MF]/(?:2[3-9]|3[013-9]|[4-9]\d))){_END}"
)
"""`F/22` and `F/32` are stops of a lens."""
_NUMBERED = re.compile(r"\d{1,4}")
_DAY_ENDS = re.compile(
    r"\s*(?:$|[.,;:!?)\n]|(?:i|we|he|she|they|you|it|at|to|from|because|but|when|if|as|is|was|with|please|instead|too"
    r"|latest|of (?:this|next|last|the|each|every)|this|next|last)(?!\w))",
    re.IGNORECASE,
)
_PERSON_ENDS = re.compile(r"(?:$|[.,;:!?)\n]| (?:who|with|and|from|has|had|is|was|in|years?|presents|came)(?!\w))")
_SPAN_OF_TIME = re.compile(r" (?:timeout|limit|delay|interval|window|wait|ttl|timer|default)", re.IGNORECASE)
_SCORE, _LAST_DAY = 0.75, 31


def find(page: Page) -> Iterator[Hit]:
    text = page.text
    yield from (Hit(start, end, _SCORE) for start, end in _ALWAYS.spans(text, 1) if _exists(text[start:end]))
    for _, *groups in _BEHIND.groups(text):
        number, span = max(enumerate(groups, 1), key=lambda group: group[1])
        if _fits(text, number, *span):
            yield Hit(*span, _SCORE)
    for _, *groups in _BEFORE.groups(text):
        yield Hit(*max(groups), _SCORE)


def _exists(written: str) -> bool:
    """Of `12 Jan 87` and `9:00 to 17:00` the numbers must be a day's and hours."""
    first = _NUMBERED.match(written)
    if first is None:
        return True
    if ":" in written:
        return all(int(hour) <= 24 for hour in re.findall(r"(\d+):", written))  # noqa: PLR2004 - hours of a day
    return int(first[0]) <= _LAST_DAY or len(first[0]) > 2  # noqa: PLR2004 - digits of a day


def _fits(text: str, number: int, start: int, end: int) -> bool:
    """What stands behind it may say that it counts something else."""
    match number:
        case 7:
            return int(_NUMBERED.findall(text[start:end])[0]) <= _LAST_DAY and _DAY_ENDS.match(text, end) is not None
        case 6:
            return _PERSON_ENDS.match(text, end) is not None
        case 4:
            return _SPAN_OF_TIME.match(text, end) is None
        case _:
            return word_behind(text, end) not in COUNTED


FAMILY = Family("DATE_TIME", "date_told", find)
