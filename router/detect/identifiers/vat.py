"""VAT numbers (Council Directive 2006/112/EC, article 215; the form of each as in VIES), and those of CH, NO and UK.

With the country before it a number needs no word: one text in some thousands with that beginning and length passes.
Without, it is asked for right beside it.
"""
# ruff: noqa: RUF001 - Greek and Cyrillic words are meant

import re
from collections.abc import Callable
from dataclasses import dataclass

from stdnum.at import uid as at
from stdnum.be import vat as be
from stdnum.bg import vat as bg
from stdnum.ch import uid as ch
from stdnum.cy import vat as cy
from stdnum.cz import dic as cz
from stdnum.de import vat as de
from stdnum.dk import cvr as dk
from stdnum.ee import kmkr as ee
from stdnum.es import nif as es
from stdnum.fi import alv as fi
from stdnum.fr import tva as fr
from stdnum.gb import vat as gb
from stdnum.gr import vat as gr
from stdnum.hr import oib as hr
from stdnum.hu import anum as hu
from stdnum.ie import vat as ie
from stdnum.it import iva as it
from stdnum.lt import pvm as lt
from stdnum.lu import tva as lu
from stdnum.lv import pvn as lv
from stdnum.mt import vat as mt
from stdnum.nl import btw as nl
from stdnum.no import mva as no
from stdnum.pl import nip as pl
from stdnum.pt import nif as pt
from stdnum.ro import cf as ro
from stdnum.se import vat as se
from stdnum.si import ddv as si
from stdnum.sk import dph as sk

from router.detect.identifiers.checksums import is_isin
from router.detect.identifiers.national_row import Other, Row

_ISIN = 12
"""Letters and digits of a security's number: its country, nine of the security, a check digit."""


_TAX = re.compile(
    r"(?i)(?:^|[\W_])(?:vat|btw|tva|iva|mwst|must|ust|moms?|dph|ддс|зддс|φπα|pdv|ddv|áfa|afa|pvn|pvm|alv|käibemaks|cbl|mva"
    r"|ptu|tax|fiscal[e]?|steuer|d\.?i\.?č|nip|cui|c\.?i\.?f)[^\w\n]{0,4}(?:(?!isin|wkn)[^\W\d_]{1,12}[^\w\n]{1,3}){0,3}$"
)
"""A word for the tax, in the languages of the Union, Norway and Switzerland, at most three words ahead."""


@dataclass(frozen=True, slots=True)
class _Vat:
    """`body` is what follows the country, which may be left out beside one of the `words`."""

    body: str
    valid: Callable[[str], bool]
    words: tuple[str, ...]
    alone: str
    prefix: str = ""


def _digits(count: int) -> str:
    """So many digits, marks between them or not."""
    return rf"\d(?:[ .-]?\d){{{count - 1}}}"


