"""Handles with their sign: `@anna_k on Slack`, `danke @holmj!`, `@marcus_bell can you look?`, `u/night_owl on reddit`.

The sign alone also marks decorators, tags of documentation, at-rules and packages, so the words around it must speak to
somebody: a platform, thanks or a greeting before, a request behind. Nothing that goes on as code or a path does counts.
"""

import re
from collections.abc import Iterator

from router.detect.identifiers.family import Family
from router.detect.identifiers.username_words import PLATFORM
from router.detect.identifiers.usernames import is_somebody
from router.detect.page import Hit, Page
from router.detect.patterns import before, is_word

_HANDLE = re.compile(r"@([A-Za-z_][\w.-]{1,29})(?![\w@({\[:/]|\.\w)")
# a link to the platform says nothing of the name beside it: `[@octo](https://github.com/octo)` in a list of changes
_PLATFORM = re.compile(rf"(?<![\w/.])(?:{PLATFORM})(?![\w/]|\.\w)", re.IGNORECASE)
_ASKED = re.compile(
    r"[,:]? (?:can (?:you|u)|could you|would you|will you|please|pls|plz|thanks|thank you|thx|what do you|did you"
    r"|have you|are you|kannst du|könntest du|schaust du|hast du|magst du|machst du|bist du|bitte|danke"
    r"|(?:tu )?peux[- ]tu|tu peux|tu as|t'as|pouvez-vous|vous pouvez|merci|puedes|podrías|has visto|gracias|puoi"
    r"|potresti|hai|grazie|kun je|kan je"
    r"|heb je|wil je|bedankt|możesz|mógłbyś|mogłabyś|masz|proszę|dzięki)(?!\w)",
    re.IGNORECASE,
)
"""What is asked of a person: `@kittylee92 can you check?`."""
_SPOKEN_TO = re.compile(
    r"(?:^|[\s(,;.!?])(?:thanks|thank you|thx|ty|ping|pinging|cc|hey|hi|hello|dear|dm|ask|asked|asking|tell|told"
    r"|mention|mentioned|follow|assigned to|assign to|reviewed by|reported by|approved by|requested by|credits? to"
    r"|kudos to|shoutout to|danke|dank an|hallo|frag|frage|folgt|folge|schreib|zugewiesen an|gemeldet von|merci"
    r"|salut|bonjour|coucou|demande à|suivez|assigné à|gracias|gracias a|hola|pregunta a|sigue a|asignado a"
    r"|grazie|grazie a|ciao"
    r"|chiedi a|seguite|assegnato a|bedankt|hoi|vraag|volg|toegewezen aan|dzięki|dziękuję|cześć|hej|zapytaj"
    r"|przypisane do|obserwuj),? $",
    re.IGNORECASE,
)
"""What is said to a person or of one right before the handle."""
_CODE = frozenset(
    """
    param params return returns throws throw author since version see deprecated override test before after autowired
    entity component service controller module inject injectable input output property staticmethod classmethod
    dataclass pytest media import charset font-face keyframes supports layer apply tailwind include mixin extend
    everyone here channel all team support channel todos tutti alle iedereen wszyscy tous dependabot renovate copilot
    claude gpt bot github-actions codecov type typedef link example file todo note
    """.split()  # noqa: SIM905 - a paragraph of words reads better than a page of quotes
)
_GROUPS = frozenset("team teams squad ops devs admins maintainers owners reviewers crew group staff leads".split())  # noqa: SIM905 - as above
"""Parts of names that a group is called by: `cc @platform-team`."""
_GLUE = frozenset(".@/`+}>$'-")
"""What stands right before the sign where it marks no person."""
_REDDIT = re.compile(r"(?<![\w/.])/?u/([A-Za-z][\w-]{2,19})(?![\w/]|\.\w)")
_OF_REDDIT = re.compile(r"reddit|posted|(?<!\w)r/\w|(?<!\w)op(?!\w)", re.IGNORECASE)
_BARE_AHEAD = re.compile(r"(?:[^\W\d_]{2,}[^\W_]*[,.!?]? )*")
_WORDS = re.compile(
    r"(?! (?:def|class|async|function|public|private|static|void|const|final|export) )"
    r"(?: [^\W\d_]+(?:'[^\W\d_]+)?,?){4}"
)
"""A sentence, and no code in the line of its decorator."""
_CODE_SIGNS = frozenset("{}()[]<>=;|\\@:_")
_SENTENCE = 60
_REACH_AHEAD, _REACH_BEHIND, _REDDITS = 40, 20, 60
_SCORE = 0.8


def find(page: Page) -> Iterator[Hit]:
    text = page.text
    for match in _HANDLE.finditer(text) if "@" in text else ():
        if (
            not _is_glued(before(text, match.start()))
            and _is_person(match[1])
            and _is_spoken_of(text, *match.span(), match[1])
        ):
            yield Hit(match.start(), match.end() - (text[match.end() - 1] in "._-"), _SCORE)
    for match in _REDDIT.finditer(text) if "u/" in text else ():
        around = text[max(0, match.start() - _REDDITS) : match.end() + _REDDITS]
        telling = any(sign.isdigit() or sign in "_-" for sign in match[1])
        if (telling or _OF_REDDIT.search(around)) and is_somebody(match[1]):
            yield Hit(*match.span(1), _SCORE)


def _is_glued(touching: str) -> bool:
    return touching in _GLUE or is_word(touching)


def _is_person(name: str) -> bool:
    lowered = name.lower().rstrip("._-")
    if not _GROUPS.isdisjoint(re.split("[._-]", lowered)):
        return False
    return lowered not in _CODE and is_somebody(lowered) and is_somebody(lowered.rstrip("0123456789"))


def _is_spoken_of(text: str, start: int, end: int, name: str) -> bool:
    ahead = text[max(0, start - _REACH_AHEAD) : start].rpartition("\n")[2]
    behind = text[end : end + _REACH_BEHIND].partition("\n")[0]
    if _PLATFORM.search(f"{ahead} {behind}"):
        return "-" not in name
    if _SPOKEN_TO.search(ahead) or (_ASKED.match(text, end) and _is_long(name)):
        return True
    return any(sign in name for sign in "_0123456789") and _BARE_AHEAD.fullmatch(ahead) is not None and _does(text, end)


def _does(text: str, end: int) -> bool:
    """`@camille_dessine a repris mon dessin`: a sentence goes on, as behind no decorator and no tag."""
    line = text[end : end + _SENTENCE].partition("\n")[0]
    return _WORDS.match(line) is not None and _CODE_SIGNS.isdisjoint(line)


def _is_long(name: str) -> bool:
    """Long enough for no tag of a documentation that goes on in words: `@return please`."""
    return len(name) >= len("anna") and not name.isupper()


FAMILY = Family("USERNAME", "handle", find)
