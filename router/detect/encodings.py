"""Encodings that show in other ways than base64 and hex do: UTF-16, base32, groups of letters, short names.

Each is searched for in linear time by what its letters must be, and counts only if it decodes to readable text.
"""

import re
from base64 import b32decode
from binascii import a2b_base64
from collections.abc import Iterator
from typing import NamedTuple

from router.detect.patterns import Pattern, after, before


class Run(NamedTuple):
    """Offsets of the encoded run, end exclusive, and what is written in it."""

    start: int
    end: int
    says: str


LETTERS = "A-Za-z0-9+/_-"
STANDARD = str.maketrans("-_", "+/", "= \t\r\n>")
_SECOND, _THIRD = "[CDEFGHSTUVWXijklmnyz0123]", "[AEIMQUYcgkosw048BFJNRVZdhlptx159]"
FOUR = rf"[I-Za-f]{_SECOND}{_THIRD}[{LETTERS}]"
"""Three ASCII octets in base64."""

_OUTER = rf"[I-Za-f][AQgw][AB][{LETTERS}]"
WIDE = rf"{_OUTER}A[C-H][AEIMQUYcgkosw048]A{_OUTER}"
"""ASCII in UTF-16: every other octet is zero, whichever is first."""
_BETWEEN = "[ ,:]{1,2}(?:0x)?"
_ASCII = "(?:[2-7][0-9a-fA-F]|0[9aAdD])"
WIDE_HEX = rf"(?:{_ASCII}00){{5}}|(?:{_ASCII}{_BETWEEN}00{_BETWEEN}){{5}}|(?:00{_ASCII}{_BETWEEN}){{5}}"
_PAIR = r"[0-9a-fA-F]{2}"
_WIDE, _WIDE_HEX = Pattern(WIDE), Pattern(rf"(?:{_PAIR}(?:{_BETWEEN})?)*?(?:{WIDE_HEX})(?:(?:{_BETWEEN})?{_PAIR})*")
_RUN = Pattern(rf"[{LETTERS}]{{16,}}={{0,2}}(?:\r?\n[ \t>]{{0,16}}[{LETTERS}]{{4,}}={{0,2}})*")
_NO_HEX = re.compile("0x|[^0-9a-fA-F]")
_UNITS = (
    ("utf-16-le", re.compile(rb"(?:[\t\n\r -~\xa0-\xff]\0|[^\0][\1-\5\x1e\x20]){6,}")),
    ("utf-16-be", re.compile(rb"(?:\0[\t\n\r -~\xa0-\xff]|[\1-\5\x1e\x20][^\0]){6,}")),
)
"""Latin, Greek and Cyrillic letters and the signs of prose."""

BASE32 = "(?:[A-P][ABEFIJMNQRUVYZ45][A-Z2-7][A-HQ-X][ACEGIKMOQSUWY246][A-Z2-7][A-DI-LQ-TYZ23][A-Z2-7]){3}"
"""Octets below 128 in base32 (RFC 4648, section 6): the first bit of each is zero."""
_BASE32 = Pattern(rf"(?:[A-Z2-7]{{8}})*?{BASE32}[A-Z2-7]*=*")

_LAST = "[AEIMQUYcgkosw048]"
_TAIL = rf"(?:[I-Za-f][AQgw]==|[I-Za-f]{_SECOND}{_LAST}=|{FOUR})"
GROUPS = (
    rf"(?:{FOUR}[ \t\r\n]{{1,2}}){{3}}|(?:{FOUR}){{2,7}}[ \t\r\n]{{1,2}}(?:{FOUR}){{2}}"
    rf"|(?:{FOUR}){{4,7}}\r?\n(?:{FOUR}){{0,6}}{_TAIL}(?:[^{LETTERS}]|$)"
)
_GROUPS = Pattern(rf"(?:^|[^{LETTERS}])({GROUPS})")
_SIGN = f"[{LETTERS}]"
_GROUP = re.compile(rf"([{LETTERS}]{{4,28}})( |\t|\r?\n)")
_LEAST_GROUPED = 9
_MIXED = re.compile("[a-z][A-Z]|[A-Z]{2}[a-z]|[A-Za-z][0-9]")
"""No words in a row are written so."""

_MARKED = (
    rf"(?:[wx][4-7I-LYZab]{_THIRD}[{LETTERS}]|[I-Za-f][Mcs8][OSW][{LETTERS}]"
    rf"|[I-Za-f]{_SECOND}[DHLPTXbfjnrvz37/_][DEF][g-v]{_SECOND}{_THIRD}[{LETTERS}])"
)
"""Octets with a letter beyond ASCII (U+00C0 to U+017F) among them: it has two."""
_END = rf"(?:[I-Za-f][AQgw](?:==)?|(?:[I-Za-f]{_SECOND}|[wx][4-7I-LYZab]){_LAST}=?)?"
_ACCENTED = rf"(?:{FOUR}){{0,8}}{_MARKED}(?:{FOUR}|{_MARKED}){{0,16}}{_END}"
_PADDED = rf"(?:{FOUR}){{2}}(?:[I-Za-f][AQgw]==|[I-Za-f]{_SECOND}{_LAST}=)"
_NAMES = Pattern(rf"(?:^|[^={LETTERS}])({_ACCENTED}|{_PADDED})")
_FEWEST = 10
_NAME = re.compile(r"[A-Z\u00c0-\u017f][a-z\u00c0-\u017f]+,? [A-Z\u00c0-\u017f][a-z\u00c0-\u017f]+")
_WORDS = re.compile(r"[A-Za-z\u00c0-\u017f]{2,}(?:[ ,.'-]{1,2}[A-Za-z\u00c0-\u017f]{2,}){0,6}\.?")
RARER = rf"{WIDE}|{WIDE_HEX}|{BASE32}|{GROUPS}|(?:^|[^={LETTERS}])(?:{_ACCENTED}|{_PADDED})"
"""Found wherever `rarer` finds any."""
_RARER = Pattern(RARER)


