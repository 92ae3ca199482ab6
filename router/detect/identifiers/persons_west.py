"""Numbers of persons in the west: Austria, Belgium, France, Germany, Ireland, Luxembourg, Netherlands, Switzerland, UK.

Sources of forms and checks: python-stdnum's modules and `checksums`.
"""

from stdnum import luhn
from stdnum.at import tin, vnr
from stdnum.be import bis, nn
from stdnum.ch import ssn as ahv
from stdnum.de import idnr, stnr
from stdnum.fr import nif as spi
from stdnum.fr import nir
from stdnum.gb import nhs, utr
from stdnum.ie import pps
from stdnum.nl import bsn, onderwijsnummer

from router.detect.identifiers import checksums
from router.detect.identifiers.national_row import Row, person

_SOCIAL_GERMAN = (
    "sozialversicherungsnummer*", "sozialversicherungsnr", "sozialversicherungs nr", "sozialversicherungs nummer*",
    "sozialvers nr", "sozvers nr", "sv nummer*", "sv nr", "svnr", "versicherungsnummer*", "versicherungs nr",
    "versicherungsnr",
)  # fmt: skip
_SOCIAL_FRENCH = (
    "sécurité sociale", "securite sociale", "numéro de sécu*", "numero de secu*", "n° de sécu*", "no de sécu*",
    "nº de sécu*", "num de sécu*", "num sécu", "n° sécu*", "n° sécurité sociale", "numéro sécu*", "sécu",
        "numero secu*", "num secu*", "no secu*", "n° secu*", "secu",
    "n° de secu*", "numero de securite sociale", "n° de sécurité sociale", "numéro de sécurité sociale",
        "no de sécurité sociale", "num de secu*",
    "num de sécurité sociale",
)  # fmt: skip

