"""How much a word looks like a chosen password: `Maple#Tree9` surely, `sunshine` only where one must be."""

import re
from enum import IntEnum

from router.detect.identifiers.assigned_values import is_filler, is_reference
from router.detect.identifiers.password_words import BEGINNINGS, ENDINGS, STOPS


class Strength(IntEnum):
    """`WORD` is a word of no sentence about passwords, `NOTHING` all that is none."""

    NOTHING = 0
    WORD = 1
    LIKELY = 2
    SURE = 3


_METHOD = re.compile(
    r"(?:\w{0,6}sha|md|aes|rsa|des|base|utf|argon|b?crypt|scrypt|pbkdf|hmac|ed|oauth|saml|tls|ssl|http|ipv|win(?:dows)?"
    r"|office|log4j|web|python|java|node|php|my?sql|postgres(?:ql)?|h|iso|rfc|cve|en|din|v|ver|version|release|rev"
    r"|chapter|section|step|page|seite|figure|table|field|test|issue|ticket|bug|pr|keepass\w?|keepassxc|wpa|wep|802"
    r"|user|usr|host|server|srv|node|pc|level|tier|mode|opt|arg|param|var|line|row|col|cell|item|q|fy|h|n|x)"
    r"[-_ .]?\d[\w.]{0,6}",
    re.IGNORECASE,
)
"""Algorithms, products, versions and numbered things."""
_OTHER = re.compile(
    r"[^\s@]+@[\w-]+(?:\.[\w-]+)+|[a-z][a-z0-9+.-]*://.*|www\..*|[./~\\$%<{(\[&].*|.*(?:/|\\|::|->|\(|=).*|\w+(?:\.\w+)+"
    r"|v?\d[\d.,:/-]*[a-z%°€]{0,3}|(?-i:[A-Z]{2,6}-\d{1,6})|\d{1,4}(?:st|nd|rd|th|er|e|ème|px|mb|gb|kb|ms|min|h|x)"
    r"|0x[0-9a-f]+|#\d+|[\d.,]+[€$£%]|--?[\w-]+|@\w+",
    re.IGNORECASE,
)
"""Addresses, paths, calls, versions, measures, ticket numbers, options, handles."""
_CHOSEN = frozenset("!#$%&*+?^§~€£@")
_CHOSEN_LAST = frozenset("#$%&*+^§~€£")
_JOINS = frozenset("-_.")
_LEAST, _LONG, _LEAST_WORD = 4, 8, 4
_LEAST_SURE = 6
_SHORTEST_PARTICIPLE = 6
_HUMPS = re.compile(r"(?:[A-ZÄÖÜ][a-zäöüßàéèç]+){2,}")


def strength(value: str) -> Strength:
    if len(value) < _LEAST or is_reference(value) or is_filler(value):
        return Strength.NOTHING
    if _OTHER.fullmatch(value) or _METHOD.fullmatch(value) or not any(map(str.isalpha, value)):
        return Strength.NOTHING
    digits = sum(map(str.isdigit, value))
    chosen = not _CHOSEN.isdisjoint(value[:-1]) or value[-1] in _CHOSEN_LAST
    if digits or chosen:
        return Strength.SURE if len(value) >= _LEAST_SURE and (digits != 1 or chosen) else Strength.LIKELY
    return _of_words(value.rstrip("!?"))


def _of_words(value: str) -> Strength:
    """Of one without digits."""
    if not is_word(value):
        return Strength.NOTHING
    joined = len(value) >= _LONG and not _JOINS.isdisjoint(value) and value != value.lower()
    return Strength.LIKELY if joined or _HUMPS.fullmatch(value) else Strength.WORD


def is_word(value: str) -> bool:
    """Letters, in words that nobody says of a password."""
    words = re.split(r"[-_.']", value.lower())
    if len(value) < _LEAST_WORD or not all(map(str.isalpha, words)) or not STOPS.isdisjoint((value.lower(), *words)):
        return False
    return not any(map(_is_said, words))


def _is_said(word: str) -> bool:
    """An adjective or participle."""
    if len(word) >= _SHORTEST_PARTICIPLE and word.endswith(ENDINGS):
        return True
    return word.startswith(BEGINNINGS) and word.endswith(("t", "d", "en", "ne", "te"))
