"""Licence plates of the EU, Switzerland, the United Kingdom and Norway.

Their forms are short, so a word must say what they are: one for plates, or one for vehicles beside a form that only
one country has, or the country's mark of the blue band in brackets: `(PL) WA 12345` (Regulation (EC) 2411/98).
"""

import re
from collections.abc import Iterator

from router.detect.identifiers.family import Family
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern

_OWN_FORMS = (
    r"[A-ZÄÖÜ]{1,3}[-:][A-Z]{1,2}[ -]?\d{1,4}[EH]?",  # de
    r"[A-HJ-NP-TV-Z]{2}-\d{3}-[A-HJ-NP-TV-Z]{2}",  # fr
    r"[A-HJ-NPR-TV-Z]{2} ?\d{3} ?[A-HJ-NPR-TV-Z]{2}",  # it
    r"[A-Z]{2}\d{2} ?[A-HJ-PR-Z]{3}",  # uk
    r"\d{4}[ -]?[BCDFGHJ-NPR-TV-Z]{3}",  # es
    r"[12]-[A-Z]{3}-\d{3}",  # be
    r"\d{2}-[A-Z]{2}-\d{2}|[A-Z]{2}-\d{2}-\d{2}|\d{2}-\d{2}-[A-Z]{2}|[A-Z]{2}-\d{2}-[A-Z]{2}",  # nl, pt
    r"\d{2}-[A-Z]{2,3}-\d|\d-[A-Z]{3}-\d{2}|[A-Z]-\d{3}-[A-Z]{2}|[A-Z]{2}-\d{3}-[A-Z]",  # nl
    r"\d{2,3}-[A-Z]{1,2}-\d{1,6}",  # ie
    r"[A-Z]{2} \d{2} [A-Z]{3}",  # ro
)
"""Hardly anything else looks so."""
_FORMS = (
    *_OWN_FORMS,
    r"[A-ZÄÖÜ]{1,3} [A-Z]{1,2} ?\d{1,4}[EH]?",  # de, with spaces
    r"[A-Z]{1,2}[ -]\d{1,6} ?[A-Z]{1,3}|[A-Z]{1,2}[ -][A-Z]{1,5} ?\d{1,5}",  # at
    r"[A-Z]{2,3}[ -]?(?:\d{5}|\d[A-Z0-9]{4}|[A-Z]\d{3}|\d[A-Z0-9]{3})",  # pl
    r"[A-Z] ?\d[A-Z0-9]{3,5}",  # pl, of one's choice
    r"[A-Z]{3}[ -]?\d{2,4}|[A-Z]{3}[ -]?\d{2}[A-Z]",  # cy, fi, gr, hu, lt, mt, se
    r"[A-Z]{2} ?[A-Z]{2}[ -]?\d{3}",  # hu
    r"\d{3}[ -]?[A-Z]{3}",  # ee
    r"[A-Z]{2}[ -]?\d{2}[ .]?\d{3}|[A-Z]{2}[ -]?\d{4,6}",  # dk, no, ch, lu, lv
    r"\d[A-Z][A-Z0-9][ -]?\d{4}",  # cz
    r"[A-Z]{2}[ -]?\d{3}[ -]?[A-Z]{2}|[A-Z]{2} [A-Z]{2}[ -]\d{3}|[A-Z]{2} [A-Z0-9]{2}[ -][A-Z0-9]{3}",  # sk, si
    r"[A-Z]{2} ?\d{3,4}[ -]?[A-Z]{1,2}",  # hr, bg
    r"B ?\d{2,3} ?[A-Z]{3}",  # ro, Bucharest
    r"[A-Z]{1,2}-\d{4}-[A-Z]{1,2}",  # es, until 2000
    r"[A-Z]\d{1,3} ?[A-Z]{3}|[A-Z]{3} ?\d{1,3}[A-Z]?",  # uk, until 2001
    r"\d{1,4} ?[A-Z]{2,3} ?\d{2}",  # fr, until 2009
    r"\d[A-Z]{3}\d{3}",  # us, California
    r"[ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ]{3}[ -]?\d{4}|[АВЕКМНОРСТУХ]{1,2} ?\d{4} ?[АВЕКМНОРСТУХ]{2}",  # gr, bg  # noqa: RUF001 - their letters
)
_FREE = r"(?![\w(]|[-./_:]\w)"
_BY_WORD = re.compile(f"(?:{'|'.join(_FORMS)}){_FREE}", re.IGNORECASE)
_BY_FORM = re.compile(f"(?:{'|'.join(_OWN_FORMS)}){_FREE}")
_SOME_FORM = Pattern(rf"(?:^|[^\pL\pN])({'|'.join(f'(?:{form})' for form in _OWN_FORMS)})")
_LINK = re.compile(
    r"[\s\"'`=:#.(\[*-]{0,6}(?:(?:is|was|ist|lautet|war|est|es|è|to|nr|no|number|nummer|n°|numéro|numero|número|numer|er|är"
    r"|on|je|pojazdu|samochodu|auta|del coche|della macchina|auto)[\s\"'`=:.#(-]{1,4}){0,2}",
    re.IGNORECASE,
)
_BAND = re.compile(r"[(\[](A|B|BG|CH|CY|CZ|D|DK|E|EST|F|FIN|GB|GR|H|HR|I|IRL|L|LT|LV|M|N|NL|P|PL|RO|S|SK|SLO|UK)[)\]] ")
_MARKS = frozenset(
    {"HRA", "HRB", "VAT", "ISO", "DIN", "EUR", "USD", "GBP", "PLN", "CHF", "TÜV", "RAL", "IEC", "RFC", "UTF"}
)
"""Begin numbers of other kinds."""
_LINKS = frozenset(
    {"and", "und", "et", "or", "to", "bis", "of", "on", "in", "is", "the", "oder", "ou", "von", "for", "at"}
)
"""`12 and 13` in small letters has the shape of a French plate."""
_PLATE = (
    *(
        "license plate*",
        "licence plate*",
        "number plate*",
        "reg plate",
        "registration plate",
        "plate number",
        "plate no",
    ),
    *("vehicle registration", "vehicle reg", "car reg", "car registration", "vrm", "vrn", "plates"),
    *(
        "kennzeichen",
        "kennz",
        "kfz kennz",
        "immat",
        "kfz kennzeichen",
        "autokennzeichen",
        "nummernschild*",
        "kontrollschild",
        "autonummer",
    ),
    *("plaque", "plaque d'immatriculation", "plaque minéralogique", "immatriculation", "immatriculé*", "plaques"),
    *("matrícula", "matricula", "matriculado", "matriculada", "placa", "chapa", "targa", "targato", "targata"),
    *("kenteken", "kentekenplaat", "nummerplaat", "tablic*", "tablic* rejestracyjn*", "nr rej", "numer rejestracyjny"),
    *("nr rejestracyjny", "rejestracja", "numerach rejestracyjnych", "rejestracyjn*", "registreringsnummer", "regnr"),
    *("reg nr", "registreringsskylt", "nummerplade", "registreringsnummeret", "skiltnummer", "rekisterinumero"),
    *("rekisteritunnus", "rekisterikilpi", "spz", "státní poznávací značka", "registrační značka", "evidenčné číslo"),
    *("ečv", "rendszám*", "număr de înmatriculare", "numărul de înmatriculare", "înmatriculare", "nr înmatriculare"),
    *("registarska oznaka", "registarske oznake", "registracija", "registrska", "registrska oznaka", "numurzīme"),
    *("valstybinis numeris", "valstybinis nr", "numerimärk", "registreerimisnumber", "πινακίδα", "πινακίδας"),
    *("αριθμός κυκλοφορίας", "регистрационен номер", "рег номер", "numru tar-reġistrazzjoni", "cláruimhir"),  # noqa: RUF001 - Bulgarian
)
_FIELD = ("plate",)
"""Of dishes and of steel as well: only with a mark behind it, as in forms."""
_FIELD_LINK = re.compile(r"[\"'`*]{0,3}\s{0,2}[:=]\s{0,2}[\"'`*]{0,3}(?!(?:EN|SAE|AISI|ASTM|JIS|DIN)\b)")
_REGISTERED = ("registration number", "registration no", "reg number", "reg no", "registration")
"""Of a company as well: only a form that nothing else has."""
_VEHICLE = re.compile(
    r"\b(?:cars?|vehicles?|van|truck|lorry|park(?:ed|ing|t)|autos?|auto's|wagen|fahrzeug\w{0,6}|[pl]kw|geparkt\w{0,2}|voitures?"
    r"|véhicules?|camion\w?|garée?s?|stationnée?s?|coches?|vehículos?|aparcad\w{1,2}|furgon\w{1,4}|macchin\w{1,2}|veicol\w"
    r"|parcheggiat\w|voertuig|geparkeerd|bestelbus|samoch\w{1,5}|pojazd\w{0,4}|zaparkowan\w{1,3}|carro|veículo|viatura"
    r"|estacionad\w{1,2}|bil|bilen|vozidl\w{1,2}|vozilo|mașina|masina|autó|kocsi|bmw|audi|volkswagen|vw|golf|mercedes|toyota"
    r"|renault|peugeot|citro[eë]n|fiat|[sš]koda|opel|volvo|ford)\b",
    re.IGNORECASE,
)
_NEAR_AHEAD, _NEAR_BEHIND = 40, 24
_LEAST_DIGITS = 2
_REACH = 64
_NAMED, _LIKELY = 0.85, 0.75


