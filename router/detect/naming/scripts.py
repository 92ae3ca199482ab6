"""Greek and Cyrillic letters in Latin ones, for the network alone: what it never saw it takes for data.

Close to ISO 843 and ISO 9, and to how passports write names. The words keep their places in the text.
"""

# ruff: noqa: RUF001 - letters of other scripts are meant

import re
import unicodedata
from collections.abc import Sequence

from router.detect.naming.words import Word

_CYRILLIC = (
    "аa бb вv гg дd еe ёe жzh зz иi йi кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ъ ыy ьэe юyu яya"
    " іi їi єye ґg ўu ђdj јj љlj њnj ћc џdz ќk ѓg ѕdz"
)
_GREEK = "αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs ςs τt υy φf χch ψps ωo"
_LETTER = r"[\u0370-\u03ff\u0400-\u052f\u1f00-\u1fff]"
_FOREIGN = re.compile(_LETTER)
_WORD = re.compile(f"{_LETTER}{{2}}")
_WHOLE = re.compile(rf"{_LETTER}+(?:[-'\u2019.]{_LETTER}+)*")
_PAIRS = {"ου": "ou", "ού": "ou", "αυ": "av", "αύ": "av", "ευ": "ev", "εύ": "ev", "μπ": "b", "ντ": "nt", "γγ": "ng"}


def _table() -> dict[str, str]:
    return {pair[0]: pair[1:] for pair in f"{_CYRILLIC.replace('ь', ' ь ')} {_GREEK}".split()}


_LETTERS = _table()
_PAIR = re.compile("|".join(_PAIRS))


def latin(words: Sequence[Word], text: str) -> tuple[Sequence[Word], frozenset[int]]:
    """The words in Latin letters, and those ahead of which the script changes. Lone letters are signs of formulas."""
    if text.isascii() or not _WORD.search(text):
        return words, frozenset()
    foreign = {at for at, word in enumerate(words) if _WHOLE.fullmatch(word.text)}
    read = [word._replace(text=transliterated(word.text)) if at in foreign else word for at, word in enumerate(words)]
    return read, frozenset(at for at in range(1, len(words)) if (at in foreign) != (at - 1 in foreign))


def transliterated(word: str) -> str:
    """In Latin letters, with its case, never empty: other letters stay, and so does a word of mute signs (`ъ`)."""
    low = _PAIR.sub(lambda pair: _PAIRS[pair[0]], unicodedata.normalize("NFC", word).lower())
    plain = "".join(map(_letter, low)) or word
    if len(word) > 1 and word.isupper():
        return plain.upper()
    return plain[:1].upper() + plain[1:] if word[0].isupper() else plain


def _letter(one: str) -> str:
    known = _LETTERS.get(one)
    if known is None and _FOREIGN.match(one):
        known = _LETTERS.get(unicodedata.normalize("NFD", one)[0])
    return one if known is None else known
