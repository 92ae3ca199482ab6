"""Telephone numbers of the EU, the EEA, Switzerland and the United Kingdom, and of any country with its code.

Ways of writing, from sure to unsure:
- `+49 30 ...` or `0049 ...`: believed when libphonenumber knows the number, also over a line break;
- `030 123 45 67`: a trunk zero and groups as people make them, and no date, price, version or part of a longer token;
- `015112345678`: only next to a word for telephones, or as a mobile number of a country whose language is written here;
- `612 345 678`, `612345678`: only next to a word for telephones (`phone_cues`); the weaker the word, the nearer.
A run of digits may hold a date or a second number behind the first; it is cut there. The rest of an IBAN is no number.
"""

import re
from collections.abc import Iterator

from router.detect.identifiers.family import Family
from router.detect.identifiers.phone_context import (
    CUES,
    TAGS,
    is_called,
    is_direct,
    is_dump,
    is_invented,
    is_led,
    is_near,
    is_part,
    is_rest_of_iban,
)
from router.detect.identifiers.phone_forms import AMERICAN, OWNED, extension_end, joined, local
from router.detect.identifiers.phone_languages import is_local_mobile
from router.detect.identifiers.phone_numbers import is_international, is_national, is_subscriber
from router.detect.identifiers.phone_runs import LEAST_DIGITS, LONGEST, between_dates, run_start
from router.detect.identifiers.phone_shapes import CANDIDATE
from router.detect.identifiers.phone_short import LEAST_LOCAL, short
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern, before, continues_number, is_word

_START, _START_PLUS = r"(?:^|[^\pL\pN_+])", r"(?:^|[^\pL\pN+])"
_APART = r"[ ./()-]{0,3}"
_TRUNK = Pattern(rf"{_START}(\(?0-?\d(?:{_APART}\d){{5,17}})")
_PLUS = Pattern(rf"{_START_PLUS}(\(?\+ ?\(?[1-9](?:{_APART}\d){{5,17}})")
_BROKEN = Pattern(
    rf"{_START_PLUS}(\(?(?:\+ ?\(?[1-9]|0\d)(?:{_APART}\d){{0,10}})[ -]?\r?\n ?"
    rf"(\d(?:{_APART}\d){{2,12}})(?:[^\pL\pN_]|$)"
)
_BARE = Pattern(_START + r"(\(?[1-9](?:[ ./()-]{0,2}\d){6,14})")
_SPELT = Pattern(_START + r"(0 \d(?:[ ./()-]{0,3}\d){7,13})")
"""`0 30 / 12 34 56 - 0`: the trunk zero apart, or every digit."""
_SECOND = Pattern(rf"\d{{2}} ?/ (\(?(?:\+ ?[1-9]|0\d)(?:{_APART}\d){{5,17}})")
"""The second of two numbers: `030 1234567 / 0171 7654321`."""
_GROUP = re.compile(r"\d+")
_BEHIND_AREA = re.compile(r"\(?0(?:\d{2,4}|6)\)? - [\d ]+$")
"""`030 - 275 41 96`, as the Netherlands and Germany write it."""
_PAIRS = re.compile(r"0\d(?:-\d{2}){4}")
"""`06-12-34-56-78` begins as a date does."""
_THOUSANDS = re.compile(r"\d{1,3}([.,])\d{3}(?:\1\d{3})*")
_FRACTION = re.compile(r"[\d ]+\.\d")
_MONEY = re.compile(r" ?(?:[€$£%]|EUR\b|USD\b|PLN\b|CHF\b|kg\b|km\b|ms\b|MB\b)")
_ZIP = re.compile(r"\d{5}-\d{4}")
_STATE = re.compile(r"[A-Z]{2},?[\s#*/;!%-]{1,12}$")
_USA = re.compile(r"[,.]?[\s#*/;!%-]{1,12}(?:USA|U\.S\.A|United States)\b")
_DECIMAL = re.compile(r"\+\d+\.\d+")
"""Also how registries write `+49.15112345678` (RFC 5733): a number only beside a word for it."""
_TIME_OR_DATE = re.compile(r"(?:^|\D)\d{1,2}$")
_LEAST_ABROAD = 10
_LEAST_ALONE = 9
_LONGEST_GROUP = 8
_NOBODYS = [2, 4, 3]
"""`07 1234 567`: groups as in no country."""
_TRIES = 6
_VALID, _CALLED, _GROUPED, _POSSIBLE, _BY_CUE = 0.95, 0.85, 0.6, 0.6, 0.7


def find(page: Page) -> Iterator[Hit]:
    if page.digits < LEAST_LOCAL:
        return
    for hit in _all(page) if page.digits >= LEAST_DIGITS else _local(page):
        if not is_rest_of_iban(page.text, hit.start):
            yield hit._replace(end=extension_end(page.text, hit.end))
            yield from (Hit(start, end, _BY_CUE) for start, end in joined(page.text, hit.start, hit.end))


