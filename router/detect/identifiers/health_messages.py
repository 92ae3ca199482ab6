r"""Who a message of HL7 version 2 is about: `PID|1||123^^^H||Field^Mark||19790823|M|||9 Oak Ln`.

Chapter 3.4.2: field 3 of a PID holds the patient's numbers, 5 the name (family, given, further ones, parted by `^`), 6
the mother's maiden name, 7 the date of birth, 11 the address, 13 and 14 telephones; 2, 4, 18 to 20 further numbers.
Chapter 3.4.5: fields 2, 4 to 6 of an NK1 hold the same of who is next of kin.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from router.detect.identifiers.family import Family
from router.detect.page import Hit, Page

_SEGMENT = re.compile(r"(?:^|[\n\r])(?P<type>PID|NK1)\|(?P<fields>[^\n\r]{0,4000})")
_PART = re.compile(r"[^\W\d_][^\^~&\\]*")
_BORN = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_REPEATED = re.compile(r"(?:^|(?<=~))[^~]+")
_NUMBER = re.compile(r"(?=\D{0,12}\d)[\w.-]{3,30}")
_PHONE = re.compile(r"[+(]{0,2}\d[\d ()./-]{4,24}")
_PARTS_OF_NAMES = 3
_STREET, _POSTCODE = 0, 4
_SCORE = 0.95
_Spans = Iterator[tuple[int, int]]


def _names(text: str, start: int, end: int) -> _Spans:
    yield from [part.span() for part in _PART.finditer(text, start, end)][:_PARTS_OF_NAMES]


def _births(text: str, start: int, end: int) -> _Spans:
    if born := _BORN.match(text, start, end):
        yield born.span()


def _numbers(text: str, start: int, end: int) -> _Spans:
    yield from _heads(text, start, end, _NUMBER)


def _phones(text: str, start: int, end: int) -> _Spans:
    yield from _heads(text, start, end, _PHONE)


def _heads(text: str, start: int, end: int, form: re.Pattern[str]) -> _Spans:
    """The first component of each repetition."""
    for one in _REPEATED.finditer(text[start:end]):
        if head := form.match(text, start + one.start(), start + one.end()):
            yield head.span()


def _addresses(text: str, start: int, end: int) -> _Spans:
    for one in _REPEATED.finditer(text[start:end]):
        place = start + one.start()
        for component, value in enumerate(one[0].split("^")):
            if component in {_STREET, _POSTCODE} and any(map(str.isdigit, value)):
                yield place, place + len(value)
            place += len(value) + 1


_Reader = Callable[[str, int, int], _Spans]
_READ: Mapping[tuple[str, str], tuple[_Reader, Mapping[str, frozenset[int]]]] = {
    ("PERSON", "patient"): (_names, {"PID": frozenset({5, 6, 9}), "NK1": frozenset({2})}),
    ("DATE_OF_BIRTH", "patient_birth"): (_births, {"PID": frozenset({7}), "NK1": frozenset({16})}),
    ("NATIONAL_ID", "patient_number"): (_numbers, {"PID": frozenset({2, 3, 4, 18, 19, 20})}),
    ("ADDRESS", "patient_address"): (_addresses, {"PID": frozenset({11}), "NK1": frozenset({4})}),
    ("PHONE_NUMBER", "patient_phone"): (_phones, {"PID": frozenset({13, 14}), "NK1": frozenset({5, 6})}),
}
"""By kind and name: who reads a field, and which fields of which segments, counted from 1."""


def _find(page: Page, read: _Reader, wanted: Mapping[str, frozenset[int]]) -> Iterator[Hit]:
    text = page.text
    if not any(f"{segment}|" in text for segment in wanted):
        return
    for segment in _SEGMENT.finditer(text):
        fields = wanted.get(segment["type"], frozenset())
        start = segment.start("fields")
        for number, field in enumerate(segment["fields"].split("|"), 1):
            end = start + len(field)
            if number in fields:
                yield from (Hit(low, high, _SCORE) for low, high in read(text, start, end))
            start = end + 1


FAMILIES = tuple(
    Family(kind, name, partial(_find, read=read, wanted=wanted)) for (kind, name), (read, wanted) in _READ.items()
)
