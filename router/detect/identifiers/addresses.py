"""Postal addresses by the rules of their countries: street and number, then flat, postcode and town where they follow.

A street is a word for streets with a name and a number around it, in the order of its language; a number alone, a
street alone and a word for streets alone are none. Doubtful words ("via", "place", "al.") and names in small letters
need a postcode, a word such as "Anschrift" ahead, or their own language around them.
"""

import re
from collections.abc import Iterator

from router.detect.identifiers.address_names import is_announced, is_name, is_small_name
from router.detect.identifiers.address_places import end_of, place_end
from router.detect.identifiers.address_words import (
    ANNOUNCED,
    ANNOUNCED_BY_KEY,
    BEFORE,
    BEHIND,
    BOX,
    DOUBTFUL,
    ENGLISH,
    FRONT,
    SHORT,
    SHORT_BOX,
)
from router.detect.identifiers.family import Family
from router.detect.identifiers.phone_languages import speaks
from router.detect.identifiers.streets import ENDED, Belief, ended
from router.detect.identifiers.streets_numbered_first import english, french
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern

_W = r"[^\W_][\w'.-]{0,24}"
_NUMBER = (
    r"\d{1,4}(?: ?[-/] ?\d{1,4}(?!\d)){0,3}(?:/?[a-zA-Z](?!\w)| (?:bis|ter|quater)(?!\w)| [A-Ha-h](?=[,;\n]|$))?"
    r"(?!\w|[.,:]\d|[-/]\d| ?[%€$£°])"
)
_NUMBERED = re.compile(_NUMBER)
_NAME_NUMBER = re.compile(
    rf"\.? ?({_W}(?: {_W}){{0,5}}?),? (?:n(?:[r°º]|\.[°ºo]|úm|um|úmero|umero|o)?\.? ?)?({_NUMBER})"
)
_FRONT_NUMBER = re.compile(r"(?:^|[^\w.,/-]|[^\d], ?)(\d{1,4}(?: ?(?:bis|ter|quater|[a-zA-Z]))?),? $", re.IGNORECASE)
_SHORT = Pattern(rf"(?:^|[^\pL\pN])(?:((?i:{SHORT}))(?:\. ?[\pL\d]| \p{{Lu}})|([cC]/) ?\pL|({SHORT_BOX})\.? \d)")
_BY_NUMBER = Pattern(
    r"(?i)\d[a-z]?(?: (?:bis|ter))?,? (?:(?:(?:\pL[\pL'.-]*|\d{1,3}(?:st|nd|rd|th)) ){1,4}"
    rf"({ENGLISH})|(place|route|cours|square))(?:[^\pL]|$)"
)
"""Words for streets that mean much else, so a number in front of them is asked for at once."""
_NAME_AHEAD = re.compile(rf"(?:^|[\s(,:;\"'])((?:{_W} ){{1,4}})$")
_HUNGARIAN_TOWN = re.compile(r"(?:^|[\s(:;\"'])((?:H-)?\d{4} [^\W\d_][\w-]{2,20},? )$")
_LEADING = re.compile(r"^(?:am|an|auf|im|in|zum|zur|unter|hinter|vor|bei|beim)(?: de[mnr])? ", re.IGNORECASE)
"""`Am Markt`, `An der Alster`: streets that begin so."""
_UNITS = re.compile(
    r" ?(?:km|m(?!\. ?\d)|kg|g|cm|mm|eur|euros?|usd|chf|pln|gb|mb|kb|ms|min|mins|minuten|minutes|minuti"
    r"|minutos|minut|mal|times|fois"
    r"|x|uhr|h|stück|jahren?|years?|ans|años|anni|lat|tagen?|days?|jours|días|giorni|dni|stunden?|hours?|servers?|nodes?"
    r"|hops?|people|personen|metern?|meters?|mètres|metri|metros|prozent|percent)(?!\w)",
    re.IGNORECASE,
)
_CODED = Pattern(
    r"\pL\.? \d{1,4} ?[a-zA-Z]?(?:/\d{1,4})?(?:,| ?\r?\n|, ?\r?\n) ?(?:[A-Z]{1,2}-)?"
    r"(?:\d{5}|\d{2}-\d{3}|\d{3} \d{2}|\d{4} ?[A-Z]{2}|\d{4}-\d{3}|[A-Z]{1,2}-\d{4}) \p{Lu}\pL"
)
_LAST_WORDS = re.compile(r"(?:^|[\s,;:(\"'])((?:[^\W\d_][\w'.-]{0,24} ){0,3}[^\W\d_][\w'.-]{0,24})$")
_BEHIND_NUMBER = re.compile(rf"\.? (?:nr\.? ?)?({_NUMBER})")
_LINK = re.compile(
    r"[\"'`*]{0,2}(?:\s{0,2}[:=]\s{0,3}| (?:is|ist|lautet|est|es|è|to|är|er|on|je|in|at|au|en|w|przy|op|aan|in"
    r" der|na) | )[\"'`]?"
)
_MARKED_LINK = re.compile(r"[\"'`*]{0,2}(?:\s{0,2}[:=]\s{0,3}| (?:is|ist|lautet|est|es|è|to|är|er|je) )[\"'`]?")
_ANNOUNCED_STREET = re.compile(rf"({_W}(?: {_W}){{0,4}}?),? ({_NUMBER})(?=[,;.\n\"')]|$| m\.| \d)")
_BOX_NUMBER = re.compile(r"\.? ?(?:n[°ºr]\.? ?)?(\d(?:[\d ]{0,8}\d)?)(?!\w|[.,:]\d)")
_POLISH = re.compile("[ąćęłńóśźżĄĆĘŁŃÓŚŹŻ]")
_PREPOSED = Pattern(
    r"(?i)(?:^|[^\pL\pN_])((?:am|an der|an den|auf dem|auf der|im|in der|zum|zur|unter den|hinter dem|vor dem)"
    r"(?: \pL[\pL.-]{2,24}){1,3} )\d{1,4} ?[a-z]?(?:, ?| )(?:d-)?\d{5} \pL{3}"
)
"""`am alten markt 3, 50667 köln`: in small letters the little word, the postcode and the town are all there is."""
_TYPED = re.compile(r"(?:stra(?:ß|ss)e|str\.?|weg|platz|gasse|allee|ring|ufer|damm)$", re.IGNORECASE)
"""Streets that their last word makes one are found without the little word in front."""
_HUNGARIAN = Pattern(r"((?:H-)?\d{4} \p{Lu}[\pL-]{2,20}, ?(?:\p{Lu}[\pL.-]{1,24} ){1,3}u\. )\d{1,4}")
"""`u.` is a street only behind a postcode: in German it is an "and"."""
_EIRCODE = re.compile(
    r"[\s\"'`*]{0,3}(?:[:=]|is)?[\s\"'`]{0,3}([AC-FHKNPRTV-Y]\d[0-9W] ?[0-9AC-FHKNPRTV-Y]{4})(?!\w)", re.IGNORECASE
)
_REACH, _WINDOW = 80, 64
_SURE, _LIKELY = 0.85, 0.75


