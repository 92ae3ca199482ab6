r"""Dates of birth in pedigrees: `1 BIRT` and below it `2 DATE 4 MAY 1957` (GEDCOM 5.5.1, event BIRT)."""

import re
from collections.abc import Iterator

from router.detect import dates
from router.detect.identifiers.family import Family
from router.detect.page import Hit, Page

_BIRTH = re.compile(
    r"(?:^|\n)[ \t]{0,8}1 BIRT(?: Y)?[ \t]*\r?\n(?:[ \t]{0,8}2 (?!DATE)[A-Z_]{3,15}[^\n]{0,200}\n){0,4}"
    r"[ \t]{0,8}2 DATE (?:(?:ABT|CAL|EST|BEF|AFT|INT) )?([^\n\r]{4,35})"
)
_YEAR = re.compile(r"(?:[A-Z]{3} )?1[89]\d{2}|20\d{2}")
_SCORE = 0.9


def find(page: Page) -> Iterator[Hit]:
    text = page.text
    for found in _BIRTH.finditer(text) if "1 BIRT" in text else ():
        start, end = found.span(1)
        written = text[start:end].rstrip()
        if _YEAR.fullmatch(written):
            yield Hit(start, start + len(written), _SCORE)
        for low, high in sorted(set(dates.find(written)))[:1]:
            yield Hit(start + low, start + high, _SCORE)


FAMILY = Family("DATE_OF_BIRTH", "pedigree", find)
