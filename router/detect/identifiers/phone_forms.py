"""Forms that speak for themselves or in their own language: `(212) 555-0188`, `600-123-456`, and extensions behind."""

import re
from collections.abc import Iterator
from functools import cache

from phonenumbers import PhoneMetadata

from router.detect.identifiers.phone_languages import speaks
from router.detect.page import Page
from router.detect.patterns import Pattern

_EXTENSION = re.compile(
    r",? ?(?:\(?(?:ext|extension|wewn|wew|durchwahl|dw|poste|int|interno|toestel|anexo|extensión|ramal"
    r"|anknytning|klapka|mellék)"
    r"\.?:? ?|(?:x|#) ?)\d{1,5}(?!\w|[.,:]\d)\)?",
    re.IGNORECASE,
)
_AMERICAN = Pattern(r"(?:^|[^\pL\pN_+./-])(\([2-9]\d{2}\) ?\d{3}[ -]\d{4}|[2-9]\d{2}-\d{3}-\d{4})")
_THREES = Pattern(r"(?:^|[^\pL\pN_+./,:-])([4-9]\d{2}[ -]\d{3}[ -]\d{3})")
_LOCALS = (("pl", "PL"), ("es", "ES"), ("cs", "CZ"))
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
    for start, end in _AMERICAN.spans(text, 1):
        spoken_here = text[start] == "(" or speaks("en", text, start, end)
        if spoken_here and _is_free(page, start, end) and _is_known("US", "fixed_line", text[start:end]):
            yield start, end
    for start, end in _THREES.spans(text, 1):
        if _is_free(page, start, end) and (text[start + 3] == text[start + 7]):
            spoken = (region for language, region in _LOCALS if speaks(language, text, start, end))
            closed = text[start + 3] == "-" or _ENDS.match(text, end) is not None
            if closed and any(_is_known(region, "mobile", text[start:end]) for region in spoken):
                yield start, end


def _is_known(region: str, kind: str, written: str) -> bool:
    return _pattern(region, kind).fills("".join(_DIGIT.findall(written)))


def _is_free(page: Page, start: int, end: int) -> bool:
    named = page.near("not_phone", start, end, before=24, after=0) or page.near("count", start, end, before=20, after=8)
    return not named and _FREE.match(page.text, end) is not None


def extension_end(text: str, end: int) -> int:
    """`wewn. 12`, `ext. 45` belong to the number."""
    match = _EXTENSION.match(text, end)
    return match.end() if match else end
