"""What stands around the digits: what makes them a telephone number, or part of something else."""

import re

from router.core.everyday import EVERYDAY
from router.detect.identifiers.phone_cues import COUNTS, NOT_PHONE, PHONE, PHONE_LOCAL, PHONE_NOUN, PHONE_VERB
from router.detect.page import Page
from router.detect.patterns import before, is_word

CUES = {
    "phone": PHONE,
    "phone_noun": PHONE_NOUN,
    "phone_verb": PHONE_VERB,
    "not_phone": NOT_PHONE,
    "count": COUNTS,
    "phone_local": PHONE_LOCAL,
}
_SPACED = re.compile(r"[\d ]+")
_FOUR = re.compile(r"\d{4}(?!\d)")
_DUMP_BEHIND = re.compile(r" ([0-9a-fA-F]{2,8})(?![0-9A-Za-z])")
_DUMP_AHEAD = re.compile(r"(?:^|[^0-9A-Za-z])([0-9a-fA-F]{2,8}) $")
_LINKING = re.compile(r"[\s\"'=:.,#(\[\\>-]*(?:[^\W\d_]{1,6}[\s:.,'\"=-]+){0,3}")
_IN_LINE = re.compile(r"[^\n\d]*")
TAGS = ("phone", "phone_noun", "phone_verb")
_IBAN_AHEAD = re.compile(
    r"(?:^|[^A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[\s.\-_/\u00b7]{0,3}[A-Za-z0-9]{4}){0,7}[\s.\-_/\u00b7]{0,3}$"
)
_BRACKETED = re.compile(r"\([^()]{2,15}\)")
_BESIDE_NAMES = frozenset(
    """
    a à al au aux alla allo at on to the for with con la le el il lo de di del della von van der den die unter mit met
    op bij pod do z na o för till på med mr mrs ms m mme sr sra don doña sig dr herr frau dhr mevr pan pani pana panią
    ask me
    """.split()  # noqa: SIM905 - a table is read as a table
)
_LINK_TO_NAME, _MOST_WORDS = 45, 6
_RIGHT_BEFORE, _RIGHT_BEHIND, _LINK, _LINE = 16, 8, 30, 40
"""Characters: to a word for a count on either side; to a word that must be near; to one in the same line."""
_SINCE = 20
_LEAST_ALONE = 9
"""Digits in one run that a noun right before them makes a number."""


def is_near(page: Page, start: int, end: int) -> bool:
    return any(page.near(tag, start, end, before=40, after=20) for tag in TAGS)


def is_called(page: Page, start: int, end: int, digits: str, *, grouped: bool = True) -> bool:
    """Whether the words beside the number say telephone; digits in one run ask for more than groups do."""
    if page.near("count", start, end, before=_RIGHT_BEFORE, after=_RIGHT_BEHIND):
        return False
    if _is_named_since(page, start):
        return False
    known = digits.startswith("0")
    if grouped or known:
        near = page.near("phone", start, end, before=40, after=20)
        return near or any(_is_direct(page, tag, start) for tag in ("phone_noun", "phone_verb"))
    noun = len(digits) >= _LEAST_ALONE and _is_direct(page, "phone_noun", start)
    return noun or _is_in_line(page, start)


def is_direct(page: Page, start: int) -> bool:
    return any(_is_direct(page, tag, start) for tag in TAGS)


def _is_named_since(page: Page, start: int) -> bool:
    """`numero di serie`: the last word ahead in the line says what else it is."""
    named = page.ahead("not_phone", start)
    if named is None or start - named > _SINCE or "\n" in page.text[named:start]:
        return False
    return all((page.ahead(tag, start) or 0) <= named for tag in TAGS)


def _is_direct(page: Page, tag: str, start: int) -> bool:
    """Nothing between the word and the number but marks and a few short words: `call me on`."""
    end = page.ahead(tag, start)
    if end is None or start - end > _LINK_TO_NAME:
        return False
    short = start - end <= _LINK and _LINKING.fullmatch(page.text, end, start) is not None
    return short or _names_somebody(page.text[end:start])


def _names_somebody(between: str) -> bool:
    """`llamar a Asunción Merino al`, `Contacto: Gabi (hijo),`: who is called, and small words around."""
    words = _BRACKETED.sub("", between).split()
    if "\n" in between or not 0 < len(words) <= _MOST_WORDS or between[:1] not in {" ", ":"}:
        return False
    bare = [word.strip(",:.") for word in words]
    names = [word for word in bare if word[:1].isupper() and word.lower() not in _BESIDE_NAMES]
    told = all(word[:1].isupper() or word.lower() in _BESIDE_NAMES for word in bare if word)
    return told and any(word.isalpha() and len(word) > 2 and word.lower() not in EVERYDAY for word in names)  # noqa: PLR2004 - no initials


def _is_in_line(page: Page, start: int) -> bool:
    """A word for telephones ahead in the same line, with no other number between."""
    end = page.ahead("phone", start)
    return end is not None and start - end <= _LINE and _IN_LINE.fullmatch(page.text, end, start) is not None


def is_dump(text: str, start: int, end: int, groups: list[str]) -> bool:
    """Groups that go on in more of the same length, maybe hexadecimal: a dump of bytes, a table."""
    ahead, behind = _DUMP_AHEAD.search(text[max(0, start - 10) : start]), _DUMP_BEHIND.match(text, end)
    return (behind is not None and len(behind[1]) == len(groups[-1])) or (
        ahead is not None and len(ahead[1]) == len(groups[0])
    )


def is_rest_of_iban(text: str, start: int) -> bool:
    """`0044 0532 0130 00` in an IBAN that is mistyped or cut short."""
    return _FOUR.match(text, start) is not None and _IBAN_AHEAD.search(text[max(0, start - 60) : start]) is not None


def is_led(page: Page, start: int) -> bool:
    """`https://wa.me/4915112345678`, a link to a person; `tel.600123456`, glued to its word."""
    if page.text[max(0, start - 6) : start].lower().endswith("wa.me/"):
        return True
    glued = before(page.text, start) == "." and any(page.ahead(tag, start) == start - 1 for tag in TAGS)
    return glued and is_direct(page, start)


def is_invented(groups: list[str], written: str) -> bool:
    """What stories and test data call with: `555-0142`, `123-456-7890`, `1-555-123-4567`, `2125550142`."""
    lengths = [len(group) for group in groups]
    if lengths == [3, 4]:
        return groups[0] == "555" and "-" in written
    if lengths == [10]:
        return groups[0][3:6] == "555"
    if lengths[:-3] == [1] and groups[0] == "1":
        lengths = lengths[1:]
    return lengths == [3, 3, 4] and ("555" in groups or not _SPACED.fullmatch(written))


def is_part(text: str, start: int) -> bool:
    """Glued to something before it: `a-030`, `1.030`, `1,030`, `#0301`, `€030`; not `Anna,030`."""
    touching, ahead = before(text, start), text[max(0, start - 2) : start - 1] if start > 1 else ""
    if touching == ":" and ahead.isdigit():
        return True
    if touching == ",":
        return ahead.isdigit()
    return touching in {"#", "€", "$", "£", "%"} or (touching in {"-", "/", ".", "_"} and is_word(ahead))