def _local(page: Page) -> Iterator[Hit]:
    yield from (Hit(start, end, _BY_CUE) for start, end in short(page))


def _all(page: Page) -> Iterator[Hit]:
    text = page.text
    for start, end in page.spans(_TRUNK, 1):
        yield from _read(page, start, end)
    if "/ " in text:
        for start, end in page.spans(_SECOND, 1):
            yield from _read(page, start, end)
    if "+" in text:
        for start, end in page.spans(_PLUS, 1):
            yield from _read(page, start, end)
    if "\n" in text:
        for _, head, rest in page.groups(_BROKEN):
            yield from _read_broken(page, head, rest)
    yield from _called(page)
    for start, end in local(page):
        yield Hit(start, end, _GROUPED)
    yield from _local(page)


def _called(page: Page) -> Iterator[Hit]:
    """Numbers without `+` or `0`, around words for telephones."""
    for left, right in page.windows(TAGS, before=25, after=60):
        begin = run_start(page.text, left)
        for pattern in (_BARE, _SPELT):
            for start, end in pattern.spans(page.text[begin:right], 1):
                yield from _read(page, begin + start, begin + end)


def _read_broken(page: Page, head: tuple[int, int], rest: tuple[int, int]) -> Iterator[Hit]:
    """A number that goes on in the next line, unless what stands in the first is one already."""
    start, end = head[0], rest[1]
    digits = "".join(_GROUP.findall(page.text, start, end))
    if sum(map(str.isdigit, page.text[slice(*head)])) >= LEAST_DIGITS and _score(page, *head):
        return
    if "+" in page.text[slice(*head)]:
        believed = is_international(digits) == 2  # noqa: PLR2004 - the number exists
    else:
        believed = before(page.text, start) != "_" and is_national(digits) and is_called(page, start, end, digits)
    if believed:
        yield Hit(start, end, _VALID if digits[0] != "0" else _CALLED)


def _read(page: Page, start: int, end: int) -> Iterator[Hit]:
    """The numbers in one run, cut at the dates in it."""
    paired = _PAIRS.fullmatch(page.text, start, end) is not None and is_near(page, start, end)
    for left, right in [(start, end)] if paired else between_dates(page.text, start, end):
        hit = _judge(page, left, right)
        if hit:
            yield hit


def _judge(page: Page, start: int, end: int) -> Hit | None:
    """Tries the whole run, then without its last groups."""
    text = page.text
    for _ in range(_TRIES):
        while end > start and not text[end - 1].isdigit():
            end -= 1
        if sum(map(len, _GROUP.findall(text, start, end))) < LEAST_DIGITS:
            return None
        if _ends_well(page, start, end):
            score = _score(page, start, end)
            if score:
                return Hit(start - _leads(text, start, end), end, score)
        end = max(text.rfind(separator, start, end) for separator in " /.-)")
    return None


def _ends_well(page: Page, start: int, end: int) -> bool:
    """No part of a longer token. The surer the number, the more marks may stand between it and another one."""
    text = page.text
    behind, written = text[end : end + 1], text[start:end]
    abroad = "+" in written[:2]
    if (behind.isalnum() if abroad else is_word(behind)) and extension_end(text, end) == end:
        return False
    return not continues_number(text, end, _marks(written, sure=abroad or is_near(page, start, end)))


def _marks(written: str, *, sure: bool) -> str:
    """Marks over which a number goes on, if a digit follows."""
    marks = "." if sure else ".-"
    if not sure and "/" in written:
        marks += "/"
    if _TIME_OR_DATE.search(written):
        marks += ":"  # `030 1234567 08:00`
    if written[0] in "123456789" and sum(map(str.isdigit, written)) < _LEAST_ALONE:
        marks += ","  # `1234567,50`
    return marks


def _leads(text: str, start: int, end: int) -> int:
    """1 where an opening bracket before the span is closed in it."""
    return int(before(text, start) == "(" and ")" in text[start:end] and "(" not in text[start:end])


def _score(page: Page, start: int, end: int) -> float:
    written = page.text[start:end]
    groups = _GROUP.findall(written)
    digits = "".join(groups)
    if written.lstrip("(").startswith("+"):
        return _international(digits, written, called=is_near(page, start, end))
    if _is_elsewhere(page, start, end, groups):
        return 0.0
    if digits.startswith("00"):
        certain = len(digits) > LEAST_DIGITS + 2 and _international(digits[2:], written, called=False) == _VALID
        paired = groups[0] == "00" and all(len(group) == 2 for group in groups)  # noqa: PLR2004 - as bytes are dumped
        return _VALID if certain and (not paired or is_near(page, start, end)) else 0.0
    if _MONEY.match(page.text, end):
        return 0.0
    if digits.startswith("0"):
        return _national(page, start, end, groups)
    return _bare(page, start, end, groups)


