"""Whether what stands behind `password =` is a secret, or only stands for one, or is an ordinary word."""

import re

_STANDS_FOR = re.compile(
    r"[<\[{(].*|!(?:vault|ref|sub|getatt|secret|env|importvalue)\b.*|\$\{?[A-Za-z_][\w.]*\}?|\$\(.*"
    r"|%[A-Za-z_]\w*%|%\(.*|[*.•xX_#?-]+|.*(?:\$\{|\{\{|<[a-z_ -]{3,}>).*"
    r"|(?:your|my|the|an?|dein|ihr|mein|votre|ton|tu|su|il|uw|je|twoje?|twój)[_ -].*"
    r"|none|null|nil|undefined|true|false|string|str|bytes|text|bool|int|any|optional.*|required|required\|.*"
    r"|integer|boolean|number|object|array|float|double|list|dict|uuid|date-?time|timestamp|binary|blob|secret_?str"
    r"|n?(?:var)?char2?(?:\(\d*\))?|arn:aws.*|\$\d{1,2}(?:::\w+)?|[^*]{0,8}\*{4,}[^*]{0,8}|%[sdrvq](?:\W{0,3}%[sdrvq])*"
    r"|pass|pwd|pw|passphrase|password|passwd|passwort|secret|token|api[_-]?key|key|value|example.*|placeholder"
    r"|redacted|hidden|masked"
    r"|change[_-]?me|changeit|todo|tbd|env|self|default|n/a|string\[\]|https?://.*|file:.*|vault:.*|env[.:].*"
    r"|process\.env.*|import\.meta.*|sha(?:1|224|256|384|512)[:-].*|data:.*|os\.(?:environ|getenv).*|config.*"
    r"|settings.*|secrets?\..*|var\..*|local\..*|data\..*|\d{1,2}-\d{1,3}",
    re.IGNORECASE | re.DOTALL,
)
_CODE = re.compile(r"[A-Za-z_]\w*(?:(?:\.|->|::)[A-Za-z_]\w*)*|[a-z]+(?:[A-Z][a-z]+)+")
_PART = r"[A-Za-z]+\d{0,2}(?:[_-]+(?:[A-Za-z]+\d{0,2}|\d{1,2}))*"
_NAME = re.compile(rf"_*{_PART}(?:(?:\.|->|::)_*{_PART})*")
_OBJECT = re.compile(
    r"(?:self|cls|this|cfg|conf|app|args|opts?|options|ctx|env|req|request|params|props|creds|credentials|state"
    r"|session)\."
)
_SECRETLY = re.compile(
    r"pass|pwd|pw_|secret|token|(?<!mon)(?<!tur)(?<!don)(?<!hoc)(?<!joc)key|cred|auth", re.IGNORECASE
)
"""What names of stored secrets hold: `apikey-v2`; no animal, be it `Monkey-77`."""
_SYMBOLS = frozenset("!@#$%^&*+=?~|§€£")
_LEAST_PASSWORD, _LEAST_KEY = 4, 8
_SURE = 6
"""Characters from which a quoted word behind `password` is believed even if it is a word."""
_LONG = 16
_LONG_KEY, _FEW_DIGITS = 20, 4
_PATH = re.compile(r"[/.:].*[/.:]|\\.[a-z]{2,4}$")
_LONGEST_PHRASE, _MOST_WORDS, _DICEWARE = 80, 8, 4
_CALL = re.compile(r"[\w.]+(?:\(.*\)|=)")
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+")
_EMPHATIC = re.compile(r"[a-zäöüß]{4,}[!#$%&?*+]{1,3}")
"""`lubuntu!`; types of GraphQL begin with a capital: `user_pass: String!`."""
_MEASURE = re.compile(r"\d+(?:st|nd|rd|th|x|ms|s|kb|mb|gb|%|/\d+)?", re.IGNORECASE)
_DESCRIBES = frozenset(
    """
    must should least most than more less character characters chars minimum maximum min max length long your please
    enter required optional invalid incorrect wrong expired forgot reset change new old confirm same empty missing has
    have with without letters digits numbers symbols not cannot user the this that for field hash encrypted policy days
    zeichen mindestens muss ihr bitte eingeben falsch ungültig vergessen erforderlich nicht caractères moins votre
    saisir oublié incorrect caracteres menos introduzca contraseña caratteri almeno inserisci tekens minimaal znaków
    """.split()  # noqa: SIM905 - a paragraph of words reads better than a page of quotes
)
"""Words of labels, hints and error messages about passwords."""
_TALKS = frozenset(
    """
    password passwords passwd passphrase passwort passwörter kennwort mot passe contraseña clave wachtwoord hasło hasła
    parola is are be may match allowed strong weak show hide sign login log account access default protected type label
    hint error too does do don never keep it share safe use choose remember write down provide given see below above
    same none any every manager change protect nobody anybody ask kein keine keiner nie niemals niemand weitergeben
    teilen geheim siehe oben unten wie wer was wo nichts notieren merken ändern vergeben bekannt jamais ne pas quel
    choisir changer nunca no cuál cambiar mai non qual cambiare nooit geen welk delen nigdy jak jakie gdzie
    """.split()  # noqa: SIM905 - a paragraph of words reads better than a page of quotes
)
"""More of them, and of advice: `Password: Never share it!`"""
_REFERS = frozenset("here replace placeholder example sample dummy none null credentials creds ref arn change".split())  # noqa: SIM905 - as above
_THINGS = frozenset("secret secrets password passwords key keys token tokens name file path id pass auth cert".split())  # noqa: SIM905 - as above
"""What the name of a stored secret ends with: `prod-db-password`."""


