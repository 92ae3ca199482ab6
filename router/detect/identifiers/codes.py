"""Short codes that open something, told by their name: PIN, PUK, card verification, doors, one-time, recovery codes."""

import re
from collections.abc import Iterator

from router.detect.identifiers.code_names import CARD, DOORS, ENTRY, LINKING, SENT, SHORT
from router.detect.identifiers.family import Family
from router.detect.identifiers.secret_names import VERB
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern, continues_number

_RECOVERY = (
    r"(?:recovery|backup|rescue|wiederherstellungs|notfall|ersatz|herstel)-?[ _-]?(?:codes?|keys?|schlüssel)"
    r"|codes? de (?:secours|récupération)|códigos? de (?:recuperación|respaldo|seguridad)"
    r"|codici? di (?:recupero|backup|emergenza)"
    r"|kod(?:y|ów)? (?:zapasow|odzyskiwania)[\pL]*|\"?(?:backup|recovery)_?codes\"?|bitlocker"
)
_YOURS = r"is your|ist (?:dein|ihr)|est votre|es (?:tu|su)|è il (?:tuo|suo)|is (?:je|uw)|to (?:twój|państwa)"
_ALL = Pattern(
    rf"(?i)(?:^|[^\pL\pN])(?:({SENT})|({ENTRY}|{DOORS})|({CARD})|({SHORT})|(\d{{4,8}}|\d{{3}}[ -]\d{{3}}) (?:{_YOURS}) "
    rf"|(?:code|código|codice|kod) (\d{{4,8}}) )|({_RECOVERY})"
)
"""Names, and codes ahead of what names them; what follows is looked at by `re`, or the automaton would not fit."""
_IS = (
    rf"(?:{VERB}|are|sind|sont|son|sono|zijn|c'est|heißt|will be|sera|était)"
    r"(?:[ \t]+(?:now|jetzt|le|el|il|the|de|o|still|ora|teraz))?"
)
_MARK = r"[\\\"'\])*]{0,4}[ \t]{0,3}[:=#|][ \t*]{0,3}[\\\"'`]{0,4}"
_ENDS = (
    rf"(?:{_MARK}|(?:[ \t]+[^\W_][\w'-]{{0,13}}){{0,6}}?,?[ \t]+{_IS}[ \t]*:?[ \t]+"
    rf"|[ \t]+{LINKING}(?:[ \t]+[^\W\d][\w'-]{{0,13}}){{1,3}}[ \t]?:[ \t]+)"
)
_DIGITS = r"(?:[A-Z]-)?\d{3}[ -]\d{3}|(?:[A-Z]-)?\d{3,8}"
_KEYS = (
    r"(?-i:[*#]?\d{3,8}[*#]|[*#]\d{3,8}|\d{2,5}[A-Z]\d{0,4}|\d[A-Z]\d{2,5}|[A-Z]\d{3,6}[A-Z]?"
    r"|\d{1,2}(?:[ /-]\d{1,2}){2,3})"
)
_OPENS = r"[\"'`(*]{0,2}"
_LINKED = rf"{_ENDS}{_OPENS}(?P<linked>{_DIGITS})"
_TAILS = (
    re.compile(rf"{_LINKED}|[ \t]{{1,2}}[\"'`(]?(?P<beside>\d{{4,8}}|\d{{3}}[ -]\d{{3}})", re.IGNORECASE),
    re.compile(
        rf"(?:{_ENDS}|[ \t]+){_OPENS}(?P<key>{_KEYS})|{_LINKED}|[ \t]{{1,2}}[\"'`(]?(?P<beside>\d{{4,8}})",
        re.IGNORECASE,
    ),
    re.compile(rf"{_LINKED}|[ \t]{{1,2}}[\"'`(]?(?P<beside>\d{{3,4}})", re.IGNORECASE),
    re.compile(
        rf"{_ENDS}{_OPENS}(?P<linked>\d{{4,8}}|\d{{3}}[ -]\d{{3}}|[A-Z]-\d{{3,8}})"
        rf"|{_MARK}(?<=[\"'])(?P<quoted>\d{{3}})[\\\"']",
        re.IGNORECASE,
    ),
)
"""Behind what was sent, what opens doors, cards, and short names: three digits are a pin of a part, but in quotes."""
_PIN_OF = re.compile(
    rf"[ \t]+{LINKING}(?:[ \t]+[^\W\d_][\w'-]{{0,13}}){{1,3}}[ \t]{{1,2}}[\"'`(]?(?P<beside>\d{{4,8}})", re.IGNORECASE
)
"""`code pin de ma carte 4831`: behind a PIN by its whole name what it is of may stand between, at most three words."""
_OF_CARD = 2
"""The place of cards among them."""
_OF_ENTRY = 1
_CARD_NUMBER = re.compile(r"(?<!\d)\d{4}(?:[ .\u00b7-]?\d){8,15}(?!\d)")
_NEAR, _NEAR_CIRCUIT = 120, 40
_BARE = re.compile(r"PIN (\d{4})|PUK (\d{8})|(?:OTP|TAN) (\d{6})")
"""`PIN 4821`: in capitals, and as long as these are, they need nothing between."""
_OF_CIRCUIT = re.compile(
    r"\b(?:connector|header|gpio|gnd|vcc|pinout|jumper|solder|circuit|pcb|uart|stecker|buchse|platine|connecteur"
    r"|conector|connettore|złącz\w{0,3})\b",
    re.IGNORECASE,
)
"""Beside pins of another sort."""
_OF_CODE = re.compile(
    r"(?:[^\W\d_][\w-]{0,19} ){0,3}(?:code|pin|otp|tan|codice|código|kod|[^\W\d_]{1,20}code)\b", re.IGNORECASE
)
_BY_MESSAGE = re.compile(
    r"(?:by|via|por|par|per|aus|uit|z|from)(?: (?:the|der|de))? (?:sms|text|whatsapp|e-?mail|mail|app)\b", re.IGNORECASE
)
_PIECE = re.compile(
    r"(?<![\w-])(?:[A-Za-z0-9]{4,6}(?:-[A-Za-z0-9]{4,6}){1,7}|\d{4} \d{4}|\d{6,8}|[a-z0-9]{8,10})(?![\w-])"
)
_DATE = re.compile(r"(?:19|20)\d\d-\d\d|(?:19|20)\d{6}")
_REACH = 500
_SCORE = 0.75
_BESIDE_CARD = 0.65
"""Beside the number of a card the code is part of the card (`bank_codes`), and a secret if it is not found as that."""
_NUMBERED = re.compile(r"[\s\"'`:,;.*)(\[\]-]|\b\d{1,2}[.)]")