def find(page: Page) -> Iterator[Hit]:
    if not page.digits:
        return
    text = page.text
    for start, end in page.cues("street_before"):
        yield from _hits(_typed_before(page, start, end))
    for start, end in page.cues("street_behind"):
        yield from _hits(_typed_behind(text, start, end))
    yield from _ended(page)
    yield from _cued(page)
    yield from _numbered(page)
    if page.digits > 5:  # noqa: PLR2004 - a house number and a postcode
        yield from _coded(page)
    if page.digits >= 5:  # noqa: PLR2004 - as above, in Hungary
        yield from _opened(page)
    for _, end in page.cues("eircode"):
        code = _EIRCODE.match(text, end)
        yield from _hits(code.span(1) if code else None)


def _cued(page: Page) -> Iterator[Hit]:
    """Behind words for addresses and boxes of the post."""
    text = page.text
    for tag, link in (("address", _LINK), ("address_key", _MARKED_LINK)):
        for _, end in page.cues(tag):
            yield from _hits(_announced(text, end, link))
    for start, end in page.cues("post_box"):
        yield from _hits(_boxed(text, start, end, sure=True))


def _numbered(page: Page) -> Iterator[Hit]:
    """Abbreviations and words that mean much else, so they are searched for with what must stand beside them."""
    text = page.text
    for _, short, calle, box in page.groups(_SHORT):
        if box[0] >= 0:
            yield from _hits(_boxed(text, *box, sure=False))
        else:
            yield from _hits(_typed_before(page, *max(short, calle)))
    for _, at_english, at_french in page.groups(_BY_NUMBER):
        yield from _hits(_typed_before(page, *at_french) if at_french[0] >= 0 else english(page, *at_english))


def _hits(span: tuple[int, int] | None) -> Iterator[Hit]:
    if span:
        yield Hit(*span, _SURE)


def _ended(page: Page) -> Iterator[Hit]:
    text = page.text
    for street in ended(page):
        number = _NUMBERED.match(text, street.number)
        if not number or _UNITS.match(text, number.end()):
            continue
        proud = text[street.start].isupper()
        end, coded = end_of(text, number.end(), shouted=proud)
        if coded or street.belief is not Belief.RISKY or is_announced(page, street.start):
            yield Hit(street.start, end, _SURE if coded or street.belief is Belief.SURE else _LIKELY)


