# ruff: noqa: RUF001 - the typographic apostrophe is what is read
"""Whether a term is said of a person: a tie stands before it in the same sentence, or it is a form's field.

`I have asthma`, `my wife was diagnosed with asthma`, `er ist schwul`, `weil sie Krebs hat`, `religion: Muslim`,
`{"pregnant": true}`, `Diagnose: F32.1`; not `What is asthma?`, `if you have asthma`, `asthma research`.

A term brings a window of fixed size, so all of it is linear in the text.
"""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from router.detect.identifiers.special import following
from router.detect.identifiers.special.tongue import Tongue
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern

_LEFT, _RIGHT = 160, 40
"""Characters read before a term, and behind."""
_TITLES = (
    *(
        "Mr",
        "Ms",
        "Mrs",
        "Dr",
        "dr",
        "Hr",
        "Hrn",
        "Fr",
        "Sr",
        "Sra",
        "Srta",
        "dhr",
        "mevr",
        "St",
        "Prof",
        "prof",
        "Ing",
    ),
    *("Mag", "Dipl", "Dott", "dott", "Sig", "sig", "Mme", "Mlle", "Dra", "dra", "drs", "mgr", "inż", "ks"),
)
"""What a full stop ends no sentence behind."""
_ABBREVIATIONS = "".join(rf"(?<!\b{word})" for word in _TITLES)
_SENTENCE_END = re.compile(rf"[!?;…]|{_ABBREVIATIONS}(?<!\b[A-Z])\.(?=\s|$)|\n(?![^\W\d_A-ZÄÖÜ])|\n\n")
_ELISION = re.compile(r"\b([cdjlmnst]|qu|dell|all|dall|nell|sull|un)['’](?=[^\W\d_]{2})", re.IGNORECASE)
"""`l'asthme`, `d'un`, `dell'asma`: the article is a word of its own."""
_ASIDE = re.compile(r"(?<=[^\W_]) \([^()\n]{1,120}\)(?=[ ,])")
"""`my boss (jan@firma.de, +49 151 234) has`: what stands in brackets parts no person from the verb."""
_MARKS = ' *_"“”„«»(`'
_NAME = r"(?-i:\p{Lu}[\p{Ll}'’-]+(?: (?:van |von |de |der |den |da |di |del )?\p{Lu}[\p{Ll}'’-]+){0,2})"
_WORD = r"(?:,? [\pL\d'’/()%.-]+)"
_LETTERS = (
    r"A-Za-z\x{aa}\x{b5}\x{ba}\x{c0}-\x{d6}\x{d8}-\x{f6}\x{f8}-\x{2c1}\x{370}-\x{1fff}\x{2c00}-\x{2dff}"
    r"\x{3040}-\x{d7ff}\x{f900}-\x{fdff}\x{10000}-\x{1efff}\x{20000}-\x{2ffff}"
)
"""What `\\pL` holds, in few ranges, with the marks and digits that other scripts have among their letters. It has six
hundred: a pattern with many of it took RE2 half a second to build, at the first text that had a term."""
_CLASS = re.compile(r"\[\^[^\]]*\]|\[[^\]]*\]|\\pL")
_MOST, _SPAN = 150, 8_192
"""Terms of a kind, to so many characters of a page, that are asked about: a page that has more is believed to be about
somebody, not read on at any cost."""
_READ_ALWAYS = frozenset({"value", "flag", "coded", "measured", "dropped", "charted"})
"""Forms that are cheap to ask about, and hold words that say nothing alone, such as `None`."""
_QUESTION = re.compile(r"[^.!?\n]{0,200}\?")
_OF_KIN = frozenset({"state", "adjective"})
_OURS = r"our|their|unser(?:e|er|em|en)?|onze|ons|hun|nas[zi]\pL{0,3}"
_ARTICLES = r"(?: (?:the|der|die|den|dem|la|le|el|il|lo|de|het))?"
_SCORE = 0.5
"""The least: of what overlaps a signal, that is what must be replaced."""


