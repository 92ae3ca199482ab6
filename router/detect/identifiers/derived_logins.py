"""Logins made of the name that stands beside them: `Nora Prachtl (nprachtl)`, `moved to O. Brandsma (brandsmao2)`.

Few words say "login" in a ticket that names both. What stands in brackets behind a name and is made of an initial or
first name and the surname, or of the surname and a number, is nothing else. Products are called so, too, by a part of
their name or by all of it (`Apache Kafka (kafka)`): letters alone are believed near a word for users.
"""

import re
from collections.abc import Iterator
from unicodedata import normalize

from router.detect.identifiers.family import Family
from router.detect.page import Hit, Page

_BRACKET = re.compile(r"[(\[<](?<=\w .)@?([a-z][a-z0-9._-]{3,30})[)\]>]")
_SURNAME = re.compile(r"[^\W\d_][\w'\u2019-]{2,24}")
_ABOUT_USERS = ("username", "user", "assigned", "account_of", "password_told", "logged_in", "told_of", "asked_for")
_ASKED_FOR = (
    *("requester", "requested for", "submitter", "solicitante", "demandeur", "demandeuse", "richiedente", "aanvrager"),
    *("antragsteller", "antragstellerin", "melder", "anforderer", "zgłaszający", "wnioskodawca", "employee"),
    *("mitarbeiter", "mitarbeiterin", "salarié", "empleado", "empleada", "dipendente", "medewerker", "pracownik"),
)
_AHEAD, _WORDS = 110, 4
"""Characters and words in which the name stands."""
_LEAST = 4
_SCORE = 0.8


def find(page: Page) -> Iterator[Hit]:
    for bracket in _BRACKET.finditer(page.text):
        line = page.text[max(0, bracket.start() - _AHEAD) : bracket.start()].rpartition("\n")[2]
        if _is_made_of(line.split()[-_WORDS:], bracket[1]) and _is_users(page, *bracket.span(1)):
            yield Hit(*bracket.span(1), _SCORE)


def _is_users(page: Page, start: int, end: int) -> bool:
    if not page.text[start:end].isalpha():
        return True
    return any(page.near(tag, start, end, before=_AHEAD, after=_AHEAD) for tag in _ABOUT_USERS)


def _is_made_of(words: list[str], login: str) -> bool:
    """The last of the words is the surname."""
    given = [_plain(word) for word in words[:-1] if word[0].isupper()]
    if not given or not words[-1][0].isupper() or not _SURNAME.fullmatch(words[-1]):
        return False
    family, letters = _plain(words[-1]), re.sub("[^a-z]", "", login)
    if len(letters) < _LEAST or len(family) < _LEAST - 1:
        return False
    if letters == family:
        return any(map(str.isdigit, login))
    return any(
        f"{name[:1]}{family}".startswith(letters) or letters in {f"{name}{family}", f"{family}{name[:1]}"}
        for name in given
    )


def _plain(name: str) -> str:
    """In Latin letters without their marks."""
    bare = normalize("NFD", name.lower().replace("ł", "l").replace("ß", "ss"))
    return "".join(one for one in bare if "a" <= one <= "z")


FAMILY = Family("USERNAME", "derived_login", find, cues={"asked_for": _ASKED_FOR})
