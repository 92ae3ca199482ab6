"""Passwords in addresses of databases and services, whatever word they are: the form says that they are one.

`scheme://user:word@host` (RFC 3986, section 3.2.1), `Server=...;Uid=...;Pwd=word` (ADO.NET, ODBC),
`host=... user=... password=word` (libpq), `jdbc:...?user=...&password=word`, `machine h login u password word` (netrc),
`jdbc:oracle:thin:user/word@host` and
`sqlplus user/word@host` (Oracle), `IDENTIFIED BY 'word'` (MySQL, Oracle), `PASSWORD 'word'` (PostgreSQL).
"""

from collections.abc import Iterator

from router.detect.identifiers.assigned_values import is_reference
from router.detect.identifiers.family import Family
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern

_USERINFO = Pattern(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://([^\s/:@\"'<>]{0,100}:([^\s/@\"'<>]{1,200}))@")
_WORD = r"([^\s;&,()\"'<>{}$]{3,200})"
_NAMED = Pattern(
    r"(?i)(?:^|[^\pL\pN])(?:server|data source|driver|uid|user ?id|user ?name|user|host|dsn|dbname|database)[ ]?="
    rf"[^\r\n\"';&=,()]{{0,100}}(?:[;& ][ ]?[a-z ]{{1,30}}=[^\r\n\"';&=,()]{{0,100}}){{0,8}}[;& ][ ]?(?:pwd"
    rf"|password)[ ]?=[ ]?{_WORD}"
)
_NETRC = Pattern(rf"(?:^|\s)login[ \t]+\S{{1,100}}\s+password[ \t]+{_WORD}")
_IDENTIFIED = Pattern(
    r"(?i)(?:identified(?:[ \t]+with[ \t]+[\"'`]?[\w-]{1,40}[\"'`]?)?[ \t]+(?:by|as)(?:[ \t]+password)?"
    r"|(?:login|role|user|with|encrypted)[ \t]+(?:encrypted[ \t]+)?password|set[ \t]+password[^\n']{0,60}=)"
    r"[ \t]+(?:password\()?(?:'([^'\r\n]{3,200})'|\"([^\"\r\n]{3,200})\")"
)
_ORACLE = Pattern(
    r"(?i)(?:jdbc:oracle:[a-z0-9]{2,8}:|(?:^|\W)(?:sqlplus|sqlldr|expdp|impdp|rman)[ \t]+(?:-[a-z]+[ \t]+){0,3}"
    r"(?:target[ \t]+|userid=)?)[\"']?[^\s/@:\"']{1,60}/([^\s/@\"']{1,100})[\"']?@"
)
_OF_ORACLE = ("jdbc:oracle:", "sqlplus", "sqlldr", "expdp", "impdp", "rman")
_STATEMENT = Pattern(r"(?i)identified[ \t](?:by|with|as)|password[ \t]['\"]|set[ \t]password")
_ASSIGNS = ("password=", "pwd=", "password =", "pwd =")
_SCORE = 0.85


def find(page: Page) -> Iterator[Hit]:
    text = page.text
    if "://" in text and "@" in text:
        for _, _, word in _USERINFO.groups(text):
            if not is_reference(text[slice(*word)]):
                yield Hit(*word, _SCORE)
    if any(name in text for name in _OF_ORACLE):
        yield from _words(text, _ORACLE)
    if page.holds(_STATEMENT):
        yield from _statements(text)
    if "=" in text:
        lower = text.lower()
        if any(name in lower for name in _ASSIGNS):
            yield from _words(text, _NAMED)
    if "login" in text and "password" in text:
        yield from _words(text, _NETRC)


def _statements(text: str) -> Iterator[Hit]:
    """The account is made or changed in SQL."""
    for _, *quoted in _IDENTIFIED.groups(text):
        start, end = max(quoted)
        if not is_reference(text[start:end]) and not any(map(str.isspace, text[start:end])):
            yield Hit(start, end, _SCORE)


def _words(text: str, pattern: Pattern) -> Iterator[Hit]:
    for start, end in pattern.spans(text, 1):
        chained = text[end : end + 3].startswith((" = ", " =\n"))  # `user = password = port = None`
        if not chained and not is_reference(text[start:end].rstrip(",.")):
            yield Hit(start, end, _SCORE)


FAMILY = Family("SECRET", "connection", find, patterns=(_STATEMENT,))
