r"""Whose money it was in statements of account: `:86:166?00GUTSCHRIFT?30COBADEFFXXX?31DE89...?32Anna Maier`.

SWIFT MT940, field 86, as the banks of Germany and Austria fill it (DFÜ agreement, appendix 3, chapter 8): behind three
digits of a code a mark that parts the subfields, each with its number; 30 the bank, 31 the account, 32 and 33 the name.
Field 25 is the account of the statement itself. Lines end after 65 characters, also within a value.
"""

import re
from collections.abc import Iterator

from router.detect.identifiers.family import Family
from router.detect.identifiers.firm_forms import SURE
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern

_FIELD = re.compile(r":86:\d{3}(?P<mark>[?>~^@|])(?P<subfields>(?:[^\n]{0,200}(?:\n(?![:-]))?){1,6})")
"""Six lines at most; a line that begins with a colon or a hyphen is the next field's."""
_NUMBER = re.compile(r"\d{2}")
_BANK = re.compile(r"\d{8}|[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_ACCOUNT = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9\s]{8,36}|\d[\d\s]{3,34}")
_NAME = re.compile(r"[^\W\d_]{2}.*", re.DOTALL)
_OWN = re.compile(r":25:([A-Z0-9]{8,11}/\d{4,23}[A-Z]{0,3})(?![\w/])")
_FIRM = Pattern(rf"(?:^|[ ,])(?:{SURE})(?:$|[ ,.])|[ ,](?:AG|KG|SE|B\.?V\.?|N\.?V\.?|SA|SPA)$")
_SCORE = 0.95


def _accounts(page: Page) -> Iterator[Hit]:
    text = page.text
    if ":25:" in text:
        yield from (Hit(*found.span(1), _SCORE) for found in _OWN.finditer(text))
    for number, start, end in _subfields(text):
        form = {"30": _BANK, "31": _ACCOUNT}.get(number)
        if form is not None and form.fullmatch(text, start, end):
            yield Hit(start, end, _SCORE)


def _names(page: Page) -> Iterator[Hit]:
    for number, start, end in _subfields(page.text):
        if number in {"32", "33"} and _NAME.fullmatch(page.text, start, end) and not _FIRM.found(page.text[start:end]):
            yield Hit(start, end, _SCORE)


def _subfields(text: str) -> Iterator[tuple[str, int, int]]:
    """The number of each, and where its value stands."""
    if ":86:" not in text:
        return
    for field in _FIELD.finditer(text):
        start, last = field.span("subfields")
        for part in text[start:last].split(field["mark"]):
            end = start + len(part)
            if _NUMBER.match(part):
                value = text[start + 2 : end].rstrip()
                yield part[:2], start + 2, start + 2 + len(value)
            start = end + 1


FAMILIES = (Family("IBAN_CODE", "statement_account", _accounts), Family("PERSON", "statement_name", _names))
