"""National identifiers whose check digit fails, right beside a word that can mean nothing else.

Numbers are mistyped, and those of test data are made up: `PESEL: 85010112345`, `my SSN is 900-45-6789`. The whole form
is asked for, and no word between that does not lead from the one to the other (`telling`). Short rows of digits, and
numbers whose word means other things as well, keep their check.
"""

from collections.abc import Iterator
from typing import NamedTuple

from router.detect.identifiers.family import Family
from router.detect.identifiers.national_naming import RIGHT_BEFORE
from router.detect.identifiers.national_table import ROWS
from router.detect.identifiers.telling import Telling, digits, is_telling
from router.detect.page import Hit, Page

_LEAST_DIGITS = 2
_SCORE = 0.75

FORMS = {
    "ar.cuit": digits(11),
    "at.vnr": digits(10),
    "au.medicare": digits(11, 10),
    "au.tfn": digits(9),
    "be.nn": digits(11),
    "bg.egn": digits(10),
    "br.cnpj": r"\d{2}\.?\d{3}\.?\d{3}/?\d{4}-?\d{2}",
    "br.cpf": digits(11),
    "br.rg": r"\d{1,2}\.\d{3}\.\d{3}-?[\dX]",
    "ca.sin": digits(9),
    "ch.ahv": r"756(?:[ .-]?\d){10}",
    "cl.rut": r"\d{1,2}(?:\.\d{3}){2}-?[\dK]|\d{7,8}-[\dK]",
    "co.nit": r"\d{3}\.\d{3}\.\d{3}-\d|\d{9}-\d",
    "cz.rc": r"\d{6} ?/ ?\d{3,4}|\d{10}",
    "de.idnr": digits(11),
    "de.kvnr": r"[A-Z] ?\d(?: ?\d){8}",
    "de.stnr": r"\d{2,3} ?/ ?\d{3,4} ?/ ?\d{4,5}",
    "de.svnr": r"\d{2} ?\d{6} ?[A-Z] ?\d{3}",
    "ec.ci": digits(10),
    "ee.ik": digits(11),
    "es.cif": r"[A-HJNP-SUVW]-?\d{8}",
    "es.dni": r"(?:\d{8}|\d{2}\.\d{3}\.\d{3})(?:-?[A-Z]| (?-i:[A-Z]))",
    "es.nie": r"[XYZ][ -]?\d{7}[ -]?[A-Z]",
    "es.nss": r"\d{2}[ /-]?\d{8}[ /-]?\d{2}",
    "fi.hetu": r"\d{6}[-+A-FU-Y]\d{3}[0-9A-Z]",
    "fr.nir": r"[1-478](?:[ .-]?\d){4}[ .-]?[\dAB](?:[ .-]?\d){7}(?:[ /.-]{0,3}\d ?\d)?",
    "fr.spi": digits(13),
    "gb.nhs": digits(10),
    "gb.nino": r"[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]",
    "gb.utr": digits(10),
    "gr.afm": digits(9),
    "gr.amka": digits(11),
    "hr.oib": digits(11),
    "hu.taj": digits(9),
    "hu.tax": r"8(?:[ .-]?\d){9}",
    "ie.pps": r"\d{7} ?[A-Z]{1,2}",
    "in.aadhaar": digits(12),
    "it.cf": r"[A-Z]{3} ?[A-Z]{3} ?[0-9L-V]{2}[A-Z][0-9L-V]{2} ?[A-Z][0-9L-V]{3} ?[A-Z]",
    "lt.asmens": digits(11),
    "lv.pk": r"\d{6}-?\d{5}",
    "mx.curp": r"[A-Z]{4}\d{6}[HMX][A-Z]{5}[A-Z0-9]\d",
    "mx.nss": digits(11),
    "nl.bsn": digits(9),
    "no.fnr": r"\d{6} ?\d{5}",
    "pe.ruc": r"(?:1[057]|20)\d{9}",
    "pl.card": r"[A-Z]{3} ?\d{6}",
    "pl.nip": digits(10),
    "pl.pesel": digits(11),
    "pt.nif": digits(9),
    "pt.niss": digits(11),
    "ro.cnp": digits(13),
    "se.personnummer": r"(?:\d{2})?\d{6}[-+ ]?\d{4}",
    "si.emso": digits(13),
    "sk.rc": r"\d{6} ?/ ?\d{3,4}|\d{10}",
    "tr.kimlik": digits(11),
    "us.ein": r"\d{2}-\d{7}",
    "us.itin": r"\d{3}[ .-]?\d{2}[ .-]?\d{4}",
    "us.ssn": r"\d{3}[ .-]?\d{2}[ .-]?\d{4}",
    "uy.ci": r"\d\.\d{3}\.\d{3}-\d",
    "ve.rif": r"[VEJPG]-?\d{8}-?\d",
}
"""How each is written, by the row of `national_table`: sources for `re`, in either case."""
_LOOSE = frozenset(
    {
        *("id nr", "idnummer", "identifikationsnummer", "versicherungsnummer", "versicherungs nr", "versicherungsnr"),
        *("född", "pnr", "p nr", "f nr", "dnr", "11 siffer", "hauptverband", "rč", "r c", "a k", "p k", "satu", "cc"),
        *("tin", "hmrc", "self assessment", "finanzamt", "kt", "insee", "immatriculation", "nas"),
        *("numéro d'entreprise", "tax id", "medicare"),
    }
)
"""Words of those rows that mean other numbers as well."""


class _Told(NamedTuple):
    tag: str
    telling: Telling


_GERMAN = Telling(r"(?=.{1,8}\d.)[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{8}\d")
"""A document of Germany: no vowels, a digit within and one for the check at its end, so no word of a language."""
_TOLD = (
    *(_Told(f"id.{row.name}", Telling(FORMS[row.name])) for row in ROWS if row.name in FORMS),
    *(_Told(tag, _GERMAN) for tag in ("id.card", "id.passport")),
)


def find(page: Page) -> Iterator[Hit]:
    if page.digits < _LEAST_DIGITS:
        return
    text, tags = page.text, page.tags
    for tag, telling in _TOLD:
        for cue in page.cues(tag) if tag in tags else ():
            if _word(text, *cue) not in _LOOSE:
                yield from (
                    Hit(start, end, _SCORE)
                    for start, end in telling.values(text, *cue)
                    if is_telling(text[start:end]) and not _is_claimed(page, cue[1], start)
                )


def _word(text: str, start: int, end: int) -> str:
    return text[start:end].lower().replace("-", " ").replace("_", " ").replace(".", " ").strip()


def _is_claimed(page: Page, told: int, start: int) -> bool:
    """A word for another number stands between: `PESEL, order: 850...`."""
    other = page.ahead("id.other", start)
    return other is not None and other > told and start - other <= RIGHT_BEFORE


FAMILY = Family("NATIONAL_ID", "national_told", find)
