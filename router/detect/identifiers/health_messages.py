r"""Who a message of HL7 version 2 is about: `PID|1||123||Field^Mark||19790823|M`.

Chapter 3.4.2: field 5 is the patient's name (family, given, further ones, parted by `^`), 6 the mother's maiden name,
7 the date of birth.
"""

import re
from collections.abc import Iterator

from router.detect.identifiers.family import Family
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern

_SEGMENT = Pattern(r"(?:^|[\n\r])PID\|(?:[^|\n\r]{0,200}\|){4}([^|\n\r]{0,200})\|([^|\n\r]{0,200})\|([^|\n\r]{0,30})")
_PART = re.compile(r"[^\W\d_][^\^~&\\]*")
_BORN = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_PARTS_OF_NAMES = 3
_SCORE = 0.95


def _names(page: Page) -> Iterator[Hit]:
    for _, *fields, _born in _segments(page.text):
        for start, end in fields:
            parts = list(_PART.finditer(page.text, start, end))[:_PARTS_OF_NAMES]
            yield from (Hit(part.start(), part.end(), _SCORE) for part in parts)


def _births(page: Page) -> Iterator[Hit]:
    for *_, (start, end) in _segments(page.text):
        if born := _BORN.match(page.text, start, end):
            yield Hit(start, born.end(), _SCORE)


def _segments(text: str) -> Iterator[tuple[tuple[int, int], ...]]:
    return _SEGMENT.groups(text) if "PID|" in text else iter(())


FAMILIES = (Family("PERSON", "patient", _names), Family("DATE_OF_BIRTH", "patient_birth", _births))
