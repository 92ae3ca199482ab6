r"""Secrets told by their name: `password = ...`, `"api_key": "..."`, `Mot de passe : ...`, `scheme://user:word@host`.

Names in the languages of the EU; `assigned_values` judges the value. Quotes may be escaped, as in JSON in a string.
"""

from collections.abc import Callable, Iterator

from router.detect.identifiers.assigned_values import (
    is_key,
    is_named_shortly,
    is_named_weakly,
    is_password,
    is_reference,
    varies,
)
from router.detect.identifiers.family import Family
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern

_FOR_PEOPLE = (
    r"password|passwd|passphrase|passcode|pwd|passwort|kennwort|mot[ _-]?de[ _-]?passe|mdp|contraseña|contrasena|clave"
    r"|wachtwoord|parola d'ordine|parola|has[łl]o|palavra-passe|senha|lösenord|adgangskode|passord|salasana|heslo"
    r"|jelszó|parolă|lozinka|geslo|κωδικός|парола"
)
_FOR_PROGRAMS = (
    r"(?:api|access|secret[ _-]?access|secret|private|encryption|signing|master|account)[ _-]?key|apikey"
    r"|(?:client|app|shared)[ _-]?secret|(?:auth|access|refresh|bearer|session|api)[ _-]?token|secret|token"
    r"|api[ _-]?schlüssel|geheimnis|clé[ _-]?(?:d')?api|clave[ _-]?(?:de[ _-]?)?api|chiave[ _-]?api"
    r"|klucz[ _-]?api|api[ _-]?sleutel"
)
_VERB = r"(?:is|ist|lautet|war|est|es|è|to|jest|var|är|er|on|je|-)"
_IS = (
    r"(?:[\\\"'\])]{0,4}[ \t]{0,3}(?:=>|:=|==|[:=])[ \t]{0,3}"
    rf"|(?:[ \t]+[^\s:=]{{1,20}}){{0,4}}[ \t]+{_VERB}(?:[ \t]*:)?[ \t]+)"
)
_VALUE = r"(\\{0,3}\"[^\"\r\n]{1,400}\"|\\{0,3}'[^'\r\n]{1,400}'|`[^`\r\n]{1,400}`|[^\s\"'`,;<>(){}\[\]]{3,400})"
_QUOTED = r"(\\{0,3}\"[^\"\r\n]{1,400}\"|\\{0,3}'[^'\r\n]{1,400}'|`[^`\r\n]{1,400}`)"
_ASSIGNMENT = Pattern(rf"(?i)(?:({_FOR_PEOPLE})|({_FOR_PROGRAMS})){_IS}(?:(?:bearer|basic|token)[ ]+)?{_VALUE}")
_BESIDE = Pattern(rf"(?i)(?:{_FOR_PEOPLE})(?:[ \t][\w.-]{{1,30}}){{0,3}}(?:[ \t]{{0,3}}[:=])?[ \t]{{1,3}}{_QUOTED}")
"""`password 'x'`, `password for admin: 'x'`: quotes alone tell where the value is."""
_SHORTLY = Pattern(rf"(?:^|[^\pL\pN])(?i:(pass)|pw|pwd){_IS}{_VALUE}")
_PIN = Pattern(
    r"(?i)(?:^|[^\pL\pN])(?:pin|pin[ _-]?code|cvv|cvc|cvv2)(?:[\\\"']{0,4}[ \t]{0,3}[:=][ \t]{0,3}[\\\"']{0,4}|[ \t]+"
    rf"{_VERB}[ \t]+)(\d{{3,8}})"
)
_AUTHORIZATION = Pattern(
    r"(?i)authorization[\\\"']{0,3}[ \t]{0,3}[:=][ \t]{0,3}[\\\"']{0,3}(?:bearer|basic|token)[ \t]+"
    r"([A-Za-z0-9._~+/=-]{8,})"
)
_BEARER = Pattern(r"(?i)(?:^|[^\pL\pN_])bearer[ \t]+([A-Za-z0-9._~+/=-]{16,})")
_USERINFO = Pattern(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://([^\s/:@\"'<>]{0,100}:([^\s/@\"'<>]{1,200}))@")
_QUOTES = "\"'`"
_SCORE, _PIN_SCORE = 0.85, 0.7


def find(page: Page) -> Iterator[Hit]:
    text = page.text
    for _, person, _, value in _ASSIGNMENT.groups(text):
        yield from _judge(text, *value, believes=is_password if person[0] >= 0 else is_key)
    if any(quote in text for quote in _QUOTES):
        for start, end in _BESIDE.spans(text, 1):
            yield from _judge(text, start, end, believes=is_named_shortly)
    for _, weak, value in _SHORTLY.groups(text):
        alone = weak[0] >= 0 and text[max(0, weak[0] - 1) : weak[0]] != "_"
        yield from _judge(text, *value, believes=is_named_weakly if alone else is_named_shortly)
    if page.digits:
        yield from (
            Hit(start, end, _PIN_SCORE) for start, end in _PIN.spans(text, 1) if not text[end : end + 1].isalnum()
        )
    for shape in (_AUTHORIZATION, _BEARER):
        yield from (Hit(start, end, _SCORE) for start, end in shape.spans(text, 1) if varies(text[start:end]))
    if "://" in text and "@" in text:
        for _, both, word in _USERINFO.groups(text):
            if not is_reference(text[slice(*word)]):
                yield Hit(*both, _SCORE)


def _judge(text: str, start: int, end: int, *, believes: Callable[[str, bool], bool]) -> Iterator[Hit]:
    start = end - len(text[start:end].lstrip("\\")) if text[start] == "\\" else start
    quoted = text[start] in _QUOTES
    start, end = (start + 1, end - 1) if quoted else (start, end)
    value = text[start:end].rstrip("\\" if quoted else ".:")
    end = start + len(value)
    called = not quoted and text[end : end + 1] in {"(", "["}
    if not called and believes(value, quoted):
        yield Hit(start, end, _SCORE)


FAMILY = Family("SECRET", "assignment", find)
