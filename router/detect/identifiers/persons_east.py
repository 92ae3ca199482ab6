"""Numbers of persons in the east: Bulgaria, Croatia, Czechia, Hungary, Poland, Romania, Slovakia, Slovenia.

Sources of forms and checks: python-stdnum's modules and `checksums`.
"""
# ruff: noqa: RUF001 - Cyrillic words are meant

from stdnum.bg import egn, pnf
from stdnum.cz import rc
from stdnum.hr import oib
from stdnum.pl import nip, pesel
from stdnum.ro import cnp
from stdnum.si import ddv, emso

from router.detect.identifiers import checksums
from router.detect.identifiers.national_row import Row, person

_BIRTH_NUMBER = (
    "rodn* čísl*", "rodn* cisl*", "rč", "r.č", "r. č", "r c", "birth number*", "rodnecislo", "číslo pojištěn*",
    "čísl* poisten*",
)  # fmt: skip
_JMBG = ("jmbg", "matični broj građana", "jedinstveni matični broj*", "mbg")

ROWS = (
    person(
        "bg.egn", "person number", r"\d{10}", egn.is_valid,
        ("егн", "е.г.н", "egn", "единен граждански номер", "единния граждански номер", "граждански номер", "ucn",
         "uniform civil number"),
    ),
    person(
        "bg.pnf", "person number of foreigners", r"\d{10}", pnf.is_valid,
        ("лнч", "л.н.ч", "lnch", "личен номер на чужденец", "лнк", "pnf"),
    ),
    person("cz.rc", "birth number", r"\d{9,10}", rc.is_valid, _BIRTH_NUMBER, alone=r"\d{6}/\d{4}"),
    person(
        "hr.oib", "person number", r"\d{11}", oib.is_valid,
        ("oib*", "o.i.b", "osobni identifikacijski broj*", "osobnog identifikacijskog*", "osobni id*"),
    ),
    person("hr.jmbg", "person number", r"\d{13}", emso.is_valid, _JMBG),
    Row(
        "hr.mbo", "health insurance number", r"\d{9}",
        words=("mbo", "matični broj osiguran*", "broj osigurane osobe", "hzzo", "zdravstven* iskaznic*"), strict=True,
    ),
    person(
        "hu.person", "person number", r"[1-8]\d{10}", checksums.is_hungarian_person,
        ("személyi szám*", "személyi azonosító*", "személyiszám*", "szemelyi szam*", "szemelyi azonosito*",
            "szig szám"),
    ),
    person(
        "hu.tax", "tax number", r"8\d{9}", checksums.is_hungarian_tax,
        ("adóazonosító*", "adoazonosito*", "adószám*", "adoszam*", "adóazonosító jel*", "adó azonosító*", "adójel*"),
    ),
    person(
        "hu.taj", "social security number", r"\d{9}", checksums.is_hungarian_health,
        ("taj", "taj szám*", "tajszám*", "taj szam*", "társadalombiztosítás*", "tb szám*", "taj kártya*", "tajszam*"),
    ),
    person(
        "pl.pesel", "person number", r"\d{11}", pesel.is_valid,
        ("pesel*", "nr pesel", "pesel nr", "numer pesel", "numeru pesel", "numerem pesel", "powszechny elektroniczny*",
         "ubezpieczon*"),
    ),
    person(
        "pl.nip", "tax number", r"[1-9]\d{9}", nip.is_valid,
        ("nip*", "n.i.p", "nr nip", "numer nip", "nip ue", "identyfikacji podatkowej", "identyfikator podatkowy",
         "numer podatkowy"),
    ),
    Row(
        "pl.land", "land register number", r"[A-Z]{2}\d[A-Z]\d{9}",
        words=("kw", "nr kw", "księg* wieczyst*", "ksieg* wieczyst*"), alone=r"[A-Z]{2}\d[A-Z]/\d{8}/\d", strict=True,
    ),
    person(
        "ro.cnp", "person number", r"[1-9]\d{12}", cnp.is_valid,
        ("cnp*", "c.n.p", "cod numeric personal", "codul numeric personal", "codului numeric personal", "nif"),
    ),
    person(
        "si.emso", "person number", r"\d{13}", emso.is_valid,
        ("emšo", "emso", "matična številka", "matično številko", "enotna matična številka", "maticna stevilka", *_JMBG),
    ),
    person(
        "si.ddv", "tax number", r"[1-9]\d{7}", ddv.is_valid,
        ("davčna številka", "davčna", "davčne številke", "davčno številko", "davčno", "davcna stevilka", "davčna št",
         "davčni zavezanec", "davcna"),
    ),
    Row(
        "si.zzzs", "health insurance number", r"\d{9}",
        words=("zzzs", "številka zavarovan*", "številka zavarovane osebe", "zzzs številka", "kartica zdravstven*"),
        strict=True,
    ),
    person("sk.rc", "birth number", r"\d{9,10}", rc.is_valid, _BIRTH_NUMBER),
)  # fmt: skip
