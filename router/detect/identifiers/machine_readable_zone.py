"""Machine-readable zones of passports, identity cards and visas (ICAO 9303 parts 4 to 7), and the French card of 1988.

A line of digits is believed by its check digits, a line of names by its beginning and its filling. Lines that stand
together are one hit.
"""

from collections.abc import Iterator

from router.detect.identifiers.checksums import mrz_digit
from router.detect.identifiers.family import Family
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern, is_word

_LINE = Pattern(r"(?i)[A-Z0-9<]{30,44}")
_LENGTHS = frozenset({30, 36, 44})
_NAMES = Pattern(r"[PACIV][A-Z<][A-Z]{1,3}<{0,2}[A-Z]+[A-Z<]*<<[A-Z<]*|IDFRA[A-Z]+<+[A-Z0-9<]*")
_CARD_NAMES = Pattern(r"[A-Z]+(?:<[A-Z]+)*<<[A-Z<]*")
_CARD = Pattern(r"[ACI][A-Z<][A-Z<]{3}[A-Z0-9<]{9}[0-9<][A-Z0-9<]{15}")
_DATED = Pattern(r"[A-Z0-9<]{9}[0-9<][A-Z<]{3}\d{6}\d[MFX<]\d{6}\d[A-Z0-9<]*")
_CARD_DATED = Pattern(r"\d{6}\d[MFX<]\d{6}\d[A-Z<]{3}[A-Z0-9<]{11}\d")
_FRENCH = Pattern(r"\d{12}\d[A-Z<]{14}\d{6}\d[MF]\d")
_SCORE = 1.0


def find(page: Page) -> Iterator[Hit]:
    text = page.text
    if "<" not in text:
        return
    hit: tuple[int, int] | None = None
    for start, end in _LINE.spans(text):
        follows = hit is not None and not text[hit[1] : start].strip()
        if not _is_line(text, start, end, follows=follows):
            continue
        if hit is not None and follows:
            hit = hit[0], end
            continue
        if hit is not None:
            yield Hit(*hit, _SCORE)
        hit = start, end
    if hit is not None:
        yield Hit(*hit, _SCORE)


def _is_line(text: str, start: int, end: int, *, follows: bool) -> bool:
    """`follows`: a line of the zone ends right before; only there is the third line of a card, bare names, believed."""
    if end - start not in _LENGTHS or is_word(text[start - 1 : start]) or is_word(text[end : end + 1]):
        return False
    line = text[start:end].upper()
    return _is_dated(line) or _NAMES.fills(line) or _is_card(line) or (follows and _CARD_NAMES.fills(line))


def _is_dated(line: str) -> bool:
    fields: tuple[tuple[int, int], ...]
    if _DATED.fills(line):
        fields = ((0, 9), (13, 19), (21, 27))
    elif _CARD_DATED.fills(line):
        fields = ((0, 6), (8, 14))
    elif _FRENCH.fills(line):
        fields = ((0, 12), (27, 33))
    else:
        return False
    return all(line[end] in {mrz_digit(line[start:end]), "<"} for start, end in fields)


def _is_card(line: str) -> bool:
    """The first of three lines: type, country, number, check digit."""
    return _CARD.fills(line) and line[14] == mrz_digit(line[5:14]) and "<" in line


FAMILY = Family("NATIONAL_ID", "machine_readable_zone", find)
