"""Keys that can be told by their looks: a prefix that one issuer alone uses, and the length it gives them."""

from collections.abc import Iterator

from router.detect.identifiers.assigned_values import is_filler
from router.detect.identifiers.family import Family
from router.detect.identifiers.key_table import FIXED, LOOSE
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern, before, is_word

_KEY = Pattern("|".join(f"(?:{shape})" for shape in FIXED + LOOSE))
_WORDS = Pattern(r"(?:[A-Z]*[a-z]*(?:[A-Z][a-z]{2,20})*\d{0,4})(?:[-_./=+]+[A-Z]*[a-z]*(?:[A-Z][a-z]{2,20})*\d{0,4})+")
"""`manager_get_secretValue_v2`: words of a name and short numbers."""
_FEW_DIGITS = 4
_SCORE = 0.95
_NAMED = ("AccountKey=", "SharedAccessKey=", "sig=", "X-Amz-Signature=", "X-Goog-Signature=")


def find(page: Page) -> Iterator[Hit]:
    text = page.text
    for (start, longest), *tails in page.groups(_KEY):
        end = start + len(text[start:longest].rstrip(".-"))
        tail = next((at for at, _ in tails if at >= 0), None)
        if is_filler(text[start:end]) or (tail is not None and not _is_loose_key(text, start, tail, end)):
            continue
        if not before(text, start).isalnum() and not text[end : end + 1].isalnum():
            name = next((name for name in _NAMED if text.startswith(name, start)), "")
            yield Hit(start + len(name), end, _SCORE)


def _is_loose_key(text: str, start: int, tail: int, end: int) -> bool:
    return not is_word(before(text, start)) and is_random(text[tail:end])


def is_random(tail: str) -> bool:
    """Letters and digits, in both cases or with many digits, and no words."""
    digits = sum(map(str.isdigit, tail))
    if not digits or not any(map(str.isalpha, tail)) or _WORDS.fills(tail):
        return False
    return digits >= _FEW_DIGITS or tail.lower() != tail != tail.upper()


FAMILY = Family("SECRET", "key_shape", find, patterns=(_KEY,))
