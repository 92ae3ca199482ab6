r"""Private key blocks and JSON Web Tokens (RFC 7519): long, so read in the whole text.

Blocks are those of RFC 7468, RFC 4716 and RFC 9580, and the private lines of PuTTY's `.ppk` (its manual, appendix C).

A block that lost its end, or its beginning, is taken as far as its lines look like one. Line breaks may be real or, as
in JSON and in `.env` files, written `\n`.
"""

import json
import re
from base64 import urlsafe_b64decode
from binascii import Error
from bisect import bisect_left
from collections.abc import Iterator

from router.detect.identifiers.family import Family
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern, is_word

_BEGIN = re.compile(r"-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----")
_END = re.compile(r"-----END (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----")
_BREAK = r"(?:[ \t>|*#/\"',+]|\\[nrt\"]|\r|\n)"
_LINE = Pattern(
    rf"^{_BREAK}{{0,40}}(?:[A-Za-z0-9+/=]{{16,}}|[A-Za-z-]{{3,20}}: ?[^\n\\]{{1,120}}|[A-Za-z0-9+/]{{1,80}}={{1,2}})"
)
_TAIL = Pattern(rf"(?:[A-Za-z0-9+/=]{{16,}}{_BREAK}+)+(?:[A-Za-z0-9+/=]{{1,80}}{_BREAK}*)?$")
_NEW_LINE = r"(?:\\[nr]|\r|\n)[ \t>|]*"
_PUTTY = Pattern(
    rf"Private-Lines: ?\d{{1,3}}(?:{_NEW_LINE})+((?:[A-Za-z0-9+/=]{{16,}}(?:{_NEW_LINE})+)+"
    rf"(?:[A-Za-z0-9+/=]{{1,64}}(?:{_NEW_LINE})+)?(?:Private-(?:MAC|Hash): ?[0-9a-f]{{40,64}})?)"
)
_LONGEST = 20_000
_LONGEST_LINES = 16_000
_TOKEN = Pattern(r"eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)?")
_LONGEST_HEADER = 8_192
_SCORE = 1.0


def find(page: Page) -> Iterator[Hit]:
    text = page.text
    if "-----" in text:
        yield from _blocks(text)
    if "Private-Lines" in text:
        for start, end in _PUTTY.spans(text, 1):
            yield Hit(start, start + len(text[start:end].rstrip(" \t\r\n>|")), _SCORE)
    if "eyJ" in text:
        for start, end in _TOKEN.spans(text):
            if not is_word(text[start - 1 : start]) and _has_header(text[start:end]):
                yield Hit(start, end, _SCORE)


def _blocks(text: str) -> Iterator[Hit]:
    begins = [match.span() for match in _BEGIN.finditer(text)]
    ends = [match.span() for match in _END.finditer(text)]
    used = -1
    for index, (start, header_end) in enumerate(begins):
        limit = min(begins[index + 1][0] if index + 1 < len(begins) else len(text), header_end + _LONGEST)
        place = bisect_left(ends, (header_end,))
        closed = place < len(ends) and ends[place][1] <= limit
        used = place if closed else used
        yield Hit(start, ends[place][1] if closed else _lines_end(text, header_end, limit), _SCORE)
    if ends and (not begins or ends[0][0] < begins[0][0]):
        yield Hit(_lines_start(text, ends[0][0]), ends[0][1], _SCORE)


def _lines_end(text: str, position: int, limit: int) -> int:
    """How far lines of a key go on."""
    rest = text[position : min(limit, position + _LONGEST_LINES)]
    offset = 0
    while True:
        span = next(_LINE.spans(rest[offset : offset + 2_000]), None)
        if span is None or span[1] == 0:
            return position + offset
        offset += span[1]


def _lines_start(text: str, position: int) -> int:
    """Where the lines of a key that ends here began."""
    left = max(0, position - _LONGEST_LINES)
    span = next(_TAIL.spans(text[left:position]), None)
    return left + span[0] if span else position


def _has_header(token: str) -> bool:
    """The first part is JSON with an algorithm, as RFC 7515 section 4.1.1 asks."""
    part = token.partition(".")[0]
    if len(part) > _LONGEST_HEADER:
        return False
    try:
        header = json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (Error, ValueError, RecursionError):
        return False
    return isinstance(header, dict) and "alg" in header


FAMILY = Family("SECRET", "private_key", find, whole=True)
