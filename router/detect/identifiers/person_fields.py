"""Names that a field, a tag or the head of a column calls so: `"surname": "Field"`, `<nom>…</nom>`, `cognome;nome`.

Words that things are called by as well (`name`, `nom`, `nome`) prove nothing here: the recogniser of names reads those.
"""

import re
from collections.abc import Iterator

from router.detect.identifiers import tables
from router.detect.identifiers.family import Family
from router.detect.identifiers.person_words import ALONGSIDE, FIELDS, NOTHING
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern, before, is_word

_QUOTED = Pattern(
    rf"(?i)(?:{FIELDS})(?:[ _]?\d)?(?:\\{{0,3}}[\"']\s{{0,3}}[:=]|\s{{0,3}}[:=]>?)\s{{0,3}}"
    r"\\{0,3}[\"']([^\"'\\\n<>]{1,60})\\{0,3}[\"']"
)
_ELEMENT = Pattern(
    rf"(?i)<(?:[\w-]{{1,20}}:)?(?:{FIELDS})(?:\s[^<>\n]{{0,200}})?>\s{{0,40}}([^<>\n]{{1,60}})\s{{0,40}}</"
)
_ATTRIBUTE = Pattern(r"(?i)<(?:family|given)\s{1,3}value=\"([^\"<>\n]{1,60})\"")
"""HL7 FHIR, HumanName."""
_LINE = Pattern(
    rf"(?im)^[ \t>*-]{{0,12}}(?:{FIELDS})\s{{0,3}}[:=][ \t]{{1,8}}((?-i:\p{{Lu}})[\pL' .-]{{1,59}}?)[ \t,;]{{0,4}}$"
)
_NAME = re.compile(r"[^\W\d_]+(?:(?:[ .'-]|, |\. ){1,2}[^\W\d_]+){0,5}\.?")
_MOST = 60
_SCORE = 0.9

_PATTERNS = (_QUOTED, _ELEMENT, _LINE)


def find(page: Page) -> Iterator[Hit]:
    for start, end in _values(page):
        yield from (Hit(start + low, start + high, _SCORE) for low, high in _name(page.text[start:end]))


def _values(page: Page) -> Iterator[tuple[int, int]]:
    text = page.text
    for pattern in _PATTERNS:
        for (start, _), value in page.groups(pattern):
            if _begins(text, start):
                yield value
    if "value=" in text:
        yield from _ATTRIBUTE.spans(text, 1)


def _begins(text: str, start: int) -> bool:
    """A word begins there, be it within a name in snake case or camel case: `user_first_name`, `userFirstName`."""
    ahead = before(text, start)
    return not is_word(ahead) or ahead == "_" or (ahead.islower() and text[start].isupper())


def _name(cell: str) -> Iterator[tuple[int, int]]:
    """Where the name in a value stands; nothing for a value that is none by its form."""
    start, end = tables.content(cell)
    value = cell[start:end]
    if end - start <= _MOST and _NAME.fullmatch(value) and value.lower() not in NOTHING and not _is_code(value):
        yield start, end


def _is_code(value: str) -> bool:
    """`firstName`, `userProfile`: camel case that begins small."""
    return value[0].islower() and not value.islower() and " " not in value and "'" not in value and "-" not in value


_HEADS = tables.heading(FIELDS)
_BESIDE = tables.heading(f"{FIELDS}|{tables.BIRTHS}")
"""Who was born on a day is somebody."""

FAMILIES = (
    Family("PERSON", "name_field", find, patterns=_PATTERNS),
    tables.column("PERSON", "name_column", _HEADS, _name),
    tables.column("PERSON", "name_column_beside", tables.heading(ALONGSIDE), _name, beside=_BESIDE),
)
