"""Telephone numbers of the EU, the EEA, Switzerland and the United Kingdom, and of any country with its code.

Three ways of writing, from sure to unsure:
- `+49 30 ...` or `0049 ...`: believed when libphonenumber knows the number;
- `030 123 45 67`: a trunk zero and groups as people make them, and no date, price, version or part of a longer token;
- `612 345 678`: only next to a word for telephones.
A run of digits may hold a date or a second number behind the first; it is cut there.
"""

import re
from collections.abc import Iterator

from router.detect import dates
from router.detect.identifiers.family import Family
from router.detect.identifiers.phone_cues import NOT_PHONE, PHONE
from router.detect.identifiers.phone_numbers import is_international, is_national, is_subscriber
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern, before, continues_number, is_word

_START = r"(?:^|[^\pL\pN_+])"
_PREFIXED = Pattern(_START + r"(\(?(?:\+ ?\(?\d|0-?\d)(?:[ ./()-]{0,3}\d){5,17})")
_BARE = Pattern(_START + r"(\(?[1-9](?:[ ./()-]{0,2}\d){6,12})")
_RUN = frozenset("+0123456789 ./()-")
_GROUP = re.compile(r"\d+")
_NEXT = re.compile(r" (?=\d{1,3}(?:\.\d{1,3}){3}(?!\d)|\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{2,4}(?!\d))")
_THOUSANDS = re.compile(r"\d{1,3}([.,])\d{3}(?:\1\d{3})*")
_MONEY = re.compile(r" ?(?:[€$£%]|EUR\b|USD\b|PLN\b|CHF\b|kg\b|km\b|ms\b|MB\b)")
_LEAST_DIGITS = 7
_LONGEST = 15
"""Digits of a number with its country code, at most (ITU-T E.164)."""
_LONGEST_GROUP = 8
_TRIES = 6
_VALID, _CALLED, _GROUPED, _POSSIBLE, _BY_CUE = 0.95, 0.85, 0.6, 0.6, 0.7


def find(page: Page) -> Iterator[Hit]:
    if page.digits < _LEAST_DIGITS:
        return
    for start, end in _PREFIXED.spans(page.text, 1):
        yield from _read(page, start, end)
    for left, right in page.windows(["phone"], before=25, after=60):
        begin = _run_start(page.text, left)
        for start, end in _BARE.spans(page.text[begin:right], 1):
            yield from _read(page, begin + start, begin + end)


def _run_start(text: str, place: int) -> int:
    """Back to where the run of digits began, so that a window does not begin within a number."""
    earliest = max(0, place - 2 * _LONGEST)
    while place > earliest and text[place - 1] in _RUN:
        place -= 1
    return place


def _read(page: Page, start: int, end: int) -> Iterator[Hit]:
    """The numbers in one run, cut at the dates in it."""
    for left, right in _between_dates(page.text, start, end):
        hit = _judge(page, left, right)
        if hit:
            yield hit


def _between_dates(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if text[start] in "+(":
        yield start, _before_next(text, start, end)
        return
    position = start
    for left, right in sorted(dates.find(text[start:end])):
        if start + left > position:
            yield position, start + left
        position = start + right
    if position == start and any(left == 0 for left, _ in dates.find(text[start : end + 5])):
        return
    while position < end and text[position] in " ./-)":
        position += 1
    if position < end:
        yield position, _before_next(text, position, end)


def _before_next(text: str, start: int, end: int) -> int:
    """Some countries' numbers may be so long that a date or an address behind one would pass for its last digits."""
    ends = (match.start() for match in _NEXT.finditer(text, start, end))
    return next((place for place in ends if sum(map(str.isdigit, text[start:place])) >= _LEAST_DIGITS), end)


def _judge(page: Page, start: int, end: int) -> Hit | None:
    """Tries the whole run, then without its last groups."""
    text = page.text
    for _ in range(_TRIES):
        while end > start and not text[end - 1].isdigit():
            end -= 1
        if sum(map(len, _GROUP.findall(text, start, end))) < _LEAST_DIGITS:
            return None
        if not is_word(text[end : end + 1]) and not continues_number(text, end):
            score = _score(page, start, end)
            if score:
                return Hit(start - _leads(text, start, end), end, score)
        end = max(text.rfind(separator, start, end) for separator in " /.-)")
    return None


def _leads(text: str, start: int, end: int) -> int:
    """1 where an opening bracket before the span is closed in it."""
    return int(before(text, start) == "(" and ")" in text[start:end] and "(" not in text[start:end])


def _score(page: Page, start: int, end: int) -> float:
    written = page.text[start:end]
    groups = _GROUP.findall(written)
    digits = "".join(groups)
    if written.lstrip("(").startswith("+"):
        return _international(digits, written, page.near("phone", start, end))
    if digits.startswith("00"):
        return (
            _international(digits[2:], written, page.near("phone", start, end))
            if len(digits) > _LEAST_DIGITS + 2
            else 0.0
        )
    if _MONEY.match(page.text, end) or _is_part(page.text, start):
        return 0.0
    called = page.near("phone", start, end, before=40, after=20)
    if digits.startswith("0"):
        return _national(page, start, end, groups, called=called)
    if not called or _THOUSANDS.fullmatch(written) or page.near("not_phone", start, end, before=12, after=0):
        return 0.0
    return _BY_CUE if is_subscriber(digits) else 0.0


def _international(digits: str, written: str, called: bool) -> float:
    without_trunk = re.sub(r"\(0\)", "", written)
    digits = "".join(_GROUP.findall(without_trunk)).removeprefix("00") if without_trunk != written else digits
    if len(digits) > _LONGEST or digits.startswith("0"):
        return 0.0
    certainty = is_international(digits)
    spaced = len(_GROUP.findall(written)) > 1
    if certainty == 2:  # noqa: PLR2004 - the number exists
        return _VALID
    return _POSSIBLE if certainty and (spaced or called) else 0.0


def _national(page: Page, start: int, end: int, groups: list[str], *, called: bool) -> float:
    digits = "".join(groups)
    if not is_national(digits):
        return 0.0
    if called:
        return _CALLED
    ordinary = _is_grouped(page.text[start:end], groups) and not page.near("not_phone", start, end, before=20, after=0)
    return _GROUPED if ordinary else 0.0


def _is_grouped(written: str, groups: list[str]) -> bool:
    """Groups as in `030 1234567`, `06.12.34.56.78`, `0171/123 45 67`; not as in an ISBN, a path or a decimal."""
    lengths = [len(group) for group in groups]
    if len(groups) == 1 or min(lengths) == 1 or max(lengths) > _LONGEST_GROUP:
        return False
    if all(group.startswith("0") for group in groups) or " - " in written:
        return False  # a list of numbered things; from one time to another
    if written.count("/") > 1 or written.find("/") > lengths[0] + 2:
        return False  # only behind the area code
    return "." not in written or _is_dotted(lengths)


def _is_dotted(lengths: list[int]) -> bool:
    pairs = lengths == [2] * 5
    return pairs or (lengths[0] > 2 and len(lengths) > 2)  # noqa: PLR2004 - `030.123.4567`, no decimal fraction


def _is_part(text: str, start: int) -> bool:
    """Glued to something before it: `a-030`, `1.030`, `#0301`, `€030`."""
    touching, ahead = before(text, start), text[max(0, start - 2) : start - 1] if start > 1 else ""
    return touching in {"#", "€", "$", "£", "%"} or (touching in {"-", "/", ".", ",", "_"} and is_word(ahead))


FAMILY = Family("PHONE_NUMBER", "phone", find, cues={"phone": PHONE, "not_phone": NOT_PHONE})
