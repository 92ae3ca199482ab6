r"""Putting the originals back: a machine that is fed text in pieces and gives text that is ready to be read.

What it looks for: placeholders such as `[[PERSON_1]]` (`[[PERSON_A_1]]` when the request has a nonce), in every form
that models make of them and that can mean one thing only (`router.core.mentions`; the table is docs/placeholders.md);
and the surrogates that stand in their stead where a tenant wants that (`router.core.surrogates`). What can mean two
things, or nothing that this vault gave, stays as it came, letter by letter: the machine never guesses.

Why any split gives the same text. Let p be the leftmost place where a whole form begins, or where all of the text from
p to the end could still become one, or another one. What precedes p can never be part of a form, whatever follows, so
it is given at once. A whole form that nothing can change any more is settled at once. An unfinished one is held, and
the next search starts at p: of what is before p a few characters are needed, which may be glued to it.
What is held is at most `shapes.LONGEST` signs (an escape such as `&#95;` counts as one), or the longest surrogate,
and only what agrees so far with the name of a kind, or with a surrogate.

What was put back is never searched again: an original that looks like a placeholder stays an original.

In a channel that carries JSON (tool arguments, JSON mode) the text is the inside of JSON strings: a Markdown backslash
stands there as two, `_` may be spelt `\u005f`, and the original is escaped as JSON when it is put in, once for each
string around it. A channel that may carry JSON (content that nobody asked to be JSON) is treated so inside the strings
of what turns out to be JSON (`nesting.Answer`), and as text elsewhere. Where a placeholder was percent-encoded or
spelt with entities, so is what is put in its place.
"""

import html
import json
import re
from collections.abc import Iterator, Sequence
from typing import Protocol
from urllib.parse import quote

from router.core import beside
from router.core.decoding import Chunk, back
from router.core.kindwords import REPLACED
from router.core.mentions import Mention, Mentions, Unfinished
from router.core.nesting import Answer, Nesting
from router.core.shapes import BEFORE, IN_EITHER, IN_JSON, IN_TEXT
from router.core.spelling import normal, open_end
from router.core.vault import Vault

_INITIALS = "".join(sorted({kind[0] for kind in REPLACED}))
_GATE = re.compile(rf"[\[{{<(\\%&{_INITIALS}\u2039\u27e6-\u27ef\u2045\u2046\u3008-\u301b\uff01-\uff5e]")
"""Text without any of these has no form of a placeholder in it."""


class Finder(Protocol):
    def next(self, text: str, start: int, *, final: bool) -> Mention | Unfinished | None: ...


class Restorer:
    """Feed it pieces, then flush: the pieces together are the text with every known placeholder replaced.

    `escape`: the text is JSON; None: it may be.
    """

    __slots__ = ("_before", "_behind", "_finders", "_held", "_is_json", "_nesting")

    def __init__(self, vault: Vault, *, escape: bool | None) -> None:
        self._is_json = escape
        self._nesting: Nesting | Answer | None = None
        match escape:
            case True:
                self._nesting, shapes = Nesting(), IN_JSON
            case False:
                shapes = IN_TEXT
            case None:
                self._nesting, shapes = Answer(), IN_EITHER
        self._finders: list[Finder] = [Mentions(vault, shapes)]
        self._behind = BEFORE
        if vault.standins is not None:
            self._behind = beside.BEFORE
            self._finders.append(vault.standins)
        self._held = ""
        self._before = ""

    @property
    def held(self) -> str:
        """What is kept back because it may still become a placeholder."""
        return self._held

    def passes(self, text: str) -> bool:
        """Whether what is fed next comes out as it is, for no form begins or goes on in it. Then it counts as fed."""
        if self._held or len(self._finders) > 1 or _GATE.search(text):
            return False
        self._before = (self._before + text[-self._behind :])[-self._behind :]
        self._passed(text)
        return True

    def feed(self, text: str) -> str:
        if self.passes(text):
            return text
        text = self._held + text
        self._held = ""
        return self._settle(text, final=False)

    def flush(self) -> str:
        """The end of the text: what was held back."""
        held, self._held = self._held, ""
        return self._settle(held, final=True) if held else ""

    def _settle(self, text: str, *, final: bool) -> str:
        is_json = self._is_json is not False
        end = len(text) if final else open_end(text, json=is_json)
        plain, chunks = normal(text[:end], json=is_json)
        shift = len(self._before)
        plain = self._before + plain
        done: list[str] = []
        settled = 0
        for found in _found(self._finders, plain, shift, final=final):
            if isinstance(found, Unfinished):
                end = _source(chunks, found.start - shift, found.start + 1 - shift)[0]
                plain = plain[: found.start]
                break
            begin, after = _source(chunks, found.start - shift, found.end - shift)
            form = text[begin:after]
            done += (self._passed(text[settled:begin]), self._put(found, form))
            self._passed(form)
            settled = after
        done.append(self._passed(text[settled:end]))
        self._held = text[end:]
        self._before = plain[-self._behind :]
        return "".join(done)

    def _passed(self, text: str) -> str:
        """The provider's own text, which tells how deep in JSON the next original stands."""
        if self._nesting is not None:
            self._nesting.feed(text)
        return text

    def _put(self, found: Mention, form: str) -> str:
        original = found.original
        if len(form) > found.end - found.start:
            if "%" in form:
                original = quote(original, safe="")
            elif "&" in form:
                original = html.escape(original)
        depth = 0 if self._nesting is None else self._nesting.depth
        for _ in range(max(1, depth) if self._is_json else depth):
            original = json.dumps(original, ensure_ascii=False)[1:-1]
        return original + found.ending


def _found(finders: Sequence[Finder], text: str, start: int, *, final: bool) -> Iterator[Mention | Unfinished]:
    """What any of them finds, in order; of those that begin at the same place the first finder's."""
    waiting = [finder.next(text, start, final=final) for finder in finders]
    while (found := min((one for one in waiting if one is not None), key=_start, default=None)) is not None:
        yield found
        if isinstance(found, Unfinished):
            return
        for number, finder in enumerate(finders):
            ahead = waiting[number]
            if ahead is not None and ahead.start < found.end:
                waiting[number] = finder.next(text, found.end, final=final)


def _start(found: Mention | Unfinished) -> int:
    return found.start


def _source(chunks: tuple[Chunk, ...], start: int, end: int) -> tuple[int, int]:
    return back(chunks, start, end) if chunks else (start, end)


def restore(vault: Vault, text: str, *, escape: bool | None = False) -> str:
    """A whole text at once; the same as any split of it."""
    restorer = Restorer(vault, escape=escape)
    return restorer.feed(text) + restorer.flush()
