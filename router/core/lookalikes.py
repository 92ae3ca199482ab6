"""What the client wrote itself and restoration could take for a placeholder.

With two pairs of brackets, or any that could count for them, it takes a nonce: ours are then `[[PERSON_A_1]]`. With
less, `PERSON_1` in the client's own text bars that one name from being recognised without its brackets; what is sent
does not change for it. Both look wider than restoration does: any case, any signs between the words, any brackets.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import count, product
from string import ascii_uppercase

from router.core.kindwords import BEGINNINGS, nonces
from router.core.spelling import normal

_BRACKETED = re.compile(
    rf"[\[{{<]([^\[\]{{}}<>A-Za-z0-9]{{0,64}}+(?i:{'|'.join(BEGINNINGS)})[^\[\]{{}}<>]{{1,100}}+)[\]}}>]"
)
_BETWEEN = r"[\W_]{1,12}"
_ESCAPED = re.compile(r"\\+u[0-9a-fA-F]{4}")


def plain(texts: Iterable[str]) -> list[str]:
    """The texts in the normal spelling: what the two others here want."""
    return [normal(text, json=True)[0] for text in texts]


def free_nonce(texts: Iterable[str]) -> str:
    """The first nonce that no placeholder-like words have; none at all when there are no such words."""
    taken: set[str] = set()
    for text in texts:
        for match in _BRACKETED.finditer(text):
            taken |= nonces(_ESCAPED.sub("", match[1]))
    if not taken:
        return ""
    letters = ("".join(word) for size in count(1) for word in product(ascii_uppercase, repeat=size))
    return next(nonce for nonce in letters if nonce not in taken)


def named(texts: Sequence[str], kinds: Iterable[str]) -> set[tuple[str, int]]:
    """Kind and number of whatever looks like a bare placeholder of one of these kinds."""
    found: set[tuple[str, int]] = set()
    folded = [text.casefold() for text in texts]
    for kind in kinds:
        first, _, rest = kind.partition("_")
        words = f"{first}{_BETWEEN}{rest.replace('_', _BETWEEN)}" if rest else first
        name = re.compile(rf"{words}{_BETWEEN}(?:[a-z]{{1,6}}{_BETWEEN})?([0-9]{{1,9}}+)", re.IGNORECASE)
        for text, letters in zip(texts, folded, strict=True):
            if first.casefold() in letters:
                found.update((kind, int(match[1])) for match in name.finditer(text))
    return found
