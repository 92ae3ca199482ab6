"""Which words of a name are the given ones; a request itself calls some so: `first_name: Aoife`, `"vorname": "Ilse"`.

Only what is called so where it is first said: a later turn changes nothing that an earlier one was given.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from router.core.origins import is_given, plain
from router.core.types import Slot

_KEY = (
    r"(?:(?:first|given|fore|middle)[ _-]?names?|vornamen?|rufname|pr[ée]noms?|nombres?|nome|voornaam|roepnaam"
    r"|imi[eę]|imiona)"
)
_IS_KEY = re.compile(rf"(?:.*[_. -])?{_KEY}", re.IGNORECASE)
_LABEL = re.compile(
    rf"(?<![^\W_]){_KEY}(?:\\?[\"'])?[ \t]{{0,3}}(?:[:=]|>)[ \t]{{0,3}}(?:\\?[\"'])?(?P<name>[^\W\d_]+)", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+")


def told_given(slots: Iterable[Slot]) -> frozenset[str]:
    """Those words, folded as `router.core.origins.plain` folds. Linear in the text."""
    called = [(slot.text, set(_called(slot))) for slot in slots]
    wanted = frozenset[str]().union(*(names for _, names in called))
    given, seen = set[str](), set[str]()
    for text, names in called if wanted else ():
        given |= names - seen
        seen |= wanted.intersection(map(plain, _WORD.findall(text)))
    return frozenset(given)


def parts(names: Sequence[str], told: frozenset[str], *, is_turned: bool) -> tuple[list[int], list[int]]:
    """Which of these are given names and which family names; `is_turned`: as in `Schmidt, Anna`; `told`: given ones."""
    places = range(len(names))
    if len(names) == 1:
        return ([0], []) if is_given(names[0]) or plain(names[0]) in told else ([], [0])
    one = 0 if is_turned else len(names) - 1
    first = 1 if is_turned else 0
    given = [at for at in places if at != one and (at == first or is_given(names[at]))]
    return given, [at for at in places if at not in given]


def _called(slot: Slot) -> Iterator[str]:
    key = next((step for step in reversed(slot.path) if isinstance(step, str)), "")
    first = _WORD.match(slot.text)
    if first and _IS_KEY.fullmatch(key):
        yield plain(first[0])
    for match in _LABEL.finditer(slot.text):
        yield plain(match["name"])
