"""Secrets that stand right beside their name, with neither colon nor verb between: long and random, or a phrase.

`my api key 9f86...`, `twilio auth token bee9...`, `private key 0x4c08...`; `wJal... is the secret key`;
`user admin pass Katze12!`, `mdp azerty75!`, `la clave a Cambiar-Ya#48`, `Canari2019! comme mot de passe`;
`export DB_PASS="correct horse battery"`, `JWT_SECRET=correct-horse-battery`.
"""

import re
from collections.abc import Iterator

from router.detect.identifiers.assigned_values import (
    is_joined_phrase,
    is_key,
    is_login_word,
    is_long_key,
    is_reference,
    is_typed_phrase,
    varies,
)
from router.detect.identifiers.family import Family
from router.detect.identifiers.password_shapes import Strength, is_word, strength
from router.detect.identifiers.secret_names import FOR_PEOPLE, FOR_PROGRAMS
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern

_KEY_AFTER = Pattern(rf"(?i)(?:^|[^\pL\pN])(?:{FOR_PROGRAMS})[ \t]{{1,3}}([a-z0-9][a-z0-9._+/=-]{{19,200}})")
_KEY_NOTED = Pattern(
    rf"(?i)(?:^|[^\pL\pN_-])(?:(?:{FOR_PROGRAMS})(?:[ \t][\pL]{{2,14}}){{0,3}}"
    r"|(?:clé|chiave|schlüssel|klucz|clave|sleutel))[ \t][(\[\"'`]?([0-9a-f]{32,64})(?:$|[^\pL\pN_./-])"
)
"""`Clé API révoquée (7f3c...)`, `la chiave 4be1...`: hexadecimal of a usual length. A bare `key` is a cache's."""
_NO_SECRETS = re.compile(r"publi|öffentlich|openbar|pubblic|cache|hash|prim[aä]r|commit|fingerprint", re.IGNORECASE)
_KEY_BEFORE = Pattern(
    r"(?i)[ \t](?:is|ist|est|es|è|to|jest)[ \t](?:the|my|our|your|a|an|der|die|das|mein|meine|unser|unsere|la|le|notre"
    rf"|el|mi|il|nuestra|de|het|mijn|onze|mój|nasz)[ \t]"
    rf"(?:[^\s:=]{{1,20}}[ \t]){{0,2}}?(?:{FOR_PROGRAMS})(?:$|[^\pL\pN])"
)
_LAST_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_+/=-]{19,200}")
_LOOKED_BACK, _NEAR = 210, 20
_WORD_AFTER = Pattern(
    rf"(?:^|[^\pL\pN_-])(?i:{FOR_PEOPLE}|pass|pw)[ \t]{{1,3}}([^\s\"'`,;<>(){{}}\[\]$-][^\s\"'`,;<>(){{}}\[\]]{{7,63}})"
)
_SET_TO = Pattern(
    rf"(?i)(?:^|[^\pL\pN_-])(?:{FOR_PEOPLE})[ \t](?:to|a|à|auf|na|op|naar|su|por|en|with|par)[ \t]{{1,2}}[\"'`(]?"
    r"([^\s\"'`,;<>(){}\[\]$-][^\s\"'`,;<>(){}\[\]]{5,63})"
)
_NAMED_BEHIND = Pattern(
    r"(?i)[\"'`]?[ \t](?:as|als|comme|como|come|jako|is|ist|est|es|è|to|jest)[ \t]"
    r"(?:(?:the|my|our|your|a|das|mein|dein|unser|le|un|mon|ton|notre|la|una|mi|su|mia|il|de|het|een|mijn|moje|twoje"
    r"|nasze|wspólne|new|neues|nouveau|nuevo)[ \t]){0,2}"
    rf"(?:{FOR_PEOPLE})(?:$|[^\pL\pN_-])"
)
"""What follows a password that is told ahead of its name."""
_OF_METHODS = re.compile(
    r"[ -]?(?:hash\w*|manager|field|store|encod\w*|generator|polic\w*|algorithm\w*|derivation|kdf|backend)",
    re.IGNORECASE,
)
_DATED_WORD = re.compile(r"[^\W\d_]{4,20}\d{4}")
"""`Winter2024`."""
_VARIABLE = Pattern(
    r"(?:^|[^\pL\pN_])(?:[A-Z0-9]{1,20}_){0,4}(?:PASS|PASSWORD|PASSWD|PASSPHRASE|PWD|SECRET)="
    r"(?:\"([a-z' ]{7,80})\"|'([a-z ]{7,80})'|([a-z]{2,20}(?:-[a-z]{2,20}){2,7}|[a-z]{2,20}(?:_[a-z]{2,20}){2,7}))"
    r"(?:$|[\s;])"
)
_SETTING = Pattern(
    r"(?:^|\n)[ \t-]{0,12}(?:export[ ]|ENV[ ])?"
    r"(?:(?:(?:[A-Z0-9]{1,20}_){1,5}(?:PASS|PASSWORD|PASSWD|PASSPHRASE|PWD)|PGPASSWORD)(?:="
    r"|: )"
    r"|[a-z][a-z0-9_-]{0,30}(?:\.[a-z0-9_-]{1,30}){1,6}\.(?:password|passwd|pwd)=)([a-z]{4,20}(?:[_-][a-z]{2,20}){0,3})"
    r"(?:[ \t]*(?:\r|\n|$)|[ ](?:psql|pg_\w{1,20}|mysql\w{0,10}|createdb|dropdb|docker|kubectl|python\d?|node|npm|make"
    r"|bash|sh)[ ])"
)
"""`DB_PASSWORD=papaya` in a line of its own, `spring.datasource.password=papaya`: settings hold values.

Or ahead of the command that is to know it: `PGPASSWORD=papaya psql -h db`."""
_LINE = Pattern(
    rf"(?i)(?:^|\n)[ \t>*-]{{0,6}}(?:[^\s:]{{1,20}}[ \t]){{0,2}}(?:{FOR_PEOPLE})[ \t]?:[ \t]{{1,3}}"
    r"([^\r\n:;,.]{8,80}[!?])[ \t]*(?:\r|\n|$)"
)
_GATE = Pattern(
    rf"(?i){FOR_PEOPLE}|{FOR_PROGRAMS}|clé|chiave|schlüssel|klucz|sleutel|(?:^|[^\pL\pN_-])(?:pass|pw)[ \t]|(?-i:PASS=)"
)
"""Each of the shapes has one of the names: most texts have none."""
_LEAST_WORDS = 3
_SYMBOLS = frozenset("!#%&*^§€+=")
_MAIL = re.compile(r"[^@\s]+@[\w-]+\.\w+|[\w.]+=\S*")
_LEAST_DIGITS = 2
_SCORE = 0.85


