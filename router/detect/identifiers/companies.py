"""Register numbers of companies and sole traders: they name a person where a person is the business.

Most have a check digit that one random number in ten passes, so all ask for their word right beside them.
"""
# ruff: noqa: RUF001 - Greek and Cyrillic words are meant

from collections.abc import Callable

from stdnum.be import vat as kbo
from stdnum.bg import vat as eik
from stdnum.ch import uid
from stdnum.cz import dic as ico
from stdnum.dk import cvr
from stdnum.ee import registrikood
from stdnum.es import cif
from stdnum.fi import ytunnus
from stdnum.fr import siren, siret
from stdnum.lv import pvn
from stdnum.nl import bsn
from stdnum.no import orgnr as no_orgnr
from stdnum.pl import regon
from stdnum.ro import cui
from stdnum.se import orgnr
from stdnum.si import maticna

from router.detect.identifiers.national_row import Row, anything


def _company(
    name: str, form: str, words: tuple[str, ...], valid: Callable[[str], bool] = anything, alone: str | None = None
) -> Row:
    return Row(
        name, "company number", form, valid, words, ("company",) if valid is not anything else (), alone, strict=True
    )


ROWS = (
    _company("at.fn", r"(?:FN)?\d{4,6}[A-Z]", ("firmenbuch*", "fb nr", "firmenbuchnummer*", "fbnr"),
        alone=r"FN ?\d{5,6} ?[a-z]"),
    _company("be.kbo", r"[01]\d{9}", ("kbo*", "bce", "rpr", "rpm", "ondernemingsnummer*", "numéro d'entreprise",
        "enterprise number*"), kbo.is_valid),
    _company("bg.eik", r"\d{9}(?:\d{4})?", ("еик", "булстат", "eik", "bulstat", "уик"), lambda n: eik.is_valid(n[:9])),
    _company("ch.uid", r"CHE\d{9}", ("uid*", "handelsregister*", "numéro ide", "numero idi", "firmennummer*"),
    uid.is_valid),
    _company("cy.he", r"(?:HE|ΗΕ)\d{4,6}", ("αριθμός εγγραφής", "company number*", "registration number*",
        "registration no", "reg no")),
    _company("cz.ico", r"\d{8}", ("ičo*", "ico", "ič", "i.č", "identifikační číslo*", "identifikacni cislo*", "iço"),
        ico.is_valid),
    _company(
        "de.hr", r"(?:HR[AB]|GNR|PR|VR)\d{1,6}[A-Z]{0,2}", ("handelsregister*", "amtsgericht*", "registergericht*",
        "registernummer*", "genossenschaftsregister*", "vereinsregister*", "partnerschaftsregister*"),
        alone=r"HR[AB] ?\d{4,6}",
    ),
    _company("dk.cvr", r"[1-9]\d{7}", ("cvr*", "cvr nr", "cvr nummer*", "virksomhedsnummer*"), cvr.is_valid),
    _company("ee.registrikood", r"[1789]\d{7}", ("registrikood*", "reg kood*", "äriregistri kood*", "rg kood"),
        registrikood.is_valid),
    _company("es.cif", r"[A-HJNP-SUVW]\d{7}[0-9A-J]", ("cif", "c.i.f", "nif", "n.i.f",
        "código de identificación fiscal"), cif.is_valid),
    _company("fi.ytunnus", r"\d{8}", ("y tunnus*", "ytunnus*", "y tunnu*", "fo nummer*", "business id*",
        "yritystunnus*"), ytunnus.is_valid),
    _company(
        "fr.siren", r"\d{9}", ("siren*", "n° siren", "numéro siren", "rcs", "n° rcs", "répertoire des métiers"),
        lambda n: siren.is_valid(n[-9:]),
        alone=r"RCS [A-Z][A-Za-zéèêëàâîïôûç-]{2,25} (?:[AB] )?\d{3} ?\d{3} ?\d{3}",
    ),
    _company("fr.siret", r"\d{14}", ("siret*", "n° siret", "numéro siret"), siret.is_valid),
    _company("gb.crn", r"(?:\d{8}|(?:SC|NI|OC|SO|NC|R0)\d{6})", ("company number*", "company no", "company reg*",
        "companies house", "crn",
        "registered number*", "registered no", "registered in england*", "registration number*",
        "company registration*")),
    _company("gr.gemi", r"\d{12}", ("γεμη", "γ.ε.μη", "αρ. γεμη", "gemi", "αριθμός γεμη")),
    _company("hr.mbs", r"\d{8,9}", ("mbs", "matični broj subjekta", "matični broj")),
    _company("hu.ceg", r"\d{10}", ("cégjegyzékszám*", "cégjegyzék*", "cegjegyzekszam*", "cégj"),
        alone=r"Cg\. ?\d{2}-\d{2}-\d{6}"),
    _company("ie.cro", r"\d{5,6}", ("cro number*", "cro no", "companies registration office")),
    _company(
        "it.rea", r"[A-Z]{2}\d{5,7}", ("n rea", "numero rea", "r.e.a", "n. rea", "nr rea", "registro imprese"),
        alone=r"REA:? (?:n\. ?)?[A-Z]{2}[ -]?\d{5,7}",
    ),
    _company("lt.kodas", r"\d{7}(?:\d{2})?", ("įmonės kod*", "imones kod*", "juridinio asmens kod*", "į k", "į. k",
        "į.k", "company code*")),
    _company("lu.rcs", r"[ABCDEFGHJ]\d{3,6}", ("rcs", "rcs luxembourg", "r.c.s", "handelsregister*",
        "registre de commerce*"), alone=r"R\.?C\.?S\.? Luxembourg:? ?[A-J] ?\d{3,6}"),
    _company("lv.reg", r"[4-9]\d{10}", ("reģ nr", "reģistrācijas numur*", "reģ. nr", "reg nr", "vienotais reģ*",
        "reģistrācijas nr"), pvn.is_valid),
    _company("mt.c", r"C\d{3,6}", ("company number*", "company registration*", "registration number*", "reg no",
        "mfsa", "mbr")),
    _company("nl.kvk", r"\d{8}", ("kvk*", "k.v.k", "kamer van koophandel*", "kvk nummer*", "kvk nr",
        "handelsregisternummer*", "handelsregister*", "coc number*", "coc no", "chamber of commerce*")),
    _company("nl.vestiging", r"\d{12}", ("vestigingsnummer*", "vestigings nr", "vestigingsnr")),
    _company("nl.rsin", r"\d{9}", ("rsin*", "fiscaal nummer*"), bsn.is_valid),
    _company("no.orgnr", r"[89]\d{8}", ("org nr", "orgnr*", "organisasjonsnummer*", "organisasjonsnr", "org nummer*",
        "foretaksnummer*"), no_orgnr.is_valid),
    _company("pl.regon", r"\d{9}(?:\d{5})?", ("regon*", "nr regon", "numer regon"), regon.is_valid),
    _company("pl.krs", r"0{3}\d{7}", ("krs*", "nr krs", "numer krs", "krajowy rejestr sądowy",
        "krajowego rejestru sądowego", "rejestru przedsiębiorców")),
    _company("ro.cui", r"(?:RO)?[1-9]\d{3,9}", ("cui*", "c.u.i", "cif", "c.i.f", "cod unic de înregistrare",
        "cod unic de inregistrare", "cod fiscal",
        "codul unic de înregistrare", "codul fiscal"), cui.is_valid),
    _company("ro.onrc", r"[JFC]\d{7,15}", ("registrul comerțului", "registrul comertului", "reg com", "nr. reg. com",
        "onrc", "orc"), alone=r"[JFC]\d{1,2}/\d{1,7}/(?:19|20)\d{2}"),
    _company("se.orgnr", r"(?:16)?[1-35-9]\d[2-9]\d{7}", ("org nr", "orgnr*", "organisationsnummer*",
        "organisationsnr", "org nummer*"), lambda n: orgnr.is_valid(n[-10:])),
    _company("si.maticna", r"\d{7}(?:\d{3})?", ("matična številka", "matična št", "maticna stevilka", "matična"),
        maticna.is_valid),
    _company("sk.ico", r"\d{8}", ("ičo*", "ico", "ič", "identifikačné číslo*", "identifikacne cislo*"), ico.is_valid),
)  # fmt: skip
WORDS = (
    *("company registration*", "company number*", "company no", "company reg*", "company id*", "business id*",
        "business number*"),
    *("business registration*", "registration number*", "organisation number*", "organization number*", "org number*",
        "commercial register*"),
    *("handelsregisternummer*", "trade register*", "company code*", "enterprise number*"),
)  # fmt: skip
"""Words for the number of a company of any country, where it has a check digit."""
