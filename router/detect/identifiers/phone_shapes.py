"""National numbers without a trunk zero, told by groups and the language of the text: `347 123 4567`, `600 123 456`.

Such groups are a telephone number's in one country and a price, an order or a sum in another, so three things must
agree: the groups, the numbering plan of a country whose language is written around them (ITU-T E.164, national plans as
libphonenumber has them), and that no word beside them says what else they are. In place of the language another contact
can stand beside the number: an e-mail address in its line, or a word for telephones above it.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from phonenumbers import PhoneMetadata

from router.detect.identifiers.phone_languages import weight
from router.detect.page import Page
from router.detect.patterns import Pattern

CANDIDATE = Pattern(r"(?:^|[^\pL\pN_+./:%€$£#-])([2-9]\d(?:\d?(?:[ ./-]\d{2,4}){2,3}|\d[ ./-]?\d{6,7}|\d{7}))")
"""All of it begins with no zero: what does is read elsewhere."""
_GROUP = re.compile(r"\d+")
_AHEAD = re.compile(r"\d[ .,:;/-]{0,3}\(?$")
_BEHIND = re.compile(r"[ \t.,:/-]{1,3}\d|[\w/%€$£]")
_SUMMED = re.compile(
    r" ?(?:euros?|dollars|zł|złotych|kwh|einwohner|habitants|habitantes|abitanti|inwoners|osób|mieszkańców"
    r"|personas|persone"
    r"|personnes|people|units)(?!\w)",
    re.IGNORECASE,
)
_PRICED = re.compile(r"(?:euro|eur|zł|pln|usd) $", re.IGNORECASE)
_CLOSED = re.compile(r" ?(?:[.,;!?)|\"\n]|$)")
_MAIL = re.compile(r"\w@\w")
_LINE, _ENOUGH, _SURE = 80, 2, 3
_ABOVE, _BELOW = 300, 60
"""Characters to a word for telephones: a form or a list of numbers names it once."""


class _Shape(NamedTuple):
    """`groups` as lengths; `marks` that may stand between; in `regions`, by their languages, they are a number."""

    groups: tuple[int, ...]
    marks: str
    regions: tuple[tuple[str, str], ...]


_THREES = (("pl", "PL"), ("es", "ES"), ("cs", "CZ"), ("sk", "SK"), ("pt", "PT"))
_SHAPES = (
    _Shape((3, 3, 3), " -", _THREES),
    _Shape((3, 2, 2, 2), " -", (("es", "ES"), ("pl", "PL"))),
    _Shape((2, 3, 2, 2), " -", (("es", "ES"), ("pl", "PL"))),
    _Shape((3, 3, 4), " -./", (("it", "IT"), ("en", "US"))),
    _Shape((3, 2, 2, 3), " -.", (("it", "IT"),)),
    _Shape((3, 6), " -./", (("it", "IT"),)),
    _Shape((3, 7), " -./", (("it", "IT"),)),
    _Shape((10,), "", (("it", "IT"),)),
)
_UNLIKE_SUMS = {(3, 2, 2, 2), (2, 3, 2, 2)}
"""Groups that nothing else has: behind a capitalised word they need no more."""
_NAMED = re.compile(r"[^\W\d_]{2,}[,:]? $")
_NAME = 20
_BY_GROUPS = {shape.groups: shape for shape in _SHAPES}
_MOBILES_ALONE = frozenset({"IT", "PT"})
"""Where fixed lines keep their zero, or their groups are anybody's, only mobile numbers are believed."""


def shaped(page: Page) -> Iterator[tuple[int, int]]:
    text = page.text
    for start, end in page.spans(CANDIDATE, 1):
        if _is_apart(text, start, end) and _is_number(page, start, end):
            yield start, end


def _is_apart(text: str, start: int, end: int) -> bool:
    """No more digits on either side: a row of a table, a sum, a longer token."""
    return not _BEHIND.match(text, end) and not _AHEAD.search(text, max(0, start - 5), start)


def _is_number(page: Page, start: int, end: int) -> bool:
    text = page.text
    groups = _GROUP.findall(text, start, end)
    shape = _BY_GROUPS.get(tuple(map(len, groups)))
    if shape is None or not _is_even(text[start:end], shape):
        return False
    digits = "".join(groups)
    regions = [(language, region) for language, region in shape.regions if _plan(region).fills(digits)]
    if not regions or _is_named_otherwise(page, start, end):
        return False
    if shape.groups in _UNLIKE_SUMS and _NAMED.search(text, max(0, start - _NAME), start):
        return True
    least = _SURE if len(groups) == 1 else _ENOUGH
    if max(weight(language, text, start, end) for language, _ in regions) < least and not _is_contact(page, start, end):
        return False
    thousands = shape.groups == (3, 3, 3) and text[start + 3] == " "
    return not thousands or _CLOSED.match(text, end) is not None


def _is_even(written: str, shape: _Shape) -> bool:
    """One mark throughout."""
    marks = {sign for sign in written if not sign.isdigit()}
    return len(marks) == (len(shape.groups) > 1) and marks <= set(shape.marks)


def _is_named_otherwise(page: Page, start: int, end: int) -> bool:
    if _SUMMED.match(page.text, end) or _PRICED.search(page.text, max(0, start - 6), start):
        return True
    return page.near("not_phone", start, end, before=30, after=0) or page.near("count", start, end, before=20, after=8)


def _is_contact(page: Page, start: int, end: int) -> bool:
    """Another contact stands beside it. A row of digits alone needs more than that."""
    text = page.text
    ahead = text[max(0, start - _LINE) : start].rpartition("\n")[2]
    behind = text[end : end + _LINE].partition("\n")[0]
    if (" " in text[start:end] or "-" in text[start:end]) and _MAIL.search(f"{ahead} {behind}"):
        return True
    return " " in text[start:end] and page.near("phone", start, end, before=_ABOVE, after=_BELOW)


@cache
def _plan(region: str) -> Pattern:
    metadata = PhoneMetadata.metadata_for_region(region)
    kinds = ("mobile",) if region in _MOBILES_ALONE else ("mobile", "fixed_line")
    sources = [getattr(metadata, kind).national_number_pattern for kind in kinds]
    invented = [r"[2-9]\d{2}[2-9]\d{6}", r"555\d{7}"] if region == "US" else []
    return Pattern("|".join(f"(?:{source})" for source in sources + invented))
