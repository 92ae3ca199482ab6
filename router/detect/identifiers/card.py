"""Payment cards (ISO/IEC 7812): issuer range, length and Luhn, in the groups that people write."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from stdnum import luhn

from router.detect.identifiers.family import Family
from router.detect.identifiers.phone_numbers import is_international
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern, before, continues_number

_RUN = Pattern(r"(?:^|[^\pL\pN+])([2-6]\d{3}(?:[\s.\-_/\x{b7}]{0,3}\d){8,})")
_GROUP = re.compile(r"\d+")
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
_HEX = r"(?:0000|[0-9a-fA-F]{0,3}[a-fA-F][0-9a-fA-F]{0,3})"
_HEX_BEHIND, _HEX_AHEAD = re.compile(rf" {_HEX}(?<= ....)(?!\w)"), re.compile(rf"(?<!\w){_HEX}(?<=\b....) $")
"""A dump of bytes in fours."""
_MOST_GROUPS = max(map(len, _GROUPS))
_LEAST_DIGITS = 12
_OLD_VISA = 13
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
    groups = [match.span() for match in _GROUP.finditer(page.text, start, end)]
    first = 0
    while first < len(groups):
        used, score = _longest(page, groups, first)
        if used:
            yield Hit(groups[first][0], groups[first + used - 1][1], score)
        first += used or 1


def _longest(page: Page, groups: Sequence[tuple[int, int]], first: int) -> tuple[int, float]:
    """How many groups from the first on are a card, the most tried first; 0 if none."""
    text, start = page.text, groups[first][0]
    if text[start] not in "23456" or _goes_on_before(text, start):
        return 0, 0.0
    for used in range(min(_MOST_GROUPS, len(groups) - first), 0, -1):
        end = groups[first + used - 1][1]
        own = tuple(stop - begin for begin, stop in groups[first : first + used])
        if (
            (used == 1 or own in _GROUPS)
            and not _goes_on_behind(text, end)
            and _is_set_apart(text, groups, first, used)
        ):
            score = _score(page, start, end, own)
            if score:
                return used, score
    return 0, 0.0


def _goes_on_before(text: str, start: int) -> bool:
    ahead = before(text, start)
    return ahead.isalpha() or (ahead in {".", "-", ","} and text[start - 2 : start - 1].isdigit())


def _goes_on_behind(text: str, end: int) -> bool:
    return text[end : end + 1].isalpha() or continues_number(text, end)


def _is_set_apart(text: str, groups: Sequence[tuple[int, int]], first: int, used: int) -> bool:
    """Groups under other marks than spaces and hyphens are a card only where no more fours follow: else, a table."""
    own = groups[first : first + used]
    if _HEX_BEHIND.match(text, own[-1][1]) or _HEX_AHEAD.search(text[max(0, own[0][0] - 6) : own[0][0]]):
        return False
    between = {text[left[1] : right[0]] for left, right in pairwise(own)}
    if between <= {" "} or between <= {"-"}:
        return True
    neighbours = [*groups[max(0, first - 1) : first], *groups[first + used : first + used + 1]]
    return all(stop - start != 4 for start, stop in neighbours)  # noqa: PLR2004 - digits of a group


def _score(page: Page, start: int, end: int, groups: tuple[int, ...]) -> float:
    digits = "".join(_GROUP.findall(page.text, start, end))
    issued = _is_issued(digits)
    known = issued or (_is_maestro(digits) and (groups == (4, 4, 4, 4) or page.near("card", start, end)))
    if not known or len(set(digits)) == 1 or not luhn.is_valid(digits):
        return 0.0
    if len(digits) == _OLD_VISA and is_international(digits) == 2 and not page.near("card", start, end):  # noqa: PLR2004 - the digits of a country code such as 49
        return 0.0  # `4915112345678`: a telephone number with its country code
    return _SCORE if issued else _WEAK


def _is_issued(digits: str) -> bool:
    head = int(digits[:4])
    return any(low <= head <= high and len(digits) in lengths for low, high, lengths in _RANGES)


def _is_maestro(digits: str) -> bool:
    return 12 <= len(digits) <= 19 and any(int(digits[:4]) in heads for heads in _MAESTRO)  # noqa: PLR2004 - ISO 7812


FAMILY = Family("CREDIT_CARD", "card", find, cues={"card": _CUES})