_NUMBERS = {
    "at": _Vat(r"U\d{8}", at.is_valid, ("uid nr", "uid nummer*", "ust id*", "ustid*", "uid"), rf"[ -]?U ?{_digits(8)}"),
    "be": _Vat(
        r"[01]?\d{9}", be.is_valid,
        ("btw nummer*", "btw nr", "numéro de tva", "n° tva", "n° de tva", "ondernemingsnummer*", "ondernemingsnr",
            "kbo*",
         "numéro d'entreprise", "n° d'entreprise", "bce", "numéro bce", "n° bce", "kbo nummer*", "tva be"),
        rf"[ -]?[01]{_digits(9)}",
    ),
    "bg": _Vat(
        r"\d{9,10}", bg.is_valid, ("ддс номер", "ддс №", "ин по зддс", "зддс", "ддс", "еик", "булстат", "eik",
            "bulstat"),
        r"[ -]?\d{9,10}",
    ),
    "ch": _Vat(
        r"CHE\d{9}(?:MWST|TVA|IVA|TPV)?", lambda n: ch.is_valid(n[:12]),
        ("mwst nr", "mwst nummer*", "uid*", "uid nummer*", "n° tva", "numéro ide", "n° ide", "numero idi",
            "numero iva"),
        r"E[- ]?\d{3}\.?\d{3}\.?\d{3}(?: (?:MWST|TVA|IVA|TPV))?",
    ),
    "cy": _Vat(r"\d{8}[A-Z]", cy.is_valid, ("φπα", "αριθμός φπα", "αριθμός μητρώου φπα"), rf"[ -]?{_digits(8)} ?[A-Z]"),
    "cz": _Vat(r"\d{8,10}", cz.is_valid, ("dič*", "d.i.č", "daňové identifikační*", "danove identifikacni*"),
        r"[ -]?\d{8,10}"),
    "de": _Vat(
        r"[1-9]\d{8}", de.is_valid,
        ("ust id*", "ust. id*", "ustid*", "ust ident*", "umsatzsteuer id*", "umsatzsteueridentifikation*", "ust nr",
         "umsatzsteuernummer*", "umsatzsteuer ident*", "ust idnr", "mwst nr", "mwst nummer*"),
        r"[ -]?[1-9](?:[ .]?\d){8}",
    ),
    "dk": _Vat(r"[1-9]\d{7}", dk.is_valid, ("cvr*", "cvr nr", "cvr nummer*", "momsnr", "momsnummer*", "se nr",
        "moms nr"), r"[ -]?[1-9](?:[ .]?\d){7}"),
    "ee": _Vat(r"10\d{7}", ee.is_valid, ("kmkr*", "kmkr nr", "kmkr number*", "käibemaksukohustus*", "kmk nr"),
        r"[ -]?10\d ?\d{3} ?\d{3}"),
    "es": _Vat(
        r"[A-HJNP-SUVW]\d{7}[0-9A-J]|[KLMXYZ]\d{7}[A-Z]|\d{8}[A-Z]", es.is_valid,
        ("cif", "c.i.f", "nif", "n.i.f", "nif iva", "código de identificación fiscal", "identificación fiscal",
            "cif nif"),
        r"[ -]?(?:[A-HJNP-SUVW]-?\d{7}-?[0-9A-J]|[KLMXYZ]-?\d{7}-?[A-Z]|\d{8}-?[A-Z])",
    ),
    "fi": _Vat(r"\d{8}", fi.is_valid, ("alv numero*", "alv nro", "alv tunniste*", "alv rek*", "arvonlisävero*",
        "momsnummer*"), r"[ -]?\d{8}"),
    "fr": _Vat(
        r"[0-9A-HJ-NP-Z]{2}\d{9}", fr.is_valid,
        ("tva intra*", "n° tva", "n° de tva", "no tva", "numéro de tva", "numéro tva", "id tva", "identifiant tva",
            "tva fr"),
        r"[ -]?[0-9A-HJ-NP-Z]{2} ?\d{3} ?\d{3} ?\d{3}",
    ),
    "gb": _Vat(r"\d{9}(?:\d{3})?", gb.is_valid, ("vat", "vat reg*", "vrn", "vat registration*"),
        r"[ -]?\d{3} ?\d{4} ?\d{2}(?: ?\d{3})?", "GB|XI"),
    "gr": _Vat(r"\d{9}", gr.is_valid, ("αφμ", "α.φ.μ", "afm", "φπα", "αφμ φπα"), r"[ -]?\d{9}", "EL|GR"),
    "hr": _Vat(r"\d{11}", hr.is_valid, ("pdv id*", "pdv broj*", "pdv identifikacijski*", "id broj za pdv", "oib"),
        r"[ -]?\d{11}"),
    "hu": _Vat(
        r"\d{8}(?:[1-5]\d{2})?", lambda n: hu.is_valid(n[:10] if n[:2] == "HU" else n[:8]),
        ("adószám*", "adoszam*", "közösségi adószám*", "áfa szám*", "eu adószám*", "csoportazonosító*"), r"[ -]?\d{8}",
    ),
    "ie": _Vat(
        r"\d[0-9A-Z+*]\d{5}[A-W][A-I]?", ie.is_valid, ("vat reg*", "vat registration*", "cbl", "uimhir cbl"),
        r"[ -]?(?:\d{7} ?[A-W][A-I]?|\d[A-Z+*]\d{5}[A-W])",
    ),
    "it": _Vat(
        r"\d{11}", it.is_valid,
        ("partita iva", "p iva", "p. iva", "part iva", "part. iva", "p.i", "p. i", "pi iva", "numero iva", "partiva",
            "piva*",
         "codice fiscale", "cod fiscale", "cf", "c.f", "mwst nr", "mehrwertsteuernummer*"),
        r"[ -]?\d{11}",
    ),
    "lt": _Vat(r"\d{9}(?:\d{3})?", lt.is_valid, ("pvm kod*", "pvm mokėtojo*", "pvm nr", "pvm moketojo*"),
        r"[ -]?\d{9}(?:\d{3})?"),
    "lu": _Vat(r"\d{8}", lu.is_valid, ("n° tva", "numéro de tva", "tva lu", "id tva", "mwst nr", "tva nummer*",
        "tva nr"), r"[ -]?\d{8}"),
    "lv": _Vat(r"\d{11}", lv.is_valid, ("pvn", "pvn reģ*", "pvn nr", "pvn numur*", "pvn maksātāj*", "pvn reg*"),
        r"[ -]?\d{11}"),
    "mt": _Vat(r"\d{8}", mt.is_valid, ("numru tal vat", "vat no"), r"[ -]?\d{4} ?-?\d{4}"),
    "nl": _Vat(
        r"\d{9}B\d{2}", nl.is_valid,
        ("btw nummer*", "btw nr", "btw id*", "btw identificatie*", "omzetbelastingnummer*", "ob nummer*", "btw"),
        r"[ -]?\d{4}\.?\d{2}\.?\d{3}\.?B\.?\d{2}",
    ),
    "no": _Vat(
        r"[89]\d{8}(?:MVA)?", lambda n: no.is_valid(n.removeprefix("NO").removesuffix("MVA") + "MVA"),
        ("mva nr", "mva nummer*", "mva", "org nr", "orgnr*", "organisasjonsnummer*", "organisasjonsnr",
            "foretaksnummer*"),
        r"[ -]?[89]\d{2} ?\d{3} ?\d{3} ?MVA",
    ),
    "pl": _Vat(r"[1-9]\d{9}", pl.is_valid, ("nip*", "nip ue", "vat ue", "nr vat", "numer vat"),
        r"[ -]?[1-9](?:[ -]?\d){9}"),
    "pt": _Vat(r"[1-35689]\d{8}", pt.is_valid, ("nipc", "n.i.p.c", "nif", "número de contribuinte", "contribuinte*",
        "nº iva"), r"[ -]?[1-35689]\d{2} ?\d{3} ?\d{3}"),
    "ro": _Vat(
        r"[1-9]\d{3,9}", ro.is_valid, ("cui*", "c.u.i", "cif", "c.i.f", "cod tva", "cod fiscal",
            "cod unic de înregistrare",
        "cod unic de inregistrare", "codul unic de înregistrare", "cod de înregistrare fiscală", "codul fiscal"),
        r" ?[1-9]\d{5,9}",
    ),
    "se": _Vat(r"\d{10}01", se.is_valid, ("momsnr", "moms nr", "momsregistreringsnummer*", "vat nr", "momsreg*"),
        r"[ -]?\d{6}-?\d{4} ?-?01"),
    "si": _Vat(r"[1-9]\d{7}", si.is_valid, ("id za ddv", "id ddv", "identifikacijska številka za ddv", "ddv številka",
        "id št za ddv", "id št"), r"[ -]?[1-9]\d{7}"),
    "sk": _Vat(r"[1-9]\d{9}", sk.is_valid, ("ič dph", "ic dph", "ičdph", "ič. dph", "dič*", "daňové identifikačné*"),
        r"[ -]?[1-9]\d{9}"),
}  # fmt: skip


def _is_a_security(number: str) -> bool:
    """One VAT number in ten of its length passes by chance: only a number that nothing names is taken for one."""
    return len(number) == _ISIN and number[:2].isalpha() and is_isin(number)


def _row(country: str, number: _Vat) -> Row:
    prefix = number.prefix or country.upper()
    return Row(
        f"{country}.vat",
        "VAT number",
        f"(?:{prefix})?(?:{number.body})" if country != "ch" else number.body,
        number.valid,
        number.words,
        ("vat",),
        f"(?:{prefix})(?:{number.alone})",
        strict=True,
        other=Other(_is_a_security, _TAX),
    )


ROWS = tuple(_row(country, number) for country, number in _NUMBERS.items())
WORDS = (
    *("vat number*", "vat no", "vat nr", "vat id*", "vat reg*", "vat registration*", "vat code*", "vat num", "vatin",
        "vat identification*"),
    *("vat registration number*", "value added tax number*", "eu vat", "vat numero*", "numer vat", "tax vat"),
)  # fmt: skip
"""Words for the VAT number of any country."""
