r"""National identifiers in the columns of tables, told by the head: `name,pesel\nAnna,44051401359\n`.

Below a head for numbers with a check digit a cell is believed when some country's check accepts it, below a head for
documents when it has some document's form.
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial

from router.detect.identifiers import documents, tables
from router.detect.identifiers.family import Family
from router.detect.identifiers.national_row import Row
from router.detect.identifiers.national_table import ROWS

_NUMBERS = (
    r"pesel|nip|regon|bsn|burgerservicenummer|rijksregisternummer|niss|insz|cnp|cui|egn|oib|emšo|emso|jmbg|amka|afm"
    r"|dni|nie|nif|cif|nir|siren|siret|ssn|nino|nhs|utr|cpr|cvr|fnr|fødselsnummer|personnummer"
    r"|hetu|henkilötunnus|isikukood|asmens[ _-]?kodas|personas[ _-]?kods|kennitala|rodné[ _-]?číslo|rodne[ _-]?cislo"
    r"|ičo|ahv|avs|ahv[ _-]?nummer|svnr|sv[ _-]?nummer|sozialversicherungsnummer|rentenversicherungsnummer|kvnr"
    r"|steuer[ _-]?id|steuernummer|idnr|ust[ _-]?id(?:nr)?|vat|vat[ _-]?id|btw|kvk|tva|partita[ _-]?iva|p\.?[ _-]?iva"
    r"|codice[ _-]?fiscale|cod(?:ice)?[ _-]?fisc|cf|taj|adószám|adóazonosító|pps|ppsn|matricule|orgnr|org[ _-]?nr"
    r"|national[ _-]?id|personal[ _-]?(?:code|id)|person[ _-]?id|tax[ _-]?id|tin|tax[ _-]?(?:no|number)|id[ _-]?number"
    r"|social[ _-]?security|national[ _-]?insurance|numéro[ _-]?de[ _-]?sécu(?:rité[ _-]?sociale)?|contribuinte"
)
_DOCUMENTS = (
    r"passport|passeport|pasaporte|passaporto|paspoort|reisepass|paszport|passnummer|identity[ _-]?card|id[ _-]?card"
    r"|personalausweis|ausweisnummer|dowód|dowod|nr[ _-]?dowodu|cni|driving[ _-]?licen[cs]e"
    r"|driver.?s?[ _-]?licen[cs]e|führerschein|rijbewijs|permis|patente|prawo[ _-]?jazdy|residence[ _-]?permit"
)
_ENDS_BEYOND_ASCII = "αμκα|αφμ|егн|dič|carta[ _-]?d.identità"
"""Where RE2 sees no end of a word."""
_LONGEST, _LEAST_DIGITS = 30, 3


def _in_cell(cell: str, rows: Iterable[tuple[re.Pattern[str], Row]]) -> Iterator[tuple[int, int]]:
    number = cell.strip(" \"'*_`\r")
    if not number or len(number) > _LONGEST or sum(map(str.isdigit, number)) < _LEAST_DIGITS:
        return
    bare = re.sub(r"[ ./-]", "", number).upper()
    if any(form.fullmatch(bare) and row.valid(bare) for form, row in rows):
        start = cell.index(number)
        yield start, start + len(number)


def _forms(rows: Iterable[Row]) -> tuple[tuple[re.Pattern[str], Row], ...]:
    return tuple((re.compile(row.form), row) for row in rows)


_READ = (
    ("national_column", _NUMBERS, _forms(row for row in ROWS if row.checked)),
    ("document_column", _DOCUMENTS, _forms(documents.ROWS)),
)
FAMILIES = tuple(
    Family(
        "NATIONAL_ID",
        name,
        partial(
            tables.read,
            heads=tables.heading(rf"(?:{heads})(?:\b|_)|{_ENDS_BEYOND_ASCII}"),
            values=partial(_in_cell, rows=rows),
        ),
        whole=True,
    )
    for name, heads, rows in _READ
)