class Ties:
    """The ties of one language. Patterns are compiled when they are first asked for."""

    def __init__(self, tongue: Tongue, no_names: frozenset[str]) -> None:
        self.tongue = tongue
        self._no_names = no_names

    @cached_property
    def _before(self) -> dict[str, Pattern]:
        """Form to what must end right before the term; group 1 is a name, if one is the person."""
        own = self.tongue
        person = rf"(?:{own.who}|({_NAME}))"
        few, fill = rf"(?:{_WORD}){{0,6}}", rf"(?: (?:{own.fill}),?){{0,4}}"
        near = rf"(?: (?:{own.fill})){{0,2}}"
        return {
            "noun": _ending(
                rf"{person}(?:{near} (?:{own.have})|{few} (?:{own.suffer})){fill}",
                rf"(?:{_any(own.own, own.solo_have, own.extra.get('noun', ''))}){fill}",
            ),
            "state": _ending(
                rf"{person}{near} (?:{own.be}){fill}",
                rf"(?:{_any(own.solo_be, own.extra.get('state', ''))}){fill}",
            ),
            "group": _ending(
                rf"{person}{few} (?:{own.join}){fill}",
                rf"(?:{_any(own.solo_join, own.extra.get('group', ''))}){fill}",
            ),
            "act": _ending(rf"(?:{own.who}){few}|({_NAME})(?:{_WORD}){{0,2}}", own.extra.get("act", "")),
        }

    @cached_property
    def _person(self) -> Pattern:
        return _ending(rf"(?:{self.tongue.who}|({_NAME}))(?:{_WORD}){{0,5}}", "")

    @cached_property
    def _last(self) -> Pattern | None:
        return _last(_any(self.tongue.last, self.tongue.last_be))

    @cached_property
    def _last_of_noun(self) -> Pattern | None:
        return _last(self.tongue.last)

    @cached_property
    def _opens(self) -> Pattern:
        """What may stand before a sentence's verb when its subject is dropped."""
        return _built(rf"(?i)[ ]?(?:(?:{self.tongue.openers}),? ){{0,3}}" if self.tongue.openers else "[ ]?")

    @cached_property
    def _hedge(self) -> Pattern:
        return _built(rf"(?i)(?:^|[^\pL])(?:{self.tongue.hedge})[ ,]*$")

    @cached_property
    def _tails(self) -> Pattern | None:
        return _built(rf"(?i)^[ -](?:{self.tongue.tails})(?:$|[^\pL])") if self.tongue.tails else None

    @cached_property
    def _within(self) -> Pattern:
        return _ending(rf"(?:{self.tongue.who}|({_NAME}))(?:{_WORD}){{0,2}} (?:{self.tongue.within}){_ARTICLES}", "")

    @cached_property
    def _members(self) -> Pattern:
        return _built(rf"(?i)^[ -]?(?:{self.tongue.member})(?:$|[^\pL])")

    @cached_property
    def _ours(self) -> Pattern:
        """Whose, right before what somebody is."""
        return _ending(rf"(?:{self.tongue.own}|{_OURS})(?: (?:{self.tongue.fill})){{0,2}}", "")

    @cached_property
    def _kin(self) -> Pattern | None:
        return _built(rf"(?i)^ (?:{self.tongue.kin})(?:$|[^\pL-])") if self.tongue.kin else None

    def hold(self, form: str, text: str, start: int, end: int) -> bool:
        """A term of this form at this place is said of a person."""
        right = text[end : end + _RIGHT]
        if self._tails is not None and self._tails.found(right):
            return False
        match form:
            case "sure":
                return True
            case "measured":
                return following.MEASURE.found(right)
            case "flag":
                return following.YES.found(right)
            case "charted":
                return following.CHARTED.found(right)
            case _:
                return not following.SET.found(right) and self._is_tied(form, text, start, end)

    def _is_tied(self, form: str, text: str, start: int, end: int) -> bool:
        left, right = sentence(text, start), text[end : end + _RIGHT]
        if form == "dropped":
            return self._begins(text, start, end) or self._ties(self._before["act"], left)
        if form == "named":
            return (text[start].isupper() or "." in text[start:end]) and self._is_member(left, right)
        if form in _OF_KIN and self._is_of_ours(left, right):
            return True
        if form in self._before and self._ties(self._before[form], left):
            return True
        last = {"noun": self._last_of_noun, "state": self._last}.get(form)
        return last is not None and last.found(right) and self._ties(self._person, left)

    def _is_member(self, left: str, right: str) -> bool:
        """Of a union of this name."""
        if self._ties(self._before["group"], left) or self._ties(self._within, left):
            return True
        return self._members.found(right) and self._ties(self._before["state"], left)

    def _is_of_ours(self, left: str, right: str) -> bool:
        """`my Muslim colleague`."""
        return self._kin is not None and self._kin.found(right) and self._ours.found(left)

    def _begins(self, text: str, start: int, end: int) -> bool:
        """A statement begins here."""
        asked = text[start - 1 : start] == "¿" or _QUESTION.match(text, end) is not None
        return not asked and self._opens.fills(sentence(text, start))

    def _ties(self, pattern: Pattern, left: str) -> bool:
        """A word that only begins a sentence is no name: what stands behind it is asked again."""
        start = 0
        while (found := next(pattern.groups(left[start:]), None)) is not None:
            whole, *names = found
            name = max(names)
            first = left[start:][slice(*name)].partition(" ")[0] if name[0] >= 0 else ""
            if first.lower() not in self._no_names:
                return not self._hedge.found(left[: start + whole[0] + 1].rstrip())
            start += name[1]
        return False


