# ruff: noqa: RUF001, RUF002 - look-alikes are what this file is about
"""Letters that look like others: what a reader takes for `anna` though one of its letters is Cyrillic.

A word is read in its Latin skeleton (Unicode TR 39, section 4) only if it mixes a Latin letter or a digit with letters
that look Latin and are not, or is written in circled, small, raised or lowered signs. A word all in Greek or Cyrillic
is what it looks like. Behind a mixed word, groups of capitals that look Latin belong to it: `GВ29 NWВК`.
"""

import unicodedata
from collections.abc import Iterator

from router.detect.patterns import Pattern

_PAIRS = {
    "аеорсухіјѕԁһԛԝкмтпгьѵԍ": "aeopcyxijsdhqwkmtnrbvg",
    "АВСЕНІЈКМОРЅТХУҮԌԚԜӀЁ": "ABCEHIJKMOPSTXYYGQWIE",
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϺ": "ABEZHIKMNOPTYXCM",
    "αεηικνοπρτυχωγβϲϳσά": "aenikvonptuxwybcjoa",
    "օոսհցզքՏՍՕԼ": "onuhgqpSUOL",
    "ᎪᏴᏟᎠᎬᏀᎻᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᏃ": "ABCDEGHJKLMPRSTVWZ",
    "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢɑɡ": "abcdefghijklmnoprstuvwyzag",
}
_LATIN = {other: plain for others, plains in _PAIRS.items() for other, plain in zip(others, plains, strict=True)}
_CAPITALS = "".join(other for other, plain in _LATIN.items() if plain.isupper())
_STYLED_RANGES = (
    (0x2070, 0x209D),  # raised and lowered
    (0x2460, 0x2474),  # circled numbers
    (0x249C, 0x24EB),  # letters in brackets, circled
    (0x2160, 0x2180),  # Roman numerals
    (0x1D2C, 0x1D6B),  # raised letters
    (0x1F110, 0x1F12A),
    (0x1F130, 0x1F14A),  # squared
)


def _styled() -> dict[str, str]:
    """Signs whose compatibility form (UAX 15, NFKC) is plain; and three alphabets that have none."""
    signs = [chr(code) for low, high in _STYLED_RANGES for code in range(low, high)]
    plain = {sign: unicodedata.normalize("NFKC", sign).strip("()") for sign in (*signs, *"\u00b9\u00b2\u00b3")}
    for first in (0x1F150, 0x1F170):
        plain |= {chr(first + at): chr(ord("A") + at) for at in range(26)}
    small = {other: latin for other, latin in _LATIN.items() if other in _SMALL}
    return {sign: text for sign, text in (plain | small).items() if text.isascii() and text}


_SMALL = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ"
_STYLED = _styled()
_ANY = "".join(_LATIN)
_SIGNS = "".join(_STYLED)
_ACCENTED = r"[À-ɏ\x{300}-\x{36f}]"
_REST = rf"[\pL\pN\pM_]*(?:[ -][A-Z0-9{_CAPITALS}]{{2,4}}){{0,8}}"
_SUSPECT = Pattern(
    rf"[\pL\pN\pM_]*?(?:[A-Za-z0-9][\pL\pN\pM_]*?[{_ANY}]|[{_ANY}][\pL\pN\pM_]*?[A-Za-z0-9]){_REST}"
    rf"|[\pL\pN\pM_]*?(?:{_ACCENTED}[\pL\pM_]*\d|\d[\pL\pM_]*{_ACCENTED}){_REST}"
    rf"|[{_SIGNS}](?:[ .@+-]?[{_SIGNS}])+"
)
_PLAIN = str.maketrans(_STYLED | _LATIN)


def suspects(text: str) -> Iterator[tuple[int, int]]:
    """Where `plain` may read something else than what stands there."""
    return iter(()) if text.isascii() else _SUSPECT.spans(text)


def plain(word: str) -> str:
    """The skeleton: without accents if it has digits, as no word with accents has."""
    latin = word.translate(_PLAIN)
    if any(map(str.isdigit, latin)):
        latin = "".join(one for one in unicodedata.normalize("NFD", latin) if not unicodedata.combining(one))
    return latin
