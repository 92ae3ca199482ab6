"""Numbers of persons in the south: Cyprus, Greece, Italy, Malta, Portugal, Spain.

Sources of forms and checks: python-stdnum's modules and `checksums`.
"""
# ruff: noqa: RUF001 - Greek words are meant

from stdnum.cy import vat as tic
from stdnum.es import dni, nie, nif
from stdnum.gr import amka
from stdnum.gr import vat as afm
from stdnum.it import codicefiscale
from stdnum.pt import cc
from stdnum.pt import nif as contribuinte

from router.detect.identifiers import checksums
from router.detect.identifiers.national_row import Row, person

_AFM = (
    "αφμ",
    "α.φ.μ",
    "α φ μ",
    "afm",
    "a.f.m",
    "φορολογικ* μητρώ*",
    "αριθμός φορολογικού μητρώου",
    "αριθμό φορολογικ*",
)
_DNI = "[A-HJ-NP-TV-Z]"

ROWS = (
    person(
        "cy.tic", "tax number", r"\d{8}[A-Z]", tic.is_valid,
        (*_AFM, "φορολογικ* ταυτότητ*", "φορολογικ*", "tic", "t.i.c", "tax identification code*", "αφτ", "α.φ.τ"),
    ),
    Row(
        "cy.social", "social insurance number", r"\d{6,10}", strict=True,
        words=("αριθμός κοινωνικών ασφαλίσεων", "κοινωνικών ασφαλίσεων", "ακα", "social insurance number*"),
    ),
    person(
        "es.dni", "identity number", r"\d{7,8}[A-Z]", dni.is_valid,
        ("dni*", "d.n.i", "nif", "n.i.f", "documento nacional*", "documento nacional de identidad",
        "documento de identidad", "número de identidad",
         "n° dni", "nº dni", "número de identificación fiscal", "carnet de identidad", "dni nif", "nif nie"),
        alone=rf"\d{{8}}-?{_DNI}|\d{{2}}\.\d{{3}}\.\d{{3}}-?{_DNI}",
    ),
    person(
        "es.nie", "identity number of foreigners", r"[XYZ]\d{7}[A-Z]", nie.is_valid,
        ("nie", "n.i.e", "número de extranjero", "identidad de extranjero*", "identificación de extranjero*", "nº nie",
         "nif", "dni*", "tarjeta de residencia", "foreigner id*"),
        alone=rf"[XYZ]-?\d{{7}}-?{_DNI}",
    ),
    person(
        "es.nif", "tax number of persons without a DNI", r"[KLM]\d{7}[A-Z]", nif.is_valid, ("nif", "n.i.f"),
    ),
    person(
        "es.nss", "social security number", r"\d{11,12}", checksums.is_spanish_insurance,
        ("seguridad social", "número de seguridad social", "numero de seguridad social", "número de afiliación",
        "numero de afiliacion", "nº de afiliación", "nº afiliación",
            "nuss",
         "n.u.s.s", "naf", "nss", "nº ss", "n° ss", "núm ss", "afiliación"),
        alone=r"(?:0[1-9]|[1-4]\d|5[0-3]|66)/\d{8}/\d{2}",
    ),
    person(
        "gr.amka", "social security number", r"\d{11}", amka.is_valid,
        ("αμκα", "α.μ.κ.α", "α μ κ α", "amka", "a.m.k.a", "κοινωνικής ασφάλισης"),
    ),
    person("gr.afm", "tax number", r"\d{9}", afm.is_valid, _AFM),
    person(
        "it.cf", "tax code", r"[A-Z]{6}[0-9L-V]{2}[A-Z][0-9L-V]{2}[A-Z][0-9L-V]{3}[A-Z]", codicefiscale.is_valid,
        ("codice fiscale", "codici fiscali", "cod fiscale", "cod fisc", "cod. fisc", "cod. fiscale", "c.f", "cf",
         "c. f", "codice fisc", "tessera sanitaria", "codfisc*", "steuernummer*"),
        alone=r"(?i:[A-Z]{6}[0-9L-V]{2}[A-EHLMPR-T][0-9L-V]{2}[A-Z][0-9L-V]{3}[A-Z])"
        r"|[A-Z]{3} [A-Z]{3} [0-9L-V]{2}[A-EHLMPR-T][0-9L-V]{2} [A-Z][0-9L-V]{3}[A-Z]",
    ),
    Row(
        "mt.id", "identity number", r"\d{3,7}[MGAPLHBZ]",
        words=("identity card*", "id card*", "karta tal identità", "karta ta l identità", "identità", "id card no",
               "numru tal karta*", "karta tal-identità", "id no", "id number*"),
        strict=True,
    ),
    person(
        "pt.nif", "tax number", r"[1-35689]\d{8}", contribuinte.is_valid,
        ("nif", "n.i.f", "contribuinte*", "número fiscal", "numero fiscal", "nº fiscal", "n contribuinte", "nipc",
         "n.º contribuinte", "nº contribuinte", "nº de contribuinte", "n.º de contribuinte",
         "número de identificação fiscal", "identificação fiscal"),
    ),
    person(
        "pt.cc", "identity card", r"\d{9}[A-Z][A-Z0-9]\d", cc.is_valid,
        ("cartão de cidadão", "cartão de cidadão n.º", "cartão de cidadão nº", "cartao de cidadao", "cc",
            "cartão do cidadão", "nº cc", "n.º cc", "cartão cidadão",
         "bilhete de identidade", "número de documento", "citizen card*", "número do cartão"),
        alone=r"\d{8} \d ?[A-Z]{2}\d", strict=True,
    ),
    person(
        "pt.niss", "social security number", r"[12]\d{10}", checksums.is_portuguese_insurance,
        ("niss", "n.i.s.s", "segurança social", "seguranca social", "número de segurança social", "nº niss",
            "n.º niss"),
    ),
    Row(
        "pt.sns", "health number", r"\d{9}",
        words=("número de utente", "numero de utente", "nº de utente", "n.º de utente", "nº utente", "n.º utente",
               "número sns", "nº sns"),
        strict=True,
    ),
)  # fmt: skip
