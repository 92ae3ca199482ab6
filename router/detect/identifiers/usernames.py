r"""User names and handles in context: `login: jkowalski`, `@anna_k on Slack`, `C:\Users\akowalska`, `ssh anna@host`.

A user name looks like any other word, so the place must say what it is: a word for user names and a mark, the path
of a home directory, a shell prompt, a line that programs write into logs, a request to somebody. Decorators, npm
scopes, packages with their versions and the accounts of machines (`root`, `www-data`) are none.
"""

import re
from collections.abc import Iterator

from router.detect.identifiers.family import Family
from router.detect.identifiers.password_shapes import is_word
from router.detect.identifiers.password_words import AND, STOPS
from router.detect.identifiers.username_words import CODE_ROOTS, NAMED, NOBODY, ROLES, STATES, STRONG, WEAK
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern

_WORD = r"[^\W_][\w.+-]{0,38}[^\W_]"
_QUOTED = re.compile(rf"[\"'`]?\s{{0,3}}[:=]{{1,2}}>?\s{{0,3}}([\"'`])@?({_WORD})\1")
_MARKED = re.compile(rf"(?:\]|\))?( {{0,2}})(=|:(?!:))( {{0,3}})@?({_WORD}|[^\W\d_]_[\w.+-]{{1,38}})")
_ELEMENT = re.compile(rf">\s{{0,3}}({_WORD})\s{{0,3}}</")
_BARE = re.compile(
    rf",? (?:(?:is|was|ist|war|lautet|est|était|c'est|es|era|è|to|jest|é|är|er|on|je) )?[\"'`(]?@?({_WORD})"
)
_AT_ONCE = re.compile(rf" (?:user )?[\"'`]?({_WORD})")
_OWN = re.compile(r"(?:my|mein|meine|mon|mi|mio|mijn|mój|moja|moje|mijn|min|mitt|o meu|a minha) $", re.IGNORECASE)
_OWN_CUE = re.compile(r"(?:my|his|her|mein|mon|ton|mi|tu|su|il mio|mijn|mój|moj)[ _]", re.IGNORECASE)
_ON_PLATFORM = (
    r"(?: (?:on|in|at|for|auf|im|bei|sur|chez|en|su|nel|sul|op|bij|na|w)"
    r"(?: (?:the|dem|der|le|la|el|il|het|de|this|our))?(?! (?:the|is|it|this)\b) [\w.-]{2,20})?"
)
"""`my nick on Twitch is ...`"""
_LINKED = re.compile(
    rf"(?:{_ON_PLATFORM} (?:is|was|ist|war|lautet|est|c'est|es|è|to|é|är|er)|['\u2019]s) [\"'`]?({_WORD})"
)
_AND = re.compile(rf" (?:{AND}|but|aber|mais|pero|ma|maar|ale)\b", re.IGNORECASE)
_LINE_ALONE = re.compile(rf"[ \t]{{0,3}}:[ \t]{{1,3}}({_WORD})[ \t]{{0,3}}\r?(?:\n|$)")
_NEXT_KEY = re.compile(r"[ \t-]{0,8}[\w.-]{2,24}(?: [\w.-]{2,16})?:(?: |$)")
_TRANSCRIPT = re.compile(r"(?im)^[ \t]{0,4}(?:assist\w{0,6}|system|bot|ai|model|agent\w?|sistema|asystent):")
_INITIAL_BEHIND = re.compile(r"[a-z]{2,}[bcdfghklmnpqrstvwxz]j")
"""Ends as no word does: surname and initial, `holmj`."""
_HOME = Pattern(
    r"(?:^|[^\pL\pN_.~-])(?:/home/|/Users/|(?:[A-Za-z]:|/[a-z])[\\/]{1,2}[Uu]sers[\\/]{1,2}|/export/home/)"
    r"([\pL][\pL\pN_.-]{1,31}(?: [\pL][\pL\pN]{1,20}[\\/])?)"
)
_REMOTE = Pattern(
    r"(?:(?:ssh|sftp|git\+ssh|https?|ftp|svn\+ssh)://|(?:^|[^\pL\pN_])(?:ssh|scp|rsync|sftp|mosh|ssh-copy-id)"
    r" (?:[^\s@;|]{1,40} ){0,4})"
    r"([a-z_][a-z0-9_.-]{1,31})(?::[^\s@/]{1,80})?@[\pL\pN.-]"
)
_PROMPT = Pattern(r"(?:^|[\n(\[ ])([a-z_][a-z0-9_.-]{1,31})@[A-Za-z0-9-]{1,40}:[~/][^\s$#]{0,60}[$#]")
_IDENTITY = Pattern(r"\buid=\d{1,10}\(([a-z_][a-z0-9_.-]{1,31})\)")
_PERSONAL = Pattern(r"(?i)linkedin\.com/in/([\pL\pN%-]{3,60})|[:/]~([a-z][a-z0-9_.-]{1,31})/")
HARD_ONSET = re.compile(
    r"(?!bl|br|ch|cl|cr|cz|dj|dr|dw|dz|fl|fr|gh|gl|gn|gr|gw|hr|hv|kl|kn|kr|kw|lj|mn|nj|ph|pl|pn|pr|ps|pt|qu|rh|rz|sb|sc|sd|sf|sg|sh"
    r"|sk|sl|sm|sn|sp|sq|sr|st|sv|sw|sz|tch|th|tl|tr|ts|tw|vl|vr|vs|wh|wr|ws|wl|zd|zb|zg|zl|zm|zn|zr|zw|xs)"
    r"[bcdfghjklmnpqrstvwxz]{2}[a-ząćęłńóśźż]{3,}"
)
"""Two consonants that begin no word of Europe, a first initial and a surname: `jkowalski`, `mdupont`."""
_OF_PROGRAMS = re.compile(r"pg|db|dns|gc[lps]|pkg|rpc|vm|ms?sql|tcp|rsync|http|nfs|ng|xml|ssl|sql|jdk|mq|ldap")
_SURNAME = re.compile(
    r"\w{2,}(?:(?:[aeo]w|[aeiou]l|in|or|er)sk[ia]|[aeiou]ck[ia]|wicz|czyk|mann|meier|schmidt|mueller|[nr]sson|qvist|bauer|hofer|berger|andez|iguez|errez|inez|alez|[nr]sen|oglu|opoulos|escu"
    r"|ovi[cć]|ovich|idis|enko)"
)
"""Ends as no ordinary word does: `akowalska`."""
_VERSION = re.compile(r"v?\d[\d.]*(?:[a-z]{1,4}\d*)?")
_HUMPS = re.compile(r"[a-z][A-Z]")
_ROLES_OF = frozenset({"assignee", "owner", "author", "reporter", "login", "id", "reviewer", "actor", "committer"})
_ENDS_CODE = re.compile(r"[(\[{@/\\]|::|->|\.\w|[ \t]{0,2}(?:[=|]|&&|\?\?)|;[ \t]*(?:\n|$)")
_IN_CALL = re.compile(r"\s{0,2}[),]")
_LEAST_SURNAME = 6
_LINE_REACH, _TALK_REACH = 120, 400
_SURE, _LIKELY = 0.9, 0.8


