r"""National identifiers in the columns of tables, told by the head: `name,pesel\nAnna,44051401359\n`.

Below a head for numbers with a check digit a cell is believed when some country's check accepts it, below a head for
documents when it has some document's form.
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial

from router.detect.identifiers import documents, national_told, tables
from router.detect.identifiers.national_row import Row
from router.detect.identifiers.national_table import ROWS
from router.detect.identifiers.telling import is_telling

_NUMBERS = (
    r"pesel|nip|regon|bsn|burgerservicenummer|rijksregisternummer|niss|insz|cnp|cui|egn|oib|emšo|emso|jmbg|amka|afm"
    r"|dni|nie|nif|cif|nir|siren|siret|ssn|nino|nhs|utr|ni[ _-]?(?:no|number)|cpr|cvr|fnr|fødselsnummer|personnummer"
    r"|hetu|henkilötunnus|isikukood|asmens[ _-]?kodas|personas[ _-]?kods|kennitala|rodné[ _-]?číslo|rodne[ _-]?cislo"
    r"|ičo|ahv|avs|ahv[ _-]?nummer|svnr|sv[ _-]?nummer|sozialversicherungsnummer|rentenversicherungsnummer|kvnr"
    r"|steuer[ _-]?id|steuernummer|idnr|ust[ _-]?id(?:nr)?|vat|vat[ _-]?id|btw|kvk|tva|partita[ _-]?iva|p\.?[ _-]?iva"
    r"|codice[ _-]?fiscale|cod(?:ice)?[ _-]?fisc|cf|taj|adószám|adóazonosító|pps|ppsn|matricule|orgnr|org[ _-]?nr"
    r"|national[ _-]?id|personal[ _-]?(?:code|id)|person[ _-]?id|tax[ _-]?id|tin|tax[ _-]?(?:no|number)|id[ _-]?number"
    r"|curp|rfc|cuit|cuil|rut|cpf|cnpj|ruc|nit|rif|c[ée]dula(?:[ _-]?de[ _-]?(?:identidad|ciudadan[ií]a))?|aadhaa?r|pan"
    r"|pan[ _-]?card|sin|tfn|itin|ein|medicare|nss|seguridad[ _-]?social|num[ée]ro[ _-]?s[ée]cu|n°[ _-]?s[ée]cu|spi"
    r"|num[ée]ro[ _-]?fiscal|registre[ _-]?national|num[ée]ro[ _-]?national|rrn|codicefiscale|social[ _-]?insurance"
    r"|social[ _-]?security|national[ _-]?insurance|numéro[ _-]?de[ _-]?sécu(?:rité[ _-]?sociale)?|contribuinte"
)
_DOCUMENTS = (
    r"passport|paszportu|passeport|pasaporte|passaporto|paspoort|reisepass|paszport|passnummer"
    r"|identity[ _-]?card|id[ _-]?card"
    r"|personalausweis|ausweisnummer|dowód|dowod|(?:nr[ _-]?)?dowodu(?:[ _-]osobistego)?|identiteitskaart|documento|cni"
    r"|driving[ _-]?licen[cs]e"
    r"|driver.?s?[ _-]?licen[cs]e|führerschein|rijbewijs|permis|patente|praw[oa][ _-]?jazdy|residence[ _-]?permit"
)
_ENDS_BEYOND_ASCII = "αμκα|αφμ|егн|dič|carta[ _-]?(?:d.)?identità"
"""Where RE2 sees no end of a word."""
_LONGEST, _LEAST_DIGITS = 30, 3


def _in_cell(cell: str, rows: Iterable[tuple[re.Pattern[str], Row]]) -> Iterator[tuple[int, int]]:
    start, end = tables.content(cell)
    number = cell[start:end]
    if len(number) > _LONGEST or sum(map(str.isdigit, number)) < _LEAST_DIGITS:
        return
    bare = re.sub(r"[ ./-]", "", number).upper()
    if any(form.fullmatch(bare) and row.valid(bare) for form, row in rows):
        yield start, end


def _forms(rows: Iterable[Row]) -> tuple[tuple[re.Pattern[str], Row], ...]:
    return tuple((re.compile(row.form), row) for row in rows)


_TOLD = "|".join(
    rf"(?:{form})"
    for name, form in national_told.FORMS.items()
    if name not in {"co.nit", "us.ein", "cl.rut", "ve.rif", "es.cif"}
)
"""Numbers whose check fails, below a head that means nothing else."""
_TOLD_HEADS = (
    r"pesel|bsn|burgerservicenummer|rijksregisternummer|dni|nie|nir|num[ée]ro[ _-]?s[ée]cu|n°[ _-]?s[ée]cu|ssn|nino"
    r"|ni[ _-]?(?:no|number)"
    r"|social[ _-]?security|national[ _-]?insurance|nhs|steuer[ _-]?id|steueridentifikationsnummer|codice[ _-]?fiscale"
    r"|cod(?:ice)?[ _-]?fisc|codicefiscale|cf|curp|cuit|cuil|cpf|cnpj|aadhaa?r|ahv(?:[ _-]?nummer)?|avs|svnr|tfn|itin"
    r"|sozialversicherungsnummer|cnp|oib|nip|personnummer|fødselsnummer|social[ _-]?insurance|nss"
)


def _in_told_cell(cell: str) -> Iterator[tuple[int, int]]:
    start, end = tables.content(cell)
    if end - start <= _LONGEST and is_telling(cell[start:end]) and _TOLD_FORM.fullmatch(cell, start, end):
        yield start, end


_TOLD_FORM = re.compile(_TOLD, re.IGNORECASE)
_READ = (
    ("national_column", _NUMBERS, _forms(row for row in ROWS if row.checked)),
    ("document_column", _DOCUMENTS, _forms(documents.ROWS)),
)
FAMILIES = (
    *(
        tables.column(
            "NATIONAL_ID",
            name,
            tables.heading(rf"(?:{heads})(?:\b|_)|{_ENDS_BEYOND_ASCII}"),
            partial(_in_cell, rows=rows),
        )
        for name, heads, rows in _READ
    ),
    tables.column("NATIONAL_ID", "told_column", tables.heading(rf"(?:{_TOLD_HEADS})(?:\b|_)"), _in_told_cell),
)
