r"""Secrets told by their name: `password = ...`, `"api_key": "..."`, `Mot de passe : ...`, `mein Passwort lautet ...`.

`secret_names` has the names, `assigned_values` judges the value. Quotes may be escaped, as in JSON in a string.
"""

import re
from collections.abc import Callable, Iterator

from router.detect.identifiers.assigned_values import (
    is_key,
    is_login_word,
    is_long_key,
    is_named_shortly,
    is_named_weakly,
    is_password,
)
from router.detect.identifiers.family import Family
from router.detect.identifiers.secret_names import FOR_PEOPLE, FOR_PROGRAMS, HARMLESS, PREPOSITION, VERB
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern

_EQUALS = r"[\\\"'\])]{0,4}[ \t]{0,3}(?:=>|:=|={2,3}|[:=])[ \t]{0,3}"
_IS = rf"(?:{_EQUALS}|(?:[ \t]+[^\s:=]{{1,20}}){{0,4}}[ \t]+{VERB}(?:[ \t]*:)?[ \t]+)"
_QUOTED = (
    r"(\"(?:[^\"\\\r\n]|\\[^\r\n]){1,400}\"|'(?:[^'\r\n]|''|'\\''){1,400}'"
    r"|\\{0,3}\"[^\"\r\n]{1,400}\"|\\{0,3}'[^'\r\n]{1,400}'|`[^`\r\n]{1,400}`)"
)
"""A quote within is escaped (JSON, C, YAML), doubled (SQL, YAML) or let out (`'\\''` in a shell)."""
_VALUE = rf"{_QUOTED[:-1]}|[^\s\"'`,;<>(){{}}\[\]„“”«»]{{3,400}})"
_ASSIGNMENT = Pattern(rf"(?i)(?:({FOR_PEOPLE})|({FOR_PROGRAMS})){_IS}(?:(?:bearer|basic|token)[ ]+)?{_VALUE}")
_BESIDE = Pattern(rf"(?i)(?:{FOR_PEOPLE})(?:[ \t][\w.-]{{1,30}}){{0,3}}(?:[ \t]{{0,3}}[:=])?[ \t]{{1,3}}{_QUOTED}")
"""`password 'x'`, `password for admin: 'x'`: quotes alone tell where the value is."""
_MEANT_FOR = Pattern(
    rf"(?i)(?:{FOR_PEOPLE})[ \t]+\(?{PREPOSITION}[ \t'][^\n:=\"']{{1,40}}[ \t]{{0,2}}[:=][ \t]{{1,3}}{_VALUE}"
)
"""`Passwort für das WLAN: x`."""
_SHORTLY = Pattern(rf"(?:^|[^\pL\pN])(?i:(pass)|pw|pwd|hasło){_IS}{_VALUE}")
_KEYED = Pattern(rf"(?:[_-](?i:key|auth)|[A-Z]KEY|[a-z]Key){_EQUALS}{_VALUE}")
"""Names that end in `key`: of many things, so that only what is long and random is believed."""
_LOGIN = Pattern(
    r"(?i)(?:credentials?|login(?:[ -]?daten| data)?|log in (?:with|as)|zugangsdaten|anmeldedaten|identifiants"
    r"|credenciales|credenziali"
    r"|inloggegevens|dane (?:do )?logowania|user(?:name)?|benutzer(?:name)?|utilisateur|usuario|utente"
    r"|gebruiker|użytkownik)"
    r"(?:[ \t]+(?:are|is|sind|lauten|sont|son|sono|zijn|to))?"
    r"(?:[ \t]*[:=][ \t]*|[ \t]+)[^\s/:|,]{2,60}[ ]?[/|:,][ ]?([^\s\"'`,;<>(){}\[\]/|]{6,64})"
)
_PUBLIC_KEY = re.compile(
    r"(?i)(?:public|primary|foreign|partition|sort|cache|object|s3|row|hash|range|group|idempotency|dedup\w*"
    r"|unique|index|lookup"
    r"|storage|trans\w*|i18n|config|feature|sitemap|site|publishable|anon|issue|project|jira|foreign|natural"
    r"|composite|routing|event|message|map|dict|sort|query|etag|kms|ssh|host|registry|menu|widget|state)[_-]?$"
)
_HARMLESS = re.compile(HARMLESS)
_MOST_NAME, _LONGEST_ARN = 40, 80
_ARN = re.compile(r"arn:(?:[a-z-]{3,12}:)?secretsmanager:[\w-]{0,20}:\d{0,12}:$")
_WRITTEN_BREAK = re.compile(r"\\[nrt](?![a-z])")
"""`x\\nNext line`: a line break of a text in a text ends the value."""
_QUERY = re.compile(r"&(?:amp;)?[A-Za-z_][\w.-]*=")
_TO = re.compile(r"(?i)[ \t]to[ \t]+$")
_ENGLISH = ("the ", "a ", "your ", "my ", "his ", "her ", "our ", "this ", "that ", "new ", "their ")
_QUOTES = "\"'`"
_SCORE = 0.85