def find(page: Page) -> Iterator[Hit]:
    yield from _called(page)
    text = page.text
    if "ome/" in text or "sers" in text:
        for start, end in _HOME.spans(text, 1):
            stop = end - (text[end - 1] in "\\/")
            name = text[start:stop].rstrip(".")
            if is_somebody(name) and is_somebody(name.partition(".")[0]):
                yield Hit(start, stop, _SURE)
    if "@" in text:
        for pattern in (_REMOTE, _PROMPT):
            yield from _plain(text, pattern)
    if "uid=" in text:
        yield from _plain(text, _IDENTITY)
    if "/in/" in text or "~" in text:
        for _, *names in _PERSONAL.groups(text):
            yield from (Hit(start, end, _LIKELY) for start, end in names if start >= 0 and is_somebody(text[start:end]))


def _plain(text: str, pattern: Pattern) -> Iterator[Hit]:
    yield from (Hit(start, end, _SURE) for start, end in pattern.spans(text, 1) if is_somebody(text[start:end]))


def _called(page: Page) -> Iterator[Hit]:
    """Names behind words for them."""
    text = page.text
    for start, end in page.cues("username"):
        yield from _hits(
            _quoted(text, end, STRONG) or _marked(text, end) or _element(text, end) or _told(text, start, end)
        )
    for start, end in page.cues("user"):
        yield from _hits(
            _quoted(text, end, WEAK, weak=True)
            or _marked(text, end, weak=True)
            or _loose(text, start, end)
            or _filled_in(text, start, end)
        )
    for _, end in page.cues("logged_in"):
        yield from _hits(_at_once(text, end))