def rarer(text: str) -> Iterator[Run]:
    """All of them, in order of their form. They may overlap. Linear in the text."""
    for form in (_names, _wide, _wide_hex, _base32, _grouped) if _RARER.found(text) else ():
        yield from form(text)


def _wide(text: str) -> Iterator[Run]:
    if not _WIDE.found(text):
        return
    for start, end in _RUN.spans(text):
        if not _WIDE.found(text[start:end]):
            continue
        letters = text[start:end].translate(STANDARD)
        says = next(filter(None, (_utf_16(_octets(letters[shift:])) for shift in range(4))), "")
        if says:
            yield Run(start, end, says)


def _wide_hex(text: str) -> Iterator[Run]:
    for start, end in _WIDE_HEX.spans(text):
        digits = _NO_HEX.sub("", text[start:end])
        says = _utf_16(bytes.fromhex(digits[: len(digits) & ~1]))
        if 2 * sum(map(str.isalnum, says)) > len(says):
            yield Run(start, end, says)


def _octets(letters: str) -> bytes:
    body = letters[: len(letters) - (len(letters) % 4 == 1)]
    return a2b_base64(body + "=" * (-len(body) % 4))


def _utf_16(data: bytes) -> str:
    """All stretches of it, one below the other, in the order of octets that says most."""
    seen = ["\n".join(_stretches(source, *unit)) for source in (data, data[1:]) for unit in _UNITS]
    return max(seen, key=len)


def _stretches(data: bytes, codec: str, units: re.Pattern[bytes]) -> Iterator[str]:
    return (match[0].decode(codec, errors="replace") for match in units.finditer(data))


def _base32(text: str) -> Iterator[Run]:
    for start, end in _BASE32.spans(text):
        if before(text, start).isalnum() or after(text, end).isalnum():
            continue
        body = text[start:end].rstrip("=")
        body = body[: len(body) - (len(body) % 8 in {1, 3, 6})]
        says = b32decode(body + "=" * (-len(body) % 8)).decode(errors="replace")
        if says.isprintable() or says.replace("\n", "").isprintable():
            yield Run(start, end, says)


def _grouped(text: str) -> Iterator[Run]:
    """Letters in groups of four, eight and so on up to twenty-eight, one sign of white space between them."""
    done = 0
    for start, _ in _GROUPS.spans(text, 1):
        group = _GROUP.match(text, start) if start >= done else None
        if group is None or len(group[1]) % 4:
            continue
        size, gap = len(group[1]), group[2]
        begin = start
        while begin - size - len(gap) >= done and _is_group(text[begin - size - len(gap) : begin], size, gap):
            begin -= size + len(gap)
        rest = re.compile(rf"(?:{_SIGN}{{{size}}}{gap})*{_SIGN}{{2,{size}}}={{0,2}}(?!{_SIGN})").match(text, start)
        done = rest.end() if rest else group.end()
        letters = text[begin:done].translate(STANDARD)
        says = _readable(letters) if _MIXED.search(text, begin, done) else ""
        if says:
            octets = len(says.encode())
            count = -(-octets * 4 // 3)
            end = begin + count + (count - 1) // size * len(gap)
            yield Run(begin, done if end + 3 >= done else end, says)


def _is_group(piece: str, size: int, gap: str) -> bool:
    return piece.endswith(gap) and len(piece) == size + len(gap) and _ONLY_LETTERS.fullmatch(piece[:size]) is not None


_ONLY_LETTERS = re.compile(f"[{LETTERS}]+")
_HEAD = re.compile("[^\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f\ud800-\udfff]+")


def _readable(letters: str) -> str:
    """As much of what they say as can be read from the first of them on."""
    head = _HEAD.match(_octets(letters).decode(errors="surrogateescape"))
    return head[0] if head and len(head[0]) >= _LEAST_GROUPED else ""


def _names(text: str) -> Iterator[Run]:
    """Runs too short or too full of accents to show as base64, if what they say is words and nothing else."""
    for start, end in _NAMES.spans(text, 1):
        if end - start < _FEWEST or _ONLY_LETTERS.match(after(text, end)):
            continue
        try:
            says = _octets(text[start:end].translate(STANDARD)).decode()
        except UnicodeDecodeError:
            continue
        if _WORDS.fullmatch(says) and (not says.isascii() or _NAME.fullmatch(says)):
            yield Run(start, end, says)
