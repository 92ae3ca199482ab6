r"""The ways in which one text can be read: as it stands, unescaped, percent-decoded, and all of that case-folded.

`Müller` is the same word as `M\u00fcller` in JSON, `M%c3%bcller` in a link and `MÜLLER` in a heading. A `View` is
one such reading, with what is needed to find back where a piece of it stands in the text. Decoding replaces chunks
(an escape, a percent sequence, a run of white space); a place inside a chunk is led back to the whole chunk, so that
nothing is ever cut in half.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from router.core.decoding import Chunk, back, decode


@dataclass(frozen=True, slots=True)
class View:
    """`folded` is what to search in; `exact` is the same before case and white space were folded."""

    folded: str
    exact: str
    folds: tuple[Chunk, ...]
    steps: tuple[tuple[Chunk, ...], ...]
    """How `exact` came from the text, last step first."""

    def exactly(self, start: int, end: int) -> tuple[int, int]:
        """Where a piece of `folded` stands in `exact`."""
        return back(self.folds, start, end)

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Where a piece of `folded` stands in the text."""
        start, end = self.exactly(start, end)
        for chunks in self.steps:
            start, end = back(chunks, start, end)
        return start, end


def fold(text: str) -> str:
    """Without case, and with one space for any run of white space: how two spellings of a name are compared."""
    return _fold(text)[0]


def views(text: str) -> Iterator[View]:
    """Every reading of `text` that differs from the ones before: JSON-unescaped up to twice, percent-decoded, `+`."""
    for exact, steps in _unescaped(text):
        yield _view(exact, steps)
        for pattern in _percent_patterns(exact):
            plain, chunks = decode(exact, pattern, _percent)
            if chunks:
                yield _view(plain, (chunks, *steps))


def _view(exact: str, steps: tuple[tuple[Chunk, ...], ...]) -> View:
    folded, folds = _fold(exact)
    return View(folded, exact, folds, steps)


def _unescaped(text: str) -> Iterator[tuple[str, tuple[tuple[Chunk, ...], ...]]]:
    steps: tuple[tuple[Chunk, ...], ...] = ()
    yield text, steps
    for _ in range(2):
        if "\\" not in text:
            return
        text, chunks = decode(text, _ESCAPE, _escape)
        if not chunks:
            return
        steps = (chunks, *steps)
        yield text, steps


def _percent_patterns(text: str) -> Iterator[re.Pattern[str]]:
    if "%" in text:
        yield _PERCENT
    if _PLUS.search(text):
        yield _PERCENT_OR_PLUS


def _fold(text: str) -> tuple[str, tuple[Chunk, ...]]:
    """Most texts hold no letter that grows and no white space but spaces and ends of lines: those take a short way."""
    spaced = text
    if not text.isprintable():
        spaced = text.replace("\n", " ").replace("\t", " ").replace("\r", " ")  # one for one: no place moves
    folded = spaced.casefold()
    if len(folded) == len(text) and spaced.isprintable():  # a space is the only white space that counts as printable
        return decode(folded, _SPACES, _respace) if "  " in folded else (folded, ())
    spaced, chunks = decode(text, _SPACE_OR_LONG_FOLD, _respace)
    return spaced.casefold(), chunks


def _respace(run: str) -> str:
    return " " if run.isspace() else run.casefold()


def _escape(sequence: str) -> str:
    if sequence[1] != "u":
        return _SHORT.get(sequence[1], sequence[1])
    units = [int(sequence[at : at + 4], 16) for at in range(2, len(sequence), 6)]
    code = units[0]
    if len(units) > 1:
        code = 0x10000 + ((code - 0xD800) << 10) + (units[1] - 0xDC00)
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else chr(code)  # noqa: PLR2004 - the surrogates


def _percent(sequence: str) -> str:
    return " " if sequence == "+" else bytes.fromhex(sequence.replace("%", "")).decode(errors="replace")


_SHORT = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_HEX = "[0-9a-fA-F]"
_ESCAPE = re.compile(rf"\\(?:u[dD][89abAB]{_HEX}{{2}}\\u[dD][c-fC-F]{_HEX}{{2}}|u{_HEX}{{4}}|[bfnrt\"\\/])")
_TAIL = f"%[89abAB]{_HEX}"
_ONE_PERCENT = f"%(?:[0-7]{_HEX}|[cCdD]{_HEX}{_TAIL}|[eE]{_HEX}(?:{_TAIL}){{2}}|[fF]{_HEX}(?:{_TAIL}){{3}})"
"""One character in UTF-8 (RFC 3629), percent-encoded (RFC 3986, section 2.1)."""

_PERCENT = re.compile(_ONE_PERCENT)
_A_PLUS = r"\+(?:(?!\d)|(?<=\S\+))"
"""What may stand for a space (application/x-www-form-urlencoded). Not so that of a telephone number, `call +49 30 1`:
it would double the reading of every text that holds one."""

_PLUS = re.compile(_A_PLUS)
_PERCENT_OR_PLUS = re.compile(rf"{_ONE_PERCENT}|{_A_PLUS}")
_SPACES = re.compile("  +")
_SPACE_OR_LONG_FOLD = re.compile(r"\s{2,}|[^\S ]|[İßŉǰΐΰևẖ-ẞὐ-ὖᾀ-ῼﬀ-ﬗ]")
"""White space that is not one space, and all characters (and some more) that case-folding makes longer."""
