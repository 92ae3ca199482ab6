"""How words are spelt: the n-grams of many words at once, as rows of a table that their CRC-32 chooses.

A CRC is linear: without its constant, that of a few characters is the sum (exclusive or) of what each of them gives at
its distance from the end. So all n-grams are sums of numbers that are looked up, and none is computed by itself.
"""

import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

BUCKETS = 1 << 16
"""How many rows the table of n-grams has."""

Rows = NDArray[np.int64]
_SIZES = (3, 4, 5)
_CHARACTER = 4
"""Octets of a character in UTF-32."""
_WORD = np.uint64(32)
"""The bit from which on a key tells the word."""
_NO_KEY = ~np.uint64(0)


def _given(byte: int, values: int) -> NDArray[np.uint32]:
    """What each value of one octet of a character gives: values x distances from the end."""
    none = [zlib.crc32(bytes(_CHARACTER * (distance + 1))) for distance in range(_SIZES[-1])]
    octets = [bytes((*[0] * byte, value, *[0] * (_CHARACTER - 1 - byte))) for value in range(values)]
    given = [[zlib.crc32(one + bytes(_CHARACTER * at)) ^ none[at] for at in range(_SIZES[-1])] for one in octets]
    return np.array(given, dtype=np.uint32)


_LOW, _MIDDLE, _HIGH = _given(0, 256), _given(1, 256), _given(2, 17)


def ngrams(words: Sequence[str]) -> tuple[Rows, Rows]:
    """Rows for folded words, one word after the other, and how many there are for each.

    Of `<word>` all runs of 3 to 5 characters and, apart from these, the whole; none twice.
    """
    framed = [f"<{word}>".encode("utf-32-le") for word in words]
    codes = np.frombuffer(b"".join(framed), dtype="<u4")
    lengths = np.fromiter((len(one) // _CHARACTER for one in framed), dtype=np.int64, count=len(framed))
    numbers = np.arange(len(words), dtype=np.uint64) << _WORD
    number, left = np.repeat(numbers, lengths), np.repeat(np.cumsum(lengths), lengths) - np.arange(len(codes))
    given = _LOW[codes & 255] ^ _MIDDLE[codes >> 8 & 255] ^ _HIGH[codes >> 16]
    keys = [numbers | np.fromiter((zlib.crc32(b"=" + one) for one in framed), dtype=np.uint64, count=len(framed))]
    for size in _SIZES:
        begin = np.flatnonzero(left >= size)
        crc = np.full(len(begin), zlib.crc32(bytes(_CHARACTER * size)), dtype=np.uint32)
        for place in range(size):
            crc ^= given[begin + place, size - 1 - place]
        keys.append(number[begin] | crc)
    sorted_keys = np.sort(np.concatenate(keys))
    once = sorted_keys[np.diff(sorted_keys, prepend=_NO_KEY) != 0]
    return (once % BUCKETS).astype(np.int64), np.bincount((once >> _WORD).astype(np.int64), minlength=len(words))
