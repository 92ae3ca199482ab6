"""User names on platforms, as people tell theirs: `my github is kmeier-dev`, `mon linkedin c'est ana.ruiz`.

Whose it is must be said, for a platform alone is a tool: `github is down`. A name that looks like any word counts at
the end of its clause only, and unless it is something that is said of accounts: `my insta is private`. The other way
round (`I'm kmeier-dev on github`) only what looks like no word of a sentence does.
"""

import re
from collections.abc import Iterator

from router.detect.identifiers.family import Family
from router.detect.identifiers.password_shapes import is_word
from router.detect.identifiers.username_words import STATES
from router.detect.identifiers.usernames import ends_clause, is_login, is_somebody, is_variable
from router.detect.page import Hit, Page

_PLATFORMS = (
    *("github", "gitlab", "bitbucket", "codeberg", "linkedin", "xing", "facebook", "twitter", "instagram", "insta"),
    *("discord", "telegram", "bluesky", "mastodon", "reddit", "tiktok", "twitch", "snapchat", "youtube", "skype"),
    *("kaggle", "hugging face", "huggingface", "stack overflow", "strava", "steam", "signal", "keybase", "soundcloud"),
    *(
        "github user",
        "github username",
        "gitlab user",
        "reddit user",
        "twitter user",
        "insta name",
        "githubem",
        "instagramem",
        "twitterem",
        "linkedinem",
        "telegramem",
        "discordem",
    ),
)
_OWN = re.compile(
    r"(?<![^\W_])(?:my|our|his|her|their|your|mein|dein|sein|ihr|unser|mon|ton|son|notre|votre|mi|tu|su|mio|tuo|suo"
    r"|mia|nostro|mijn|m'n|jouw|je|zijn|haar|onze|mój|moj|moje|twój|jego|jej|nasz|moim|[^\W\d_]{2,20}['\u2019]s"
    r"|(?:find|follow|add|message|reach|ping) me (?:on|at|via)|folg[et]? mir (?:auf|bei)|suivez-moi sur|sígueme en"
    r"|seguimi su|volg me op|obserwuj mnie na)[ _-]{1,2}$",
    re.IGNORECASE,
)
_NAME = r"[^\W_][\w.-]{1,38}[^\W_]"
_TOLD = re.compile(
    r"(?:[ -](?:user|username|handle|account|name|id|tag|nick|profile?|konto|profil|nutzername|benutzername|compte"
    r"|pseudo|cuenta|usuario|nome|utente|naam|gebruikersnaam|nazwa))?"
    r"(?:[ ](?:is|ist|lautet|heißt|est|c'est|es|è|to|jest)(?: (?:under|still|now|noch|jetzt))?:?[ ]|: )"
    rf"[\"'`(]?@?({_NAME})(?![\w(\[{{@/\\]|[.:=]\w)",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    rf"(?<![^\W_])(?:i'?m|i am|as|ich bin|als|je suis|en tant que|soy|como|sono|come|ik ben|jestem|jako)[ ]@?({_NAME})"
    r"[ ](?:on|auf|bei|sur|en|su|op|na)[ ]$",
    re.IGNORECASE,
)
_SAID = frozenset(
    """
    awesome lame trash garbage cringe amazing slow dead full offline online live empty clean messy quiet active fancy
    crap terrible horrible perfect ready alright better worse fast smooth laggy buggy useless kaputt lahm schnell
    langsam tot still super toll aktuell fertig voll mort lent plein vide actif vivant rota muerto lento lleno activo
    listo morto pieno attivo pronto lento rotto dood traag langzaam vol actief klaar stuk martwy wolny wolne pełny pusty
    gotowy aktywny nieaktywny under where what that this there here
    """.split()  # noqa: SIM905 - a paragraph of words reads better than a page of quotes
)
"""What is said of accounts, besides what is said of user names."""
_LEAST_WORD = 5
_LOOKED_BACK, _LOOKED_AHEAD = 24, 64
_SCORE = 0.8


def find(page: Page) -> Iterator[Hit]:
    text = page.text
    for start, end in page.cues("own_platform"):
        told = _TOLD.match(text, end) if _OWN.search(text, max(0, start - _LOOKED_BACK), start) else None
        if told and _is_told(text, told):
            yield Hit(*told.span(1), _SCORE)
        ahead = _AHEAD.search(text, max(0, start - _LOOKED_AHEAD), start)
        if ahead and _is_name(ahead[1]):
            yield Hit(*ahead.span(1), _SCORE)


def _is_told(text: str, match: re.Match[str]) -> bool:
    name = match[1]
    if _is_name(name):
        return True
    if not is_somebody(name) or is_variable(name) or not ends_clause(text, match):
        return False
    return len(name) >= _LEAST_WORD and name.islower() and is_word(name) and name not in _SAID | STATES


def _is_name(name: str) -> bool:
    """No word of a sentence: `ana.ruiz`, `kmeier-dev`, `octocat_7`."""
    if not is_somebody(name) or is_variable(name):
        return False
    return is_login(name) or any(is_login(part) for part in name.split("-") if part)


FAMILY = Family("USERNAME", "own_profile", find, cues={"own_platform": _PLATFORMS})
