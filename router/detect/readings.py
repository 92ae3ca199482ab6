r"""The ways in which one text can be read: as it stands, and with its escapes undone, again and again.

`\nDE89...` in a log, `anna\u0040firma.de` in JSON, `anna%40firma.de` in a link and `tel=+49+151+...` in a form each
hide from a recogniser what a person or a program reads. A `Reading` is the text with one kind of escape undone, and the
way back: what is found in it covers whole escapes in the original, never half of one. A text without escapes is read
once, one with them at most five times.

Plain text can look like an escape (`C:\new`), so the readings are added to the text as it stands and never replace it.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import itemgetter

from router.core.decoding import Chunk, back, decode

_TIMES = 2
"""How often each kind of escape is undone: JSON within JSON, a link within a link."""


@dataclass(frozen=True, slots=True)
class Reading:
    """`steps` lead back to the original text, last step first; `undone`: the escapes of the last, in the original."""

    text: str
    steps: tuple[tuple[Chunk, ...], ...] = ()
    undone: tuple[tuple[int, int], ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a piece of this reading stands in the original, whole escapes included."""
        for chunks in self.steps:
            start, end = back(chunks, start, end)
        return start, end

    def cuts(self, start: int, end: int) -> bool:
        """A span of the original begins or ends within an escape that this reading undid."""
        return any(self._is_within(place) for place in (start, end))

    def _is_within(self, place: int) -> bool:
        before = bisect_right(self.undone, place, key=_FIRST) - 1
        return before >= 0 and self.undone[before][0] < place < self.undone[before][1]


def readings(text: str) -> Iterator[Reading]:
    """The text itself first, then each further reading, made of the one before."""
    reading = Reading(text)
    yield reading
    for undo in (_unescape, _unquote):
        for _ in range(_TIMES):
            decoded = undo(reading)
            if decoded is None:
                break
            reading = decoded
            yield reading


def _unescape(reading: Reading) -> Reading | None:
    return _decode(reading, _ESCAPE, _escape) if "\\" in reading.text else None


def _unquote(reading: Reading) -> Reading | None:
    text = reading.text
    if "+" in text and "=" in text:
        return _decode(reading, _FORM, _percent)
    return _decode(reading, _PERCENT, _percent) if "%" in text else None


def _decode(reading: Reading, pattern: re.Pattern[str], turn: Callable[[str], str]) -> Reading | None:
    """None where nothing is to be undone."""
    text, chunks = decode(reading.text, pattern, turn)
    if not chunks:
        return None
    undone = tuple(reading.span(start, end) for _, _, start, end in chunks)
    return Reading(text, (chunks, *reading.steps), undone)


def _escape(sequence: str) -> str:
    if sequence[1] not in "ux":
        return _SHORT.get(sequence[1], sequence[1])
    units = [int(digits, 16) for digits in _CODE.findall(sequence)]
    code = units[0]
    if len(units) > 1:
        code = 0x10000 + ((code - 0xD800) << 10) + (units[1] - 0xDC00)
    return "\ufffd" if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else chr(code)  # noqa: PLR2004 - the surrogates


def _percent(sequence: str) -> str:
    return " " if sequence == "+" else bytes.fromhex(sequence.replace("%", "")).decode(errors="replace")


_FIRST = itemgetter(0)
_SHORT = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_HEX = "[0-9a-fA-F]"
_ESCAPE = re.compile(
    rf"\\(?:u[dD][89abAB]{_HEX}{{2}}\\u[dD][c-fC-F]{_HEX}{{2}}|u{_HEX}{{4}}|u\{{{_HEX}{{1,6}}\}}|x{_HEX}{{2}}"
    r"|[bfnrt\"'`\\/])"
)
_CODE = re.compile(rf"[ux]\{{?({_HEX}+)")
_PERCENT = re.compile(rf"%{_HEX}{{2}}(?:%[89a-fA-F]{_HEX})*")
"""One octet and what may continue it: a character of UTF-8 (RFC 3629), percent-encoded (RFC 3986, section 2.1)."""
_FORM = re.compile(rf"{_PERCENT.pattern}|(?<=[\w%])\+(?=[\w%(])")
"""Also `+` for a space (HTML, application/x-www-form-urlencoded), not in front of a value: `tel=+49+151`."""
