"""One family per special category, over all languages."""

import re
from collections.abc import Iterator
from functools import partial

from router.core.types import SIGNALS
from router.detect.identifiers.family import Family
from router.detect.identifiers.special import de, en, es, fr, it, nl, pl
from router.detect.identifiers.special.ties import Place, Ties, find
from router.detect.identifiers.special.unions import UNIONS
from router.detect.patterns import Pattern

TONGUES = (en.TONGUE, de.TONGUE, fr.TONGUE, es.TONGUE, it.TONGUE, nl.TONGUE, pl.TONGUE)
_NO_NAMES = frozenset(word for tongue in TONGUES for word in tongue.no_names.split())
_TIES = tuple(Ties(tongue, _NO_NAMES) for tongue in TONGUES)


def _words(listed: str) -> tuple[str, ...]:
    return tuple(" ".join(word.split()) for word in listed.split(",") if word.strip())


def _listed(kind: str) -> Iterator[tuple[Place, str]]:
    """The places of a kind and their terms; the names of fields have none, they are read before terms only."""
    for ties in _TIES:
        for form, listed in ties.tongue.terms.get(kind, {}).items():
            if form != "field":
                yield Place(f"{ties.tongue.code} {kind} {form}", form, ties), listed
        if kind == "UNION_MEMBERSHIP":
            yield Place(f"{ties.tongue.code} {kind} named", "named", ties), UNIONS


def _fields(kind: str) -> Iterator[str]:
    for tongue in TONGUES:
        for word in _words(tongue.terms.get(kind, {}).get("field", "")):
            yield re.escape(word).replace("\\ ", "[ _-]?")


def _family(kind: str) -> Family:
    names = "|".join(sorted(set(_fields(kind)), key=lambda name: (-len(name), name)))
    fields = Pattern(
        rf"(?i)(?:^|[^\pL\pN])(?:{names})[\"'*\])]{{0,4}} ?(?:[:=|]|=>) ?[\"'*\[(]{{0,3}}(?:[\pL\d.,/-]+ ){{0,"
        rf"2}}[\"'*]?$"
    )
    listed = dict(_listed(kind))
    cues = {place.tag: _words(words) for place, words in listed.items()}
    found = partial(find, places=tuple(listed), own=frozenset(cues), fields=fields)
    return Family(kind, kind.lower(), found, cues=cues)


FAMILIES = tuple(_family(kind) for kind in sorted(SIGNALS))
