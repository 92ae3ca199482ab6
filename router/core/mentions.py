r"""Where a text names a placeholder, whatever became of it on its way through a model.

A placeholder has two marks, capitals and underscores, and four brackets. What is left of the brackets decides how much
else may have changed, so that nothing which merely looks alike is taken for one:

    brackets left              examples                                       the words may be
    three or four              [[person 1]]  [[ **OSOBA\_1** ]  {{PERSON 1}}  what means the kind and the number
    a pair, or two before it   [PERSON 1]  <person_1>  (PERSON_1)  [[PERSON_1 the kind's own name; one of the two marks
    none                       PERSON_1                                       the kind's own name; both marks

`[Person 1]` and `Person 1` stay: a model may well call somebody so. With fewer than three brackets, what the client
wrote itself stays as well (`Vault.quotes`), and no word may be glued to it. Round brackets stay where they are: they
belong to the sentence. So do those of a link in Markdown (CommonMark, section 6.3): `[PERSON_1](mailto:...)`. A number
at the very end of the text, where it may have been cut off, counts only if no longer one begins with it.

A backslash before `[[` belongs to the text (`C:\Users\[[PERSON_1]]`): only where both brackets are escaped is it an
escape.
"""

import re
from typing import NamedTuple, Protocol

from router.core.kindwords import counted, is_counter, joined, kind_of, may_begin
from router.core.shapes import LONGEST, START, Shapes


class Names(Protocol):
    """What was given out: `redact.Vault`."""

    @property
    def nonce(self) -> str: ...

    def kinds(self) -> tuple[str, ...]: ...

    def original(self, kind: str, nonce: str, number: int) -> str | None: ...

    def quotes(self, kind: str, number: int) -> bool: ...


class Mention(NamedTuple):
    """A piece of the text and what it stands for; `ending` is what was glued on inside the brackets."""

    start: int
    end: int
    original: str
    ending: str = ""


class Unfinished(NamedTuple):
    """From here on, the rest of the text may still become a mention."""

    start: int