def _hits(span: tuple[int, int] | None) -> Iterator[Hit]:
    if span:
        yield Hit(*span, _LIKELY)


def _quoted(text: str, end: int, words: tuple[str, ...], *, weak: bool = False) -> tuple[int, int] | None:
    """`"username": "jkowalski"`; not what a dictionary of translations has there."""
    match = _QUOTED.match(text, end)
    if not match or not is_somebody(match[2]) or match[2].lower() in words:
        return None
    if weak and match[2].isalpha() and match[2].istitle():
        return None
    return match.span(2)


def _marked(text: str, end: int, *, weak: bool = False) -> tuple[int, int] | None:
    """`user=anna.k`, `Benutzername: jkowalski`: bare, so it may be a variable or the next word of a sentence."""
    match = _MARKED.match(text, end)
    if not match:
        return None
    name, stop = match[4], match.end(4)
    if not is_somebody(name) or _ENDS_CODE.match(text, stop) or is_variable(name):
        return None
    if not weak and name.lower() in STOPS | STATES:
        return None
    apart = bool(match[1]) or (weak and (bool(match[3]) or match[2] == ":"))
    in_call = _IN_CALL.match(text, stop) is not None
    doubtful = apart or in_call or text[stop : stop + 1] in {'"', "'"} or (bool(match[3]) and _goes_on(text, stop))
    return None if doubtful and not is_telling(name) else match.span(4)


def _filled_in(text: str, start: int, end: int) -> tuple[int, int] | None:
    """`utente: teomaggi` as a line among others with keys: a form, no talk between a user and an assistant."""
    match = _LINE_ALONE.match(text, end)
    begin = text.rfind("\n", max(0, start - _LINE_REACH), start) + 1
    if not match or text[begin:start].strip(" \t-") or not _is_bare_name(text, match) or match[1] != match[1].lower():
        return None
    above = text[max(0, begin - _LINE_REACH) : max(0, begin - 1)].rpartition("\n")[2]
    below = text[match.end() : match.end() + _LINE_REACH]
    if not (begin and _NEXT_KEY.match(above)) and not _NEXT_KEY.match(below):
        return None
    talk = _TRANSCRIPT.search(text, max(0, start - _TALK_REACH), min(len(text), end + _TALK_REACH))
    return None if talk or match[1] in STATES else match.span(1)


def _goes_on(text: str, end: int) -> bool:
    """A second word follows: a sentence, or a full name, which is not ours to find."""
    behind = text[end : end + 2]
    return behind[:1] == " " and behind[1:].isalpha()


def _element(text: str, end: int) -> tuple[int, int] | None:
    match = _ELEMENT.match(text, end)
    return match.span(1) if match and is_somebody(match[1]) else None


def _told(text: str, start: int, end: int) -> tuple[int, int] | None:
    """`my username is anna`; without "my" only what looks like a user name."""
    own = _OWN.search(text, max(0, start - 8), start) or _OWN_CUE.match(text, start, end)
    match = (_LINKED.match(text, end) if own else None) or _BARE.match(text, end)
    if not match or not _is_bare_name(text, match, humps=match.re is _LINKED):
        return None
    sure = own and match.re is _LINKED and match[1].lower() not in STATES and ends_clause(text, match)
    return match.span(1) if is_login(match[1]) or sure else None


def ends_clause(text: str, match: re.Match[str]) -> bool:
    """Nothing follows in its clause, or another one does: `my user name is anna and I cannot log in`."""
    if not _goes_on(text, match.end(1)):
        return True
    return _AND.match(text, match.end(1)) is not None and (not match[1].isalpha() or is_word(match[1]))


