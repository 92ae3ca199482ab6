"""Personal numbers of Europe, one row each: how it is written, who checks it, the words beside it.

`shape` is RE2, without regard to case. `alone` is a way of writing so particular that a valid number needs no word
beside it. `exact` is False where the number has no check digit: then only the row's own words count, never a general
"id number".
"""

# ruff: noqa: RUF001 - Greek and Cyrillic words are meant
from collections.abc import Callable
from dataclasses import dataclass

from stdnum.at import vnr
from stdnum.be import bis, nn
from stdnum.bg import egn
from stdnum.ch import ssn as ahv
from stdnum.cy import vat as tic
from stdnum.cz import rc
from stdnum.de import idnr
from stdnum.dk import cpr
from stdnum.ee import ik
from stdnum.es import dni, nie
from stdnum.fi import hetu
from stdnum.fr import nif as spi
from stdnum.fr import nir
from stdnum.gb import nhs
from stdnum.gr import amka
from stdnum.gr import vat as afm
from stdnum.hr import oib
from stdnum.ie import pps
from stdnum.is_ import kennitala
from stdnum.it import codicefiscale
from stdnum.lt import asmens
from stdnum.lv import pvn
from stdnum.nl import bsn
from stdnum.no import fodselsnummer
from stdnum.pl import nip, pesel, regon
from stdnum.pt import cc
from stdnum.pt import nif as contribuinte
from stdnum.ro import cnp
from stdnum.se import personnummer
from stdnum.si import ddv, emso
from stdnum.us import ssn

from router.detect.identifiers import checksums


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    shape: str
    valid: Callable[[str], bool]
    words: tuple[str, ...]
    alone: str | None = None
    exact: bool = True


def _compact(check: Callable[[str], bool]) -> Callable[[str], bool]:
    """For checks that want no separators."""
    return lambda number: check("".join(filter(str.isalnum, number)))


def _anything(_number: str) -> bool:
    return True


def _of_person(check: Callable[[str], bool]) -> Callable[[str], bool]:
    """Latvia numbers companies alike: theirs begin with 4 to 9."""
    return lambda number: number[0] < "4" and check(number)


_TEN, _ELEVEN = r"\d{6}[ -]?\d{4}", r"\d{6}[ -]?\d{5}"
_PERSONNUMMER = ("personnummer*", "personnr", "person nr", "personal identity number")