def is_reference(value: str) -> bool:
    """`<your-key>`, `${VAR}`, `os.environ[...]`, `None`, `********`: it stands for a value."""
    return _STANDS_FOR.fullmatch(value) is not None


def is_filler(value: str) -> bool:
    """`AKIA` or `sk-` and then one letter again and again: one character makes most of it."""
    written = [character for character in value.lower() if character.isalnum()]
    most = max(map(written.count, set(written)), default=0)
    return len(written) >= _LONG and 2 * most > len(written)


def is_worded(value: str) -> bool:
    """A name of code made of words: `credentials.secret_key2`, `token_v2`; no single word."""
    return any(mark in value for mark in (".", "_", "-", "::")) and _NAME.fullmatch(value) is not None


def is_password(value: str, quoted: bool) -> bool:
    if len(value) < _LEAST_PASSWORD or is_reference(value):
        return False
    if not quoted and is_worded(value) and (_OBJECT.match(value) or _SECRETLY.search(value)):
        return False
    if quoted:
        if any(map(str.isspace, value)):
            return _is_phrase(value)
        return len(value) >= _SURE or not value.isalpha()
    if _CODE.fullmatch(value) and not varies(value):
        return False
    return any(map(str.isdigit, value)) or not _SYMBOLS.isdisjoint(value)


def _is_phrase(value: str) -> bool:
    """`correct horse 9 battery!`, `correct horse battery staple`; not `must have 8 characters`."""
    words = value.lower().replace("'", " ").split()
    if (
        len(value) > _LONGEST_PHRASE
        or len(words) > _MOST_WORDS
        or not _DESCRIBES.isdisjoint(_WORD.findall(value.lower()))
    ):
        return False
    plain = len(words) >= _DICEWARE and all(word.isalpha() and len(word) > 2 for word in words)  # noqa: PLR2004 - no articles
    typed = value.islower() and is_typed_phrase(value)
    return plain or typed or any(map(str.isdigit, value)) or not _SYMBOLS.isdisjoint(value[:-1])


def is_typed_phrase(value: str) -> bool:
    """Two words and more that name no rule, no label and no hint: `correct horse battery`, `Mein Hund ist toll!`."""
    words = _WORD.findall(value.lower())
    if not 1 < len(words) <= _MOST_WORDS or not _DESCRIBES.isdisjoint(words):
        return False
    return _TALKS.isdisjoint(words)


def is_joined_phrase(value: str) -> bool:
    """`correct-horse-battery`, where the variable is a password's: the name of a thing ends otherwise."""
    words = re.split(r"[-_]", value)
    return _REFERS.isdisjoint(words) and words[-1] not in _THINGS and not value.startswith(("your", "change"))


def is_key(value: str, quoted: bool) -> bool:
    """Keys of programs are long and look random, quoted or not."""
    spaced = quoted and any(map(str.isspace, value))
    if len(value) < _LEAST_KEY or spaced or is_reference(value) or is_filler(value):
        return False
    return varies(value) and (quoted or not is_worded(value))


def is_named_shortly(value: str, quoted: bool) -> bool:
    """Behind `pass` or `pw`, which mean much else: digits among letters, and no name of code."""
    if not is_password(value, quoted=quoted) or "_" in value or _MEASURE.fullmatch(value):
        return False
    if _EMPHATIC.fullmatch(value):
        return True
    return quoted or (varies(value) and (_CODE.fullmatch(value) is None or len(value) >= _SURE))


def is_named_weakly(value: str, quoted: bool) -> bool:
    """Behind `pass` alone, which test reports and tools say: unquoted, more than a word with a digit (`pod2html`)."""
    if not is_named_shortly(value, quoted=quoted) or _CALL.fullmatch(value):
        return False
    classes = sum(any(map(test, value)) for test in (str.islower, str.isupper, str.isdigit, _SYMBOLS.__contains__))
    if quoted:
        return not value.isalpha()
    return len(value) >= _LEAST_KEY and (classes > 2 or len(_DIGITS.findall(value)) > 1)  # noqa: PLR2004 - of four


def is_long_key(value: str, quoted: bool) -> bool:
    """Behind a name that only ends in `key`: long, letters and many digits, no words."""
    if len(value) < _LONG_KEY or not is_key(value, quoted) or is_worded(value) or _PATH.search(value):
        return False
    return sum(map(str.isdigit, value)) >= _FEW_DIGITS and value.count("-") + value.count("_") < _FEW_DIGITS


def is_login_word(value: str, quoted: bool) -> bool:
    """Behind a user's name and a mark: three sorts of characters, as no path or ratio of words has."""
    classes = sum(any(map(test, value)) for test in (str.islower, str.isupper, str.isdigit, _SYMBOLS.__contains__))
    return classes > 2 and is_named_shortly(value, quoted)  # noqa: PLR2004 - of four


def varies(value: str) -> bool:
    """Letters and digits both, or both cases within a long run: no word of a language."""
    digits, letters = any(map(str.isdigit, value)), any(map(str.isalpha, value))
    named = value.islower() or value.isupper() or value.istitle() or _CODE.fullmatch(value) is not None
    return (digits and letters) or (len(value) >= _LONG and letters and not named)
