"""Whether what stands behind `password =` is a secret, or only stands for one, or is an ordinary word."""

import re

_STANDS_FOR = re.compile(
    r"[<\[{(].*|\$\{?[A-Za-z_][\w.]*\}?|\$\(.*|%[A-Za-z_]\w*%|%\(.*|[*.•xX_#?-]+|.*(?:\$\{|\{\{|<[a-z_ -]+>).*"
    r"|(?:your|my|the|an?|dein|ihr|mein|votre|ton|tu|su|il|uw|je|twoje?|twój)[_ -].*"
    r"|none|null|nil|undefined|true|false|string|str|bytes|text|bool|int|any|optional.*|required|required\|.*"
    r"|password|passwd|passwort|secret|token|api[_-]?key|key|value|example.*|placeholder|redacted|hidden|masked"
    r"|change[_-]?me|changeit|todo|tbd|env|self|default|n/a|string\[\]|https?://.*|file:.*|vault:.*|env[.:].*"
    r"|process\.env.*|os\.(?:environ|getenv).*|config.*|settings.*|secrets?\..*|var\..*|local\..*|data\..*|\d{1,2}-\d{1,3}",
    re.IGNORECASE | re.DOTALL,
)
_CODE = re.compile(r"[A-Za-z_]\w*(?:(?:\.|->|::)[A-Za-z_]\w*)*|[a-z]+(?:[A-Z][a-z]+)+")
_SYMBOLS = frozenset("!@#$%^&*+=?~|§€£")
_LEAST_PASSWORD, _LEAST_KEY = 4, 8
_SURE = 6
"""Characters from which a quoted word behind `password` is believed even if it is a word."""
_LONG = 16


def is_reference(value: str) -> bool:
    """`<your-key>`, `${VAR}`, `os.environ[...]`, `None`, `********`: it stands for a value."""
    return _STANDS_FOR.fullmatch(value) is not None


def is_password(value: str, *, quoted: bool) -> bool:
    if len(value) < _LEAST_PASSWORD or is_reference(value):
        return False
    if quoted:
        return not any(map(str.isspace, value)) and (len(value) >= _SURE or not value.isalpha())
    if _CODE.fullmatch(value) and not varies(value):
        return False
    return any(map(str.isdigit, value)) or not _SYMBOLS.isdisjoint(value)


def is_key(value: str, *, quoted: bool) -> bool:
    """Keys of programs are long and look random, quoted or not."""
    spaced = quoted and any(map(str.isspace, value))
    return len(value) >= _LEAST_KEY and not spaced and not is_reference(value) and varies(value)


def varies(value: str) -> bool:
    """Letters and digits both, or both cases within a long run: no word of a language."""
    digits, letters = any(map(str.isdigit, value)), any(map(str.isalpha, value))
    named = value.islower() or value.isupper() or value.istitle() or _CODE.fullmatch(value) is not None
    return (digits and letters) or (len(value) >= _LONG and letters and not named)