ROWS = (
    person(
        "at.vnr", "social security number", r"\d{10}", vnr.is_valid,
        (*_SOCIAL_GERMAN, "e card", "ecard", "vsnr", "hauptverband"),
    ),
    Row(
        "at.tin", "tax number", r"\d{9}", tin.is_valid,
        ("steuernummer*", "st nr", "stnr", "steuer nr", "abgabenkontonummer*", "abgabenkonto*", "finanzamtsnummer*"),
        ("id",), alone=r"\d{2}-\d{3}/\d{4}", strict=True,
    ),
    Row(
        "at.zmr", "register number", r"\d{12}", words=("zmr", "zmr zahl*", "melderegisterzahl*", "zmr nummer*"),
        strict=True,
    ),
    person(
        "be.nn", "national number", r"\d{11}", lambda n: nn.is_valid(n) or bis.is_valid(n),
        ("rijksregister*", "registre national", "numéro national", "numero national", "nationaal nummer", "rrn",
        "rrnr",
         "rr nr", "niss", "n° niss", "numéro niss", "insz", "insz nummer*", "numéro de registre", "n° national",
         "n° de registre national", "nationalregister*", "national register*", "bisnummer*", "numéro bis",
         "identificatienummer van de sociale zekerheid", "nrn", *_SOCIAL_FRENCH),
        alone=r"\d{2}\.\d{2}\.\d{2}-\d{3}[.-]\d{2}",
    ),
    person(
        "de.idnr", "tax identification number", r"\d{11}", idnr.is_valid,
        ("steuer id*", "steueridentifikation*", "steuerliche identifikation*", "idnr", "id nr",
         "identifikationsnummer*", "steuer identifikation*", "steuer idnr", "steuer ident*", "steuerident*", "stid",
         "st id", "steuernummer*", "tin", "idnummer*", "persönliche identifikation*"),
    ),
    Row(
        "de.stnr", "tax number", r"\d{10,11}|\d{13}", stnr.is_valid,
        ("steuernummer*", "steuer nummer*", "st nr", "stnr", "steuer nr", "steuernr", "str nr", "finanzamt",
            "tax number*"),
        strict=True,
    ),
    person(
        "de.svnr", "social security number", r"\d{8}[A-Z]\d{3}", checksums.is_german_insurance,
        (*_SOCIAL_GERMAN, "rentenversicherungsnummer*", "rentenversicherungs nr", "rvnr", "rv nr", "rv nummer*",
         "rentennummer*", "sozialversicherungsausweis*", "vsnr", "deutsche rentenversicherung", "rentenversicherung*"),
        alone=r"\d{2}(?:(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}[A-Z]\d{3}"
        r"| (?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2} [A-Z] \d{3})",
    ),
    person(
        "de.kvnr", "health insurance number", r"[A-Z]\d{9}", checksums.is_german_health,
        ("krankenversicher*", "versichertennummer*", "versicherten nr", "vers nr", "versichertennr", "versicherten id*",
         "kvnr",
         "kv nr", "kv nummer*", "krankenkasse*", "gesundheitskarte*", "egk", "versichertenkarte*", "kvnummer*",
         "health insurance*", "egk nr", "egk nummer*", "aok", "barmer", "techniker krankenkasse"),
    ),
    person(
        "fr.nir", "social security number", r"[123478]\d{5}[\dAB]\d{8}", nir.is_valid,
        (*_SOCIAL_FRENCH, "nir", "n° ss", "no ss", "num ss", "numéro ss", "insee", "n° insee", "carte vitale",
         "vitale", "immatriculation", "n° d'immatriculation", "numéro d'assuré", "assuré social", "nss",
         "numéro d'inscription au répertoire", "matricule insee"),
        alone=r"[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?[/-]? ?\d{2}",
    ),
    person(
        "fr.spi", "tax number", r"[0-3]\d{12}", spi.is_valid,
        ("numéro fiscal*", "numéro fiscal de référence", "numero fiscal", "référence fiscale", "reference fiscale",
         "spi", "n° fiscal", "no fiscal", "nº fiscal", "num fiscal", "identifiant fiscal",
         "numéro spi", "n° spi", "numéro d'imposition", "nif"),
    ),
    Row(
        "fr.rpps", "register number", r"\d{11}", luhn.is_valid, ("rpps", "numéro rpps", "n° rpps"), strict=True,
    ),
    person(
        "ie.pps", "personal public service number", r"\d{7}[A-W][A-IW]?", pps.is_valid,
        ("pps*", "ppsn*", "p.p.s", "personal public service*", "uimhir psp", "uimhir phearsanta", "rsi number",
         "revenue number", "tax reference*"),
    ),
    person(
        "lu.matricule", "national number", r"(?:18|19|20)\d{11}", checksums.is_luxembourgish,
        ("matricule*", "numéro d'identification", "identification national*", "identifikatiounsnummer*", "matrikel*",
         "cns", "ccss", "numéro matricule", "n° matricule", "sozialversicherungsausweis*", *_SOCIAL_GERMAN,
         *_SOCIAL_FRENCH),
        alone=r"(?:19|20)\d{2} ?(?:0[1-9]|1[0-2]) ?(?:0[1-9]|[12]\d|3[01]) ?\d{3} ?\d{2}",
    ),
    person(
        "nl.bsn", "citizen service number", r"\d{8,9}", bsn.is_valid,
        ("bsn*", "b.s.n", "burgerservicenummer*", "burgerservicenr*", "burger service nummer*", "burger service nr",
         "sofinummer*", "sofi nummer*", "sofinr", "sofi nr", "citizen service number*", "citizen service no",
         "persoonsnummer*", "fiscaal nummer*", "rsin*"),
    ),
    person(
        "nl.onderwijsnummer", "education number", r"10\d{7}", onderwijsnummer.is_valid,
        ("onderwijsnummer*", "pgn", "onderwijs nummer*"),
    ),
    person(
        "ch.ahv", "social security number", r"756\d{10}", ahv.is_valid,
        ("ahv*", "ahv nummer*", "ahv nr", "ahvn13", "ahvn", "avs", "numéro avs", "n° avs", "no avs", "navs13", "navs",
         "numero avs", "oasi", "ahv iv", "avs ai", "nnss", "versichertennummer*", *_SOCIAL_GERMAN),
        alone=r"756(?:\.\d{4}\.\d{4}\.\d{2}| \d{4} \d{4} \d{2}|\d{10})",
    ),
    person(
        "gb.nino", "national insurance number", r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]",
        checksums.is_british_insurance,
        ("national insurance*", "nino*", "n.i", "ni number*", "ni no", "ni num", "ni nr", "nin", "insurance number*",
         "nat ins*", "national ins"),
        alone=r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] \d{2} \d{2} \d{2} [A-D]",
    ),
    person(
        "gb.nhs", "health number", r"\d{10}", nhs.is_valid,
        ("nhs", "nhs number*", "nhs no", "nhs num", "health number*", "health service number*",
         "h c number", "chi number*", "chi no",
         "community health index"),
    ),
    person(
        "gb.utr", "tax number", r"\d{10}", utr.is_valid,
        ("utr*", "unique taxpayer*", "unique taxpayer reference*", "unique tax reference*", "hmrc", "self assessment"),
        strict=True,
    ),
)  # fmt: skip
