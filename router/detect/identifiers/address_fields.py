"""Streets that a tag or the head of a column calls so: `<StrtNm>…</StrtNm>` (ISO 20022), `straße;hausnr`."""

import re
from collections.abc import Iterator

from router.detect.identifiers import tables
from router.detect.identifiers.family import Family
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern

_FIELDS = (
    r"strtnm|bldgnb|adrline|street(?:[ _-]?(?:name|address|line|number|no))?|street[ _-]?line[ _-]?\d|address[12]"
    r"|address[ _-]?line(?:[ _-]?\d)?|house[ _-]?(?:number|no|nr)|stra(?:ß|ss)e|stra(?:ß|ss)e[ _-]?(?:hausnummer|nr)"
    r"|stra(?:ß|ss)e[ _-]?und[ _-]?(?:hausnummer|nr)|haus[ _-]?(?:nummer|nr)|rue|num[ée]ro[ _-]?et[ _-]?rue|calle"
    r"|direcci[óo]n|domicilio|indirizzo|straat(?:naam)?|huis[ _-]?(?:nummer|nr)|ulica|numer[ _-]?domu|nr[ _-]?domu"
)
_ELEMENT = Pattern(
    rf"(?i)<(?:[\w-]{{1,20}}:)?(?:{_FIELDS})(?:\s[^<>\n]{{0,200}})?>\s{{0,40}}([^<>\n]{{1,120}})\s{{0,40}}</"
)
_STREET = re.compile(r"(?=.*[^\W_])(?:[^\W_]|[ .,'/-])+")
_NOTHING = frozenset({"n/a", "none", "null", "string", "unknown", "true", "false", "street", "text"})
_SCORE = 0.85


def find(page: Page) -> Iterator[Hit]:
    text = page.text
    if "</" in text:
        for start, end in _ELEMENT.spans(text, 1):
            yield from (Hit(start + low, start + high, _SCORE) for low, high in _street(text[start:end]))


def _street(cell: str) -> Iterator[tuple[int, int]]:
    start, end = tables.content(cell)
    if _STREET.fullmatch(cell, start, end) and cell[start:end].lower() not in _NOTHING:
        yield start, end


FAMILIES = (
    Family("ADDRESS", "street_field", find),
    tables.column("ADDRESS", "street_column", tables.heading(_FIELDS), _street),
)
