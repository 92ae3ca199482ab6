"""Polish names in their cases: which nominative a form belongs to, and another name in the same case.

Only what is regular and sure enough to keep one person one: given names that our lists have, the surname beside them in
the same case, and adjectives (`-skiego`, `-ską`). Cases that sound alike count as one. The vocative is left out.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from router.core.origins import is_given_of, plain

_ADJECTIVE = re.compile(r"(.{2,}(?:s|c|dz)k)(?:(?P<m>i|iego|iemu|im)|(?P<f>a|iej|ą))")
_OF_ADJECTIVE = {"iego": "gen", "iemu": "dat", "im": "ins", "iej": "gen", "ą": "ins"}
_MASCULINE = (("owi", "dat"), ("iem", "ins"), ("em", "ins"), ("a", "gen"), ("owie", "loc"), ("ie", "loc"), ("u", "loc"))
_FEMININE = (("ą", "ins"), ("ę", "acc"), ("y", "gen"), ("i", "gen"))
_DATIVES = (
    *(("ce", "k"), ("dze", "g"), ("rze", "r"), ("dzie", "d"), ("cie", "t"), ("ście", "st"), ("le", "ł"), ("le", "l")),
    *(("ie", ""), ("i", ""), ("y", "")),
)
"""What the dative and locative of a stem end with, and how the stem ends."""
_SHORTEST = 3
_SOFT = ("k", "g")
_HARDENED = ("l", "c", "j", "k", "g", "h", "z")


class Form(NamedTuple):
    """`lemma` in lower case; `case` is "" for the nominative."""

    lemma: str
    case: str = ""
    gender: str = ""


def forms(names: Sequence[str]) -> list[Form]:
    """One for each word of a name, the given name first. Words of other languages stay as they are."""
    first, *others = map(plain, names)
    given = _given(first)
    if given is None:
        return [_adjective(word) or Form(word) for word in (first, *others)]
    return [given, *(_beside(word, given) for word in others)]


def readings(name: str) -> Iterator[Form]:
    """All that a word may be a form of, itself first."""
    word = plain(name)
    yield Form(word)
    adjective = _adjective(word)
    if adjective is not None:
        yield adjective
    yield from _masculine(word)
    yield from _feminine(word)


def bent(name: str, case: str) -> str:
    """A name of our lists, in lower case, in this case: `bogdanem` of `bogdan`."""
    adjective = _ADJECTIVE.fullmatch(name)
    if not case:
        return name
    if adjective is not None:
        endings = {"gen": "iego", "dat": "iemu"} if adjective["m"] else {"ins": "ą", "acc": "ą"}
        return adjective[1] + endings.get(case, "im" if adjective["m"] else "iej")
    return _bent_feminine(name[:-1], case) if name.endswith("a") else _bent_masculine(name, case)


def _bent_masculine(name: str, case: str) -> str:
    stem = f"{name[:-2]}{name[-1]}" if name.endswith(("ek", "ec")) else name
    if case == "loc":
        return f"{stem}u" if stem.endswith(_HARDENED) else f"{stem}ie"
    soft = "iem" if stem.endswith(_SOFT) else "em"
    return stem + {"dat": "owi", "ins": soft}.get(case, "a")


def _bent_feminine(stem: str, case: str) -> str:
    if case in {"ins", "acc"}:
        return stem + ("ą" if case == "ins" else "ę")
    if case == "gen":
        return stem + ("i" if stem.endswith(_SOFT) else "y")
    ends = {"k": "ce", "g": "dze", "r": "rze", "d": "dzie", "t": "cie", "l": "le"}.get(stem[-1])
    return stem[:-1] + ends if ends else stem + "ie"


def _given(word: str) -> Form | None:
    """By our lists; None for a word that is no form of a Polish given name."""
    if is_given_of(word, "pl", "m") or is_given_of(word, "pl", "f"):
        return Form(word, gender="m" if is_given_of(word, "pl", "m") else "f")
    for gender, read in (("m", _masculine), ("f", _feminine)):
        for form in read(word):
            if is_given_of(form.lemma, "pl", gender):
                return form
    return None


def _beside(word: str, given: Form) -> Form:
    """A surname behind a given name in its case."""
    adjective = _adjective(word)
    if adjective is not None or not given.case:
        return adjective or Form(word)
    read = _masculine(word) if given.gender == "m" else _feminine(word)
    return next((form for form in read if form.case == given.case), Form(word))


def _adjective(word: str) -> Form | None:
    """`Kowalskiego`, `Nowakowską`; both nominatives are forms of their own."""
    found = _ADJECTIVE.fullmatch(word)
    if found is None:
        return None
    gender = "m" if found["m"] else "f"
    ending = found["m"] or found["f"]
    return Form(found[1] + ("i" if gender == "m" else "a"), _OF_ADJECTIVE.get(ending, ""), gender)


def _masculine(word: str) -> Iterator[Form]:
    for ending, case in _MASCULINE:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST:
            yield Form(stem, case, "m")
            if stem.endswith(("k", "c")):
                yield Form(f"{stem[:-1]}e{stem[-1]}", case, "m")  # Marka is Marek's, Kupca Kupiec's


def _feminine(word: str) -> Iterator[Form]:
    for ending, case in _FEMININE:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST:
            yield Form(f"{stem}a", case, "f")
    for ending, last in _DATIVES:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) + len(last) >= _SHORTEST:
            yield Form(f"{stem}{last}a", "dat", "f")
