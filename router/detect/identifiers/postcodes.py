r"""Postcodes that no street stands ahead of: `zip: 62704`, `Springfield, IL 62704`, `10115 Berlin`, `"plz": "10115"`.

Five digits are also sums, ports and orders: so a word right before says what they are, or a state of the USA with its
town (USPS Publication 28), or a town behind them that everybody knows, or they begin the last line of an address. Codes
of the United Kingdom and of Canada (UPU S42) say by themselves what they are, if they are set in capitals and apart.
"""

import re
from collections.abc import Iterator

from router.detect.identifiers import tables
from router.detect.identifiers.address_towns import TOWNS
from router.detect.identifiers.family import Family
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern

_WORDS = (
    *("zip", "zip code", "zipcode", "zip+4", "postal code", "postcode", "post code", "postal", "plz"),
    *("postleitzahl*", "code postal", "codes postaux", "cp", "código postal", "codigo postal"),
    *("cap", "codice postale", "codice di avviamento postale", "kod pocztowy", "kodem pocztowym", "kodu pocztowego"),
    *("postnummer*", "postnr", "postinumero*", "postcode", "irányítószám*", "irsz", "psč", "psc"),
    "poštovní směrovací*",
    *("cod poștal", "codul poștal", "cod postal", "poštanski broj", "poštna številka", "pašto kodas", "pasta indekss"),
    *("sihtnumber", "postiindeks", "ταχυδρομικός κώδικας", "τκ", "τ.κ", "пощенски код", "eircode", "cep", "npa"),
)
_SOFT = frozenset({"zip", "cap", "cp", "postal", "psc", "npa", "cep"})
"""In small letters also a file, a limit, a command: a mark or a verb must stand between."""
_LINK = re.compile(
    r"(?:[\"'*\\]{0,3} ?[:=#?] ?\\?[\"'*]{0,3}|[\"']?,? ?(?:is|ist|est|es|è|to|:|of|was|number|no\.?|nr\.?|jest|er)"
    r"[: ]{1,2}(?:now |currently |called |the )?)| |\. "
)
_CODE = (
    r"(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[\dW] ?[A-Z\d]{4}|[A-Z]\d[A-Z][ -]?\d[A-Z]\d|\d{4} ?[A-Z]{2}"
    r"|(?:[A-Z]{1,3}[- ])?(?:\d{5}-\d{3,4}|\d{2}-\d{3}|\d{4}-\d{3}|\d{3} \d{2}|\d{2} \d{3}|\d{4,6}))"
)
"""Of the EU, the United Kingdom, Switzerland, Norway, the Americas, Australia and New Zealand."""
_VALUE = re.compile(rf"{_CODE}(?![\w%€$£]|[.,:/-]\d|-\w)", re.IGNORECASE)
_STATES = (
    "A[KRZ]|C[AT]|D[C]|FL|G[AU]|I[AL]|K[SY]|M[DINOT]|N[CDHJMVY]|P[AR]|RI|S[CD]|T[NX]|UT|V[AIT]|W[AIVY]"
    "|(?:NSW|VIC|QLD|TAS|ACT)"
)
_WORDS_TOO = "A[KL]|C[AOT]|DE|HI|I[DN]|LA|M[AES]|NE|O[HKR]"
"""States that are also words: they want a comma ahead."""
_STATED = Pattern(
    rf"(?:\p{{Lu}}[\pL.'-]*\p{{Ll}}(?:,? (?:{_STATES})|, (?:{_WORDS_TOO})),?|(?:^|\n)(?:{_STATES})|[ADF]PO,? A[AEP])"
    r" (\d{5}(?:-\d{4})?|\d{4})(?:$|[^\pL\pN_-])"
)
_AUSTRALIAN = re.compile(r"(?:NSW|VIC|QLD|TAS|ACT),? $")
_TOWNED = Pattern(
    r"(?:^|[^\pL\pN_.,:/#€$£+-]|[,;:] )((?:[A-Z]{1,2}-)?(?:\d{5}|\d{4}(?: [A-Z]{2})?|\d{2}-\d{3}|\d{4}-\d{3}"
    r"|\d{3} \d{2})) (\p{Lu}[\pL-]{2,20})"
)
_FOUR = frozenset(
    """wien graz linz salzburg innsbruck klagenfurt zürich bern basel genève lausanne luzern winterthur bruxelles
    brussel antwerpen gent brugge leuven liège namur charleroi luxembourg oslo bergen trondheim stavanger københavn
    aarhus odense aalborg budapest debrecen szeged pécs győr ljubljana maribor sofia plovdiv""".split()  # noqa: SIM905 - a row of words reads better than a row of quotes
)
"""Where codes have four digits, as years have."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_LINE = Pattern(r"\n((?:[A-Z]{1,2}-)?(?:\d{5}|\d{2}-\d{3})) \p{Lu}\p{Ll}[\pL .-]{1,30}(?:$|[\r\n])")
"""The last line of an address, if the one before it ends in the number of a house."""
_HOUSE = re.compile(r"(?:^|\n)[^\n]{0,30}[^\W\d_][^\n]{0,30} \d{1,4}[a-z]?,?\r?$")
_HOUSE_REACH = 72
_AREAS = (
    "AB|AL|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUY]?|H[ADGPRSUX]|I[GMPV]|JE|K[ATWY]|L[ADELNSU]?"
    "|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|U[BL-N]?|W[ACDFNRSV]?|YO|ZE"
)
_LETTERED = Pattern(
    rf"(?:^|[^\pL\pN_/=.-])((?:{_AREAS})\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{{2}}|[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z] "
    r"\d[ABCEGHJ-NPRSTV-Z]\d)(?:$|[^\pL\pN_/=-])"
)
_BEHIND_TOWNS = Pattern(
    r"\p{L}{3}, ([AC-FHKNPRTV-Y]\d[\dW] (?:\d[0-9ACDEFHKNPRTV-Y]{0,2}[AC-FHKNPRTV-Y]"
    r"|[AC-FHKNPRTV-Y][0-9ACDEFHKNPRTV-Y]{0,2}\d)[0-9ACDEFHKNPRTV-Y]{0,2}|L[TV]-\d{4,5})(?:$|[^\pL\pN_/=-])"
)
"""`Co. Galway, H91 F4A7` (Eircode), `Rīga, LV-1050`."""
_EIRCODE, _BALTIC = 8, "L"
_UNITS = frozenset({"GB", "TB", "MB", "AH", "DB", "ST", "ND", "RD", "TH", "LB", "PT", "PR", "HR"})
_ROW_BEHIND = re.compile(r"[^\S\n]{1,2}[A-Z]*\d[A-Z\d]*\b")
_ROW_AHEAD = re.compile(r"\b(?=[A-Z\d]*\d)(?=[A-Z\d]*[A-Z])[A-Z\d]{2,}[^\S\n]{1,2}$")
_CLOSED = re.compile(r"[.,;)]?(?:\s|$)(?![a-z])")
_COLUMN = (
    r"zip[ _-]?code|zip|postal[ _-]?code|post[ _-]?code|plz|postleitzahl|code[ _-]?postal|cp|c[óo]digo[ _-]?postal|cap"
    r"|kod[ _-]?pocztowy|postnummer|postnr|postinumero|psč|irányítószám|cod[ _-]?po[șs]tal|cep|eircode"
)
_REACH = 32
_SHORTEST, _LONGEST = 4, 12
_SURE, _TOLD = 0.85, 0.7

_PATTERNS = (_STATED, _TOWNED, _LINE, _LETTERED, _BEHIND_TOWNS)


def find(page: Page) -> Iterator[Hit]:
    if not page.digits:
        return
    yield from _told(page)
    yield from _with_towns(page)
    yield from _lettered(page)


def _with_towns(page: Page) -> Iterator[Hit]:
    text = page.text
    for start, end in page.spans(_STATED, 1):
        if (end - start > _SHORTEST or _AUSTRALIAN.search(text[max(0, start - 6) : start])) and _ends(text, end):
            yield Hit(start, end, _SURE)
    for _, code, town in page.groups(_TOWNED):
        name = text[slice(*town)].lower()
        short = code[1] - code[0] == _SHORTEST
        known = name in _FOUR and not _YEAR.fullmatch(text, *code) if short else name in TOWNS
        if known and _ends(text, town[1]):
            yield Hit(*code, _TOLD)
    for start, end in page.spans(_LINE, 1):
        if _HOUSE.search(text[max(0, start - 1 - _HOUSE_REACH) : start - 1]):
            yield Hit(start, end, _TOLD)


def _lettered(page: Page) -> Iterator[Hit]:
    """`SW1A 1AA`, `K1A 0B1`; not `M3 8GB` and not in a row of such codes."""
    text = page.text
    for start, end in page.spans(_LETTERED, 1):
        row = _ROW_BEHIND.match(text, end) or _ROW_AHEAD.search(text, max(0, start - 12), start)
        if text[end - 2 : end] not in _UNITS and not row:
            yield Hit(start, end, _TOLD)
    for start, end in page.spans(_BEHIND_TOWNS, 1):
        if text[start] == _BALTIC or end - start == _EIRCODE:
            yield Hit(start, end, _TOLD)


def _ends(text: str, end: int) -> bool:
    return text[end : end + 1] not in {"_", "=", "("}


def _told(page: Page) -> Iterator[Hit]:
    """Right behind a word for postcodes."""
    text = page.text
    for start, end in page.cues("postcode"):
        link = _LINK.match(text, end, end + _REACH)
        value = _VALUE.match(text, link.end(), link.end() + _REACH) if link else None
        if link is None or value is None or not any(map(str.isdigit, value[0])):
            continue
        soft = link[0].strip(" .") == "" and text[start:end] in _SOFT
        if not soft or (text[start:end] == "zip" and _CLOSED.match(text, value.end())):
            yield Hit(*value.span(), _SURE)


def _codes(cell: str) -> Iterator[tuple[int, int]]:
    start, end = tables.content(cell)
    if end - start <= _LONGEST and _VALUE.fullmatch(cell, start, end):
        yield start, end


FAMILIES = (
    Family("LOCATION", "postcode", find, cues={"postcode": _WORDS}, patterns=_PATTERNS),
    tables.column("LOCATION", "postcode_column", tables.heading(rf"(?:{_COLUMN})(?:\b|_)"), _codes),
)
