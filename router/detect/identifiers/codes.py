"""Short codes that open something, told by their name: PIN, PUK, card verification, one-time and recovery codes."""

import re
from collections.abc import Iterator

from router.detect.identifiers.family import Family
from router.detect.identifiers.secret_names import VERB
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern, continues_number

_NAMES = (
    r"pin|puk|pin[ _-]?code|code pin|codice pin|código pin|kod pin|cvv|cvc|cvv2|cvc2|csc"
    r"|card verification (?:code|value|number)|otp|totp"
    r"|kartenprüfnummer|prüfziffer der karte|cryptogramme|sicherheitscode|security[ _-]?code|code de sécurité"
    r"|código de seguridad"
    r"|codice di sicurezza|beveiligingscode|kod bezpieczeństwa|(?:verification|confirmation|authentication"
    r"|login|one[ -]?time|2fa|mfa|sms|unlock|access|door|gate|alarm)[ _-]?(?:pass)?code"
    r"|(?:bestätigungs|verifizierungs|authentifizierungs|anmelde|einmal|freischalt|aktivierungs|tür"
    r"|alarm)-?code|(?:sms|mobile|push)?-?tan|einmalpasswort"
    r"|code (?:de vérification|de confirmation|sms|à usage unique|d'accès|d'entrée|de la porte)"
    r"|código (?:de verificación|de confirmación|sms|de acceso|de un solo uso)"
    r"|codice (?:di verifica|di conferma|sms|otp|di accesso|di sblocco)|(?:verificatie|bevestigings|sms-?"
    r"|toegangs|inlog|deur|alarm)-?code"
    r"|kod (?:weryfikacyjny|potwierdzający|sms|dostępu|autoryzacyjny|do drzwi|do domofonu)"
)
_ENDS = r"(?:[\\\"'\])]{0,4}[ \t]{0,3}[:=#][ \t]{0,3}[\\\"']{0,4}|[ \t]+(?:[\pL']{1,12}[ \t]+){0,3}?"
_CODE = rf"(?:^|[^\pL\pN])(?:{_NAMES}){_ENDS}{VERB}[ \t]*:?[ \t]+)((?:[A-Z]-)?\d{{3}}[ -]\d{{3}}|(?:[A-Z]-)?\d{{3,8}})"
_FIRST = (
    r"(?:^|[^\pL\pN])(\d{4,8}|\d{3}[ -]\d{3}) (?:is your|ist (?:dein|ihr)|est votre|es (?:tu|su)|è il (?:tuo"
    r"|suo)|is (?:je|uw)|to (?:twój|państwa))"
    r" (?:[\pL-]{1,20} ){0,3}(?:code|pin|otp|tan|codice|código|kod|[\pL]{1,20}code)"
)
_RECOVERY = (
    r"(?:recovery|backup|rescue|wiederherstellungs|notfall|ersatz|herstel)-?[ _-]?(?:codes?|keys?|schlüssel)"
    r"|codes? de (?:secours|récupération)|códigos? de (?:recuperación|respaldo|seguridad)"
    r"|codici? di (?:recupero|backup|emergenza)"
    r"|kod(?:y|ów)? (?:zapasow|odzyskiwania)[\pL]*|\"?(?:backup|recovery)_?codes\"?|bitlocker"
)
_BARE = r"(?:^|[^\pL\pN])(?-i:PIN[ ](\d{4})|PUK[ ](\d{8}))"
"""`PIN 4821`: in capitals, and as long as these are, they need nothing between."""
_ALL = Pattern(rf"(?i)(?:{_CODE})|(?:{_FIRST})|({_RECOVERY})|(?:{_BARE})")
_PIECE = re.compile(
    r"(?<![\w-])(?:[A-Za-z0-9]{4,6}(?:-[A-Za-z0-9]{4,6}){1,7}|\d{4} \d{4}|\d{6,8}|[a-z0-9]{8,10})(?![\w-])"
)
_DATE = re.compile(r"(?:19|20)\d\d-\d\d|(?:19|20)\d{6}")
_REACH = 500
_SCORE = 0.75
_NUMBERED = re.compile(r"[\s\"'`:,;.*)(\[\]-]|\b\d{1,2}[.)]")


def find(page: Page) -> Iterator[Hit]:
    text = page.text
    if page.digits < 3:  # noqa: PLR2004 - the shortest code
        return
    done = 0
    for _, told, telling, row, *bare in _ALL.groups(text):
        if row[0] >= done:
            done = min(len(text), row[1] + _REACH)
            yield from _codes(text, row[1], done)
        elif row[0] < 0:
            yield from _code(text, *max(told, telling, *bare))


def _code(text: str, start: int, end: int) -> Iterator[Hit]:
    longer = text[end : end + 1].isalnum() or continues_number(text, end, ".,:/-")
    if not longer and not _DATE.match(text[start:end]):
        yield Hit(start, end, _SCORE)


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


FAMILY = Family("SECRET", "code", find)