class Mentions:
    """Finds what `names` gave out, in the normal spelling."""

    __slots__ = ("_names", "_prefixes", "_shapes")

    def __init__(self, names: Names, shapes: Shapes) -> None:
        self._names = names
        self._shapes = shapes
        nonce = f"{names.nonce}_" if names.nonce else ""
        self._prefixes = tuple(f"{kind}_{nonce}" for kind in names.kinds())

    def next(self, text: str, start: int, *, final: bool) -> Mention | Unfinished | None:
        """The first at or after `start`. `final`: the text ends here."""
        near = len(text) if final else len(text) - LONGEST
        beyond = start
        for place in START.finditer(text, start):
            at = place.start()
            if at < beyond:
                continue
            if at >= near and self._may_become(text, at):
                return Unfinished(at)
            several = self._shapes.several.match(text, at) if text[at] in "[\\" else None
            found = self._at(text, at, final=final) if several is None else self._several(several)
            if found is not None:
                return found
            beyond = at if several is None else several.end()
        return None

    def _several(self, found: re.Match[str]) -> Mention | None:
        """All of them or none: a hyphen may mean a range, and a number without its kind anything."""
        body = found["first"] + found["rest"]
        if _PARTED.search(body):
            return None
        pieces = _LISTED.split(body)
        originals = [self._named(piece) if number % 2 == 0 else piece for number, piece in enumerate(pieces)]
        whole = [one for one in originals if one is not None]
        return Mention(*found.span(), "".join(whole)) if len(whole) == len(pieces) else None

    def _named(self, words: str) -> str | None:
        meant = meaning(words, self._names.nonce)
        return None if meant is None else self._names.original(meant[0], self._names.nonce, meant[1])

    def _at(self, text: str, at: int, *, final: bool) -> Mention | None:
        sign = text[at]
        if sign == "(":
            return self._weak(self._shapes.round.match(text, at), text, 1, final=final)
        if sign not in _BRACKETS:
            return self._weak(self._shapes.bare.match(text, at), text, 2, final=final)
        for bracket in _BRACKETS[sign]:
            found = self._strong(self._shapes.whole[bracket].match(text, at))
            for pair in self._shapes.pair[bracket]:
                found = found or self._weak(pair.match(text, at), text, 1, final=final)
            if found is not None:
                return found
        return None

    def _strong(self, found: re.Match[str] | None) -> Mention | None:
        if found is None:
            return None
        body = found[found.lastgroup or "body"]
        meant = meaning(body, self._names.nonce)
        original = None if meant is None else self._names.original(meant[0], self._names.nonce, meant[1])
        return None if meant is None or original is None else Mention(*found.span(), original, meant[2])

    def _weak(self, found: re.Match[str] | None, text: str, marks: int, *, final: bool) -> Mention | None:
        if found is None:
            return None
        name, digits, nonce = found["kind"], found["number"], (found["nonce"] or "").upper()
        if (name.isupper() + ("_" in found["gap"])) < marks or digits[0] == "0":
            return None
        kind, number = kind_of([name]), int(digits)
        if kind is None or self._names.quotes(kind, number):
            return None
        if final and found.end("number") == len(text) and self._names.original(kind, nonce, number * 10) is not None:
            return None
        original = self._names.original(kind, nonce, number)
        start, end = found.span("inside" if "inside" in found.re.groupindex else 0)
        if text[start] == "[" and text[end : end + 1] == "(":
            start, end = found.start("kind"), found.end("number")
        return None if original is None else Mention(start, end, original)

    def _may_become(self, text: str, at: int) -> bool:
        sign = text[at]
        if sign == "(":
            begun = self._shapes.open_round.match(text, at)
            return begun is not None and may_mean(begun["body"], self._names.nonce)
        if sign in "[\\" and self._shapes.open_several.match(text, at) is not None:
            return True
        if sign in _BRACKETS:
            return any(self._may_close(self._shapes.open[bracket].match(text, at)) for bracket in _BRACKETS[sign])
        begun = self._shapes.open_bare.match(text, at)
        return begun is not None and self._may_be_bare(begun["name"].replace("\\", ""))

    def _may_close(self, begun: re.Match[str] | None) -> bool:
        if begun is None:
            return False
        body = begun["body"] or ""
        if begun["closing"] is not None:
            return meaning(body, self._names.nonce) is not None
        return may_mean(body, self._names.nonce)

    def _may_be_bare(self, name: str) -> bool:
        for prefix in self._prefixes:
            if prefix.startswith(name) or (name.startswith(prefix) and name[len(prefix) :].isdigit()):
                return True
        return False


def meaning(body: str, nonce: str) -> tuple[str, int, str] | None:
    """Kind, number and ending that the words between the brackets mean."""
    read = _NUMBERED.fullmatch(body)
    if read is None:
        *words, last = _WORDS.findall(body) or [""]
        number, ending = counted(last), ""
    else:
        words, number, ending = _WORDS.findall(read[1]), int(read[2]), read[3]
    kind = _kind(words, nonce)
    return None if kind is None or number is None else (kind, number, ending)


def may_mean(body: str, nonce: str) -> bool:
    """Whether this can be the beginning of words that mean something."""
    read = _NUMBERED.fullmatch(body)
    if read is not None:
        return _kind(_WORDS.findall(read[1]), nonce) is not None
    if _ALMOST.fullmatch(body):
        return True
    return _DIGIT.search(body) is None and may_begin(joined(body), nonce.upper())


def _kind(words: list[str], nonce: str) -> str | None:
    """The kind that these words name, with the nonce behind it and perhaps a word that only says: number."""
    shorter = words[:-1] if len(words) > 1 and is_counter(words[-1]) else []
    for some in (words, shorter):
        if nonce and (not some or some[-1].upper() != nonce.upper()):
            continue
        kind = kind_of(some[:-1] if nonce else some)
        if kind is not None:
            return kind
    return None


_LISTED = re.compile(r"( *[,/|;&+] *)")
_PARTED = re.compile(r"\]|[0-9][\W_]*-|[0-9][ ]*[,/|;&+][\W_]*[0-9]")
_BRACKETS = {"[": "[", "{": "{", "<": "<", "\\": "[{<"}
_WORDS = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_NUMBERED = re.compile(r"([^\d]*)([0-9]{1,9}+)((?:['’]?[sS])?)[\W_]*")  # noqa: RUF001 - the typographic apostrophe
_ALMOST = re.compile(r"[\W_]*")
