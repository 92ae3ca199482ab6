"""Accounts that a word tells of: an IBAN whose check digits fail, and the numbers of banks that have none.

An IBAN of its country's whole form right behind the word is one, be it mistyped or made up. Beside them the Mexican
CLABE, the Argentine CBU, the Indian IFSC and the account numbers that `bank account number` names.
"""

import re
from collections.abc import Iterator

from router.detect.identifiers import iban
from router.detect.identifiers.account_words import CUES
from router.detect.identifiers.family import Family
from router.detect.identifiers.telling import LINK, REACH, Telling, is_telling
from router.detect.page import Hit, Page

_FORMS = {
    "told_nrb": r"\d{2}(?:[ -]?\d{4}){6}",
    "told_clabe": r"\d{3}(?:[ -]?\d){15}",
    "told_cbu": r"\d{8}[ -]?\d{14}",
    "told_ifsc": r"[A-Z]{4}0[A-Z0-9]{6}",
    "told_account": r"\d(?:[ -]?\d){7,16}",
}
_TOLD = {tag: Telling(form) for tag, form in _FORMS.items()}
_TO_IBAN = re.compile(rf"{LINK}(?=[A-Z]{{2}}\s?\d)", re.IGNORECASE)
_DAY = re.compile(r"(?:19|20)\d{2}-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])")
_LEAST_DIGITS = 7
_SCORE = 0.8


def find(page: Page) -> Iterator[Hit]:
    if page.digits < _LEAST_DIGITS:
        return
    yield from _ibans(page)
    for tag, telling in _TOLD.items():
        for start, end in telling.told(page, tag):
            written = page.text[start:end]
            if is_telling(written) and not _DAY.fullmatch(written):
                yield Hit(start, end, _SCORE)


def _ibans(page: Page) -> Iterator[Hit]:
    for _, told in page.cues("told_iban"):
        link = _TO_IBAN.match(page.text, told, told + REACH)
        if link is None:
            continue
        end = iban.shaped_at(page.text, link.end())
        if end is not None and is_telling(page.text[link.end() + 4 : end]):
            yield Hit(link.end(), end, _SCORE)


FAMILY = Family("IBAN_CODE", "told_account", find, cues=CUES)
