"""Card numbers that a word tells of, whatever their issuer and check digit: `credit card 1234 5678 9012 3456`.

Behind a word that means nothing else 12 to 19 digits are one; behind a brand or a lone "card" (also of a library, of
memory, of a shop) as many as cards of today have, and in their groups. ISO/IEC 7812 allows 10 to 19 digits.
"""

import re
from collections.abc import Iterator

from router.detect.identifiers import tables
from router.detect.identifiers.family import Family
from router.detect.identifiers.telling import Telling, is_telling
from router.detect.page import Hit, Page

_APART = "[ .\u00b7-]"
_FOURS = rf"\d{{4}}(?:{_APART}\d{{4}}){{2,3}}(?:{_APART}\d{{1,4}})?"
_ROWS = rf"{_FOURS}|\d{{4}}{_APART}\d{{6}}{_APART}\d{{4,5}}|\d{{12,19}}"
_BRANDED = rf"\d{{4}}(?:{_APART}\d{{4}}){{3}}|3\d{{3}}{_APART}\d{{6}}{_APART}\d{{4,5}}|[2-6]\d{{15}}|3\d{{13,14}}"
CUES = {
    "told_card": (
        *("credit card*", "creditcard*", "debit card*", "card number*", "card no", "card num", "card nr", "cc number*"),
        *("cc num*", "cc no", "ccn", "ccnum*", "credit card number*", "credit card no", "bank card*", "payment card*"),
        *("kreditkarte*", "kreditkartennr", "kartennummer*", "karten nr", "kartennr", "bankkarte*", "debitkarte*"),
        *("carte bancaire", "carte bleue", "carte de crédit", "carte de credit", "carte de paiement", "n° de carte"),
        *("numéro de carte", "numero de carte", "n° carte", "num carte", "tarjeta de crédito", "tarjeta de credito"),
        *("tarjeta de débito", "tarjeta de debito", "número de tarjeta", "numero de tarjeta", "n° de tarjeta"),
        *("tarjeta bancaria", "carta di credito", "carta di debito", "numero di carta", "numero carta", "betaalpas*"),
        *(
            "kaartnummer*",
            "pinpas*",
            "bankpas*",
            "karta kredytowa",
            "karty kredytow*",
            "karta płatnicza",
            "kart* debet*",
        ),
        *("kartą kredytową", "kartę kredytową", "karty płatnicz*", "numer karty", "nr karty", "numeru karty"),
        *("cartão de crédito", "número do cartão", "kreditkort*", "kortnummer*", "luottokor*", "číslo karty"),
    ),
    "branded_card": (
        *("visa", "visakarte*", "mastercard", "master card", "maestro", "amex", "cb", "pan"),
        *("american express", "diners club", "card", "karte", "carte", "tarjeta", "carta", "kaart", "karta"),
        *("kartę", "karty", "karte nr", "tarjeta n", "cartão", "primary account number", "discover card"),
    ),
}
"""By tag; a longer word hides the shorter ones in it, so all of them are among the words for cards of `card`, too."""
_TOLD = {"told_card": Telling(_ROWS), "branded_card": Telling(_BRANDED)}
_YEARS = re.compile(rf"(?:(?:19|20)\d\d{_APART}?)+")
_DAY = re.compile(r"20\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{0,6}")
"""`20240512101112`: a day and a time of it."""
_OTHERS = re.compile(
    r"\b(?:order|id|ids|serial|seriennummer|bestellung|ticket|loyalty|gift|graphics|sd|sim|id)\W{0,3}$", re.IGNORECASE
)
_AHEAD = 24
_LEAST_DIGITS = 12
_HEADS = (
    r"credit[ _-]?card|card[ _-]?(?:number|no|num)|cc[ _-]?(?:number|num|no)|debit[ _-]?card|kreditkarte(?:nnummer)?"
    r"|kartennummer|carte[ _-]?bancaire|carte[ _-]?de[ _-]?cr[ée]dit|num[ée]ro[ _-]?de[ _-]?carte|tarjeta"
    r"|n[úu]mero[ _-]?de[ _-]?tarjeta|carta[ _-]?di[ _-]?credito|numero[ _-]?carta|creditcard|kaartnummer"
    r"|numer[ _-]?karty|nr[ _-]?karty|karta|pan"
)
_CELL = re.compile(_ROWS)
_SCORE = 0.8


def find(page: Page) -> Iterator[Hit]:
    if page.digits < _LEAST_DIGITS:
        return
    text = page.text
    for tag, telling in _TOLD.items():
        for start, end in page.cues(tag):
            if tag == "branded_card" and _OTHERS.search(text, max(0, start - _AHEAD), start):
                continue
            for value in telling.values(text, start, end):
                if _is_card(page, end, *value):
                    yield Hit(*value, _SCORE)


def _is_card(page: Page, told: int, start: int, end: int) -> bool:
    """No years in a row, no instant; and no word between that calls it another thing."""
    other = page.ahead("not_card", start)
    if other is not None and other > told:
        return False
    return _is_number(page.text[start:end])


def _is_number(written: str) -> bool:
    return is_telling(written) and not _YEARS.fullmatch(written) and not _DAY.fullmatch(written)


def _in_cell(cell: str) -> Iterator[tuple[int, int]]:
    start, end = tables.content(cell)
    if _CELL.fullmatch(cell, start, end) and _is_number(cell[start:end]):
        yield start, end


def _columns(page: Page) -> Iterator[Hit]:
    if page.digits >= _LEAST_DIGITS:
        yield from tables.read(page, _HEADING, _in_cell)


_HEADING = tables.heading(rf"(?:{_HEADS})(?:\b|_)")
FAMILIES = (
    Family("CREDIT_CARD", "told_card", find, cues=CUES),
    Family("CREDIT_CARD", "card_column", _columns, whole=True, patterns=(_HEADING,)),
)
