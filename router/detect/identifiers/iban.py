"""IBANs (ISO 13616): every country of the registry that python-stdnum carries, in any case and however it is set apart.

Each country has its own length, so the word behind the number is never taken for a part of it, even when it is glued
to it. Polish accounts are also found as people write them, without the country; in any groups beside a word for it.
"""

import re
from collections.abc import Iterator
from functools import cache

from stdnum import numdb

from router.detect.identifiers import account_words
from router.detect.identifiers.family import Family
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern, before

_APART = r"[\s.\-_/*\x{b7}]{0,3}"
"""What may stand between two characters of a number: also a line break, two spaces, or marks of bold."""
_SEPARATORS = re.compile(r"[\s.\-_/*\u00b7]+")
_CLASSES = {"n": r"\d", "a": "[A-Za-z]", "c": "[A-Za-z0-9]"}
_SUBFIELD = re.compile(r"\?3[18]$")
"""The account of the other side in field 86 of a statement (SWIFT MT940)."""
_LEAST_DIGITS = 7
_FEW = 3
"""Parts into which lines break a number that is otherwise compact."""
_SCORE = 1.0


@cache
def _countries() -> dict[str, str]:
    return {low: properties["bban"] for _, low, _, properties, _ in numdb.get("iban").prefixes}


def _either_case(code: str) -> str:
    return "".join(f"[{letter}{letter.lower()}]" for letter in code)


@cache
def _body(country: str) -> re.Pattern[str]:
    """`4!a6!n` of the registry as a pattern, from the country on."""
    apart = _SEPARATORS.pattern.replace("+", "{0,3}")
    parts = re.findall(r"(\d+)!([nac])", _countries()[country])
    body = "".join(rf"(?:{apart}{_CLASSES[kind]}){{{count}}}" for count, kind in parts)
    return re.compile(rf"[A-Z]{{2}}{apart}\d{apart}\d{body}", re.IGNORECASE | re.ASCII)


_HEAD = Pattern(rf"(?:{'|'.join(map(_either_case, sorted(_countries())))}){_APART}\d{_APART}\d")
_POLISH = Pattern(rf"\d{{2}}(?:{_APART}\d{{4}}){{6}}")
_POLISH_LOOSE = Pattern(rf"\d(?:{_APART}\d){{25}}")
_BEFORE_ACCOUNT, _BEHIND_ACCOUNT = 60, 80
_CUES = (
    "iban",
    "account*",
    "acct",
    "bank*",
    "konto*",
    "kont*",
    "rachun*",
    "nrb",
    "przelew*",
    "nr rach*",
    *account_words.WORDS,
)


def is_valid(number: str) -> bool:
    """ISO 7064 mod 97-10 over letters and digits; `number` may have separators."""
    compact = _SEPARATORS.sub("", number)
    return int("".join(str(int(letter, 36)) for letter in compact[4:] + compact[:4])) % 97 == 1


def find(page: Page) -> Iterator[Hit]:
    if page.digits < _LEAST_DIGITS:
        return
    text = page.text
    for start, end in candidates(page):
        if is_valid(text[start:end]):
            yield Hit(start, end, _SCORE)
            yield from _glued(text, end)
    for start, end in page.spans(_POLISH):
        if _is_polish(page, start, end) and is_valid("PL" + text[start:end]):
            yield Hit(start, end, _SCORE)
    for left, right in page.windows(["account"], before=_BEFORE_ACCOUNT, after=_BEHIND_ACCOUNT):
        yield from _loose(text, left, right)


def _glued(text: str, position: int) -> Iterator[Hit]:
    """Numbers that begin right where a valid one ends: the length of each is known."""
    while text[position : position + 2].upper() in _countries():
        match = _body(text[position : position + 2].upper()).match(text, position)
        if not match or text[match.end() : match.end() + 1].isdigit() or not is_valid(match[0]):
            return
        position = match.end()
        yield Hit(*match.span(), _SCORE)


def _loose(text: str, left: int, right: int) -> Iterator[Hit]:
    """Beside a word for accounts the Polish number may be set apart in any way."""
    for low, high in _POLISH_LOOSE.spans(text[left:right]):
        start, end = left + low, left + high
        touched = before(text, start).isalnum() or text[end : end + 1].isalnum()
        if not touched and is_valid("PL" + text[start:end]):
            yield Hit(start, end, _SCORE)


def candidates(page: Page) -> Iterator[tuple[int, int]]:
    """What has the shape of its country's IBAN, be its check digits right or not."""
    text = page.text
    for start, _ in page.spans(_HEAD):
        match = _body(text[start : start + 2].upper()).match(text, start)
        if match and _is_free(text, *match.span()) and _is_evenly_set(match[0]):
            yield match.span()


def shaped_at(text: str, start: int) -> int | None:
    """Where what begins here and has the shape of its country's IBAN ends, be its check digits right or not."""
    country = text[start : start + 2].upper()
    match = _body(country).match(text, start) if country in _countries() else None
    shaped = match is not None and _is_free(text, *match.span()) and _is_evenly_set(match[0])
    return match.end() if match is not None and shaped else None


def _is_free(text: str, start: int, end: int) -> bool:
    """A letter may follow (`...3000EUR`): the length is known. None may precede, but for `IBAN` itself or `?31`."""
    ahead = text[max(0, start - 4) : start]
    named = ahead.lower() == "iban" or _SUBFIELD.search(ahead) is not None
    return (named or not before(text, start).isalnum()) and not text[end : end + 1].isdigit()


def _is_evenly_set(written: str) -> bool:
    """Compact, or with single spaces or hyphens anywhere, or else in fours or in few parts: no cells of a table."""
    if all(apart in {" ", "-"} for apart in _SEPARATORS.findall(written)):
        return True
    groups = _SEPARATORS.split(written)
    return len(groups) <= _FEW or all(len(group) == 4 for group in groups[1:-1])  # noqa: PLR2004 - as on paper


def _is_polish(page: Page, start: int, end: int) -> bool:
    written = page.text[start:end]
    grouped = len(set(_SEPARATORS.findall(written))) == 1 and written[2:3] in {" ", "-"}
    touched = before(page.text, start).isalnum() or page.text[end : end + 1].isalnum()
    return not touched and (grouped or page.near("account", start, end))


FAMILY = Family("IBAN_CODE", "iban", find, cues={"account": _CUES}, patterns=(_HEAD, _POLISH))