def find(page: Page) -> Iterator[Hit]:
    if page.digits < _LEAST_DIGITS:
        return
    text = page.text
    for tag, pattern in (("plate", _BY_WORD), ("registered", _BY_FORM)):
        for _, end in page.cues(tag):
            span = _named(text, end, pattern)
            if span:
                yield Hit(*span, _NAMED)
    for _, end in page.cues("plate_field"):
        link = _FIELD_LINK.match(text, end)
        match = _BY_WORD.match(text, link.end()) if link else None
        if match and match[0].isupper() and _is_plate(match[0]):
            yield Hit(*match.span(), _LIKELY)
    for start, _ in _SOME_FORM.spans(text, 1):
        match = _BY_FORM.match(text, start)
        if match and _is_free(text, start) and _is_plate(match[0]) and _is_vehicles(text, *match.span()):
            yield Hit(*match.span(), _LIKELY)
    if ") " in text or "] " in text:
        yield from _banded(text)


def _named(text: str, end: int, pattern: re.Pattern[str]) -> tuple[int, int] | None:
    """The plate right behind a word for plates; letters of either case, for the word says enough."""
    link = _LINK.match(text, end, end + _REACH)
    match = pattern.match(text, link.end()) if link else None
    if not match or not _is_free(text, match.start()) or not _is_plate(match[0]):
        return None
    return match.span()


