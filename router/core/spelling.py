r"""How the signs of a placeholder may be spelt: as they are, in full width, as an entity, in percent or JSON escapes.

`normal` gives a text in which each of these is the plain sign, and the way back to what stood there. Only brackets,
underscores, white space and what has no width are read so; every other character stays as it is. White space of any
sort is a space or a line break, what has no width is `WIDTHLESS`.

    circled                         numbers from U+2460 to U+2473
    full width, CJK, mathematical   brackets of every sort, and the letters, digits and signs of U+FF01 to U+FF5E
    HTML                            &#91; &#x5b; &lbrack; &lsqb; &#95; &lowbar; &lt; &nbsp; ...
    URL (RFC 3986)                  %5B %5D %5F %20 %7B %7D %3C %3E %40 %2B
    LaTeX                           {[} {]} \lbrack{} \rbrack{}
    JSON, where the text may be it  \u005b \u005f \u00a0 ..., Latin letters with marks, and \n \r \t, behind 1 to 8
                                    backslashes

A piece of text may end within such a spelling: `open_end` says where that begins.
"""

import re

from router.core.decoding import Chunk, decode

WIDTHLESS = "\u200b"
_WIDTHLESS = "\u200b\u200c\u200d\u2060\ufeff\u00ad"

_CIRCLED = 0x245F
"""From a number to its sign in a circle (Unicode, Enclosed Alphanumerics)."""
_SIGNS = {
    **dict.fromkeys("\uff3b\u3010\u3014\u2045", "["),
    **dict.fromkeys("\uff3d\u3011\u3015\u2046", "]"),
    **dict.fromkeys("\u27e6\u301a", "[["),
    **dict.fromkeys("\u27e7\u301b", "]]"),
    **dict.fromkeys("\u2039\u27e8\u3008", "<"),
    **dict.fromkeys("\u203a\u27e9\u3009", ">"),
    **dict.fromkeys("\u300a\u27ea", "<<"),
    **dict.fromkeys("\u300b\u27eb", ">>"),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
    **dict.fromkeys("\u00a0\u2007\u2009\u202f\t", " "),
    "\r": "\n",
    **dict.fromkeys(_WIDTHLESS, WIDTHLESS),
    **{chr(_CIRCLED + number): str(number) for number in range(1, 21)},
}
_ENTITIES = {
    "[": ("#91", "#x5b", "lbrack", "lsqb"),
    "]": ("#93", "#x5d", "rbrack", "rsqb"),
    "{": ("#123", "#x7b", "lcub", "lbrace"),
    "}": ("#125", "#x7d", "rcub", "rbrace"),
    "<": ("#60", "#x3c", "lt"),
    ">": ("#62", "#x3e", "gt"),
    "_": ("#95", "#x5f", "lowbar", "underbar"),
    "@": ("#64", "#x40", "commat"),
    " ": ("#32", "#160", "#xa0", "nbsp"),
    WIDTHLESS: ("#8203", "#x200b", "shy", "#173"),
}
_BY_ENTITY = {f"&{name};": sign for sign, names in _ENTITIES.items() for name in names}
_WHITE = {"n": "\n", "r": "\n", "t": " "}
_LATEX = {"{[}": "[", "{]}": "]"}
_HEX = {"5b": "[", "5d": "]", "5f": "_", "20": " ", "7b": "{", "7d": "}", "3c": "<", "3e": ">", "40": "@", "2b": "+"}
_CODES = "|".join(f"{ord(sign):04x}" for sign in _SIGNS if ord(sign) > ord("~"))
_LETTERS = "00[c-f][0-9a-f]|01[0-7][0-9a-f]|ff[0-5][0-9a-f]"


def _prefixes(words: list[str]) -> str:
    """A pattern of every proper beginning of these words, one sign at least."""
    beginnings = {word[:end] for word in words for end in range(1, len(word))}
    return "|".join(map(re.escape, sorted(beginnings, key=len, reverse=True)))


_CHARACTERS = "".join(map(re.escape, _SIGNS))
_HEXES = "|".join(_HEX)
_TEXT = (
    rf"[{_CHARACTERS}\uff01-\uff5e]|%(?i:{_HEXES})|&(?i:{'|'.join(name[1:] for name in _BY_ENTITY)})"
    r"|\{[\[\]]\}|\\{1,2}(?i:[lr]brack)(?:\{\}|[ ])?(?![A-Za-z])"
)
_JSON = rf"\\{{1,8}}(?:u(?i:00(?:{_HEXES})|{_CODES}|{_LETTERS})|[nrt])"
_IN_TEXT = re.compile(_TEXT)
_IN_JSON = re.compile(rf"{_TEXT}|{_JSON}")
"""Every branch begins with a sign of its own, so that most of a text is passed over at once."""

_ENDS = rf"%[2-57]?|{_prefixes(list(_BY_ENTITY))}|\{{[\[\]]?|\\{{1,2}}(?:{_prefixes(['lbrack', 'rbrack'])})"
_ENDS += r"|\\{1,2}[lr]brack(?:\{|\{\}| )?"
_OPEN_IN_TEXT = re.compile(rf"(?:{_ENDS})\Z", re.IGNORECASE)
_OPEN_IN_JSON = re.compile(rf"(?:{_ENDS}|\\{{1,8}}(?:u[0-9a-f]{{0,3}})?)\Z", re.IGNORECASE)
_LONGEST_END = 14

_MAY_BE_SPELT = re.compile(rf"[{_CHARACTERS}\uff01-\uff5e%&\\{{]")


def normal(text: str, *, json: bool) -> tuple[str, tuple[Chunk, ...]]:
    """`text` in plain signs, and the chunks of it that were spelt otherwise (`router.core.decoding.back`)."""
    if not _MAY_BE_SPELT.search(text):
        return text, ()
    return decode(text, _IN_JSON if json else _IN_TEXT, _sign)


def open_end(text: str, *, json: bool) -> int:
    """Where a spelling begins that the end of `text` cuts off; its length when there is none."""
    tail = max(0, len(text) - _LONGEST_END)
    found = (_OPEN_IN_JSON if json else _OPEN_IN_TEXT).search(text, tail)
    return found.start() if found else len(text)


def _sign(spelt: str) -> str:
    if len(spelt) == 1:
        return _plain(spelt)
    lower = spelt.lower()
    match lower[0]:
        case "%":
            return _HEX[lower[1:]]
        case "&":
            return _BY_ENTITY[lower]
        case "{":
            return _LATEX[lower]
    name = lower.lstrip("\\")
    if name[1:].startswith("brack"):
        return "[" if name[0] == "l" else "]"
    return _WHITE[name] if len(name) == 1 else _plain(chr(int(name[1:], 16)))


def _plain(sign: str) -> str:
    known = _SIGNS.get(sign)
    if known is not None:
        return known
    return chr(ord(sign) - _WIDE) if _FULL_WIDTH.match(sign) else sign


_FULL_WIDTH = re.compile("[\uff01-\uff5e]")
_WIDE = 0xFEE0
"""From a sign in full width to the plain one (Unicode, Halfwidth and Fullwidth Forms)."""
