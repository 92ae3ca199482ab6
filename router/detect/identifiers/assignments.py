"""Secrets told by their name: `password = ...`, `"api_key": "..."`, `Mot de passe : ...`, `scheme://user:word@host`.

The value is judged: what stands for a value (`<your-key>`, `${VAR}`, `os.environ[...]`, `None`, `********`) is none, and
neither is an ordinary word behind a colon in prose.
"""

import re
from collections.abc import Iterator

from router.detect.identifiers.family import Family
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern

_PASSWORD = (
    r"password|passwd|passphrase|passcode|pwd|passwort|kennwort|mot[ _-]?de[ _-]?passe|mdp|contraseña|contrasena|clave"
    r"|wachtwoord|parola d'ordine|parola|has[łl]o|palavra-passe|senha|lösenord|adgangskode|passord|salasana|heslo|jelszó"
    r"|parolă|lozinka|geslo|κωδικός|парола"
)
_KEY = (
    r"api[ _-]?key|apikey|access[ _-]?key|secret[ _-]?access[ _-]?key|secret[ _-]?key|private[ _-]?key|encryption[ _-]?key"
    r"|signing[ _-]?key|master[ _-]?key|account[ _-]?key|client[ _-]?secret|app[ _-]?secret|shared[ _-]?secret|secret"
    r"|auth[ _-]?token|access[ _-]?token|refresh[ _-]?token|bearer[ _-]?token|session[ _-]?token|api[ _-]?token|token"
    r"|api[ _-]?schlüssel|geheimnis|clé[ _-]?(?:d')?api|clave[ _-]?(?:de[ _-]?)?api|chiave[ _-]?api|klucz[ _-]?api|api[ _-]?sleutel"
)
_IS = (
    r"[\"'\])]{0,3}(?:[ \t]{0,3}(?:=>|:=|==|[:=])[ \t]{0,3}|[ \t]+(?:is|ist|lautet|est|es|è|to|jest|—|-)[ \t]*:?[ \t]+)"
)
_VALUE = r"(?:[\"'`][^\"'`\r\n]{1,400}[\"'`]|[^\s\"'`,;<>(){}\[\]]{3,400})"
_ASSIGNMENT = Pattern(rf"(?i)(?:({_PASSWORD})|({_KEY})){_IS}(?:(?:bearer|basic|token)[ ]+)?({_VALUE})")
_PIN = Pattern(
    r"(?i)(?:^|[^\pL\pN])(?:pin|pin[ -]?code|cvv|cvc|cvv2)(?:[ \t]{0,3}[:=][ \t]{0,3}|[ \t]+(?:is|ist|est|es|è|to|jest)[ \t]+)(\d{3,8})"
)
_AUTHORIZATION = Pattern(
    r"(?i)authorization[\"']?[ \t]{0,3}[:=][ \t]{0,3}[\"']?(?:bearer|basic|token)[ \t]+([A-Za-z0-9._~+/=-]{8,})"
)
_USERINFO = Pattern(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://([^\s/:@\"'<>]{0,100}:([^\s/@\"'<>]{1,200}))@")

_STANDS_FOR = re.compile(
    r"(?:[<\[{(%$*.•xX_#?!-].*)?|.*(?:\$\{|\{\{|%\(|<|>).*|(?:your|my|the|a|an|dein|ihr|mein|votre|ton|tu|su|il|uw|je|twoj|twój)[_ -].*"
    r"|(?:none|null|nil|undefined|true|false|string|str|bytes|text|bool|int|any|optional.*|required|password|passwd|passwort|secret|token"
    r"|api[_-]?key|key|value|example.*|placeholder|redacted|hidden|masked|change[_-]?me|changeit|todo|tbd|env|self|default|n/a"
    r"|process\.env.*|os\.(?:environ|getenv).*|env[.:].*|file:.*|vault:.*|config.*|settings.*|secrets?\..*|var\..*|local\..*|data\..*)",
    re.IGNORECASE | re.DOTALL,
)
_CODE = re.compile(r"[A-Za-z_]\w*(?:(?:\.|->|::)[A-Za-z_]\w*)*[(\[]?|[a-z]+(?:[A-Z][a-z]+)+|https?://.*", re.DOTALL)
_QUOTES = "\"'`"
_PLACEHOLDER = re.compile(r"\[\[.*")
_LEAST, _LEAST_KEY = 4, 8
_SCORE, _PIN_SCORE = 0.85, 0.7


def find(page: Page) -> Iterator[Hit]:
    text = page.text
    for spans in _ASSIGNMENT.groups(text):
        hit = _judge(text, *spans[3], is_password=spans[1][0] >= 0)
        if hit:
            yield hit
    if page.digits:
        yield from (Hit(start, end, _PIN_SCORE) for start, end in _PIN.spans(text, 1))
    yield from (Hit(start, end, _SCORE) for start, end in _AUTHORIZATION.spans(text, 1) if _varies(text[start:end]))
    if "://" in text and "@" in text:
        yield from _userinfo(text)


def _judge(text: str, start: int, end: int, *, is_password: bool) -> Hit | None:
    quoted = text[start] in _QUOTES
    if quoted:
        start, end = start + 1, end - 1
    else:
        while end > start and text[end - 1] in ".:":
            end -= 1
    value = text[start:end]
    believed = (
        _is_quoted_secret(value, is_password=is_password) if quoted else _is_bare_secret(value, is_password=is_password)
    )
    return Hit(start, end, _SCORE) if believed and text[end : end + 1] not in {"(", "["} else None


def _is_quoted_secret(value: str, *, is_password: bool) -> bool:
    least = _LEAST if is_password else _LEAST_KEY
    if len(value) < least or any(map(str.isspace, value)) or _STANDS_FOR.fullmatch(value):
        return False
    return _varies(value) if not is_password else _varies(value) or len(value) > 5 or not value.isalpha()  # noqa: PLR2004


def _is_bare_secret(value: str, *, is_password: bool) -> bool:
    least = _LEAST if is_password else _LEAST_KEY
    if len(value) < least or _STANDS_FOR.fullmatch(value) or (_CODE.fullmatch(value) and not _varies(value)):
        return False
    if is_password:
        return not value.isalpha()
    return _varies(value) and not value.isdigit()


def _varies(value: str) -> bool:
    """Letters and digits both, or both cases in the middle of a long run: no word of a language."""
    digits, letters = any(map(str.isdigit, value)), any(map(str.isalpha, value))
    mixed = len(value) >= 16 and not value.islower() and not value.isupper() and not value.istitle()  # noqa: PLR2004
    return (digits and letters) or mixed


def _userinfo(text: str) -> Iterator[Hit]:
    for spans in _USERINFO.groups(text):
        start, end = spans[2]
        if not _STANDS_FOR.fullmatch(text[start:end]):
            yield Hit(*spans[1], _SCORE)


FAMILY = Family("SECRET", "assignment", find)
