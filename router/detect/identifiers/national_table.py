"""All national identifiers, one row each, and the words that name several of them at once.

`described` is the same as plain words, for documentation.
"""

from collections.abc import Mapping
from typing import NamedTuple

from router.detect.identifiers import (
    companies,
    documents,
    persons_east,
    persons_latin,
    persons_north,
    persons_overseas,
    persons_south,
    persons_west,
    vat,
)
from router.detect.identifiers.national_row import Row

ROWS: tuple[Row, ...] = (
    *persons_west.ROWS,
    *persons_north.ROWS,
    *persons_south.ROWS,
    *persons_east.ROWS,
    *persons_latin.ROWS,
    *persons_overseas.ROWS,
    *vat.ROWS,
    *companies.ROWS,
    *documents.ROWS,
)

_GENERAL = (
    *("national id*", "nationalid*", "id number*", "id no", "id num", "identity number*", "identity no",
        "identification number*"),
    *("personal code*", "personal id*", "personal identity*", "personal identification*", "personal number",
        "person number*"),
    *("tax id*", "tax number*", "tax no", "taxpayer*", "tin", "tin number*", "social security*", "ssn",
        "social insurance*", "tax reference*"),
    *("national number", "national insurance*", "national identification*", "national identity*", "national register*",
        "citizen id*", "citizen number*"),
    *("tax code", "tax file*", "identity card*", "id card*", "fiscal code", "fiscal id*", "fiscal number*",
        "government id*", "govt id*", "gov id*"),
    *("insurance number*", "insurance no", "personnel id number", "id nummer*", "identifikationsnummer*",
        "identifiant national*"),
    *("numéro d'identification", "numéro d'identité", "numéro national", "n° d'identification",
        "numero di identificazione", "identificativo fiscale"),
    *("número de identificación", "número de identidad", "número de identificação", "identificação fiscal",
        "identificatienummer*", "fiscaal nummer*"),
    *("numer identyfikacyjny", "numeru identyfikacyjnego", "numer ewidencyjny", "cod fiscal", "cod numeric*",
        "cod de identificare*"),
    *("αριθμός ταυτότητας", "αριθμός μητρώου", "идентификационен номер", "identifikacijsk* številk*",
        "identifikacijski broj*", "identifikačn* čísl*"),
    *("tunnistenumero*", "identifikationsnummer*", "azonosító szám*"),
)  # fmt: skip

GROUPS: Mapping[str, tuple[str, ...]] = {
    "id": _GENERAL,
    "vat": vat.WORDS,
    "company": companies.WORDS,
    **documents.GROUPS,
}
"""Words that name every row of a group, by tag."""


class Described(NamedTuple):
    """One row for a reader: `word` tells whether the number is found without one beside it."""

    country: str
    document: str
    form: str
    check: bool
    word: str


def described() -> tuple[Described, ...]:
    """By country, then by document."""
    return tuple(sorted(Described(row.country, row.document, row.form, row.checked, _word(row)) for row in ROWS))


def _word(row: Row) -> str:
    return "not needed as written on paper" if row.alone else "needed"
