r"""Other ways to write a character, each with what it stands for: what a program makes of it before a person reads it.

escapes      `\n`, `\u0040`, `\100`, `\.`                   JSON (RFC 8259, section 7), C, Markdown
percent      `%40`, and `+` for a space in forms            RFC 3986, section 2.1; HTML, 4.10.21
entities     `&#64;`, `&commat;`                            HTML, section 13.5
markup       tags and comments inside a word: `an<wbr>na`
words        `=?UTF-8?Q?M=C3=BCller?=`                      RFC 2047
quoted       `=40`, `=C3=BC`, `=20`, a line ended by `=`    RFC 2045, section 6.7
spaced       letters apart: `A n n a  M ü l l e r`
shifted      `+AEA-`                                        RFC 2152 (UTF-7)
unseen       ASCII in tag characters, bytes in variation selectors
misread      `MÃ¼ller`: UTF-8 read as ISO 8859-1 or Windows-1252
look-alikes  see `router.detect.lookalikes`
"""

import binascii
import html
import re
from base64 import b64decode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

from router.core.decoding import Chunk, decode_spans
from router.detect.lookalikes import plain, suspects
from router.detect.patterns import Pattern, before, is_word
from router.detect.spacing import closed, gaps

Spans = Iterator[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Disguise:
    """`find`: where it may stand, apart and in order, at no cost where it does not. `undo`: what is read there."""

    find: Callable[[str], Spans]
    undo: Callable[[str], str]

    def off(self, text: str) -> tuple[str, tuple[Chunk, ...]]:
        """The text without it, and the chunks that changed; none where there is nothing to undo."""
        return decode_spans(text, self.find(text), self.undo)


def _spans(pattern: re.Pattern[str], sign: str, gate: Pattern | None = None) -> Callable[[str], Spans]:
    """All matches of a pattern, in texts that hold the sign and, as linear search tells sooner, the gate."""

    def find(text: str) -> Spans:
        if sign in text and (gate is None or gate.found(text)):
            return (match.span() for match in pattern.finditer(text))
        return iter(())

    return find


def _tags(text: str) -> Spans:
    """Those within a word."""
    if "<" in text and _IS_SPLIT.found(text):
        for match in _MARKUP.finditer(text):
            if is_word(before(text, match.start())) or before(text, match.start()) in {"@", ".", "-"}:
                yield match.span()


def _separators(text: str) -> Spans:
    if any(sign in text for sign in _SEPARATORS):
        return (match.span() for match in _SEPARATED.finditer(text))
    return iter(())


def _percents(text: str) -> Spans:
    return _in_forms(text) if "+" in text and "=" in text and _IS_FORM.found(text) else _in_links(text)


def _escape(sequence: str) -> str:
    if len(sequence) == 2:  # noqa: PLR2004 - a backslash and what it escapes, perhaps another one
        return _SHORT.get(sequence[1], sequence[1])
    if sequence[1] in "01":
        return chr(int(sequence[1:], 8))
    units = [int(digits, 16) for digits in _CODE.findall(sequence)]
    code = units[0]
    if len(units) > 1:
        code = 0x10000 + ((code - 0xD800) << 10) + (units[1] - 0xDC00)
    return "\ufffd" if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else chr(code)  # noqa: PLR2004 - the surrogates


def _percent(sequence: str) -> str:
    return " " if sequence == "+" else _octets(sequence).decode(errors="replace")


def _octets(sequence: str) -> bytes:
    is_one = len(sequence) == 3  # noqa: PLR2004 - `%40`
    return bytes.fromhex(sequence[1:] if is_one else "".join(part[-2:] for part in sequence.split("%")))


def _entity(sequence: str) -> str:
    return html.unescape(f"&{_AMPERSANDS.sub('', sequence)}")


def _quoted(sequence: str) -> str:
    return _text(bytes.fromhex("".join(_PAIR.findall(sequence)))) if sequence[1] not in "\r\n \t" else ""


def _text(data: bytes, charset: str = "") -> str:
    """Bytes as UTF-8, else as ISO 8859-1; a character set that nobody knows, or that is none, counts as neither."""
    if charset.lower() in _CHARSETS:
        return data.decode(charset, errors="replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _words(sequence: str) -> str:
    return "".join(_word(*match.groups()) for match in _WORD.finditer(sequence))


def _word(charset: str, coding: str, content: str) -> str:
    if coding in "bB":
        return _text(_bytes(content), charset)
    return _text(binascii.a2b_qp(content.replace("_", " ").encode(errors="replace")), charset)


def _shifted(sequence: str) -> str:
    """Base64 of UTF-16 without padding, between `+` and `-`."""
    return _bytes(sequence[1:-1]).decode("utf-16-be", errors="replace")


def _bytes(base64: str) -> bytes:
    body = base64.rstrip("=").encode(errors="ignore")
    return b64decode(body[: len(body) - (len(body) % 4 == 1)] + b"==")


def _unseens(text: str) -> Spans:
    return iter(()) if text.isascii() else _UNSEEN.spans(text)


def _unseen(sequence: str) -> str:
    codes = [ord(sign) for sign in sequence]
    if codes[0] >= _TAGS and codes[0] < _SELECTORS:
        return f" {''.join(chr(code - _TAGS) for code in codes)} "
    data = bytes(code - 0xFE00 if code < _TAGS else code - _SELECTORS + 16 for code in codes)
    return f" {data.decode(errors='replace')} "


def _misreadings(text: str) -> Spans:
    return iter(()) if text.isascii() else (match.span() for match in _MISREAD.finditer(text))


def _reread(pair: str) -> str:
    return bytes((ord(pair[0]), _OCTETS.get(pair[1], ord(pair[1]) & 0xFF))).decode()


_OCTETS = {bytes((octet,)).decode("cp1252", errors="ignore"): octet for octet in range(0x80, 0xC0)}
"""What Windows-1252 shows for each octet that continues a character of UTF-8."""
_MISREAD = re.compile(rf"[\u00c3-\u00c5][\x80-\xbf{re.escape(''.join(_OCTETS))}]")
"""Letters of U+00C0 to U+017F in two characters."""
_TAGS, _SELECTORS = 0xE0000, 0xE0100
_UNSEEN = Pattern("[\U000e0020-\U000e007e]{6,}|[\ufe00-\ufe0f\U000e0100-\U000e01ef]{6,}")
"""A flag has at most five tag characters, and no letter has six selectors."""

_SHORT = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_HEX = "[0-9a-fA-F]"
_ESCAPE = re.compile(
    rf"\\(?:\\{{0,15}}+(?:u[dD][89abAB]{_HEX}{{2}}\\{{1,16}}u[dD][c-fC-F]{_HEX}{{2}}|u{_HEX}{{4}}|u\{{{_HEX}{{1,6}}\}}"
    rf"|U{_HEX}{{8}}|x{_HEX}{{2}})|[01][0-7]{{2}}|[bfnrt]|[!-/:-@\[-`{{-~])"
)
"""JSON in JSON doubles the backslashes: what they stand for is read at once, up to five deep."""
_CODE = re.compile(rf"[uUx]\{{?({_HEX}+)")
_PERCENT = re.compile(rf"%(?:25)*{_HEX}{{2}}(?:%(?:25)*[89a-fA-F]{_HEX})*")
"""One octet and what may continue it: a character of UTF-8 (RFC 3629). However often it was encoded: `%252540`."""
_FORM = re.compile(rf"{_PERCENT.pattern}|(?<=[\w%])\+(?=[\w%(])")
"""Also `+` for a space, not in front of a value: `tel=+49+151`."""
_IS_FORM = Pattern(r"[\w\]]=[^\s&\"'<>]*[\w%]\+[\w%(]")
_in_links = _spans(_PERCENT, "%", Pattern(f"%{_HEX}{{2}}"))
_in_forms = _spans(_FORM, "+")
_AMPERSAND = "(?:amp;|#0{0,4}38;|#[xX]0{0,4}26;)*"
"""However often it was encoded: `&amp;amp;#64;`."""
_AMPERSANDS = re.compile(rf"\A&{_AMPERSAND}(?=.)")
_ENTITY = re.compile(rf"&{_AMPERSAND}(?:#[0-9]{{1,7}};?|#[xX][0-9a-fA-F]{{1,6}};?|[A-Za-z][A-Za-z0-9]{{1,31}};)")
_INLINE = "a|b|big|code|em|font|i|mark|s|small|span|strong|tt|u|wbr"
_TAG = rf"<(?:/?(?:{_INLINE})(?:\s[^<>]{{0,200}})?/?|!--[^<>]{{0,200}}--)>"
_MARKUP = re.compile(rf"{_TAG}(?:{_TAG})*(?=[\w@.-])", re.IGNORECASE)
_IS_SPLIT = Pattern(rf"(?i)[\pL\pN_@.-]<(?:/?(?:{_INLINE})(?:\s[^<>]*)?/?|!--[^<>]*--)>")
_SEPARATORS = "\x0b\x0c\x1c\x1d\x1e\x1f\x85"
_SEPARATED = re.compile(rf"(?<=\S)([{_SEPARATORS}])\1*(?=\S)")
_PAIR = re.compile(rf"=({_HEX}{{2}})")
_IS_QUOTED = Pattern(
    r"[\pL\pN,;.] ?=\r?\n[^\s=]|=[0-9A-F]{2}=[0-9A-F]{2}|=3D|[0-9A-Za-z](?:=2E|=2B)[0-9A-Za-z]"
    r"|\pL[,.;:]?=20(?:\p{Lu}\p{Ll}|[\pL\pN.-]{1,30}[,.;:]?=20)|\pL=2C(?:[ \pL]|=20)"
    r"|\p{Lu}\p{Ll}{0,20}=[C-F][0-9A-F](?:\p{Ll}{2}|[ ,.;])"
    r"|[0-9A-Za-z]=40[0-9A-Za-z][\pL\pN-]*\.[\pL\pN]|(?i:quoted-printable)"
)
"""A text that looks encoded as a whole: `=10` is written in every program, and `status=404` in every log."""
_QUOTED = re.compile(r"=[ \t]{0,8}\r?\n|=[0-7][0-9A-F]|(?:=[89A-F][0-9A-F])+")
_WORD = re.compile(r"=\?([\w-]{1,40})(?:\*[\w-]{0,20})?\?([bBqQ])\?([^?\s]{0,400})\?=")
_ONE_WORD = r"=\?[\w-]{1,40}(?:\*[\w-]{0,20})?\?[bBqQ]\?[^?\s]{0,400}\?="
_WORDS = re.compile(rf"{_ONE_WORD}(?:\s{{1,4}}{_ONE_WORD}){{0,20}}")
_NO_PART = 12
_ISO_8859 = (f"iso-8859-{part}" for part in range(1, 17) if part != _NO_PART)
_WINDOWS = (f"windows-{page}" for page in range(1250, 1259))
_CHARSETS = frozenset(["utf-8", "us-ascii", "koi8-r", *_ISO_8859, *_WINDOWS])
"""Others are read as UTF-8."""

_SPACED = Disguise(gaps, closed)
DISGUISES = (
    *(Disguise(_spans(_ESCAPE, "\\"), _escape),) * 2,
    *(Disguise(_percents, _percent),) * 4,
    *(Disguise(_spans(_ENTITY, "&", Pattern("&[#A-Za-z][0-9A-Za-z]")), _entity),) * 2,
    Disguise(_tags, lambda _: ""),
    Disguise(_spans(re.compile(r"([^\n\x08])\x08(?=\1)|_\x08"), "\b"), lambda _: ""),
    Disguise(_separators, lambda _: ""),
    Disguise(_spans(_WORDS, "=?"), _words),
    Disguise(_spans(_QUOTED, "=", _IS_QUOTED), _quoted),
    Disguise(_spans(re.compile(r"\+A[A-Za-z0-9+/]{2,200}-"), "+A"), _shifted),
    Disguise(_unseens, _unseen),
    Disguise(_misreadings, _reread),
    _SPACED,
    Disguise(suspects, plain),
)
"""In the order in which they are taken off. Some again: JSON in JSON, a link in a link, a page shown as text."""


def marked(text: str, *, spaced: bool) -> list[tuple[int, int]]:
    """Where any of them stands, in order. `spaced`: letters stand apart in it (see `router.detect.traces`)."""
    kinds = dict.fromkeys(kind for kind in DISGUISES if spaced or kind is not _SPACED)
    return sorted(chain.from_iterable(kind.find(text) for kind in kinds))
