r"""Putting the originals back: a machine that is fed text in pieces and gives text that is ready to be read.

What it looks for. A placeholder as the request got it is `[[PERSON_1]]`, or `[[PERSON_A_1]]` when the request has a
nonce. Models do not always copy it letter by letter, so it is recognised by shape first:

    open    [[     or [ [, or, escaped as Markdown, \[\[  or  [\[
    body    1 to 64 of: ASCII letters, digits, _ - * ` \ spaces (the no-break and zero-width ones too)
    close   ]]     or ] ], or \]\]  \]]  ]\]

and then by meaning: the body's letters and digits, cut wherever anything else stands, must be a kind of this vault,
its nonce if it has one, and a number that this vault gave. `[[ **person\_1** ]]` is therefore `[[PERSON_1]]`, and
`[[PERSON_10]]`, `[[PERSON_01]]` or `[[PERSON 1 0]]` are not. A shape without a meaning stays as it came, letter by
letter: the machine never guesses. A backslash before `[[` belongs to the text (`C:\Users\[[PERSON_1]]`): only where
both brackets are escaped is it an escape. Zero-width signs are as good as not there.

Why any split gives the same text. Let p be the leftmost place where the text from p is a whole shape, or where all
of it from p to the end could still become one. What precedes p can never be part of a shape, whatever follows, so it
is given at once. A whole shape is settled at once, since its last bracket is its end. An unfinished one is held, and
the next search starts at p: nothing before p is needed again. A shape cannot lie inside an unfinished one, because an
unfinished one has at most one closing bracket. What is held is at most `_BODY` and a few more characters.

What was put back is never searched again: an original that looks like a placeholder stays an original.

In a channel that carries JSON (tool arguments, JSON mode) the text is the inside of JSON strings: a Markdown backslash
stands there as two, `_` may be spelt `\u005f`, and the original is escaped as JSON when it is put in, once for each
string around it. A channel that may carry JSON (content that nobody asked to be JSON) is treated so inside the strings
of what turns out to be JSON (`nesting.Answer`), and as text elsewhere.
"""

import json
import re

from router.core.nesting import Answer, Nesting
from router.core.redact import Vault

_BODY = 64
_LONGEST_NUMBER = 9

_WIDTHLESS = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_SPACES = f" \u00a0\u2007\u2009\u202f{_WIDTHLESS}"

_WORDS = re.compile(r"[A-Za-z0-9]+")
_NOT_THERE = re.compile(rf"[{_WIDTHLESS}]|\\+u(?:200[bcdBCD]|2060|[fF][eE][fF]{{2}}|00[aA][dD])")
_SPELT = re.compile(r"\\+u(?:005[fF]|0020|00[aA]0|202[fF]|200[79])")
"""An underscore or a space, as JSON may spell them."""


def _shape(least: int, most: int) -> re.Pattern[str]:
    """A whole shape (group 1 is its body), else an unfinished one at the end; an escape is `least` to `most` long."""
    escape = rf"\\{{{least},{most}}}"
    some = rf"\\{{0,{most}}}"
    gap = f"[{_SPACES}]{{0,2}}"
    letter = rf"[A-Za-z0-9_\-*`\\{_SPACES}]"
    whole = rf"(?:{escape}\[{gap}{escape}\[|\[{gap}(?:{escape})?\[)({letter}{{1,{_BODY}}}+)\]{gap}(?:{escape})?\]"
    rest = rf"\[(?:{letter}{{0,{_BODY}}}+(?:\]{gap}{some})?)?"
    unfinished = rf"(?:\\{{1,{most}}}(?:\[{gap}(?:\\{{1,{most}}}(?:{rest})?)?)?|\[{gap}{some}(?:{rest})?)\Z"
    return re.compile(f"{whole}|{unfinished}")


_IN_TEXT = _shape(1, 2)
_IN_JSON = _shape(2, 4)
_IN_EITHER = _shape(1, 4)


class Restorer:
    """Feed it pieces, then flush: the pieces together are the text with every known placeholder replaced.

    `escape`: the text is JSON; None: it may be.
    """

    __slots__ = ("_held", "_is_json", "_nesting", "_shape", "_vault")

    def __init__(self, vault: Vault, *, escape: bool | None) -> None:
        self._vault = vault
        self._is_json = escape
        self._nesting: Nesting | Answer | None = None
        match escape:
            case True:
                self._nesting, self._shape = Nesting(), _IN_JSON
            case False:
                self._shape = _IN_TEXT
            case None:
                self._nesting, self._shape = Answer(), _IN_EITHER
        self._held = ""

    @property
    def held(self) -> str:
        """What is kept back because it may still become a placeholder."""
        return self._held

    def feed(self, text: str) -> str:
        if not self._held and "[" not in text and "\\" not in text:
            return self._passed(text)
        text = self._held + text
        self._held = ""
        return self._settle(text)

    def flush(self) -> str:
        """The end of the text: what was held back, as it came."""
        held, self._held = self._held, ""
        return held

    def _settle(self, text: str) -> str:
        done: list[str] = []
        start = 0
        for match in self._shape.finditer(text):
            done.append(self._passed(text[start : match.start()]))
            if match[1] is None:
                self._held = match[0]
                return "".join(done)
            original = self._original(match[1])
            done.append(match[0] if original is None else self._escaped(original))
            self._passed(match[0])
            start = match.end()
        done.append(self._passed(text[start:]))
        return "".join(done)

    def _passed(self, text: str) -> str:
        """The provider's own text, which tells how deep in JSON the next original stands."""
        if self._nesting is not None:
            self._nesting.feed(text)
        return text

    def _escaped(self, original: str) -> str:
        depth = 0 if self._nesting is None else self._nesting.depth
        for _ in range(max(1, depth) if self._is_json else depth):
            original = json.dumps(original, ensure_ascii=False)[1:-1]
        return original

    def _original(self, body: str) -> str | None:
        """The original that this body names. None when this vault gave no such name."""
        if self._nesting is not None and "u" in body:
            body = _SPELT.sub("_", body)
        *kind, number = _WORDS.findall(_NOT_THERE.sub("", body)) or [""]
        nonce = self._vault.nonce
        if nonce and (not kind or kind.pop().upper() != nonce.upper()):
            return None
        if not _is_number(number):
            return None
        return self._vault.original("_".join(kind).upper(), nonce, int(number))


def _is_number(word: str) -> bool:
    return word.isdigit() and len(word) <= _LONGEST_NUMBER and not word.startswith("0")


def restore(vault: Vault, text: str, *, escape: bool | None = False) -> str:
    """A whole text at once; the same as any split of it."""
    restorer = Restorer(vault, escape=escape)
    return restorer.feed(text) + restorer.flush()
