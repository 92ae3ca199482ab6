"""A user's name and password, where a phrase says that both come: `log in with admin / x`, `WLAN: Haus / x`."""

import re
from collections.abc import Iterator

from router.detect.identifiers.family import Family
from router.detect.identifiers.password_shapes import Strength, strength
from router.detect.identifiers.password_words import AND, USERS
from router.detect.identifiers.usernames import is_somebody
from router.detect.page import Hit, Page

_CUES = (
    *(
        "log in with",
        "log in as",
        "login with",
        "log on with",
        "sign in with",
        "logged in with",
        "credentials",
        "creds",
    ),
    *("login details", "log in details", "login data", "access data", "zugangsdaten", "anmeldedaten", "logindaten"),
    *("login daten", "einloggen mit", "anmelden mit", "eingeloggt mit", "identifiants", "connecte toi avec"),
    *("connectez vous avec", "se connecter avec", "identifiants de connexion", "credenciales", "datos de acceso"),
    *("entra con", "accede con", "iniciar sesión con", "credenziali", "accedi con", "entrare con", "dati di accesso"),
    *("inloggegevens", "inloggen met", "log in met", "dane logowania", "dane do logowania", "zaloguj się jako"),
    *("loguj się", "logowanie", "login", "credenciais", "dados de acesso"),
)
_NETWORKS = ("wifi", "wi fi", "wlan", "ssid")
"""Their names are nobody's."""
_BOTH = re.compile(rf"(?:{USERS})\s?[/&+]\s?$", re.IGNORECASE)
"""`user name/password: anna / x`."""
_PAIR = re.compile(
    rf"(?:[ \t]+(?:are|is|sind|lauten|sont|son|sono|zijn|to|são|:|[^\W\d_]{{2,12}}:"
    rf"|[^\W\d_][\w-]{{0,15}}(?:[ \t][^\W\d_][\w-]{{0,15}}){{1,3}}:))?[ \t]*[:=]?[ \t]*[\"'`(]?"
    rf"(?P<user>[\w][^\s/:|,;\"'`=]{{1,60}})[\"'`]?(?P<mark>[ ]?/[ ]?|[ ]\|[ ]|:|[ ]{AND}[ ])[\"'`]?"
    r"(?P<word>[^\s\"'`,;<>(){}\[\]/|]{6,64})"
)
_UNITS = re.compile(r"\d+(?:[.,]\d+)?", re.ASCII)
_REACH, _LOOKED_BACK = 180, 24
_SCORE = 0.8


def _passwords(page: Page) -> Iterator[Hit]:
    for tag in ("login_told", "network_told", "password_told"):
        for match in _pairs(page, tag):
            word = _word(match)
            yield Hit(match.start("word"), match.start("word") + len(word), _SCORE)


def _users(page: Page) -> Iterator[Hit]:
    for tag in ("login_told", "password_told"):
        for match in _pairs(page, tag):
            if is_somebody(match["user"]):
                yield Hit(*match.span("user"), _SCORE)


def _pairs(page: Page, tag: str) -> Iterator[re.Match[str]]:
    text = page.text
    for start, end in page.cues(tag):
        if tag == "password_told" and not _BOTH.search(text, max(0, start - _LOOKED_BACK), start):
            continue
        match = _PAIR.match(text, end, end + _REACH)
        if match and not _UNITS.fullmatch(match["user"]):
            least = Strength.LIKELY if "/" in match["mark"] else Strength.SURE
            if strength(_word(match)) >= least and not text.startswith(("(", "/"), match.end()):
                yield match


def _word(match: re.Match[str]) -> str:
    return match["word"].rstrip(".:?)")


FAMILIES = (
    Family("SECRET", "told_login", _passwords, cues={"login_told": _CUES, "network_told": _NETWORKS}),
    Family("USERNAME", "told_login_user", _users),
)
