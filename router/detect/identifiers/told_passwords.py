"""Passwords as people tell each other: `the password for the wifi is x`, `das Kennwort habe ich auf x gesetzt`.

From the name on, within its clause, each word that may link a value to it is tried: a mark, a verb, a preposition.
What any password looks like is believed behind all of them; an ordinary word only behind a mark or verb, at the end of
its clause, and unless it is something that is said of passwords: `the password is wrong`.
"""

import re
from collections.abc import Iterator

from router.detect.identifiers.assigned_values import is_password, is_typed_phrase
from router.detect.identifiers.family import Family
from router.detect.identifiers.password_frames import ANOTHER, CLAUSE, CODE_BEHIND, ENDS, LINK, PHRASE, VALUE, WORD
from router.detect.identifiers.password_name import PasswordName
from router.detect.identifiers.password_shapes import Strength, strength
from router.detect.identifiers.password_words import SET_TO, STOPS, STRONG, WEAK
from router.detect.identifiers.secret_names import PREPOSITION
from router.detect.page import Hit, Page

_REACH, _MOST_WORDS = 140, 9
_GLUED = frozenset("_.$&?/<@\\")
_OTHER_CUES = ("told_of", "logged_in")
_NAMED = re.compile("|".join(re.escape(name) for name in sorted(STRONG, key=len, reverse=True)), re.IGNORECASE)
_SCORE = 0.8


_MEASURE = re.compile(r"\d+[-_]?[a-z]+")
"""`new: 12chars`."""
_SECRETLY = re.compile(r"pass|pwd|secret|token|(?<!mon)(?<!tur)(?<!don)key|cred|auth|user|login", re.IGNORECASE)
_WORD_REACH = 4


def find(page: Page) -> Iterator[Hit]:
    text = page.text
    for start, end, weak in _names(page):
        if not start or text[start - 1] not in _GLUED:
            clause = CLAUSE.search(text, end, end + _REACH)
            limit = clause.start() if clause else min(len(text), end + _REACH)
            name = PasswordName(text, start, end, limit, weak)
            yield from _values(name)
            yield from _another(name)


def _names(page: Page) -> Iterator[tuple[int, int, bool]]:
    """Where passwords are named; also those that begin a longer cue of another family: `password of`."""
    for tag in ("password_told", "password_weak"):
        for start, end in page.cues(tag):
            yield start, end, tag == "password_weak"
    for tag in _OTHER_CUES:
        for start, _ in page.cues(tag):
            name = _NAMED.match(page.text, start)
            if name:
                yield start, name.end(), False


def _values(name: PasswordName) -> Iterator[Hit]:
    position = name.end
    for word in range(_MOST_WORDS):
        link = LINK.match(name.text, position)
        if not link or link.start() > name.limit:
            return
        hit = _value(name, link, word)
        if hit:
            yield hit
        if link.lastgroup == "mark" or (hit and link.lastgroup != "to"):
            return
        further = WORD.match(name.text, position)
        if not further:
            return
        position = further.end()


def _another(name: PasswordName) -> Iterator[Hit]:
    """`old password: x, new one: y`."""
    line = name.text.find("\n", name.end, name.end + _REACH)
    for link in ANOTHER.finditer(name.text, name.end, line if line >= 0 else name.end + _REACH):
        match = VALUE.match(name.text, link.end())
        if match and match.lastgroup:
            start, end = match.span(match.lastgroup)
            value = name.text[start:end].rstrip(".:?)*_`|'")
            if strength(value) is Strength.SURE and not (
                _MEASURE.fullmatch(value) or CODE_BEHIND.match(name.text, start + len(value))
            ):
                yield Hit(start, start + len(value), _SCORE)


def _value(name: PasswordName, link: re.Match[str], word: int) -> Hit | None:
    match = VALUE.match(name.text, link.end())
    if not match or match.lastgroup is None or (word and "=" in link[0] and not _is_near(name, word)):
        return None
    start, end = match.span(match.lastgroup)
    quoted = match.lastgroup != "bare"
    if not quoted:
        phrase = PHRASE.match(name.text, start) if "phrase" in name.text[name.start : name.end].lower() else None
        if phrase and link.lastgroup in {"mark", "verb"} and is_typed_phrase(phrase[0]):
            return Hit(*phrase.span(), _SCORE)
        end = start + len(name.text[start:end].rstrip(".:?)*_`|'"))
        end = _with_marks(name.text, start, end) if link.lastgroup == "verb" else end
    value = name.text[start:end]
    if quoted and any(map(str.isspace, value)):
        return Hit(start, end, _SCORE) if link.lastgroup != "beside" and is_password(value, quoted=True) else None
    looks = strength(value)
    if looks is Strength.NOTHING or (not quoted and CODE_BEHIND.match(name.text, end)):
        return None
    end = start + len(value.rstrip("!")) if looks is Strength.WORD and not quoted else end
    return Hit(start, end, _SCORE) if _is_told(name, link, word, (start, end), looks, quoted=quoted) else None