def find(page: Page) -> Iterator[Hit]:
    text = page.text
    if page.digits < 3:  # noqa: PLR2004 - the shortest code
        return
    done = 0
    for (_, stop), *names, yours, sent, row in page.groups(_ALL):
        if row[0] >= done:
            done = min(len(text), row[1] + _REACH)
            yield from _codes(text, row[1], done)
        elif yours[0] >= 0 and _OF_CODE.match(text, stop):
            yield from _code(text, *yours)
        elif sent[0] >= 0 and _BY_MESSAGE.match(text, stop):
            yield from _code(text, *sent)
        for place, name in enumerate(names):
            if name[0] >= 0:
                yield from _behind(text, name, place)


def _behind(text: str, name: tuple[int, int], place: int) -> Iterator[Hit]:
    match = _bare(text, *name) or _TAILS[place].match(text, name[1])
    if match is None and place == _OF_ENTRY and "pin" in text[slice(*name)].lower():
        match = _PIN_OF.match(text, name[1])
    if match and match.lastindex:
        start, end = match.span(match.lastindex)
        beside = place == _OF_CARD and _CARD_NUMBER.search(text, max(0, start - _NEAR), end + _NEAR)
        yield from _code(text, start, end, _BESIDE_CARD if beside else _SCORE)


def _bare(text: str, start: int, end: int) -> re.Match[str] | None:
    circuit = _OF_CIRCUIT.search(text, max(0, start - _NEAR_CIRCUIT), end + _NEAR_CIRCUIT)
    return None if circuit else _BARE.match(text, start)


def _code(text: str, start: int, end: int, score: float = _SCORE) -> Iterator[Hit]:
    longer = text[end : end + 1].isalnum() or continues_number(text, end, ".,:/-")
    if not longer and not _DATE.match(text[start:end]):
        yield Hit(start, end, score)


def _codes(text: str, position: int, limit: int) -> Iterator[Hit]:
    """Codes in a row behind their name, with marks and numbers of lines between them; a few words may come first."""
    budget = 40
    for piece in _PIECE.finditer(text, position, limit):
        between = _NUMBERED.sub("", text[position : piece.start()])
        if len(between) > budget:
            return
        if any(map(str.isdigit, piece[0])) and not _DATE.match(piece[0]):
            yield Hit(piece.start(), piece.end(), _SCORE)
            position, budget = piece.end(), 3
        elif budget <= 3:  # noqa: PLR2004 - the row has ended
            return


FAMILY = Family("SECRET", "code", find, patterns=(_ALL,))