def find(page: Page) -> Iterator[Hit]:
    yield from _assigned(page)
    yield from _told(page)
    yield from _keyed(page)


def _assigned(page: Page) -> Iterator[Hit]:
    text = page.text
    for _, person, program, value in page.groups(_ASSIGNMENT):
        if person[0] >= 0 and not _goes_to(text, person[0], value[0]):
            yield from _judge(text, *value, believes=is_password)
        elif person[0] >= 0:
            continue
        elif not _is_harmless(text, *program):
            yield from _judge(text, *value, believes=is_key)
    for _, weak, value in page.groups(_SHORTLY):
        alone = weak[0] >= 0 and text[max(0, weak[0] - 1) : weak[0]] != "_"
        yield from _judge(text, *value, believes=is_named_weakly if alone else is_named_shortly)


def _told(page: Page) -> Iterator[Hit]:
    text = page.text
    if any(quote in text for quote in _QUOTES):
        for start, end in page.spans(_BESIDE, 1):
            yield from _judge(text, start, end, believes=is_named_shortly)
    for start, end in page.spans(_MEANT_FOR, 1):
        yield from _judge(text, start, end, believes=is_named_shortly)
    for start, end in page.spans(_LOGIN, 1):
        yield from _judge(text, start, end, believes=is_login_word)


def _keyed(page: Page) -> Iterator[Hit]:
    text = page.text
    for (begin, _), value in page.groups(_KEYED):
        if not _PUBLIC_KEY.search(text[max(0, begin - _MOST_NAME) : begin + 1]):
            yield from _judge(text, *value, believes=is_long_key)


def _goes_to(text: str, name: int, value: int) -> bool:
    """`send the password to anna@firma.de`: `to` is Polish for `is`, and English for where something goes."""
    return _TO.search(text, name, value) is not None and text[max(0, name - 8) : name].lower().endswith(_ENGLISH)


def _is_harmless(text: str, start: int, end: int) -> bool:
    """`nextPageToken`: what the name of a token begins with says that it opens nothing; an ARN names a secret."""
    name = text[start:end].lower()
    ahead = text[max(0, start - _LONGEST_ARN) : start]
    if name == "secret" and _ARN.search(ahead):
        return True
    return name in {"token", "secret", "credential"} and _HARMLESS.search(ahead[-_MOST_NAME:]) is not None


def _judge(text: str, start: int, end: int, *, believes: Callable[[str, bool], bool]) -> Iterator[Hit]:
    start = end - len(text[start:end].lstrip("\\")) if text[start] == "\\" else start
    quoted = text[start] in _QUOTES
    start, end = (start + 1, end - 1) if quoted else (start, end)
    ends = () if quoted else (_QUERY.search(text, start, end), _WRITTEN_BREAK.search(text, start, end))
    end = min((found.start() for found in ends if found), default=end)
    value = text[start:end].rstrip("\\" if quoted else ".:")
    end = start + len(value)
    called = not quoted and text[end : end + 1] in {"(", "["}
    if not called and value and believes(value, quoted):
        yield Hit(start, end, _SCORE)


FAMILY = Family("SECRET", "assignment", find, patterns=(_ASSIGNMENT, _SHORTLY, _BESIDE, _MEANT_FOR, _LOGIN, _KEYED))
