"""What the recogniser knows of a word by itself: its pieces, its character n-grams, the lexicon's bits, its shape.

All four depend on the word alone, so the sum of their vectors is made once per word form and remembered. Pieces are
those of BERT's uncased English vocabulary (WordPiece, Wu et al. 2016), n-grams those of fastText (Bojanowski et al.
2017), hashed.
"""

import unicodedata
import zlib
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from router.detect.naming.words import LONGEST

BUCKETS = 1 << 16
"""How many rows the table of n-grams has."""

LEXICON_BITS = 32

_crc = zlib.crc32


def folded(word: str) -> str:
    """Lower case, composed, at most `LONGEST` characters: the form that n-grams and the lexicon see."""
    return unicodedata.normalize("NFC", word[:LONGEST]).lower().replace("\u2019", "'")


def ngrams(word: str) -> list[int]:
    """Rows of the n-gram table for a folded word: the word itself, then all runs of 3 to 5 characters of `<word>`."""
    framed = f"<{word}>".encode("utf-32-le")
    ends = len(framed) + 4
    found = {_crc(b"=" + framed)}
    for size in (12, 16, 20):
        found.update(map(_crc, (framed[at : at + size] for at in range(0, ends - size, 4))))
    return [one % BUCKETS for one in found]


def bare(word: str) -> str:
    """Without accents, as the vocabulary of pieces is."""
    return "".join(one for one in unicodedata.normalize("NFD", word) if not unicodedata.combining(one))


class Pieces:
    """WordPiece by greedy longest match. `vocabulary`: piece to row; pieces inside a word begin with `##`."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._rows = vocabulary
        self._unknown = vocabulary["[UNK]"]
        self._longest = max(map(len, vocabulary))

    def rows(self, word: str) -> list[int]:
        """Rows of a folded word, at least one."""
        plain = word if word.isascii() else bare(word)
        whole = self._rows.get(plain)
        return self._cut(plain) if whole is None else [whole]

    def _cut(self, word: str) -> list[int]:
        found, start, mark = list[int](), 0, ""
        while start < len(word):
            for end in range(min(len(word), start + self._longest), start, -1):
                row = self._rows.get(mark + word[start:end])
                if row is not None:
                    found.append(row)
                    break
            else:
                return [self._unknown]
            start, mark = end, "##"
        return found or [self._unknown]


class Lexicon:
    """Which languages know a word how well, and whether it is a name of something. Sorted hashes beside their bits."""

    def __init__(self, hashes: Sequence[int], bits: Sequence[int]) -> None:
        self._hashes = hashes
        self._bits = bits

    def bits(self, word: str) -> int:
        """The bits of a folded word, 0 if it is unknown."""
        wanted = zlib.crc32(word.encode())
        place = bisect_left(self._hashes, wanted)
        known = place < len(self._hashes) and self._hashes[place] == wanted
        return int(self._bits[place]) if known else 0
