"""Payment cards (ISO/IEC 7812): issuer range, length and Luhn, in the groups that people write."""

import re
from collections.abc import Iterator

from stdnum import luhn

from router.detect.identifiers.family import Family
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern, before, continues_number, is_word

_RUN = Pattern(r"(?:^|[^\pL\pN_])([2-6]\d{3,18}(?:[ -]\d{1,18})*)")
_RANGES: tuple[tuple[int, int, frozenset[int]], ...] = (
    (4000, 4999, frozenset({13, 16, 19})),  # Visa
    (5100, 5599, frozenset({16})),  # Mastercard
    (2221, 2720, frozenset({16})),  # Mastercard
    (3400, 3499, frozenset({15})),  # American Express
    (3700, 3799, frozenset({15})),
    (3000, 3059, frozenset({14, 16})),  # Diners Club
    (3095, 3095, frozenset({14, 16})),
    (3600, 3699, frozenset({14, 16})),
    (3800, 3999, frozenset({14, 16})),
    (3528, 3589, frozenset({16, 17, 18, 19})),  # JCB
    (2200, 2204, frozenset({16, 17, 18, 19})),  # Mir
    (6011, 6011, frozenset({16, 17, 18, 19})),  # Discover
    (6440, 6599, frozenset({16, 17, 18, 19})),
    (6200, 6299, frozenset({16, 17, 18, 19})),  # UnionPay
)
_MAESTRO = (range(5000, 5100), range(5600, 6000), range(6000, 7000))
_GROUPS = frozenset({(4, 4, 4, 4), (4, 4, 4, 4, 3), (4, 6, 5), (4, 6, 4), (4, 4, 4, 1), (4, 4, 4, 7)})
_REST = re.compile(r"[ -]([2-6]\d{3})")
_LEAST_DIGITS = 12
_LONGEST = 24
"""Characters of a number with its separators, and one more, so that a longer run is seen to go on."""
_CUES = (
    *("card", "card number", "card no", "credit card", "debit card", "visa", "mastercard", "master card", "maestro"),
    *("amex", "american express", "cb", "carte", "carte bancaire", "carte bleue", "carte de crédit", "kreditkarte*"),
    *("karte", "karten*", "bankkarte", "girocard", "ec karte", "tarjeta", "carta", "carta di credito", "bancomat"),
    *("creditcard*", "pinpas", "betaalpas", "kaart", "kart*", "karty", "kreditkort", "betalkort", "kortnummer"),
    *("cartão", "luottokortti", "bankkártya", "κάρτα", "карта", "cardul", "kortelė", "kaardi*", "credit", "pan"),
)
_SCORE, _WEAK = 1.0, 0.85


def find(page: Page) -> Iterator[Hit]:
    if page.digits < _LEAST_DIGITS:
        return
    for start, end in _RUN.spans(page.text, 1):
        yield from _read(page, start, end)


def _read(page: Page, start: int, end: int) -> Iterator[Hit]:
    """The cards in one run of groups, which may hold several, or a date behind one."""
    while end - start >= _LEAST_DIGITS:
        number_end = next((stop for stop in _ends(page.text, start, end) if _score(page, start, stop)), start)
        if number_end > start:
            yield Hit(start, number_end, _score(page, start, number_end))
        rest = _REST.search(page.text, number_end, end)
        if rest is None:
            return
        start = rest.start(1)


def _ends(text: str, start: int, end: int) -> Iterator[int]:
    """Where the number may end, farthest first: at the end of each group."""
    if is_word(before(text, start)) or (
        before(text, start) in {".", "-", ","} and text[start - 2 : start - 1].isdigit()
    ):
        return
    end = min(end, start + _LONGEST)
    while end - start >= _LEAST_DIGITS:
        if not is_word(text[end : end + 1]) and not continues_number(text, end):
            yield end
        end = max(text.rfind(" ", start, end), text.rfind("-", start, end))


def _score(page: Page, start: int, end: int) -> float:
    number = page.text[start:end]
    groups = tuple(map(len, number.replace("-", " ").split(" ")))
    digits = number.replace("-", "").replace(" ", "")
    if len(groups) > 1 and groups not in _GROUPS:
        return 0.0
    issued = _is_issued(digits)
    known = issued or (_is_maestro(digits) and (groups == (4, 4, 4, 4) or page.near("card", start, end)))
    if not known or len(set(digits)) == 1 or not luhn.is_valid(digits):
        return 0.0
    return _SCORE if issued else _WEAK


def _is_issued(digits: str) -> bool:
    head = int(digits[:4])
    return any(low <= head <= high and len(digits) in lengths for low, high, lengths in _RANGES)


def _is_maestro(digits: str) -> bool:
    return 12 <= len(digits) <= 19 and any(int(digits[:4]) in heads for heads in _MAESTRO)  # noqa: PLR2004 - ISO 7812


FAMILY = Family("CREDIT_CARD", "card", find, cues={"card": _CUES})