def find(page: Page) -> Iterator[Hit]:
    text = page.text
    if not page.holds(_GATE):
        return
    for start, end in _KEY_AFTER.spans(text, 1):
        value = text[start:end].rstrip(".=/")
        if text[end : end + 1] not in {"(", "[", "@"} and is_long_key(value, quoted=False):
            yield Hit(start, start + len(value), _SCORE)
    for whole, (start, end) in _KEY_NOTED.groups(text):
        if not _NO_SECRETS.search(text, max(0, whole[0] - _NEAR), start) and varies(text[start:end]):
            yield Hit(start, end, _SCORE)
    for start, _ in _KEY_BEFORE.spans(text):
        yield from _last_word(text, start)
    for start, end in _WORD_AFTER.spans(text, 1):
        value = text[start:end].rstrip(".?")
        if _is_typed(value):
            yield Hit(start, start + len(value), _SCORE)
    yield from _told_apart(text)
    yield from _phrases(text)


def _told_apart(text: str) -> Iterator[Hit]:
    """A word between the secret and its name: what was set to what, what was taken as what."""
    for start, end in _SET_TO.spans(text, 1):
        value = text[start:end].rstrip(".?:")
        if _is_chosen(value):
            yield Hit(start, start + len(value), _SCORE)
    for start, end in _NAMED_BEHIND.spans(text):
        words = text[max(0, start - _LOOKED_BACK) : start].rsplit(maxsplit=1)
        value = words[-1].lstrip("\"'`(:") if words else ""
        stop = end if end == len(text) and text[end - 1 :].isalnum() else end - 1
        adjoins = text[start - len(value) : start] == value
        if adjoins and _is_chosen(value) and not _OF_METHODS.match(text, stop):
            yield Hit(start - len(value), start, _SCORE)


def _last_word(text: str, end: int) -> Iterator[Hit]:
    words = text[max(0, end - _LOOKED_BACK) : end].rsplit(maxsplit=1)
    value = words[-1].strip("\"'`(") if words else ""
    if _LAST_WORD.fullmatch(value) and text[end - len(value) : end] == value and _is_mixed(value):
        yield Hit(end - len(value), end, _SCORE)


def _is_mixed(value: str) -> bool:
    """Both cases and digits, and neither a name nor an address."""
    cased = value.lower() != value != value.upper()
    return is_key(value, quoted=False) and (cased or is_long_key(value, quoted=False))


def _phrases(text: str) -> Iterator[Hit]:
    for _, *spans in _VARIABLE.groups(text):
        start, end = max(spans)
        believes = is_joined_phrase if spans[2][0] >= 0 else is_typed_phrase
        if believes(text[start:end]):
            yield Hit(start, end, _SCORE)
    for start, end in _SETTING.spans(text, 1):
        value = text[start:end]
        if not is_reference(value) and is_joined_phrase(value) and is_word(value):
            yield Hit(start, end, _SCORE)
    for start, end in _LINE.spans(text, 1):
        words = text[start:end].rstrip("!?").split()
        if len(words) >= _LEAST_WORDS and all(map(str.isalpha, words)) and is_typed_phrase(text[start:end]):
            yield Hit(start, end, _SCORE)


def _is_chosen(value: str) -> bool:
    """A symbol and digits among letters, or a word and a year in both cases."""
    dated = _DATED_WORD.fullmatch(value) is not None and value.lower() != value != value.upper()
    return dated or _is_typed(value) or strength(value) is Strength.SURE


def _is_typed(value: str) -> bool:
    """Three sorts of characters, a symbol and two digits among them: `password PBKDF2 hash` has none."""
    if _SYMBOLS.isdisjoint(value) or sum(map(str.isdigit, value)) < _LEAST_DIGITS or _MAIL.fullmatch(value):
        return False
    return is_login_word(value, quoted=False)


FAMILY = Family("SECRET", "told_key", find, patterns=(_GATE,))
