"""IBANs (ISO 13616): every country of the registry that python-stdnum carries, spaced, dashed or compact, any case.

The pattern has each country's own length, so the word behind the number is never taken for a part of it. Polish
accounts are also found as people write them, without the country.
"""

import re
from collections.abc import Iterator

from stdnum import numdb

from router.detect.identifiers.family import Family
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern, is_word

_CLASSES = {"n": r"\d", "a": "[A-Za-z]", "c": "[A-Za-z0-9]"}
_LEAST_DIGITS = 7
_SCORE = 1.0


def _body(structure: str) -> str:
    """`4!a6!n` of the registry as a pattern with an optional separator before each character."""
    parts = re.findall(r"(\d+)!([nac])", structure)
    return "".join(rf"(?:[ -]?{_CLASSES[kind]}){{{count}}}" for count, kind in parts)


def _registry() -> str:
    countries = ((low, properties["bban"]) for _, low, _, properties, _ in numdb.get("iban").prefixes)
    return "|".join(rf"{_either_case(low)}[ -]?\d[ -]?\d{_body(structure)}" for low, structure in countries)


def _either_case(code: str) -> str:
    return "".join(f"[{letter}{letter.lower()}]" for letter in code)


_IBAN = Pattern(_registry())
_POLISH = Pattern(r"\d{2}(?:[ -]?\d{4}){6}")
_CUES = ("iban", "account*", "acct", "bank*", "konto*", "kont*", "rachun*", "nrb", "przelew*", "nr rach*")


def is_valid(number: str) -> bool:
    """ISO 7064 mod 97-10 over letters and digits; `number` may have separators."""
    compact = number.replace(" ", "").replace("-", "")
    return int("".join(str(int(letter, 36)) for letter in compact[4:] + compact[:4])) % 97 == 1


def find(page: Page) -> Iterator[Hit]:
    if page.digits < _LEAST_DIGITS:
        return
    text = page.text
    for start, end in _IBAN.spans(text):
        if _is_free(text, start, end) and is_valid(text[start:end]):
            yield Hit(start, end, _SCORE)
    for start, end in _POLISH.spans(text):
        spaced = end - start > 26  # noqa: PLR2004 - digits of a Polish account
        believed = _is_free(text, start, end) and (spaced or page.near("account", start, end))
        if believed and is_valid("PL" + text[start:end]):
            yield Hit(start, end, _SCORE)


def _is_free(text: str, start: int, end: int) -> bool:
    head = text[max(0, start - 4) : start].lower() == "iban" or not is_word(text[start - 1 : start])
    return head and not is_word(text[end : end + 1])


FAMILY = Family("IBAN_CODE", "iban", find, cues={"account": _CUES})