def _typed_before(page: Page, start: int, end: int) -> tuple[int, int] | None:
    text, kind = page.text, page.text[start:end].lower()
    if kind in FRONT and text[max(0, start - 3) : start].rstrip(", ")[-1:].isalnum():
        front = _FRONT_NUMBER.search(text, max(0, start - 14), start)
        if front:
            return french(page, front.start(1), start, end)
    match = _NAME_NUMBER.match(text, end, end + _REACH)
    if not match or _UNITS.match(text, match.end(2)):
        return None
    proud = is_name(match[1])
    if not proud and not is_small_name(match[1]):
        return None
    stop, coded = end_of(text, match.end(2), shouted=proud)
    if coded or is_announced(page, start):
        return start, stop
    if not proud or (kind.rstrip(".") in DOUBTFUL and not _is_at_home(text, kind, start, match.end(2))):
        return None
    return start, stop


def _is_at_home(text: str, kind: str, start: int, end: int) -> bool:
    """A doubtful word is believed where its language is written."""
    if kind in {"al", "pl", "os", "plac", "rondo"}:
        return (
            _POLISH.search(text, max(0, start - 60), end + 60) is not None and text[max(0, start - 3) : start] != "et "
        )
    return any(speaks(language, text, start, end) for language in ("it", "es", "fr", "ro"))


def _typed_behind(text: str, start: int, end: int) -> tuple[int, int] | None:
    """`Fő utca 12`, with the town in front as in Hungary."""
    if text[start - 1 : start] != " ":
        return None
    number = _BEHIND_NUMBER.match(text, end)
    name = _NAME_AHEAD.search(text, max(0, start - _WINDOW), start) if number else None
    if not number or not name or _UNITS.match(text, number.end()):
        return None
    words = name[1].split()
    while words and not words[0][0].isupper():
        words.pop(0)
    if not words or not is_name(" ".join(words)):
        return None
    begin = start - 1 - len(" ".join(words))
    town = _HUNGARIAN_TOWN.search(text, max(0, begin - 40), begin)
    stop, _ = end_of(text, number.end(1), shouted=True)
    return (town.start(1) if town else begin), stop


def _announced(text: str, end: int, linking: re.Pattern[str]) -> tuple[int, int] | None:
    """What stands behind "Anschrift:" needs no word for streets: `Am Markt 5, 10115 Berlin`."""
    link = linking.match(text, end)
    if not link:
        return None
    place = place_end(text, link.end())
    if place:
        return link.end(), place
    match = _ANNOUNCED_STREET.match(text, link.end(), link.end() + _REACH)
    if not match or not is_name(_LEADING.sub("", match[1])) or _UNITS.match(text, match.end(2)):
        return None
    return match.start(1), end_of(text, match.end(2), shouted=True)[0]


def _boxed(text: str, start: int, end: int, *, sure: bool) -> tuple[int, int] | None:
    number = _BOX_NUMBER.match(text, end)
    if not number:
        return None
    stop, coded = end_of(text, number.end(1), shouted=True)
    return (start, stop) if coded or sure else None


def _coded(page: Page) -> Iterator[Hit]:
    """`Am Markt 5, 10115 Berlin`: no word for streets, but a name, a number, a postcode and a town."""
    text = page.text
    for left, right in page.spans(_CODED):
        name = _LAST_WORDS.search(text, max(0, left - _WINDOW), left + 1 + (text[left + 1] == "."))
        number = _NUMBERED.match(text, text.index(" ", left) + 1)
        if not name or not number or number.end() > right:
            continue
        words = name[1].split()
        while words and not words[0][0].isupper():
            words.pop(0)
        if not words or not is_name(_LEADING.sub("", " ".join(words))):
            continue
        stop, coded = end_of(text, number.end(), shouted=True)
        if coded:
            yield Hit(number.start() - 1 - len(" ".join(words)), stop, _LIKELY)


def _opened(page: Page) -> Iterator[Hit]:
    """What their first word and a postcode make streets, in a certain order."""
    text = page.text
    for start, end in page.spans(_PREPOSED, 1):
        number = _NUMBERED.match(text, end)
        name = _LEADING.sub("", text[start:end].strip())
        if number and is_small_name(name) and not _TYPED.search(name):
            stop, coded = end_of(text, number.end(), shouted=False)
            yield from _hits((start, stop) if coded else None)
    for start, end in _HUNGARIAN.spans(text, 1) if " u. " in text else ():
        number = _NUMBERED.match(text, end)
        if number:
            yield Hit(start, end_of(text, number.end(), shouted=True)[0], _LIKELY)


FAMILY = Family(
    "ADDRESS",
    "address",
    find,
    cues={
        "street_before": BEFORE,
        "street_behind": BEHIND,
        "address": ANNOUNCED,
        "address_key": ANNOUNCED_BY_KEY,
        "post_box": BOX,
        "eircode": ("eircode",),
    },
    patterns=(_SHORT, _BY_NUMBER, _CODED, _PREPOSED, ENDED),
)
