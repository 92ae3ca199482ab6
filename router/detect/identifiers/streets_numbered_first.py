"""Streets with the number in front: English `10 Downing Street`, French `12 rue de la Paix`."""

import re

from router.detect.identifiers.address_names import PARTICLES, is_announced
from router.detect.identifiers.address_places import end_of
from router.detect.identifiers.address_words import COMPOUNDS, DOUBTFUL, NO_NAMES, PUBLISHED
from router.detect.page import Page

_ENGLISH = re.compile(
    r"(?:^|[\s(,:;\"'>])((\d{1,5}[A-Za-z]?(?:[-/]\d{1,4})?),? ((?:(?:[^\W\d_][\w'.-]{0,24}|\d{1,3}(?:st|nd|rd"
    r"|th)) ){1,4}))$"
)
_COMPASS = re.compile(r"\.?(?: (?:NW|NE|SW|SE|N|S|E|W|North|South|East|West)(?!\w))?")
_NEXT_WORD = re.compile(r"[ -]([^\W\d_]{3,8})(?!\w)")
_FRENCH_WORD = re.compile(r" ?((?:[dlDL]')?[^\W_][\w'-]*)")
_YEARS = range(1900, 2100)
_PROVERBIAL = frozenset({"wall", "main", "high", "sesame", "fleet", "bond"})
_LOOSE_ENGLISH = frozenset(
    [
        "st",
        "way",
        "close",
        "drive",
        "dr",
        "court",
        "ct",
        "place",
        "square",
        "sq",
        "green",
        "row",
        "walk",
        "rise",
        "circle",
        "cir",
        "trail",
        "terrace",
        "quay",
        "parade",
        "grove",
    ]
)
_WINDOW = 64


def french(page: Page, number: int, start: int, end: int) -> tuple[int, int] | None:
    """`12 rue de la Paix, 75002 Paris`: the name goes on over particles and capital words."""
    text, kind = page.text, page.text[start:end].lower()
    place = end + (text[end : end + 1] == ".")
    named = last = 0
    particles = False
    for _ in range(7):
        word = _FRENCH_WORD.match(text, place)
        if not word or not text[place : place + 1].isspace():
            break
        bare = word[1][2:] if word[1][1:2] == "'" else word[1]
        small = word[1].lower() in PARTICLES
        if bare[:1].isupper() and bare.lower() not in NO_NAMES:
            named = word.end()
        elif not small and (named or last):
            break
        elif not small:
            last = word.end()
        particles = particles or small or bare != word[1]
        place = word.end()
    if not named and not last:
        return None
    stop, coded = end_of(text, named or last, shouted=bool(named))
    if not coded and not named and last:
        stop, coded = _coded_soon(text, last)
    if coded or is_announced(page, number) or (named and (kind not in DOUBTFUL or particles)):
        return number, stop
    return (number, stop) if not named and particles and kind not in DOUBTFUL else None


def _coded_soon(text: str, end: int) -> tuple[int, bool]:
    """`12 rue victor hugo 75002 paris`: up to two more small words before the postcode."""
    place = end
    for _ in range(2):
        word = _FRENCH_WORD.match(text, place)
        if not word:
            break
        place = word.end()
        stop, coded = end_of(text, place, shouted=False)
        if coded:
            return stop, True
    return end, False


def english(page: Page, start: int, end: int) -> tuple[int, int] | None:
    """`221B Baker Street, London NW1 6XE`; no year, and no proverbial street without a place."""
    text, kind = page.text, page.text[start:end]
    match = _ENGLISH.search(text, max(0, start - _WINDOW), start)
    if not match:
        return None
    words = match[3].split()
    compound = _NEXT_WORD.match(text, end)
    if f"{match[1]}{kind}".lower().startswith(PUBLISHED) or (compound and compound[1].lower() in COMPOUNDS):
        return None
    proud = all(word[0].isupper() or word[0].isdigit() or word in {"of", "the"} for word in words)
    compass = _COMPASS.match(text, end)
    stop, coded = end_of(text, compass.end() if compass else end, shouted=proud)
    if not coded and compass and compass[0] == "." and text[stop - 1] == ".":
        stop -= kind.lower() not in {"st", "rd", "ave", "ln", "dr", "ct", "sq", "blvd"}
    if coded or is_announced(page, match.start(1)):
        return match.start(1), stop
    closed = text[stop : stop + 1] in {"", ",", "\n", ".", ";", ")", '"'}
    doubtful = kind.lower() in _LOOSE_ENGLISH or words[0].lower() in _PROVERBIAL
    dated = match[2].isdigit() and int(match[2]) in _YEARS
    if not proud or not kind[0].isupper() or words[0].lower() in NO_NAMES or ((doubtful or dated) and not closed):
        return None
    return None if dated and doubtful else (match.start(1), stop)
