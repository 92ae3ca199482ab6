"""Older ways to print octets: uuencode (POSIX), Ascii85 (Adobe's) and base85 (Git's, RFC 1924's letters).

They show in their frames (`begin 644 name`, `<~` and `~>`), uuencode also in its full lines. Without a frame, text in
85 letters shows in every fifth: its octets are ASCII, so the first letter of each five is one of thirty-one. What
stands in a frame and says nothing counts as unread: a picture, an archive.
"""

import re
from base64 import a85decode
from binascii import Error, a2b_uu
from collections.abc import Iterable, Iterator
from itertools import chain

from router.detect.encodings import Run
from router.detect.traces import Traces, traces

_HEADER = re.compile(r"begin [0-7]{3} [^\n]{1,255}\n")
_FRAMES = ("begin ", "<~")
_LINE = re.compile(r"([!-M])([ -`]{0,61})\r?(?:\n|$)")
_FRAME = re.compile(r"<~([!-uz\r\n]{5,})~>")
_STRETCH = re.compile("[^\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f\ud800-\udfff\ufffd]{6,}")
_OF_PROSE = re.compile(r"[^\W_]| ")
_MOSTLY, _WORDED = 0.8, 0.6
"""Shares of what is said that can be read, and that is letters, digits and spaces: else it is chance."""
_FEWEST = 8
_GROUP, _OCTETS = 5, 4
_LEAST = 20
"""Letters of a run without a frame: sixteen octets."""
_LOOKED_AT, _ODD = 60, 6
"""Letters by which a run is judged, and of how many fifths one may be another: letters beyond ASCII, what is glued."""


class _Alphabet:
    def __init__(self, letters: bytes) -> None:
        self.letters = letters
        self.signs = letters.decode()
        self.run = re.compile(f"[{re.escape(self.signs)}]*+")
        self.firsts = letters[10:41]
        """Of ASCII octets, the control characters left out."""

    def octets(self, letters: bytes) -> bytes:
        """What they stand for, whatever they are: five for four, the last ones perhaps cut."""
        short = -len(letters) % _GROUP
        whole = letters + self.letters[-1:] * short
        values = map(self._value, (whole[at : at + _GROUP] for at in range(0, len(whole), _GROUP)))
        return b"".join(value.to_bytes(_OCTETS, "big") for value in values)[: -short or None]

    def _value(self, group: bytes) -> int:
        value = 0
        for letter in group:
            value = value * len(self.letters) + max(0, self.letters.find(letter))
        return min(value, 0xFFFFFFFF)


_ALPHABETS = (
    _Alphabet(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"),
    _Alphabet(bytes(range(ord("!"), ord("v")))),
)


def printed(text: str, seen: Traces) -> Iterator[Run]:
    """All that say something, in order of their form. They may overlap. Linear in the text."""
    for start, end, data in _in_frames(text, seen):
        says = _says(data)
        if says:
            yield Run(start, end, says)
    for alphabet in _ALPHABETS if seen.rare else ():
        yield from _unframed(text, seen.rare, alphabet)


def unreadable(text: str) -> list[int]:
    """Where each frame begins that holds no text."""
    hold = (start for start, _, data in _in_frames(text, traces(text)) if data and not _says(data))
    return [start for start in hold if text.startswith(_FRAMES, start)]


def _in_frames(text: str, seen: Traces) -> Iterator[tuple[int, int, bytes]]:
    return chain(_uuencoded(text, seen.lines), _framed(text) if seen.framed else ())


def _uuencoded(text: str, starts: Iterable[int]) -> Iterator[tuple[int, int, bytes]]:
    done = 0
    for start in starts:
        if start < done:
            continue
        header = _HEADER.match(text, start)
        done = at = header.end() if header else start
        data = bytearray()
        while (line := _LINE.match(text, at)) and (octets := _line(line)):
            data += octets
            done, at = line.end(2), line.end()
        yield start, done, bytes(data)


def _line(line: re.Match[str]) -> bytes:
    """Spaces at its end may be lost on the way; none where it is no such line."""
    count = ord(line[1]) - ord(" ")
    length = -(-count // 3) * 4
    if not 0 <= length - len(line[2].rstrip()) < length or len(line[2]) > length + 1:
        return b""
    try:
        return a2b_uu(line[1] + line[2][:length])
    except Error:
        return b""


def _framed(text: str) -> Iterator[tuple[int, int, bytes]]:
    for frame in _FRAME.finditer(text):
        try:
            yield *frame.span(), a85decode(frame[1])
        except ValueError:
            continue


def _says(data: bytes) -> str:
    """All that can be read, if nearly all can."""
    says = data.decode(errors="replace").rstrip("\x00")
    return says if sum(map(len, _STRETCH.findall(says))) >= _MOSTLY * len(says) else ""


def _unframed(text: str, places: Iterable[int], alphabet: _Alphabet) -> Iterator[Run]:
    begin = end = done = 0
    letters = b""
    for place in places:
        if place < done:
            continue
        if place >= end:
            begin = end + len(text[end:place].rstrip(alphabet.signs))
            run_on = alphabet.run.match(text, place)
            end = run_on.end() if run_on else place
            letters = text[begin:end].encode()
        run = _around(letters, place - begin, max(0, done - begin), alphabet) if end - begin >= _LEAST else None
        if run:
            done = begin + run.end
            yield Run(begin + run.start, done, run.says)


def _around(letters: bytes, place: int, floor: int, alphabet: _Alphabet) -> Run | None:
    """What is said at a place of a run, as long as it can be read, and a little ahead of it, not before `floor`."""
    for at in range(place, place + _GROUP):
        fifths = letters[at : place + _LOOKED_AT : _GROUP]
        if len(fifths.translate(None, alphabet.firsts)) * _ODD <= len(fifths):
            end = at
            while _read(letters[end : end + _LOOKED_AT], alphabet):
                end += _LOOKED_AT
            if end > at:
                start = at - _ahead(letters[max(floor + (at - floor) % _GROUP, at - _LOOKED_AT) : at], alphabet)
                end = _end(letters, end, alphabet)
                says = alphabet.octets(letters[start:end]).decode(errors="replace")
                return Run(start, end, "\n".join(_STRETCH.findall(says)))
    return None


def _ahead(letters: bytes, alphabet: _Alphabet) -> int:
    """How many of the letters before a run belong to it."""
    if _read(letters, alphabet):
        return len(letters)
    fifths = letters[::_GROUP]
    return _GROUP * (len(fifths) - len(fifths.rstrip(alphabet.firsts)))


def _end(letters: bytes, at: int, alphabet: _Alphabet) -> int:
    fifths = letters[at : at + _LOOKED_AT : _GROUP]
    return min(len(letters), at + _GROUP * (len(fifths) - len(fifths.lstrip(alphabet.firsts))))


def _read(letters: bytes, alphabet: _Alphabet) -> str:
    """What they say, if nearly all of it can be read."""
    says = alphabet.octets(letters).decode(errors="replace")
    if len(_OF_PROSE.findall(says)) < max(_FEWEST, _WORDED * len(says)):
        return ""
    return says if sum(map(len, _STRETCH.findall(says))) >= _MOSTLY * len(says) else ""
