"""Payment cards (ISO/IEC 7812): issuer range, length and Luhn, in the groups that people write."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from stdnum import luhn

from router.detect.identifiers import told_cards
from router.detect.identifiers.family import Family
from router.detect.identifiers.phone_numbers import is_international
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern, before, continued_number, continues_number

_RUN = Pattern(r"(?:^|[^\pL\pN+])((?:[2-6]\d{3}|1800)(?:[\s.\-_/\x{b7}]{0,3}\d){8,})")
_SPELT = Pattern(r"(?:^|[^\pL\pN+\[(,.;-])([2-6](?: \d){14,15})(?:$|[^\pL\pN])")
"""`4 5 3 9 ...`: as one reads it out; in brackets and rows of a table they are numbers of their own."""
_NEIGHBOUR = re.compile(r"[ \t]{0,3}\d")
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
    (2131, 2131, frozenset({15})),  # JCB, of old
    (1800, 1800, frozenset({15})),
    (2200, 2204, frozenset({16, 17, 18, 19})),  # Mir
    (6011, 6011, frozenset({16, 17, 18, 19})),  # Discover
    (6440, 6599, frozenset({16, 17, 18, 19})),
    (6200, 6299, frozenset({16, 17, 18, 19})),  # UnionPay
)
_MAESTRO = (range(5000, 5100), range(5600, 6000), range(6000, 7000))
_GROUPS = frozenset({(4, 4, 4, 4), (4, 4, 4, 4, 3), (4, 6, 5), (4, 6, 4), (4, 4, 4, 1), (4, 4, 4, 7), (4, 4, 4)})
_HEX_BEHIND = re.compile(r"(?: [0-9a-fA-F]{4}(?!\w)){1,7}")
_HEX_AHEAD = re.compile(r"(?:(?<!\w)[0-9a-fA-F]{4} ){1,7}$")
_MIXED = re.compile(r"\b(?=\d*[a-fA-F])(?=[a-fA-F]*\d)\w{4}\b")
_DUMP = 3
"""So many hexadecimal fours around, one of letters and digits among them, make a dump of bytes; `cafe 4111 ...` not."""
_MOST_GROUPS = max(map(len, _GROUPS))
_LEAST_DIGITS = 12
_OLD_VISA = 13
_SENTENCE = 160
"""Characters to a word for cards that a whole number may be away from it, in the same line."""
_USUAL = frozenset({14, 15, 16})
"""Lengths that a bare row of digits may have without a word for cards: many other numbers have 13 or 19."""
_CUES = (
    *("card", "card number", "card no", "credit card", "debit card", "visa", "mastercard", "master card", "maestro"),
    *("amex", "american express", "cb", "carte", "carte bancaire", "carte bleue", "carte de crédit", "kreditkarte*"),
    *("karte", "karten*", "bankkarte", "girocard", "ec karte", "tarjeta", "carta", "carta di credito", "bancomat"),
    *("creditcard*", "pinpas", "betaalpas", "kaart", "kart*", "karty", "kreditkort", "betalkort", "kortnummer"),
    *("cartão", "luottokortti", "bankkártya", "κάρτα", "карта", "cardul", "kortelė", "kaardi*", "credit", "pan"),
    *("cc", "cc number", "ccnum", "diners", "discover", "unionpay", "jcb", "pay with", "paid with", "cvv", "cvc"),
    *told_cards.CUES["told_card"],
    *told_cards.CUES["branded_card"],
)
_NOT_CARDS = (
    *("id", "ids", "ean", "ean13", "gtin", "gtin13", "upc", "isbn", "sku", "barcode", "order*", "bestell*", "auftrag*"),
    *("status*", "ts", "timestamp*", "time", "bytes", "size", "count*", "offset", "seq", "sequence", "hash", "uuid"),
    *("guid", "tweet*", "message", "msg", "trace", "span", "request", "session", "thread", "snowflake", "nonce"),
    *("tracking*", "serial*", "imei", "invoice*", "rechnung*", "facture*", "pedido*", "ticket*", "artikel*", "article"),
    *("imsi", "iccid", "epoch", "duration", "total", "version", "revision", "build", "pid", "nanos", "ns"),
)
_LINK = re.compile(r"[ \t\"'=:#(\[>\\-]{0,6}(?:(?:id|no|nr|number|nummer|is|ist)[ \t\"'=:.#-]{1,4})?", re.IGNORECASE)
"""What may stand between a word and the number it names."""
_REACH = 24
_DATA = re.compile(r"[\d{}\[\]<>=|\t]")
_JSON_NUMBER = re.compile(r'"\s{0,2}:\s{0,2}$')
_URL = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*://[^\s\"'<>]*$|\bwww\.[^\s\"'<>]*$")
_LONGEST_URL = 200
_SCORE, _WEAK = 1.0, 0.85


def find(page: Page) -> Iterator[Hit]:
    if page.digits < _LEAST_DIGITS:
        return
    for start, end in page.spans(_RUN, 1):
        yield from _read(page, start, end)
    for start, end in page.spans(_SPELT, 1):
        yield from _spelt(page, start, end)


def _spelt(page: Page, start: int, end: int) -> Iterator[Hit]:
    digits = page.text[start:end].replace(" ", "")
    alone = not _NEIGHBOUR.match(page.text, end) and not page.text[max(0, start - 4) : start].rstrip()[-1:].isdigit()
    if alone and _is_issued(digits) and len(set(digits)) > 1 and luhn.is_valid(digits):
        yield Hit(start, end, _SCORE)


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
    if text[start] not in "123456" or before(text, start).isalpha():
        return 0, 0.0
    for used in range(min(_MOST_GROUPS, len(groups) - first), 0, -1):
        end = groups[first + used - 1][1]
        own = tuple(stop - begin for begin, stop in groups[first : first + used])
        if (
            (used == 1 or own in _GROUPS)
            and not _goes_on(text, start, end)
            and _is_set_apart(text, groups, first, used)
        ):
            score = _score(page, start, end, own)
            if score:
                return used, score
    return 0, 0.0


def _goes_on(text: str, start: int, end: int) -> bool:
    """Part of a longer number or token. Groups set apart by hyphens go on over one more."""
    marks = ".-" if "-" in text[start:end] else "."
    return text[end : end + 1].isalpha() or continues_number(text, end, marks) or continued_number(text, start, marks)


def _is_set_apart(text: str, groups: Sequence[tuple[int, int]], first: int, used: int) -> bool:
    """Groups under other marks than spaces and hyphens are a card only where no more fours follow: else, a table."""
    own = groups[first : first + used]
    if used > 1 and _is_dump(text, own[0][0], own[-1][1]):
        return False
    between = {text[left[1] : right[0]] for left, right in pairwise(own)}
    if between <= {" "} or between <= {"-"}:
        return True
    neighbours = [*groups[max(0, first - 1) : first], *groups[first + used : first + used + 1]]
    return all(stop - start != 4 for start, stop in neighbours)  # noqa: PLR2004 - digits of a group


def _is_dump(text: str, start: int, end: int) -> bool:
    ahead, behind = _HEX_AHEAD.search(text[max(0, start - 36) : start]), _HEX_BEHIND.match(text, end)
    around = f"{ahead[0] if ahead else ''} {behind[0] if behind else ''}"
    return len(around.split()) >= _DUMP and _MIXED.search(around) is not None


def _score(page: Page, start: int, end: int, groups: tuple[int, ...]) -> float:
    digits = "".join(_GROUP.findall(page.text, start, end))
    issued = _is_issued(digits)
    known = issued or (_is_maestro(digits) and (groups == (4, 4, 4, 4) or _is_told(page, start, end)))
    if not known or len(set(digits)) == 1 or not luhn.is_valid(digits):
        return 0.0
    if not _is_told(page, start, end) and _needs_word(page, start, end, groups):
        return 0.0
    return _SCORE if issued else _WEAK


def _is_told(page: Page, start: int, end: int) -> bool:
    """A word for cards stands near, or elsewhere in a line that has no other number and no marks of data."""
    if page.near("card", start, end):
        return True
    ahead = page.text[max(0, start - _SENTENCE) : start].rpartition("\n")[2]
    behind = page.text[end : end + _SENTENCE].partition("\n")[0]
    if _DATA.search(ahead + behind) or _is_named_otherwise(page, start):
        return False
    return page.near("card", start, end, before=len(ahead), after=len(behind))


def _needs_word(page: Page, start: int, end: int, groups: tuple[int, ...]) -> bool:
    """Of ten numbers one passes Luhn by chance: bare ones in data need a word for cards, those of people do not.

    13 digits are also an EAN-13 or a telephone number with its country code, 19 digits an identifier.
    """
    text = page.text
    if len(groups) > 1:
        return sum(groups) == _OLD_VISA and is_international("".join(_GROUP.findall(text, start, end))) == 2  # noqa: PLR2004 - the number exists
    if groups[0] not in _USUAL or _is_named_otherwise(page, start):
        return True
    ahead = text[max(0, start - _LONGEST_URL) : start]
    return _JSON_NUMBER.search(ahead) is not None or _URL.search(ahead) is not None


def _is_named_otherwise(page: Page, start: int) -> bool:
    """`order_id: 4...`: the word right before says what it is."""
    named = page.ahead("not_card", start)
    return named is not None and start - named <= _REACH and _LINK.fullmatch(page.text, named, start) is not None


def _is_issued(digits: str) -> bool:
    head = int(digits[:4])
    return any(low <= head <= high and len(digits) in lengths for low, high, lengths in _RANGES)


def _is_maestro(digits: str) -> bool:
    return 12 <= len(digits) <= 19 and any(int(digits[:4]) in heads for heads in _MAESTRO)  # noqa: PLR2004 - ISO 7812


FAMILY = Family("CREDIT_CARD", "card", find, cues={"card": _CUES, "not_card": _NOT_CARDS}, patterns=(_RUN, _SPELT))