def _is_elsewhere(page: Page, start: int, end: int, groups: list[str]) -> bool:
    """Part of another token, or of a dump. A comma parts cells, unless what follows may be a fraction."""
    near = is_near(page, start, end)
    fraction = len(groups) == 1 or (len(groups[-1]) <= 3 and all(len(group) == 3 for group in groups[:-1]))  # noqa: PLR2004 - as thousands
    cell = before(page.text, start) == "," and (near or not fraction)
    part = is_part(page.text, start) and not cell and not is_led(page, start)
    return part or (is_dump(page.text, start, end, groups) and not near)


def _bare(page: Page, start: int, end: int, groups: list[str]) -> float:
    """Without `+` or `0` the words beside it decide."""
    digits = "".join(groups)
    if _is_sum(page, start, end, groups) or page.near("not_phone", start, end, before=12, after=0):
        return 0.0
    if not is_called(page, start, end, digits, grouped=len(groups) > 1):
        return 0.0
    if is_invented(groups, page.text[start:end]):
        return _BY_CUE
    abroad = len(digits) > _LEAST_ABROAD and is_international(digits) == 2  # noqa: PLR2004 - the number exists
    return _BY_CUE if abroad or is_subscriber(digits) else 0.0


def _is_sum(page: Page, start: int, end: int, groups: list[str]) -> bool:
    """`1.234.567`, `1 234 567`, `12 345.5`: a sum, unless nothing but marks parts it from a word for telephones."""
    if _FRACTION.fullmatch(page.text, start, end):
        return True
    if _THOUSANDS.fullmatch(page.text[start:end]):
        return not (len(groups[0]) == 3 and is_direct(page, start))  # noqa: PLR2004 - `600.112.233`
    return len(groups[0]) == 1 and {len(group) for group in groups[1:]} == {3}


def _international(digits: str, written: str, *, called: bool) -> float:
    without_trunk = re.sub(r"\(0\)", "", written)
    digits = "".join(_GROUP.findall(without_trunk)).removeprefix("00") if without_trunk != written else digits
    if len(digits) > LONGEST or digits.startswith("0") or (_DECIMAL.fullmatch(written) and not called):
        return 0.0
    certainty = is_international(digits)
    spaced = len(_GROUP.findall(written)) > 1
    if certainty == 2:  # noqa: PLR2004 - the number exists
        return _VALID
    return _POSSIBLE if certainty and (spaced or called) else 0.0


def _national(page: Page, start: int, end: int, groups: list[str]) -> float:
    digits = "".join(groups)
    if not is_national(digits) or _is_zip(page.text, start, end):
        return 0.0
    if is_called(page, start, end, digits):
        return _CALLED
    if page.near("not_phone", start, end, before=20, after=0) or page.near("count", start, end, before=20, after=8):
        return 0.0
    ordinary = _is_grouped(page.text[start:end], groups)
    return _GROUPED if ordinary or (len(groups) == 1 and is_local_mobile(page.text, start, end)) else 0.0


def _is_zip(text: str, start: int, end: int) -> bool:
    """`MA 02110-1301`, `02110-1301, USA`, also in a comment that goes on in the next line."""
    if not _ZIP.fullmatch(text, start, end):
        return False
    return bool(_STATE.search(text[max(0, start - 15) : start]) or _USA.match(text, end))


def _is_grouped(written: str, groups: list[str]) -> bool:
    """Groups as in `030 1234567`, `06.12.34.56.78`, `0171/123 45 67`; not as in an ISBN, a path or a decimal."""
    lengths = [len(group) for group in groups]
    if len(groups) == 1 or min(lengths) == 1 or max(lengths) > _LONGEST_GROUP or lengths == _NOBODYS:
        return False
    if set(lengths) == {2} and len(lengths) != 5:  # noqa: PLR2004 - pairs are how France writes its ten digits
        return False
    if all(group.startswith("0") for group in groups) or (" - " in written and not _BEHIND_AREA.match(written)):
        return False  # a list of numbered things; from one time to another
    if written.count("/") > 1 or written.find("/") > lengths[0] + 2:
        return False  # only behind the area code
    behind_area = 0 < written.find("/") <= len("0475") and len(lengths) > 2  # noqa: PLR2004 - `02/123.45.67`
    return "." not in written or behind_area or _is_dotted(lengths)


def _is_dotted(lengths: list[int]) -> bool:
    pairs = lengths == [2] * 5
    return pairs or (lengths[0] > 2 and len(lengths) > 2)  # noqa: PLR2004 - `030.123.4567`, no decimal fraction


FAMILY = Family("PHONE_NUMBER", "phone", find, cues=CUES, patterns=(_TRUNK, _PLUS, _BROKEN, AMERICAN, OWNED, CANDIDATE))