def _loose(text: str, start: int, end: int) -> tuple[int, int] | None:
    """`failed for user anna.k`: no mark at all, so only what looks like nothing else."""
    match = _AT_ONCE.match(text, end)
    if not match or text[start - 1 : start] in {"-", ".", "$"} or not _is_bare_name(text, match):
        return None
    name = match[1]
    return match.span(1) if is_telling(name) and name[0].islower() and not {"-", "+"} & set(name) else None


def _is_bare_name(text: str, match: re.Match[str], *, humps: bool = False) -> bool:
    """`humps`: what is told in a sentence may have capitals within, as players' names do."""
    name = match[1]
    variable = is_variable(name.lower() if humps else name)
    return is_somebody(name) and not variable and not _ENDS_CODE.match(text, match.end(1))


def _at_once(text: str, end: int) -> tuple[int, int] | None:
    """`Accepted password for anna from`: what programs write."""
    match = _AT_ONCE.match(text, end)
    if not match or not is_somebody(match[1]) or match[1] != match[1].lower():
        return None
    followed = text[match.end(1) : match.end(1) + 6]
    logged = followed.startswith((" from ", " on ", " by ", "(uid", ".", ",", "\n", "'", '"', "(")) or not followed
    return match.span(1) if logged or is_telling(match[1]) else None


def is_somebody(name: str) -> bool:
    """`anna_k`, and `mdupont_dev`, whose role is somebody's; not `backup_dev`."""
    lowered = name.lower()
    if lowered in NOBODY or not any(map(str.isalpha, name)) or _VERSION.fullmatch(lowered):
        return False
    return ROLES.isdisjoint(re.split("[_.-]", lowered)) or _is_of_somebody(lowered)


def _is_of_somebody(name: str) -> bool:
    """One part is made of an initial and a surname: `mdupont_dev`; not `nginx_dev`."""
    parts = frozenset(re.split("[_.-]", name)) - ROLES - NOBODY
    made = (part for part in parts if len(part) >= _LEAST_SURNAME and not _OF_PROGRAMS.match(part))
    return any(map(HARD_ONSET.fullmatch, made))


def ends_code(text: str, end: int) -> bool:
    """What follows a name that ends at `end` goes on as code does."""
    return _ENDS_CODE.match(text, end) is not None


def is_variable(name: str) -> bool:
    """`request.user`, `userName`, `MAX_USERS`, `get_user`."""
    root, dot, rest = name.partition(".")
    rooted = bool(dot) and (
        root.lower() in CODE_ROOTS or "user" in rest.lower() or "name" in rest.lower() or rest in _ROLES_OF
    )
    shouted = len(name) > 3 and name.isupper() and "_" in name  # noqa: PLR2004 - `A_K`
    rooted = rooted or (bool(dot) and "_" in name)
    parts = name.lower().split("_")
    worded = len(parts) > 1 and any(part in NOBODY for part in parts) and not _is_of_somebody(name.lower())
    if dot and len(root) == 1:  # `t.string` of a schema, `t.abdul` of somebody
        return rest.lower() in NOBODY or shouted or worded
    return rooted or shouted or worded or _HUMPS.search(name) is not None


def is_login(name: str) -> bool:
    """As `is_telling`, and a surname with its initial behind (`holmj`), capitals before digits (`DarkWolf_99`)."""
    if is_telling(name) or _INITIAL_BEHIND.fullmatch(name):
        return True
    mixed = sum(map(str.isdigit, name)) > 1 and sum(map(str.islower, name)) > 1
    return mixed and name[0].isalpha() and "-" not in name


def is_telling(name: str) -> bool:
    """No word of a sentence: `anna.k`, `anna_k`, `anna87`, `jkowalski`."""
    lowered = name.lower()
    inner = any(mark in name for mark in "._") and all(part[:1].isalpha() for part in re.split("[._]", name) if part)
    numbered = name[0].isalpha() and name[-1].isdigit() and sum(map(str.isalpha, name)) > 2  # noqa: PLR2004 - `u1`
    return inner or numbered or any(shape.fullmatch(lowered) for shape in (HARD_ONSET, _SURNAME))


FAMILY = Family(
    "USERNAME",
    "username",
    find,
    cues={"username": STRONG, "user": WEAK, "logged_in": NAMED},
)