def _with_marks(text: str, start: int, end: int) -> int:
    """Where `P@ss,word1` and `Ab{3}xy!9` end: what ends a clause or a value elsewhere may stand in a password."""
    more = _GOES_ON.match(text, end)
    value = text[start : more.end()].rstrip(".?!)") if more else ""
    is_chosen = len(value) >= _LEAST_MARKED and any(map(str.isdigit, value[end - start :]))
    return start + len(value) if is_chosen and text[start:end].lower() not in STOPS else end


def _is_told(
    name: PasswordName, link: re.Match[str], word: int, span: tuple[int, int], looks: Strength, *, quoted: bool
) -> bool:
    ends = quoted or ENDS.match(name.text, span[1]) is not None
    coded = looks < Strength.SURE and _SECRETLY.search(name.text, *span) is not None
    least = Strength.LIKELY if name.weak else Strength.WORD
    match _frame(name, link):
        case "mark":
            return looks >= least if quoted else not coded and _is_marked(name, link[0], word, looks, span, ends=ends)
        case "verb":
            bare = Strength.SURE if name.weak else Strength.WORD if ends and word <= _WORD_REACH else Strength.LIKELY
            return looks >= least if quoted else not coded and looks >= bare
        case "to":
            return name.may_be_set and looks >= Strength.LIKELY and not coded and name.is_set(span[1])
        case "quote":
            return _is_near(name, word) and word <= _WORD_REACH and not name.weak and not coded
        case "beside":
            return _is_beside(name, word, looks, span[1], ends=ends)
        case frame:
            return looks is Strength.SURE and (frame != "next" or (name.is_title and not word and not name.is_reset))


def _frame(name: PasswordName, link: re.Match[str]) -> str:
    """`to` is Polish for `is`, and English for where something goes."""
    english = link.lastgroup == "verb" and link[0].split()[0].lower() in {"to", "er", "on"}
    return "to" if english and not _POLISH.match(name.text, name.start) else str(link.lastgroup)


def _is_marked(name: PasswordName, mark: str, word: int, looks: Strength, span: tuple[int, int], *, ends: bool) -> bool:
    """Behind a colon, an arrow or the like; in the next line or cell only what no word looks like."""
    if looks is Strength.SURE:
        return True
    if "|" in mark or "\n" in mark:
        return False
    if looks is Strength.LIKELY and (not name.weak or name.of_login or (mark == "=" and name.is_line(span[1]))):
        return True
    return ends and _is_near(name, word) and (name.of_login or (name.is_title and not name.weak))


def _is_near(name: PasswordName, word: int) -> bool:
    """Nothing stands between but what the password is for: `password for the wifi`, not `hasło reklamowe`."""
    return word == 0 or _LINKING.match(name.text, name.end) is not None


def _is_beside(name: PasswordName, word: int, looks: Strength, end: int, *, ends: bool) -> bool:
    if word:
        return False
    if looks >= Strength.LIKELY and _SENT.match(name.text, end):
        return True
    if name.weak and not name.is_reset and _FOR.match(name.text, end) and _is_told_in_passing(name, looks):
        return True
    if name.of_login:
        return looks >= Strength.LIKELY or (ends and not name.weak)
    bracketed = name.text[name.start - 1 : name.start] == "("
    return looks is Strength.SURE and (bracketed or not name.weak) and not name.is_reset


def _is_told_in_passing(name: PasswordName, looks: Strength) -> bool:
    """`pw Sunny8day for the router`; not what is passed: `we pass id42abc for each row`."""
    called = name.text[name.start : name.end].lower()
    return called != "pass" and looks >= (Strength.LIKELY if called in SET_TO else Strength.SURE)


_FOR = re.compile(r"[ \t]+(?:for|für|fürs|pour|para|per|voor|do|dla)[ \t]+[^\W\d_]", re.IGNORECASE)
_GOES_ON = re.compile(r"[,;{}<>\"\[\]][^\s=:]{1,40}(?=\s|$)")
_LEAST_MARKED = 8
_SENT = re.compile(
    r"[ \t]+(?:was|has been|is|got|wurde|ist|a été|è stat[oa]|fue|ha sido|is|werd|został[oa]?)[ \t]+(?:e?-?mailed"
    r"|sent|issued|set|handed|given|texted|verschickt|gesendet|versendet|vergeben|gesetzt|envoyée?|inviat[ao]|enviad[ao]|verstuurd"
    r"|verzonden|wysłane)\b",
    re.IGNORECASE,
)
"""`temporary password Welcome1 was sent`."""
_LINKING = re.compile(rf"[ \t]+{PREPOSITION}\b", re.IGNORECASE)
_POLISH = re.compile("has[łl]", re.IGNORECASE)

FAMILY = Family("SECRET", "told_password", find, cues={"password_told": STRONG, "password_weak": WEAK})
