"""Runs of base64, of hex and of rarer encodings that say something: what they say, and where they stand.

Text in base64 (RFC 4648, sections 4 and 5; wrapped as in RFC 2045) shows in the letters: of four, the first three take
few values while its octets are ASCII. So three such fours, or nine such pairs of hex, are searched for in linear time
and only around them anything is decoded. Of what a run decodes to, at any of its four alignments, only stretches of
readable UTF-8 count: an image, a hash or a key has none.
"""

import binascii
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import chain

from router.detect.encodings import FOUR, LETTERS, RARER, STANDARD, Run, rarer
from router.detect.patterns import Pattern
from router.detect.printed import printed
from router.detect.traces import Traces

_BASE64 = Pattern(rf"(?:{FOUR}){{3,}}")
_PAIRED = r"(?:[2-7][0-9a-fA-F]|0[9aAdD]|[cC][2-9a-fA-F][89abAB][0-9a-fA-F])"
_HEX = Pattern(rf"{_PAIRED}{{9,}}|(?:{_PAIRED}[ ,:]{{1,2}}(?:0x)?){{8,}}{_PAIRED}")
ENCODED = rf"(?:{FOUR}){{3}}|{_PAIRED}{{9}}|(?:{_PAIRED}[ ,:]{{1,2}}(?:0x)?){{8}}|{RARER}"
"""Found wherever there is any run but those that `router.detect.printed` reads."""
_ANY = Pattern(ENCODED)

_RUN = re.compile(rf"[{LETTERS}]+={{0,2}}")
_WRAP = re.compile(rf"\r?\n[ \t>]{{0,16}}([{LETTERS}]+={{0,2}})(?=\s|$|[\"'`<,;)\]}}])")
_PLAIN_WORD = re.compile("[A-Z]?[a-z]+")
_LEAST_WRAPPED = 32
"""Letters of the shortest line that is wrapped: MIME has 76, PEM 64. Shorter ones are groups."""
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-"
_SIGNS = "+/_-"
_CHANCE = 5
_PARTS = re.compile(rf"[{_SIGNS}]")
_LEAST, _LEAST_OF_MANY = 6, 12
"""Characters that say something: where they are all that the run says, and amid what is no text."""
_SIGN = "[^\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f\ud800-\udfff]"
_READABLE = re.compile(f"{_SIGN}+")
_STRETCH = re.compile(f"{_SIGN}{{{_LEAST_OF_MANY},}}")
_HEX_DIGITS = "0123456789abcdefABCDEF"
_NO_HEX = re.compile(r"0x|[^0-9a-fA-F]")
_FAR = 4_096


def runs(text: str, seen: Traces) -> list[Run]:
    """All of them, in order and apart: of two that begin together the longer. Linear in the text."""
    done = 0
    found = list(printed(text, seen))
    if _ANY.found(text):
        found += chain(rarer(text), _base64(text), _hex(text))
    apart: list[Run] = []
    for run in sorted(found, key=lambda run: (run.start, -run.end)):
        if run.start >= done:
            apart.append(run)
            done = run.end
    return apart


def _base64(text: str) -> Iterator[Run]:
    hits = [start for start, _ in _BASE64.spans(text)]
    at = done = 0
    while at < len(hits):
        start = hits[at]
        lead = text[done:start]
        begin = done + len(lead.rstrip(_ALPHABET))
        done, wrapped = _end(text, begin, start)
        first, at = at, bisect_left(hits, done, at + 1)
        shifts = range(4) if wrapped else sorted({(hit - begin) % 4 for hit in hits[first:at]})
        letters = text[begin:done].translate(STANDARD)
        for low, high, says in _decoded(letters, shifts):
            is_all = wrapped or high - low == len(letters)
            yield Run(begin, done, says) if is_all else _part(text, begin, done, Run(begin + low, begin + high, says))


def _end(text: str, begin: int, start: int) -> tuple[int, bool]:
    """Where the run that begins at `begin` and goes through `start` ends, and whether it has more than one line."""
    run = _RUN.match(text, start)
    end = first = run.end() if run else start
    width = size = end - begin
    while size >= width >= _LEAST_WRAPPED and (line := _WRAP.match(text, end)) and not _PLAIN_WORD.fullmatch(line[1]):
        width = size if end > first else len(line[1])
        end, size = line.end(1), len(line[1])
    return end, end > first


def _decoded(letters: str, shifts: Iterable[int] = range(4)) -> Iterator[tuple[int, int, str]]:
    """What the letters say, with the offsets of those that say it: all of it, or else what can be read in it."""
    for shift in shifts:
        body = letters[shift:]
        body = body[: len(body) - (len(body) % 4 == 1)]
        data = binascii.a2b_base64(body + "=" * (-len(body) % 4))
        says = data.decode(errors="surrogateescape")
        whole = _READABLE.fullmatch(says)
        if whole and len(says) >= _LEAST and not shift:
            yield 0, len(letters), says
            return
        at = octet = 0
        for match in _STRETCH.finditer(says):
            octet += len(says[at : match.start()].encode(errors="surrogateescape"))
            low, at = octet, match.end()
            octet += len(match[0].encode())
            yield shift + low * 4 // 3, shift - (-octet * 4 // 3), match[0]


def _part(text: str, begin: int, end: int, seen: Run) -> Run:
    """The whole run, or the part of it between two signs that may be no letters of it: `de/u/YW5uYUBm...`.

    A few octets ahead of what it says may be readable by chance, so a sign among them is tried first.
    """
    after = _PARTS.search(text, min(seen.end, end), min(end, seen.end + _FAR))
    end = after.start() if after else min(end, seen.end + _FAR)
    left = max(begin, seen.start - _FAR)
    for latest in (seen.start + _CHANCE, seen.start):
        border = max(text.rfind(sign, left, latest) for sign in _SIGNS) + 1
        letters = text[border:end].translate(STANDARD) if border else ""
        low, high, says = next(_decoded(letters), (0, 0, ""))
        if says and high - low == len(letters):
            return Run(border, end, says)
    return Run(border or (begin if left == begin else seen.start), end, seen.says)


def _hex(text: str) -> Iterator[Run]:
    done = 0
    for start, end in _HEX.spans(text):
        lead, tail = text[max(done, start - _FAR) : start], text[end : end + _FAR]
        digits = _NO_HEX.sub("", text[start:end])
        begin = start - (len(lead) - len(lead.rstrip(_HEX_DIGITS)))
        begin -= 2 if text[max(begin - 2, 0) : begin] == "0x" else 0
        done = end + len(tail) - len(tail.lstrip(_HEX_DIGITS))
        yield Run(begin, done, bytes.fromhex(digits).decode(errors="replace"))
