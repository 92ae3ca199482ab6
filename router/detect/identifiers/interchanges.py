r"""Who is reached and where in messages of UN/EDIFACT: `COM+0514112345:TE'`, `NAD+BY+++Anna Maier+Weg 4+Celle'`.

Directory D.96A and later: segment COM holds a number and what it is of (code list 3155), NAD the street in its fifth
element and the postcode in its eighth. Names are left to the recogniser of names: parties are firms as often.
"""

import re
from collections.abc import Iterator

from router.detect.identifiers.family import Family
from router.detect.page import Hit, Page

_SENT = re.compile(r"(?:^|['\n\r])[ \t]{0,8}COM\+(\+?(?:[ ()/.-]?\d){5,15}):(?:TE|FX|AL|SM|MA)(?=['\r\n]|$)")
_PARTY = re.compile(r"(?:^|['\n\r])[ \t]{0,8}NAD\+[A-Z]{2,3}\+((?:[^'?\n\r]|\?.){1,400})")
_ELEMENT = re.compile(r"(?:[^+?]|\?.)*")
_STREET, _POSTCODE = 3, 6
"""Places behind the party's role."""
_NUMBERED = re.compile(r"[^\W_][\w .,'?/:-]{2,100}")
_SCORE = 0.9


def _phones(page: Page) -> Iterator[Hit]:
    if "COM+" in page.text:
        yield from (Hit(*found.span(1), _SCORE) for found in _SENT.finditer(page.text))


def _addresses(page: Page) -> Iterator[Hit]:
    text = page.text
    for party in _PARTY.finditer(text) if "NAD+" in text else ():
        elements = list(_elements(text, *party.span(1)))
        if len(elements) > _STREET and _NUMBERED.fullmatch(text, *elements[_STREET]):
            yield from (Hit(*one, _SCORE) for one in elements[_STREET : _POSTCODE + 1 : 3] if one[0] < one[1])


def _elements(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start <= end:
        found = _ELEMENT.match(text, start, end)
        stop = found.end() if found else start
        yield start, stop
        start = stop + 1


FAMILIES = (Family("PHONE_NUMBER", "interchange_phone", _phones), Family("ADDRESS", "interchange_address", _addresses))