def _is_vehicles(text: str, start: int, end: int) -> bool:
    around = f"{text[max(0, start - _NEAR_AHEAD) : start]} {text[end : end + _NEAR_BEHIND]}"
    return _VEHICLE.search(around) is not None


def _banded(text: str) -> Iterator[Hit]:
    for band in _BAND.finditer(text):
        match = _BY_WORD.match(text, band.end())
        if match and match[0].isupper() and len(match[0]) > 5 and _is_free(text, match.start()) and _is_plate(match[0]):  # noqa: PLR2004 - `(S) A 12`
            yield Hit(*match.span(), _LIKELY)


def is_whole_plate(written: str) -> bool:
    """All of it is a plate: asked where the place says already that one stands there."""
    return _BY_WORD.fullmatch(written) is not None and _is_plate(written)


def _is_plate(written: str) -> bool:
    digits = sum(map(str.isdigit, written))
    if any(word in _LINKS for word in written.lower().split()):
        return False
    return digits >= _LEAST_DIGITS and digits < len(written) and re.split("[ :-]", written)[0].upper() not in _MARKS


def _is_free(text: str, start: int) -> bool:
    """Nothing is glued to its front; its forms see to what follows."""
    ahead = text[max(0, start - 2) : start]
    return not ahead[-1:].isalnum() and not (ahead[-1:] in {"-", ".", "/", "_"} and ahead[:1].isalnum())


FAMILY = Family(
    "LICENSE_PLATE",
    "license_plate",
    find,
    cues={"plate": _PLATE, "plate_field": _FIELD, "registered": _REGISTERED},
)
