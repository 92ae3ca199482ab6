"""National identifiers that no word names, in sentences of their own language: a PESEL in Polish, a DNI in Spanish.

Only numbers whose check and form leave one random number in some hundred, alone in their groups, and with no word for
another number in front.
"""

import re
from collections.abc import Iterator

from stdnum.es import dni
from stdnum.pl import pesel

from router.detect.identifiers.family import Family
from router.detect.identifiers.phone_languages import speaks
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern, continues_number, is_word

_NUMBER = Pattern(r"(?:^|[\s(:,;])(\d{2}(?:[02][1-9]|[13][0-2])(?:0[1-9]|[12]\d|3[01])\d{5}|\d{8}-?[a-z])")
"""Of a PESEL the date of birth must be one since 1900, of a DNI the letter a small one: others are found anywhere."""
_POLISH = re.compile("[ąćęłńśźżĄĆĘŁŃŚŹŻ]")
_AROUND = 80
_UNIT = re.compile(r" ?(?:zł|PLN|EUR|€|%|ms|MB|km|sztuk|rekord|bajt)|[:/=_@#\\-]")
_LEAST_DIGITS = 8
_OTHERS = ("id.other", "not_phone", "count", "phone", "phone_noun")
_AHEAD = 32
_SCORE = 0.6


def find(page: Page) -> Iterator[Hit]:
    if page.digits < _LEAST_DIGITS:
        return
    for start, end in page.spans(_NUMBER, 1):
        if _is_alone(page, start, end) and _is_spoken_of(page.text, start, end):
            yield Hit(start, end, _SCORE)


def _is_alone(page: Page, start: int, end: int) -> bool:
    text = page.text
    if is_word(text[end : end + 1]) or continues_number(text, end, ".,-/: ") or _UNIT.match(text, end):
        return False
    if text[max(0, start - 2) : start - 1].isdigit():
        return False
    return not any(page.near(tag, start, end, before=_AHEAD, after=0) for tag in _OTHERS)


def _is_spoken_of(text: str, start: int, end: int) -> bool:
    written = text[start:end]
    if written[-1].isdigit():
        at_home = _POLISH.search(text, max(0, start - _AROUND), end + _AROUND) is not None
        return at_home and pesel.is_valid(written) and speaks("pl", text, start, end)
    return dni.is_valid(written) and speaks("es", text, start, end)


FAMILY = Family("NATIONAL_ID", "national_by_language", find, patterns=(_NUMBER,))
