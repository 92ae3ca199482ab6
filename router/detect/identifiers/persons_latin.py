"""Numbers of persons in Latin America: Argentina, Brazil, Chile, Colombia, Ecuador, Mexico, Peru, Uruguay, Venezuela.

Sources of forms and checks: python-stdnum's modules and `checksums`. Words that name several countries' numbers
(`cédula`, `RUC`) stand in the rows of all of them.
"""

from stdnum.ar import cuit
from stdnum.br import cnpj, cpf
from stdnum.cl import rut
from stdnum.co import nit
from stdnum.ec import ci as cedula
from stdnum.mx import curp, rfc
from stdnum.pe import ruc
from stdnum.ve import rif

from router.detect.identifiers import checksums
from router.detect.identifiers.national_row import Row, person

_CEDULA = (
    "cédula", "cedula", "cédulas", "cédula de ciudadanía", "cedula de ciudadania", "cédula de identidad",
    "cedula de identidad", "nº de cédula", "número de cédula", "numero de cedula",
)  # fmt: skip
_RUC = ("ruc", "r.u.c", "registro único de contribuyente*", "registro unico de contribuyente*", "nº ruc")

ROWS = (
    Row(
        "ar.dni", "identity number", r"\d{7,8}", words=("dni*", "d.n.i", "documento nacional de identidad", "nº dni"),
        strict=True,
    ),
    person(
        "ar.cuit", "tax number", r"(?:2[0347]|3[034])\d{9}", cuit.is_valid,
        ("cuit*", "cuil*", "c.u.i.t", "c.u.i.l", "cuit/cuil", "cuil/cuit", "clave única de identificación tributaria"),
    ),
    person(
        "br.cpf", "tax number", r"\d{11}", cpf.is_valid,
        ("cpf*", "c.p.f", "cadastro de pessoa* física*", "cpf/mf"), alone=r"\d{3}\.\d{3}\.\d{3}-\d{2}",
    ),
    Row(
        "br.cnpj", "company number", r"\d{14}", cnpj.is_valid, ("cnpj*", "c.n.p.j", "cadastro nacional da pessoa*"),
        alone=r"\d{2}\.\d{3}\.\d{3}/\d{4}-\d{2}", strict=True,
    ),
    Row(
        "br.rg", "identity card", r"\d{7,9}[0-9X]?", strict=True,
        words=("rg:", "rg nº", "rg n.º", "rg n°", "rg é", "meu rg", "número do rg", "nº do rg", "registro geral",
               "carteira de identidade", "cédula de identidade"),
    ),
    person(
        "br.pis", "social security number", r"\d{11}", checksums.is_brazilian_insurance,
        ("pis", "pasep", "pis/pasep", "pis pasep", "nis", "número do pis"), strict=True,
    ),
    person(
        "br.cns", "health card", r"[1-2789]\d{14}", checksums.is_brazilian_health,
        ("cartão sus", "cartao sus", "cartão nacional de saúde", "cartão do sus", "nº do sus"), strict=True,
    ),
    person(
        "cl.rut", "tax number", r"\d{7,8}[0-9K]", rut.is_valid,
        ("rut", "r.u.t", "rol único tributario", "rol unico tributario", "rol único nacional", "run:", "r.u.n",
         *_CEDULA),
        alone=r"\d{1,2}\.\d{3}\.\d{3}-[\dkK]", strict=True,
    ),
    Row("co.cc", "identity card", r"\d{6,8}|\d{10}", words=_CEDULA, strict=True),
    Row(
        "co.nit", "tax number", r"\d{10}", nit.is_valid,
        ("nit", "n.i.t", "número de identificación tributaria", "rut"), strict=True,
    ),
    person("ec.ci", "identity card", r"\d{10}", cedula.is_valid, _CEDULA),
    Row("ec.ruc", "tax number", r"\d{10}001", lambda n: cedula.is_valid(n[:10]), _RUC, strict=True),
    person(
        "mx.curp", "person number", r"[A-Z]{4}\d{6}[HMX][A-Z]{5}[A-Z0-9]\d", curp.is_valid,
        ("curp*", "c.u.r.p", "clave única de registro*", "clave unica de registro*"),
        alone=r"[A-Z]{4}\d{6}[HMX][A-Z]{5}[A-Z0-9]\d",
    ),
    Row(
        "mx.rfc", "tax number", r"[A-Z]{3,4}\d{6}[A-Z0-9]{3}", rfc.is_valid,
        ("rfc", "r.f.c", "registro federal de contribuyentes"), strict=True,
    ),
    Row(
        "mx.nss", "social security number", r"\d{11}", checksums.is_mexican_insurance,
        ("nss", "n.s.s", "imss", "nss imss", "número de seguridad social", "numero de seguridad social",
         "número de seguro social", "numero de seguro social"),
        strict=True,
    ),
    Row(
        "mx.ine", "identity card", r"[A-Z]{6}\d{8}[HM]\d{3}", words=("clave de elector", "credencial ine", "ine"),
        strict=True,
    ),
    Row("pe.dni", "identity number", r"\d{8}", words=("dni*", "d.n.i"), strict=True),
    person("pe.ruc", "tax number", r"(?:1[057]|20)\d{9}", ruc.is_valid, _RUC),
    person(
        "uy.ci", "identity card", r"[1-9]\d{6,7}", checksums.is_uruguayan, _CEDULA,
        alone=r"[1-9]\.\d{3}\.\d{3}-\d", strict=True,
    ),
    Row("ve.ci", "identity card", r"[VE]\d{6,8}", words=(*_CEDULA, "ci", "c.i"), strict=True),
    person(
        "ve.rif", "tax number", r"[VEJPG]\d{9}", rif.is_valid, ("rif", "r.i.f", "registro de información fiscal"),
    ),
)  # fmt: skip
