"""User names behind a word for accounts: `mon compte gbertin42 est bloqué`, `deletion of account torvald_e`.

Accounts have numbers, settings and columns as well, so only one token that a bank or a sentence never writes counts:
small letters with digits behind them, an underscore or a dot between.
"""

import re
from collections.abc import Iterator

from router.detect.identifiers.family import Family
from router.detect.identifiers.username_words import NOBODY
from router.detect.identifiers.usernames import ends_code, is_somebody, is_telling, is_variable
from router.detect.page import Hit, Page

_ACCOUNTS = (
    *("account", "user account", "konto", "konta", "kontem", "koncie", "benutzerkonto", "nutzerkonto", "kontos"),
    *("compte", "compte utilisateur", "cuenta", "cuenta de usuario", "utenza", "conta", "gebruikersaccount"),
)
_NAME = re.compile(
    r"[ \t](?:(?:of|for|named|called|von|namens|de|du|di|del|do|van|użytkownika|utilisateur|utente|usuario)[ \t])?"
    r"[\"'`(@]{0,2}([^\W\d_][^\W_]*(?:[._][^\W_]+){0,4})(?![\w@(\[{/:=-]|\.\w)"
)
_IN_QUERY = re.compile(r"\b(?:from|join|update|into|table|struct|class|type|new)\s+[\"'`]?$", re.IGNORECASE)
_REACH, _LOOKED_BACK = 80, 12
_LEAST_LETTERS = 3
_LEAST_BEFORE_DIGITS, _LEAST_BEFORE_INITIAL = 4, 4
"""`torvald_e` is nobody's variable, `my_x` is."""
_FIELDS = frozenset(
    """
    at by on in of to is has can count total created updated deleted closed opened locked blocked suspended verified
    active enabled disabled balance status number num no nr code date time last first max min manager amount currency
    uuid guid url uri ref level plan tier limit sub key hash state flag kind class store table view row column open
    close settings please thanks then now it they gesperrt gelöscht geschlossen bloqué fermé bloqueada cerrada bloccato
    chiuso geblokkeerd zablokowane usunięte bitte merci gracias grazie com org net io eu de fr es it nl pl uk ch at be
    py js ts json csv pdf txt xml html md yml yaml sql php java go rs cs rb sh log xlsx docx png jpg
    """.split()  # noqa: SIM905 - a paragraph of words reads better than a page of quotes
)
"""Parts of names of columns and files, ends of domains, and words of sentences without a space behind the full stop."""
_THINGS = frozenset("oauth office windows microsoft python covid base sandbox level tier plan step type".split())  # noqa: SIM905 - as above
"""What a number follows though nobody is called so: `account office365`."""
_SCORE = 0.75


def find(page: Page) -> Iterator[Hit]:
    text = page.text
    for start, end in page.cues("account_of"):
        match = _NAME.match(text, end, end + _REACH)
        if match and _is_name(match[1]) and not ends_code(text, match.end(1)) and not _is_queried(text, start):
            yield Hit(*match.span(1), _SCORE)


def _is_name(name: str) -> bool:
    """Neither a number, a reference in capitals (`DE89...`), nor a word of a sentence or of code."""
    letters = sum(map(str.isalpha, name))
    parts = re.split("[._]", name.lower())
    if letters < _LEAST_LETTERS or not any(map(str.islower, name)) or not _FIELDS.isdisjoint(parts):
        return False
    if "." in name and name != name.lower():
        return False
    initialled = len(parts[-1]) == 1 and len(parts[0]) >= _LEAST_BEFORE_INITIAL
    if not is_somebody(name) or (is_variable(name) and not initialled):
        return False
    return _is_numbered(name) if len(parts) == 1 else is_telling(name) or any(map(str.isdigit, name))


def _is_numbered(name: str) -> bool:
    """`gbertin42`; neither `mp3` nor `oauth2`."""
    word = name.rstrip("0123456789")
    if word == name or len(word) < _LEAST_BEFORE_DIGITS or not word.isalpha():
        return False
    return not word.isupper() and word.lower() not in NOBODY | _THINGS


def _is_queried(text: str, start: int) -> bool:
    return _IN_QUERY.search(text[max(0, start - _LOOKED_BACK) : start]) is not None or text[start - 1 : start] == "$"


FAMILY = Family("USERNAME", "account_name", find, cues={"account_of": _ACCOUNTS})
