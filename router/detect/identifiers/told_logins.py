"""Passwords behind a user's name, where a phrase says that both come: `log in with admin / x`, `WLAN: Haus / x`."""

import re
from collections.abc import Iterator

from router.detect.identifiers.family import Family
from router.detect.identifiers.password_shapes import Strength, strength
from router.detect.identifiers.password_words import AND
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
    *("loguj się", "logowanie", "wifi", "wi fi", "wlan", "login", "ssid", "credenciais", "dados de acesso"),
)
_PAIR = re.compile(
    rf"(?:[ \t]+(?:are|is|sind|lauten|sont|son|sono|zijn|to|são|:|[^\W\d_]{{2,12}}:"
    rf"|[^\W\d_][\w-]{{0,15}}(?:[ \t][^\W\d_][\w-]{{0,15}}){{1,3}}:))?[ \t]*[:=]?[ \t]*[\"'`(]?"
    rf"(?P<user>[\w][^\s/:|,;\"'`=]{{1,60}})[\"'`]?(?P<mark>[ ]?/[ ]?|[ ]\|[ ]|:|[ ]{AND}[ ])[\"'`]?"
    r"(?P<word>[^\s\"'`,;<>(){}\[\]/|]{6,64})"
)
_UNITS = re.compile(r"\d+(?:[.,]\d+)?", re.ASCII)
_REACH = 180
_SCORE = 0.8


def find(page: Page) -> Iterator[Hit]:
    for _, end in page.cues("login_told"):
        match = _PAIR.match(page.text, end, end + _REACH)
        if match and not _UNITS.fullmatch(match["user"]):
            word = match["word"].rstrip(".:?)")
            least = Strength.LIKELY if "/" in match["mark"] else Strength.SURE
            if strength(word) >= least and not page.text.startswith(("(", "/"), match.end()):
                yield Hit(match.start("word"), match.start("word") + len(word), _SCORE)


FAMILY = Family("SECRET", "told_login", find, cues={"login_told": _CUES})
