"""Postcodes that no place has, in the form of the one they stand for: by country, told by the form or the language.

UK       the area begins with Q, V or X, and the last two letters are of C I K M O V (Royal Mail, PAF: not in use)
IE       the routing key begins with a letter that Eircode leaves out
CA       begins with a letter that Canada Post leaves out
PL       99-5xx and above; the highest in use begins with 99-4
PT, NL   begin with 0, and so do those of four digits (AT, BE, CH, DK, HU, ...); only Norway's do as well
CZ, SK, SE, GR   begin with 00
MT       the letters begin with Y
five digits      DE 00, FR 96, IT 99, ES 60 and above; elsewhere 000, which not even the United States have
"""

import re
from collections.abc import Iterator
from string import ascii_uppercase, digits

_FORMS = {
    "GB": r"(?i:[A-Z]{1,2}\d[A-Z\d]?[ ]?\d[A-Z]{2})",
    "CA": r"(?i:[A-Z]\d[A-Z][ -]?\d[A-Z]\d)",
    "IE": r"(?i:[A-Z]\d[\dW][ ]?[A-Z\d]{4})",
    "NL": r"\d{4}[ ]?[A-Z]{2}",
    "MT": r"[A-Z]{3}[ ]?\d{4}",
    "PT": r"\d{4}-\d{3}",
    "PL": r"\d{2}-\d{3}",
    "CZ": r"\d{3}[ ]\d{2}",
    "five": r"(?:[A-Z]{1,2}-)?\d{5}(?:-\d{4})?",
    "four": r"(?:[A-Z]{1,2}-)?\d{4}",
}
_POSTCODE = re.compile(
    rf"(?<![\w/-])(?:{'|'.join(f'(?P<{name}>{form})' for name, form in _FORMS.items())})(?![\w/]|-\w)", re.ASCII
)
_PREFIX = re.compile(r"[A-Z]{1,2}-(?=\d{4})")
_HEADS: dict[str, tuple[str, ...]] = {
    "GB": ("QVX",),
    "CA": ("DFQUWZ",),
    "IE": ("BGJLQSZ",),
    "NL": ("0",),
    "MT": ("Y",),
    "PT": ("0",),
    "PL": ("9", "9", "56789"),
    "CZ": ("0", "0"),
    "four": ("0",),
}
"""What the first signs are chosen from."""
_BY_LANGUAGE = {"de": ("0", "0"), "fr": ("9", "6"), "it": ("9", "9"), "es": ("6789",)}
_ELSEWHERE = ("0", "0", "0")
_INWARD = "CIKMOV"


_TELLING = {"GB": "en", "IE": "en", "NL": "nl", "PL": "pl"}


def postcodes(address: str) -> Iterator[tuple[int, int]]:
    """Where an address has any, a country's letters in front (`D-10115`) included."""
    return (match.span() for match in _POSTCODE.finditer(address))


def native(address: str) -> str:
    """The language of the country whose postcode it has; "" where several could have it."""
    match = _POSTCODE.search(address)
    return _TELLING.get(str(match.lastgroup), "") if match else ""


def postcode(original: str, chance: Iterator[int], language: str) -> str | None:
    """Another one for this one; None if it is none."""
    match = _POSTCODE.fullmatch(original)
    if match is None or match.lastgroup is None:
        return None
    form = match.lastgroup
    kept = _PREFIX.match(original)
    start = kept.end() if kept else 0
    heads = _BY_LANGUAGE.get(language, _ELSEWHERE) if form == "five" else _HEADS[form]
    places = [at for at, sign in enumerate(original) if at >= start and sign.isalnum()]
    signs = list(original)
    for rank, at in enumerate(places):
        choice = digits if signs[at].isdigit() else ascii_uppercase
        choice = heads[rank] if rank < len(heads) else choice
        choice = _INWARD if form == "GB" and rank >= len(places) - 2 else choice
        sign = choice[next(chance) % len(choice)]
        signs[at] = sign.lower() if signs[at].islower() else sign
    return "".join(signs)
