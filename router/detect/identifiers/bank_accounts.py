"""Accounts as banks number them without the IBAN: sort code, BLZ, RIB, CCC, routing number, Czech accounts.

Those that carry a check are believed beside a word for accounts; those of the United Kingdom and Germany have none, so
each half must be named, or the account's half must stand beside a bank's.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from stdnum.cz import bankaccount
from stdnum.es import ccc

from router.detect.identifiers import account_words
from router.detect.identifiers.family import Family
from router.detect.page import Hit, Page
from router.detect.patterns import continues_number

_LINK = (
    r"[\s\"'`=:#.(/-]{0,4}(?:(?:nr|no|n[°ºr]|num|number|nummer|nummern|is|ist|lautet|est|es|è|to|der bank)"
    r"[\s\"'`=:.(-]{1,3}){0,2}"
)
_ROUTING_WEIGHTS = (3, 7, 1) * 3
_RIB_LETTERS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")
"""As the French standard counts them: S is 2."""
_RIB_KEY = 97


def _is_rib(number: str) -> bool:
    """Bank, branch, account and key, 23 characters: modulo 97 over digits."""
    digits = number.upper().translate(_RIB_LETTERS)
    return (89 * int(digits[:5]) + 15 * int(digits[5:10]) + 3 * int(digits[10:21]) + int(digits[21:])) % _RIB_KEY == 0


def _is_routing(number: str) -> bool:
    """The American Bankers Association's check."""
    total = sum(weight * int(digit) for weight, digit in zip(_ROUTING_WEIGHTS, number, strict=True))
    return number[:2] != "00" and total % 10 == 0


def _is_czech(number: str) -> bool:
    return bool(bankaccount.is_valid(number))


def _is_any(number: str) -> bool:
    return len(set(number)) > 1


class _Half(NamedTuple):
    """What stands right behind a cue of `tag`. `beside`: a word of this tag must be near, too."""

    tag: str
    form: str
    valid: Callable[[str], bool] = _is_any
    beside: str = ""


_HALVES = (
    _Half("sort_code", r"\d{2}(?P<apart>[ -]?)\d{2}(?P=apart)\d{2}"),
    _Half("blz", r"[1-8]\d{2} ?\d{3} ?\d{2}"),
    _Half("routing", r"\d{9}", _is_routing),
    _Half("account_number", r"\d{2}(?:[ -]?\d){4,12}", beside="bank_code"),
    _Half("german_account", r"\d(?:[ ]?\d){6,9}"),
    _Half("rib", r"\d{5} ?\d{5} ?[0-9A-Za-z]{11} ?\d{2}", _is_rib),
    _Half("ccc", r"\d{4}[ -]?\d{4}[ -]?\d{2}[ -]?\d{10}", ccc.is_valid),
    _Half("czech_account", r"(?:\d{1,6}-)?\d{2,10}/\d{4}", _is_czech),
)
_FORMS = {half.tag: re.compile(rf"{_LINK}(?P<value>{half.form})(?![\w])", re.IGNORECASE) for half in _HALVES}
_SORT_CODES = ("sort code", "sortcode", "bank sort code", "sort codes")
_BANKS = ("blz", "bankleitzahl")
_ROUTINGS = ("routing number", "routing no", "aba number", "aba routing number", "routing transit number", "aba")
_CUES = {
    "sort_code": _SORT_CODES,
    "blz": _BANKS,
    "routing": _ROUTINGS,
    "bank_code": (*_SORT_CODES, *_BANKS, *_ROUTINGS),
    "account_number": (
        *("account number", "account no", "acc number", "acc no", "acct", "acct no", "account", "a/c", "a/c no"),
        *("konto", "konto nr", "kto", "kto nr", "bank account", *account_words.CUES["told_account"]),
    ),
    "german_account": ("kontonummer", "kontonr", "ktonr", "kto nr", "konto nr"),
    "rib": ("rib", "compte", "relevé d'identité bancaire", "coordonnées bancaires", "numéro de compte"),
    "ccc": ("ccc", "cuenta", "cuenta bancaria", "número de cuenta", "numero de cuenta", "código cuenta cliente"),
    "czech_account": ("číslo účtu", "účet", "účtu", "č.ú", "cislo uctu", "bankovní účet", "bankovní spojení"),
}
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_BESIDE = 80
_REACH = 64
_LEAST_DIGITS = 6
_SCORE = 0.85


def find(page: Page) -> Iterator[Hit]:
    if page.digits < _LEAST_DIGITS:
        return
    for half in _HALVES:
        for _, end in page.cues(half.tag):
            match = _FORMS[half.tag].match(page.text, end, end + _REACH)
            if match and _is_account(page, half, *match.span("value")):
                yield Hit(*match.span("value"), _SCORE)


def _is_account(page: Page, half: _Half, start: int, end: int) -> bool:
    if page.text[end : end + 1].isalnum() or continues_number(page.text, end, ".,:/-"):
        return False
    if half.beside and not page.near(half.beside, start, end, before=_BESIDE, after=_BESIDE):
        return False
    written = page.text[start:end]
    if half.valid is _is_any and _DATE.fullmatch(written):
        return False
    return half.valid(written if "/" in written else "".join(filter(str.isalnum, written)))


FAMILY = Family("IBAN_CODE", "bank_account", find, cues=_CUES)