ROWS = (
    Row(
        "at.vnr", r"\d{4}[ -]?\d{6}", _compact(vnr.is_valid),
        ("sozialversicherungsnummer*", "sv nummer", "svnr", "sv nr", "versicherungsnummer*", "e card"),
    ),
    Row(
        "be.nn", r"\d{2}[. /-]?\d{2}[. /-]?\d{2}[. -]?\d{3}[. -]?\d{2}",
        _compact(lambda n: nn.is_valid(n) or bis.is_valid(n)),
        ("rijksregister*", "registre national", "numéro national", "nationaal nummer", "rrn", "niss", "insz",
         "numéro de registre", "nationalregister*", "bisnummer", "numéro bis"),
        alone=r"\d{2}\.\d{2}\.\d{2}-\d{3}[.-]\d{2}",
    ),
    Row("bg.egn", r"\d{10}", egn.is_valid, ("егн", "egn", "единен граждански номер", "единния граждански номер")),
    Row("cy.tic", r"\d{8}[A-Z]", tic.is_valid, ("αφμ", "α φ μ", "φορολογικ*", "tic", "tax identification code*")),
    Row(
        "cy.card", r"\d{6,8}", _anything,
        ("αριθμός ταυτότητας", "αρ ταυτότητας", "δελτίο* ταυτότητας", "ταυτότητα*", "kimlik no", "arc number"),
        exact=False,
    ),
    Row(
        "cz.rc", r"\d{6} ?/? ?\d{3,4}", rc.is_valid,
        ("rodn* čísl*", "rodn* cisl*", "rč", "r č", "birth number"), alone=r"\d{6}/\d{4}",
    ),
    Row(
        "de.idnr", r"\d{2}[ ./]?\d{3}[ ./]?\d{3}[ ./]?\d{3}", _compact(idnr.is_valid),
        ("steuer id*", "steueridentifikationsnummer*", "steuerliche identifikationsnummer", "idnr", "id nr",
         "steuernummer*",
         "identifikationsnummer*", "steuer identifikationsnummer*", "steuer idnr"),
    ),
    Row(
        "de.svnr", r"\d{2} ?\d{6} ?[A-Z] ?\d{3}", _compact(checksums.is_german_insurance),
        ("sozialversicherungsnummer*", "rentenversicherungsnummer*", "rvnr", "svnr", "sv nummer", "sv nr", "rv nummer",
         "versicherungsnummer*", "sozialversicherungsausweis*"),
    ),
    Row(
        "de.kvnr", r"[A-Z]\d{9}", checksums.is_german_health,
        ("krankenversicher*", "versichertennummer*", "versicherten nr", "kvnr", "krankenkasse*", "gesundheitskarte*"),
    ),
    Row(
        "de.document", r"[A-Z0-9]{9}\d?", checksums.is_travel_document,
        ("personalausweis*", "ausweisnummer*", "ausweis nr", "reisepass*", "passnummer*", "pass nr", "ausweis"),
        exact=False,
    ),
    Row("dk.cpr", _TEN, cpr.is_valid, ("cpr*", "cpr nummer", "cpr nr", *_PERSONNUMMER), exact=False),
    Row("ee.ik", r"\d{11}", ik.is_valid, ("isikukood*", "id kood*", "isiku kood*")),
    Row(
        "es.dni", r"(?:\d{8}|\d{2}\.\d{3}\.\d{3})[ -]{0,3}[A-Z]", _compact(dni.is_valid),
        ("dni", "nif", "d n i", "documento nacional", "documento de identidad"), alone=r"\d{8}-?[A-HJ-NP-TV-Z]",
    ),
    Row(
        "es.nie", r"[XYZ][ -]?\d{7}[ -]?[A-Z]", _compact(nie.is_valid),
        ("nie", "n i e", "número de extranjero", "identidad de extranjero"), alone=r"[XYZ]-?\d{7}-?[A-HJ-NP-TV-Z]",
    ),
    Row(
        "fi.hetu", r"\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]", hetu.is_valid,
        ("henkilötun*", "henkilotun*", "hetu*", "sotu*", "personbeteckning*"),
        alone=r"\d{6}(?:[-+]\d{3}[A-FHJ-NPR-Y]|[A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y])",
    ),
    Row(
        "fr.nir", r"[12378] ?\d{2} ?\d{2} ?\d[\dAB] ?\d{3} ?\d{3}[ -]?\d{2}", _compact(nir.is_valid),
        ("sécurité sociale", "securite sociale", "numéro de sécu*", "n° de sécu*", "num sécu", "sécu", "nir",
         "n° ss", "insee",
         "carte vitale", "immatriculation", "numéro d'assuré", "assuré social"),
        alone=r"[12378] \d{2} \d{2} \d[\dAB] \d{3} \d{3} ?\d{2}",
    ),
    Row(
        "fr.spi", r"\d{2} ?\d{2} ?\d{3} ?\d{3} ?\d{3}", _compact(spi.is_valid),
        ("numéro fiscal", "numero fiscal", "référence fiscale", "spi", "n° fiscal", "identifiant fiscal"),
    ),
    Row("gr.amka", _ELEVEN, amka.is_valid, ("αμκα", "amka", "α μ κ α")),
    Row("gr.afm", r"\d{9}", afm.is_valid, ("αφμ", "afm", "α φ μ", "φορολογικ* μητρώ*")),
    Row(
        "gr.card", r"[A-ZΑ-Ω]{1,2}[ -]?\d{6}", _anything,
        ("ταυτότητα*", "δελτίο* ταυτότητας", "αριθμός ταυτότητας", "α δ τ", "αδτ"), exact=False,
    ),
    Row("hr.oib", r"\d{11}", oib.is_valid, ("oib*", "osobni identifikacijski broj*", "osobnog identifikacijskog")),
    Row(
        "hu.person", r"\d[ -]?\d{6}[ -]?\d{4}", _compact(checksums.is_hungarian_person),
        ("személyi szám*", "személyi azonosító*", "személyiszám*", "szemelyi szam*", "szemelyi azonosito*"),
    ),
    Row(
        "hu.tax", r"\d{10}", checksums.is_hungarian_tax,
        ("adóazonosító*", "adoazonosito*", "adószám*", "adoszam*", "adóazonosító jel*"),
    ),
    Row(
        "hu.taj", r"\d{3}[ -]?\d{3}[ -]?\d{3}", _compact(checksums.is_hungarian_health),
        ("taj", "taj szám*", "tajszám*", "taj szam*", "társadalombiztosítás*"),
    ),
    Row(
        "ie.pps", r"\d{7}[A-W][A-IW]?", pps.is_valid,
        ("pps", "ppsn", "pps number", "pps no", "personal public service*"),
    ),
    Row("is.kennitala", _TEN, kennitala.is_valid, ("kennital*", "kt")),
    Row(
        "it.cf", r"[A-Z]{6}[0-9L-V]{2}[A-Z][0-9L-V]{2}[A-Z][0-9L-V]{3}[A-Z]", codicefiscale.is_valid,
        ("codice fiscale", "cod fiscale", "cod fisc", "c f", "cf"),
        alone=r"(?i:[A-Z]{6}[0-9L-V]{2}[A-EHLMPR-T][0-9L-V]{2}[A-Z][0-9L-V]{3}[A-Z])",
    ),
    Row("lt.asmens", r"\d{11}", asmens.is_valid, ("asmens kod*", "a k")),
    Row(
        "lu.matricule", r"\d{4}[ -]?\d{2}[ -]?\d{2}[ -]?\d{3}[ -]?\d{2}", _compact(checksums.is_luxembourgish),
        ("matricule*", "numéro d'identification", "identification national*", "sozialversicherungsnummer*",
         "sécurité sociale",
         "identifikatiounsnummer*", "matrikel*", "cns"),
    ),
    Row("lv.pk", _ELEVEN, _of_person(pvn.is_valid), ("personas kod*", "p k", "personas koda numur*")),
    Row(
        "mt.id", r"\d{3,7}[MGAPLHBZ]", _anything,
        ("identity card*", "id card*", "karta tal identità", "karta ta l identità", "identità", "id card no"),
        exact=False,
    ),
    Row(
        "nl.bsn", r"\d{8,9}|\d{4}[. ]\d{2}[. ]\d{3}|\d{3}[. -]\d{3}[. -]\d{3}", _compact(bsn.is_valid),
        ("bsn*", "burgerservicenummer*", "burger service nummer", "sofinummer*", "sofi nummer",
         "citizen service number"),
    ),
    Row(
        "no.fnr", _ELEVEN, fodselsnummer.is_valid,
        ("fødselsnummer*", "fodselsnummer*", "fødselsnr", "fnr", "d nummer", *_PERSONNUMMER),
    ),
    Row("pl.pesel", r"\d{11}", pesel.is_valid, ("pesel*", "nr pesel", "pesel nr")),
    Row(
        "pl.nip", r"\d{3}[- ]?\d{3}[- ]?\d{2}[- ]?\d{2}|\d{3}[- ]\d{2}[- ]\d{2}[- ]\d{3}", nip.is_valid,
        ("nip*", "nr nip", "identyfikacji podatkowej"),
    ),
    Row("pl.regon", r"\d{9}|\d{14}|\d{3}[ -]\d{3}[ -]\d{3}", regon.is_valid, ("regon*",)),
    Row(
        "pl.dowod", r"[A-Z]{3} ?\d{6}", _compact(checksums.is_polish_card),
        ("dow* osobist*", "dowód", "dowodu", "dowodem", "seria i numer", "nr dowodu"),
    ),
    Row(
        "pt.nif", r"\d{3}[ .]?\d{3}[ .]?\d{3}", _compact(contribuinte.is_valid),
        ("nif", "contribuinte*", "número fiscal", "numero fiscal", "n contribuinte"),
    ),
    Row(
        "pt.cc", r"\d{8} ?-?\d ?[A-Z0-9]{2}\d", _compact(cc.is_valid),
        ("cartão de cidadão", "cartao de cidadao", "cc", "cartão do cidadão", "nº cc"),
    ),
    Row("ro.cnp", r"\d{13}", cnp.is_valid, ("cnp*", "cod numeric personal", "codul numeric personal")),
    Row(
        "se.personnummer", r"(?:\d{2})?\d{6}[-+ ]?\d{4}",
        lambda n: personnummer.is_valid(n) or checksums.is_swedish_coordination(n),
        (*_PERSONNUMMER, "samordningsnummer*", "pnr"),
    ),
    Row("si.emso", r"\d{13}", emso.is_valid, ("emšo", "emso", "matična številka", "enotna matična številka")),
    Row("si.ddv", r"\d{8}", ddv.is_valid, ("davčna številka", "davčna", "davčne številke", "davcna stevilka")),
    Row("sk.rc", r"\d{6} ?/? ?\d{3,4}", rc.is_valid, ("rodn* čísl*", "rodn* cisl*", "rč", "r č")),
    Row(
        "ch.ahv", r"756[. ]?\d{4}[. ]?\d{4}[. ]?\d{2}", _compact(ahv.is_valid),
        ("ahv*", "ahv nummer", "avs", "numéro avs", "oasi", "sozialversicherungsnummer*"),
        alone=r"756\.\d{4}\.\d{4}\.\d{2}",
    ),
    Row(
        "gb.nino", r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D]",
        checksums.is_british_insurance,
        ("national insurance*", "nino", "ni number", "ni no", "insurance number"),
        alone=r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] \d{2} \d{2} \d{2} [A-D]",
    ),
    Row("gb.nhs", r"\d{3}[ -]?\d{3}[ -]?\d{4}", nhs.is_valid, ("nhs", "nhs number", "nhs no")),
    Row("us.ssn", r"\d{3}-\d{2}-\d{4}", ssn.is_valid, ("ssn", "social security*", "social security number*")),
    Row(
        "passport", r"[A-Z]{0,3}\d{6,9}[A-Z]?", _anything,
        ("passport*", "passport number", "passport no", "passeport*", "pasaporte*", "passaporto*", "paspoort*",
         "paszport*",
         "pașaport*", "passaporte*", "διαβατήρι*", "паспорт*", "passi number", "passin numero", "útlevél*"),
         exact=False,
    ),
)  # fmt: skip

GENERAL = (
    *(
        "national id*",
        "id number*",
        "id no",
        "identity number*",
        "identification number*",
        "personal code*",
        "personal id",
    ),
    *("personal identity*", "personal number", "tax id*", "tax number*", "taxpayer*", "tin", "social security*", "ssn"),
    *("social insurance*", "national number", "citizen id*", "tax code", "identity card*", "id card*", "fiscal code"),
)
