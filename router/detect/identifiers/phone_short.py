"""Local numbers without an area code, right behind a word for telephones: `Tel: 78 31 17`, `call us at 555 0142`.

So few digits are also dates, sums and codes, so nothing but marks and a few small words may stand between.
"""

import re
from collections.abc import Iterator

from router.detect.page import Page

LEAST_LOCAL = 6
"""Digits of a number without its area code."""
_TAGS = ("phone", "phone_local")
_LINK = re.compile(
    r"[\"'*]{0,3}(?: ?[:.=#-]{1,2})? ?[\"'(]{0,2}(?:(?:is|at|on|ist|est|es|is:|number|no\.?|nr\.?|is now) ){0,2}"
)
_NUMBER = re.compile(
    r"(?:[1-9]\d(?:([ -])\d\d)(?:\1\d\d){1,2}|[1-9]\d\d[ -]\d\d[ -]?\d\d|[1-9]\d\d[ .-]\d{4}|[1-9]\d\d[ -]\d{3}"
    r"|\d \d\d \d\d \d\d)(?![\w%€$£]|[.,:/-]?\d| \d| ?(?:EUR|USD|PLN|euros?|kg|km|ms|%|€|\$)(?!\w))"
)
"""Groups of two and three; a point only as in `555.0142`, or it would be a date."""


def short(page: Page) -> Iterator[tuple[int, int]]:
    for tag in _TAGS:
        for _, end in page.cues(tag):
            link = _LINK.match(page.text, end)
            number = _NUMBER.match(page.text, link.end()) if link and link.end() > end else None
            if number and not page.near("count", *number.span(), before=16, after=8):
                yield number.span()