def _last(verbs: str) -> Pattern | None:
    return _built(rf"(?i)^(?: [\pL]+)?,? (?:{verbs})(?:$|[^\pL])") if verbs else None


def _any(*alternatives: str) -> str:
    return "|".join(one for one in alternatives if one)


def _ending(first: str, second: str) -> Pattern:
    either = f"{first}|{second}" if second and second != "(?:)" and not second.startswith("(?:)") else first
    return _built(rf"(?i)(?:^|[^\pL\pN])(?:{either}) ?$")


def _built(source: str) -> Pattern:
    """What is no letter is told exactly."""
    return Pattern(_CLASS.sub(_in_few_ranges, source))


def _in_few_ranges(part: re.Match[str]) -> str:
    if part[0] == r"\pL":
        return f"[{_LETTERS}]"
    return part[0] if part[0].startswith("[^") else part[0].replace(r"\pL", _LETTERS)


def sentence(text: str, start: int) -> str:
    """What stands before `start` in its sentence, marks of writing at its end left out."""
    left = _ASIDE.sub("", text[max(0, start - _LEFT) : start])
    ends = [match.end() for match in _SENTENCE_END.finditer(left)]
    cut = left[ends[-1] :] if ends else left
    return " ".join(_ELISION.sub(r"\1' ", cut.rstrip(_MARKS)).split()) + " "


def is_coded(text: str, end: int) -> bool:
    """A code of ICD-10 follows."""
    return following.CODE.found(text[end : end + _RIGHT])


class Place(NamedTuple):
    """Where the terms of one form in one language are found on a page."""

    tag: str
    form: str
    ties: Ties


def find(page: Page, places: tuple[Place, ...], own: frozenset[str], fields: Pattern) -> Iterator[Hit]:
    """Hits cover the term. `own`: the tags of `places`. `fields`: what a form's field looks like before its value."""
    text, tags = page.text, page.tags
    if tags.isdisjoint(own):
        return
    seen = set[tuple[int, int]]()
    asked, most = 0, _MOST * (1 + len(text) // _SPAN)
    for place in places:
        for start, end in page.cues(place.tag) if place.tag in tags else ():
            asked += 1
            believed = asked > most and place.form not in _READ_ALWAYS
            if (start, end) not in seen and (believed or _counts(place, text, start, end, fields)):
                seen.add((start, end))
                yield Hit(start, end, _SCORE)


def _counts(place: Place, text: str, start: int, end: int, fields: Pattern) -> bool:
    if place.form == "coded":
        return is_coded(text, end)
    if place.form != "flag" and fields.found(text[max(0, start - _RIGHT) : start]):
        return True
    return place.form != "value" and place.ties.hold(place.form, text, start, end)
