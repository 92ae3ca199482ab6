"""Licence plates of the EU, Switzerland, the United Kingdom and Norway.

Their forms are short, so a word must say what they are: one for plates, or one for vehicles beside a form that only
one country has, or the country's mark of the blue band in brackets: `(PL) WA 12345` (Regulation (EC) 2411/98). Those
of Germany with a district, of France and of Italy are told by their looks where a sentence says nothing else of them.
"""

import re
from collections.abc import Iterator

from router.detect.identifiers.family import Family
from router.detect.identifiers.plate_forms import ALONE, BY_NAME, DISTRICTS, NEAR, OWN
from router.detect.identifiers.plate_words import (
    CODES,
    FIELD,
    OTHERWISE,
    OWN_CAR,
    OWN_CARS,
    PLATE,
    REG,
    REGISTERED,
    VEHICLE,
)
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern

_FREE = r"(?![\w(]|[-./_:]\w)"
_BY_WORD = re.compile(f"(?:{'|'.join(BY_NAME)}){_FREE}", re.IGNORECASE)
_BY_FORM = re.compile(f"(?:{'|'.join(OWN)}){_FREE}")
_NEAR_WORD = re.compile(f"(?:{'|'.join(NEAR)}){_FREE}")
_ALONE = re.compile(f"(?:{'|'.join(ALONE)}){_FREE}")
_BRITISH = re.compile(rf"[A-Z]{{2}}\d{{2}} ?[A-HJ-PR-Z]{{3}}{_FREE}", re.IGNORECASE)
_AMERICAN = re.compile(
    r" (?:is |was |reads |says )?"
    rf"([A-Z]{{3}}[- ]?\d{{4}}|\d[A-Z]{{3}}\d{{3}}|[A-Z]{{3}}[- ]\d{{3}}|\d{{3}}[- ][A-Z]{{3}}){_FREE}"
)
_ITALIAN = re.compile(r"[A-Z]{2} ?\d{3} ?[A-Z]{2}", re.IGNORECASE)
"""Begins as other codes do (`EZ 915 HK`), and ends as none of them."""
_SOME_FORM = Pattern(rf"(?:^|[^\pL\pN])({'|'.join(f'(?:{form})' for form in (*OWN, *NEAR))})")
_LINK = re.compile(
    r"[\s\"'`=:#.(\[*-]{0,6}(?:(?:is|was|ist|lautet|war|est|es|è|to|nr|no|number|nummer|n°|numéro|numero|número|numer|er|är"
    r"|on|je|pojazdu|samochodu|auta|del coche|della macchina|auto)[\s\"'`=:.#(-]{1,4}){0,2}",
    re.IGNORECASE,
)
_BAND = re.compile(r"[(\[](A|B|BG|CH|CY|CZ|D|DK|E|EST|F|FIN|GB|GR|H|HR|I|IRL|L|LT|LV|M|N|NL|P|PL|RO|S|SK|SLO|UK)[)\]] ")
_LINKS = frozenset(
    {"and", "und", "et", "or", "to", "bis", "of", "on", "in", "is", "the", "oder", "ou", "von", "for", "at"}
)
"""`12 and 13` in small letters has the shape of a French plate."""
_SMALL = frozenset("de du des di da del la le et en mm cm km kg ml px pt ms".split())  # noqa: SIM905 - words
"""In small letters of a sentence and of measures: `plaque de 10 mm`."""
_FIELD_LINK = re.compile(r"[\"'`*]{0,3}\s{0,2}[:=]\s{0,2}[\"'`*]{0,3}(?!(?:EN|SAE|AISI|ASTM|JIS|DIN)\b)")
_VEHICLE = re.compile(VEHICLE, re.IGNORECASE)
_OWN_CAR = re.compile(OWN_CAR, re.IGNORECASE)
_CAR_LINK = re.compile(r"(?:'s)?(?:[ ](?:is|ist|est|es|è|to|jest|reg|has|hat))?(?:,|:)?[ ]\(?")
_OWN_LOWER = re.compile(
    rf"(?:[A-Z]{{2}}\d{{2}} ?[A-HJ-PR-Z]{{3}}|[A-ZÄÖÜ]{{1,3}}-[A-Z]{{1,2}} ?\d{{1,4}}[EH]?"
    rf"|[A-Z]{{2}}-\d{{3}}-[A-Z]{{2}}"
    rf"|\d{{4}} ?[BCDFGHJ-NPR-TV-Z]{{3}}|[A-Z]{{2}} ?\d{{3}} ?[A-Z]{{2}}|[A-Z]{{2}}-\d{{3}}-[A-Z]"
    rf"|\d{{2}}-[A-Z]{{3}}-\d){_FREE}",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(OTHERWISE, re.IGNORECASE)
_PLACE = re.compile(r"(?<![\w-])(?=[A-ZÄÖÜ\d])")
_CLAUSE = re.compile(r"[^.!?;\n{}<>]{0,60}")
_MORE = re.compile(r"(?:,|/| ?&| (?:and|und|et|y|e|en|i|oder|or|ou|o|lub))(?: [a-z]{3,7})? ?")
_SPEECH = re.compile(r"(?<![\w.-])[a-zà-ÿąćęłńóśźż']{2,}(?![\w(=.-]\w)")
_CODE = re.compile(r"[{}<>=|_\\]|\[|\w\(")
_NEAR_AHEAD, _NEAR_BEHIND = 48, 24
_BESIDE = 24
_OTHER_AHEAD, _OTHER_BEHIND, _LINE = 48, 12, 300
_LEAST_DIGITS, _LEAST_WORDS, _LEAST_SIGNS, _MOST_WORDS, _MOST_PLATES = 2, 3, 5, 6, 20
_REACH = 64
_NAMED, _LIKELY = 0.85, 0.75


def find(page: Page) -> Iterator[Hit]:
    if page.digits < _LEAST_DIGITS:
        return
    text = page.text
    for tag, pattern in (("plate", _BY_WORD), ("registered", _BY_FORM), ("reg", _BRITISH)):
        for _, end in page.cues(tag):
            span = _named(text, end, pattern) or (_further(text, end) if tag == "plate" else None)
            if span:
                yield Hit(*span, _NAMED)
                yield from _more(text, span[1])
    for start, end in page.cues("plate_field"):
        yield from _in_field(text, end) if _FIELD_LINK.match(text, end) else _american(text, start, end)
    for _, end in page.cues("own_car"):
        yield from _of_own_car(text, end)
    for start, _ in page.spans(_SOME_FORM, 1):
        yield from _by_looks(text, start)
    if ") " in text or "] " in text:
        yield from _banded(text)


def _named(text: str, end: int, pattern: re.Pattern[str]) -> tuple[int, int] | None:
    """The plate right behind a word for plates; letters of either case, for the word says enough."""
    link = _LINK.match(text, end, end + _REACH)
    match = pattern.match(text, link.end()) if link else None
    if not match or not _is_free(text, match.start()) or not _is_plate(match[0]):
        return None
    return match.span()


def _in_field(text: str, end: int) -> Iterator[Hit]:
    link = _FIELD_LINK.match(text, end)
    match = _BY_WORD.match(text, link.end()) if link else None
    if match and match[0].isupper() and _is_plate(match[0]):
        yield Hit(*match.span(), _LIKELY)


def _american(text: str, start: int, end: int) -> Iterator[Hit]:
    """`pickup truck, plate NMX-4471`: no mark, so only of a vehicle, and as the states of the USA write them."""
    match = _AMERICAN.match(text, end)
    words = _VEHICLE.finditer(text, max(0, start - _NEAR_AHEAD), start)
    if match and any(not word[0].lower().startswith("plate") for word in words):
        yield Hit(*match.span(1), _LIKELY)


def _further(text: str, end: int) -> tuple[int, int] | None:
    """The plate a few words on in the same clause: `plate started with KP68 RTY`."""
    clause = _CLAUSE.match(text, end)
    for place in _PLACE.finditer(text, end, clause.end()) if clause else ():
        if text.count(" ", end, place.start()) > _MOST_WORDS:
            return None
        match = _BY_FORM.match(text, place.start()) or _NEAR_WORD.match(text, place.start())
        if match and _is_free(text, match.start()) and _is_plate(match[0]):
            return match.span()
    return None


def _more(text: str, end: int) -> Iterator[Hit]:
    """More plates in a row: `matrículas 4821 KLM y 9912 BCD`."""
    for _ in range(_MOST_PLATES):
        link = _MORE.match(text, end)
        match = _BY_FORM.match(text, link.end()) or _NEAR_WORD.match(text, link.end()) if link else None
        if not match or not _is_plate(match[0]):
            return
        yield Hit(*match.span(), _LIKELY)
        end = match.end()


def _of_own_car(text: str, end: int) -> Iterator[Hit]:
    r"""`my car ab12 cde`: the form of one country in letters of either case, or any in capitals."""
    link = _CAR_LINK.match(text, end)
    if not link or not _OWN_CAR.search(text, max(0, end - _NEAR_AHEAD), end):
        return
    lower = _OWN_LOWER.match(text, link.end())
    match = lower or _BY_WORD.match(text, link.end())
    if not match or not _is_plate(match[0]) or sum(map(str.isalnum, match[0])) < _LEAST_SIGNS:
        return
    if lower or match[0].isupper():
        yield Hit(*match.span(), _LIKELY)


def _by_looks(text: str, start: int) -> Iterator[Hit]:
    match = _BY_FORM.match(text, start)
    reach = _NEAR_AHEAD if match else _BESIDE
    match = match or _NEAR_WORD.match(text, start)
    if not match or not _is_free(text, start) or not _is_plate(match[0]):
        return
    if _is_vehicles(text, *match.span(), reach) or _stands_alone(text, *match.span()):
        yield Hit(*match.span(), _LIKELY)


def _is_vehicles(text: str, start: int, end: int, reach: int) -> bool:
    around = f"{text[max(0, start - reach) : start]} {text[end : end + min(reach, _NEAR_BEHIND)]}"
    return _VEHICLE.search(around) is not None


def _stands_alone(text: str, start: int, end: int) -> bool:
    """In a sentence, and nothing beside it says that it is the number of something else."""
    if not _ALONE.fullmatch(text, start, end) or not _is_of_district(text[start:end]):
        return False
    if text[max(0, start - 1) : start] not in {"", " ", "(", "\n"} or text[end : end + 1] not in {*" .,;:!?)\n", ""}:
        return False
    left = text.rfind("\n", max(0, start - _LINE), start) + 1 or max(0, start - _LINE)
    right = text.find("\n", end, end + _LINE)
    line = text[left : right if right >= 0 else end + _LINE]
    if _CODE.search(line) or len(_SPEECH.findall(line)) < _LEAST_WORDS:
        return False
    around = f"{text[max(left, start - _OTHER_AHEAD) : start]} {text[end : end + _OTHER_BEHIND]}"
    return _OTHERWISE.search(around) is None


def _is_of_district(written: str) -> bool:
    """Of a German plate: its first letters are a district's; the commercial register's `HR-B 1234` is none."""
    district, _, rest = written.partition("-")
    if " " not in rest:
        return True
    return district in DISTRICTS and (district, rest[0]) not in {("HR", "A"), ("HR", "B")} and rest[:2] != "EN"


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
    if not _SMALL.isdisjoint(written.split()):
        return False
    if any(word in _LINKS for word in written.lower().split()):
        return False
    coded = re.split("[ :-]", written)[0].upper() in CODES and not _ITALIAN.fullmatch(written)
    return _LEAST_DIGITS <= digits < len(written) and not coded


def _is_free(text: str, start: int) -> bool:
    """Nothing is glued to its front; its forms see to what follows."""
    ahead = text[max(0, start - 2) : start]
    return not ahead[-1:].isalnum() and not (ahead[-1:] in {"-", ".", "/", "_"} and ahead[:1].isalnum())


FAMILY = Family(
    "LICENSE_PLATE",
    "license_plate",
    find,
    cues={"plate": PLATE, "plate_field": FIELD, "registered": REGISTERED, "reg": REG, "own_car": OWN_CARS},
    patterns=(_SOME_FORM,),
)
