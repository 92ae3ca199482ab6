"""What the recogniser knows of a word by itself: its pieces, its character n-grams, the lexicon's bits, its shape.

All four depend on the word alone, so the sum of their vectors is made once per word form and remembered. Pieces are
those of BERT's uncased English vocabulary (WordPiece, Wu et al. 2016), n-grams those of fastText (Bojanowski et al.
2017), hashed: see `spelling`.
"""

import unicodedata
import zlib
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import filterfalse

from router.detect.naming.words import LONGEST

LEXICON_BITS = 32


def folded(word: str) -> str:
    """Lower case, composed, at most `LONGEST` characters: the form that n-grams and the lexicon see."""
    return unicodedata.normalize("NFC", word[:LONGEST]).lower().replace("\u2019", "'")


def bare(word: str) -> str:
    """Without accents, as the vocabulary of pieces is."""
    return "".join(filterfalse(unicodedata.combining, unicodedata.normalize("NFD", word)))


class Pieces:
    """WordPiece by greedy longest match. `vocabulary`: piece to row; pieces inside a word begin with `##`."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._unknown = vocabulary["[UNK]"]
        self._first = {piece: row for piece, row in vocabulary.items() if not piece.startswith("##")}
        self._inside = {piece[2:]: row for piece, row in vocabulary.items() if piece.startswith("##")}
        self._longest, self._longest_inside = (max(map(len, some)) for some in (self._first, self._inside))

    def rows(self, word: str) -> list[int]:
        """Rows of a folded word, at least one."""
        plain = word if word.isascii() else bare(word)
        whole = self._first.get(plain)
        return self._cut(plain) if whole is None else [whole]

    def _cut(self, word: str) -> list[int]:
        found, start = list[int](), 0
        known, longest = self._first, self._longest
        while start < len(word):
            for end in range(min(len(word), start + longest), start, -1):
                row = known.get(word[start:end])
                if row is not None:
                    found.append(row)
                    break
            else:
                return [self._unknown]
            start, known, longest = end, self._inside, self._longest_inside
        return found or [self._unknown]


_REMEMBERED = 16_384
"""Words that were looked up: each is asked for more than once."""
_LANGUAGES = 10
_IN_ANY = (1 << 2 * _LANGUAGES) - 1
"""The first bits: two for each language, from 0 (unknown to it) to 3."""
_EVERYDAY = sum(2 << 2 * place for place in range(_LANGUAGES))


def is_in_a_language(bits: int) -> bool:
    return bool(bits & _IN_ANY)


def is_everyday(bits: int) -> bool:
    """Some language knows the word well: at level 2 or 3."""
    return bool(bits & _EVERYDAY)


class Lexicon:
    """Which languages know a word how well, and whether it is a name of something. Sorted hashes beside their bits."""

    def __init__(self, hashes: Sequence[int], bits: Sequence[int]) -> None:
        self._hashes = hashes
        self._bits = bits
        self.bits: Callable[[str], int] = lru_cache(_REMEMBERED)(self._looked_up)
        """The bits of a folded word, 0 if it is unknown."""

    def _looked_up(self, word: str) -> int:
        wanted = zlib.crc32(word.encode())
        place = bisect_left(self._hashes, wanted)
        known = place < len(self._hashes) and self._hashes[place] == wanted
        return int(self._bits[place]) if known else 0
