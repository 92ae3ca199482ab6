"""Tokens that no person wrote: hashes, keys and ids in base64 and its kin, in which any letters may look like a name.

What people write changes seldom from letters to digits or from small letters to capitals (`JanKowalski99`: twice in
13 characters); what is drawn by lot does so at two of five (RFC 4648, sections 4 and 5).
"""

import re
import string

from router.detect.naming.features import Lexicon, folded

_SIGNS = string.ascii_letters + string.digits + "+/=_-"
_REACH = 40
"""Characters of a token that are looked at on either side."""
_CHANGE = re.compile(r"(?<=[A-Za-z])(?=[0-9])|(?<=[0-9])(?=[A-Za-z])|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_LEAST, _SHARE, _LONG = 3, 0.24, 20
"""Changes of a token by lot, their share of its characters; characters of one whose signs part nothing."""
_PART = re.compile(r"(?<![A-Za-z])[A-Z][a-z]{2,}")
_GIVEN_OR_FAMILY = 15 << 20


def is_data(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether this piece lies in such a token. What stands whole between its signs may be a name that a list has."""
    before, behind = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    low, high = start - len(before) + len(before.rstrip(_SIGNS)), end + len(behind) - len(behind.lstrip(_SIGNS))
    changes = len(_CHANGE.findall(text, low, high))
    if changes < max(_LEAST, _SHARE * (high - low)):
        return False
    if _is_alphanumeric(before[-1:]) or _is_alphanumeric(behind[:1]):
        return True
    return high - low >= _LONG and not _is_a_name(text[start:end], lexicon)


def _is_alphanumeric(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()


def _is_a_name(piece: str, lexicon: Lexicon) -> bool:
    """`Anna_Schmidt` in `/dQw4w9WgXcQ/Anna_Schmidt`."""
    return any(lexicon.bits(folded(part)) & _GIVEN_OR_FAMILY for part in _PART.findall(piece))
