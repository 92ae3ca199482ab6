"""What stands beside account and card numbers: BIC (ISO 9362), a card's date of expiry and its verification code.

Eight letters are any word and four digits any year: only the word right before says what they are.
"""

import re
from collections.abc import Iterator

from stdnum import luhn

from router.detect.identifiers.family import Family
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern

_COUNTRIES = (
    "AD|AE|AL|AT|AZ|BA|BE|BG|BH|BR|BY|CA|CH|CN|CR|CY|CZ|DE|DK|DO|EE|EG|ES|FI|FO|FR|GB|GE|GI|GL|GR|GT|HK|HR|HU|IE|IL|IN|IQ|IS"
    "|IT|JO|JP|KW|KZ|LB|LI|LT|LU|LV|LY|MC|MD|ME|MK|MR|MT|MU|NL|NO|PK|PL|PS|PT|QA|RO|RS|RU|SA|SE|SG|SI|SK|SM|TN|TR|UA|US|VA|XK"
)
_LINK = (
    r"(?:[\s\"'`=:/().#*_-]{0,6}(?:(?:code|bic|swift|nr|no|is|ist|est|es|è|to|number|kod|número|bank)"
    r"[\s\"'`=:./(-]{1,4}){0,2})"
)
_BIC = re.compile(
    rf"{_LINK}(?P<value>[A-Z]{{4}}(?:{_COUNTRIES})[A-Z0-9]{{2}}(?:[A-Z0-9]{{3}})?)(?![\w])", re.IGNORECASE
)
_EXPIRY = re.compile(
    r"[\s\"'`=:.()-]{0,6}(?:(?:date|datum|am|le|el|il|do|to|bis|end|thru|is|ist|est)[\s\"'`=:.-]{1,3}){0,2}"
    r"(?P<value>(?:0?[1-9]|1[0-2]) ?[/.-] ?(?:20)?[2-4]\d|(?:0[1-9]|1[0-2])[2-4]\d)(?![\w/]|[.-]\d)",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"[\s\"'`=:.()#-]{0,6}(?:(?:code|nr|no|is|ist|est|es|è|to)[\s\"'`=:.-]{1,3})?(?P<value>\d{3,4})(?![\w]|[.,:/-]\d)",
    re.IGNORECASE,
)
_SHORT_EXPIRY = re.compile(r"\b(?:exp|vence|scad)\b\.?", re.IGNORECASE)
_SHOUTED = re.compile(r"[A-Z0-9]+|[a-z0-9]+")
_BICS = (
    "bic",
    "swift",
    "swift code",
    "bic code",
    "bic/swift",
    "swift/bic",
    "bic swift",
    "kod bic",
    "kod swift",
    "code bic",
)
_EXPIRIES = (
    *("expiry", "expires", "expiry date", "expiration", "expiration date", "exp date", "valid thru", "valid until"),
    *(
        "good thru",
        "valid to",
        "gültig bis",
        "ablaufdatum",
        "gültig",
        "expire",
        "expire le",
        "date d'expiration",
        "exp fin",
    ),
    *("valable jusqu'au", "validité", "caducidad", "vencimiento", "válida hasta", "fecha de caducidad", "scadenza"),
    *(
        "scade",
        "valida fino al",
        "vervaldatum",
        "geldig tot",
        "vervalt",
        "ważna do",
        "data ważności",
        "termin ważności",
    ),
    *("validade", "válido até", "giltig till", "utgår", "utløper", "udløber", "voimassa", "platnost do", "lejárat"),
)
_CODES = (
    *(
        "cvv",
        "cvc",
        "cvv2",
        "cvc2",
        "cvn",
        "csc",
        "security code",
        "card verification",
        "prüfnummer",
        "kartenprüfnummer",
    ),
    *("sicherheitscode", "cryptogramme", "cryptogramme visuel", "code de sécurité", "código de seguridad"),
    *("codice di sicurezza", "veiligheidscode", "kod cvv", "kod cvc", "kod zabezpieczający", "código de segurança"),
)
_TELLING = ("bic", "code", "kod", ":", "=")
"""`swift language` has the shape of a BIC: the word alone is not enough."""
_CARD_ROW = Pattern(
    r"(?:^|[^\pL\pN.-])([3-6]\d{3}(?:[ -]?\d{4}){2}[ -]?\d{3,4})[ |]{1,3}"
    r"((?:0[1-9]|1[0-2]) ?/ ?(?:20)?[2-4]\d)[ |]{1,3}(\d{3,4})"
)
_WITH_CARD = 22
"""Digits of a card, its expiry and its code, at least."""
_NEAR = 120
_REACH = 48
_SCORE = 0.85


def _bics(page: Page) -> Iterator[Hit]:
    text = page.text
    for start, end in page.cues("bic"):
        match = _BIC.match(text, end, end + _REACH)
        if not match or not _SHOUTED.fullmatch(match["value"]) or not _is_whole(text, match.end()):
            continue
        named = text[start : match.start("value")].lower()
        if any(mark in named for mark in _TELLING) or match["value"].upper().endswith("X" * 3):
            yield Hit(*match.span("value"), _SCORE)


def _details(page: Page) -> Iterator[Hit]:
    """Numbers that hold no meaning without their card: only beside a word for cards, or right behind a card itself."""
    yield from _short_expiries(page)
    yield from _trailing(page)
    for tag, pattern in (("card_expiry", _EXPIRY), ("card_code", _CODE)):
        for start, end in page.cues(tag):
            match = pattern.match(page.text, end, end + _REACH)
            if not match or not _is_whole(page.text, match.end()):
                continue
            if page.near("card", start, match.end(), before=_NEAR, after=_NEAR):
                yield Hit(*match.span("value"), _SCORE)


def _trailing(page: Page) -> Iterator[Hit]:
    """`4111 1111 1111 1111 04/28 123`: a number that passes the check, a month to come, three digits or four."""
    if page.digits < _WITH_CARD or "/" not in page.text:
        return
    for (_, end), card, expiry, code in page.groups(_CARD_ROW):
        digits = "".join(filter(str.isdigit, page.text[slice(*card)]))
        if luhn.is_valid(digits) and len(set(digits)) > 1 and _is_whole(page.text, end):
            yield Hit(*expiry, _SCORE)
            yield Hit(*code, _SCORE)


def _short_expiries(page: Page) -> Iterator[Hit]:
    """`exp 12/27`: three letters that many words begin with, so only beside cards they are looked for."""
    for left, right in page.windows(["card"], before=_NEAR, after=_NEAR):
        for word in _SHORT_EXPIRY.finditer(page.text, left, right):
            match = _EXPIRY.match(page.text, word.end(), word.end() + _REACH)
            if match and _is_whole(page.text, match.end()):
                yield Hit(*match.span("value"), _SCORE)


def _is_whole(text: str, end: int) -> bool:
    """The window did not cut it."""
    return not text[end : end + 1].isalnum()


FAMILIES = (
    Family("IBAN_CODE", "bic", _bics, cues={"bic": _BICS}),
    Family(
        "CREDIT_CARD",
        "card_details",
        _details,
        cues={"card_expiry": _EXPIRIES, "card_code": _CODES},
        patterns=(_CARD_ROW,),
    ),
)
