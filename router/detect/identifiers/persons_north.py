"""Numbers of persons in the north: Denmark, Estonia, Finland, Iceland, Latvia, Lithuania, Norway, Sweden.

Sources of forms and checks: python-stdnum's modules and `checksums`.
"""

from stdnum.dk import cpr
from stdnum.ee import ik
from stdnum.fi import hetu
from stdnum.is_ import kennitala
from stdnum.lt import asmens
from stdnum.lv import pvn
from stdnum.no import fodselsnummer
from stdnum.se import personnummer

from router.detect.identifiers import checksums
from router.detect.identifiers.national_row import Row, person

_PERSONNUMMER = ("personnummer*", "personnr", "person nr", "person nummer*", "personal identity number*")
_CENTURIES = "-+"


def _is_latvian_person(number: str) -> bool:
    """Latvia numbers companies alike: theirs begin with 4 to 9."""
    return number[0] < "4" and bool(pvn.is_valid(number))


def _is_finnish(number: str) -> bool:
    """The mark of the century was dropped with all other marks, unless it is a letter."""
    if len(number) == 10:  # noqa: PLR2004 - six digits of the day, three of the serial, and the check
        return any(hetu.is_valid(f"{number[:6]}{mark}{number[6:]}") for mark in _CENTURIES)
    return bool(hetu.is_valid(number))


ROWS = (
    Row(
        "dk.cpr", "person number", r"\d{10}", cpr.is_valid,
        ("cpr*", "cpr nummer*", "cpr nr", "personnummer*", "personnr", "person nr", "sundhedskort*", "sygesikring*",
         "civil registration number*"),
    ),
    person(
        "ee.ik", "person number", r"[1-8]\d{10}", ik.is_valid,
        ("isikukood*", "isiku kood*", "id kood*", "isikukoodi*", "isikutunnus*"),
    ),
    person(
        "fi.hetu", "person number", r"\d{6}(?:[A-FU-Y]\d{3}|\d{3})[0-9A-FHJ-NPR-Y]", _is_finnish,
        ("henkilötun*", "henkilotun*", "hetu*", "sotu*", "sosiaaliturvatun*", "personbeteckning*",
            "syntymäaika ja tun*",
         "henkilö tunnus*"),
        alone=r"\d{6}(?:[-+]\d{3}[A-FHJ-NPR-Y]|[A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y])",
    ),
    Row("fi.veronumero", "tax number", r"\d{12}", words=("veronumero*", "skattenummer*", "vero nro"), strict=True),
    Row(
        "fi.satu", "electronic client identifier", r"\d{8}[0-9A-FHJ-NPR-Y]", checksums.is_finnish_client,
        ("sähköinen asiointitun*", "satu", "sähköisen asiointitun*", "elektronisk kommunikationskod*"), strict=True,
    ),
    person("is.kennitala", "person number", r"\d{10}", kennitala.is_valid, ("kennital*", "kt", "kennitölu*")),
    person(
        "lt.asmens", "person number", r"[1-9]\d{10}", asmens.is_valid,
        ("asmens kod*", "a.k", "a. k", "asmenskod*", "socialinio draudimo*", "asm kod*"),
    ),
    person(
        "lv.pk", "person number", r"\d{11}", _is_latvian_person,
        ("personas kod*", "personas kodu", "p.k", "p. k", "pers kod*", "personas koda numur*", "personaskod*"),
    ),
    person(
        "no.fnr", "person number", r"\d{11}", fodselsnummer.is_valid,
        ("fødselsnummer*", "fodselsnummer*", "fødselsnr", "fodselsnr", "fnr", "f nr", "f.nr", "d nummer*", "dnr",
         "fødsels og personnummer*", "fødselsn", "11 siffer", *_PERSONNUMMER),
    ),
    person(
        "se.personnummer", "person number", r"(?:\d{2})?\d{10}",
        lambda n: personnummer.is_valid(n) or checksums.is_swedish_coordination(n),
        (*_PERSONNUMMER, "samordningsnummer*", "samordnings nr", "pnr", "p nr", "persnr", "pers nr", "samordningsnr",
         "sv personnummer", "född", "coordination number*"),
    ),
)  # fmt: skip
