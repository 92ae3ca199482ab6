"""Whether a word means a number: how near it must stand, and what may stand between.

A number that its check makes sure of may lie within 60 characters of its word, or 120 in the same sentence; one without
a check, or with a weak one, right beside it. A word for another number that stands nearer takes it away.
"""
# ruff: noqa: RUF001 - Greek and Cyrillic words are meant

import re

from router.detect.identifiers.national_row import Row
from router.detect.page import Page

AHEAD, BEHIND = 60, 40
"""Characters between word and number, on either side."""
FAR = 120
"""Characters ahead that still count while no sentence ends between."""
_SENTENCE_END = re.compile(r"[.!?;]\s|\n")
_LINK = re.compile(r"[^\n\d]{0,40}|[^\w]{0,24}")
"""What may stand between a word and the number right beside it: no other number, a line break only among marks."""
_LINK_BACK = re.compile(r"[^\w\n]{0,4}")
_AND = re.compile(r" ?(?:[,;/&+]|and|und|et|y|e|i|oraz|en|og|och|ja|a|și|ir|un|és|και|и) ?")
_CALLED = re.compile(
    r"(?i)(?:^|[\W_])(?:n|no|nr|id|is|ist|est|es|è|e|é|to|jest|er|är|on|je|este|van|num\w*|núm\w*|nro|n[ºª°]|lauten?"
    r"|lautet|hat die|broj\w*|čísl\w*|szám\w*|αριθμ\w*|αρ|номер\w*|række|seri[ae]|ser|kod\w*|code|as)(?:[\W_]|$)"
)
"""Words that lead from the name of a document to bare digits: `passport office has 1234567` lacks one."""
_ABBREVIATED = re.compile(r"(?i)\b(?:nr|no|n|č|čís|num|núm|nro|br|št|reg|αρ|ref)\.[ºª°]?")
"""Its point ends no sentence."""
_ABBREVIATION = 2
_OWN = re.compile(r"[A-Za-z_]\w*\s?=\s?['\"]?$")
_ASSIGNED = re.compile(r"\w{0,40}\s?=")
_LONGEST_NAME = 48
RIGHT_BEFORE = 16
"""Characters before a number in which a word for another thing claims it."""
OTHER = (
    *("invoice*", "order*", "ticket*", "tracking*", "parcel*", "shipment*", "sku", "isbn*", "ean", "gtin", "isin",
        "wkn", "version*", "amount*", "total*", "price*"),
    *("rechnung*", "bestell*", "auftrag*", "lieferschein*", "kundennummer*", "kunden nr", "betrag",
        "sendung*", "aktenzeichen", "artikel*"),
    *("facture*", "commande*", "colis", "montant*", "factura*", "pedido*", "importe", "albarán", "fattura*", "ordine*",
        "importo", "bolla"),
    *("factuur*", "bestelling*", "ordernummer*", "bedrag", "klantnummer*", "faktur*", "zamówieni*", "zlecen*", "kwot*",
        "paczk*", "fatura*", "encomenda*"),
    *("phone*", "tel", "telefon*", "téléphone*", "mobile*", "fax*", "handy*", "zip", "plz", "postcode*", "port",
        "timestamp*", "build", "commit"),
    *("konto*", "account number*", "bank*", "objednávk*", "számla*", "factură*", "comand*", "ordrenummer*",
        "fakturanummer*", "tilaus*", "lasku*"),
    *("ref", "reference*", "référence*", "referenz*", "referencia*", "riferimento", "referentie*", "confirmation*",
        "dossier*", "case number*", "case no", "claim number*", "booking*", "buchung*", "reservation*", "issue*"),
)  # fmt: skip
"""Words for other numbers: right before a number, they take it from an identifier's word further ahead."""


def is_named(page: Page, row: Row, tag: str, start: int, end: int) -> bool:
    """A cue of this tag, one of the row's, means the number at `start` to `end`."""
    if not page.cues(tag) or _is_of_another(page, tag, start, end):
        return False
    if row.strict:
        return _is_beside(page, tag, start, end)
    if page.near(tag, start, end, before=AHEAD, after=BEHIND):
        return not _is_other(page, tag, start)
    named = page.ahead(tag, start)
    far = named is not None and start - named <= FAR and _SENTENCE_END.search(page.text, named, start) is None
    return far and not _is_other(page, tag, start)


def _is_beside(page: Page, tag: str, start: int, end: int) -> bool:
    ahead, behind = page.ahead(tag, start), page.behind(tag, end)
    if ahead is not None and _LINK.fullmatch(page.text, ahead, start) and not _is_other(page, tag, start):
        return _is_led_to(page.text, ahead, start, end)
    return behind is not None and _LINK_BACK.fullmatch(page.text, end, behind[0]) is not None


def _is_led_to(text: str, ahead: int, start: int, end: int) -> bool:
    """Nothing between the word and the number makes it another thing's."""
    head = text[max(0, ahead - _ABBREVIATION) : ahead]
    between = _ABBREVIATED.sub(" ", head + text[ahead:start]).removeprefix(head)
    if not re.search(r"\w", between):
        return True
    if _SENTENCE_END.search(between):
        return False
    return any(map(str.isalpha, text[start:end])) or _CALLED.search(between) is not None


def _is_other(page: Page, tag: str, start: int) -> bool:
    """A word for another number stands nearer ahead than the identifier's."""
    named, other = page.ahead(tag, start), page.ahead("id.other", start)
    return other is not None and start - other <= RIGHT_BEFORE and (named is None or named < other)


def _is_of_another(page: Page, tag: str, start: int, end: int) -> bool:
    """The number has a name of its own and the word is another's: `national_number_pattern='x', example='...'`."""
    own = _OWN.search(page.text[max(0, start - _LONGEST_NAME) : start])
    if own is None:
        return False
    ahead, behind = page.ahead(tag, start), page.behind(tag, end)
    if ahead is not None and start - ahead <= FAR:
        return ahead <= start - len(own[0]) and _ASSIGNED.match(page.text, ahead) is not None
    return behind is not None and _ASSIGNED.match(page.text, behind[1]) is not None


def is_and(text: str, start: int, end: int) -> bool:
    """Between two numbers stands no more than a comma or an "and"."""
    return _AND.fullmatch(text, start, end) is not None
