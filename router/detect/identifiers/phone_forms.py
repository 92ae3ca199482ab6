"""Forms that speak for themselves or in their own language: `(212) 555-0188`, `600-123-456`, and extensions behind."""

import re
from collections.abc import Iterator
from functools import cache

from phonenumbers import PhoneMetadata

from router.detect.identifiers.phone_numbers import is_subscriber
from router.detect.identifiers.phone_shapes import shaped
from router.detect.page import Page
from router.detect.patterns import Pattern

_EXTENSION = re.compile(
    r",? ?(?:\(?(?:ext|extension|wewn|wew|durchwahl|dw|poste|int|interno|toestel|anexo|extensión|ramal"
    r"|anknytning|anknytn|klapka|mellék|linje|lokal|ankn)"
    r"\.?:? ?-?|(?:x|#) ?)\d{1,5}(?!\w|[.,:]\d)\)?",
    re.IGNORECASE,
)
AMERICAN = Pattern(
    r"(?:^|[^\pL\pN_+./-])((?:00)?1[-. ]\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}|\(\d{3}\)[ -]?\d{3}[-. ]\d{4}"
    r"|\d{3}[-.]\d{3}[-.]\d{4},? ?(?:[(]?(?i:ext)[. ]{0,2}|x| ?#)\d{1,5}"
    r"|8[ -]\([3489]\d{2}\) ?\d{3}-\d{2}-\d{2}"
    r"|\(\d{2}\) ?9?\d{4}-\d{4}|\((?:351|\+351)\) ?[29]\d{2} ?\d{3} ?\d{3}"
    r"|\(?06\)?[ -]?1/\d{3}-\d{4}|\(?06[-/ ]\d{2}\)?/\d{3}-\d{3,4})"
)
"""`(212) 555-0188`, `001-212-555-0188`, `212.555.0188x12`: the North American plan, invented ones too.

Also `8 (495) 123-45-67` as in Russia, `(11) 98765-4321` as in Brazil, `(351) 912 345 678` as in
Portugal and `(06)1/234-5678` as in Hungary.
"""
_JOINED = re.compile(r"(?: ?[,;/&] ?| (?:or|and|oder|und|ou|et|o|y|e|of|en|lub|i|oraz|eller|och|og|tai) )(?=[\d(+])")
_MOST_JOINED = 3
_THREES = Pattern(r"(?:^|[^\pL\pN_+./,:-])([4-9]\d{2}[ -]\d{3}[ -]\d{3})")
_NUMBERED = re.compile(r"(?:^|[\s(])nr\.? $")
"""In small letters, as Polish and Swedish have it and German does not."""
_EXTENDED = Pattern(r"(?i)(?:^|[^\pL\pN_+./,:-])([1-9]\d{0,2}(?:[ -]\d{2,4}){2,4}),? \(?(?:wewn|wew|ext)\.? ?\d")
OWNED = Pattern(
    r"(?i)(?:^|[^\pL\pN_+./,:-])([1-9]\d{2}(?:[ .-]?\d{2,3}){2,4}|[1-9]\d{8}) (?:(?:es|est|ist|is|to|è|é) )?"
    r"(?:mi n[uú]mero|mon num[eé]ro|meine nummer|mijn nummer|m[oó]j numer|il mio numero|o meu n[uú]mero)"
    r"(?:[.,;!?)\n]|$| (?:de tel|de m[oó]vil|de whats|de cel|por si|pour|para))"
)
"""`612 345 678 es mi número`, not `... mi número de pedido`."""
_ENDS = re.compile(r" ?(?:[.,;!?)\n]\D|[.,;!?)\n]?$)")
_FREE = re.compile(r"(?![\w/]|[ .,:-]?\d)")
_DIGIT = re.compile(r"\d")


@cache
def _pattern(region: str, kind: str) -> Pattern:
    metadata = PhoneMetadata.metadata_for_region(region)
    description = getattr(metadata, kind)
    return Pattern(description.national_number_pattern)


def local(page: Page) -> Iterator[tuple[int, int]]:
    """Numbers without a trunk zero, where their language is written and no word says what else they are."""
    text = page.text
    if "-" not in text and " " not in text:
        return
    for start, end in page.spans(AMERICAN, 1):
        if _is_free(page, start, extension_end(text, end)):
            yield start, end
    yield from _told_behind(page)
    for start, end in _THREES.spans(text, 1) if "nr" in text else ():
        if _NUMBERED.search(text, max(0, start - 5), start) and text[start + 3] == text[start + 7]:
            closed = text[start + 3] == "-" or _ENDS.match(text, end) is not None
            if closed and _is_free(page, start, end) and _is_known("PL", "mobile", text[start:end]):
                yield start, end
    yield from shaped(page)


def _told_behind(page: Page) -> Iterator[tuple[int, int]]:
    """What stands behind them makes them a telephone's: an extension, or whose they are."""
    text = page.text
    for start, end in _EXTENDED.spans(text, 1) if " ext" in text or "wew" in text else ():
        if is_subscriber("".join(_DIGIT.findall(text[start:end]))):
            yield start, end
    for start, end in page.spans(OWNED, 1):
        if is_subscriber("".join(_DIGIT.findall(text[start:end]))):
            yield start, end


def _is_known(region: str, kind: str, written: str) -> bool:
    return _pattern(region, kind).fills("".join(_DIGIT.findall(written)))


def _is_free(page: Page, start: int, end: int) -> bool:
    named = page.near("not_phone", start, end, before=24, after=0) or page.near("count", start, end, before=20, after=8)
    return not named and _FREE.match(page.text, end) is not None


def joined(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Numbers behind the one from `start` to `end` that are written just like it: `555-0142 or 555-0199`."""
    shape = _shape(text[start:end])
    for _ in range(_MOST_JOINED):
        link = _JOINED.match(text, extension_end(text, end))
        if not link:
            return
        start, end = link.end(), link.end() + len(shape)
        if _shape(text[start:end]) != shape or not _FREE.match(text, end):
            return
        yield start, end


def _shape(written: str) -> str:
    return _DIGIT.sub("0", written)


def extension_end(text: str, end: int) -> int:
    """`wewn. 12`, `ext. 45` belong to the number."""
    match = _EXTENSION.match(text, end)
    return match.end() if match else end
