"""Whether words are the name of a street, and whether something ahead announces an address."""

from router.detect.identifiers.address_words import NO_NAMES
from router.detect.page import Page

PARTICLES = frozenset(
    ["de", "la", "du", "des", "le", "les", "l", "d", "aux", "au", "en", "et", "sur", "sous", "saint", "sainte"]
)
"""Small words in names of streets."""
_ANNOUNCED_REACH = 40
_LEAST_LETTERS = 3


def is_announced(page: Page, start: int) -> bool:
    ahead = page.ahead("address", start)
    return ahead is not None and start - ahead <= _ANNOUNCED_REACH and "\n\n" not in page.text[ahead:start]


def is_name(name: str) -> bool:
    """A capital word of some length is in it, and it does not begin as a sentence or a count does."""
    words = name.split()
    telling = any(
        word[0].isupper() and (len(word.strip(".")) >= _LEAST_LETTERS or not word.isascii()) for word in words
    )
    return telling and not any(word.lower().strip(".") in NO_NAMES and word.lower() not in PARTICLES for word in words)


def is_small_name(name: str) -> bool:
    words = name.lower().split()
    return all(word not in NO_NAMES or word in PARTICLES for word in words) and any(len(word) > 2 for word in words)  # noqa: PLR2004 - no particle
